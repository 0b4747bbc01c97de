"""The accounts of an area as files of people refer to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from khet.jobs.registers.register import Terms
from khet.records.registry.access import MANAGE_ACCOUNTS, Scope, roles_now
from khet.records.registry.access.managing import Manager, manages
from khet.records.registry.actions.roles import still_on
from khet.records.registry.models import RoleHeld, Unit, User
from khet.records.registry.queries.people import roles_on_in
from khet.rules.names import tidy_name, without_title
from khet.rules.user_names import next_user_names, user_name_stem


@dataclass
class Account:
    """An account, with the roles that it holds on the day."""

    user: User
    held: list[RoleHeld] = field(default_factory=list)

    def role_at(self, unit: str) -> RoleHeld | None:
        """A role held at the unit of that code."""
        return next((role for role in self.held if role.unit.code == unit), None)


class Accounts:
    """The accounts to find by user name, by hash of a citizen's id, by name and unit."""

    def __init__(self, area: Unit, day: date) -> None:
        self._area = area
        self.held = list(roles_on_in(area, day))
        self.by_name = {user.username: Account(user) for user in User.objects.order_by("pk")}
        for role in self.held:
            self.by_name[role.user.username].held.append(role)
        self.by_identity = {
            account.user.identity_hash: account
            for account in self.by_name.values()
            if account.user.identity_hash
        }
        self._stems: dict[str, Iterator[str]] = {}

    def namesake(self, name: str, unit: str) -> Account | None:
        """Somebody of that name with a role at the unit of that code."""
        found = (one for one in self.by_name.values() if one.user.name == name)
        return next((one for one in found if one.role_at(unit)), None)

    def new_name(self, unit: str) -> str:
        """A user name that nobody has, from the unit's code and a running number."""
        stem = user_name_stem(unit, self._area.code)
        if stem not in self._stems:
            self._stems[stem] = next_user_names(stem, self.by_name)
        return next(self._stems[stem])


def unmanaged(terms: Terms, names: Iterable[str]) -> set[str]:
    """Which of these accounts are not for who brings the file to touch, as on their own pages.

    Roles of today and to come count, whatever day the file is about.
    """
    by, today = User.objects.filter(username=terms.user).first(), timezone.localdate()
    if by is None:
        return set()
    scope = Scope((terms.area,), {MANAGE_ACCOUNTS: terms.schools})
    manager = Manager(by.pk, scope, frozenset(held.role for held in roles_now(by, today)))
    current = RoleHeld.objects.filter(still_on(today)).select_related("unit")
    users = User.objects.filter(username__in=set(names)).prefetch_related(
        Prefetch("roles_held", current, "unended")
    )
    return {user.username for user in users if not manages(manager, user.pk, user.unended)}


def whole_name(title: str, first: str, last: str) -> str:
    """A name as accounts have it, from the three cells of a file."""
    return tidy_name(f"{title}{first} {last}")


def name_parts(name: str) -> dict[str, str]:
    """Title, first and last name of a whole name."""
    rest = without_title(name)
    first, _, last = rest.partition(" ")
    return {"title": name[: len(name) - len(rest)].strip(), "first": first, "last": last}
