"""Bookings shown: to schools, in calendars and on phones; rooms kept, hours of the year counted."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.records.office.models import Booking, Resource
from khet.records.registry.models import Event, User
from khet.web.office.bookings.gathered import happenings
from khet.web.parts.agenda import MINE, OFFICE
from khet.web.parts.viewer import Viewer
from tests.web import asked_bookings
from tests.web.asked_bookings import ADD, NOW, SignIn, asked_for, book_it, text_of
from tests.web.doors.bookings import GUEST, OTHER, ROOM, VEHICLE

MOST_QUERIES = 15
_today = asked_bookings.on_a_monday


def test_a_school_asks_for_rooms_and_reads_only_its_own(sign_in: SignIn) -> None:
    teacher = sign_in("teacher")
    page = text_of(teacher.get(ADD))
    assert "ห้องพอเพียง" in page
    assert "รถตู้" not in page
    refused = teacher.post(ADD, asked_for(VEHICLE))
    assert list(refused.context["form"].errors) == ["resources"]
    book_it(sign_in("planner"), title="เรื่องภายใน")
    own = book_it(teacher, OTHER, title="อบรมครู")
    week = text_of(teacher.get("/office/bookings/?day=2026-11-03"))
    assert "อบรมครู" in week
    assert "เรื่องภายใน" not in week
    assert teacher.get(f"/office/bookings/{own.pk}").status_code == 200
    assert sign_in("network-chair").get(f"/office/bookings/{own.pk}").status_code == 403


def test_bookings_stand_in_calendars(sign_in: SignIn) -> None:
    sign_in("planner").post(ADD, asked_for(last="4 พ.ย. 2569"))
    days = NOW.date(), NOW.date() + timedelta(6)
    own, clerk = (
        Viewer(User.objects.get(username=name), NOW.date()) for name in ("planner", "clerk")
    )
    assert [one.day.day for one in happenings(own, MINE, *days)] == [3, 4]
    assert list(happenings(clerk, MINE, *days)) == []
    assert len(list(happenings(clerk, OFFICE, *days))) == 2


def test_a_phone_reads_what_its_owner_booked(sign_in: SignIn) -> None:
    def read(client: Client) -> dict[str, icalendar.Event]:
        page = text_of(client.post("/office/calendar/feeds"))
        link = re.search(r"/office/calendar/feed/[^\"]+\.ics", page)
        calendar = icalendar.Calendar.from_ical(client.get(link[0]).content)
        return {str(event["uid"]): event for event in calendar.walk("VEVENT")}

    planner = sign_in("planner")
    one = book_it(planner)
    through = book_it(planner, VEHICLE, last="4 พ.ย. 2569", overnight="on", going_to="พัทลุง")
    till_midnight = book_it(planner, GUEST, last="4 พ.ย. 2569", overnight="on")
    midnight = timezone.make_aware(datetime(2026, 11, 4))
    Booking.objects.filter(pk=till_midnight.pk).update(ends=midnight)
    told = read(planner)
    till = told[f"booking-{till_midnight.pk}@9302.khet"]
    assert (till["dtstart"].dt, till["dtend"].dt) == (date(2026, 11, 3), date(2026, 11, 4))
    hours, days = (told[f"booking-{booking.pk}@9302.khet"] for booking in (one, through))
    assert str(hours["summary"]) == "ห้องพอเพียง ประชุมกลุ่ม"
    assert (hours["dtstart"].dt.hour, hours["dtend"].dt.hour) == (9, 12)
    assert (days["dtstart"].dt, days["dtend"].dt) == (date(2026, 11, 3), date(2026, 11, 5))
    assert not [uid for uid in read(sign_in("clerk")) if uid.startswith("booking-")]


def test_rooms_are_kept_and_closed(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    add = "/office/bookings/resources/add"
    again = clerk.post(add, {"kind": "room", "name": "พอเพียง"})
    assert "มีชื่อนี้แล้ว" in again.context["form"].errors["name"][0]
    clerk.post(add, {"kind": "room", "name": "มันนิซาไก", "seats": "๒๐"})
    made = Resource.objects.get(name="มันนิซาไก")
    assert made.seats == 20
    told = {"kind": "room", "name": "มันนิซาไก", "closed": "on"}
    clerk.post(f"/office/bookings/resources/{made.pk}", told)
    assert "มันนิซาไก" not in text_of(clerk.get(ADD))
    assert Event.objects.filter(action="change-resource", key=str(made.pk)).exists()


def test_hours_of_the_year_as_a_workbook(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    booking = book_it(planner)
    sign_in("clerk").post(f"/office/bookings/{booking.pk}/allow")
    answer = planner.get("/office/bookings/usage.xlsx?year=2570")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    (room,) = [row for row in rows if row[0] == "ห้องพอเพียง"]
    assert room[2:5] == (0, 3, 0)
    assert room[14:16] == (3, 1)
    assert planner.get("/office/bookings/usage.xlsx?year=ก").status_code == 404


@pytest.mark.parametrize(
    "page",
    ["/office/bookings/?day=2026-11-03", "/office/bookings/day?day=2026-11-03"]
    + [f"/office/bookings/{name}" for name in ("asked", "own", "panel", "usage.xlsx")],
)
def test_pages_ask_as_much_for_many_bookings(sign_in: SignIn, page: str) -> None:
    clerk = sign_in("clerk")
    book_it(clerk)
    clerk.get(page)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(page).status_code == 200
        return len(asked)

    before = queries()
    book_it(clerk, ROOM, OTHER, last="6 พ.ย. 2569", starts="13.00", ends="14.00")
    assert queries() == before <= MOST_QUERIES


def test_a_day_that_is_none_leads_back(sign_in: SignIn) -> None:
    answer = sign_in("clerk").get("/office/bookings/?day=31-13")
    assert answer.status_code == 404
    assert "ไม่มีวันที่นี้" in text_of(answer)
