"""Looking up powers that were given: who uses which on a day, and in whose stead."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Least

from khet.records.office.models import Delegation
from khet.records.registry.models import Unit, User

LATELY = timedelta(30)
"""How long after its end who had a power is told of it."""
_LAST = Least("until", Coalesce("ended_on", "until"))


def powers_of(user: User, area: Unit, day: date) -> list[Delegation]:
    """The powers that a person was given at an office and that count on the day."""
    return list(_given_to(user, area, standing(day)).order_by("pk"))


def powers_lately(user: User, area: Unit, day: date) -> list[Delegation]:
    """The powers of a person that count on the day or ended lately, what lasts longest first."""
    begun = Delegation.objects.alias(last=_LAST).filter(since__lte=day, last__gte=day - LATELY)
    return list(_given_to(user, area, begun.order_by("-last", "-pk")))


def _given_to(user: User, area: Unit, found: QuerySet[Delegation]) -> QuerySet[Delegation]:
    return found.filter(to=user, area=area).select_related("order__number__series")


def terms_of_power(to: User, power: str, but: Delegation | None = None) -> list[tuple[date, date]]:
    """The terms (first and last day that count) of a power that a person was given, save one.

    One that was taken back before it began has none.
    """
    held = Delegation.objects.filter(to=to, power=power)
    others = held.exclude(pk=but.pk) if but else held
    terms = [(one.since, _last_day(one)) for one in others]
    return [(since, last) for since, last in terms if since <= last]


def delegations_of(area: Unit, day: date, *, over: bool) -> QuerySet[Delegation]:
    """The powers given at an office that are over on the day, or those that aren't, by power."""
    found, counts = Delegation.objects.filter(area=area).annotate(last=_LAST), _not_over(day)
    told = found.filter(~counts if over else counts)
    names = told.select_related("to", "order__number__series")
    return names.order_by("-last", "pk") if over else names.order_by("power", "since", "pk")


def standing(day: date) -> QuerySet[Delegation]:
    """The powers that count on a day, as ``rules.powers.stands`` says of each."""
    return Delegation.objects.filter(_not_over(day), since__lte=day)


def _not_over(day: date) -> Q:
    """Whether a power hasn't ended before a day, and isn't taken back by then."""
    return Q(until__gte=day) & (Q(ended_on=None) | Q(ended_on__gt=day))


def _last_day(one: Delegation) -> date:
    """The last day that counts whole."""
    return min(one.until, one.ended_on - timedelta(1)) if one.ended_on else one.until
