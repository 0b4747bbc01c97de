"""Rooms and vehicles of the demonstration, and who booked them this week.

The rooms' names are the office's; their seats, the vehicles and all bookings are invented.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from khet.records.office.actions.bookings import (
    BookingEntry,
    Decision,
    MeetingThereError,
    TakenError,
    ask_bookings,
    decide_booking,
)
from khet.records.office.actions.resources import ResourceEntry, add_resource
from khet.records.office.models import Booking, Resource
from khet.records.office.queries.bookings import resources_of
from khet.records.registry.models import RoleHeld, Unit, UnitKind
from khet.records.registry.queries.people import roles_on_in
from khet.rules.bookings import Hours, Span, daily

_KIND = Resource.Kind
_RESOURCES = (
    ResourceEntry(_KIND.ROOM, "พอเพียง", 40, "จำนวนที่นั่งสมมติ"),
    ResourceEntry(_KIND.ROOM, "สังข์หยด", 80, "จำนวนที่นั่งสมมติ"),
    ResourceEntry(_KIND.ROOM, "ไพรวัลย์ธารา", 200, "จำนวนที่นั่งสมมติ"),
    ResourceEntry(_KIND.ROOM, "มันนิซาไก", 20, "จำนวนที่นั่งสมมติ"),
    ResourceEntry(_KIND.GUEST, "ห้องหม่อมจุ้ย"),
    ResourceEntry(_KIND.VEHICLE, "รถตู้ 1", 11, "รถสมมติ"),
    ResourceEntry(_KIND.VEHICLE, "รถกระบะ 1", 4, "รถสมมติ"),
)
_MORNING, _AFTERNOON = Hours(time(9), time(12)), Hours(time(13), time(16))
_LATEST = 14
"""On so many days one is tried: no room is in two uses."""
_WHOLE = Hours(time(8, 30), time(16, 30))
_BOOKED = (
    (("พอเพียง",), 0, 1, _MORNING, "ประชุมกลุ่ม (สมมติ)", True),
    (("สังข์หยด",), 0, 1, _AFTERNOON, "อบรมครู (สมมติ)", True),
    (("รถตู้ 1",), 0, 1, _WHOLE, "ออกนิเทศโรงเรียน (สมมติ)", True),
    (("มันนิซาไก",), 1, 1, _MORNING, "ประชุมคณะทำงาน (สมมติ)", False),
    (("รถกระบะ 1",), 1, 1, _MORNING, "ส่งเอกสาร (สมมติ)", False),
    (("พอเพียง", "สังข์หยด", "ไพรวัลย์ธารา"), 2, 3, _WHOLE, "กิจกรรม 9-9-9 (สมมติ)", True),
)


def book_rooms(*, by: str, office: Unit, today: date) -> None:
    """Make them, where the office has no rooms yet."""
    if resources_of(office, closed=True):
        return
    known = {one.name: add_resource(by=by, area=office, entry=one) for one in _RESOURCES}
    people = list(_people(office, today))
    now = timezone.now()
    for turn, (names, after, days, hours, title, allowed) in enumerate(_BOOKED if people else ()):
        held, rooms = people[turn % len(people)], [known[name] for name in names]
        for later in range(_LATEST):
            begins = today + timedelta(after + later)
            spans = _spans(begins, days, hours)
            try:
                asked = _ask(held, rooms, spans, title, now)
            except (TakenError, MeetingThereError):
                continue
            for one in asked if allowed else ():
                decide_booking(by=people[0].user, booking=one, decision=Decision(True, now))
            break


def _ask(
    held: RoleHeld, rooms: list[Resource], spans: list[Span], title: str, at: datetime
) -> list[Booking]:
    entries = [
        BookingEntry(one, span, title, going_to="โรงเรียนในสังกัด" if _drives(one) else "")
        for one in rooms
        for span in spans
    ]
    return ask_bookings(by=held.user, unit=held.unit, entries=entries, at=at)


def _spans(begins: date, days: int, hours: Hours) -> list[Span]:
    found = daily(begins, begins + timedelta(days - 1), hours)
    return [Span(*map(timezone.make_aware, span)) for span in found]


def _drives(resource: Resource) -> bool:
    return resource.kind == Resource.Kind.VEHICLE


def _people(office: Unit, today: date) -> Iterator[RoleHeld]:
    """The director first, who allows, then who works in the groups."""
    held = list(roles_on_in(office, today).select_related("user", "unit"))
    yield from (one for one in held if one.role == "director")
    yield from [one for one in held if one.unit.kind == UnitKind.GROUP][:4]
