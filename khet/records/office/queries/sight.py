"""What of the office's records a person may see."""

from collections.abc import Iterable
from datetime import date

from khet.records.office.access import Sight, checking, readings
from khet.records.office.queries.bodies import bodies_of
from khet.records.registry.access import AT_OFFICE, SEE_UNIT_FILES, Scope
from khet.records.registry.models import RoleHeld, User


def sight_of(user: User, held: Iterable[RoleHeld], scope: Scope, day: date) -> Sight:
    """The sight of a person who holds those roles on the day; one query."""
    roles = list(held)
    return Sight(
        scope.areas[0].pk,
        user.pk,
        frozenset(role.unit_id for role in roles),
        any(role.unit.kind in AT_OFFICE for role in roles),
        scope.reach.get(SEE_UNIT_FILES, frozenset()),
        bodies_of(user, roles, day),
        frozenset((role.unit_id, role.role) for role in roles),
        reads=readings(scope),
        checks=checking(scope),
    )
