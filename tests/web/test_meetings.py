"""Bodies and meetings through their pages: planned, called, held, attendance, agenda, papers."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from khet.records.office.actions.meetings import call_meeting
from khet.records.office.models import (
    Attendance,
    Body,
    Duty,
    Evidence,
    Findable,
    Holiday,
    Item,
    Meeting,
    Minutes,
    Seat,
)
from khet.records.registry.models import Event, RoleHeld, Unit, UnitKind, User
from khet.rules.calendar import fiscal_year, thai_date
from khet.web.parts.menu import sections
from tests.circular_rows import make_group
from tests.made_area import school_code
from tests.web.conftest import Clock
from tests.web.doors.meetings import BOARD, CLOSED, DAY, HEADS

SignIn = Callable[..., Client]
NOW = timezone.make_aware(datetime(2026, 11, 2, 9))
"""A Monday; no holiday comes before ``LATER``."""
TODAY, LATER = NOW.date(), date(2026, 12, 3)
PLAN = f"/office/bodies/{BOARD}/plan"


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.time = NOW


@pytest.fixture
def clerk(sign_in: SignIn) -> Client:
    return sign_in("clerk")


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _asked(**more: Any) -> dict[str, Any]:
    said = {"begins": thai_date(LATER), "number": "๙", "year": str(fiscal_year(LATER).be)}
    return {**said, **more}


def test_a_meeting_is_planned_in_thai_digits_and_days(clerk: Client) -> None:
    page = clerk.get(PLAN)
    assert "ของปีงบประมาณ" in _text(page)
    answer = clerk.post(PLAN, _asked(ends=thai_date(LATER + timedelta(1)), starts="๐๙.๐๐ น."))
    meeting = Meeting.objects.get(begins=LATER)
    assert answer.headers["Location"] == f"/office/meetings/{meeting.pk}"
    assert (meeting.number, meeting.begins, meeting.state) == (9, LATER, "planned")
    assert (meeting.ends - meeting.begins, meeting.starts.hour) == (timedelta(1), 9)
    shown = _text(clerk.get(answer.headers["Location"]))
    assert "กำหนดไว้ ยังไม่เชิญ" in shown
    assert "ครั้งที่ 9/" in shown


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"ends": thai_date(LATER - timedelta(1))}, "ends", "วันสุดท้ายอยู่ก่อนวันแรก"),
        ({"ends": thai_date(LATER + timedelta(40))}, "ends", "31 วัน"),
        ({"starts": "12.00", "finishes": "9.00"}, "finishes", "เลิกก่อนเวลาเริ่ม"),
        ({"starts": "เช้า"}, "starts", "อ่านเวลาไม่ได้"),
        ({"begins": "32/1/2570"}, "begins", "อ่านวันที่ไม่ได้"),
        ({"begins": "1/1/2690"}, "begins", "ตรวจปี พ.ศ."),
        ({"year": "2557"}, "begins", "ไม่ใช่ 2557"),
        ({"number": "๐"}, "number", "1 ขึ้นไป"),
        ({"closes": thai_date(LATER + timedelta(1))}, "closes", "ปิดรับหลังวันประชุม"),
        ({"begins": ""}, "begins", "กรุณากรอก"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays(
    clerk: Client, more: dict[str, str], field: str, told: str
) -> None:
    before = Meeting.objects.count()
    page = clerk.post(PLAN, _asked(place="ห้องที่พิมพ์ไว้", **more))
    assert page.status_code == 200
    assert told in " ".join(page.context["form"].errors[field])
    assert "ห้องที่พิมพ์ไว้" in _text(page)
    assert Meeting.objects.count() == before


def test_a_number_that_is_taken_is_refused_at_its_field(clerk: Client) -> None:
    said = {"begins": "9 เม.ย. 2557", "number": "1", "year": "2557"}
    page = clerk.post(PLAN, said)
    assert "เลขถัดไปคือ 2" in " ".join(page.context["form"].errors["number"])
    clerk.post(f"/office/meetings/{BOARD}/cancel", {"reason": "งดประชุม"})
    assert clerk.post(PLAN, said).status_code == 302


def test_the_area_boards_slip_of_the_year_is_refused(clerk: Client) -> None:
    said = {"begins": "๖ ธันวาคม ๒๕๕๗", "number": "2", "year": "2557"}
    page = clerk.post(PLAN, said)
    assert "2558" in " ".join(page.context["form"].errors["begins"])
    assert clerk.post(PLAN, {**said, "begins": "๖ ธันวาคม ๒๕๕๖"}).status_code == 302


def test_a_printed_number_is_kept_and_warned_about(clerk: Client) -> None:
    said = {"begins": "8 เม.ย. 2557", "number": "1", "year": "2557", "printed": "4/2557"}
    clerk.post(f"/office/meetings/{BOARD}/change", {**said, "reason": "ตามเอกสาร"})
    assert Event.objects.get(action="change-meeting").after["reason"] == "ตามเอกสาร"
    assert Meeting.objects.get(pk=BOARD).printed == "4/2557"
    assert "เอกสารพิมพ์ว่า 4/2557" in _text(clerk.get(f"/office/meetings/{BOARD}"))


def test_everything_tells_the_printed_number(clerk: Client) -> None:
    said = {"begins": "8 เม.ย. 2557", "number": "1", "year": "2557", "starts": "9.00"}
    address = f"/office/meetings/{BOARD}"
    clerk.post(f"{address}/call")
    clerk.post(f"{address}/hold", {"starts": "9.00", "finishes": "12.00"})
    duty = Duty.objects.get(about_key=str(BOARD), rule="minutes")
    assert duty.title.endswith("บอร์ดทดสอบ ครั้งที่ 1/2557")
    clerk.post(f"{address}/change", {**said, "printed": "ครั้งที่ 4/2556"})
    duty.refresh_from_db()
    assert duty.title.endswith("บอร์ดทดสอบ ครั้งที่ 4/2556")
    evidence = Evidence.objects.get(record_kind="office.meeting", record_key=str(BOARD))
    assert evidence.title.endswith("บอร์ดทดสอบ ครั้งที่ 4/2556")
    for page in (address, f"{address}/agenda", f"/office/minutes/{BOARD}", "/office/meetings/"):
        told = _text(clerk.get(page, {"q": "บอร์ดทดสอบ"}))
        assert "ครั้งที่ 4/2556" in told, page
        assert "ครั้งที่ 1/2557" not in told, page
    paper = clerk.get(f"{address}/papers.docx?digits=arabic").content
    assert any("4/2556" in p.text for p in Document(BytesIO(paper)).paragraphs)
    found = Findable.objects.get(kind="office.meeting", key=str(BOARD))
    assert found.title.endswith("4/2556")
    assert "1/2557" in found.text


def test_days_and_hours_are_told_in_the_readers_language(clerk: Client) -> None:
    clerk.cookies["django_language"] = "en"
    page = clerk.get(f"/office/meetings/{BOARD}").content.decode()
    main = page.split("<main")[1]
    assert "8 Apr" in main
    assert "09:00–12:00" in main
    assert "เมษายน" not in main


def test_the_heading_says_meeting_once(clerk: Client) -> None:
    page = _text(clerk.get(f"/office/bodies/{HEADS}/plan"))
    assert "กำหนดการประชุมผู้บริหารสถานศึกษา" in page
    assert "ประชุมประชุม" not in page


def test_many_are_planned_by_the_rhythm(clerk: Client) -> None:
    Body.objects.filter(pk=BOARD).update(every="week", weekday=1)
    address = f"{PLAN}-many"
    until = thai_date(TODAY + timedelta(28))
    shown = clerk.get(address, {"until": until})
    assert shown.context["planned"] == 4
    answer = clerk.post(address, {"until": until})
    assert answer.headers["Location"] == f"/office/bodies/{BOARD}"
    coming = Meeting.objects.filter(body=BOARD, begins__gte=TODAY)
    assert [one.begins.weekday() for one in coming] == [1, 1, 1, 1]
    assert "ไม่มีวันประชุมในช่วงนี้" in _text(clerk.get(address, {"until": until}))
    past = clerk.post(address, {"until": thai_date(TODAY)})
    assert "ผ่านไปแล้ว" in " ".join(past.context["form"].errors["until"])


def test_another_meeting_at_that_time_is_warned_about_but_a_closed_one_not_named(
    clerk: Client, sign_in: SignIn
) -> None:
    Meeting.objects.filter(pk__in=[BOARD, CLOSED, HEADS]).update(place="ห้องประชุมพอเพียง")
    told = _text(clerk.get(f"/office/meetings/{BOARD}"))
    assert "ตรงกับ ประชุมคณะบุคคลทดสอบ ครั้งที่ 1/2557" in told
    assert told.count("ใช้สถานที่เดียวกัน") == 2
    other = _text(sign_in("planner").get(f"/office/meetings/{BOARD}"))
    assert "คณะบุคคลทดสอบ" not in other
    assert "ตรงกับ การประชุมอื่น" in other


def test_a_clash_is_shown_before_a_meeting_is_kept(clerk: Client) -> None:
    Meeting.objects.filter(pk=HEADS).update(begins=LATER, ends=LATER, place="ห้องใหญ่")
    count = Meeting.objects.count()
    said = _asked(place="ห้องใหญ่", starts="9.00", title="หัวเรื่องที่พิมพ์")
    shown = clerk.post(PLAN, said)
    for told in ("ตรงกับ ประชุมผู้บริหารสถานศึกษา", "กดอีกครั้ง", "หัวเรื่องที่พิมพ์"):
        assert told in _text(shown)
    assert Meeting.objects.count() == count
    seen = shown.context["form"]["seen"].value()
    moved = clerk.post(PLAN, {**said, "starts": "10.00", "seen": seen})
    assert moved.status_code == 200
    assert clerk.post(PLAN, {**said, "seen": seen}).status_code == 302
    made = Meeting.objects.get(begins=LATER, body=BOARD)
    change = f"/office/meetings/{made.pk}/change"
    known = clerk.get(change).context["form"]["seen"].value()
    assert clerk.post(change, {**said, "seen": known, "title": "ใหม่"}).status_code == 302


def test_a_number_that_leaves_others_out_is_warned_about(clerk: Client) -> None:
    year = fiscal_year(LATER).be
    before = LATER - timedelta(1)
    for number, day in ((10, before), (99, LATER)):
        Meeting.objects.create(body_id=BOARD, number=number, year=year, begins=day, ends=day)
    last = Meeting.objects.get(number=99)
    assert "เลขครั้งที่ข้ามจาก 10 เป็น 99" in _text(clerk.get(f"/office/meetings/{last.pk}"))
    first = Meeting.objects.get(number=10)
    assert "เลขครั้งที่ข้าม" not in _text(clerk.get(f"/office/meetings/{first.pk}"))


def test_enter_keeps_how_one_came_and_only_saves_the_note(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}/attendance/{BOARD}"
    row = Attendance.objects.filter(pk=BOARD)
    page = _text(clerk.get(f"/office/meetings/{BOARD}/attendance"))
    form = page[page.index(f'action="{address}"') :]
    assert form.index('value="keep"') < form.index('value="present"')
    asked = clerk.post(address, {"state": "keep", "note": "ลาป่วย"}, headers={"hx-request": "true"})
    assert "กดมาแทน หรือไม่มา" in _text(asked)
    assert 'value="ลาป่วย"' in _text(asked)
    assert row.get().state == ""
    for state, kept in (("absent", ("", "ลากิจ")), ("substitute", ("ลากิจ", ""))):
        row.update(state=state)
        clerk.post(address, {"state": "keep", "note": "ลากิจ"})
        assert (row.get().state, row.get().instead, row.get().reason) == (state, *kept)
    assert 'value="absent" aria-pressed="false"' in _text(
        clerk.get(f"/office/meetings/{BOARD}/attendance")
    )


def test_attendance_is_closed_once_the_minutes_are_proposed(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}"
    page = _text(clerk.get(address))
    assert f'href="/office/minutes/{BOARD}"' not in page
    assert 'aria-disabled="true">รายงานการประชุม' in page
    clerk.post(f"{address}/hold", {"starts": "๙.๒๐", "finishes": "12.45"})
    meeting = Meeting.objects.get(pk=BOARD)
    assert (str(meeting.starts), str(meeting.finishes)) == ("09:20:00", "12:45:00")
    assert f"{address}/withdraw" in _text(clerk.get(address))
    row = Attendance.objects.filter(meeting=meeting)[0]
    Minutes.objects.create(meeting=meeting, state=Minutes.State.PROPOSED)
    assert f"{address}/withdraw" not in _text(clerk.get(address))
    for answer in (
        clerk.post(f"{address}/attendance/{row.pk}", {"state": "present"}, follow=True),
        clerk.post(f"{address}/attendance/all", follow=True),
        clerk.get(f"{address}/attendance"),
    ):
        assert "แก้ผู้มาประชุมได้เมื่อส่งรายงานกลับแก้ไข" in _text(answer)
    assert "aria-pressed" not in _text(clerk.get(f"{address}/attendance"))
    row.refresh_from_db()
    assert row.state == ""


def test_a_meeting_doesn_t_end_before_it_began(clerk: Client) -> None:
    page = clerk.post(f"/office/meetings/{BOARD}/hold", {"starts": "10", "finishes": "9.00"})
    assert "เลิกก่อนเวลาเริ่ม" in " ".join(page.context["form"].errors["finishes"])
    shown = clerk.get(f"/office/meetings/{BOARD}/hold").context["form"]
    assert shown["starts"].value() == "09.00"


def test_why_others_are_away_is_for_the_office(sign_in: SignIn) -> None:
    own = User.objects.get(username="school-director")
    for person, reason in ((own, "ลากิจของตน"), (None, "ลาป่วยของคนอื่น")):
        Attendance.objects.create(
            meeting_id=HEADS, place=9, name="ผู้ลา", state="absent", person=person, reason=reason
        )
    address = f"/office/meetings/{HEADS}/attendance"
    page = _text(sign_in("school-director").get(address))
    assert "ลากิจของตน" in page
    assert "ลาป่วยของคนอื่น" not in page
    assert f"{address}.xlsx" not in page
    assert sign_in("school-director").get(f"{address}.xlsx").status_code == 403
    assert "ลาป่วยของคนอื่น" in _text(sign_in("auditor").get(address))


def test_who_is_called_is_listed_and_marked(clerk: Client) -> None:
    clerk.post(f"/office/meetings/{HEADS}/call")
    rows = Attendance.objects.filter(meeting=HEADS)
    assert rows.count() == 13
    own = rows.get(unit__code=school_code(0))
    address = f"/office/meetings/{HEADS}/attendance/{own.pk}"
    back = clerk.post(address, {"state": "absent", "note": "ลากิจ"})
    assert back.headers["Location"] == f"/office/meetings/{HEADS}/attendance#row-{own.pk}"
    own.refresh_from_db()
    assert (own.state, own.reason) == ("absent", "ลากิจ")
    answer = clerk.post(
        address, {"state": "substitute", "note": ""}, headers={"hx-request": "true"}
    )
    assert "พิมพ์ชื่อผู้มาแทนก่อน" in _text(answer)
    answer = clerk.post(
        address, {"state": "substitute", "note": "ครูแทน"}, headers={"hx-request": "true"}
    )
    assert 'hx-swap-oob="true"' in _text(answer)
    own.refresh_from_db()
    assert (own.state, own.instead, own.reason) == ("substitute", "ครูแทน", "")
    clerk.post(f"/office/meetings/{HEADS}/attendance/all")
    page = clerk.get(f"/office/meetings/{HEADS}/attendance?state=present")
    assert len(page.context["rows"]) == 12
    assert page.context["counts"].quorum.reached
    network = clerk.get(f"/office/meetings/{HEADS}/attendance", {"network": "เครือข่าย 1"})
    assert len(network.context["rows"]) == 6


def test_a_state_that_no_button_has_is_refused(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}/attendance/{BOARD}"
    clerk.post(address, {"state": "sleeping"})
    assert Attendance.objects.get(pk=BOARD).state == ""
    assert clerk.post(f"{address}9", {"state": "present"}).status_code == 404


def test_attendance_is_a_workbook_too(clerk: Client) -> None:
    clerk.post(f"/office/meetings/{HEADS}/call")
    content = clerk.get(f"/office/meetings/{HEADS}/attendance.xlsx").content
    sheet = load_workbook(BytesIO(content)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "ผู้อำนวยการโรงเรียนบ้านขวัญ" in cells


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["clerk", "school-director"])
def test_pages_ask_few_questions_however_many_come(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    pages = [
        *("/office/bodies/", "/office/meetings/", f"/office/bodies/{HEADS}"),
        *(f"/office/meetings/{HEADS}{part}" for part in ("", "/agenda", "/attendance")),
        *("/office/meetings/panels/coming", "/office/meetings/panels/hosting"),
    ]
    before = [_queries(client, page) for page in pages]
    _crowd()
    assert [_queries(client, page) for page in pages] == before
    assert max(before) <= 15


def _crowd() -> None:
    """A hundred more expected, forty more items, twenty more meetings of the same body."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    Attendance.objects.bulk_create(
        Attendance(meeting_id=HEADS, place=n, name=f"ผู้ถูกเชิญ {n}", unit=area) for n in range(100)
    )
    Item.objects.bulk_create(
        Item(meeting_id=HEADS, section=4, place=n, title=f"เรื่อง {n}", unit=area) for n in range(40)
    )
    Meeting.objects.bulk_create(
        Meeting(body_id=HEADS, number=n, year=2557, begins=DAY, ends=DAY) for n in range(2, 22)
    )


