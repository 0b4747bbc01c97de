"""Units with all that a register says of them, as it stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khet.records.registry.models import Placement, Sector, Unit, UnitCode, UnitKind
from khet.records.registry.queries.schools import Place, places_of

Above = tuple[str, str, str]


@dataclass(frozen=True)
class UnitEntry:
    """A unit as a register states it.

    ``codes`` are its further codes by scheme, ``above`` (hierarchy, kind, code) of all above it,
    ``merged_into`` the code of a unit of the same kind.
    """

    kind: str
    code: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    sector: str = Sector.PUBLIC
    codes: tuple[tuple[str, str], ...] = ()
    above: tuple[Above, ...] = ()
    lowest: str = ""
    highest: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    merged_into: str = ""
    works: tuple[str, ...] = ()


def units_of(area: Unit, kind: str) -> QuerySet[Unit]:
    """The units of a kind that stand in the area, or once did, in Thai dictionary order."""
    inside = Placement.objects.filter(parent=area).values("child")
    here = Q(pk__in=inside) | Q(pk=area.pk)
    return Unit.objects.filter(here, kind=kind).order_by("sort_key", "code")


def entries_of(units: QuerySet[Unit], day: date) -> list[UnitEntry]:
    """The units as they stand on that day, in the order of the query."""
    places = places_of(units, day)
    codes: dict[int, dict[str, str]] = {}
    for unit, scheme, code in _codes(units):
        codes.setdefault(unit, {}).setdefault(scheme, code)
    return [
        _entry(unit, codes.get(unit.pk, {}), places.get(unit.pk, {}).values())
        for unit in units.select_related("merged_into")
    ]


def _codes(units: QuerySet[Unit]) -> Iterable[tuple[int, str, str]]:
    found = UnitCode.objects.filter(unit__in=units.order_by().values("pk")).order_by("pk")
    return found.values_list("unit", "scheme", "code")


def _entry(unit: Unit, codes: dict[str, str], places: Iterable[Place]) -> UnitEntry:
    return UnitEntry(
        unit.kind,
        unit.code,
        unit.name,
        unit.short_name,
        tuple(unit.aliases),
        unit.sector,
        tuple(sorted(codes.items())),
        tuple(sorted((hierarchy(unit.kind, p.kind), str(p.kind), p.code) for p in places)),
        unit.lowest,
        unit.highest,
        unit.valid_from,
        unit.valid_to,
        unit.merged_into.code if unit.merged_into else "",
        tuple(unit.works),
    )


def hierarchy(kind: str, above: str) -> str:
    """In which hierarchy a unit of one kind stands under one of another."""
    work = above in (UnitKind.NETWORK, UnitKind.GROUP) or (
        above == UnitKind.AREA and kind in (UnitKind.NETWORK, UnitKind.GROUP)
    )
    return str(Placement.Hierarchy.WORK if work else Placement.Hierarchy.PLACE)
