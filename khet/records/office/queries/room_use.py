"""Meetings and bookings that want one room at the same time."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from khet.records.office.models import Booking, Meeting, Resource
from khet.records.office.queries.bookings import STANDING, bookings_of
from khet.records.office.queries.meetings import meetings_at_places, span_of
from khet.rules.bookings import names_room
from khet.rules.meetings import Span

Pair = tuple[Booking, Meeting]


def is_in(meeting: Meeting, resource: Resource) -> bool:
    """Whether the place of a meeting names a room."""
    return resource.kind != Resource.Kind.VEHICLE and names_room(meeting.place, resource.name)


def is_for(booking: Booking, meeting: Meeting) -> bool:
    """Whether who organises a meeting booked: its host, or its body's secretariat.

    A body without a secretariat is organised by the office itself.
    """
    organising = meeting.body.secretariat_id or meeting.body.area_id
    return booking.unit_id in (meeting.host_id, organising)


def meetings_at(bookings: Sequence[Booking]) -> list[Pair]:
    """The meetings in what is booked at the time of bookings, which need not be kept yet."""
    if not bookings:
        return []
    area = bookings[0].resource.area_id
    first = timezone.localdate(min(one.starts for one in bookings))
    last = timezone.localdate(max(one.ends for one in bookings))
    found = Meeting.objects.filter(body__area=area)
    there = meetings_at_places(found, first, last).select_related("body__secretariat", "host")
    return list(_at_once(bookings, list(there)))


def meetings_against(bookings: Sequence[Booking]) -> list[Pair]:
    """Those of ``meetings_at`` that others organise: a room can't be in two uses."""
    return [pair for pair in meetings_at(bookings) if not is_for(*pair)]


def with_meets(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Bookings, each with whether any meeting ``meets`` on its days in what it is of."""
    day = {"begins__lte": OuterRef("ends__date"), "ends__gte": OuterRef("starts__date")}
    there = Meeting.objects.filter(
        body__area=OuterRef("resource__area"), place__contains=OuterRef("resource__name"), **day
    )
    return bookings.annotate(meets=Exists(there.exclude(state=Meeting.State.CANCELLED)))


def bookings_against(meeting: Meeting) -> list[Booking]:
    """What others booked in the room of a meeting at its time, which need not be kept yet."""
    if not meeting.place:
        return []
    whole = span_of(meeting)
    first = datetime.combine(whole.begins, whole.starts or time.min)
    last = datetime.combine(whole.ends, whole.finishes or time.max)
    held = bookings_of(meeting.body.area).filter(
        state__in=STANDING,
        starts__lt=timezone.make_aware(last),
        ends__gt=timezone.make_aware(first),
    )
    return [one for one, _ in _at_once(held, [meeting]) if not is_for(one, meeting)]


def _at_once(bookings: Iterable[Booking], meetings: Sequence[Meeting]) -> Iterable[Pair]:
    for one in bookings:
        starts, ends = (timezone.localtime(at) for at in (one.starts, one.ends))
        span = Span(starts.date(), ends.date(), starts.time(), ends.time())
        for meeting in meetings:
            if is_in(meeting, one.resource) and span_of(meeting).meets(span):
                yield one, meeting
