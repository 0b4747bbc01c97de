"""Which trip a page is of, and what its reader may do with it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.office.models import Letter, Traveller, Trip
from khet.records.office.queries.letters import letters_seen
from khet.records.office.queries.trips import trips_seen
from khet.records.registry.access import (
    APPROVE_TRIPS,
    DELEGATE,
    ENDORSE_LETTERS,
    REGISTER_LETTERS,
    ROLES,
)
from khet.rules.powers import TRIPS
from khet.rules.trips import (
    APPROVE,
    BACK,
    CANCEL,
    CIRCULATE,
    MOVE_END,
    REFUSE,
    may_take,
    phase,
)
from khet.web.office.delegations.deciding import Deciding, decides, own_told, why_not
from khet.web.parts.viewer import Viewer, viewer_of

DECIDING = (APPROVE, REFUSE)
STEPS = (APPROVE, REFUSE, CIRCULATE, MOVE_END, CANCEL)
"""The steps that are buttons of a trip's page, beside changing and reporting."""


@dataclass
class TripDesk:
    """The reader before the trips of the office."""

    viewer: Viewer

    @property
    def at_office(self) -> bool:
        """Whether the reader works at the office, and so may ask and sees every trip."""
        return self.viewer.user is not None and self.viewer.office_sight.office

    @cached_property
    def decides(self) -> Deciding | None:
        """As what the reader approves trips."""
        return decides(self.viewer, APPROVE_TRIPS, TRIPS)

    @cached_property
    def lapsed(self) -> str:
        """Why the reader approves no trips any more, who had the power for it."""
        return "" if self.decides else why_not(self.viewer, TRIPS)

    def own(self, trip: Trip) -> Traveller | None:
        """The reader among those who go."""
        me = self.viewer.user
        return next((one for one in trip.travellers.all() if me and one.user_id == me.pk), None)

    def letter(self, trip: Trip) -> Letter | None:
        """The letter that asked for the trip, where the reader may see it."""
        if trip.letter_id is None:
            return None
        return letters_seen(self.viewer.office_sight).filter(pk=trip.letter_id).first()

    def decides_on(self, trip: Trip) -> Deciding | None:
        """As what the reader decides on the trip: on an own one only who heads the office."""
        return self.decides_on_one(trip, self.own(trip) is not None)

    def decides_on_one(self, trip: Trip, own: bool) -> Deciding | None:
        """The same, of a trip of which it is known whether the reader goes too."""
        if own and not self.viewer.scope.may_everywhere(DELEGATE):
            return None
        return decides(self.viewer, APPROVE_TRIPS, TRIPS, self._asked(trip))

    def why_not(self, step: str, trip: Trip) -> str:
        """Why the reader can't decide on the trip, who did or would if it weren't the own one."""
        if step not in DECIDING or self.decides_on(trip):
            return ""
        return own_told() if self.decides else self.lapsed

    def writes(self, trip: Trip) -> Traveller | None:
        """The reader among those who report on the trip."""
        mine = self.own(trip)
        return mine if mine and (mine.leads or not trip.joint) else None

    def may(self, step: str, trip: Trip) -> bool:
        """Whether the reader may take a step with the trip, its state aside.

        Once it is over, who owes its report neither puts that off nor drops it.
        """
        match step:
            case "approve" | "refuse":
                return self.decides_on(trip) is not None
            case "change":
                return self._asked(trip)
            case "report":
                return self.writes(trip) is not None
            case "circulate":
                return self.writes(trip) is not None or self._keeps(trip)
            case _:
                mine = self._asked(trip) or self.own(trip) is not None
                return bool(self.decides_on(trip)) or (mine and self.phase(trip) != BACK)

    def steps(self, trip: Trip) -> list[str]:
        """The steps that the reader can take with the trip as it is."""
        return [one for one in STEPS if self.can(one, trip)]

    def can(self, step: str, trip: Trip) -> bool:
        """Whether the reader may take a step with the trip as it is."""
        return may_take(step, trip.state) and self.may(step, trip)

    def phase(self, trip: Trip) -> str:
        """How far the trip is today."""
        return phase(trip.state, trip.starts, trip.ends, self.viewer.today)

    def _asked(self, trip: Trip) -> bool:
        return self.viewer.user is not None and trip.asked_by_id == self.viewer.user.pk

    def _keeps(self, trip: Trip) -> bool:
        """Whether the reader heads the leader's group or the office, or keeps its letters."""
        if self.viewer.scope.may_everywhere(REGISTER_LETTERS):
            return True
        here = {trip.unit_id, trip.area_id}
        heads = (r for r in self.viewer.roles if ENDORSE_LETTERS in ROLES[r.role].permissions)
        return any(role.unit_id in here for role in heads)


def desk_of(request: HttpRequest) -> TripDesk:
    """The desk of a reader with any role."""
    viewer = viewer_of(request)
    _ = viewer.area
    return TripDesk(viewer)


def office_desk(request: HttpRequest) -> TripDesk:
    """The desk of a reader who works at the office.

    Raises:
        PermissionDenied: the reader doesn't.
    """
    desk = desk_of(request)
    if not desk.at_office:
        raise PermissionDenied
    return desk


def trip_of(desk: TripDesk, pk: int) -> Trip:
    """The trip of that key, where the reader may see it.

    Raises:
        PermissionDenied: the reader may not.
        Http404: there is none.
    """
    found = trips_seen(desk.viewer.office_sight).filter(pk=pk).first()
    if found is None:
        get_object_or_404(Trip, pk=pk, area=desk.viewer.area)
        raise PermissionDenied
    return found


def trip_for(desk: TripDesk, pk: int, step: str) -> Trip:
    """The trip of that key, where the reader may take a step with it, its state aside.

    Raises:
        PermissionDenied: the reader may not.
    """
    trip = trip_of(desk, pk)
    if not desk.may(step, trip):
        raise PermissionDenied
    return trip