def test_a_meeting_held_makes_its_minutes_owed_until_it_is_taken_back(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}"
    assert clerk.post(f"{address}/hold", {"x": ""}).status_code == 302
    duty = Duty.objects.get(about_key=str(BOARD))
    assert (duty.due, duty.role) == (date(2014, 4, 11), "clerk")
    assert "เกินกำหนด" in _text(clerk.get(address))
    row = next(r for r in clerk.get("/office/meetings/?state=without").context["rows"])
    assert row.meeting.pk == BOARD
    page = clerk.post(f"{address}/withdraw", {"reason": ""})
    assert "reason" in page.context["form"].errors
    clerk.post(f"{address}/withdraw", {"reason": "บันทึกผิด"})
    duty.refresh_from_db()
    assert duty.state == "waived"


def test_a_meeting_to_come_is_not_held_yet(clerk: Client) -> None:
    Meeting.objects.filter(pk=BOARD).update(begins=LATER, ends=LATER)
    page = clerk.post(f"/office/meetings/{BOARD}/hold", {"x": ""})
    assert "ยังไม่ถึงวันประชุม" in _text(page)
    assert not Duty.objects.filter(about_key=str(BOARD)).exists()


def test_a_closed_body_says_until_when_it_reports(clerk: Client) -> None:
    address = f"/office/meetings/{CLOSED}/hold"
    early = clerk.post(address, {"report_due": "1 เม.ย. 2557"})
    assert "ก่อนวันประชุม" in " ".join(early.context["form"].errors["report_due"])
    clerk.post(address, {"report_due": "30 เม.ย. 2557"})
    owed = set(Duty.objects.filter(about_key=str(CLOSED)).values_list("rule", "person__username"))
    assert owed == {("minutes", "clerk"), ("body-report", "clerk")}


