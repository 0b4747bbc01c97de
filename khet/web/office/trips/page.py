"""The page of one trip: who goes where, what was decided, what is owed, what it brought."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.office.models import AttachedFile, Traveller, Trip
from khet.records.office.queries.files import files_of
from khet.records.office.queries.trips import KIND, Owed, moved_because, owed_of, part_of
from khet.rules.trips import APPROVE, BACK, CHANGE, CIRCULATE, MOVE_END, REPORT
from khet.web.office.trips.asked import TripDesk, desk_of, trip_of
from khet.web.office.trips.words import phase_name, reason_of, step_words, trip_name
from khet.web.parts.private import private

_FORWARD = (APPROVE, CIRCULATE)


@dataclass(frozen=True)
class Written:
    """What a traveller reports, with its files; whether it is still owed, and the reader's own."""

    one: Traveller
    files: list[AttachedFile]
    mine: bool


@private
@require_safe
def show_trip(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a trip."""
    desk = desk_of(request)
    trip = trip_of(desk, pk)
    owed = owed_of([trip]).get(trip.pk)
    phase = desk.phase(trip)
    context = {
        "trip": trip,
        "title": trip_name(trip),
        "phase_name": phase_name(phase),
        "reason_of": reason_of(trip),
        "moved_because": moved_because(trip) if desk.at_office else "",
        "owed": owed,
        "late": owed.late(desk.viewer.today) if owed else 0,
        "reports": _reports(desk, trip, owed),
        "written": any(one.reported_at for one in trip.travellers.all()),
        "letter": desk.letter(trip),
        "steps": [(one, step_words(one).button, one in _FORWARD) for one in desk.steps(trip)],
        "may_change": desk.can(CHANGE, trip),
        "may_report": desk.can(REPORT, trip) and desk.viewer.today >= trip.ends,
        "over": phase == BACK and desk.own(trip) and not desk.may(MOVE_END, trip),
        "at_office": desk.at_office,
        "why_not": desk.why_not(APPROVE, trip) if trip.state == Trip.State.ASKED else "",
    }
    return render(request, "office/trips/trip.html", context)


def _reports(desk: TripDesk, trip: Trip, owed: Owed | None) -> list[Written]:
    """Those who write of the trip: what they wrote, or that they still owe it."""
    files = files_of(KIND, [str(trip.pk)]).get(str(trip.pk), [])
    mine = desk.writes(trip) if desk.can(REPORT, trip) else None
    owing = owed.people if owed else frozenset[int]()
    return [
        Written(
            one,
            [file for file in files if file.part == part_of(one)],
            one == mine,
        )
        for one in trip.travellers.all()
        if one.reported_at or one.user_id in owing
    ]
