"""Whose meetings a reader sees, and who may do what with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from khet.records.office.models import Body, Meeting, Minutes
from khet.records.office.queries.bodies import bodies_in_area, is_secretary
from khet.records.office.queries.meetings import bodies_seen, keys_seen, meetings_in
from khet.records.registry.access import (
    ADD_AGENDA,
    APPROVE_MINUTES,
    AT_OFFICE,
    HOLD_MEETINGS,
    ROLES,
    SEE_MEETINGS,
)
from khet.records.registry.models import Unit
from khet.web.parts.viewer import Viewer, viewer_of

OPEN = (Meeting.State.PLANNED, Meeting.State.CALLED)


@dataclass
class Desk:
    """The reader before the meetings of the area."""

    viewer: Viewer

    @cached_property
    def holds_any(self) -> bool:
        """Whether the reader holds meetings of the office at all."""
        return self.viewer.scope.may_everywhere(HOLD_MEETINGS)

    def seen(self, of: str = "") -> Q:
        """Which bodies the reader sees; ``of`` leads to them from another table."""
        may = self.viewer.scope.may_everywhere
        sight = self.viewer.office_sight
        return bodies_seen(sight, may(SEE_MEETINGS), may(APPROVE_MINUTES), of)

    def visible(self, bodies: Iterable[Body]) -> set[int]:
        """The keys of those of the bodies that the reader sees."""
        keys = {body.pk for body in bodies}
        return keys_seen(self.seen(), keys) if keys else set()

    def holds(self, body: Body) -> bool:
        """Whether the reader plans and holds the body's meetings: a closed one only as its own."""
        own = not body.closed or body.pk in self.viewer.office_sight.bodies
        return self.holds_any and own

    @cached_property
    def entering(self) -> list[Unit]:
        """The units of the office for which the reader enters business."""
        if not self.viewer.scope.may_everywhere(ADD_AGENDA):
            return []
        held = [r for r in self.viewer.roles if ADD_AGENDA in ROLES[r.role].permissions]
        units = {role.unit.pk: role.unit for role in held if role.unit.kind in AT_OFFICE}
        return list(units.values())

    def enters(self, meeting: Meeting, at: datetime) -> bool:
        """Whether the reader may enter business of the own unit: until the closing time."""
        in_time = meeting.closes is None or at <= meeting.closes
        return bool(self.entering) and meeting.state in OPEN and in_time

    def keeps(self, meeting: Meeting) -> bool:
        """Whether the reader keeps the agenda: after the closing time too, and of every unit.

        That is the body's secretary, whoever works at its secretariat or at the meeting's host,
        and the office's clerks.
        """
        body, viewer = meeting.body, self.viewer
        if viewer.user is None or not self.holds(body):
            return False
        own = viewer.office_sight.units & {body.secretariat_id, meeting.host_id}
        if own or any(r.role == "clerk" and r.unit.kind in AT_OFFICE for r in viewer.roles):
            return True
        return is_secretary(viewer.user, viewer.roles, body, viewer.today)


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a reader who sees meetings.

    Raises:
        PermissionDenied: the reader sees none.
    """
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    return Desk(viewer)


@dataclass
class Held:
    """A meeting before a reader who sees it."""

    desk: Desk
    meeting: Meeting

    @property
    def holds(self) -> bool:
        """Whether the reader holds it."""
        return self.desk.holds(self.meeting.body)

    @property
    def proposed(self) -> bool:
        """Whether its minutes are before the executives, or further."""
        return self._minutes not in ("", Minutes.State.DRAFT)

    @property
    def circulated(self) -> bool:
        """Whether its minutes are circulated and can still be corrected."""
        return self._minutes == Minutes.State.CIRCULATED

    @property
    def adopted(self) -> bool:
        """Whether its minutes can't be changed any more."""
        return self._minutes == Minutes.State.ADOPTED

    @property
    def _minutes(self) -> str:
        minutes: Minutes | None = getattr(self.meeting, "minutes", None)
        return minutes.state if minutes else ""

    @cached_property
    def keeps(self) -> bool:
        """Whether the reader keeps its agenda."""
        return self.desk.keeps(self.meeting)

    @property
    def closed(self) -> bool:
        """Whether its closing time is over."""
        return self.meeting.closes is not None and timezone.now() > self.meeting.closes

    @property
    def enters(self) -> bool:
        """Whether the reader may enter business now."""
        return self.keeps or self.desk.enters(self.meeting, timezone.now())


def meeting_of(request: HttpRequest, pk: int) -> Held:
    """The meeting of that key, where the reader sees it.

    Raises:
        PermissionDenied: the reader doesn't.
        Http404: there is none in the area.
    """
    desk = desk_of(request)
    found = meetings_in(desk.seen("body__")).filter(pk=pk).first()
    if found is None:
        get_object_or_404(meetings_in(Q(body__area=desk.viewer.area)), pk=pk)
        raise PermissionDenied
    return Held(desk, found)


def held_by(request: HttpRequest, pk: int) -> Held:
    """The meeting of that key, where the reader holds it; raises as ``meeting_of`` does."""
    held = meeting_of(request, pk)
    if not held.holds:
        raise PermissionDenied
    return held


def body_of(request: HttpRequest, pk: int, hold: bool = False) -> tuple[Desk, Body]:
    """The body of that key, where the reader sees it, or holds its meetings.

    Raises:
        PermissionDenied: the reader doesn't.
        Http404: there is none in the area.
    """
    desk = desk_of(request)
    every = bodies_in_area(desk.viewer.area)
    body = every.filter(desk.seen(), pk=pk).first()
    if body is None:
        get_object_or_404(every, pk=pk)
        raise PermissionDenied
    if hold and not desk.holds(body):
        raise PermissionDenied
    return desk, body
