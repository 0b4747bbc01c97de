"""Pages of the plan of visits: edited, moved, cancelled, filtered; papers; bad input."""

import io
import re
from datetime import date, timedelta
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from khet.records.learning.actions.visit_plan import UNPLANNED
from khet.records.learning.models import (
    Assignment,
    Visit,
    VisitRequest,
)
from khet.records.office.models import Holiday, Instrument
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.calendar import fiscal_year, thai_date
from khet.rules.months import month_of
from tests.web.doors.visit_plan import ASSIGNED, VISIT
from tests.web.planned_visits import (
    FIRST,
    HERE,
    MOST_QUERIES,
    SignIn,
    faults_on,
    page_of,
    queries_of,
    this_month,
)


def _visit(pk: int) -> Visit:
    return Visit.objects.select_related("school", "lead", "request").get(pk=pk)


def _day(number: int = 15) -> date:
    """A working day of the next month that comes."""
    day = this_month().plus(1).first.replace(day=number)
    return day if day.weekday() < 5 else day - timedelta(2)


def _changed(**more: Any) -> dict[str, Any]:
    lead = User.objects.get(username="supervisor").pk
    start = {"month": this_month().plus(1).key, "lead": lead, "kind": "project"}
    return {**start, "topics": "การวัดผล", "note": "ไปพร้อมรองฯ", **more}


def test_a_planned_visit_is_changed(sign_in: SignIn) -> None:
    client, day = sign_in("network-supervisor"), _day()
    team = User.objects.get(username="deputy").pk
    sent = _changed(planned_on=thai_date(day, short=True), team=[team])
    assert client.post(f"{HERE}/{VISIT}/change", sent).status_code == 302
    visit = _visit(VISIT)
    assert (visit.month, visit.planned_on) == (this_month().plus(1).first, day)
    assert (visit.lead.username, visit.kind, visit.state) == ("supervisor", "project", "draft")
    assert [user.username for user in visit.team.all()] == ["deputy"]
    form = page_of(client, f"/{VISIT}/change")
    assert "ไปพร้อมรองฯ" in form
    assert thai_date(day, short=True) in form
    page = page_of(client, f"/?month={this_month().plus(1).key}")
    assert "ไปพร้อมรองฯ" in page
    assert "เหตุผลที่เสนอ" not in page


def test_a_visit_outside_the_plan_is_marked(supervisor: Client) -> None:
    Visit.objects.filter(pk=VISIT).update(reasons=[UNPLANNED], month=this_month().first)
    page = page_of(supervisor, f"/?month={this_month().key}")
    assert "(นอกแผน)" in page
    Visit.objects.update(reasons=[])
    assert "(นอกแผน)" not in page_of(supervisor, f"/?month={this_month().key}")


def test_a_change_keeps_who_left_and_an_instrument_that_was_closed(supervisor: Client) -> None:
    gone = User.objects.create(username="gone", name="สมมติ ย้ายแล้ว")
    visit = _visit(VISIT)
    closed = Instrument.objects.create(
        area=visit.area, unit=visit.area, title="แบบเก่า", closed=True
    )
    visit.team.add(gone)
    visit.instruments.add(closed)
    form = page_of(supervisor, f"/{VISIT}/change")
    for name, key in (("team", gone.pk), ("instruments", closed.pk)):
        assert re.search(rf'name="{name}" value="{key}"[^>]* checked', form)
    sent = _changed(team=[gone.pk], instruments=[closed.pk])
    assert supervisor.post(f"{HERE}/{VISIT}/change", sent).status_code == 302
    assert list(visit.team.all()) == [gone]
    assert list(visit.instruments.all()) == [closed]


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"planned_on": "1 ม.ค. 2550"}, "planned_on", "ไม่อยู่ในเดือน"),
        ({"planned_on": "๓๒/๑/๒๕๗๐"}, "planned_on", "อ่านวันที่ไม่ได้"),
        ({"month": "2400-01"}, "month", "เลือกจากรายการ"),
        ({"lead": ""}, "lead", "กรุณากรอก"),
        ({"lead": "1e9"}, "lead", "เลือกจากรายการ"),
        ({"kind": "party"}, "kind", "เลือกจากรายการ"),
        ({"topics": "\n".join(map(str, range(11)))}, "topics", "ไม่เกิน 10 เรื่อง"),
        ({"note": "ก" * 301}, "note", "ไม่เกิน 300"),
    ],
)
def test_a_bad_change_is_refused_at_its_field(
    supervisor: Client, more: dict[str, str], field: str, told: str
) -> None:
    response = supervisor.post(f"{HERE}/{VISIT}/change", _changed(**more))
    page = response.content.decode()
    assert response.status_code == 200
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    assert found
    assert told in found[1]
    assert _visit(VISIT).month == this_month().first


