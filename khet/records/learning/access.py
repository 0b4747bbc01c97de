"""Who may see which visits to schools."""

from collections.abc import Collection

from django.db.models import Q

from khet.records.learning.models import Visit
from khet.records.registry.access import RECORD_VISITS, SEE_VISITS, Scope
from khet.records.registry.models import Unit, UnitKind, User

SHOWN = (
    Visit.State.PLANNED,
    Visit.State.TOLD,
    Visit.State.ANSWERED,
    Visit.State.FOLLOWED,
    Visit.State.CLOSED,
)
"""The states in which a school, and who only looks at certain schools, sees a visit."""


def seen_visits(scope: Scope, user: User) -> Q:
    """The visits that a person sees.

    Those of schools that the person visits or that the whole office sees, from the draft on; of
    other schools that are seen, what they were told; and always those that the person leads or
    takes part in, wherever the school has gone since.
    """
    seen = scope.reach.get(SEE_VISITS, frozenset())
    here = Q(area=scope.areas[0])
    if seen is None:
        return here
    return recorded_by(scope, user) | (here & _of(seen) & Q(state__in=SHOWN))


def recorded_by(scope: Scope, user: User) -> Q:
    """The visits that a person may write down: of the own schools, and those that are joined."""
    here, reached = Q(area=scope.areas[0]), scope.reach.get(RECORD_VISITS, frozenset())
    return here if reached is None else here & (made_by(user) | _of(reached))


def made_by(user: User) -> Q:
    """The visits that a person leads or takes part in."""
    joined = Visit.team.through.objects.filter(user=user)
    return Q(lead=user) | Q(pk__in=joined.values("visit"))


def may_record(scope: Scope, user: User, visit: Visit) -> bool:
    """Whether a person may write down a visit: one of the own schools', or one that is led."""
    if user.pk == visit.lead_id or scope.may_at(RECORD_VISITS, visit.school.code):
        return True
    return visit.team.filter(pk=user.pk).exists()


def sees_book(scope: Scope, user: User, person: int) -> bool:
    """Whether somebody sees a person's monthly books: the own, and who sees visits everywhere."""
    return user.pk == person or scope.may_everywhere(SEE_VISITS)


def _of(schools: Collection[str]) -> Q:
    """The visits of schools by their codes."""
    units = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=schools)
    return Q(school__in=units.values("pk"))
