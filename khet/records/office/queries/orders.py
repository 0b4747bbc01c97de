"""Looking up orders: which a person sees, in which stage, by unit, year and words."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from khet.records.office.access import Sight
from khet.records.office.models import Body, Order, Seat
from khet.records.registry.models import Unit, User
from khet.rules.calendar import BUDDHIST_ERA
from khet.rules.orders import CIRCULATED, ENDED, EXPIRES_WITHIN, IN_FORCE
from khet.rules.thai import arabic_digits, thai_digits, tidy

_NUMBER = re.compile(r"(\d{1,6})/(2[4-6]\d\d)")


def orders_seen(sight: Sight) -> QuerySet[Order]:
    """The orders that a person may see, the newest first.

    The office sees all of them, others those that were circulated; who drafted one sees it always.
    """
    shown = Q() if sight.office else Q(circulated_at__isnull=False) | Q(drafted_by=sight.user)
    found = Order.objects.filter(shown, area=sight.area)
    listed = found.select_related("area", "unit", "number__series", "drafted_by", "pattern__number")
    return listed.order_by("-drafted_at", "-pk")


def in_stage(stage: str, today: date) -> Q:
    """The orders that are so far on the day, as ``rules.orders.stage`` says of each."""
    over, ahead = Q(ends__lt=today), Q(starts__gt=today)
    circulated = Q(state=Order.State.CIRCULATED)
    if stage == ENDED:
        return Q(state=Order.State.ENDED) | (circulated & over)
    standing = circulated & (Q(ends__isnull=True) | Q(ends__gte=today))
    if stage == CIRCULATED:
        return standing & ahead
    if stage == IN_FORCE:
        return standing & (Q(starts__isnull=True) | Q(starts__lte=today))
    return Q(state=stage)


def ending_soon(today: date) -> Q:
    """The orders in force that end within the next days."""
    return in_stage(IN_FORCE, today) & Q(ends__lte=today + timedelta(EXPIRES_WITHIN))


def of_year(year: int) -> Q:
    """The orders of a calendar year (BE): by their number, or by when they were drafted."""
    drafted = Q(number__isnull=True, drafted_at__year=year - BUDDHIST_ERA)
    return Q(number__series__year=year) | drafted


def saying(words: str) -> Q:
    """The orders whose title, ground or text has every word, in Thai or Arabic digits alike.

    ``295/2557`` is the order of that number.
    """
    plain = tidy(arabic_digits(words))
    if number := _NUMBER.fullmatch(plain):
        return Q(number__number=number[1], number__series__year=number[2])
    found = Q()
    for word in plain.split():
        either = Q()
        for written in {word, thai_digits(word)}:
            for name in ("title", "ground", "text"):
                either |= Q((f"{name}__icontains", written))
        found &= either
    return found


def just_drafted(by: User, area: Unit, said: Mapping[str, Any], since: datetime) -> Order | None:
    """The draft that the person began since then with the very same words."""
    begun = Order.objects.filter(area=area, drafted_by=by, drafted_at__gte=since)
    told = {**said, "title": tidy(said["title"])}
    return begun.filter(state=Order.State.DRAFT, **told).first()


def order_units(area: Unit) -> QuerySet[Unit]:
    """The units of an area that have orders, in Thai order."""
    held = Order.objects.filter(area=area).values("unit")
    return Unit.objects.filter(pk__in=held).order_by("sort_key", "pk")


def committees(order: Order) -> QuerySet[Body]:
    """The committees that an order appoints with their seats, in the order of their making."""
    seats = Prefetch("seats", Seat.objects.select_related("person", "unit"))
    return order.bodies.prefetch_related(seats).order_by("pk")


def orders_of_keys(sight: Sight, keys: list[int]) -> QuerySet[Order]:
    """The orders of those keys that a person may see."""
    return orders_seen(sight).filter(pk__in=keys)
