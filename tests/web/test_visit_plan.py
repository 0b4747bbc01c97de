"""Pages of the plan of visits: proposed, edited, agreed, moved, cancelled; papers; bad input."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from khet.records.learning.actions.visit_plan import UNPLANNED
from khet.records.learning.models import (
    Assignment,
    Finding,
    ScoreFile,
    Visit,
    VisitConflict,
    VisitPhoto,
    VisitRequest,
)
from khet.records.office.models import Evidence, Holiday, Instrument
from khet.records.registry.models import Event, Setting, Unit, UnitKind, User
from khet.rules.calendar import fiscal_year, thai_date
from khet.rules.months import Month, month_of
from khet.rules.tables import SHIPPED
from tests.web.doors.visit_plan import ASSIGNED, REQUEST, VISIT

SignIn = Callable[[str], Client]
HERE = "/learning/visits/plan"
PROPOSAL = f"{HERE}/proposal"
MOST_QUERIES = 15
COLOURED = "year=2556&test=NT&grade=P3&subject=ALL&colour=yellow"
FIRST = "93020501"


def this_month() -> Month:
    return month_of(timezone.localdate())


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _faults(page: str) -> list[str]:
    return re.findall(r'class="fault" id="[^"]*">([^<]*)', page)


def _visit(pk: int) -> Visit:
    return Visit.objects.select_related("school", "lead", "request").get(pk=pk)


def _forget_visits() -> None:
    for model in (Finding, VisitConflict, VisitPhoto, Visit):
        model.objects.all().delete()


def _picks(page: str) -> dict[str, str]:
    """What the form of a proposal would send as it stands."""
    sent: dict[str, str] = {"kind": "policy", "token": str(uuid4())}
    for code in re.findall(r'name="pick-(\d+)" checked', page):
        sent[f"pick-{code}"] = "on"
    for row in re.findall(r"<tr>.*?</tr>", page, re.S):
        for name in ("lead", "month"):
            found = re.search(rf'name="({name}-\d+)".*?</select>', row, re.S)
            chosen = found and re.search(r'value="([^"]*)" selected', found[0])
            if found:
                sent[found[1]] = chosen[1] if chosen else ""
    return sent


def test_a_proposal_becomes_a_draft_that_is_agreed_to(sign_in: SignIn) -> None:
    supervisor, director = sign_in("supervisor"), sign_in("director")
    _forget_visits()
    address = f"/proposal?{COLOURED}&first={this_month().key}"
    page = _page(supervisor, address)
    sent = _picks(page)
    picked = [name for name in sent if name.startswith("pick-")]
    assert picked
    response = supervisor.post(f"{HERE}{address}", {**sent, "topics": "การอ่าน\nการอ่าน"})
    assert response.status_code == 302
    assert response.headers["Location"] == (
        f"{HERE}/?year={fiscal_year(timezone.localdate()).be}&month={this_month().key}"
    )
    made = list(Visit.objects.order_by("school__code"))
    assert {f"pick-{one.school.code}" for one in made} == set(picked)
    for one in made:
        assert (one.state, one.month, one.kind) == ("draft", this_month().first, "policy")
        assert one.lead.username == "network-supervisor"
        assert [topic.name for topic in one.topics.all()] == ["การอ่าน"]
    reasons = [reason["text"] for one in made for reason in one.reasons]
    assert any(
        text.startswith("สีเหลือง NT ป.3 ปีการศึกษา 2556 รวมทุกวิชา ไม่ผ่านร้อยละ") for text in reasons
    )
    agreed = director.post(*_ticked(director, f"?month={this_month().key}"))
    assert agreed.status_code == 302
    assert set(Visit.objects.values_list("state", flat=True)) == {"planned"}
    kept = Evidence.objects.get(record_kind="learning.visit-plan")
    assert (kept.kind, kept.about_day) == ("แผน", this_month().first)
    assert f"เดือน{this_month().named()}" in kept.title
    assert Event.objects.filter(action="agree-visit").count() == len(made)


@pytest.mark.parametrize(("day", "month"), [(date(2027, 1, 24), 1), (date(2027, 1, 25), 2)])
def test_a_month_that_is_nearly_over_is_not_proposed_for(
    sign_in: SignIn, clock: Any, day: date, month: int
) -> None:
    clock.time = timezone.make_aware(datetime(day.year, day.month, day.day, 9))
    page = _page(sign_in("supervisor"), "/proposal")
    chosen = re.search(r'name="first".*?value="([^"]*)" selected', page, re.S)
    assert chosen
    assert chosen[1] == f"2570-{month:02d}"


def test_ticks_are_taken_off_at_once_and_not_lost_silently(supervisor: Client) -> None:
    page = _page(supervisor, "/proposal")
    assert 'data-tick=""' in page.split('id="proposal"')[1]
    assert re.search(r'<form class="sheet filters"[^>]* data-loses="[^"]+"', page)
    assert re.search(r'<form [^>]*id="proposal"[^>]* data-edits=""', page)


def test_what_is_sent_twice_is_kept_once(supervisor: Client) -> None:
    sent = _picks(_page(supervisor, "/proposal"))
    before = Visit.objects.count()
    for _again in range(2):
        supervisor.post(PROPOSAL, sent)
    picked = sum(name.startswith("pick-") for name in sent)
    assert Visit.objects.count() == before + picked


def test_schools_of_a_colour_on_the_board_lead_to_their_proposal(supervisor: Client) -> None:
    board = supervisor.get(f"/learning/colours?{COLOURED}").content.decode()
    link = re.search(r'href="([^"]*/plan/proposal[^"]*)"', board)
    assert link
    page = supervisor.get(link[1].replace("&amp;", "&")).content.decode()
    on_board = set(re.findall(r"/learning/schools/(\d+)\?", board.split("<tbody>")[1]))
    assert set(re.findall(r'name="pick-(\d+)"', page)) == on_board != set()


def test_who_plans_nothing_has_no_button(sign_in: SignIn) -> None:
    for name in ("planner", "school-director"):
        page = sign_in(name).get("/learning/colours?year=2556").content.decode()
        assert "/plan/proposal" not in page


def test_a_network_supervisor_proposes_the_own_schools(sign_in: SignIn) -> None:
    page = _page(sign_in("network-supervisor"), "/proposal")
    codes = set(re.findall(r'name="pick-(\d+)"', page))
    inside = Unit.objects.filter(kind=UnitKind.SCHOOL, placements__parent__code="N1")
    assert codes == set(inside.values_list("code", flat=True))
    client = sign_in("network-supervisor")
    other = "93020502"
    client.post(PROPOSAL, {"kind": "policy", f"pick-{other}": "on", "also": other})
    assert not Visit.objects.filter(school__code=other).exists()


def test_capacity_and_neighbours_are_kept(sign_in: SignIn) -> None:
    area = Unit.objects.get(kind=UnitKind.AREA)
    content = {**SHIPPED.of("supervision", 2570), "capacity": 2}
    Setting.objects.create(area=area, table="supervision", year=2560, content=content)
    _forget_visits()
    page = _page(sign_in("supervisor"), f"/proposal?first={this_month().key}&months=2")
    sent = _picks(page)
    months = [sent[f"month-{name[5:]}"] for name in sent if name.startswith("pick-")]
    assert sorted(months) == [this_month().key] * 2 + [this_month().plus(1).key] * 2
    assert "ยังจัดไม่ได้" in page


def test_folded_rows_are_sent_and_opened_where_one_is_wrong(
    supervisor: Client, monkeypatch: Any
) -> None:
    page = _page(supervisor, "/proposal")
    monkeypatch.setattr("khet.web.learning.visit_plan.picked._FIRST", 2)
    folded = _page(supervisor, "/proposal")
    assert {**_picks(folded), "token": ""} == {**_picks(page), "token": ""}
    sent = _picks(folded)
    picked = [name[5:] for name in sent if name.startswith("pick-")]
    seen = re.findall(r'name="pick-(\d+)"', folded)[:2]
    rest = [code for code in picked if code not in seen]
    assert f"ในนั้นเลือกไว้ {len(rest)} แห่ง" in folded
    assert "<details open><summary>แสดงทั้งหมด" not in folded
    wrong = supervisor.post(PROPOSAL, {**sent, f"lead-{rest[0]}": ""}).content.decode()
    assert "<details open><summary>แสดงทั้งหมด" in wrong


def test_schools_without_results_and_few_pupils_are_told(sign_in: SignIn) -> None:
    page = _page(sign_in("director"), "/proposal?year=2556&test=NT&grade=P3")
    assert "ไม่มีผลสอบ NT ป.3 รวมทุกวิชา" in page
    assert "น้อยกว่า 5 คน" in page
    row = next(r for r in re.findall(r"<tr>.*?</tr>", page, re.S) if f"pick-{FIRST}" in r)
    assert "สีแดง" not in row
    own = _page(sign_in("supervisor"), "/proposal?year=2556&test=NT&grade=P3")
    row = next(r for r in re.findall(r"<tr>.*?</tr>", own, re.S) if f"pick-{FIRST}" in r)
    assert "น้อยกว่า 5 คน" not in row


def test_a_visit_keeps_nothing_of_few_pupils_or_of_what_is_not_announced(
    supervisor: Client,
) -> None:
    address = f"{PROPOSAL}?year=2556&test=NT&grade=P3"
    file = ScoreFile.objects.get(sitting__test="NT", current=True)
    ScoreFile.objects.filter(pk=file.pk).update(state=ScoreFile.State.CHECKED)
    lead = User.objects.get(username="supervisor").pk
    before = set(Visit.objects.values_list("pk", flat=True))
    sent = {"kind": "policy", "token": str(uuid4())}
    for code in (FIRST, "93020506"):
        sent |= {f"pick-{code}": "on", f"lead-{code}": lead, f"month-{code}": this_month().key}
    assert supervisor.post(address, sent).status_code == 302
    made = Visit.objects.exclude(pk__in=before)
    for one in made:
        told = [reason for reason in one.reasons if "NT" in reason["text"]]
        assert all(set(reason) == {"what", "text"} for reason in told), told
        assert all(reason["text"].startswith("ผลสอบ NT ป.3") for reason in told)
    few = made.get(school__code=FIRST)
    assert all("O-NET" not in r["text"] or set(r) == {"what", "text"} for r in few.reasons)
    assert few.reasons


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("lead", "", "เลือกผู้นิเทศ"),
        ("lead", "999", "เลือกผู้นิเทศ"),
        ("month", "2500-01", "เลือกเดือน"),
        ("day", "เมื่อวาน", "อ่านวันที่ไม่ได้"),
        ("day", "1 ม.ค. 2550", "ไม่อยู่ในเดือน"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_there(
    supervisor: Client, field: str, value: str, told: str
) -> None:
    sent = _picks(_page(supervisor, "/proposal"))
    code = next(name[5:] for name in sent if name.startswith("pick-"))
    before = Visit.objects.count()
    response = supervisor.post(PROPOSAL, {**sent, f"{field}-{code}": value})
    page = response.content.decode()
    assert (response.status_code, Visit.objects.count()) == (200, before)
    assert any(told in fault for fault in _faults(page))
    assert f'href="#{field}-{code}"' in page
    assert f"pick-{code}" in page


def test_a_proposal_without_a_school_is_refused(supervisor: Client) -> None:
    page = supervisor.post(PROPOSAL, {"kind": "policy"}).content.decode()
    assert "ยังไม่ได้เลือกโรงเรียน" in page
    page = supervisor.post(PROPOSAL, {"kind": "?", "topics": "ก" * 121}).content.decode()
    assert "เลือกจากรายการเท่านั้น" in page
    assert "ยาวได้ไม่เกิน 120 ตัวอักษร" in page


@pytest.mark.parametrize("asked", ["colour=pink", "first=2599-01", "months=99", "network=ไม่มี"])
def test_choices_that_are_not_there(supervisor: Client, asked: str) -> None:
    assert supervisor.get(f"{PROPOSAL}?{asked}").status_code == 404
    assert supervisor.get(f"{PROPOSAL}?of=2556|NT|P9|").status_code == 404


def test_another_test_drops_the_subject_that_it_has_not(supervisor: Client) -> None:
    page = _page(supervisor, "/proposal?of=2556|NT|P3|&subject=english")
    assert 'value="2556|NT|P3|" selected' in page


def test_without_results_a_plan_is_still_proposed(supervisor: Client) -> None:
    ScoreFile.objects.all().update(current=False)
    page = _page(supervisor, f"/proposal?first={this_month().key}&months=3")
    assert "ยังไม่มีผลสอบในระบบ" in page
    assert "ยังไม่เคยนิเทศ" in page


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
    form = _page(client, f"/{VISIT}/change")
    assert "ไปพร้อมรองฯ" in form
    assert thai_date(day, short=True) in form
    page = _page(client, f"/?month={this_month().plus(1).key}")
    assert "ไปพร้อมรองฯ" in page
    assert "เหตุผลที่เสนอ" not in page


def test_a_visit_outside_the_plan_is_marked(supervisor: Client) -> None:
    Visit.objects.filter(pk=VISIT).update(reasons=[UNPLANNED], month=this_month().first)
    page = _page(supervisor, f"/?month={this_month().key}")
    assert "(นอกแผน)" in page
    Visit.objects.update(reasons=[])
    assert "(นอกแผน)" not in _page(supervisor, f"/?month={this_month().key}")


def test_a_change_keeps_who_left_and_an_instrument_that_was_closed(supervisor: Client) -> None:
    gone = User.objects.create(username="gone", name="สมมติ ย้ายแล้ว")
    visit = _visit(VISIT)
    closed = Instrument.objects.create(
        area=visit.area, unit=visit.area, title="แบบเก่า", closed=True
    )
    visit.team.add(gone)
    visit.instruments.add(closed)
    form = _page(supervisor, f"/{VISIT}/change")
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
    assert "รับผิดชอบเครือข่ายนี้อยู่แล้ว" in _faults(page)[0]
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
    assert f'name="from" value="{this_month().key}"' in _page(supervisor, "/")
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
    assert "ฝนตกหนัก" in _page(supervisor, f"/?month={this_month().plus(1).key}")


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
    assert "พบการนิเทศ 0 ครั้ง" in _page(client, "/")
    Visit.objects.filter(pk=VISIT).update(
        state="planned", reasons=[{"what": "never", "text": "ยังไม่เคยนิเทศ"}]
    )
    page = _page(client, "/")
    assert "พบการนิเทศ 1 ครั้ง" in page
    assert "ยังไม่เคยนิเทศ" not in page
    assert "ภาระของแต่ละคน" not in page


def test_filters_and_years_of_the_plan(supervisor: Client) -> None:
    year = fiscal_year(timezone.localdate()).be
    assert "พบการนิเทศ 2 ครั้ง" in _page(supervisor, "/?kind=policy&state=draft&network=N1")
    assert "พบการนิเทศ 0 ครั้ง" in _page(supervisor, "/?kind=online")
    assert "พบการนิเทศ 0 ครั้ง" in _page(supervisor, f"/?year={year - 1}&month=all")
    assert "พบการนิเทศ 2 ครั้ง" in _page(supervisor, "/?year=ๆ&month=all")
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


def _ticked(client: Client, query: str = "") -> tuple[str, dict[str, list[str]]]:
    """What the page of drafts would send as it stands."""
    page = _page(client, f"/agree{query}")
    return f"{HERE}/agree{query}", {
        "visit": re.findall(r'name="visit" value="([^"]+)" checked', page)
    }


def test_agreeing_twice_says_so(director: Client) -> None:
    sent = _ticked(director)
    for told in ("เห็นชอบแผนแล้ว 2 ครั้ง", "อีก 2 ครั้งไม่ได้เห็นชอบ"):
        assert told in director.post(*sent, follow=True).content.decode()
    assert "ไม่มีร่างแผนเหลือ" in _page(director, "/agree")


def test_only_what_was_shown_and_ticked_is_agreed_to(director: Client) -> None:
    address, sent = _ticked(director)
    assert len(sent["visit"]) == 2
    assert "ยังไม่ได้เลือก" in director.post(address, {}).content.decode()
    first = Visit.objects.get(pk=VISIT)
    Visit.objects.create(
        area=first.area, school=first.school, lead=first.lead, month=first.month, state="draft"
    )
    Visit.objects.filter(pk=VISIT).update(lead=User.objects.get(username="supervisor"))
    page = director.post(address, sent, follow=True).content.decode()
    assert "เห็นชอบแผนแล้ว 1 ครั้ง" in page
    assert "อีก 1 ครั้งไม่ได้เห็นชอบ" in page
    agreed = Visit.objects.filter(state="planned", pk__gte=VISIT)
    assert [one.pk for one in agreed] == [VISIT + 1]
    director.post(address, {"visit": _ticked(director)[1]["visit"][:1]})
    assert Visit.objects.filter(state="draft").count() == 1


def test_the_list_of_drafts_asks_no_more_for_more_drafts(director: Client) -> None:
    few = _queries(director, "/agree")
    one = Visit.objects.get(pk=VISIT)
    for lead in User.objects.all()[:4]:
        for _again in range(3):
            Visit.objects.create(
                area=one.area, school=one.school, lead=lead, month=one.month, state="draft"
            )
    assert _queries(director, "/agree") <= few <= MOST_QUERIES


def test_drafts_are_listed_with_what_to_mind(director: Client) -> None:
    sunday = this_month().plus(1).first + timedelta(6 - this_month().plus(1).first.weekday())
    month = this_month().plus(1)
    Visit.objects.filter(pk=VISIT).update(planned_on=sunday, month=month.first)
    page = _page(director, f"/agree?year={fiscal_year(sunday).be}&month={month.key}")
    assert "เป็นวันหยุด" in page
    assert page.count('name="visit"') == 1


def test_who_may_agree_is_told_of_drafts_of_any_month(sign_in: SignIn) -> None:
    director, far = sign_in("director"), this_month().plus(5)
    Visit.objects.filter(pk=VISIT).update(month=far.first)
    page = _page(director, "/?year=2550&month=all")
    assert "ร่างแผนรอเห็นชอบ 2 ครั้ง" in page
    assert f"month={far.key}&amp;state=draft" in page
    waits = f"agree?year={fiscal_year(far.first).be}&amp;month={far.key}"
    Visit.objects.filter(state="draft").update(month=far.first)
    assert f"{HERE}/{waits}" in director.get("/office/folder/").content.decode()
    assert waits not in sign_in("clerk").get("/office/folder/").content.decode()
    Visit.objects.filter(state="draft").update(state="planned")
    assert "ร่างแผนนิเทศ" not in director.get("/office/folder/").content.decode()


@pytest.mark.parametrize("address", ["/", "/?month=all", "/proposal", "/coverage", "/requests"])
def test_queries_do_not_grow_with_rows(supervisor: Client, address: str) -> None:
    _page(supervisor, address)
    few = _queries(supervisor, address)
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
    assert _queries(supervisor, address) <= few + 3
    assert _queries(supervisor, address) <= MOST_QUERIES


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        _page(client, address)
    return len(asked)


def test_a_supervisor_who_left_leads_no_proposal(supervisor: Client) -> None:
    User.objects.filter(username="network-supervisor").update(is_active=False)
    assert 'name="pick-93020501" checked' not in _page(supervisor, "/proposal")
    assert "ยังไม่มีศึกษานิเทศก์ผู้รับผิดชอบ" in _page(supervisor, "/assignments")
    assert Assignment.objects.get(pk=ASSIGNED).until is None


def test_a_request_is_planned_by_a_proposal_of_its_kind(supervisor: Client) -> None:
    sent = {**_picks(_page(supervisor, "/proposal")), "kind": "request"}
    lead = User.objects.get(username="supervisor").pk
    sent |= {f"pick-{FIRST}": "on", f"lead-{FIRST}": lead, f"month-{FIRST}": this_month().key}
    supervisor.post(PROPOSAL, sent)
    assert VisitRequest.objects.get(pk=REQUEST).state == "planned"
    assert Visit.objects.get(request=REQUEST).school.code == FIRST


def _weights(**more: str) -> dict[str, str]:
    table = SHIPPED.of("supervision", 2570)
    points = {f"points-{name}": str(value) for name, value in table["points"].items()}
    plain = {name: str(table[name]) for name in ("capacity", "per_day", "unvisited_days")}
    start = {"year": "2560", "reason": "มติที่ประชุม", "seen": "0", "confirm": "1"}
    return {**plain, **points, **start, **more}


def test_an_office_sets_weights_and_capacity(sign_in: SignIn) -> None:
    admin, address = sign_in("administrator"), "/settings/supervision/change"
    assert admin.post(address, _weights(capacity="๓")).status_code == 302
    assert "คนละไม่เกิน 3 แห่งต่อเดือน" in _page(sign_in("supervisor"), "/proposal")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("capacity", "0", "ใส่จำนวน 1 ถึง 200"),
        ("per_day", "11", "ใส่จำนวน 1 ถึง 10"),
        ("unvisited_days", "นาน", "ใส่จำนวนเต็ม"),
        ("points-days_each", "0", "ตั้งแต่ 1"),
        ("points-never", "5", "ต้องได้ไม่น้อยกว่า"),
    ],
)
def test_weights_that_make_no_sense_are_refused(
    sign_in: SignIn, field: str, value: str, told: str
) -> None:
    response = sign_in("administrator").post(
        "/settings/supervision/change", _weights(**{field: value})
    )
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Setting.objects.filter(table="supervision").exists()
