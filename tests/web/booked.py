"""Groups and bookings of rooms, made as rows."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from khet.records.office.models import Booking, Resource
from khet.records.registry.models import Unit, UnitKind, User


def group(code: str) -> Unit:
    """A group of an office."""
    return Unit.objects.get_or_create(kind=UnitKind.GROUP, code=code, name=f"กลุ่ม {code}")[0]


def book_room(day: date, *, hour: int = 9, **more: Any) -> Booking:
    """The room พอเพียง for three hours of a day, for a group of the office."""
    begins = timezone.make_aware(datetime.combine(day, time(hour)))
    told = {
        "unit": more.pop("unit", None) or group("a"),
        "title": "ประชุมกลุ่ม",
        "asked_by": User.objects.get(username="planner"),
        "asked_at": begins,
        **more,
    }
    room = Resource.objects.filter(name="พอเพียง")[0]
    return Booking.objects.create(
        resource=room, starts=begins, ends=begins + timedelta(hours=3), **told
    )