def test_groups_enter_business_until_the_closing_time(sign_in: SignIn) -> None:
    auditor, clerk = sign_in("auditor"), sign_in("clerk")
    address = f"/office/meetings/{BOARD}/agenda"
    area = str(Unit.objects.get(kind=UnitKind.AREA).pk)
    said = {"section": "4", "title": "ผลตรวจสอบภายใน", "text": "สามโรงเรียน", "unit": area}
    assert auditor.post(f"{address}/add", said).status_code == 302
    item = Item.objects.get(title="ผลตรวจสอบภายใน")
    assert item.entered_by == User.objects.get(username="auditor")
    refused = auditor.post(f"{address}/add", {**said, "unit": ""})
    assert "unit" in refused.context["form"].errors
    Meeting.objects.filter(pk=BOARD).update(closes=timezone.now() - timedelta(minutes=1))
    assert auditor.post(f"{address}/add", said).status_code == 403
    assert auditor.post(f"{address}/{item.pk}", said).status_code == 403
    assert clerk.post(f"{address}/add", {**said, "unit": ""}).status_code == 302
    assert "ปิดรับแล้ว" in _text(auditor.get(address))


def test_only_the_secretary_enters_late_and_changes_what_others_entered(sign_in: SignIn) -> None:
    area, group = Unit.objects.get(kind=UnitKind.AREA), make_group()
    address = f"/office/meetings/{BOARD}/agenda"
    of_group = Item.objects.create(meeting_id=BOARD, section=4, place=2, title="ก", unit=group)
    said = {"section": "4", "title": "ข", "text": "", "unit": str(area.pk)}
    planner, page = sign_in("planner"), f"{address}/{of_group.pk}"
    refused = planner.get(page)
    assert refused.status_code == 403
    assert "เลขานุการของคณะหรือหน่วยเจ้าของเรื่องเป็นผู้แก้" in _text(refused)
    assert "ปิดรับข้อราชการแล้ว" not in _text(refused)
    units = planner.get(f"{address}/add").context["form"].fields["unit"].choices
    assert [key for key, _name in units] == [str(area.pk)]
    for way in ("move", ""):
        sent = {**said, "do": "remove"}
        assert planner.post(f"{page}/{way}".rstrip("/"), sent).status_code == 403
    Meeting.objects.filter(pk=BOARD).update(closes=timezone.now() - timedelta(minutes=1))
    for name in ("planner", "supervisor", "deputy"):
        late = sign_in(name).post(f"{address}/add", said)
        assert late.status_code == 403
        assert "ปิดรับข้อราชการแล้ว" in _text(late)
    Seat.objects.create(body_id=BOARD, place=90, part="secretary", role="planner")
    assert planner.post(f"{address}/add", {**said, "unit": ""}).status_code == 302
    assert planner.get(page).status_code == 200
    Seat.objects.filter(body=BOARD, place=90).delete()
    assert planner.get(page).status_code == 403
    Body.objects.filter(pk=BOARD).update(secretariat=group)
    user = User.objects.get(username="planner")
    RoleHeld.objects.create(user=user, role="group-director", unit=group, since=DAY)
    assert sign_in("planner").get(page).status_code == 200


