"""Which instrument a page is of, and what its reader may do with it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from khet.records.office.models import AnswerSheet, Instrument, InstrumentVersion
from khet.records.office.queries.instruments import draft, instrument_of, released
from khet.records.registry.access import (
    AT_OFFICE,
    MAKE_INSTRUMENTS,
    RECORD_VISITS,
    ROLES,
    SEE_VISITS,
)
from khet.records.registry.models import Unit, UnitKind
from khet.rules.instruments import Content, content_of
from khet.web.parts.kinds import Ref, named
from khet.web.parts.viewer import Viewer, viewer_of


@dataclass
class InstrumentDesk:
    """The reader before the office's instruments."""

    viewer: Viewer

    @property
    def makes(self) -> bool:
        """Whether the reader makes and changes instruments."""
        return self.viewer.scope.may(MAKE_INSTRUMENTS)

    @property
    def looks(self) -> bool:
        """Whether the reader sees instruments: makers, and who sees visits beyond one school."""
        beyond = not self.viewer.at_school and self.viewer.scope.may(SEE_VISITS)
        return self.makes or beyond

    @property
    def schools(self) -> Collection[str] | None:
        """The codes of the schools whose answers the reader sees; ``None`` for every unit."""
        return self.viewer.scope.reach.get(SEE_VISITS, frozenset())

    @property
    def unit(self) -> Unit:
        """The unit for which the reader makes instruments."""
        own = (
            role.unit
            for role in self.viewer.roles
            if role.unit.kind in AT_OFFICE and MAKE_INSTRUMENTS in ROLES[role.role].permissions
        )
        return next(own, self.viewer.area)

    def fills(self, school: str) -> bool:
        """Whether the reader fills in instruments about the school of that code."""
        scope = self.viewer.scope
        return scope.may_at(MAKE_INSTRUMENTS, school) or scope.may_at(RECORD_VISITS, school)

    @property
    def fills_any(self) -> bool:
        """Whether the reader fills in instruments about any school."""
        return self.makes or self.viewer.scope.may(RECORD_VISITS)

    def sees(self, sheet: AnswerSheet) -> bool:
        """Whether the reader sees what was answered: about an own unit, or a record seen."""
        if self.looks and self._reaches(sheet.unit):
            return True
        about = Ref(sheet.about_kind, sheet.about_key)
        own = about.kind in ("office.instrument", "office.answers")
        return not own and about in named(self.viewer, [about])

    def _reaches(self, unit: Unit) -> bool:
        at_school = unit.kind == UnitKind.SCHOOL
        scope = self.viewer.scope
        return scope.may_at(SEE_VISITS, unit.code) if at_school else self.schools is None


@dataclass
class Asked:
    """An instrument that its reader sees."""

    desk: InstrumentDesk
    instrument: Instrument

    @cached_property
    def released(self) -> InstrumentVersion | None:
        """The version to be filled in."""
        return released(self.instrument)

    @cached_property
    def draft(self) -> InstrumentVersion | None:
        """The draft, where there is one."""
        return draft(self.instrument)

    @property
    def newest(self) -> InstrumentVersion | None:
        """The draft, else the version to be filled in."""
        return self.draft or self.released

    @property
    def content(self) -> Content:
        """What the newest version asks."""
        return content_of(self.newest.content) if self.newest else Content(())


def desk_of(request: HttpRequest) -> InstrumentDesk:
    """The desk of a reader who sees instruments.

    Raises:
        PermissionDenied: the reader sees none.
    """
    desk = InstrumentDesk(viewer_of(request))
    if not desk.looks:
        raise PermissionDenied
    return desk


def maker_of(request: HttpRequest) -> InstrumentDesk:
    """The desk of a reader who makes instruments.

    Raises:
        PermissionDenied: the reader makes none.
    """
    desk = desk_of(request)
    if not desk.makes:
        raise PermissionDenied
    return desk


def asked_of(desk: InstrumentDesk, pk: int) -> Asked:
    """The instrument of that key in the reader's area.

    Raises:
        Http404: there is none.
    """
    found = instrument_of(desk.viewer.area, pk)
    if found is None:
        raise Http404
    return Asked(desk, found)
