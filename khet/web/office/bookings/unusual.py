"""What is unusual of a time or a room that somebody asks for: said once, and then confirmed."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.models import Resource
from khet.rules.bookings import Span, outside, room_hours, shut_days
from khet.rules.calendar import calendar_year
from khet.web.office.bookings.asked import Desk
from khet.web.office.bookings.words import resource_name
from khet.web.office.calendar.days_off import DayOff, days_off
from khet.web.parts.tags import be_date, hours

_TOLD = 3


def odd_times(desk: Desk, spans: Sequence[Span]) -> Iterable[str]:
    """Days on which the office is closed, by the names of holidays, then hours outside of its."""
    viewer, local = desk.viewer, [_local(span) for span in spans]
    first, last = local[0].starts.date(), local[-1].ends.date()
    off = days_off(viewer.area, first, last, viewer.tables)
    closed = [day for day, one in off.items() if one.closed]
    shut = list(dict.fromkeys(day for span in local for day in shut_days(span, closed)))
    if shut:
        yield _("เป็นวันหยุด: %(days)s") % {"days": _few([_shut(day, off) for day in shut])}
    usual = room_hours(viewer.tables, calendar_year(first).be)
    odd = [span for span in local if outside(span, usual)]
    if odd:
        told = _("%(days)s อยู่นอกเวลาราชการ (วันทำการ %(hours)s)")
        days = _few([be_date(span.starts) for span in odd])
        yield told % {"days": days, "hours": hours(*usual)}


def too_few_seats(resources: Iterable[Resource], people: int) -> Iterable[str]:
    """Rooms with fewer seats than people."""
    told = _("%(room)s มี %(seats)s ที่นั่ง น้อยกว่า %(people)s คน")
    for one in resources:
        if one.seats is not None and one.seats < people:
            yield told % {"room": resource_name(one), "seats": one.seats, "people": people}


def _shut(day: date, off: dict[date, DayOff]) -> str:
    return f"{be_date(day)} ({off[day].name if day in off else _('วันเสาร์–อาทิตย์')})"


def _few(told: Sequence[str]) -> str:
    return ", ".join(told[:_TOLD]) + (" …" if told[_TOLD:] else "")


def _local(span: Span) -> Span:
    return Span(*(timezone.localtime(at) for at in span))