def test_it_is_closed_only_after_the_closing_time(sign_in: SignIn) -> None:
    address = f"/office/meetings/{HEADS}/agenda"
    assert "ปิดรับแล้ว" not in _text(sign_in("school-director").get(address))


def test_only_who_holds_the_meeting_moves_items(sign_in: SignIn) -> None:
    clerk, area = sign_in("clerk"), Unit.objects.get(kind=UnitKind.AREA)
    second = Item.objects.create(meeting_id=BOARD, section=4, place=2, title="ที่สอง", unit=area)
    address = f"/office/meetings/{BOARD}/agenda/{second.pk}/move"
    sign_in("auditor").post(address, {"do": "up"})
    sign_in("planner").post(address, {"do": "up"})
    order = Item.objects.filter(meeting=BOARD).values_list("title", flat=True)
    assert list(order) == ["ข้อราชการทดสอบ", "ที่สอง"]
    clerk.post(address, {"do": "up"})
    assert list(order.all()) == ["ที่สอง", "ข้อราชการทดสอบ"]
    clerk.post(address, {"do": "remove"})
    assert list(order.all()) == ["ข้อราชการทดสอบ"]


def test_headings_are_edited_but_not_from_under_items(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}/agenda/sections"
    page = clerk.post(address, {"sections": "หนึ่ง\nสอง"})
    assert "ย้ายเรื่อง" in " ".join(page.context["form"].errors["sections"])
    clerk.post(address, {"sections": "หนึ่ง\n\nสอง\nสาม\nสี่ "})
    assert Meeting.objects.get(pk=BOARD).sections == ["หนึ่ง", "สอง", "สาม", "สี่"]


