"""Bookings allowed, refused, cancelled and used: by whom, and what nobody decided in time."""

import pytest
from django.utils import timezone

from khet.records.office.models import Booking
from khet.records.registry.models import User
from khet.web.office.bookings.gathered import allow_several, waiting_bookings
from khet.web.parts.folder import RefusedError
from khet.web.parts.viewer import Viewer
from tests.conftest import Clock
from tests.web import asked_bookings
from tests.web.asked_bookings import NOW, SignIn, book_it, newest_booking, text_of
from tests.web.doors.bookings import GUEST, OTHER, VEHICLE

_today = asked_bookings.on_a_monday


def test_a_room_is_booked_in_thai_digits_and_allowed(sign_in: SignIn) -> None:
    planner, clerk = sign_in("planner"), sign_in("clerk")
    booking = book_it(planner)
    assert timezone.localtime(booking.starts).hour == 9
    assert (booking.state, booking.quarters.count()) == ("asked", 12)
    assert "รอท่านอนุญาต" in text_of(clerk.get("/office/bookings/"))
    clerk.post(f"/office/bookings/{booking.pk}/allow")
    booking.refresh_from_db()
    assert (booking.state, booking.decided_by.username) == ("allowed", "clerk")
    week = text_of(clerk.get("/office/bookings/?day=2026-11-03"))
    assert "09.00–12.00 น. · อนุญาตแล้ว" in week
    day = text_of(clerk.get("/office/bookings/day?day=2026-11-03"))
    assert "08.30–09.00, 12.00–16.30" in day


def test_refused_cancelled_and_used(sign_in: SignIn, clock: Clock) -> None:
    planner, director = sign_in("planner"), sign_in("director")
    one = book_it(planner)
    director.post(f"/office/bookings/{one.pk}/refuse", {"reason": "ปิดซ่อมห้อง"})
    assert "ปิดซ่อมห้อง" in text_of(planner.get(f"/office/bookings/{one.pk}"))
    two = book_it(planner)
    planner.post(f"/office/bookings/{two.pk}/cancel", {"reason": "เลื่อน"})
    for client, step in ((planner, "cancel"), (planner, "move"), (director, "refuse")):
        opened = client.get(f"/office/bookings/{two.pk}/{step}", follow=True)
        assert "สถานะของการจองเปลี่ยนไปแล้ว" in text_of(opened)
        assert opened.redirect_chain == [(f"/office/bookings/{two.pk}", 302)]
    three = book_it(planner)
    director.post(f"/office/bookings/{three.pk}/allow")
    planner.post(f"/office/bookings/{three.pk}/close")
    three.refresh_from_db()
    assert three.state == "allowed"
    clock.forward(days=1, minutes=25)
    planner = sign_in("planner")
    planner.post(f"/office/bookings/{three.pk}/close")
    three.refresh_from_db()
    assert (three.state, three.quarters.count()) == ("closed", 2)
    assert "/close" not in text_of(planner.get(f"/office/bookings/{three.pk}"))
    again = planner.post(f"/office/bookings/{three.pk}/cancel", {"reason": "สาย"})
    assert "สถานะของการจองเปลี่ยนไปแล้ว" in text_of(again)


def test_vehicles_are_allowed_by_heads_only_and_from_the_folder(sign_in: SignIn) -> None:
    book_it(sign_in("planner"), VEHICLE, going_to="โรงเรียน")
    booking = newest_booking()
    clerk, director = (
        Viewer(User.objects.get(username=name), NOW.date()) for name in ("clerk", "director")
    )
    key = str(booking.pk)
    assert key not in {one.key for one in waiting_bookings(clerk)}
    assert key in {one.key for one in waiting_bookings(director)}
    with pytest.raises(RefusedError):
        allow_several(clerk, [key], "")
    other = book_it(sign_in("planner"))
    allow_several(director, [key, str(other.pk)], "")
    assert {one.state for one in Booking.objects.filter(pk__in=[key, other.pk])} == {"allowed"}


def test_who_asked_does_not_allow_it_with_a_power_that_was_given(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    own, other = book_it(planner), book_it(sign_in("teacher"), OTHER)
    viewer = Viewer(User.objects.get(username="planner"), NOW.date())
    assert [one.key for one in waiting_bookings(viewer)] == [str(other.pk)]
    page = f"/office/bookings/{own.pk}"
    assert "ท่านเป็นผู้ขอ" in text_of(planner.get(page))
    assert f"{page}/allow" not in text_of(planner.get(page))
    for answer in (planner.get(f"{page}/refuse"), planner.post(f"{page}/allow")):
        assert answer.status_code == 403
        assert "ท่านเป็นผู้ขอ" in text_of(answer)
    with pytest.raises(RefusedError):
        allow_several(viewer, [str(own.pk)], "")
    planner.post(f"/office/bookings/{other.pk}/allow")
    for booking, state in ((own, "asked"), (other, "allowed")):
        booking.refresh_from_db()
        assert booking.state == state
    clerk = sign_in("clerk")
    clerks = book_it(clerk, GUEST)
    clerk.post(f"/office/bookings/{clerks.pk}/allow")
    clerks.refresh_from_db()
    assert clerks.state == "allowed"


def test_what_nobody_decided_in_time_waits_for_nobody(sign_in: SignIn, clock: Clock) -> None:
    booking = book_it(sign_in("planner"))
    page = f"/office/bookings/{booking.pk}"
    assert page in text_of(sign_in("clerk").get("/office/bookings/asked"))
    clock.forward(days=1, hours=3)
    clerk = sign_in("clerk")
    assert page not in text_of(clerk.get("/office/bookings/asked"))
    viewer = Viewer(User.objects.get(username="clerk"), timezone.localdate())
    assert waiting_bookings(viewer) == []
    assert "พ้นเวลาแล้ว ไม่มีผู้พิจารณา" in text_of(clerk.get(page))
    assert f"{page}/allow" not in text_of(clerk.get(page))
    told = text_of(clerk.post(f"{page}/allow", follow=True))
    assert "สถานะของการจองเปลี่ยนไปแล้ว" in told
    booking.refresh_from_db()
    assert booking.state == "asked"
