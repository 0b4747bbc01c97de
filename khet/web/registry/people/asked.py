"""Whom and what a page about people is of, found only where the reader may see it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.registry.access import MANAGE_ACCOUNTS, SEE_PEOPLE
from khet.records.registry.access.managing import (
    Manager,
    manages,
    may_give,
    opens_accounts_at,
)
from khet.records.registry.models import RoleHeld, Unit, UnitKind, User
from khet.records.registry.queries.people import holding_units, people_seen, roles_ever
from khet.web.parts.viewer import Viewer, viewer_of


@dataclass
class Desk:
    """The reader before the people whom that reader may see and manage."""

    viewer: Viewer

    @cached_property
    def by(self) -> Manager:
        """The reader as a manager."""
        roles = frozenset(held.role for held in self.viewer.roles)
        return Manager(self.user.pk, self.viewer.scope, roles)

    @property
    def user(self) -> User:
        """The reader; nobody who isn't signed in gets here."""
        if self.viewer.user is None:
            raise PermissionDenied
        return self.viewer.user

    @property
    def today(self) -> date:
        """The day of the request."""
        return self.viewer.today

    @property
    def everywhere(self) -> bool:
        """Whether the reader manages the accounts of the whole office."""
        return self.viewer.scope.may_everywhere(MANAGE_ACCOUNTS)

    @cached_property
    def units(self) -> list[Unit]:
        """The units at which people are that the reader may see, in Thai order."""
        found = holding_units(self.viewer.scope.areas, self.today)
        if self.viewer.scope.may_everywhere(SEE_PEOPLE):
            return list(found)
        schools = self.viewer.scope.reach.get(SEE_PEOPLE) or frozenset()
        return list(found.filter(kind=UnitKind.SCHOOL, code__in=schools))

    @cached_property
    def manned(self) -> list[Unit]:
        """The units whose people the reader may open accounts for."""
        return [unit for unit in self.units if opens_accounts_at(self.by, unit)]

    def unit(self, kind: str, code: str) -> Unit | None:
        """The unit of that kind and code, where the reader may see its people."""
        return next((unit for unit in self.units if (unit.kind, unit.code) == (kind, code)), None)


@dataclass
class Person:
    """A person as the reader sees him: the account, and every role held so far."""

    desk: Desk
    user: User

    @cached_property
    def ever(self) -> list[RoleHeld]:
        """Every role, newest first."""
        return roles_ever(self.user)

    @property
    def now(self) -> list[RoleHeld]:
        """The roles of the day."""
        return [held for held in self.ever if self._begun(held) and not self._over(held)]

    @property
    def current(self) -> list[RoleHeld]:
        """The roles of the day and those to come."""
        return [held for held in self.ever if not self._over(held)]

    @property
    def past(self) -> list[RoleHeld]:
        """The roles that have ended."""
        return [held for held in self.ever if self._over(held)]

    @property
    def is_self(self) -> bool:
        """Whether the reader looks at the own page."""
        return self.user.pk == self.desk.user.pk

    @cached_property
    def managed(self) -> bool:
        """Whether the reader may change, close and reset the account."""
        return manages(self.desk.by, self.user.pk, self.current)

    def may_end(self, held: RoleHeld) -> bool:
        """Whether the reader may take the role away."""
        return may_give(self.desk.by, self.user.pk, held.role, held.unit)

    @property
    def may_get_roles(self) -> bool:
        """Whether the reader may give the person any role."""
        return self.user.is_active and self.managed and bool(self.desk.manned)

    def _begun(self, held: RoleHeld) -> bool:
        return held.since <= self.desk.today

    def _over(self, held: RoleHeld) -> bool:
        return held.until is not None and held.until < self.desk.today


def desk_of(request: HttpRequest, permission: str = SEE_PEOPLE) -> Desk:
    """The desk of a reader who has the permission somewhere.

    Raises:
        PermissionDenied: the reader hasn't.
    """
    viewer = viewer_of(request)
    viewer.require(permission)
    return Desk(viewer)


def person_of(request: HttpRequest, username: str) -> Person:
    """The person of that user name: the reader's own self, or one whom the reader may see.

    Raises:
        PermissionDenied: the reader may not.
        Http404: the reader sees everybody, and there is no such person.
    """
    desk = Desk(viewer_of(request))
    if username == desk.user.username:
        return Person(desk, desk.user)
    desk.viewer.require(SEE_PEOPLE)
    found = people_seen(desk.by, desk.today).filter(username=username)
    if not desk.viewer.scope.may_everywhere(SEE_PEOPLE) and not found:
        raise PermissionDenied
    return Person(desk, get_object_or_404(found))


def managed_person(request: HttpRequest, username: str) -> Person:
    """The person of that user name, where the reader manages the account.

    Raises:
        PermissionDenied: the reader doesn't.
    """
    person = person_of(request, username)
    if not person.managed:
        raise PermissionDenied
    return person