def test_the_paper_set_has_all_in_thai_digits(clerk: Client) -> None:
    content = clerk.get(f"/office/meetings/{BOARD}/papers.docx").content
    lines = [p.text for p in Document(BytesIO(content)).paragraphs]
    assert "ระเบียบวาระที่ ๔ เรื่องเสนอให้ที่ประชุมทราบ" in lines
    assert any("ข้อราชการทดสอบ" in line for line in lines)
    assert any("เวลา ๐๙.๐๐–๑๒.๐๐ น." in line for line in lines)
    arabic = clerk.get(f"/office/meetings/{BOARD}/papers.docx?digits=arabic").content
    assert any("ระเบียบวาระที่ 4" in p.text for p in Document(BytesIO(arabic)).paragraphs)
    assert clerk.get(f"/office/meetings/{BOARD}/papers.pdf").content[:5] == b"%PDF-"
    assert clerk.get(f"/office/meetings/{BOARD}/papers.odt").status_code == 404


def test_the_list_is_filtered_by_words_body_and_year(clerk: Client, sign_in: SignIn) -> None:
    clerk.post(
        f"/office/meetings/{BOARD}/agenda/{BOARD}",
        {"section": "4", "title": "นมโรงเรียน ๒ กล่อง", "text": "", "unit": ""},
    )
    found = clerk.get("/office/meetings/", {"q": "นมโรงเรียน 2"}).context["rows"]
    assert [row.meeting.pk for row in found] == [BOARD]
    of_body = clerk.get("/office/meetings/", {"body": str(CLOSED), "year": "2557"})
    assert [row.meeting.pk for row in of_body.context["rows"]] == [CLOSED]
    assert clerk.get("/office/meetings/", {"year": "2599"}).status_code == 404
    assert sign_in("planner").get("/office/meetings/", {"body": str(CLOSED)}).status_code == 404
    sheet = load_workbook(BytesIO(clerk.get("/office/meetings/list.xlsx").content)).active
    assert "ประชุมบอร์ดทดสอบ ครั้งที่ 1/2557" in [row[0].value for row in sheet.iter_rows()]


