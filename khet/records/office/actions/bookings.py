"""Writes about rooms and vehicles: booked, allowed, moved, given back. Each is audited.

That nothing is booked twice is held by the database: every quarter of an hour of a resource can be
held once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from khet.records.office.models import BookedQuarter, Booking, Resource
from khet.records.office.queries.bookings import STANDING, State, holding
from khet.records.office.queries.room_use import Pair, meetings_against
from khet.records.registry.actions.audit import record_event
from khet.records.registry.models import Unit, User
from khet.rules.bookings import Span, next_quarter, quarters

KIND = "office.booking"


@dataclass(frozen=True)
class BookingEntry:
    """A resource for a time, and what for."""

    resource: Resource
    span: Span
    title: str
    people: int | None = None
    going_to: str = ""
    driver: str = ""
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """Whether a booking is allowed, why not, when, and in whose stead."""

    allowed: bool
    at: datetime
    reason: str = ""
    for_whom: str = ""


class TakenError(Exception):
    """Some of the time is held by others: ``bookings``."""

    def __init__(self, bookings: Sequence[Booking]) -> None:
        super().__init__(f"{len(bookings)} bookings")
        self.bookings = bookings


class MeetingThereError(Exception):
    """Others meet in the room at some of the time: ``pairs`` of a booking and a meeting."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        super().__init__(f"{len(pairs)} meetings")
        self.pairs = pairs


class BookingMovedError(Exception):
    """The booking is in another state than one in which this can be done; tells which."""


class NotBegunError(Exception):
    """The time of the booking hasn't begun: it can be cancelled, not closed."""


@transaction.atomic
def ask_bookings(
    *, by: User, unit: Unit, entries: Iterable[BookingEntry], at: datetime
) -> list[Booking]:
    """Book several resources and times, all or none; each waits to be allowed.

    Raises:
        TakenError: see there.
        MeetingThereError: see there.
    """
    made = []
    for entry in entries:
        told = {name: value for name, value in vars(entry).items() if name != "span"}
        starts, ends = entry.span
        more = {"starts": starts, "ends": ends, "asked_by": by, "asked_at": at}
        made.append(Booking.objects.create(unit=unit, **told, **more))
    _hold(made)
    _meet_nobody(made)
    for one in made:
        _tell(by, "ask-booking", one)
    return made


@transaction.atomic
def move_booking(*, by: User, booking: Booking, span: Span, at: datetime) -> Booking:
    """Change the time of a booking whole, or not at all; it is asked for anew.

    Raises:
        TakenError: the other time is held by others; the booking keeps the time that it had.
        MeetingThereError: see there; it keeps the time too.
        BookingMovedError: see there.
    """
    kept = _locked(booking, *STANDING)
    before = _told(kept)
    held = set(kept.quarters.values_list("begins", flat=True))
    kept.starts, kept.ends = span
    kept.state, kept.asked_at = State.ASKED, at
    kept.decided_by, kept.decided_for, kept.decided_at = None, "", None
    kept.save()
    _hold([kept], held)
    _meet_nobody([kept])
    kept.quarters.exclude(begins__gte=kept.starts, begins__lt=kept.ends).delete()
    _tell(by, "move-booking", kept, before)
    return kept


@transaction.atomic
def decide_booking(*, by: User, booking: Booking, decision: Decision) -> Booking:
    """Allow a booking, or refuse it, which frees its time; what was allowed can be refused still.

    Raises:
        BookingMovedError: see there.
        MeetingThereError: others meet there meanwhile, so it can't be allowed.
    """
    kept = _locked(booking, *((State.ASKED,) if decision.allowed else STANDING))
    before = _told(kept)
    if decision.allowed:
        _meet_nobody([kept])
    kept.state = State.ALLOWED if decision.allowed else State.REFUSED
    kept.reason, kept.decided_by = decision.reason, by
    kept.decided_at, kept.decided_for = decision.at, decision.for_whom
    kept.save()
    if not decision.allowed:
        kept.quarters.all().delete()
    _tell(by, "allow-booking" if decision.allowed else "refuse-booking", kept, before)
    return kept


@transaction.atomic
def cancel_booking(*, by: User, booking: Booking, reason: str) -> Booking:
    """Give a booking back, which frees its time.

    Raises:
        BookingMovedError: see there.
    """
    kept = _locked(booking, *STANDING)
    before = _told(kept)
    kept.state, kept.reason = State.CANCELLED, reason
    kept.save()
    kept.quarters.all().delete()
    _tell(by, "cancel-booking", kept, before)
    return kept


@transaction.atomic
def close_booking(*, by: User, booking: Booking, at: datetime) -> Booking:
    """Write down that it was used; closed before its end, the quarters left are free.

    Raises:
        NotBegunError: see there.
        BookingMovedError: see there.
    """
    kept = _locked(booking, State.ALLOWED)
    if at <= kept.starts:
        raise NotBegunError
    before = _told(kept)
    kept.state, kept.ends = State.CLOSED, min(kept.ends, next_quarter(at))
    kept.save()
    kept.quarters.filter(begins__gte=kept.ends).delete()
    _tell(by, "close-booking", kept, before)
    return kept


def _hold(bookings: Sequence[Booking], held: Collection[datetime] = ()) -> None:
    """Let bookings hold their quarters, save those that are ``held`` by them already.

    They are taken in one order by everybody and before any is given back, so that none wait in a
    ring.
    """
    rows = [
        BookedQuarter(booking=one, resource_id=one.resource_id, begins=begins)
        for one in bookings
        for begins in quarters(Span(one.starts, one.ends))
        if begins not in held
    ]
    rows.sort(key=lambda row: (row.resource_id, row.begins))
    try:
        with transaction.atomic():
            BookedQuarter.objects.bulk_create(rows)
    except IntegrityError:
        own = {one.pk for one in bookings}
        wanted = [(one.resource, Span(one.starts, one.ends)) for one in bookings]
        raise TakenError(holding(wanted, but=own)) from None


def _meet_nobody(bookings: Sequence[Booking]) -> None:
    if pairs := meetings_against(bookings):
        raise MeetingThereError(pairs)


def _locked(booking: Booking, *states: str) -> Booking:
    found = Booking.objects.select_for_update(of=("self",)).select_related("resource", "unit")
    kept = found.get(pk=booking.pk)
    if kept.state not in states:
        raise BookingMovedError(kept.state)
    return kept


def _tell(by: User, action: str, one: Booking, before: dict[str, Any] | None = None) -> None:
    key, after = str(one.pk), _told(one)
    record_event(by=by, action=action, kind=KIND, key=key, before=before, after=after)


def _told(one: Booking) -> dict[str, Any]:
    """What an event tells of a booking: nothing that was written by hand but the reason."""
    starts, ends = (timezone.localtime(at).isoformat() for at in (one.starts, one.ends))
    told = {
        "resource": str(one.resource),
        "state": one.state,
        "starts": starts,
        "ends": ends,
        "reason": one.reason,
        "for": one.decided_for,
    }
    return {name: value for name, value in told.items() if value}
