"""Looking up powers that were given: who uses which on a day, and in whose stead."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Least

from khet.records.office.models import Delegation
from khet.records.registry.models import Unit, User

_LAST = Least("until", Coalesce("ended_on", "until"))


def powers_of(user: User, day: date) -> list[Delegation]:
    """The powers that a person was given and that count on the day."""
    mine = standing(day).filter(to=user).select_related("giver", "order__number__series")
    return list(mine.order_by("pk"))


def ended_power(user: User, power: str, day: date) -> Delegation | None:
    """The power of a kind that a person had before the day, the one that ended last."""
    mine = Delegation.objects.filter(to=user, power=power).alias(last=_LAST)
    over = mine.filter(last__lt=day).select_related("giver", "order__number__series")
    return over.order_by("-last", "-pk").first()


def terms_of_power(to: User, power: str, but: Delegation | None = None) -> list[tuple[date, date]]:
    """The terms (first and last day that count) of a power that a person was given, save one."""
    held = Delegation.objects.filter(to=to, power=power).annotate(last=_LAST)
    others = held.exclude(pk=but.pk) if but else held
    return [(one.since, one.last) for one in others]


def delegations_of(area: Unit, day: date, *, over: bool) -> QuerySet[Delegation]:
    """The powers given at an office that are over on the day, or those that aren't, by power."""
    found = Delegation.objects.filter(area=area).annotate(last=_LAST)
    told = found.filter(last__lt=day) if over else found.filter(last__gte=day)
    names = told.select_related("to", "giver", "order__number__series")
    return names.order_by("-last", "pk") if over else names.order_by("power", "since", "pk")


def standing(day: date) -> QuerySet[Delegation]:
    """The powers that count on a day, as ``rules.powers.stands`` says of each."""
    return Delegation.objects.alias(last=_LAST).filter(Q(since__lte=day), last__gte=day)
