"""Doors of rooms and vehicles, and of visitors at the counter."""

from datetime import datetime, timedelta

from django.utils import timezone

from khet.records.office.models import BookedQuarter, Booking, Resource, Visitor
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.bookings import Span, quarters
from tests.web.doors.who import WITH_ROLE

ROOM, OTHER, GUEST, VEHICLE = (7_100_001 + k for k in range(4))
ASKED, ALLOWED, USED, DRIVEN = (7_100_001 + k for k in range(4))
CAME, OLD = 7_100_001, 7_100_002
NOON = timezone.make_aware(datetime(2014, 8, 22, 9))
OFFICE = WITH_ROLE - {"network-supervisor", "network-chair", "school-director", "teacher"}
KEEPS, HEADS = {"clerk"}, {"director", "deputy"}
ALLOW = KEEPS | HEADS | {"planner"}
"""The planner has a power that the folder's sample gives, for what others asked for."""
_HERE, _COUNTER = "/office/bookings", "/office/visitors"
DOORS = {
    f"{_HERE}/": WITH_ROLE,
    f"{_HERE}/?day=2014-08-22": WITH_ROLE,
    f"{_HERE}/day?day=2014-08-22": WITH_ROLE,
    f"{_HERE}/own": WITH_ROLE,
    f"{_HERE}/asked": ALLOW,
    f"{_HERE}/panel": KEEPS,
    f"{_HERE}/usage.xlsx?year=2557": WITH_ROLE,
    f"{_HERE}/resources": KEEPS,
    f"{_HERE}/{ASKED}": OFFICE,
    f"{_COUNTER}/": KEEPS | HEADS,
    f"{_COUNTER}/?month=2557-08": KEEPS | HEADS,
    f"{_COUNTER}/stats?year=2557": KEEPS | HEADS,
    f"{_COUNTER}/{CAME}": KEEPS | HEADS,
    f"{_COUNTER}/visitors.xlsx?day=2014-08-22": KEEPS,
}
FORMS = {
    f"{_HERE}/add": WITH_ROLE,
    f"{_HERE}/resources/add": KEEPS,
    f"{_HERE}/resources/{ROOM}": KEEPS,
    f"{_HERE}/{ASKED}/move": {"planner", "clerk"},
    f"{_HERE}/{ASKED}/refuse": KEEPS | HEADS,
    f"{_HERE}/{ASKED}/cancel": {"planner", "clerk"},
    f"{_COUNTER}/sign": KEEPS,
}
POSTS = {
    f"{_HERE}/{ASKED}/allow": KEEPS | HEADS,
    f"{_HERE}/{DRIVEN}/allow": HEADS,
    f"{_HERE}/{ALLOWED}/close": {"planner", "clerk"},
    f"{_COUNTER}/{CAME}/step/served": KEEPS,
    f"{_COUNTER}/hold": KEEPS,
}


def bring_sample() -> None:
    """Rooms and a vehicle with bookings of a day long ago, and two visitors."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    planner = User.objects.get(username="planner")
    for pk, kind, name, seats in (
        (ROOM, "room", "พอเพียง", 40),
        (OTHER, "room", "สังข์หยด", 80),
        (GUEST, "guest", "ห้องหม่อมจุ้ย", None),
        (VEHICLE, "vehicle", "รถตู้ 1", 11),
    ):
        Resource.objects.create(pk=pk, area=area, kind=kind, name=name, seats=seats)
    for pk, resource, state in (
        (ASKED, ROOM, "asked"),
        (ALLOWED, OTHER, "allowed"),
        (USED, GUEST, "closed"),
        (DRIVEN, VEHICLE, "asked"),
    ):
        span = Span(NOON, NOON + timedelta(hours=3))
        one = Booking.objects.create(
            pk=pk,
            resource_id=resource,
            unit=area,
            title="ประชุมตัวอย่าง",
            starts=span.starts,
            ends=span.ends,
            state=state,
            asked_by=planner,
            asked_at=NOON,
        )
        BookedQuarter.objects.bulk_create(
            BookedQuarter(booking=one, resource_id=resource, begins=begins)
            for begins in quarters(span)
        )
    for pk, came in ((CAME, NOON), (OLD, NOON - timedelta(900))):
        Visitor.objects.create(
            pk=pk,
            area=area,
            name=f"ผู้มาติดต่อตัวอย่าง {pk}",
            purpose="เข้าประชุม",
            came_at=came,
            signature=[[[1, 2], [30, 40]]],
            taken_by="ท",
        )
