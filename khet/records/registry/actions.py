"""Writes to the registers. Each names its actor and leaves an event of what it did."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from khet.records.registry.models import (
    Enrolment,
    Event,
    Placement,
    RoleHeld,
    Sector,
    Unit,
    UnitCode,
    UnitKind,
    User,
)
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


@dataclass(frozen=True)
class AccountEntry:
    """An account to open: who, with which role, at which unit (kind, code)."""

    username: str
    name: str
    role: str
    unit: tuple[str, str]
    password: str = field(repr=False)


@dataclass(frozen=True)
class EnrolmentEntry:
    """Pupils of a school (its code) in a grade and academic year (BE)."""

    school: str
    academic_year: int
    grade: str
    pupils: int


def record_event(
    *,
    by: str,
    action: str,
    kind: str,
    key: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """Add to the audit trail; called inside the transaction of the write that it tells of."""
    return Event.objects.create(
        actor=by, action=action, kind=kind, key=key, before=before, after=after
    )


@transaction.atomic
def register_units(*, by: str, entries: Iterable[UnitEntry], since: date) -> None:
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
        Event(
            actor=by,
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


@transaction.atomic
def record_enrolment(*, by: str, entries: Iterable[EnrolmentEntry]) -> None:
    """Add pupils per school, grade and year.

    Raises:
        KeyError: a school's code is not registered.
        django.db.IntegrityError: a school's grade and year are already there.
    """
    schools = dict(Unit.objects.filter(kind=UnitKind.SCHOOL).values_list("code", "pk"))
    made = Enrolment.objects.bulk_create(
        Enrolment(
            school_id=schools[entry.school],
            academic_year=entry.academic_year,
            grade=entry.grade,
            pupils=entry.pupils,
        )
        for entry in entries
    )
    record_event(
        by=by,
        action="record-enrolment",
        kind="registry.enrolment",
        key="*",
        after={"rows": len(made), "pupils": sum(row.pupils for row in made)},
    )


@transaction.atomic
def open_account(*, by: str, entry: AccountEntry, since: date) -> User:
    """Open an account that holds one role at one unit.

    Raises:
        Unit.DoesNotExist: no such unit.
        django.db.IntegrityError: the user name is taken.
    """
    kind, code = entry.unit
    unit = Unit.objects.get(kind=kind, code=code)
    user = User.objects.create(
        username=entry.username, name=entry.name, password=make_password(entry.password)
    )
    RoleHeld.objects.create(user=user, role=entry.role, unit=unit, since=since)
    record_event(
        by=by,
        action="open-account",
        kind="registry.user",
        key=entry.username,
        after={"role": entry.role, "unit": code},
    )
    return user
