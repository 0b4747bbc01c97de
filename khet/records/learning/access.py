"""Who may see which visits to schools."""

from collections.abc import Collection

from django.db.models import Q

from khet.records.learning.models import Visit
from khet.records.registry.access import RECORD_VISITS, SEE_VISITS, Scope
from khet.records.registry.models import User

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
    own = Q(lead=user) | Q(pk__in=Visit.team.through.objects.filter(user=user).values("visit"))
    if seen is None:
        return Q(area=scope.areas[0])
    shown = _of(seen) & Q(state__in=SHOWN)
    return Q(area=scope.areas[0]) & (own | shown | _of(scope.reach.get(RECORD_VISITS, frozenset())))


def may_record(scope: Scope, user: User, visit: Visit) -> bool:
    """Whether a person may write down a visit: one of the own schools', or one that is led."""
    joined = user.pk == visit.lead_id or visit.team.filter(pk=user.pk).exists()
    return joined or scope.may_at(RECORD_VISITS, visit.school.code)


def sees_book(scope: Scope, user: User, person: int) -> bool:
    """Whether somebody sees a person's monthly books: the own, and who sees visits everywhere."""
    return user.pk == person or scope.may_everywhere(SEE_VISITS)


def _of(schools: Collection[str] | None) -> Q:
    return Q() if schools is None else Q(school__code__in=schools)
