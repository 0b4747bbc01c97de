"""The schools of a summary in groups: networks, sizes, or the groups in which levels are told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from khet.records.learning.queries.visit_summary import newest_pupils
from khet.records.registry.access import SEE_VISITS
from khet.records.registry.models import Sector
from khet.records.registry.queries.register import (
    NO_PUPILS,
    OPEN,
    UNKNOWN,
    Registered,
    register_of,
)
from khet.rules.calendar import academic_year
from khet.rules.sizes import size_labels
from khet.rules.thai import sort_key
from khet.rules.visit_summary import EXTENDED, MEDIUM, REPORT_GROUPS, SMALL, report_group
from khet.web.learning.visit_summary.forms import DISTRICT, NETWORK, REPORT, SIZE, TOPIC
from khet.web.parts.kept import remembered
from khet.web.parts.tags import words
from khet.web.parts.viewer import Viewer


@dataclass(frozen=True)
class Group:
    """Schools (their keys) that stand in one line; of a topic these are all.

    An empty key is what isn't known.
    """

    key: str
    name: str
    schools: frozenset[int]


class Schools:
    """The schools of the area on a day; ``registers`` is the state of the registers."""

    def __init__(self, viewer: Viewer, day: date, registers: object) -> None:
        self._viewer, self._day, self._registers = viewer, day, registers

    @cached_property
    def _read(self) -> tuple[int, dict[int, Registered]]:
        key = ("visit-summary", self._viewer.area.pk, self._day, self._registers)
        return remembered(key, self._looked_up)

    def _looked_up(self) -> tuple[int, dict[int, Registered]]:
        area, year = self._viewer.area, academic_year(self._day).be
        of, pupils = newest_pupils(area, year)
        listed = register_of(area, year, self._day, self._viewer.tables, pupils)
        return of, {school.pk: school for school in listed}

    @property
    def size_year(self) -> int:
        """The academic year (BE) by whose pupils schools have their size."""
        return self._read[0]

    @property
    def all(self) -> dict[int, Registered]:
        """Every school of the register, by key."""
        return self._read[1]

    def asked(self, visited: Collection[int]) -> frozenset[int]:
        """The public schools that are open, and others with visits: closed, moved, private ones."""
        may = self._viewer.scope.may_at
        own = (s for s in self.all.values() if s.state == OPEN and s.sector == Sector.PUBLIC)
        return frozenset(visited) | {s.pk for s in own if may(SEE_VISITS, s.code)}

    def grouped(self, by: str, schools: Collection[int]) -> list[Group]:
        """Schools in groups, those whose group isn't known last."""
        inside: dict[tuple[str, str], set[int]] = {}
        for school in schools:
            known = self.all.get(school)
            inside.setdefault(self._group(by, known) if known else ("", ""), set()).add(school)
        unknown = inside.pop(("", ""), None)
        order = sorted(inside, key=lambda group: self._order(by, *group))
        groups = [Group(key, name, frozenset(inside[key, name])) for key, name in order]
        return [*groups, *([Group("", unknown_name(by), frozenset(unknown))] if unknown else [])]

    def _group(self, by: str, school: Registered) -> tuple[str, str]:
        """The key and the name of the group in which a school stands; empty where not known."""
        size = None if school.size in (NO_PUPILS, UNKNOWN) else school.size
        if by in (NETWORK, DISTRICT):
            place = school.at(by)
            return (place.code, place.name) if place else ("", "")
        if by == SIZE:
            return (size, words(self._sizes[size])) if size else ("", "")
        group = report_group(school.lowest, school.highest, size)
        return (group, _report_name(group)) if group else ("", "")

    @cached_property
    def _sizes(self) -> dict[str, str]:
        return size_labels(self.size_year, self._viewer.tables)

    def _order(self, by: str, key: str, name: str) -> Any:
        """Places in Thai order, sizes from the smallest."""
        if by in (NETWORK, DISTRICT):
            return sort_key(name), key
        return [*(self._sizes if by == SIZE else REPORT_GROUPS)].index(key)


def _report_name(group: str) -> str:
    return {SMALL: _("เล็ก"), MEDIUM: _("กลาง"), EXTENDED: _("ขยายโอกาส")}[group]


def unknown_name(by: str) -> str:
    """What a group is called of which it isn't known which it is."""
    return {
        NETWORK: _("ไม่อยู่ในเครือข่าย"),
        DISTRICT: _("ไม่ทราบอำเภอ"),
        SIZE: _("ไม่ทราบขนาด"),
        REPORT: _("ไม่ทราบขนาดหรือระดับชั้น"),
        TOPIC: _("ไม่ระบุเรื่อง"),
    }[by]
