"""Trips on official business: asked for, decided, moved, cancelled. Each is audited.

An approval opens the duty to report, on the last day; whatever moves that day moves the duty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from khet.records.office.actions.duties import Owner, open_duties, waive_duty
from khet.records.office.actions.search import Seen, forget, make_findable
from khet.records.office.models import Duty, Letter, Level, Traveller, Trip
from khet.records.office.queries.calendar import due_of
from khet.records.office.queries.trips import KIND, MOVED_BECAUSE, units_at_office, writers
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.rules.deadlines import TRIP_REPORT
from khet.rules.thai import tidy
from khet.rules.trips import APPROVE, APPROVED, CANCEL, CHANGE, MOVE_END, REFUSE, may_take

_LONGEST_TITLE = 300
Told = Mapping[str, str] | None


@dataclass(frozen=True)
class TripEntry:
    """What is asked for; ``leader`` is one of the ``travellers``."""

    title: str
    place: str
    starts: date
    ends: date
    travellers: Sequence[User]
    leader: User
    joint: bool = True
    purpose: str = ""
    costs: str = ""
    travels_by: str = ""
    letter: Letter | None = None


@dataclass(frozen=True)
class Decision:
    """When something is decided, why, and in whose stead (empty for the own right)."""

    at: datetime
    reason: str = ""
    for_whom: str = ""


class TripMovedError(Exception):
    """The trip is in another state than one in which this can be done; tells which."""


@transaction.atomic
def ask_trip(*, by: User, area: Unit, entry: TripEntry, at: datetime, today: date) -> Trip:
    """Ask for a trip; it counts at the unit of who leads."""
    trip = Trip(area=area, asked_by=by, asked_at=at)
    _write(trip, entry, today)
    _tell(by, "ask-trip", trip, None)
    return trip


@transaction.atomic
def change_trip(*, by: Actor, trip: Trip, entry: TripEntry, today: date) -> Trip:
    """Ask otherwise, while it isn't decided.

    Raises:
        TripMovedError: see there.
    """
    kept = held_trip(trip, CHANGE)
    before = _told(kept)
    _write(kept, entry, today)
    if before != _told(kept):
        _tell(by, "change-trip", kept, before)
    return kept


@transaction.atomic
def approve_trip(*, by: User, trip: Trip, decision: Decision, today: date) -> Trip:
    """Approve a trip: its report is owed from its last day on.

    Raises:
        TripMovedError: see there.
    """
    kept = _decide(by, held_trip(trip, APPROVE), Trip.State.APPROVED, decision)
    _owe(by, kept, today)
    return kept


@transaction.atomic
def refuse_trip(*, by: User, trip: Trip, decision: Decision) -> Trip:
    """Refuse a trip, and say why.

    Raises:
        TripMovedError: see there.
    """
    return _decide(by, held_trip(trip, REFUSE), Trip.State.REFUSED, decision)


@transaction.atomic
def move_trip_end(*, by: Actor, trip: Trip, ends: date, reason: str, today: date) -> Trip:
    """Let an approved trip end on another day; the report is due by that. The event tells why.

    Raises:
        TripMovedError: see there.
    """
    kept = held_trip(trip, MOVE_END)
    moved = move_trip(by, "move-trip-end", kept, {MOVED_BECAUSE: reason}, ends=ends)
    _owe(by, moved, today)
    return moved


@transaction.atomic
def cancel_trip(*, by: Actor, trip: Trip, reason: str) -> Trip:
    """Let a trip not be made; what was owed of it is waived.

    Raises:
        TripMovedError: see there.
    """
    kept = held_trip(trip, CANCEL)
    for duty in report_duties(kept):
        waive_duty(by=by, duty=duty, reason=f"ยกเลิกการไปราชการ: {reason}"[:_LONGEST_TITLE])
    return move_trip(by, "cancel-trip", kept, state=Trip.State.CANCELLED, reason=reason)


def _write(trip: Trip, entry: TripEntry, today: date) -> None:
    for name in ("starts", "ends", "joint", "letter", "purpose"):
        setattr(trip, name, getattr(entry, name))
    for name in ("title", "place", "costs", "travels_by"):
        setattr(trip, name, tidy(getattr(entry, name)))
    trip.first_ends = entry.ends
    trip.unit = units_at_office(trip.area, [entry.leader], today)[entry.leader.pk]
    trip.save()
    trip.travellers.all().delete()
    Traveller.objects.bulk_create(
        Traveller(trip=trip, user=user, leads=user == entry.leader) for user in entry.travellers
    )
    find_trip(trip)


def _decide(by: User, kept: Trip, state: str, decision: Decision) -> Trip:
    action = "approve-trip" if state == APPROVED else "refuse-trip"
    return move_trip(
        by,
        action,
        kept,
        state=state,
        reason=decision.reason,
        decided_by=by,
        decided_at=decision.at,
        decided_for=decision.for_whom,
    )


def _owe(by: Actor, trip: Trip, today: date) -> None:
    """Have those report who haven't, within the days after the last one."""
    owing = [one.user for one in writers(trip) if one.reported_at is None]
    units = units_at_office(trip.area, owing, today)
    open_duties(
        by=by,
        rule=TRIP_REPORT,
        owners=[Owner(units[user.pk], person=user) for user in owing],
        about=(KIND, str(trip.pk)),
        opened=trip.ends,
        due=due_of(trip.area, TRIP_REPORT, trip.ends),
        title=f"รายงานผลการไปราชการ: {trip.title}"[:_LONGEST_TITLE],
    )


