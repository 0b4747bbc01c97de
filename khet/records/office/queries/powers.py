"""Looking up powers that were given: who uses which on a day, and in whose stead."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Least

from khet.records.office.models import Delegation
from khet.records.registry.models import User


def powers_of(user: User, day: date) -> list[Delegation]:
    """The powers that a person was given and that count on the day."""
    return list(standing(day).filter(to=user).select_related("giver").order_by("pk"))


def standing(day: date) -> QuerySet[Delegation]:
    """The powers that count on a day, as ``rules.powers.stands`` says of each."""
    last = Least("until", Coalesce("ended_on", "until"))
    return Delegation.objects.alias(last=last).filter(Q(since__lte=day), last__gte=day)
