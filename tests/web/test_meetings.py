"""Meetings through their pages: planned, numbered, called, held, taken back."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from khet.records.office.models import Body, Duty, Evidence, Findable, Meeting
from khet.records.registry.models import Event
from khet.rules.calendar import fiscal_year, thai_date
from tests.web import planned_meetings
from tests.web.doors.meetings import BOARD, CLOSED, HEADS
from tests.web.planned_meetings import LATER, PLAN, TODAY, asked_for, text_of

_today = planned_meetings.on_a_monday


def test_a_meeting_is_planned_in_thai_digits_and_days(clerk: Client) -> None:
    page = clerk.get(PLAN)
    assert "ของปีงบประมาณ" in text_of(page)
    answer = clerk.post(PLAN, asked_for(ends=thai_date(LATER + timedelta(1)), starts="๐๙.๐๐ น."))
    meeting = Meeting.objects.get(begins=LATER)
    assert answer.headers["Location"] == f"/office/meetings/{meeting.pk}"
    assert (meeting.number, meeting.begins, meeting.state) == (9, LATER, "planned")
    assert (meeting.ends - meeting.begins, meeting.starts.hour) == (timedelta(1), 9)
    shown = text_of(clerk.get(answer.headers["Location"]))
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
    page = clerk.post(PLAN, asked_for(place="ห้องที่พิมพ์ไว้", **more))
    assert page.status_code == 200
    assert told in " ".join(page.context["form"].errors[field])
    assert "ห้องที่พิมพ์ไว้" in text_of(page)
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
    assert "เอกสารพิมพ์ว่า 4/2557" in text_of(clerk.get(f"/office/meetings/{BOARD}"))


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
        told = text_of(clerk.get(page, {"q": "บอร์ดทดสอบ"}))
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
    page = text_of(clerk.get(f"/office/bodies/{HEADS}/plan"))
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
    assert "ไม่มีวันประชุมในช่วงนี้" in text_of(clerk.get(address, {"until": until}))
    past = clerk.post(address, {"until": thai_date(TODAY)})
    assert "ผ่านไปแล้ว" in " ".join(past.context["form"].errors["until"])


def test_a_number_that_leaves_others_out_is_warned_about(clerk: Client) -> None:
    year = fiscal_year(LATER).be
    before = LATER - timedelta(1)
    for number, day in ((10, before), (99, LATER)):
        Meeting.objects.create(body_id=BOARD, number=number, year=year, begins=day, ends=day)
    last = Meeting.objects.get(number=99)
    assert "เลขครั้งที่ข้ามจาก 10 เป็น 99" in text_of(clerk.get(f"/office/meetings/{last.pk}"))
    first = Meeting.objects.get(number=10)
    assert "เลขครั้งที่ข้าม" not in text_of(clerk.get(f"/office/meetings/{first.pk}"))


def test_a_meeting_doesn_t_end_before_it_began(clerk: Client) -> None:
    page = clerk.post(f"/office/meetings/{BOARD}/hold", {"starts": "10", "finishes": "9.00"})
    assert "เลิกก่อนเวลาเริ่ม" in " ".join(page.context["form"].errors["finishes"])
    shown = clerk.get(f"/office/meetings/{BOARD}/hold").context["form"]
    assert shown["starts"].value() == "09.00"


def test_a_meeting_held_makes_its_minutes_owed_until_it_is_taken_back(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}"
    assert clerk.post(f"{address}/hold", {"x": ""}).status_code == 302
    duty = Duty.objects.get(about_key=str(BOARD))
    assert (duty.due, duty.role) == (date(2014, 4, 11), "clerk")
    assert "เกินกำหนด" in text_of(clerk.get(address))
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
    assert "ยังไม่ถึงวันประชุม" in text_of(page)
    assert not Duty.objects.filter(about_key=str(BOARD)).exists()


def test_a_closed_body_says_until_when_it_reports(clerk: Client) -> None:
    address = f"/office/meetings/{CLOSED}/hold"
    early = clerk.post(address, {"report_due": "1 เม.ย. 2557"})
    assert "ก่อนวันประชุม" in " ".join(early.context["form"].errors["report_due"])
    clerk.post(address, {"report_due": "30 เม.ย. 2557"})
    owed = set(Duty.objects.filter(about_key=str(CLOSED)).values_list("rule", "person__username"))
    assert owed == {("minutes", "clerk"), ("body-report", "clerk")}


def test_a_meeting_cancelled_meanwhile_is_told_and_stays(clerk: Client) -> None:
    Meeting.objects.filter(pk=BOARD).update(state="cancelled", reason="งด")
    answer = clerk.post(f"/office/meetings/{BOARD}/call", follow=True)
    assert "สถานะของการประชุมเปลี่ยนไปแล้ว" in text_of(answer)
    assert clerk.get(f"/office/meetings/{BOARD}/change").status_code == 403
    page = clerk.post(f"/office/meetings/{BOARD}/cancel", {"reason": "ซ้ำ"})
    assert "สถานะของการประชุมเปลี่ยนไปแล้ว" in text_of(page)
