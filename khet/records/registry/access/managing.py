"""Who may manage whose account, and who may give whom which role.

The office (accounts managed everywhere) manages all but itself; an administrator's account and role
are an administrator's to touch. A school's director manages the school's own teachers and clerks.
"""

from collections.abc import Collection
from dataclasses import dataclass

from khet.records.registry.access.roles import MANAGE_ACCOUNTS, ROLES
from khet.records.registry.access.scope import Scope
from khet.records.registry.models import RoleHeld, Unit, UnitKind

ADMINISTRATOR = "administrator"
OF_SCHOOL_STAFF = ("teacher", "clerk")


@dataclass(frozen=True)
class Manager:
    """Who manages: the key of the own account, the scope, and the codes of the roles held now."""

    person: int
    scope: Scope
    roles: frozenset[str]

    @property
    def administers(self) -> bool:
        """Whether the person is an administrator."""
        return ADMINISTRATOR in self.roles


def manages(by: Manager, person: int, held: Collection[RoleHeld]) -> bool:
    """Whether the account of a person with those roles is the manager's to close or reset."""
    if person == by.person:
        return False
    if not by.scope.may_everywhere(MANAGE_ACCOUNTS):
        return bool(held) and all(_is_own_staff(by, role.role, role.unit) for role in held)
    return by.administers or all(role.role != ADMINISTRATOR for role in held)


def roles_to_give(by: Manager, unit: Unit) -> list[str]:
    """The roles that the manager may give at the unit, to anybody but himself."""
    possible = [role for role, known in ROLES.items() if unit.kind in known.held_at]
    if not by.scope.may_everywhere(MANAGE_ACCOUNTS):
        return [role for role in possible if _is_own_staff(by, role, unit)]
    return [role for role in possible if role != ADMINISTRATOR or by.administers]


def may_give(by: Manager, person: int | None, role: str, unit: Unit) -> bool:
    """Whether the manager may give the role at the unit to the person, ``None`` a new one.

    The same holds for taking it away.
    """
    return person != by.person and role in roles_to_give(by, unit)


def opens_accounts_at(by: Manager, unit: Unit) -> bool:
    """Whether the manager may open accounts of people of the unit."""
    return bool(roles_to_give(by, unit))


def _is_own_staff(by: Manager, role: str, unit: Unit) -> bool:
    here = unit.kind == UnitKind.SCHOOL and by.scope.may_at(MANAGE_ACCOUNTS, unit.code)
    return here and role in OF_SCHOOL_STAFF
