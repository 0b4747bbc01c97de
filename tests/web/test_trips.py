"""Trips: asked, decided by whom may, made longer, reported for all or each, told to all staff."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from khet.records.office.actions.duties import waive_duty
from khet.records.office.actions.letters import LetterEntry, register_letter
from khet.records.office.actions.trip_reports import Report, report_trip
from khet.records.office.actions.trips import (
    Decision,
    TripEntry,
    TripMovedError,
    approve_trip,
    ask_trip,
    cancel_trip,
    change_trip,
    move_trip_end,
)
from khet.records.office.models import (
    AttachedFile,
    Delegation,
    Duty,
    Evidence,
    Findable,
    Holiday,
    Letter,
    Trip,
)
from khet.records.office.queries.search import find
from khet.records.office.queries.trips import writers
from khet.records.registry.models import Event, RoleHeld, Unit, UnitKind, User
from khet.rules.calendar import fiscal_year, thai_date
from khet.web.parts.folder import act_on, waiting_for
from khet.web.parts.kinds import kinds
from khet.web.parts.viewer import Viewer
from tests.web.doors.trips import APPROVED, ASKED, CIRCULATED, REPORTED

SignIn = Callable[[str], Client]
HERE = "/office/trips"
MOST_QUERIES = 15
FRIDAY = date(2014, 8, 22)
NOW = timezone.now()


def _area() -> Unit:
    return Unit.objects.get(kind="area")


def _user(name: str) -> User:
    return User.objects.get(username=name)


def _entry(*people: str, starts: date = FRIDAY, ends: date = FRIDAY, **more: Any) -> TripEntry:
    users = [_user(name) for name in people or ("planner",)]
    return TripEntry("ประชุมตัวอย่าง", "ห้องสมมติ", starts, ends, users, users[0], **more)


def _asked(*people: str, **more: Any) -> Trip:
    entry = _entry(*people, **more)
    return ask_trip(by=entry.leader, area=_area(), entry=entry, at=NOW, today=FRIDAY)


def _approved(*people: str, **more: Any) -> Trip:
    trip = _asked(*people, **more)
    return approve_trip(by=_user("director"), trip=trip, decision=Decision(NOW), today=FRIDAY)


def _duties(trip: Trip) -> list[Duty]:
    found = Duty.objects.filter(about_kind="office.trip", about_key=str(trip.pk))
    return list(found.select_related("person").order_by("pk"))


def _report(trip: Trip, name: str, today: date) -> Trip:
    mine = trip.travellers.get(user__username=name)
    told = Report("สาระของ" + name, "นำไปใช้", NOW)
    return report_trip(by=_user(name), trip=trip, traveller=mine, report=told, today=today)


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _memo(client: Client, trip: Trip) -> str:
    made = Document(io.BytesIO(client.get(f"{HERE}/{trip.pk}/memo.docx").content))
    return "\n".join(one.text for one in made.paragraphs)


def _fault(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def _said(starts: date, ends: date, *people: str, **more: Any) -> dict[str, Any]:
    return {
        "title": "ประชุมตัวอย่าง",
        "place": "ห้องสมมติ",
        "starts": thai_date(starts),
        "ends": thai_date(ends),
        "leader": people[0] if people else "planner",
        "travellers": list(people or ("planner",)),
        "joint": "one",
        **more,
    }


def test_a_trip_is_asked_approved_reported_and_told_to_all(sign_in: SignIn) -> None:
    planner, director, today = sign_in("planner"), sign_in("director"), timezone.localdate()
    sent = planner.post(f"{HERE}/ask", _said(today, today, "planner", "personnel"))
    trip = Trip.objects.latest("asked_at")
    assert sent.headers["Location"] == f"{HERE}/{trip.pk}"
    director.post(f"{HERE}/{trip.pk}/step/approve", {"reason": "ให้รายงานด้วย"})
    assert "อยู่ระหว่างไปราชการ" in _page(planner, f"/{trip.pk}")
    (duty,) = _duties(trip)
    assert duty.person == _user("planner")
    assert f"{HERE}/{trip.pk}" in planner.get("/office/duties/").content.decode()
    file = SimpleUploadedFile("สรุป.txt", "สรุปการประชุม".encode())
    said = {"essence": "สาระลูกประคำ", "put_to_use": "ขยายผล", "file": file}
    assert planner.post(f"{HERE}/{trip.pk}/report", said).status_code == 302
    assert [one.state for one in _duties(trip)] == ["done"]
    assert Evidence.objects.get(record_key=str(trip.pk)).uses.get().about_kind == "office.duty"
    teacher = sign_in("teacher")
    kept = AttachedFile.objects.get(about_key=str(trip.pk))
    for address in (f"{HERE}/{trip.pk}", f"/office/files/{kept.pk}"):
        assert teacher.get(address).status_code == 403
    planner.post(f"{HERE}/{trip.pk}/step/circulate")
    assert "สาระลูกประคำ" in _page(teacher, f"/{trip.pk}")
    assert "สาระลูกประคำ" in _page(teacher, "/essences?q=ลูกประคำ")
    assert teacher.get(f"/office/files/{kept.pk}").status_code == 200
    found = find(Viewer(_user("teacher"), today).office_sight, "ลูกประคำ").hits
    assert [Findable.objects.get(pk=hit.pk).kind for hit in found] == ["office.trip"]
    assert planner.post(f"{HERE}/{trip.pk}/report", said).status_code == 200


@pytest.mark.parametrize(
    ("ends", "off", "due"),
    [
        (date(2014, 8, 20), [], date(2014, 8, 25)),
        (date(2014, 8, 22), [], date(2014, 8, 25)),
        (date(2014, 8, 22), [date(2014, 8, 25)], date(2014, 8, 26)),
        (date(2014, 8, 18), [], date(2014, 8, 21)),
    ],
)
def test_the_report_is_due_by_the_calendar(
    area: None, ends: date, off: list[date], due: date
) -> None:
    for day in off:
        Holiday.objects.create(area=_area(), day=day, name="วันหยุดตัวอย่าง", closed=True)
    trip = _approved("planner", starts=date(2014, 8, 18), ends=ends)
    (duty,) = _duties(trip)
    assert (duty.opened, duty.due) == (ends, due)


def test_a_trip_made_longer_or_shorter_moves_what_is_owed(area: None) -> None:
    trip = _approved("planner", starts=date(2014, 8, 18), ends=date(2014, 8, 18))
    planner, told = _user("planner"), {"reason": "งานไม่เสร็จ", "today": FRIDAY}
    moved = move_trip_end(by=planner, trip=trip, ends=date(2014, 8, 22), **told)
    assert [one.due for one in _duties(trip)] == [date(2014, 8, 25)]
    assert (moved.first_ends, moved.ends) == (date(2014, 8, 18), date(2014, 8, 22))
    move_trip_end(by=planner, trip=trip, ends=date(2014, 8, 19), **told)
    assert [one.due for one in _duties(trip)] == [date(2014, 8, 22)]
    cancel_trip(by=planner, trip=trip, reason="ผู้จัดงดประชุม")
    assert [one.state for one in _duties(trip)] == ["waived"]
    with pytest.raises(TripMovedError):
        move_trip_end(by=planner, trip=trip, ends=FRIDAY, **told)


def test_why_the_end_was_moved_stands_beside_the_days(sign_in: SignIn) -> None:
    today, planner = timezone.localdate(), sign_in("planner")
    trip = _asked("planner", starts=today, ends=today)
    sign_in("director").post(f"{HERE}/{trip.pk}/step/approve", {"reason": "ประหยัดงบ"})
    ends = thai_date(today + timedelta(1))
    planner.post(f"{HERE}/{trip.pk}/step/move-end", {"reason": "งานไม่เสร็จ", "ends": ends})
    shown = _page(planner, f"/{trip.pk}")
    assert '>ข้อสั่งการ: <span lang="th">ประหยัดงบ</span>' in shown
    assert f'เดิมถึง {thai_date(today)} · <span lang="th">งานไม่เสร็จ</span>' in shown
    event = Event.objects.get(kind="office.trip", key=str(trip.pk), action="move-trip-end")
    told = kinds()["office.trip"].differences
    assert told is not None
    rows = told(event.key, event.before, event.after)
    assert ("เหตุผลที่เปลี่ยนวันกลับ", "", "งานไม่เสร็จ") in rows
    sign_in("director").post(f"{HERE}/{trip.pk}/step/cancel", {"reason": "ผู้จัดงด"})
    assert '>ยกเลิก: <span lang="th">ผู้จัดงด</span>' in _page(planner, f"/{trip.pk}")


def test_who_goes_moves_the_end_until_it_is_over(sign_in: SignIn) -> None:
    today, planner = timezone.localdate(), sign_in("planner")
    trip = _approved("planner", starts=today - timedelta(2), ends=today)
    step, said = f"{HERE}/{trip.pk}/step/move-end", {"reason": "งานไม่เสร็จ"}
    assert planner.post(step, {**said, "ends": thai_date(today + timedelta(1))}).status_code == 302
    Trip.objects.filter(pk=trip.pk).update(ends=today - timedelta(1))
    for later in (step, f"{HERE}/{trip.pk}/step/cancel"):
        told = {**said, "ends": thai_date(today)}
        assert planner.post(later, told).status_code == 403
    assert "เปลี่ยนวันกลับหรือยกเลิกได้เฉพาะผู้อนุมัติ" in _page(planner, f"/{trip.pk}")
    director = sign_in("director")
    assert director.post(step, {**said, "ends": thai_date(today)}).status_code == 302
    assert [one.opened for one in _duties(trip)] == [today]


def test_what_is_asked_otherwise_is_told_in_the_events(area: None) -> None:
    trip = _asked("planner", costs="เบิกจากผู้จัด")
    entry = _entry("planner", costs="เบิกจากสำนักงาน", joint=False)
    change_trip(by=_user("planner"), trip=trip, entry=entry, today=FRIDAY)
    event = Event.objects.get(kind="office.trip", key=str(trip.pk), action="change-trip")
    told = kinds()["office.trip"].differences
    assert told is not None
    assert told(event.key, event.before, event.after) == [
        ("ค่าใช้จ่าย", "เบิกจากผู้จัด", "เบิกจากสำนักงาน"),
        ("การรายงาน", "รายงานร่วมกันหนึ่งฉบับ", "รายงานคนละฉบับ"),
    ]


def test_one_report_for_all_is_owed_by_who_leads(area: None) -> None:
    trip = _approved("planner", "personnel")
    assert [one.person for one in _duties(trip)] == [_user("planner")]
    assert _report(trip, "planner", FRIDAY).state == "reported"


def test_each_traveller_owes_an_own_report(area: None) -> None:
    trip = _approved("planner", "personnel", joint=False)
    assert {str(one.person.username) for one in _duties(trip) if one.person} == {
        "planner",
        "personnel",
    }
    assert _report(trip, "personnel", FRIDAY).state == "approved"
    moved = move_trip_end(
        by=_user("planner"), trip=trip, ends=date(2014, 8, 26), reason="ต่อ", today=FRIDAY
    )
    due = {one.person.username: (one.state, one.due) for one in _duties(trip) if one.person}
    assert due["personnel"] == ("done", date(2014, 8, 25))
    assert due["planner"] == ("open", date(2014, 8, 29))
    assert _report(moved, "planner", date(2014, 8, 26)).state == "reported"
    assert len(writers(trip)) == 2


def test_who_need_not_report_is_not_waited_for(sign_in: SignIn) -> None:
    trip = _approved("planner", "personnel", joint=False)
    clerk = sign_in("clerk")
    assert "/report.pdf" not in _page(clerk, f"/{trip.pk}")
    (duty,) = (one for one in _duties(trip) if one.person == _user("personnel"))
    waive_duty(by=_user("director"), duty=duty, reason="ย้ายไปแล้ว")
    assert _report(trip, "planner", FRIDAY).state == "reported"
    assert "/report.pdf" in _page(clerk, f"/{trip.pk}")


def test_a_late_report_is_shown_late_in_list_sheet_and_page(sign_in: SignIn) -> None:
    trip = _approved("planner")
    clerk = sign_in("clerk")
    late = (timezone.localdate() - date(2014, 8, 25)).days
    listed = _page(clerk, "/?phase=late")
    assert f"เกินกำหนด {late} วัน" in listed
    assert "1 เรื่องยังไม่รายงาน" in listed
    assert f"เกินกำหนด {late} วัน" in _page(clerk, f"/{trip.pk}")
    book = openpyxl.load_workbook(io.BytesIO(clerk.get(f"{HERE}/trips.xlsx?phase=late").content))
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    assert late in cells
    _report(trip, "planner", FRIDAY)
    assert "พบ 0 เรื่อง" in _page(clerk, "/?phase=late")


def test_no_report_before_the_last_day(sign_in: SignIn) -> None:
    today = timezone.localdate()
    trip = _approved("planner", starts=today, ends=today + timedelta(1))
    planner = sign_in("planner")
    assert planner.get(f"{HERE}/{trip.pk}/report").headers["Location"] == f"{HERE}/{trip.pk}"
    page = planner.post(f"{HERE}/{trip.pk}/report", {"essence": "ก่อนเวลา", "put_to_use": "ข"})
    assert "รายงานได้ตั้งแต่วันสุดท้าย" in page.content.decode()
    assert "ก่อนเวลา" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"ends": "1 สิงหาคม 2557", "starts": "-"}, "starts", "อ่านวันที่ไม่ได้"),
        ({"starts": "1 มกราคม 2550"}, "starts", "ผ่านไปเกิน 90 วัน"),
        ({"starts": "1 มกราคม 2699"}, "starts", "ไกลเกินหนึ่งปี"),
        ({"travellers": []}, "travellers", "เลือกผู้เดินทางอย่างน้อยหนึ่งคน"),
        ({"travellers": ["personnel"]}, "leader", "ไม่อยู่ในรายชื่อผู้เดินทาง"),
        ({"leader": "nobody"}, "leader", "เลือกจากรายการเท่านั้น"),
        ({"letter": "ศธ 99999/ไม่มี"}, "letter", "ไม่พบหนังสือรับนี้"),
        ({"title": ""}, "title", "กรุณากรอกช่องนี้"),
    ],
)
def test_bad_input_is_told_at_its_field(
    sign_in: SignIn, change: dict[str, Any], field: str, told: str
) -> None:
    today = timezone.localdate()
    said = _said(today, today) | {"purpose": "เหตุที่พิมพ์ไว้"} | change
    count = Trip.objects.count()
    page = sign_in("planner").post(f"{HERE}/ask", said).content.decode()
    assert told in _fault(page, field)
    assert "เหตุที่พิมพ์ไว้" in page
    assert Trip.objects.count() == count


def test_an_end_before_the_start_is_told(sign_in: SignIn) -> None:
    today = timezone.localdate()
    said = _said(today, today - timedelta(1))
    page = sign_in("planner").post(f"{HERE}/ask", said).content.decode()
    assert "วันสุดท้ายอยู่ก่อนวันแรก" in _fault(page, "ends")


def test_a_traveller_at_two_places_is_asked_about_once(sign_in: SignIn) -> None:
    today, planner = timezone.localdate(), sign_in("planner")
    _approved("personnel", starts=today, ends=today)
    said = _said(today, today, "planner", "personnel")
    page = planner.post(f"{HERE}/ask", said).content.decode()
    assert "มีผู้เดินทางไปราชการเรื่องอื่นในวันเดียวกัน" in _fault(page, "anyway")
    shown = re.search(r'name="seen" value="([^"]+)"', page)
    assert shown is not None
    said |= {"anyway": "on", "seen": shown[1]}
    _approved("planner", starts=today, ends=today)
    again = planner.post(f"{HERE}/ask", said)
    assert again.status_code == 200
    assert re.search(r'name="anyway"[^>]*checked', again.content.decode()) is None
    said["seen"] = again.context["form"]["seen"].value()
    assert planner.post(f"{HERE}/ask", said).status_code == 302
    trip = Trip.objects.latest("asked_at")
    approve = _page(sign_in("director"), f"/{trip.pk}/step/approve")
    assert "มีผู้เดินทางไปราชการเรื่องอื่นในวันเดียวกัน" in approve


def test_the_letter_that_invites_is_found_in_the_book(sign_in: SignIn) -> None:
    entry = LetterEntry(_area(), "เชิญประชุมวิชาการสมมติ", "ศธ 00001/9", FRIDAY, "หน่วยสมมติ")
    letter = register_letter(by=_user("clerk"), area=_area(), entry=entry, at=NOW)
    today, planner = timezone.localdate(), sign_in("planner")
    planner.post(f"{HERE}/ask", _said(today, today, letter="วิชาการสมมติ"))
    trip = Trip.objects.latest("asked_at")
    assert trip.letter == letter
    pages = [f"{HERE}/{trip.pk}", f"{HERE}/{trip.pk}/change"]
    assert all("เชิญประชุมวิชาการสมมติ" in planner.get(one).content.decode() for one in pages)
    assert "เชิญประชุมวิชาการสมมติ" in _memo(planner, trip)
    Letter.objects.update(secrecy="secret")
    assert not any("เชิญประชุมวิชาการสมมติ" in planner.get(one).content.decode() for one in pages)
    assert "เชิญประชุมวิชาการสมมติ" not in _memo(planner, trip)


def test_a_decided_trip_can_t_be_decided_or_changed_again(sign_in: SignIn) -> None:
    trip = _approved("planner")
    page = sign_in("director").post(f"{HERE}/{trip.pk}/step/refuse", {"reason": "ซ้ำ"})
    assert "ทำรายการนี้ไม่ได้แล้ว" in page.content.decode()
    planner = sign_in("planner")
    assert planner.get(f"{HERE}/{trip.pk}/change").status_code == 302
    said = _said(timezone.localdate(), timezone.localdate())
    assert "ทำรายการนี้ไม่ได้แล้ว" in planner.post(f"{HERE}/{trip.pk}/change", said).content.decode()


def test_a_refusal_needs_a_reason_and_opens_nothing(sign_in: SignIn) -> None:
    trip, director = _asked("planner"), sign_in("director")
    page = director.post(f"{HERE}/{trip.pk}/step/refuse", {"reason": ""}).content.decode()
    assert "เขียนเหตุผลสั้น ๆ" in _fault(page, "reason")
    director.post(f"{HERE}/{trip.pk}/step/refuse", {"reason": "งบไม่พอ"})
    assert "งบไม่พอ" in _page(sign_in("planner"), f"/{trip.pk}")
    assert _duties(trip) == []
    assert not Findable.objects.filter(kind="office.trip", key=str(trip.pk)).exists()


def _give(power: str, to: str, until: date) -> None:
    Delegation.objects.create(
        area=_area(),
        power=power,
        giver=_user("director"),
        post="ผู้อำนวยการ",
        to=_user(to),
        since=until - timedelta(30),
        until=until,
        under="คำสั่งสมมติที่ 1",
        given_by="ทดสอบ",
    )


def test_a_delegate_approves_within_the_term_only(sign_in: SignIn) -> None:
    today, auditor = timezone.localdate(), sign_in("auditor")
    first, second = _asked("planner"), _asked("personnel")
    assert auditor.get(f"{HERE}/{first.pk}/step/approve").status_code == 403
    _give("trips", "auditor", today)
    auditor.post(f"{HERE}/{first.pk}/step/approve")
    first.refresh_from_db()
    assert (first.state, first.decided_for) == ("approved", "ผู้อำนวยการ")
    Delegation.objects.update(since=today - timedelta(9), until=today - timedelta(1))
    page = auditor.post(f"{HERE}/{second.pk}/step/approve", {"reason": "ข้อความที่พิมพ์"})
    assert "สิ้นสุดเมื่อ" in page.content.decode()
    assert "ข้อความที่พิมพ์" in page.content.decode()
    second.refresh_from_db()
    assert second.state == "asked"
    opened = auditor.get(f"{HERE}/{second.pk}/step/approve")
    assert opened.status_code == 403
    assert "สิ้นสุดเมื่อ" in opened.content.decode()
    assert "สิ้นสุดเมื่อ" in _page(auditor, f"/{second.pk}")


def test_nobody_but_the_director_decides_on_the_own_trip(sign_in: SignIn) -> None:
    deputy, head = _asked("deputy"), _asked("director")
    _give("trips", "auditor", timezone.localdate())
    own = _asked("planner", "auditor")
    asked = ask_trip(
        by=_user("auditor"), area=_area(), entry=_entry("planner"), at=NOW, today=FRIDAY
    )
    auditor = sign_in("auditor")
    for trip in (own, asked):
        step = f"{HERE}/{trip.pk}/step/approve"
        for refused in (auditor.get(step), auditor.post(step)):
            assert refused.status_code == 403
            assert "ท่านเป็นผู้ขอหรือผู้เดินทางเอง" in refused.content.decode()
        shown = _page(auditor, f"/{trip.pk}")
        assert "ท่านเป็นผู้ขอหรือผู้เดินทางเอง" in shown
        assert step not in shown
    folder = waiting_for(Viewer(_user("auditor"), timezone.localdate()), {"trips"})
    assert {one.key for _source, one in folder} == {str(one.pk) for one in (deputy, head)} | {
        str(ASKED)
    }
    assert sign_in("deputy").get(f"{HERE}/{deputy.pk}/step/approve").status_code == 403
    assert sign_in("director").post(f"{HERE}/{head.pk}/step/approve").status_code == 302


def test_the_folder_approves_several(area: None) -> None:
    one, two = _asked("planner"), _asked("personnel")
    viewer = Viewer(_user("director"), FRIDAY)
    keys = {w.key for source, w in waiting_for(viewer) if source.code == "trips"}
    assert {str(one.pk), str(two.pk), str(ASKED)} == keys
    act_on(viewer, [("trips", str(one.pk)), ("trips", str(two.pk))], "")
    assert set(Trip.objects.filter(pk__in=[one.pk, two.pk]).values_list("state", flat=True)) == {
        "approved"
    }
    clerk = Viewer(_user("clerk"), FRIDAY)
    assert [w for source, w in waiting_for(clerk) if source.code == "trips"] == []


def test_the_head_of_the_leader_s_group_circulates(sign_in: SignIn) -> None:
    group = Unit.objects.create(kind=UnitKind.GROUP, code="G7", name="กลุ่มทดสอบ")
    other = Unit.objects.create(kind=UnitKind.GROUP, code="G8", name="กลุ่มอื่น")
    for unit in (group, other):
        unit.placements.create(parent=_area(), hierarchy="work", valid_from="2010-01-01")
    RoleHeld.objects.filter(user__username="auditor").delete()
    held = {"user": _user("auditor"), "role": "group-director", "since": FRIDAY}
    RoleHeld.objects.create(unit=other, **held)
    trip = Trip.objects.get(pk=REPORTED)
    Trip.objects.filter(pk=trip.pk).update(unit=group)
    assert sign_in("auditor").get(f"{HERE}/{trip.pk}/step/circulate").status_code == 403
    RoleHeld.objects.create(unit=group, **held)
    assert sign_in("auditor").post(f"{HERE}/{trip.pk}/step/circulate").status_code == 302


def test_papers_say_who_goes_and_what_it_brought(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    memo = clerk.get(f"{HERE}/{ASKED}/memo.pdf?digits=arabic").content
    text = pypdfium2.PdfDocument(memo)[0].get_textpage().get_text_range()
    assert "20" in text
    made = Document(io.BytesIO(clerk.get(f"{HERE}/{CIRCULATED}/report.docx").content))
    told = "\n".join(one.text for one in made.paragraphs)
    assert "สาระตัวอย่าง" in told
    assert clerk.get(f"{HERE}/{APPROVED}/report.docx").status_code == 404
    assert clerk.get(f"{HERE}/{ASKED}/memo.odt").status_code == 404


def test_the_calendar_and_the_hand_over_book_tell_of_trips(sign_in: SignIn) -> None:
    _approved("planner", starts=date(2014, 9, 1), ends=date(2014, 9, 2))
    planner = sign_in("planner")
    assert "ประชุมตัวอย่าง" in planner.get("/office/calendar/?month=2557-09").content.decode()
    book = planner.get("/office/papers/hand-over").content.decode()
    owed = book[book.index("การไปราชการที่ยังไม่รายงาน") :]
    assert "รายงานผลการไปราชการ: ประชุมตัวอย่าง" in owed


def test_pages_ask_few_queries_however_many_trips(sign_in: SignIn) -> None:
    clerk, counts = sign_in("clerk"), []
    trip = _approved("planner", "personnel", "auditor", joint=False)
    addresses = ["/", "/?phase=late&q=ก&who=ผู้&unit=area:9302", "/essences", f"/{trip.pk}", "/ask"]
    for more in (0, 20):
        for _ in range(more):
            _approved("planner", "personnel")
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                _page(clerk, address)
            counts.append(len(queries))
    assert counts[: len(addresses)] == counts[len(addresses) :]
    assert max(counts) <= MOST_QUERIES


def test_who_sees_what(sign_in: SignIn) -> None:
    for name in ("teacher", "school-director", "network-chair"):
        client = sign_in(name)
        assert client.get(f"{HERE}/{APPROVED}").status_code == 403
        assert client.get(f"{HERE}/{CIRCULATED}/memo.pdf").status_code == 403
        assert "ค่าใช้จ่าย" not in _page(client, f"/{CIRCULATED}")


def test_the_years_offered_are_those_of_trips(sign_in: SignIn) -> None:
    def offered() -> list[str]:
        page = sign_in("clerk").get("/office/trips/").content.decode()
        found = re.search(r'<select name="year".*?</select>', page, re.DOTALL)
        assert found
        return re.findall(r'<option value="(\d+)"', found[0])

    this = fiscal_year(timezone.localdate()).be
    last = Trip.objects.latest("starts")
    assert max(map(int, offered())) == max(this, fiscal_year(last.starts).be)
    later = date(this - 543 + 1, 1, 5)
    Trip.objects.filter(pk=last.pk).update(starts=later, ends=later)
    assert str(this + 1) in offered()
