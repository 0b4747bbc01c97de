"""Looking up rooms and vehicles, who booked them when, and who waits to be allowed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from khet.records.office.models import Booking, Resource
from khet.records.registry.models import Unit, User
from khet.rules.bookings import Span, overlap

State = Booking.State
STANDING = (State.ASKED, State.ALLOWED)
"""States in which a booking holds its time."""
SHOWN = (*STANDING, State.CLOSED)
_KINDS = {Resource.Kind.ROOM: 0, Resource.Kind.GUEST: 1, Resource.Kind.VEHICLE: 2}


def resources_of(area: Unit, *, closed: bool = False) -> list[Resource]:
    """The rooms and vehicles of an area, rooms first; those closed only where asked for."""
    found = Resource.objects.filter(area=area)
    if not closed:
        found = found.filter(closed=False)
    return sorted(found, key=lambda one: (_KINDS[Resource.Kind(one.kind)], one.sort_key, one.pk))


def bookings_of(area: Unit) -> QuerySet[Booking]:
    """The bookings of an area with what is told of them."""
    found = Booking.objects.filter(resource__area=area)
    return found.select_related("resource", "unit", "asked_by").order_by("starts", "pk")


def used_between(area: Unit, first: datetime, last: datetime) -> QuerySet[Booking]:
    """What is, was or may be in use in a time."""
    return bookings_of(area).filter(state__in=SHOWN, starts__lt=last, ends__gt=first)


def own_bookings(area: Unit, user: User) -> QuerySet[Booking]:
    """What a person booked, the newest first."""
    return bookings_of(area).filter(asked_by=user).order_by("-starts", "-pk")


def asked_bookings(area: Unit, kinds: Collection[str], now: datetime) -> QuerySet[Booking]:
    """What waits to be allowed, of those kinds; what is over doesn't."""
    return bookings_of(area).filter(state=State.ASKED, resource__kind__in=kinds, ends__gt=now)


def holding(wanted: Sequence[tuple[Resource, Span]], *, but: Collection[int]) -> list[Booking]:
    """Bookings that hold some of what is wanted, besides those with these keys."""
    whole = Span(min(span.starts for _, span in wanted), max(span.ends for _, span in wanted))
    found = _in_use({resource.pk for resource, _ in wanted}, whole).exclude(pk__in=but)
    return [
        one
        for one in found.select_related("resource", "unit").order_by("starts", "pk")
        if any(
            one.resource_id == resource.pk and overlap(Span(one.starts, one.ends), span)
            for resource, span in wanted
        )
    ]


def busy(resources: Iterable[Resource], whole: Span) -> dict[int, list[Span]]:
    """What of a time is held, by resource."""
    told: dict[int, list[Span]] = {}
    found = _in_use({one.pk for one in resources}, whole)
    for key, starts, ends in found.values_list("resource", "starts", "ends"):
        told.setdefault(key, []).append(Span(starts, ends))
    return told


def _in_use(resources: Collection[int], whole: Span) -> QuerySet[Booking]:
    return Booking.objects.filter(
        resource__in=resources, state__in=SHOWN, starts__lt=whole.ends, ends__gt=whole.starts
    )
