"""Looking up units: the schools of an area as a page lists them, in the year it is about."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet, Sum

from khet.records.registry.access import valid_on
from khet.records.registry.models import Enrolment, Placement, Sector, Unit, UnitKind
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year_end
from khet.rules.sizes import size_class
from khet.rules.tables import Tables


@dataclass(frozen=True)
class School:
    """A school as lists show it; ``pupils`` and ``size`` are ``None`` where not known."""

    code: str
    name: str
    sort_key: str
    sector: str
    district: str | None
    network: str | None
    pupils: int | None
    size: str | None
    district_code: str | None = None
    network_code: str | None = None


@dataclass(frozen=True)
class Place:
    """A unit above a school: an area, district, sub-district or network."""

    kind: str
    code: str
    name: str


Places = Mapping[str, Place]
_NOWHERE: Places = {}


def day_of(academic_year: int, today: date) -> date:
    """The day as of which lists of an academic year (BE) are made: its end, but not after today."""
    return min(academic_year_end(academic_year), today)


def schools_of(
    area: Unit, academic_year: int, on: date, tables: Tables | None = None
) -> dict[str, School]:
    """Public and private schools of an area by code, in Thai dictionary order.

    They are those of the end of the academic year, or of the day ``on`` where that comes earlier:
    one that was closed, merged or moved since stays in its old years, where it was then. Sizes
    are by the office's tables, looked up where not given.
    """
    return schools_by_year(area, [academic_year], on, tables)[academic_year]


def schools_by_year(
    area: Unit, academic_years: Collection[int], on: date, tables: Tables | None = None
) -> dict[int, dict[str, School]]:
    """The same of several academic years (BE), for as many queries as of one."""
    known = office_tables(area) if tables is None else tables
    standing = {year: valid_on(day_of(year, on)) for year in academic_years}
    ever = ever_in(area).filter(reduce(or_, standing.values(), Q())).order_by("sort_key", "code")
    units, placed = list(ever), _placed(ever)
    pupils = _pupils_of(ever, academic_years)

    def of_year(year: int) -> dict[str, School]:
        places = _places_on(placed, day_of(year, on))
        size = partial(size_class, academic_year=year, tables=known)
        return {
            unit.code: _school(unit, places[unit.pk], pupils.get((unit.pk, year)), size)
            for unit in units
            if unit.stands_on(day_of(year, on)) and stands_in(area, places.get(unit.pk, _NOWHERE))
        }

    return {year: of_year(year) for year in academic_years}


def _pupils_of(units: QuerySet[Unit], years: Collection[int]) -> dict[tuple[int, int], int]:
    """Pupils of all grades by unit (its key) and academic year (BE)."""
    counted = Enrolment.objects.filter(
        school__in=units.order_by().values("pk"), academic_year__in=years
    )
    rows = counted.values_list("school", "academic_year").annotate(Sum("pupils"))
    return {(school, year): pupils for school, year, pupils in rows}


def ever_in(area: Unit) -> QuerySet[Unit]:
    """The schools that stand in the area, or once did."""
    return Unit.objects.filter(
        kind=UnitKind.SCHOOL, pk__in=Placement.objects.filter(parent=area).values("child")
    )


def stands_in(area: Unit, places: Places) -> bool:
    """Whether a school with these places belongs to the area."""
    here = places.get(UnitKind.AREA)
    return here is not None and here.code == area.code


def places_of(units: QuerySet[Unit], day: date) -> dict[int, dict[str, Place]]:
    """Where each unit (its key) stands on a day, by kind of place.

    What is known first holds for the time before it, too: a register begun later says nothing
    else. A unit that ended stands where it stood last.
    """
    return _places_on(_placed(units), day)


def _placed(units: QuerySet[Unit]) -> list[tuple[Any, ...]]:
    """Where units ever stood, oldest first, with when, and until when the unit is there itself."""
    placed = Placement.objects.filter(child__in=units.order_by().values("pk"))
    fields = ("child", "parent__kind", "parent__code", "parent__name")
    return list(
        placed.order_by("valid_from", "pk").values_list(
            *fields, "valid_from", "valid_to", "child__valid_to"
        )
    )


def _places_on(placed: Iterable[tuple[Any, ...]], day: date) -> dict[int, dict[str, Place]]:
    found: dict[int, dict[str, Place]] = {}
    for child, kind, code, name, begins, ends, last in placed:
        here = found.setdefault(child, {})
        over = ends is not None and ends < day and ends != last
        if begins > day:
            here.setdefault(kind, Place(kind, code, name))
        elif not over:
            here[kind] = Place(kind, code, name)
    return found


def _school(
    unit: Unit, places: Places, pupils: int | None, size: Callable[[int], str | None]
) -> School:
    return School(
        code=unit.code,
        name=unit.name,
        sort_key=unit.sort_key,
        sector=unit.sector,
        district=_name(places, UnitKind.DISTRICT),
        network=_name(places, UnitKind.NETWORK),
        pupils=pupils,
        size=None if pupils is None else size(pupils),
        district_code=_code(places, UnitKind.DISTRICT),
        network_code=_code(places, UnitKind.NETWORK),
    )


def _name(places: Places, kind: UnitKind) -> str | None:
    place = places.get(kind)
    return place.name if place else None


def _code(places: Places, kind: UnitKind) -> str | None:
    place = places.get(kind)
    return place.code if place else None


def years_of(area: Unit) -> list[int]:
    """The academic years (BE) of which pupils per grade of the area are known, newest first."""
    known = Enrolment.objects.filter(school__placements__parent=area)
    return sorted(known.values_list("academic_year", flat=True).distinct(), reverse=True)


def pupils_by_year(area: Unit) -> dict[int, list[int]]:
    """Numbers of pupils of the schools of an area by academic year (BE), newest year first."""
    known = Enrolment.objects.filter(school__in=ever_in(area))
    rows = known.values_list("academic_year", "school").annotate(Sum("pupils"))
    found: dict[int, list[int]] = {}
    for year, _school_key, pupils in rows.order_by("-academic_year", "school"):
        found.setdefault(year, []).append(pupils)
    return found


def sizes_of(area: Unit, tables: Tables) -> dict[int, str | None]:
    """The size class of each school (its key) by the pupils of the newest year known; one query."""
    known = Enrolment.objects.filter(school__in=ever_in(area))
    rows = known.values_list("academic_year", "school").annotate(Sum("pupils"))
    by_year: dict[int, dict[int, int]] = {}
    for year, school, pupils in rows.order_by("academic_year"):
        by_year.setdefault(year, {})[school] = pupils
    newest = max(by_year, default=0)
    counted = by_year.get(newest, {}).items()
    return {school: size_class(pupils, newest, tables) for school, pupils in counted}


def home_area() -> Unit | None:
    """The office that this installation serves; the first by code where there are several."""
    return Unit.objects.filter(kind=UnitKind.AREA).order_by("code").first()


def public_schools(schools: dict[str, School]) -> dict[str, School]:
    """The schools of the office's own sector."""
    return {code: school for code, school in schools.items() if school.sector == Sector.PUBLIC}
