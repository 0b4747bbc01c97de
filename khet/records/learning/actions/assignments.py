"""Who looks after which network: assigned from a day, ended, handed on to another person."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from khet.records.learning.models import Assignment
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User

KIND = "learning.assignment"
_TIMES = ("since", "until")


@dataclass(frozen=True)
class AssignmentEntry:
    """Who looks after a network, as what, from when; without an end until it is ended."""

    network: Unit
    person: User
    part: str
    since: date
    until: date | None = None


class AssignedAlreadyError(Exception):
    """The person looks after the network already in that time; tells since when."""

    def __init__(self, held: Assignment) -> None:
        super().__init__(held)
        self.held = held


class OtherSupervisorError(AssignedAlreadyError):
    """Somebody else is the supervisor of the network in that time."""


class AssignmentEndsEarlyError(Exception):
    """It would end before it begins."""


@transaction.atomic
def assign(*, by: Actor, area: Unit, entry: AssignmentEntry) -> Assignment:
    """Let a person look after a network.

    Raises:
        AssignedAlreadyError, OtherSupervisorError, AssignmentEndsEarlyError: see there.
    """
    Unit.objects.select_for_update().get(pk=entry.network.pk)
    if entry.until and entry.until < entry.since:
        raise AssignmentEndsEarlyError
    _require_free(entry)
    made = Assignment.objects.create(area=area, **vars(entry))
    _tell(by, "assign-network", made, None)
    return made


@transaction.atomic
def end_assignment(*, by: Actor, assignment: Assignment, until: date) -> None:
    """Let somebody look after a network until a day, which is the last.

    Raises:
        AssignmentEndsEarlyError: it begins after that day, or is over before it.
    """
    kept = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if until < kept.since or (kept.until and kept.until < until):
        raise AssignmentEndsEarlyError
    before = _told(kept)
    kept.until = until
    kept.save()
    _tell(by, "end-assignment", kept, before)


@transaction.atomic
def hand_over_network(
    *, by: Actor, assignment: Assignment, person: User, since: date
) -> Assignment:
    """Let another person look after a network from a day on, in the place of this one.

    Raises:
        AssignedAlreadyError: it is the same person.
        OtherSupervisorError, AssignmentEndsEarlyError: see there.
    """
    if person == assignment.person:
        raise AssignedAlreadyError(assignment)
    until = assignment.until
    end_assignment(by=by, assignment=assignment, until=since - timedelta(1))
    entry = AssignmentEntry(assignment.network, person, assignment.part, since, until)
    return assign(by=by, area=assignment.area, entry=entry)


def _require_free(entry: AssignmentEntry) -> None:
    """Nobody looks after a network twice at a time, and it has one supervisor at a time."""
    over = Q(until__isnull=True) | Q(until__gte=entry.since)
    if entry.until:
        over &= Q(since__lte=entry.until)
    there = Assignment.objects.filter(over, network=entry.network, part=entry.part)
    known = there.select_related("person").order_by("since")
    if own := known.filter(person=entry.person).first():
        raise AssignedAlreadyError(own)
    if entry.part == Assignment.Part.SUPERVISOR and (other := known.first()):
        raise OtherSupervisorError(other)


def _told(kept: Assignment) -> dict[str, Any]:
    days = {name: getattr(kept, name) for name in _TIMES}
    return {
        "network": kept.network.code,
        "person": kept.person.username,
        "part": kept.part,
        **{name: day.isoformat() for name, day in days.items() if day},
    }


def _tell(by: Actor, action: str, kept: Assignment, before: dict[str, Any] | None) -> None:
    record_event(
        by=by, action=action, kind=KIND, key=str(kept.pk), before=before, after=_told(kept)
    )
