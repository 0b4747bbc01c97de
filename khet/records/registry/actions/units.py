"""Registering units and where they stand, and changing what is registered."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from khet.records.registry.actions.audit import Actor, event_of
from khet.records.registry.actions.roles import end_roles
from khet.records.registry.models import Event, Placement, RoleHeld, Unit, UnitCode
from khet.records.registry.queries.entries import Above, UnitEntry, entries_of
from khet.rules.thai import sort_key

__all__ = ["UnitEntry", "register_units", "save_units"]

_DAY = timedelta(days=1)
_EVER = Placement.EVER
_PLAIN = ("name", "short_name", "sector", "lowest", "highest", "valid_from", "valid_to")
_WRITTEN = (*_PLAIN, "aliases", "works", "sort_key", "merged_into")
Known = dict[tuple[str, str], Unit]


@transaction.atomic
def register_units(*, by: Actor, entries: Iterable[UnitEntry], since: date) -> None:
    """Register new units, each standing under the others from that day on.

    Raises:
        django.db.IntegrityError: a code is already in use within its kind.
        KeyError: a unit to stand under, or to be merged into, isn't registered.
    """
    _register(by, list(entries), since)


@transaction.atomic
def save_units(*, by: Actor, entries: Iterable[UnitEntry], on: date) -> None:
    """Register units that are new, and change the others to what their entries say.

    A unit that moves stands where it stood until the day before ``on``. A move of the same day is
    put right. Where a unit stood nowhere before, it stands from its beginning, or from ever where
    that isn't known: old years know it there. Of a change the event tells what differs.

    With the last day of a unit the roles held there end, each with an event of its own; one that
    would have begun later never was.

    Raises:
        KeyError: a unit to stand under, or to be merged into, isn't registered.
    """
    listed = {(str(entry.kind), entry.code): entry for entry in entries}
    kinds, codes = {key[0] for key in listed}, {key[1] for key in listed}
    there = Unit.objects.filter(kind__in=kinds, code__in=codes)
    before = {(entry.kind, entry.code): entry for entry in entries_of(there, on)}
    _register(by, [entry for key, entry in listed.items() if key not in before], _EVER)
    changed = [
        (before[key], entry)
        for key, entry in listed.items()
        if key in before and before[key] != entry
    ]
    _change(by, changed, on)


def _register(by: Actor, entries: Sequence[UnitEntry], since: date) -> None:
    made = Unit.objects.bulk_create(_filled(Unit(), entry) for entry in entries)
    known = _known()
    Placement.objects.bulk_create(
        _placed(unit, known, above, entry.valid_from or since)
        for unit, entry in zip(made, entries, strict=True)
        for above in entry.above
    )
    UnitCode.objects.bulk_create(
        UnitCode(unit=unit, scheme=scheme, code=code)
        for unit, entry in zip(made, entries, strict=True)
        for scheme, code in entry.codes
    )
    for unit, entry in zip(made, entries, strict=True):
        _merge(unit, entry, known)
    Unit.objects.bulk_update([unit for unit in made if unit.merged_into], ["merged_into"])
    Event.objects.bulk_create(
        event_of(
            by=by,
            action="register-unit",
            kind=f"registry.{entry.kind}",
            key=entry.code,
            after=_told(entry),
        )
        for entry in entries
    )


def _change(by: Actor, changed: Sequence[tuple[UnitEntry, UnitEntry]], on: date) -> None:
    known = _known()
    units = []
    for before, entry in changed:
        unit = _filled(known[entry.kind, entry.code], entry)
        _merge(unit, entry, known)
        _move(unit, known, before, entry, on)
        _recode(unit, before, entry)
        units.append(unit)
    Unit.objects.bulk_update(units, _WRITTEN)
    Event.objects.bulk_create(_changed(by, before, entry) for before, entry in changed)
    for (before, entry), unit in zip(changed, units, strict=True):
        if entry.valid_to and entry.valid_to != before.valid_to:
            held = RoleHeld.objects.filter(unit=unit).select_related("user", "unit", "post")
            end_roles(by=by, held=held, on=entry.valid_to + _DAY)


def _known() -> Known:
    return {(unit.kind, unit.code): unit for unit in Unit.objects.all()}


def _filled(unit: Unit, entry: UnitEntry) -> Unit:
    unit.kind, unit.code = entry.kind, entry.code
    for name in _PLAIN:
        setattr(unit, name, getattr(entry, name))
    unit.aliases, unit.works = list(entry.aliases), list(entry.works)
    unit.sort_key = sort_key(entry.name)
    return unit


def _merge(unit: Unit, entry: UnitEntry, known: Known) -> None:
    unit.merged_into = known[entry.kind, entry.merged_into] if entry.merged_into else None


def _placed(unit: Unit, known: Known, above: Above, since: date) -> Placement:
    hierarchy, kind, code = above
    return Placement(child=unit, parent=known[kind, code], hierarchy=hierarchy, valid_from=since)


def _move(unit: Unit, known: Known, before: UnitEntry, entry: UnitEntry, on: date) -> None:
    """End the placements that no longer hold, and begin those that are new."""
    gone = set(before.above) - set(entry.above)
    stood = {kind for _, kind, _ in before.above}
    for _, kind, code in gone:
        held = Placement.objects.filter(child=unit, parent=known[kind, code])
        held.filter(valid_from__gte=on).delete()
        held.filter(valid_to__isnull=True).update(valid_to=on - _DAY)
    new = sorted(set(entry.above) - set(before.above))
    Placement.objects.bulk_create(
        _placed(unit, known, above, on if above[1] in stood else entry.valid_from or _EVER)
        for above in new
    )


def _recode(unit: Unit, before: UnitEntry, entry: UnitEntry) -> None:
    """Change the further codes that differ, scheme by scheme."""
    were, are = dict(before.codes), dict(entry.codes)
    for scheme in were.keys() | are.keys():
        if were.get(scheme) != are.get(scheme):
            UnitCode.objects.filter(unit=unit, scheme=scheme).delete()
            if scheme in are:
                UnitCode.objects.create(unit=unit, scheme=scheme, code=are[scheme])


def _changed(by: Actor, before: UnitEntry, entry: UnitEntry) -> Event:
    was, now = _told(before), _told(entry)
    differs = [name for name in now if now[name] != was[name]]
    return event_of(
        by=by,
        action="change-unit",
        kind=f"registry.{entry.kind}",
        key=entry.code,
        before={name: was[name] for name in differs},
        after={name: now[name] for name in differs},
    )


def _told(entry: UnitEntry) -> dict[str, Any]:
    """An entry as the audit trail keeps it: days in figures, lists of plain texts."""
    values = ((field.name, getattr(entry, field.name)) for field in fields(entry))
    return {n: v.isoformat() if isinstance(v, date) else _plain(v) for n, v in values}


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
