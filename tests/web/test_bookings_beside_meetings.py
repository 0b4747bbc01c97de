"""Rooms booked where others meet: refused, confirmed by who organises, told to who allows."""

from datetime import date
from typing import Any

import pytest

from khet.records.office.models import Body, Meeting, Resource
from khet.records.registry.models import RoleHeld, Unit, User
from khet.web.office.bookings.gathered import allow_several, waiting_bookings
from khet.web.parts.folder import RefusedError
from khet.web.parts.viewer import Viewer
from tests.meeting_rows import make_body, make_meeting
from tests.web import asked_bookings
from tests.web.asked_bookings import (
    ADD,
    NOW,
    TUESDAY,
    SignIn,
    as_shown,
    asked_for,
    book_it,
    newest_booking,
    text_of,
)
from tests.web.booked import group
from tests.web.doors.bookings import ROOM

_today = asked_bookings.on_a_monday


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
    answer = planner.post(ADD, {**asked_for(**more), "confirm": "on"})
    assert (answer.status_code == 200) is refused
    if refused:
        told = answer.context["form"].errors["resources"][0]
        assert "ผู้บริหารสถานศึกษา ครั้งที่ 7/2557" in told
        assert "3 พ.ย. 2569 09.00–12.00 น." in told


def test_who_organises_a_meeting_books_for_it_once_confirmed(sign_in: SignIn) -> None:
    room, planner = Resource.objects.get(pk=ROOM), sign_in("planner")
    meeting = _meeting(room.name)
    Body.objects.filter(pk=meeting.body_id).update(secretariat=_unit("planner"))
    form = planner.post(ADD, asked_for()).context["form"]
    assert "ครั้งที่ 7/2557" in form.errors["confirm"][0]
    assert planner.post(ADD, {**as_shown(form), "confirm": "on"}).status_code == 302
    sign_in("clerk").post(f"/office/bookings/{newest_booking().pk}/allow")
    assert newest_booking().state == "allowed"


def test_a_booking_over_a_meeting_is_told_to_who_allows_and_waits(sign_in: SignIn) -> None:
    planner, clerk = sign_in("planner"), sign_in("clerk")
    booking = book_it(planner)
    meeting = _meeting(booking.resource.name)
    page = text_of(clerk.get(f"/office/bookings/{booking.pk}"))
    assert "ชนกับการประชุม" in page
    assert "ครั้งที่ 7/2557" in page
    assert f"{booking.pk}/allow" not in page
    assert clerk.post(f"/office/bookings/{booking.pk}/allow").status_code == 302
    assert newest_booking().state == "asked"
    viewer = Viewer(User.objects.get(username="clerk"), NOW.date())
    waiting = {one.key: one for one in waiting_bookings(viewer)}[str(booking.pk)]
    assert (waiting.act, waiting.mark) == ("", "ชนกับการประชุม")
    assert "ครั้งที่ 7/2557" in waiting.summary
    with pytest.raises(RefusedError, match="ครั้งที่ 7/2557"):
        allow_several(viewer, [str(booking.pk)], "")
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
    clerk.post(f"/office/bookings/{booking.pk}/allow")
    assert newest_booking().state == "allowed"


def _unit(username: str) -> Unit:
    return RoleHeld.objects.filter(user__username=username)[0].unit


def test_a_meeting_elsewhere_or_called_off_isn_t_in_the_way(sign_in: SignIn) -> None:
    planner, room = sign_in("planner"), Resource.objects.get(pk=ROOM)
    meeting = _meeting(room.name, state="cancelled")
    assert planner.post(ADD, asked_for()).status_code == 302
    Meeting.objects.filter(pk=meeting.pk).update(state="called", place=f"ศูนย์เศรษฐกิจ{room.name}")
    assert planner.post(ADD, asked_for(starts="13.00", ends="14.00")).status_code == 302


def test_a_meeting_that_the_reader_doesn_t_see_has_no_name(sign_in: SignIn) -> None:
    meeting = _meeting(Resource.objects.get(pk=ROOM).name)
    Body.objects.filter(pk=meeting.body_id).update(closed=True, kind="committee", name="ปิดอยู่")
    told = sign_in("planner").post(ADD, asked_for()).context["form"].errors["resources"][0]
    assert "การประชุมของสำนักงาน" in told
    assert "ปิดอยู่" not in told


def test_a_booking_isn_t_moved_onto_a_meeting(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    booking = book_it(planner, starts="13.00", ends="14.00")
    _meeting(booking.resource.name)
    said = {"first": TUESDAY, "starts": "9.00", "ends": "10.00"}
    form = planner.post(f"/office/bookings/{booking.pk}/move", said).context["form"]
    assert "มีประชุมในเวลานั้น" in form.errors["starts"][0]


def test_the_week_and_the_day_tell_when_the_meeting_is(sign_in: SignIn) -> None:
    meeting, planner = _meeting(Resource.objects.get(pk=ROOM).name), sign_in("planner")
    week = text_of(planner.get("/office/bookings/?day=2026-11-03"))
    assert "09.00–12.00 น. · ประชุม (ยังไม่ใช่การจอง)" in week
    assert f'href="/office/meetings/{meeting.pk}"' in week
    assert "08.30–09.00, 12.00–16.30" in text_of(planner.get("/office/bookings/day?day=2026-11-03"))
