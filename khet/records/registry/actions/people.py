"""Accounts: opened one by one or in bulk, changed, closed and opened again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q

from khet.records.registry.actions.audit import Actor, event_of, record_event
from khet.records.registry.actions.identity import identity_hash
from khet.records.registry.actions.roles import RoleEntry, check_role, end_roles
from khet.records.registry.models import Event, RoleHeld, Unit, User
from khet.rules.names import name_key, tidy_name
from khet.rules.thai import tidy


@dataclass(frozen=True)
class AccountEntry:
    """An account to open: who, with which role, at which unit (kind, code).

    Without a password nobody can sign in until a one-time code is issued. ``identity`` is the
    citizen's id as it was typed, kept only as a keyed hash.
    """

    username: str
    name: str
    role: str
    unit: tuple[str, str]
    password: str = field(default="", repr=False)
    position: str = ""
    academic_rank: str = ""
    identity: str = field(default="", repr=False)
    acting: bool = False
    since: date | None = None
    until: date | None = None


class UserNameTakenError(Exception):
    """Another account has the user name."""


class PersonHasAccountError(Exception):
    """The same person, by the citizen's id, has an account; tells its user name."""


def open_account(*, by: Actor, entry: AccountEntry, since: date) -> User:
    """Open one account, as ``open_accounts`` does."""
    return open_accounts(by=by, entries=[entry], since=since)[0]


@transaction.atomic
def open_accounts(*, by: Actor, entries: Iterable[AccountEntry], since: date) -> list[User]:
    """Open accounts that hold one role each, from the entry's day or that day on; all or none.

    Raises:
        Unit.DoesNotExist: no such unit.
        UserNameTakenError, PersonHasAccountError: within the entries, or there already.
        RoleNotAtUnitError, RoleEndsEarlyError: see ``give_role``.
    """
    listed = list(entries)
    units = _units(listed, since)
    for entry in listed:
        check_role(_role(entry, units, since))
    users = [_user(entry) for entry in listed]
    _check_new(users)
    users = User.objects.bulk_create(users)
    RoleHeld.objects.bulk_create(
        _role(entry, units, since).held_by(user) for user, entry in zip(users, listed, strict=True)
    )
    Event.objects.bulk_create(_opened(by, entry) for entry in listed)
    return users


@transaction.atomic
def change_person(
    *, by: Actor, user: User, name: str, position: str, academic_rank: str, identity: str = ""
) -> None:
    """Change what a person is called; nothing is written where nothing changes.

    An ``identity`` is kept, as a keyed hash, where none was known.

    Raises:
        PersonHasAccountError: it is that of another account.
    """
    before, hashed = _told(user), user.identity_hash
    user.name, user.position = tidy_name(name), tidy(position)
    user.academic_rank = tidy(academic_rank)
    user.identity_hash = hashed or identity_hash(identity)
    if before == _told(user) and hashed == user.identity_hash:
        return
    _check_alone(user)
    user.save(update_fields=["name", "sort_key", "position", "academic_rank", "identity_hash"])
    record_event(
        by=by,
        action="change-person",
        kind="registry.user",
        key=user.username,
        before=before,
        after=_told(user),
    )


@transaction.atomic
def close_account(*, by: Actor, user: User, on: date) -> None:
    """Nobody can sign in with the account any more, and every role that it holds ends."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    record_event(by=by, action="close-account", kind="registry.user", key=user.username)
    end_roles(by=by, held=user.roles_held.all(), on=on)


@transaction.atomic
def reopen_account(*, by: Actor, user: User) -> None:
    """The account can be used again; roles are given anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_event(by=by, action="reopen-account", kind="registry.user", key=user.username)


def _units(entries: Sequence[AccountEntry], on: date) -> dict[tuple[str, str], Unit]:
    """The units of the entries by kind and code.

    Raises:
        Unit.DoesNotExist: one isn't registered, or was closed before that day.
    """
    asked = {entry.unit for entry in entries}
    there = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    found = Unit.objects.filter(there, code__in={code for _, code in asked})
    units = {(unit.kind, unit.code): unit for unit in found}
    for kind, code in sorted(asked - set(units)):
        raise Unit.DoesNotExist(f"{kind} {code}")
    return {(str(kind), code): unit for (kind, code), unit in units.items()}


def _role(entry: AccountEntry, units: dict[tuple[str, str], Unit], since: date) -> RoleEntry:
    kind, code = entry.unit
    begins = entry.since or since
    return RoleEntry(entry.role, units[str(kind), code], begins, entry.until, entry.acting)


def _user(entry: AccountEntry) -> User:
    name = tidy_name(entry.name)
    return User(
        username=entry.username.strip().lower(),
        name=name,
        sort_key=name_key(name),
        position=tidy(entry.position),
        academic_rank=tidy(entry.academic_rank),
        identity_hash=identity_hash(entry.identity),
        password=make_password(entry.password or None),
    )


def _check_new(users: list[User]) -> None:
    names = [user.username for user in users]
    hashes = [user.identity_hash for user in users if user.identity_hash]
    taken = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    for name in sorted(taken | _twice(names)):
        raise UserNameTakenError(name)
    there = User.objects.filter(identity_hash__in=hashes).values_list("username", flat=True)
    again = [user.username for user in users if user.identity_hash in _twice(hashes)]
    for name in sorted({*there, *again}):
        raise PersonHasAccountError(name)


def _check_alone(user: User) -> None:
    same = User.objects.filter(identity_hash=user.identity_hash).exclude(pk=user.pk)
    if user.identity_hash and (other := same.first()):
        raise PersonHasAccountError(other.username)


def _twice(values: Iterable[str]) -> set[str]:
    return {value for value, times in Counter(values).items() if times > 1}


def _opened(by: Actor, entry: AccountEntry) -> Event:
    told = {"role": entry.role, "unit": entry.unit[1]}
    key = entry.username.strip().lower()
    return event_of(by=by, action="open-account", kind="registry.user", key=key, after=told)


def _told(user: User) -> dict[str, str]:
    return {"name": user.name, "position": user.position, "academic_rank": user.academic_rank}
