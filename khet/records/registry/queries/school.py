"""All that the registers say of one school, over the years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from khet.records.registry.access import roles_on
from khet.records.registry.models import (
    Enrolment,
    Event,
    Placement,
    ProgrammeSchool,
    RoleHeld,
    Unit,
    UnitKind,
)
from khet.records.registry.queries.register import Pupils
from khet.records.registry.queries.schools import ever_in
from khet.rules.levels import level_order

_LAST_CHANGES = 20


@dataclass(frozen=True)
class Stay:
    """A unit above the school, and from when to when it stood there; no ``until`` while it does.

    ``since`` is ``None`` where the beginning isn't known.
    """

    kind: str
    code: str
    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Grade:
    """Pupils of a grade; what is not known is ``None``."""

    pupils: int
    boys: int | None
    girls: int | None
    rooms: int | None


def school_and_joined(area: Unit, code: str) -> tuple[Unit | None, list[Unit]]:
    """The school of that code that is or once was of the area, and those merged into it."""
    rows = ever_in(area).filter(
        Q(code=code) | Q(merged_into__code=code, merged_into__kind=UnitKind.SCHOOL)
    )
    found = rows.select_related("merged_into").prefetch_related("codes").order_by("sort_key")
    own = next((unit for unit in found if unit.code == code), None)
    return own, [unit for unit in found if unit != own]


def stays_of(school: Unit) -> list[Stay]:
    """Where the school stands and stood, the newest first within each kind of place.

    With its last day a school stands nowhere any more.
    """
    placed = Placement.objects.filter(child=school).order_by("parent__kind", "-valid_from", "pk")
    fields = ("parent__kind", "parent__code", "parent__name", "valid_from", "valid_to")
    return [
        Stay(kind, code, name, None if since == Placement.EVER else since, until or school.valid_to)
        for kind, code, name, since, until in placed.values_list(*fields)
    ]


def grades_of(school: Unit) -> dict[int, dict[str, Grade]]:
    """Pupils by academic year (BE), newest first, and by grade from the youngest."""
    rows = Enrolment.objects.filter(school=school).order_by("-academic_year")
    found: dict[int, dict[str, Grade]] = {}
    for row in sorted(rows, key=lambda row: (-row.academic_year, level_order(row.grade))):
        of_year = found.setdefault(row.academic_year, {})
        of_year[row.grade] = Grade(row.pupils, row.boys, row.girls, row.rooms)
    return found


def together(grades: Mapping[str, Grade]) -> tuple[Pupils, int | None]:
    """All grades as one, and their rooms; ``None`` where a grade doesn't know."""
    if not grades:
        return Pupils(), None
    boys, girls, rooms = (
        _whole([getattr(grade, name) for grade in grades.values()])
        for name in ("boys", "girls", "rooms")
    )
    return Pupils(sum(grade.pupils for grade in grades.values()), boys, girls), rooms


def _whole(values: list[int | None]) -> int | None:
    return None if None in values else sum(value or 0 for value in values)


def programmes_joined(school: Unit) -> list[ProgrammeSchool]:
    """The programmes in which the school takes or took part, in Thai order."""
    rows = ProgrammeSchool.objects.filter(school=school).select_related("programme")
    return list(rows.order_by("programme__sort_key", "from_year"))


def roles_at(unit: Unit, today: date) -> list[RoleHeld]:
    """The roles held at a unit on a day, with people and posts, in Thai order of names."""
    held = roles_on(today).filter(unit=unit, user__is_active=True)
    return list(held.select_related("user", "post").order_by("role", "user__sort_key"))


def changes_of(unit: Unit) -> list[Event]:
    """The newest changes of a unit in the registers, newest first."""
    about = Event.objects.filter(kind=f"registry.{unit.kind}", key=unit.code)
    return list(about.order_by("-pk")[:_LAST_CHANGES])