def test_schools_heads_see_their_meeting_and_no_other(sign_in: SignIn) -> None:
    found = sign_in("school-director").get("/office/meetings/").context["rows"]
    assert [row.meeting.pk for row in found] == [HEADS]
    assert {
        row.meeting.pk for row in sign_in("planner").get("/office/meetings/").context["rows"]
    } == {
        HEADS,
        BOARD,
    }


def test_a_body_is_created_and_changed(clerk: Client) -> None:
    said = {"kind": "other", "name": "คณะทำงานใหม่", "since": "1 ต.ค. 2556", "numbering": "fiscal"}
    said |= {"quorum": "half", "every": "week", "starts": "9.00", "ends": "8.00"}
    page = clerk.post("/office/bodies/new", said)
    assert {"weekday", "ends"} <= set(page.context["form"].errors)
    clerk.post("/office/bodies/new", {**said, "every": "month", "ends": "12.00", "weekday": "2"})
    body = Body.objects.get(name="คณะทำงานใหม่")
    assert (body.weekday, body.quorum, body.closed) == (2, "half", False)
    until = {**said, "every": "none", "ends": "", "until": "30 ก.ย. 2556"}
    page = clerk.post(f"/office/bodies/{body.pk}/change", until)
    assert "until" in page.context["form"].errors
    clerk.post(f"/office/bodies/{body.pk}/change", {**until, "until": "30 ก.ย. 2557"})
    shown = clerk.get("/office/bodies/").context
    assert body in shown["ended"]