def report_duties(trip: Trip) -> QuerySet[Duty]:
    """The duties to report that a trip opened."""
    return Duty.objects.filter(rule=TRIP_REPORT.code, about_kind=KIND, about_key=str(trip.pk))


def find_trip(trip: Trip) -> None:
    """Let the trip be found by what is said of it, and by what it brought once that is told."""
    if trip.state in (Trip.State.REFUSED, Trip.State.CANCELLED):
        forget(area=trip.area, kind=KIND, key=str(trip.pk))
        return
    level = Level.AREA if trip.state == Trip.State.CIRCULATED else Level.OFFICE
    make_findable(
        seen=Seen(trip.area, trip.unit, level, trip.asked_by),
        kind=KIND,
        key=str(trip.pk),
        title=f"ไปราชการ {trip.title}",
        day=trip.starts,
        text=" ".join([trip.place, trip.purpose, *_words(trip.travellers.select_related("user"))]),
    )


def _words(travellers: Iterable[Traveller]) -> list[str]:
    return [f"{one.user} {one.essence} {one.put_to_use}" for one in travellers]


def held_trip(trip: Trip, step: str) -> Trip:
    """The trip, kept from others until the transaction ends; its state must allow the step."""
    rows = Trip.objects.select_for_update(of=("self",)).select_related("area", "unit", "asked_by")
    kept = rows.get(pk=trip.pk)
    if not may_take(step, kept.state):
        raise TripMovedError(kept.state)
    return kept


def move_trip(by: Actor, action: str, kept: Trip, besides: Told = None, **values: Any) -> Trip:
    """Write values of a trip with the event that tells what was done, and what is told besides."""
    before = _told(kept)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    find_trip(kept)
    _tell(by, action, kept, before, besides)
    return kept


def _told(trip: Trip) -> dict[str, str]:
    """A trip as its events tell it: what is empty is left out."""
    people = trip.travellers.select_related("user").order_by("-leads", "pk")
    told = {
        "title": trip.title,
        "place": trip.place,
        "starts": trip.starts.isoformat(),
        "ends": trip.ends.isoformat(),
        "purpose": trip.purpose,
        "letter": trip.letter.ref if trip.letter else "",
        "travels_by": trip.travels_by,
        "costs": trip.costs,
        "reports": "one" if trip.joint else "each",
        "state": trip.state,
        "travellers": ", ".join(one.user.username for one in people),
        "reason": trip.reason,
        "for_whom": trip.decided_for,
    }
    return {name: value for name, value in told.items() if value}


def _tell(by: Actor, action: str, trip: Trip, before: Told, besides: Told = None) -> None:
    after = {**_told(trip), **(besides or {})}
    record_event(by=by, action=action, kind=KIND, key=str(trip.pk), before=before, after=after)
