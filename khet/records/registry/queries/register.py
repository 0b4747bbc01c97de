"""The register of an area in an academic year: every school with its places, sizes and pupils."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Sum

from khet.records.registry.models import Enrolment, Sector, Unit, UnitCode, UnitKind
from khet.records.registry.queries.schools import (
    Place,
    Places,
    day_of,
    ever_in,
    places_of,
    stands_in,
)
from khet.rules.sizes import size_class
from khet.rules.tables import SHIPPED, Tables

OPEN, CLOSED, MERGED = "open", "closed", "merged"
NO_PUPILS, UNKNOWN = "none", "unknown"
_HERE: Places = {}


class Pupils(NamedTuple):
    """Pupils of a school in a year; ``None`` where not known."""

    all: int | None = None
    boys: int | None = None
    girls: int | None = None


@dataclass(frozen=True)
class Registered:
    """A school of the register as it stood in an academic year.

    ``state`` is ``open``, ``closed`` or ``merged``, then ``ended`` is its last day and ``heir`` the
    school that it was merged into. ``size`` is a class, ``none`` for a school without pupils, or
    ``unknown``.
    """

    pk: int
    code: str
    name: str
    sort_key: str
    aliases: tuple[str, ...]
    codes: Mapping[str, str]
    sector: str
    lowest: str
    highest: str
    state: str
    ended: date | None
    heir: Unit | None
    places: Places
    pupils: Pupils
    size: str

    def at(self, kind: str) -> Place | None:
        """The district, sub-district or network of the school, where it is known."""
        return self.places.get(kind)


@dataclass(frozen=True)
class Tally:
    """How many schools, of what sizes, with how many pupils.

    The sums are of the schools that know them; ``unknown`` schools don't know their pupils and
    ``sexless`` not how many are boys. A sum is ``None`` where there are schools and none knows it.
    """

    schools: int
    public: int
    sizes: Mapping[str, int]
    pupils: int | None
    boys: int | None
    girls: int | None
    unknown: int
    sexless: int

    @property
    def others(self) -> int:
        """Private schools and those of local government."""
        return self.schools - self.public


def register_of(
    area: Unit,
    academic_year: int,
    today: date,
    tables: Tables = SHIPPED,
    counted: Mapping[int, Pupils] | None = None,
) -> list[Registered]:
    """The schools of an area in Thai order: those open in the year, and those ended by then.

    ``counted`` are the pupils by school, where they are known already.
    """
    day = day_of(academic_year, today)
    units = ever_in(area).select_related("merged_into").order_by("sort_key", "code")
    places, codes = places_of(units, day), _codes(units)
    pupils = _pupils(units, academic_year) if counted is None else counted

    def size(known: Pupils) -> str:
        if known.all is None:
            return UNKNOWN
        return size_class(known.all, academic_year, tables) or NO_PUPILS

    return [
        _registered(unit, places[unit.pk], codes.get(unit.pk, {}), known, size(known), day)
        for unit in units
        for known in (pupils.get(unit.pk, Pupils()),)
        if stands_in(area, places.get(unit.pk, _HERE)) and _begun(unit, day)
    ]


def open_schools(register: Iterable[Registered]) -> list[Registered]:
    """The schools that were open."""
    return [school for school in register if school.state == OPEN]


def tally(schools: Iterable[Registered]) -> Tally:
    """Counts over schools."""
    listed = list(schools)
    return Tally(
        len(listed),
        sum(school.sector == Sector.PUBLIC for school in listed),
        Counter(school.size for school in listed),
        _sum(school.pupils.all for school in listed),
        _sum(school.pupils.boys for school in listed),
        _sum(school.pupils.girls for school in listed),
        sum(school.pupils.all is None for school in listed),
        sum(school.pupils.boys is None and bool(school.pupils.all) for school in listed),
    )


def tallies_by(kind: str, schools: Iterable[Registered]) -> dict[str, Tally]:
    """Counts by the code of a kind of place; ``""`` are the schools whose place is not known."""
    found: dict[str, list[Registered]] = {}
    for school in schools:
        place = school.at(kind)
        found.setdefault(place.code if place else "", []).append(school)
    return {code: tally(listed) for code, listed in found.items()}


def units_of(area: Unit, *kinds: UnitKind) -> QuerySet[Unit]:
    """Districts, sub-districts, networks or groups that stand under the area, in Thai order."""
    under = Unit.objects.filter(kind__in=kinds, placements__parent=area)
    return under.distinct().order_by("sort_key", "code")


def _begun(unit: Unit, day: date) -> bool:
    return unit.valid_from is None or unit.valid_from <= day


def _codes(units: QuerySet[Unit]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    rows = UnitCode.objects.filter(unit__in=units.order_by().values("pk")).order_by("pk")
    for unit, scheme, code in rows.values_list("unit", "scheme", "code"):
        found.setdefault(unit, {})[scheme] = code
    return found


def _pupils(units: QuerySet[Unit], academic_year: int) -> dict[int, Pupils]:
    """Pupils by school; boys and girls only where every grade knows them."""
    of_year = Enrolment.objects.filter(
        school__in=units.order_by().values("pk"), academic_year=academic_year
    )
    counted = of_year.values("school").annotate(
        Sum("pupils"), Sum("boys"), Sum("girls"), Count("pk"), Count("boys"), Count("girls")
    )
    return {
        row["school"]: Pupils(row["pupils__sum"], _whole(row, "boys"), _whole(row, "girls"))
        for row in counted
    }


def _whole(row: Mapping[str, Any], name: str) -> int | None:
    return row[f"{name}__sum"] if row[f"{name}__count"] == row["pk__count"] else None


def _registered(
    unit: Unit, places: Places, codes: Mapping[str, str], pupils: Pupils, size: str, day: date
) -> Registered:
    ended = unit.valid_to is not None and unit.valid_to < day
    return Registered(
        unit.pk,
        unit.code,
        unit.name,
        unit.sort_key,
        tuple(unit.aliases),
        codes,
        unit.sector,
        unit.lowest,
        unit.highest,
        OPEN if not ended else MERGED if unit.merged_into else CLOSED,
        unit.valid_to if ended else None,
        unit.merged_into if ended else None,
        places,
        pupils,
        size,
    )


def _sum(values: Iterable[int | None]) -> int | None:
    listed = list(values)
    known = [value for value in listed if value is not None]
    return sum(known) if known or not listed else None
