"""What trips brought: reported to the executives, told to all. Each is audited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khet.records.office.actions.duties import finish_duty
from khet.records.office.actions.evidence import Brought, EvidenceEntry, keep_record
from khet.records.office.actions.files import attach
from khet.records.office.actions.search import Seen
from khet.records.office.actions.trips import held_trip, move_trip, report_duties
from khet.records.office.models import Evidence, Level, Traveller, Trip
from khet.records.office.queries.trips import KIND, part_of
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import User
from khet.rules.duties import OWED
from khet.rules.trips import CIRCULATE, REPORT

_KIND = "บันทึกข้อความ"
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Report:
    """What is reported of a trip, with the files that came with it."""

    essence: str
    put_to_use: str
    at: datetime
    files: Sequence[Brought] = ()


class NotBackError(Exception):
    """The last day of the trip is still to come; tells that day."""


@transaction.atomic
def report_trip(*, by: User, trip: Trip, traveller: Traveller, report: Report, today: date) -> Trip:
    """Write what a trip brought, for all or for one; what was written before is written anew.

    The trip is reported as soon as nobody owes a report any more.

    Raises:
        NotBackError, TripMovedError: see there.
    """
    kept = held_trip(trip, REPORT)
    if today < kept.ends:
        raise NotBackError(kept.ends.isoformat())
    traveller.essence, traveller.put_to_use = report.essence, report.put_to_use
    traveller.reported_at = traveller.reported_at or report.at
    traveller.save()
    for file in report.files:
        attach(
            by=by, about=(KIND, str(kept.pk)), brought=file, at=report.at, part=part_of(traveller)
        )
    owing = report_duties(kept).filter(state__in=OWED).exclude(person=traveller.user)
    state = Trip.State.APPROVED if owing.exists() else Trip.State.REPORTED
    moved = move_trip(by, "report-trip", kept, state=state)
    evidence = _keep(by, moved, Level.OFFICE)
    for duty in report_duties(moved).filter(person=traveller.user):
        finish_duty(by=by, duty=duty, at=report.at, evidence=[evidence])
    return moved


@transaction.atomic
def circulate_trip(*, by: Actor, trip: Trip, at: datetime) -> Trip:
    """Tell all staff of the area what a trip brought.

    Raises:
        TripMovedError: see there.
    """
    kept = held_trip(trip, CIRCULATE)
    moved = move_trip(by, "circulate-trip", kept, state=Trip.State.CIRCULATED, circulated_at=at)
    _keep(by, moved, Level.AREA)
    return moved


def _keep(by: Actor, trip: Trip, level: str) -> Evidence:
    """Let the report be evidence, seen as far as the trip is told."""
    seen = Seen(trip.area, trip.unit, level, trip.asked_by)
    title = f"รายงานผลการไปราชการ {trip.title}"[:_LONGEST_TITLE]
    entry = EvidenceEntry(seen, _KIND, title, trip.ends)
    return keep_record(by=by, entry=entry, record=(KIND, str(trip.pk)))
