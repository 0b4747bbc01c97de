"""Trips: asked, told to all staff, refused at the field, their papers, who sees what."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from khet.records.office.actions.letters import LetterEntry, register_letter
from khet.records.office.actions.trips import change_trip
from khet.records.office.models import AttachedFile, Evidence, Findable, Letter, Trip
from khet.records.office.queries.search import find
from khet.records.registry.models import Event
from khet.rules.calendar import fiscal_year
from khet.web.parts.kinds import kinds
from khet.web.parts.viewer import Viewer
from tests.web.asked_trips import (
    FRIDAY,
    HERE,
    NOW,
    SignIn,
    approved_trip,
    asked_trip,
    duties_of,
    entry_of,
    page_of,
    said_of,
)
from tests.web.doors.trips import APPROVED, ASKED, CIRCULATED
from tests.web.kept_books import the_area, user_named
from tests.web.signed_letters import fault

MOST_QUERIES = 15


def _memo(client: Client, trip: Trip) -> str:
    made = Document(io.BytesIO(client.get(f"{HERE}/{trip.pk}/memo.docx").content))
    return "\n".join(one.text for one in made.paragraphs)


def test_a_trip_is_asked_approved_reported_and_told_to_all(sign_in: SignIn) -> None:
    planner, director, today = sign_in("planner"), sign_in("director"), timezone.localdate()
    sent = planner.post(f"{HERE}/ask", said_of(today, today, "planner", "personnel"))
    trip = Trip.objects.latest("asked_at")
    assert sent.headers["Location"] == f"{HERE}/{trip.pk}"
    director.post(f"{HERE}/{trip.pk}/step/approve", {"reason": "ให้รายงานด้วย"})
    assert "อยู่ระหว่างไปราชการ" in page_of(planner, f"/{trip.pk}")
    (duty,) = duties_of(trip)
    assert duty.person == user_named("planner")
    assert f"{HERE}/{trip.pk}" in planner.get("/office/duties/").content.decode()
    file = SimpleUploadedFile("สรุป.txt", "สรุปการประชุม".encode())
    said = {"essence": "สาระลูกประคำ", "put_to_use": "ขยายผล", "file": file}
    assert planner.post(f"{HERE}/{trip.pk}/report", said).status_code == 302
    assert [one.state for one in duties_of(trip)] == ["done"]
    assert Evidence.objects.get(record_key=str(trip.pk)).uses.get().about_kind == "office.duty"
    teacher = sign_in("teacher")
    kept = AttachedFile.objects.get(about_key=str(trip.pk))
    for address in (f"{HERE}/{trip.pk}", f"/office/files/{kept.pk}"):
        assert teacher.get(address).status_code == 403
    planner.post(f"{HERE}/{trip.pk}/step/circulate")
    assert "สาระลูกประคำ" in page_of(teacher, f"/{trip.pk}")
    assert "สาระลูกประคำ" in page_of(teacher, "/essences?q=ลูกประคำ")
    assert teacher.get(f"/office/files/{kept.pk}").status_code == 200
    found = find(Viewer(user_named("teacher"), today).office_sight, "ลูกประคำ").hits
    assert [Findable.objects.get(pk=hit.pk).kind for hit in found] == ["office.trip"]
    assert planner.post(f"{HERE}/{trip.pk}/report", said).status_code == 200


def test_what_is_asked_otherwise_is_told_in_the_events(area: None) -> None:
    trip = asked_trip("planner", costs="เบิกจากผู้จัด")
    entry = entry_of("planner", costs="เบิกจากสำนักงาน", joint=False)
    change_trip(by=user_named("planner"), trip=trip, entry=entry, today=FRIDAY)
    event = Event.objects.get(kind="office.trip", key=str(trip.pk), action="change-trip")
    told = kinds()["office.trip"].differences
    assert told is not None
    assert told(event.key, event.before, event.after) == [
        ("ค่าใช้จ่าย", "เบิกจากผู้จัด", "เบิกจากสำนักงาน"),
        ("การรายงาน", "รายงานร่วมกันหนึ่งฉบับ", "รายงานคนละฉบับ"),
    ]


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
    said = said_of(today, today) | {"purpose": "เหตุที่พิมพ์ไว้"} | change
    count = Trip.objects.count()
    page = sign_in("planner").post(f"{HERE}/ask", said).content.decode()
    assert told in fault(page, field)
    assert "เหตุที่พิมพ์ไว้" in page
    assert Trip.objects.count() == count


def test_an_end_before_the_start_is_told(sign_in: SignIn) -> None:
    today = timezone.localdate()
    said = said_of(today, today - timedelta(1))
    page = sign_in("planner").post(f"{HERE}/ask", said).content.decode()
    assert "วันสุดท้ายอยู่ก่อนวันแรก" in fault(page, "ends")


def test_a_traveller_at_two_places_is_asked_about_once(sign_in: SignIn) -> None:
    today, planner = timezone.localdate(), sign_in("planner")
    approved_trip("personnel", starts=today, ends=today)
    said = said_of(today, today, "planner", "personnel")
    page = planner.post(f"{HERE}/ask", said).content.decode()
    assert "มีผู้เดินทางไปราชการเรื่องอื่นในวันเดียวกัน" in fault(page, "anyway")
    shown = re.search(r'name="seen" value="([^"]+)"', page)
    assert shown is not None
    said |= {"anyway": "on", "seen": shown[1]}
    approved_trip("planner", starts=today, ends=today)
    again = planner.post(f"{HERE}/ask", said)
    assert again.status_code == 200
    assert re.search(r'name="anyway"[^>]*checked', again.content.decode()) is None
    said["seen"] = again.context["form"]["seen"].value()
    assert planner.post(f"{HERE}/ask", said).status_code == 302
    trip = Trip.objects.latest("asked_at")
    approve = page_of(sign_in("director"), f"/{trip.pk}/step/approve")
    assert "มีผู้เดินทางไปราชการเรื่องอื่นในวันเดียวกัน" in approve


def test_the_letter_that_invites_is_found_in_the_book(sign_in: SignIn) -> None:
    entry = LetterEntry(the_area(), "เชิญประชุมวิชาการสมมติ", "ศธ 00001/9", FRIDAY, "หน่วยสมมติ")
    letter = register_letter(by=user_named("clerk"), area=the_area(), entry=entry, at=NOW)
    today, planner = timezone.localdate(), sign_in("planner")
    planner.post(f"{HERE}/ask", said_of(today, today, letter="วิชาการสมมติ"))
    trip = Trip.objects.latest("asked_at")
    assert trip.letter == letter
    pages = [f"{HERE}/{trip.pk}", f"{HERE}/{trip.pk}/change"]
    assert all("เชิญประชุมวิชาการสมมติ" in planner.get(one).content.decode() for one in pages)
    assert "เชิญประชุมวิชาการสมมติ" in _memo(planner, trip)
    Letter.objects.update(secrecy="secret")
    assert not any("เชิญประชุมวิชาการสมมติ" in planner.get(one).content.decode() for one in pages)
    assert "เชิญประชุมวิชาการสมมติ" not in _memo(planner, trip)


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
    approved_trip("planner", starts=date(2014, 9, 1), ends=date(2014, 9, 2))
    planner = sign_in("planner")
    assert "ประชุมตัวอย่าง" in planner.get("/office/calendar/?month=2557-09").content.decode()
    book = planner.get("/office/papers/hand-over").content.decode()
    owed = book[book.index("การไปราชการที่ยังไม่รายงาน") :]
    assert "รายงานผลการไปราชการ: ประชุมตัวอย่าง" in owed


def test_pages_ask_few_queries_however_many_trips(sign_in: SignIn) -> None:
    clerk, counts = sign_in("clerk"), []
    trip = approved_trip("planner", "personnel", "auditor", joint=False)
    addresses = ["/", "/?phase=late&q=ก&who=ผู้&unit=area:9302", "/essences", f"/{trip.pk}", "/ask"]
    for more in (0, 20):
        for _ in range(more):
            approved_trip("planner", "personnel")
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                page_of(clerk, address)
            counts.append(len(queries))
    assert counts[: len(addresses)] == counts[len(addresses) :]
    assert max(counts) <= MOST_QUERIES


def test_who_sees_what(sign_in: SignIn) -> None:
    for name in ("teacher", "school-director", "network-chair"):
        client = sign_in(name)
        assert client.get(f"{HERE}/{APPROVED}").status_code == 403
        assert client.get(f"{HERE}/{CIRCULATED}/memo.pdf").status_code == 403
        assert "ค่าใช้จ่าย" not in page_of(client, f"/{CIRCULATED}")


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
