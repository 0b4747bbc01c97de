"""Who looks after networks, what schools ask for, and how well they are covered by visits."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from khet.records.learning.models import Assignment, Visit, VisitRequest
from khet.records.registry.models import Event, Unit, UnitKind, User
from khet.rules.calendar import BUDDHIST_ERA, fiscal_year, thai_date
from khet.rules.months import fiscal_months, month_of
from tests.cast import SINCE
from tests.web.doors.visit_plan import ASSIGNED, REQUEST, VISIT

SignIn = Callable[[str], Client]
HERE = "/learning/visits/plan"
TODAY = timezone.localdate


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _fault(client: Client, address: str, field: str, **sent: str) -> str:
    """What is said at a field; what was typed stands on the page."""
    response = client.post(f"{HERE}{address}", sent)
    assert response.status_code == 200
    page = response.content.decode()
    typed = (value for name, value in sent.items() if name not in ("network", "person", "month"))
    assert all(value in page for value in typed)
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def _key(name: str) -> str:
    return str(User.objects.get(username=name).pk)


def _assigned(**more: str) -> dict[str, str]:
    start = {"network": "N2", "part": "supervisor", "person": _key("supervisor")}
    return {**start, "since": thai_date(TODAY()), "until": "", **more}


def test_a_network_gets_a_supervisor(supervisor: Client) -> None:
    page = _page(supervisor, "/assignments")
    assert "1 เครือข่ายยังไม่มีศึกษานิเทศก์ผู้รับผิดชอบ" in page
    sent = _assigned(since=f"๑/๑๐/{TODAY().year - 1 + BUDDHIST_ERA}")
    assert supervisor.post(f"{HERE}/assignments/add", sent).status_code == 302
    made = Assignment.objects.get(network__code="N2")
    assert (made.person.username, made.since) == ("supervisor", date(TODAY().year - 1, 10, 1))
    assert "ยังไม่มีศึกษานิเทศก์" not in _page(supervisor, "/assignments")
    event = Event.objects.get(action="assign-network")
    assert (event.key, event.after and event.after["network"]) == (str(made.pk), "N2")


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"until": "1 ม.ค. 2540"}, "until", "ก่อนวันแรก"),
        ({"since": "เมื่อวาน"}, "since", "อ่านวันที่ไม่ได้"),
        ({"since": "1 ม.ค. 2600"}, "since", "ไกลเกินหนึ่งปี"),
        ({"network": "N9"}, "network", "เลือกจากรายการ"),
        ({"person": ""}, "person", "กรุณากรอก"),
        ({"part": "deputy"}, "person", "ไม่ใช่รองผู้อำนวยการ"),
        ({"network": "N1"}, "since", "รับผิดชอบเครือข่ายนี้ตั้งแต่"),
    ],
)
def test_a_bad_assignment_is_refused_at_its_field(
    supervisor: Client, more: dict[str, str], field: str, told: str
) -> None:
    assert told in _fault(supervisor, "/assignments/add", field, **_assigned(**more))
    assert Assignment.objects.count() == 1


def test_nobody_looks_after_a_network_twice(supervisor: Client) -> None:
    sent = _assigned(network="N1", person=_key("network-supervisor"))
    assert "อยู่แล้ว" in _fault(supervisor, "/assignments/add", "person", **sent)
    deputy = _assigned(network="N1", part="deputy", person=_key("deputy"))
    assert supervisor.post(f"{HERE}/assignments/add", deputy).status_code == 302
    assert "อยู่แล้ว" in _fault(supervisor, "/assignments/add", "person", **deputy)
    director = {**deputy, "person": _key("director")}
    assert supervisor.post(f"{HERE}/assignments/add", director).status_code == 302


def test_a_network_is_handed_over_from_a_day(supervisor: Client) -> None:
    day = TODAY() + timedelta(10)
    address = f"/assignments/{ASSIGNED}/hand-over"
    early = thai_date(SINCE)
    told = _fault(supervisor, address, "since", person=_key("supervisor"), since=early)
    assert "ผู้เดิมรับผิดชอบ" in told
    sent = {"person": _key("supervisor"), "since": thai_date(day)}
    assert supervisor.post(f"{HERE}{address}", sent).status_code == 302
    before, after = Assignment.objects.filter(network__code="N1").order_by("since")
    assert (before.until, after.since, after.until) == (day - timedelta(1), day, None)
    assert after.person.username == "supervisor"


def test_an_assignment_ends(supervisor: Client) -> None:
    address = f"/assignments/{ASSIGNED}/end"
    told = _fault(supervisor, address, "until", until=thai_date(SINCE - timedelta(1)))
    assert "ผู้เดิมรับผิดชอบ" in told
    yesterday = TODAY() - timedelta(1)
    supervisor.post(f"{HERE}{address}", {"until": thai_date(yesterday)})
    assert Assignment.objects.get(pk=ASSIGNED).until == yesterday
    page = _page(supervisor, "/assignments")
    assert "2 เครือข่ายยังไม่มี" in page
    assert "ถึง" in page


def test_who_only_looks_finds_no_way_to_change(sign_in: SignIn) -> None:
    for name in ("planner", "network-supervisor"):
        assert f"{ASSIGNED}/hand-over" not in _page(sign_in(name), "/assignments")


def test_a_school_asks_and_sees_what_became_of_it(sign_in: SignIn) -> None:
    school, supervisor = sign_in("school-director"), sign_in("supervisor")
    month = month_of(TODAY()).plus(1)
    sent = {"topic": "การวัดผล", "wish": "ช่วยดูข้อสอบ", "month": month.key}
    assert school.post(f"{HERE}/requests/ask", sent).status_code == 302
    asked = VisitRequest.objects.get(topic="การวัดผล")
    assert (asked.school.code, asked.month) == ("93020501", month.first)
    assert "รอวางแผน 2" in _page(supervisor, "/requests")
    form = _page(supervisor, f"/requests/{asked.pk}/plan")
    assert f'value="{month.key}" selected' in form
    plan = {"month": month.key, "lead": _key("supervisor"), "kind": "request", "topics": "การวัดผล"}
    assert supervisor.post(f"{HERE}/requests/{asked.pk}/plan", plan).status_code == 302
    visit = Visit.objects.get(request=asked)
    assert (visit.kind, visit.state) == ("request", "draft")
    assert "อยู่ในแผนแล้ว" in _page(school, "/requests")
    again = supervisor.post(f"{HERE}/requests/{asked.pk}/plan", plan).content.decode()
    assert "วางแผนหรือตอบไปแล้ว" in again
    assert Visit.objects.filter(request=asked).count() == 1
    supervisor.post(f"{HERE}/{visit.pk}/cancel", {"reason": "ผิดโรงเรียน"})
    asked.refresh_from_db()
    assert asked.state == "open"


def test_a_request_is_declined_with_the_reason(sign_in: SignIn) -> None:
    supervisor = sign_in("supervisor")
    address = f"/requests/{REQUEST}/decline"
    assert "เขียนเหตุผล" in _fault(supervisor, address, "reason", reason="")
    supervisor.post(f"{HERE}{address}", {"reason": "รวมกับเดือนหน้า"})
    assert "รวมกับเดือนหน้า" in _page(sign_in("school-director"), "/requests")
    twice = supervisor.post(f"{HERE}{address}", {"reason": "อีกครั้ง"}).content.decode()
    assert "วางแผนหรือตอบไปแล้ว" in twice
    assert supervisor.get(f"{HERE}{address}").status_code == 302


def test_a_bad_request_is_refused(sign_in: SignIn) -> None:
    school = sign_in("school-director")
    address = "/requests/ask"
    assert "ไม่เกิน 120" in _fault(school, address, "topic", topic="ก" * 121, wish="-")
    assert "กรุณากรอก" in _fault(school, address, "wish", topic="การอ่าน")
    assert "ขอเรื่องนี้ไว้แล้ว" in _fault(school, address, "topic", topic="การอ่าน", wish="อีก")
    told = _fault(school, address, "month", topic="ก", wish="ข", month="2400-01")
    assert "เลือกจากรายการ" in told


def test_requests_of_others_are_not_seen(sign_in: SignIn) -> None:
    VisitRequest.objects.filter(pk=REQUEST).update(school=Unit.objects.get(code="93020502"))
    for name in ("school-director", "network-supervisor", "network-chair"):
        assert "การอ่าน" not in _page(sign_in(name), "/requests?state=")
    client = sign_in("network-supervisor")
    assert client.post(f"{HERE}/requests/{REQUEST}/decline", {"reason": "ก"}).status_code == 403


def _made(school: str, day: date) -> None:
    Visit.objects.create(
        area=Unit.objects.get(kind=UnitKind.AREA),
        school=Unit.objects.get(code=school),
        lead=User.objects.get(username="supervisor"),
        month=day.replace(day=1),
        day=day,
        state="closed",
        recorded_at=timezone.now(),
    )


def _codes(page: str) -> set[str]:
    return set(re.findall(r"\?school=(\d+)", page))


def test_coverage_counts_lead_to_their_schools(supervisor: Client) -> None:
    begins = fiscal_months(fiscal_year(TODAY()).be)[0].first
    Visit.objects.exclude(pk=VISIT).update(state="cancelled")
    _made("93020501", TODAY())
    _made("93020502", begins - timedelta(200))
    last = month_of(TODAY()).plus(-1).first
    Visit.objects.filter(pk=VISIT).update(state="planned", month=last)
    page = _page(supervisor, "/coverage?days=๑๐๐")
    assert "ร้อยละ 8.33" in page
    assert 'value="100"' in page or "ไม่ได้นิเทศเกิน 100 วัน" in page
    lists = {
        "visited": {"93020501"},
        "long": {"93020502"},
        "missed": {"93020501"},
    }
    for name, codes in lists.items():
        assert _codes(_page(supervisor, f"/coverage?days=100&show={name}")) == codes
    never = _codes(_page(supervisor, "/coverage?show=never"))
    assert never == _codes(_page(supervisor, "/coverage")) - {"93020501", "93020502"}
    total = page.split('<tr class="total">')[1].split("</tr>")[0]
    assert re.findall(r">(\d+)</a>", total) == ["10", "1", "1", "11", "1"]


def test_each_count_is_that_of_its_list(supervisor: Client) -> None:
    _made("93020501", TODAY())
    page = _page(supervisor, "/coverage")
    for url, count in re.findall(r'href="(/learning[^"]*show=[^"]*)#list">(\d+)</a>', page):
        shown = supervisor.get(url.replace("&amp;", "&")).content.decode()
        assert f"พบ {count} โรงเรียน" in shown


@pytest.mark.parametrize("days", ["0", "ร้อย", "-1", "999999"])
def test_days_that_are_none_are_refused(supervisor: Client, days: str) -> None:
    page = _page(supervisor, f"/coverage?days={days}")
    assert "ใส่จำนวนวัน 1 ถึง 3650" in page
    assert "ไม่ได้นิเทศเกิน 90 วัน" in page
    assert f'value="{days}"' in page


def test_coverage_is_of_the_schools_that_one_sees(sign_in: SignIn) -> None:
    page = _page(sign_in("network-supervisor"), "/coverage")
    assert "เครือข่าย 2" not in page
    assert len(_codes(page)) == 6
    assert sign_in("network-supervisor").get(f"{HERE}/coverage?network=N2").status_code == 404


def test_coverage_is_shown_in_pages(supervisor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    every = _codes(_page(supervisor, "/coverage"))
    monkeypatch.setattr("khet.web.learning.visit_plan.coverage.PER_PAGE", 5)
    pages = [_codes(_page(supervisor, f"/coverage?page={n}")) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [5, 5, len(every) - 10]
    assert set().union(*pages) == set(every)
    assert f"พบ {len(every)} โรงเรียน" in _page(supervisor, "/coverage?page=2")


def test_coverage_as_a_table(supervisor: Client) -> None:
    _made("93020501", TODAY())
    sent = supervisor.get(f"{HERE}/coverage.xlsx?show=visited")
    sheet = openpyxl.load_workbook(io.BytesIO(sent.content)).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "93020501"]  # type: ignore[union-attr]
    assert [(row[5], row[6]) for row in rows] == [(0, 1)]