def test_a_day_that_is_over_is_refused_unless_it_stands_there(supervisor: Client) -> None:
    today = timezone.localdate()
    yesterday = today - timedelta(1)
    month = month_of(yesterday)
    Visit.objects.filter(pk=VISIT).update(month=month.first)
    sent = _changed(month=month.key, planned_on=thai_date(yesterday))
    page = supervisor.post(f"{HERE}/{VISIT}/change", sent).content.decode()
    assert "วันที่นี้ผ่านไปแล้ว" in page
    Visit.objects.filter(pk=VISIT).update(planned_on=yesterday)
    assert supervisor.post(f"{HERE}/{VISIT}/change", sent).status_code == 302


def test_holidays_and_clashes_are_warned_of(supervisor: Client) -> None:
    day, area = _day(), Unit.objects.get(kind=UnitKind.AREA)
    Holiday.objects.create(area=area, day=day, name="วันหยุดของเขต", closed=True)
    lead = User.objects.get(username="supervisor")
    schools = Unit.objects.filter(kind=UnitKind.SCHOOL).order_by("code")[1:3]
    for school in schools:
        Visit.objects.create(
            area=area, school=school, lead=lead, month=day.replace(day=1), planned_on=day
        )
    sent = _changed(planned_on=thai_date(day))
    told = supervisor.post(f"{HERE}/{VISIT}/change", sent, follow=True).content.decode()
    assert f"{thai_date(day)} เป็นวันหยุด" in told
    assert "มีนิเทศที่อื่นในวันเดียวกันแล้ว 2 ครั้ง" in told
    assert "โรงเรียนนี้มีนิเทศอื่น" not in told
    assert f'<a href="{HERE}/{VISIT}/change">แก้แผน</a>' in told
    assert '<p class="notice warned" role="status">ระวัง: ' in told
    assert _visit(VISIT).planned_on == day


def test_a_school_that_is_visited_twice_on_a_day_is_warned_of(supervisor: Client) -> None:
    day = _day()
    Visit.objects.filter(pk=VISIT + 1).update(
        planned_on=day, month=day.replace(day=1), lead=User.objects.get(username="deputy")
    )
    sent = _changed(planned_on=thai_date(day))
    told = supervisor.post(f"{HERE}/{VISIT}/change", sent, follow=True).content.decode()
    assert "โรงเรียนนี้มีนิเทศอื่นในวันเดียวกันแล้ว 1 ครั้ง" in told


def test_a_network_is_not_handed_over_to_the_same_person(supervisor: Client) -> None:
    held = Assignment.objects.get(pk=ASSIGNED)
    sent = {"person": held.person_id, "since": thai_date(timezone.localdate())}
    page = supervisor.post(f"{HERE}/assignments/{ASSIGNED}/hand-over", sent).content.decode()
    assert "รับผิดชอบเครือข่ายนี้อยู่แล้ว" in faults_on(page)[0]
    assert Assignment.objects.get().until is None


def test_who_has_more_than_one_can_do_is_told(supervisor: Client) -> None:
    area, lead = Unit.objects.get(kind=UnitKind.AREA), User.objects.get(username="supervisor")
    school, first = Unit.objects.get(code=FIRST), this_month().plus(1).first
    Visit.objects.bulk_create(
        Visit(area=area, school=school, lead=lead, month=first) for _n in range(12)
    )
    told = supervisor.post(f"{HERE}/{VISIT}/change", _changed(), follow=True).content.decode()
    assert "13 ครั้ง เกินกำลัง 12 ครั้ง" in told
    assert f"month={this_month().plus(1).key}&amp;lead=" in told
    assert "<b>เกินกำลัง</b>" in told


def test_a_visit_is_moved_and_cancelled(supervisor: Client) -> None:
    Visit.objects.filter(pk=VISIT).update(planned_on=timezone.localdate(), state="planned")
    assert f'name="from" value="{this_month().key}"' in page_of(supervisor, "/")
    pages = [
        supervisor.post(f"{HERE}/{VISIT}/move", {"from": this_month().key}, follow=True)
        for _press in range(2)
    ]
    today = thai_date(timezone.localdate())
    assert f"ยังไม่กำหนดวันใหม่แทน {today}" in pages[0].content.decode()
    moved = _visit(VISIT)
    assert (moved.month, moved.planned_on) == (this_month().plus(1).first, None)
    assert moved.state == "planned"
    page = supervisor.post(f"{HERE}/{VISIT}/cancel", {"reason": " "}).content.decode()
    assert "เขียนเหตุผลสั้น ๆ" in page
    supervisor.post(f"{HERE}/{VISIT}/cancel", {"reason": "ฝนตกหนัก"})
    assert (_visit(VISIT).state, _visit(VISIT).reason) == ("cancelled", "ฝนตกหนัก")
    again = supervisor.post(f"{HERE}/{VISIT}/move", follow=True).content.decode()
    assert "จึงแก้แผนไม่ได้" in again
    assert supervisor.get(f"{HERE}/{VISIT}/change").status_code == 302
    assert "ฝนตกหนัก" in page_of(supervisor, f"/?month={this_month().plus(1).key}")


