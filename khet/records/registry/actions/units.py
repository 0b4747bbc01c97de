"""Registering units and where they stand."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from khet.records.registry.actions.audit import Actor, event_of
from khet.records.registry.models import Event, Placement, Sector, Unit, UnitCode
from khet.rules.thai import sort_key


@dataclass(frozen=True)
class UnitEntry:
    """A unit to register: its codes by scheme, and (hierarchy, kind, code) of all above it."""

    kind: str
    code: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    sector: str = Sector.PUBLIC
    codes: tuple[tuple[str, str], ...] = ()
    above: tuple[tuple[str, str, str], ...] = ()


@transaction.atomic
def register_units(*, by: Actor, entries: Iterable[UnitEntry], since: date) -> None:
    """Register new units, each standing under the others from that day on.

    Raises:
        django.db.IntegrityError: a code is already in use within its kind.
    """
    listed = list(entries)
    made = Unit.objects.bulk_create(
        Unit(
            kind=entry.kind,
            code=entry.code,
            name=entry.name,
            short_name=entry.short_name,
            aliases=list(entry.aliases),
            sector=entry.sector,
            sort_key=sort_key(entry.name),
        )
        for entry in listed
    )
    _place(made, listed, since)
    UnitCode.objects.bulk_create(
        UnitCode(unit=unit, scheme=scheme, code=code)
        for unit, entry in zip(made, listed, strict=True)
        for scheme, code in entry.codes
    )
    Event.objects.bulk_create(
        event_of(
            by=by,
            action="register-unit",
            kind=f"registry.{entry.kind}",
            key=entry.code,
            after=asdict(entry),
        )
        for entry in listed
    )


def _place(made: list[Unit], entries: list[UnitEntry], since: date) -> None:
    units = {(unit.kind, unit.code): unit for unit in Unit.objects.all()}
    Placement.objects.bulk_create(
        Placement(child=unit, parent=units[kind, code], hierarchy=hierarchy, valid_from=since)
        for unit, entry in zip(made, entries, strict=True)
        for hierarchy, kind, code in entry.above
    )