def test_hosts_are_named_one_a_line(clerk: Client) -> None:
    above = Unit.objects.get(kind=UnitKind.AREA)
    for n in (1, 2):
        group = Unit.objects.create(kind=UnitKind.GROUP, code=f"H{n}", name=f"กลุ่มทดสอบ {n}")
        group.placements.create(parent=above, hierarchy="work", valid_from=date(2009, 5, 1))
    address = f"/office/bodies/{BOARD}/hosts"
    page = clerk.post(address, {"hosts": "กลุ่มทดสอบ 2\nกลุ่มที่ไม่มี"})
    assert "บรรทัดที่ 2" in " ".join(page.context["form"].errors["hosts"])
    clerk.post(address, {"hosts": "กลุ่มทดสอบ 2\n\nกลุ่มทดสอบ 1"})
    assert [host.unit.code for host in Body.objects.get(pk=BOARD).hosts.all()] == ["H2", "H1"]
    panel = _text(clerk.get("/office/meetings/panels/hosting"))
    assert "กลุ่มทดสอบ 2" in panel


def test_terms_that_end_soon_and_vacant_seats_are_marked(clerk: Client) -> None:
    Seat.objects.create(body_id=BOARD, place=2, name="ใกล้หมด", until=TODAY + timedelta(60))
    Seat.objects.create(body_id=BOARD, place=3, name="พ้นไปแล้ว", until=TODAY - timedelta(1))
    shown = _text(clerk.get(f"/office/bodies/{BOARD}"))
    assert "หมดวาระใน 60 วัน" in shown
    assert "ว่าง" in shown
    assert "พ้นวาระแล้ว" in shown
    assert "ใกล้หมดวาระ 1" in _text(clerk.get("/office/bodies/"))