def test_a_visit_is_added_by_hand(supervisor: Client) -> None:
    sent = _changed(school="93020502", planned_on=thai_date(_day()))
    response = supervisor.post(f"{HERE}/add", sent)
    made = Visit.objects.get(school__code="93020502")
    assert (made.school.code, made.state) == ("93020502", "draft")
    assert response.headers["Location"].endswith(f"month={this_month().plus(1).key}")
    assert "เลือกจากรายการ" in supervisor.post(f"{HERE}/add", _changed(school="9")).content.decode()


def test_a_visit_of_others_is_not_there(sign_in: SignIn) -> None:
    area = Unit.objects.get(kind=UnitKind.AREA)
    other = Visit.objects.create(
        area=area,
        school=Unit.objects.get(code="93020502"),
        lead=User.objects.get(username="supervisor"),
        month=this_month().first,
    )
    client = sign_in("network-supervisor")
    assert client.post(f"{HERE}/{other.pk}/move").status_code == 404
    assert client.get(f"{HERE}/99/change").status_code == 404


def test_a_school_sees_what_was_agreed_only(sign_in: SignIn) -> None:
    client = sign_in("school-director")
    assert "พบการนิเทศ 0 ครั้ง" in page_of(client, "/")
    Visit.objects.filter(pk=VISIT).update(
        state="planned", reasons=[{"what": "never", "text": "ยังไม่เคยนิเทศ"}]
    )
    page = page_of(client, "/")
    assert "พบการนิเทศ 1 ครั้ง" in page
    assert "ยังไม่เคยนิเทศ" not in page
    assert "ภาระของแต่ละคน" not in page


def test_filters_and_years_of_the_plan(supervisor: Client) -> None:
    year = fiscal_year(timezone.localdate()).be
    assert "พบการนิเทศ 2 ครั้ง" in page_of(supervisor, "/?kind=policy&state=draft&network=N1")
    assert "พบการนิเทศ 0 ครั้ง" in page_of(supervisor, "/?kind=online")
    assert "พบการนิเทศ 0 ครั้ง" in page_of(supervisor, f"/?year={year - 1}&month=all")
    assert "พบการนิเทศ 2 ครั้ง" in page_of(supervisor, "/?year=ๆ&month=all")
    assert supervisor.get(f"{HERE}/?kind=party").status_code == 404


def test_the_plan_as_papers_and_table(supervisor: Client) -> None:
    Visit.objects.filter(pk=VISIT).update(planned_on=_day(), month=_day().replace(day=1))
    query = f"?month={month_of(_day()).key}"
    text = (
        pypdfium2.PdfDocument(supervisor.get(f"{HERE}/plan.pdf{query}&digits=arabic").content)[0]
        .get_textpage()
        .get_text_bounded()
    )
    assert "แผนนิเทศ" in text
    assert str(_day().day) in text
    sent = supervisor.get(f"{HERE}/plan.docx{query}&digits=arabic")
    cells = [c.text for row in Document(io.BytesIO(sent.content)).tables[0].rows for c in row.cells]
    assert thai_date(_day(), short=True) in cells
    assert supervisor.get(f"{HERE}/plan.txt").status_code == 404
    book = openpyxl.load_workbook(io.BytesIO(supervisor.get(f"{HERE}/plan.xlsx{query}").content))
    rows = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert any(row[2] == FIRST for row in rows)


@pytest.mark.parametrize("address", ["/", "/?month=all", "/proposal", "/coverage", "/requests"])
def test_queries_do_not_grow_with_rows(supervisor: Client, address: str) -> None:
    page_of(supervisor, address)
    few = queries_of(supervisor, address)
    area, lead = Unit.objects.get(kind=UnitKind.AREA), User.objects.get(username="supervisor")
    day = _day()
    for place, school in enumerate(Unit.objects.filter(kind=UnitKind.SCHOOL)):
        for month in (this_month().plus(-2), this_month(), this_month().plus(1)):
            made = Visit.objects.create(
                area=area, school=school, lead=lead, month=month.first, state="planned"
            )
            made.team.add(lead)
        Visit.objects.filter(pk=made.pk).update(planned_on=day)
        VisitRequest.objects.create(
            area=area,
            school=school,
            topic=str(place),
            wish="-",
            asked_at=timezone.now(),
            asked_by=lead,
        )
    assert queries_of(supervisor, address) <= few + 3
    assert queries_of(supervisor, address) <= MOST_QUERIES
