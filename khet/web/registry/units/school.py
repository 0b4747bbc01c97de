"""The page of one school: who it is, where it stands, its pupils over the years, its people."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.registry.access import ROLES, SEE_PEOPLE
from khet.records.registry.models import RoleHeld, Unit, UnitKind
from khet.records.registry.queries.register import Pupils
from khet.records.registry.queries.school import (
    Grade,
    Stay,
    changes_of,
    grades_of,
    programmes_joined,
    roles_at,
    stays_of,
    together,
)
from khet.records.registry.queries.schools import day_of
from khet.rules.levels import LEVELS
from khet.rules.sizes import size_class
from khet.web.parts.panels import SCHOOL, panels_of
from khet.web.registry.units.asked import Register
from khet.web.registry.units.changes import Change, change_of
from khet.web.registry.units.words import (
    code_name,
    grade_name,
    kind_name,
    levels_shown,
    sector_names,
    size_names,
)

_HEAD = "school-director"
_PAGES = {
    UnitKind.NETWORK: "network",
    UnitKind.DISTRICT: "district",
    UnitKind.SUBDISTRICT: "district",
}


@dataclass(frozen=True)
class GradeRow:
    """Pupils of one grade in the year of the page."""

    name: str
    grade: Grade


@dataclass(frozen=True)
class YearRow:
    """Pupils of one year: by grade in the order of the head, together, and the size class."""

    year: int
    counts: tuple[int | None, ...]
    pupils: Pupils
    size: str


@dataclass(frozen=True)
class StayRow:
    """Where the school stood; ``url`` is the page of that place."""

    kind: str
    stay: Stay
    url: str


class SchoolPage:
    """What a page says of one school, in a register's year."""

    def __init__(self, register: Register, school: Unit, joined: list[Unit]) -> None:
        self._register = register
        self._school = school
        self._joined = joined
        self._sizes = size_names(register.year, register.viewer.tables)

    @cached_property
    def _grades(self) -> dict[int, dict[str, Grade]]:
        return grades_of(self._school)

    def panel(self) -> dict[str, Any]:
        """Context of the panel on pages of others: pupils, size, levels."""
        register, school = self._register, self._school
        grades = self._grades.get(register.year, {})
        pupils, rooms = together(grades)
        return {
            "year": register.year,
            "url": register.url("school", school.code),
            "levels": levels_shown(school.lowest, school.highest),
            "pupils": pupils,
            "rooms": rooms,
            "size": self._size(pupils.all, register.year),
        }

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        register, school = self._register, self._school
        grades = self._grades.get(register.year, {})
        pupils, rooms = together(grades)
        return {
            "school": school,
            "year": register.year,
            "register": register,
            "codes": self._codes(),
            "sector": sector_names()[school.sector],
            "levels": levels_shown(school.lowest, school.highest),
            "ended": school.valid_to and school.valid_to < self._day,
            "into": self._link(school.merged_into) if school.merged_into else None,
            "joined": [self._link(unit) for unit in self._joined],
            "grades": [GradeRow(grade_name(name), grade) for name, grade in grades.items()],
            "pupils": pupils,
            "rooms": rooms,
            "size": self._size(pupils.all, register.year),
            **self._over_years(),
            "stays": [self._stay(stay) for stay in stays_of(school)],
            "day": self._day,
            "programmes": self._programmes(),
            "people": self._people(),
            "seen_url": self._seen_url(),
            "panels": panels_of(SCHOOL, register.viewer, self._query()),
            "changes": self._changes(),
            "pupils_url": register.url("pupils", school.code),
        }

    @property
    def _day(self) -> date:
        return day_of(self._register.year, self._register.viewer.today)

    def _codes(self) -> list[tuple[str, str]]:
        return [(code_name(code.scheme), code.code) for code in self._school.codes.all()]

    def _link(self, unit: Unit) -> tuple[str, str, date | None]:
        return unit.name, self._register.url("school", unit.code), unit.valid_to

    def _size(self, pupils: int | None, year: int) -> str:
        if pupils is None:
            return ""
        found = size_class(pupils, year, self._register.viewer.tables)
        return self._sizes[found] if found else self._sizes["none"]

    def _over_years(self) -> dict[str, Any]:
        present = {name for grades in self._grades.values() for name in grades}
        order = sorted(present, key=LEVELS.index)
        rows = []
        for year, grades in self._grades.items():
            counts = tuple(grades[name].pupils if name in grades else None for name in order)
            pupils, _rooms = together(grades)
            rows.append(YearRow(year, counts, pupils, self._size(pupils.all, year)))
        return {"year_rows": rows, "year_heads": [grade_name(name) for name in order]}

    def _stay(self, stay: Stay) -> StayRow:
        page = _PAGES.get(UnitKind(stay.kind))
        url = self._register.url(page, stay.code) if page else ""
        if stay.kind == UnitKind.SUBDISTRICT:
            url = self._register.url("schools", subdistrict=stay.code)
        return StayRow(kind_name(stay.kind), stay, url)

    def _programmes(self) -> list[tuple[Any, str]]:
        url = self._register.url
        return [
            (row, url("programme", row.programme.name)) for row in programmes_joined(self._school)
        ]

    def _seen_url(self) -> str:
        """The page of who sees what of the school, for who may see people there."""
        if not self._register.viewer.scope.may_at(SEE_PEOPLE, self._school.code):
            return ""
        return reverse("registry:unit-seen", args=[str(UnitKind.SCHOOL), self._school.code])

    def _people(self) -> list[tuple[RoleHeld, str]]:
        """The roles at the school; the head for everyone, the others for who may see people."""
        register = self._register
        all_of_them = register.viewer.scope.may_at(SEE_PEOPLE, self._school.code)
        held = roles_at(self._school, register.viewer.today)
        return [
            (role, _(ROLES[role.role].label))
            for role in held
            if role.role in ROLES and (all_of_them or role.role == _HEAD)
        ]

    def _query(self) -> str:
        return urlencode({"school": self._school.code, "year": self._register.year})

    def _changes(self) -> list[Change]:
        return [change_of(event) for event in changes_of(self._school)]