def test_what_was_closed_is_seen_by_its_own_only(sign_in: SignIn) -> None:
    director, planner = sign_in("director"), sign_in("planner")
    address = f"/office/meetings/{CLOSED}"
    assert "ยกเลิกการประชุม" not in _text(director.get(address))
    assert planner.get(address).status_code == 403
    assert planner.get("/office/meetings/1").status_code == 404
    assert "คณะบุคคลทดสอบ" not in _text(planner.get("/office/bodies/"))


def test_the_menu_leads_there(clerk: Client) -> None:
    pages = [page.name for section in sections() for page in section.pages]
    assert {"office:meetings", "office:bodies"} <= set(pages)


def test_a_meeting_cancelled_meanwhile_is_told_and_stays(clerk: Client) -> None:
    Meeting.objects.filter(pk=BOARD).update(state="cancelled", reason="งด")
    answer = clerk.post(f"/office/meetings/{BOARD}/call", follow=True)
    assert "สถานะของการประชุมเปลี่ยนไปแล้ว" in _text(answer)
    assert clerk.get(f"/office/meetings/{BOARD}/change").status_code == 403
    page = clerk.post(f"/office/meetings/{BOARD}/cancel", {"reason": "ซ้ำ"})
    assert "สถานะของการประชุมเปลี่ยนไปแล้ว" in _text(page)


def test_the_person_called_is_found_by_the_panel_of_what_comes(sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=CLOSED).update(begins=LATER, ends=LATER)
    call_meeting(by="ทดสอบ", meeting=Meeting.objects.get(pk=CLOSED))
    assert "คณะบุคคลทดสอบ" in _text(sign_in("clerk").get("/office/meetings/panels/coming"))
    assert "คณะบุคคลทดสอบ" not in _text(sign_in("director").get("/office/meetings/panels/coming"))


def test_who_holds_meetings_sees_all_that_come(sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=HEADS).update(
        begins=LATER, ends=LATER, starts=time(13), state="planned"
    )
    Meeting.objects.filter(pk=BOARD).update(begins=LATER, ends=LATER, starts=time(9))
    area = Unit.objects.get(kind=UnitKind.AREA)
    Holiday.objects.create(area=area, day=LATER, name="วันหยุดทดสอบ", closed=True)
    page = _text(sign_in("planner").get("/office/meetings/panels/coming"))
    assert page.index("บอร์ดทดสอบ") < page.index("ประชุมผู้บริหารสถานศึกษา")
    assert page.count("ยังไม่เชิญ") == 1
    assert page.count("ตรงกับวันหยุด") == 2
    assert "ประชุมที่ใกล้ถึง" in _text(sign_in("planner").get("/"))
    assert "บอร์ดทดสอบ" not in _text(sign_in("auditor").get("/office/meetings/panels/coming"))


def test_business_is_by_default_of_the_own_group(sign_in: SignIn) -> None:
    area, planner = Unit.objects.get(kind=UnitKind.AREA), User.objects.get(username="planner")
    group = Unit.objects.create(kind=UnitKind.GROUP, code="H1", name="กลุ่มของตน")
    group.placements.create(parent=area, hierarchy="work", valid_from=DAY)
    RoleHeld.objects.create(user=planner, role="group-director", unit=group, since=DAY)
    form = sign_in("planner").get(f"/office/meetings/{BOARD}/agenda/add").context["form"]
    assert form["unit"].value() == str(group.pk)
    assert (str(group.pk), "กลุ่มของตน") in form.fields["unit"].choices
    assert ("4", "4 เรื่องเสนอให้ที่ประชุมทราบ") in form.fields["section"].choices
