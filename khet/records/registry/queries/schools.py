"""Looking up units: the schools of an area as a page lists them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from khet.records.registry.models import Enrolment, Placement, Sector, Unit, UnitKind
from khet.rules.sizes import size_class


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


def schools_of(area: Unit, academic_year: int, on: date) -> dict[str, School]:
    """Public and private schools of an area by code, in Thai dictionary order."""
    units = list(
        Unit.objects.filter(kind=UnitKind.SCHOOL, placements__parent=area)
        .distinct()
        .order_by("sort_key", "code")
    )
    parents = _parents(units, on)
    pupils = dict(
        Enrolment.objects.filter(school__in=units, academic_year=academic_year)
        .values_list("school")
        .annotate(Sum("pupils"))
    )
    return {unit.code: _school(unit, parents, pupils.get(unit.pk), academic_year) for unit in units}


def _parents(units: list[Unit], on: date) -> dict[tuple[int, str], str]:
    placed = Placement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), child__in=units, valid_from__lte=on
    )
    rows = placed.values_list("child", "parent__kind", "parent__name")
    return {(child, kind): name for child, kind, name in rows}


def _school(
    unit: Unit, parents: dict[tuple[int, str], str], pupils: int | None, academic_year: int
) -> School:
    return School(
        code=unit.code,
        name=unit.name,
        sort_key=unit.sort_key,
        sector=unit.sector,
        district=parents.get((unit.pk, UnitKind.DISTRICT)),
        network=parents.get((unit.pk, UnitKind.NETWORK)),
        pupils=pupils,
        size=None if pupils is None else size_class(pupils, academic_year),
    )


def home_area() -> Unit | None:
    """The office that this installation serves; the first by code where there are several."""
    return Unit.objects.filter(kind=UnitKind.AREA).order_by("code").first()


def public_schools(schools: dict[str, School]) -> dict[str, School]:
    """The schools of the office's own sector."""
    return {code: school for code, school in schools.items() if school.sector == Sector.PUBLIC}
