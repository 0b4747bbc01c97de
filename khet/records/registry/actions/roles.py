"""Roles given to people at units, and their end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from khet.records.registry.access import ROLES
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Post, RoleHeld, Unit, User


@dataclass(frozen=True)
class RoleEntry:
    """A role to give: which, where, from which day on, to which last day, because of which post."""

    role: str
    unit: Unit
    since: date
    until: date | None = None
    acting: bool = False
    post: Post | None = None

    def held_by(self, user: User) -> RoleHeld:
        """The role as the person is to hold it."""
        return RoleHeld(
            user=user,
            role=self.role,
            unit=self.unit,
            post=self.post,
            acting=self.acting,
            since=self.since,
            until=self.until,
        )


class RoleNotAtUnitError(Exception):
    """The role isn't known, or can't be held at a unit of that kind."""


class RoleEndsEarlyError(Exception):
    """The role would end before it began."""


class RoleHeldAlreadyError(Exception):
    """The person holds the role at the unit in those days."""


@transaction.atomic
def give_role(*, by: Actor, user: User, entry: RoleEntry) -> RoleHeld:
    """Give a person a role at a unit.

    Raises:
        RoleNotAtUnitError, RoleEndsEarlyError, RoleHeldAlreadyError: see there.
    """
    check_role(entry)
    same = RoleHeld.objects.filter(user=user, role=entry.role, unit=entry.unit)
    if same.filter(still_on(entry.since), since__lte=entry.until or date.max).exists():
        raise RoleHeldAlreadyError(entry.role)
    held = entry.held_by(user)
    held.save()
    _tell(by, "give-role", held)
    return held


@transaction.atomic
def end_role(*, by: Actor, held: RoleHeld, until: date) -> None:
    """Let a role end with that day.

    Raises:
        RoleEndsEarlyError: the day is before the role's first; ``end_roles`` takes it back.
    """
    if until < held.since:
        raise RoleEndsEarlyError(held.role)
    before = role_told(held)
    held.until = until
    held.save(update_fields=["until"])
    _tell(by, "end-role", held, before)


@transaction.atomic
def end_roles(*, by: Actor, held: Iterable[RoleHeld], on: date) -> None:
    """Let roles end so that none is held on that day; one that only begins then never was."""
    yesterday = on - timedelta(days=1)
    for role in held:
        if role.since >= on:
            _tell(by, "withdraw-role", role, role_told(role))
            role.delete()
        elif role.until is None or role.until >= on:
            end_role(by=by, held=role, until=yesterday)


def check_role(entry: RoleEntry) -> None:
    """Raise ``RoleNotAtUnitError`` or ``RoleEndsEarlyError`` where an entry can't be."""
    known = ROLES.get(entry.role)
    if known is None or entry.unit.kind not in known.held_at:
        raise RoleNotAtUnitError(entry.role)
    if entry.until is not None and entry.until < entry.since:
        raise RoleEndsEarlyError(entry.role)


def still_on(day: date) -> Q:
    """Roles that have not ended before that day."""
    return Q(until__isnull=True) | Q(until__gte=day)


def role_told(held: RoleHeld) -> dict[str, object]:
    """A role as events tell of it."""
    return {
        "role": held.role,
        "unit": held.unit.code,
        "post": held.post.title if held.post else "",
        "acting": held.acting,
        "since": held.since.isoformat(),
        "until": held.until.isoformat() if held.until else "",
    }


def _tell(by: Actor, action: str, held: RoleHeld, before: dict[str, object] | None = None) -> None:
    after = None if action == "withdraw-role" else role_told(held)
    key = held.user.username
    record_event(by=by, action=action, kind="registry.user", key=key, before=before, after=after)
