"""Who may book what, see which bookings, and allow which."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.models import Booking, Resource
from khet.records.office.queries.bookings import (
    STANDING,
    State,
    asked_bookings,
    bookings_of,
    resources_of,
)
from khet.records.registry.access import ALLOW_SERVICES, KEEP_SERVICES
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.powers import ROOMS, VEHICLES
from khet.web.office.delegations.deciding import Deciding, decides, post_of
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

_NEAREST = (UnitKind.GROUP, UnitKind.AREA, UnitKind.SCHOOL, UnitKind.NETWORK)
_VEHICLE = Resource.Kind.VEHICLE
_FAR = 20


@dataclass
class Desk:
    """The reader before the rooms and vehicles of the office."""

    viewer: Viewer

    @cached_property
    def user(self) -> User:
        """The reader.

        Raises:
            PermissionDenied: nobody is signed in.
        """
        if self.viewer.user is None:
            raise PermissionDenied
        return self.viewer.user

    @cached_property
    def keeps(self) -> bool:
        """Whether the reader looks after the office's rooms and vehicles."""
        return self.viewer.scope.may_everywhere(KEEP_SERVICES)

    @property
    def unit(self) -> Unit:
        """For which unit the reader books: the own group before the office as a whole."""
        held = (role.unit for role in self.viewer.roles)
        return min(held, key=lambda unit: _NEAREST.index(UnitKind(unit.kind)))

    @cached_property
    def kinds(self) -> list[str]:
        """What the reader may book: vehicles only for who works at the office."""
        office = self.viewer.office_sight.office
        return [kind for kind in Resource.Kind if kind != _VEHICLE or office]

    @cached_property
    def resources(self) -> list[Resource]:
        """The rooms and vehicles that the reader may book."""
        return [one for one in resources_of(self.viewer.area) if one.kind in self.kinds]

    def deciding(self, kind: str, own: bool = False) -> Deciding | None:
        """As what the reader allows what is of a kind: who keeps rooms allows rooms too.

        What is the reader's ``own`` isn't allowed with a power that was given.
        """
        power = VEHICLES if kind == _VEHICLE else ROOMS
        found = decides(self.viewer, ALLOW_SERVICES, power, own)
        if found is None and self.keeps and kind != _VEHICLE:
            return Deciding(post_of(self.viewer, KEEP_SERVICES))
        return found

    @cached_property
    def decided(self) -> list[str]:
        """The kinds that the reader allows."""
        return [kind for kind in Resource.Kind if self.deciding(kind)]

    @property
    def waiting(self) -> QuerySet[Booking]:
        """What waits for the reader to be allowed."""
        found = asked_bookings(self.viewer.area, self.decided, timezone.now())
        others = [kind for kind in self.decided if self.deciding(kind, own=True) is None]
        return found.exclude(asked_by=self.user, resource__kind__in=others)

    def decides_on(self, booking: Booking) -> Deciding | None:
        """As what the reader decides on a booking."""
        return self.deciding(booking.resource.kind, booking.asked_by_id == self.user.pk)

    def sees(self, booking: Booking) -> bool:
        """Whether the reader reads what for: the office all, others their own and their unit's."""
        sight = self.viewer.office_sight
        return sight.office or booking.asked_by_id == sight.user or booking.unit_id in sight.units

    def gives_back(self, booking: Booking) -> bool:
        """Whether the reader may cancel or move it: who asked, and who keeps the rooms."""
        return booking.state in STANDING and self.looks_after(booking)

    def looks_after(self, booking: Booking) -> bool:
        """Whether the reader asked for it, or keeps the rooms."""
        return self.keeps or booking.asked_by_id == self.user.pk

    def allows(self, booking: Booking) -> bool:
        """Whether it waits for the reader."""
        asked = booking.state == State.ASKED and booking.ends > timezone.now()
        return asked and self.decides_on(booking) is not None

    def refuses(self, booking: Booking) -> bool:
        """Whether the reader may refuse it, also once it was allowed."""
        return booking.state in STANDING and self.decides_on(booking) is not None

    def bars(self, booking: Booking) -> bool:
        """Whether it would wait for the reader, who asked for it."""
        decided = booking.state == State.ASKED and booking.resource.kind in self.decided
        return decided and self.decides_on(booking) is None

    def closes(self, booking: Booking) -> bool:
        """Whether the reader may write down that it was used."""
        return booking.state == State.ALLOWED and self.looks_after(booking)


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a reader who holds a role in an area.

    Raises:
        PermissionDenied: the reader holds none.
    """
    viewer = viewer_of(request)
    if not viewer.scope.areas:
        raise PermissionDenied
    return Desk(viewer)


def keeper_of(request: HttpRequest) -> Desk:
    """The desk of who keeps the rooms and vehicles; raises as ``desk_of`` does."""
    desk = desk_of(request)
    if not desk.keeps:
        raise PermissionDenied
    return desk


def booking_of(request: HttpRequest, pk: int) -> tuple[Desk, Booking]:
    """A booking that the reader sees.

    Raises:
        PermissionDenied: the reader doesn't.
        Http404: there is none in the area.
    """
    desk = desk_of(request)
    found = bookings_of(desk.viewer.area).select_related("decided_by")
    booking = get_object_or_404(found, pk=pk)
    if not desk.sees(booking):
        raise PermissionDenied
    return desk, booking


def day_asked(request: HttpRequest, today: date) -> date:
    """The day that an address asks for, else today.

    Raises:
        NotHereError: it names no day of these times.
    """
    text = request.GET.get("day", "")
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        day = None
    if day is None or abs(day.year - today.year) > _FAR:
        near = Nearest(_("จองห้องและรถ"), reverse("office:bookings"))
        raise NotHereError(_("ไม่มีวันที่นี้ในตารางการจอง"), [near])
    return day
