"""Looking up powers that were given: who uses which on a day, and in whose stead."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Least

from khet.records.office.models import Delegation
from khet.records.registry.models import User

_LAST = Least("until", Coalesce("ended_on", "until"))


def powers_of(user: User, day: date) -> list[Delegation]:
    """The powers that a person was given and that count on the day."""
    return list(standing(day).filter(to=user).select_related("giver").order_by("pk"))


def ended_power(user: User, power: str, day: date) -> Delegation | None:
    """The power of a kind that a person had before the day, the one that ended last."""
    mine = Delegation.objects.filter(to=user, power=power).alias(last=_LAST)
    over = mine.filter(last__lt=day).select_related("giver", "order__number__series")
    return over.order_by("-last", "-pk").first()


def standing(day: date) -> QuerySet[Delegation]:
    """The powers that count on a day, as ``rules.powers.stands`` says of each."""
    return Delegation.objects.alias(last=_LAST).filter(Q(since__lte=day), last__gte=day)
