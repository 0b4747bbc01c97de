"""Bookings as they are written: none twice, all or nothing, freed again; several at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from khet.records.office.actions.bookings import (
    BookingEntry,
    BookingMovedError,
    Decision,
    NotBegunError,
    TakenError,
    ask_bookings,
    cancel_booking,
    close_booking,
    decide_booking,
    move_booking,
)
from khet.records.office.actions.resources import (
    ResourceEntry,
    SameNameError,
    add_resource,
    change_resource,
)
from khet.records.office.models import BookedQuarter, Booking, Resource
from khet.records.registry.models import Event, Unit, User
from khet.rules.bookings import Span
from tests.at_once import on_postgres, together

NINE = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def area() -> Unit:
    return Unit.objects.create(kind="area", code="9302", name="เขตทดสอบ")


@pytest.fixture
def rooms(area: Unit) -> list[Resource]:
    names = ("พอเพียง", "สังข์หยด", "มันนิซาไก")
    return [
        add_resource(by="ทดสอบ", area=area, entry=ResourceEntry("room", name)) for name in names
    ]


@pytest.fixture
def user() -> User:
    return User.objects.create_user("planner", name="ผู้จอง")


def _span(begins: float = 0, hours: float = 1) -> Span:
    return Span(NINE + begins * HOUR, NINE + (begins + hours) * HOUR)


def _ask(user: User, *wanted: tuple[Resource, Span]) -> list[Booking]:
    entries = [BookingEntry(room, span, "ประชุม") for room, span in wanted]
    return ask_bookings(by=user, unit=wanted[0][0].area, entries=entries, at=NINE)


def test_what_is_held_is_not_booked_again_and_says_by_what(
    rooms: list[Resource], user: User
) -> None:
    (first,) = _ask(user, (rooms[0], _span(0, 3)))
    with pytest.raises(TakenError) as refused:
        _ask(user, (rooms[1], _span()), (rooms[0], _span(2.75)))
    assert [one.pk for one in refused.value.bookings] == [first.pk]
    assert Booking.objects.count() == 1
    assert BookedQuarter.objects.count() == 12
    _ask(user, (rooms[0], _span(3)), (rooms[1], _span(2)))


def test_the_database_itself_refuses_a_quarter_twice(rooms: list[Resource], user: User) -> None:
    (one,) = _ask(user, (rooms[0], _span()))
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedQuarter.objects.create(booking=one, resource=rooms[0], begins=NINE)


def test_rooms_asked_for_twice_in_one_form_are_refused_whole(
    rooms: list[Resource], user: User
) -> None:
    with pytest.raises(TakenError):
        _ask(user, (rooms[0], _span()), (rooms[0], _span(0.5)))
    assert not Booking.objects.exists()


@pytest.mark.parametrize("way", ["refuse", "cancel"])
def test_a_time_given_back_is_free(rooms: list[Resource], user: User, way: str) -> None:
    (one,) = _ask(user, (rooms[0], _span()))
    if way == "refuse":
        decide_booking(by=user, booking=one, decision=Decision(False, NINE, "ปิดซ่อม"))
    else:
        cancel_booking(by=user, booking=one, reason="เลื่อน")
    assert not BookedQuarter.objects.exists()
    _ask(user, (rooms[0], _span()))
    with pytest.raises(BookingMovedError):
        cancel_booking(by=user, booking=one, reason="อีกครั้ง")


def test_closed_early_what_is_left_is_free(rooms: list[Resource], user: User) -> None:
    (one,) = _ask(user, (rooms[0], _span(0, 3)))
    decide_booking(by=user, booking=one, decision=Decision(True, NINE))
    with pytest.raises(NotBegunError):
        close_booking(by=user, booking=one, at=NINE)
    closed = close_booking(by=user, booking=one, at=NINE + timedelta(minutes=70))
    assert closed.ends == NINE + timedelta(minutes=75)
    assert BookedQuarter.objects.count() == 5
    _ask(user, (rooms[0], Span(closed.ends, closed.ends + HOUR)))


def test_another_time_is_taken_whole_or_not_at_all(rooms: list[Resource], user: User) -> None:
    one, other = _ask(user, (rooms[0], _span()), (rooms[0], _span(2)))
    decide_booking(by=user, booking=one, decision=Decision(True, NINE))
    with pytest.raises(TakenError):
        move_booking(by=user, booking=one, span=_span(1, 2), at=NINE)
    one.refresh_from_db()
    assert (one.starts, one.state, one.quarters.count()) == (NINE, "allowed", 4)
    moved = move_booking(by=user, booking=one, span=_span(0.5, 1.5), at=NINE)
    assert (moved.state, moved.decided_by, moved.quarters.count()) == ("asked", None, 6)
    assert other.quarters.count() == 4


def test_rooms_have_one_name_each_and_events(rooms: list[Resource], area: Unit) -> None:
    with pytest.raises(SameNameError):
        change_resource(by="ทดสอบ", resource=rooms[0], entry=ResourceEntry("room", "สังข์หยด"))
    add_resource(by="ทดสอบ", area=area, entry=ResourceEntry("vehicle", "สังข์หยด"))
    assert Event.objects.filter(kind="office.resource").count() == 4


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_of_several_who_book_at_once_one_has_it(rooms: list[Resource], user: User) -> None:
    def book(turn: int) -> str:
        order = rooms if turn % 2 else rooms[::-1]
        try:
            _ask(user, *((room, _span(turn % 3 / 4, 2)) for room in order))
        except TakenError as taken:
            return f"taken {len(taken.bookings)}"
        return "booked"

    told = together(book, 12)
    assert told.count("booked") == 1
    assert told.count("taken 3") == 11
    assert Booking.objects.count() == 3
    assert BookedQuarter.objects.count() == 24


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_want_each_others_time_at_once_are_both_refused(
    rooms: list[Resource], user: User
) -> None:
    both = _ask(user, (rooms[0], _span(0, 3)), (rooms[0], _span(3, 3)))

    def swap(turn: int) -> str:
        try:
            move_booking(by=user, booking=both[turn % 2], span=_span(3 - turn % 2 * 3, 3), at=NINE)
        except TakenError:
            return "taken"
        return "moved"

    assert together(swap, 40) == ["taken"] * 40
    assert BookedQuarter.objects.count() == 24
