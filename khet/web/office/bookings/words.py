"""What rooms, vehicles and their bookings are called on pages."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.models import Booking, Resource
from khet.records.office.queries.bookings import State
from khet.rules.bookings import Span
from khet.web.parts.tags import be_date, hour, hours, short_date


def kind_words() -> Mapping[str, str]:
    """The kinds of what is booked."""
    return {
        Resource.Kind.ROOM: _("ห้องประชุม"),
        Resource.Kind.GUEST: _("ห้องรับรอง"),
        Resource.Kind.VEHICLE: _("รถราชการ"),
    }


def state_words() -> Mapping[str, str]:
    """The states of bookings."""
    return {
        State.ASKED: _("รออนุญาต"),
        State.ALLOWED: _("อนุญาตแล้ว"),
        State.REFUSED: _("ไม่อนุญาต"),
        State.CLOSED: _("ใช้แล้ว"),
        State.CANCELLED: _("ยกเลิก"),
    }


def state_of(booking: Booking) -> str:
    """The state of a booking; one that nobody decided on in time says so."""
    if booking.state == State.ASKED and booking.ends <= timezone.now():
        return _("พ้นเวลาแล้ว ไม่มีผู้พิจารณา")
    return state_words()[State(booking.state)]


def resource_name(resource: Resource) -> str:
    """A room with its word before it, as ``ห้องพอเพียง``; Thai in every language."""
    bare = resource.kind == Resource.Kind.VEHICLE or resource.name.startswith("ห้อง")
    return resource.name if bare else f"ห้อง{resource.name}"


def booking_name(booking: Booking) -> str:
    """What a booking is called: what is booked, and when."""
    return f"{resource_name(booking.resource)} {when(Span(booking.starts, booking.ends))}"


def when(span: Span) -> str:
    """From when to when, on one day or over several."""
    starts, ends = (timezone.localtime(at) for at in span)
    if starts.date() == ends.date():
        return f"{short_date(starts.date())} {hours(starts.time(), ends.time())}"
    return f"{_moment(starts)} – {_moment(ends)}"


def times_on(span: Span, first: datetime, last: datetime) -> str:
    """From when to when on one day that begins and ends at these moments."""
    starts, ends = (timezone.localtime(at) for at in span)
    if span.starts < first and span.ends >= last:
        return _("ทั้งวัน")
    if span.starts < first:
        return _("ถึง %(time)s") % {"time": hour(ends)}
    if span.ends >= last:
        return _("ตั้งแต่ %(time)s") % {"time": hour(starts)}
    return hours(starts.time(), ends.time())


def _moment(at: datetime) -> str:
    return f"{be_date(at.date())} {hour(at)}"
