"""Rooms and vehicles through their pages: booked, refused at the field, allowed, moved, counted."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.records.office.models import Body, BookedQuarter, Booking, Meeting, Resource
from khet.records.registry.models import Event, RoleHeld, Unit, User
from khet.web.office.bookings.gathered import allow_several, happenings, waiting_bookings
from khet.web.parts.agenda import MINE, OFFICE
from khet.web.parts.folder import RefusedError
from khet.web.parts.viewer import Viewer
from tests.conftest import Clock
from tests.meeting_rows import make_body, make_meeting
from tests.web.booked import group
from tests.web.doors.bookings import GUEST, OTHER, ROOM, VEHICLE

SignIn = Callable[..., Client]
NOW = timezone.make_aware(datetime(2026, 11, 2, 9, 5))
TUESDAY = "3 พ.ย. 2569"
ADD = "/office/bookings/add"
MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.time = NOW


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _asked(*rooms: int, **more: Any) -> dict[str, Any]:
    told = {"first": TUESDAY, "starts": "๐๙.๐๐ น.", "ends": "12:00", "title": "ประชุมกลุ่ม"}
    return {**told, "resources": [str(room) for room in rooms or (ROOM,)], **more}


def _new() -> Booking:
    return Booking.objects.exclude(starts__year=2014).latest("pk")


def _book(client: Client, *rooms: int, **more: Any) -> Booking:
    assert client.post(ADD, _asked(*rooms, **more)).status_code == 302
    return _new()


def test_a_room_is_booked_in_thai_digits_and_allowed(sign_in: SignIn) -> None:
    planner, clerk = sign_in("planner"), sign_in("clerk")
    booking = _book(planner)
    assert timezone.localtime(booking.starts).hour == 9
    assert (booking.state, booking.quarters.count()) == ("asked", 12)
    assert "รอท่านอนุญาต" in _text(clerk.get("/office/bookings/"))
    clerk.post(f"/office/bookings/{booking.pk}/allow")
    booking.refresh_from_db()
    assert (booking.state, booking.decided_by.username) == ("allowed", "clerk")
    week = _text(clerk.get("/office/bookings/?day=2026-11-03"))
    assert "09.00–12.00 น. · อนุญาตแล้ว" in week
    day = _text(clerk.get("/office/bookings/day?day=2026-11-03"))
    assert "08.30–09.00, 12.00–16.30" in day


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"first": "1 พ.ย. 2569"}, "first", "จองย้อนหลังไม่ได้"),
        ({"first": "เมื่อไหร่"}, "first", "อ่านวันที่ไม่ได้"),
        ({"first": "3 พ.ย. 2575"}, "first", "ไกลเกินหนึ่งปี"),
        ({"first": "2 พ.ย. 2569", "starts": "8.30"}, "starts", "เวลานี้ผ่านไปแล้ว ขณะนี้ 09.05 น.:"),
        ({"starts": "09.10"}, "starts", "ช่วงละ 15 นาที"),
        ({"ends": "09.00"}, "ends", "ไม่อยู่หลังเวลาเริ่ม"),
        ({"last": "2 พ.ย. 2569"}, "last", "อยู่ก่อนวันแรก"),
        ({"last": "2 ม.ค. 2570"}, "last", "ไม่เกิน 60 วัน"),
        ({"starts": "06.00"}, "confirm", "นอกเวลาราชการ"),
        ({"first": "8 พ.ย. 2569"}, "confirm", "8 พฤศจิกายน 2569 (วันเสาร์–อาทิตย์)"),
        ({"people": "41"}, "confirm", "40 ที่นั่ง น้อยกว่า 41 คน"),
        ({"people": "-2"}, "people", "ต้องเป็น 1 ขึ้นไป"),
        ({"resources": []}, "resources", "เลือกอย่างน้อยหนึ่งห้อง"),
        ({"resources": ["99"]}, "resources", "จองไม่ได้"),
        ({"resources": [str(VEHICLE)]}, "going_to", "ใช้รถไปที่ใด"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    sign_in: SignIn, more: dict[str, Any], field: str, told: str
) -> None:
    answer = sign_in("planner").post(ADD, _asked(**{**more, "note": "น้ำดื่ม 40 ขวด"}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert told in answer.context["form"].errors[field][0]
    assert "น้ำดื่ม 40 ขวด" in _text(answer)
    assert not BookedQuarter.objects.filter(begins__year=2026).exists()


def _shown(form: BaseForm) -> dict[str, Any]:
    """What the form would send as it stands on the page."""
    return {name: form[name].value() or "" for name in form.fields}


def test_what_is_unusual_is_booked_once_confirmed_as_it_was_told(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    told = _asked(starts="06.00", confirm="on")
    form = planner.post(ADD, told).context["form"]
    assert not form["confirm"].value()
    ticked = {**_shown(form), "confirm": "on"}
    again = planner.post(ADD, {**ticked, "people": "41"}).context["form"]
    assert "40 ที่นั่ง" in again.errors["confirm"][0]
    assert planner.post(ADD, ticked).status_code == 302
    assert timezone.localtime(_new().starts).hour == 6


@pytest.mark.parametrize("day", ["5 ธ.ค. 2569", "7 ธ.ค. 2569", "10 ธ.ค. 2569"])
def test_a_holiday_is_named_and_hours_inside_are_not_blamed(sign_in: SignIn, day: str) -> None:
    form = sign_in("planner").post(ADD, _asked(first=day)).context["form"]
    told = form.errors["confirm"][0]
    assert "เป็นวันหยุด" in told
    assert ("รัฐธรรมนูญ" if day.startswith("10") else "พ่อ") in told
    assert "นอกเวลาราชการ" not in told


def test_a_holiday_out_of_hours_says_both(sign_in: SignIn) -> None:
    asked = _asked(first="10 ธ.ค. 2569", starts="06.00")
    told = sign_in("planner").post(ADD, asked).context["form"].errors["confirm"][0]
    assert "รัฐธรรมนูญ" in told
    assert "นอกเวลาราชการ" in told


def _meeting(place: str, **more: Any) -> Meeting:
    """A meeting on the Tuesday from 9 to 12 in a place, organised by a group."""
    told = {"place": place, "state": "called", **more}
    return make_meeting(make_body(secretariat=group("m")), date(2026, 11, 3), 7, **told)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({}, True),
        ({"starts": "11.45", "ends": "13.00"}, True),
        ({"starts": "12.00", "ends": "13.00"}, False),
    ],
)
def test_a_room_in_which_others_meet_is_refused(
    sign_in: SignIn, more: dict[str, str], refused: bool
) -> None:
    room, planner = Resource.objects.get(pk=ROOM), sign_in("planner")
    _meeting(f"ห้องประชุม{room.name} ชั้น 2")
    answer = planner.post(ADD, {**_asked(**more), "confirm": "on"})
    assert (answer.status_code == 200) is refused
    if refused:
        told = answer.context["form"].errors["resources"][0]
        assert "ผู้บริหารสถานศึกษา ครั้งที่ 7/2557" in told
        assert "3 พ.ย. 2569 09.00–12.00 น." in told


def test_who_organises_a_meeting_books_for_it_once_confirmed(sign_in: SignIn) -> None:
    room, planner = Resource.objects.get(pk=ROOM), sign_in("planner")
    meeting = _meeting(room.name)
    Body.objects.filter(pk=meeting.body_id).update(secretariat=_unit("planner"))
    form = planner.post(ADD, _asked()).context["form"]
    assert "ครั้งที่ 7/2557" in form.errors["confirm"][0]
    assert planner.post(ADD, {**_shown(form), "confirm": "on"}).status_code == 302
    sign_in("clerk").post(f"/office/bookings/{_new().pk}/allow")
    assert _new().state == "allowed"


def test_a_booking_over_a_meeting_is_told_to_who_allows_and_waits(sign_in: SignIn) -> None:
    planner, clerk = sign_in("planner"), sign_in("clerk")
    booking = _book(planner)
    meeting = _meeting(booking.resource.name)
    page = _text(clerk.get(f"/office/bookings/{booking.pk}"))
    assert "ชนกับการประชุม" in page
    assert "ครั้งที่ 7/2557" in page
    assert f"{booking.pk}/allow" not in page
    assert clerk.post(f"/office/bookings/{booking.pk}/allow").status_code == 302
    assert _new().state == "asked"
    viewer = Viewer(User.objects.get(username="clerk"), NOW.date())
    waiting = {one.key: one for one in waiting_bookings(viewer)}[str(booking.pk)]
    assert (waiting.act, waiting.mark) == ("", "ชนกับการประชุม")
    assert "ครั้งที่ 7/2557" in waiting.summary
    with pytest.raises(RefusedError, match="ครั้งที่ 7/2557"):
        allow_several(viewer, [str(booking.pk)], "")
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
    clerk.post(f"/office/bookings/{booking.pk}/allow")
    assert _new().state == "allowed"


def _unit(username: str) -> Unit:
    return RoleHeld.objects.filter(user__username=username)[0].unit


def test_a_meeting_elsewhere_or_called_off_isn_t_in_the_way(sign_in: SignIn) -> None:
    planner, room = sign_in("planner"), Resource.objects.get(pk=ROOM)
    meeting = _meeting(room.name, state="cancelled")
    assert planner.post(ADD, _asked()).status_code == 302
    Meeting.objects.filter(pk=meeting.pk).update(state="called", place=f"ศูนย์เศรษฐกิจ{room.name}")
    assert planner.post(ADD, _asked(starts="13.00", ends="14.00")).status_code == 302


def test_a_meeting_that_the_reader_doesn_t_see_has_no_name(sign_in: SignIn) -> None:
    meeting = _meeting(Resource.objects.get(pk=ROOM).name)
    Body.objects.filter(pk=meeting.body_id).update(closed=True, kind="committee", name="ปิดอยู่")
    told = sign_in("planner").post(ADD, _asked()).context["form"].errors["resources"][0]
    assert "การประชุมของสำนักงาน" in told
    assert "ปิดอยู่" not in told


def test_a_booking_isn_t_moved_onto_a_meeting(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    booking = _book(planner, starts="13.00", ends="14.00")
    _meeting(booking.resource.name)
    said = {"first": TUESDAY, "starts": "9.00", "ends": "10.00"}
    form = planner.post(f"/office/bookings/{booking.pk}/move", said).context["form"]
    assert "มีประชุมในเวลานั้น" in form.errors["starts"][0]


def test_the_week_and_the_day_tell_when_the_meeting_is(sign_in: SignIn) -> None:
    meeting, planner = _meeting(Resource.objects.get(pk=ROOM).name), sign_in("planner")
    week = _text(planner.get("/office/bookings/?day=2026-11-03"))
    assert "09.00–12.00 น. · ประชุม (ยังไม่ใช่การจอง)" in week
    assert f'href="/office/meetings/{meeting.pk}"' in week
    assert "08.30–09.00, 12.00–16.30" in _text(planner.get("/office/bookings/day?day=2026-11-03"))


def test_a_room_named_twice_is_booked_once(sign_in: SignIn) -> None:
    _book(sign_in("planner"), ROOM, ROOM)
    assert Booking.objects.filter(starts__year=2026).count() == 1


def test_three_rooms_for_three_days_all_or_none(sign_in: SignIn) -> None:
    planner, auditor = sign_in("planner"), sign_in("auditor")
    _book(auditor, OTHER, first="5 พ.ย. 2569", starts="15.00", ends="16.00")
    wanted = _asked(ROOM, OTHER, last="5 พ.ย. 2569", starts="8.30", ends="16.30")
    answer = planner.post(ADD, wanted)
    fault = answer.context["form"].errors["resources"][0]
    assert "ห้องสังข์หยด ถูกจองแล้ว 5 พ.ย. 2569 15.00–16.00 น. โดย" in fault
    assert Booking.objects.filter(starts__year=2026).count() == 1
    assert planner.post(ADD, {**wanted, "ends": "15.00"}).status_code == 302
    assert Booking.objects.filter(starts__year=2026).count() == 7


def test_what_is_free_instead_is_offered(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    _book(planner)
    answer = planner.post(ADD, _asked(starts="10.00", ends="11.00"))
    fault = answer.context["form"].errors["resources"][0]
    assert "เวลาว่างที่ใกล้ที่สุด: 3 พ.ย. 2569 12.00–13.00 น." in fault
    assert "ที่ว่างในเวลานั้น: ห้องสังข์หยด" in fault


def test_another_time_keeps_or_fails_whole(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    _book(planner)
    own = _book(planner, starts="13.00", ends="14.00")
    page = f"/office/bookings/{own.pk}/move"
    answer = planner.post(page, {"first": TUESDAY, "starts": "11.00", "ends": "13.30"})
    assert "ถูกจองแล้ว" in answer.context["form"].errors["starts"][0]
    own.refresh_from_db()
    assert timezone.localtime(own.starts).hour == 13
    planner.post(page, {"first": TUESDAY, "starts": "14.00", "ends": "16.00"})
    own.refresh_from_db()
    assert (timezone.localtime(own.starts).hour, own.quarters.count()) == (14, 8)


def test_through_the_night_is_one_booking(sign_in: SignIn) -> None:
    more = {"last": "4 พ.ย. 2569", "overnight": "on", "going_to": "พัทลุง"}
    booking = _book(sign_in("planner"), VEHICLE, **more)
    assert booking.quarters.count() == (24 + 3) * 4


def test_refused_cancelled_and_used(sign_in: SignIn, clock: Clock) -> None:
    planner, director = sign_in("planner"), sign_in("director")
    one = _book(planner)
    director.post(f"/office/bookings/{one.pk}/refuse", {"reason": "ปิดซ่อมห้อง"})
    assert "ปิดซ่อมห้อง" in _text(planner.get(f"/office/bookings/{one.pk}"))
    two = _book(planner)
    planner.post(f"/office/bookings/{two.pk}/cancel", {"reason": "เลื่อน"})
    for client, step in ((planner, "cancel"), (planner, "move"), (director, "refuse")):
        opened = client.get(f"/office/bookings/{two.pk}/{step}", follow=True)
        assert "สถานะของการจองเปลี่ยนไปแล้ว" in _text(opened)
        assert opened.redirect_chain == [(f"/office/bookings/{two.pk}", 302)]
    three = _book(planner)
    director.post(f"/office/bookings/{three.pk}/allow")
    planner.post(f"/office/bookings/{three.pk}/close")
    three.refresh_from_db()
    assert three.state == "allowed"
    clock.forward(days=1, minutes=25)
    planner = sign_in("planner")
    planner.post(f"/office/bookings/{three.pk}/close")
    three.refresh_from_db()
    assert (three.state, three.quarters.count()) == ("closed", 2)
    assert "/close" not in _text(planner.get(f"/office/bookings/{three.pk}"))
    again = planner.post(f"/office/bookings/{three.pk}/cancel", {"reason": "สาย"})
    assert "สถานะของการจองเปลี่ยนไปแล้ว" in _text(again)


def test_a_school_asks_for_rooms_and_reads_only_its_own(sign_in: SignIn) -> None:
    teacher = sign_in("teacher")
    page = _text(teacher.get(ADD))
    assert "ห้องพอเพียง" in page
    assert "รถตู้" not in page
    refused = teacher.post(ADD, _asked(VEHICLE))
    assert list(refused.context["form"].errors) == ["resources"]
    _book(sign_in("planner"), title="เรื่องภายใน")
    own = _book(teacher, OTHER, title="อบรมครู")
    week = _text(teacher.get("/office/bookings/?day=2026-11-03"))
    assert "อบรมครู" in week
    assert "เรื่องภายใน" not in week
    assert teacher.get(f"/office/bookings/{own.pk}").status_code == 200
    assert sign_in("network-chair").get(f"/office/bookings/{own.pk}").status_code == 403


def test_vehicles_are_allowed_by_heads_only_and_from_the_folder(sign_in: SignIn) -> None:
    _book(sign_in("planner"), VEHICLE, going_to="โรงเรียน")
    booking = _new()
    clerk, director = (
        Viewer(User.objects.get(username=name), NOW.date()) for name in ("clerk", "director")
    )
    key = str(booking.pk)
    assert key not in {one.key for one in waiting_bookings(clerk)}
    assert key in {one.key for one in waiting_bookings(director)}
    with pytest.raises(RefusedError):
        allow_several(clerk, [key], "")
    other = _book(sign_in("planner"))
    allow_several(director, [key, str(other.pk)], "")
    assert {one.state for one in Booking.objects.filter(pk__in=[key, other.pk])} == {"allowed"}


def test_who_asked_does_not_allow_it_with_a_power_that_was_given(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    own, other = _book(planner), _book(sign_in("teacher"), OTHER)
    viewer = Viewer(User.objects.get(username="planner"), NOW.date())
    assert [one.key for one in waiting_bookings(viewer)] == [str(other.pk)]
    page = f"/office/bookings/{own.pk}"
    assert "ท่านเป็นผู้ขอ" in _text(planner.get(page))
    assert f"{page}/allow" not in _text(planner.get(page))
    for answer in (planner.get(f"{page}/refuse"), planner.post(f"{page}/allow")):
        assert answer.status_code == 403
        assert "ท่านเป็นผู้ขอ" in _text(answer)
    with pytest.raises(RefusedError):
        allow_several(viewer, [str(own.pk)], "")
    planner.post(f"/office/bookings/{other.pk}/allow")
    for booking, state in ((own, "asked"), (other, "allowed")):
        booking.refresh_from_db()
        assert booking.state == state
    clerk = sign_in("clerk")
    clerks = _book(clerk, GUEST)
    clerk.post(f"/office/bookings/{clerks.pk}/allow")
    clerks.refresh_from_db()
    assert clerks.state == "allowed"


def test_what_nobody_decided_in_time_waits_for_nobody(sign_in: SignIn, clock: Clock) -> None:
    booking = _book(sign_in("planner"))
    page = f"/office/bookings/{booking.pk}"
    assert page in _text(sign_in("clerk").get("/office/bookings/asked"))
    clock.forward(days=1, hours=3)
    clerk = sign_in("clerk")
    assert page not in _text(clerk.get("/office/bookings/asked"))
    viewer = Viewer(User.objects.get(username="clerk"), timezone.localdate())
    assert waiting_bookings(viewer) == []
    assert "พ้นเวลาแล้ว ไม่มีผู้พิจารณา" in _text(clerk.get(page))
    assert f"{page}/allow" not in _text(clerk.get(page))
    told = _text(clerk.post(f"{page}/allow", follow=True))
    assert "สถานะของการจองเปลี่ยนไปแล้ว" in told
    booking.refresh_from_db()
    assert booking.state == "asked"


def test_vehicles_are_of_who_works_at_the_office(sign_in: SignIn) -> None:
    for name, may in (("planner", True), ("network-chair", False), ("teacher", False)):
        assert ("รถตู้" in _text(sign_in(name).get(ADD))) is may
    asked = _asked(VEHICLE, going_to="พัทลุง")
    refused = sign_in("network-chair").post(ADD, asked)
    assert list(refused.context["form"].errors) == ["resources"]


def test_bookings_stand_in_calendars(sign_in: SignIn) -> None:
    sign_in("planner").post(ADD, _asked(last="4 พ.ย. 2569"))
    days = NOW.date(), NOW.date() + timedelta(6)
    own, clerk = (
        Viewer(User.objects.get(username=name), NOW.date()) for name in ("planner", "clerk")
    )
    assert [one.day.day for one in happenings(own, MINE, *days)] == [3, 4]
    assert list(happenings(clerk, MINE, *days)) == []
    assert len(list(happenings(clerk, OFFICE, *days))) == 2


def test_a_phone_reads_what_its_owner_booked(sign_in: SignIn) -> None:
    def read(client: Client) -> dict[str, icalendar.Event]:
        page = _text(client.post("/office/calendar/feeds"))
        link = re.search(r"/office/calendar/feed/[^\"]+\.ics", page)
        calendar = icalendar.Calendar.from_ical(client.get(link[0]).content)
        return {str(event["uid"]): event for event in calendar.walk("VEVENT")}

    planner = sign_in("planner")
    one = _book(planner)
    through = _book(planner, VEHICLE, last="4 พ.ย. 2569", overnight="on", going_to="พัทลุง")
    till_midnight = _book(planner, GUEST, last="4 พ.ย. 2569", overnight="on")
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
    assert "มันนิซาไก" not in _text(clerk.get(ADD))
    assert Event.objects.filter(action="change-resource", key=str(made.pk)).exists()


def test_hours_of_the_year_as_a_workbook(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    booking = _book(planner)
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
    _book(clerk)
    clerk.get(page)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(page).status_code == 200
        return len(asked)

    before = queries()
    _book(clerk, ROOM, OTHER, last="6 พ.ย. 2569", starts="13.00", ends="14.00")
    assert queries() == before <= MOST_QUERIES


def test_a_day_that_is_none_leads_back(sign_in: SignIn) -> None:
    answer = sign_in("clerk").get("/office/bookings/?day=31-13")
    assert answer.status_code == 404
    assert "ไม่มีวันที่นี้" in _text(answer)
