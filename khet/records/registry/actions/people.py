"""Accounts and the roles that people hold."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import RoleHeld, Unit, User


@dataclass(frozen=True)
class AccountEntry:
    """An account to open: who, with which role, at which unit (kind, code)."""

    username: str
    name: str
    role: str
    unit: tuple[str, str]
    password: str = field(repr=False)


@transaction.atomic
def open_account(*, by: Actor, entry: AccountEntry, since: date) -> User:
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
