"""Looking up numbers: the register of a year, what is reserved in it, and its last day."""

from datetime import date

from django.db.models import QuerySet

from khet.records.office.models import Number, Order, Series
from khet.records.registry.models import Unit

ORDERS = "order"
"""The series of the orders of an office."""


def order_series(area: Unit) -> list[Series]:
    """The series of an area's orders, newest year first."""
    return list(Series.objects.filter(area=area, kind=ORDERS).order_by("-year"))


def order_numbers(area: Unit, year: int) -> QuerySet[Number]:
    """The numbers of the orders of a calendar year (BE), the last first, with their orders."""
    found = Number.objects.filter(series__area=area, series__kind=ORDERS, series__year=year)
    return found.select_related("series", "order__unit").order_by("-number")


def reserved_numbers(area: Unit) -> QuerySet[Number]:
    """The numbers of orders that are reserved and neither used nor cancelled."""
    found = Number.objects.filter(series__area=area, series__kind=ORDERS)
    reserved = found.filter(state=Number.State.RESERVED).select_related("series")
    return reserved.order_by("-series__year", "number")


def next_number(area: Unit, year: int) -> int:
    """The number that the next order of a calendar year (BE) will get."""
    series = Series.objects.filter(area=area, kind=ORDERS, year=year).first()
    return (series.last if series else 0) + 1


def earlier_dated(order: Order) -> Order | None:
    """The order with a smaller number of the same series that bears a later day, if there is one.

    That happens, and is told: a number was taken late, or a day mistyped.
    """
    if order.number is None:
        return None
    before = Order.objects.filter(
        number__series=order.number.series, number__number__lt=order.number.number
    )
    return (
        before.filter(day__gt=order.day).select_related("number__series").order_by("-day").first()
    )


def last_order(area: Unit, today: date) -> Order | None:
    """The order with the highest number of the newest year, up to today's."""
    given = Order.objects.filter(area=area, number__isnull=False, day__lte=today)
    numbered = given.select_related("number__series")
    return numbered.order_by("-number__series__year", "-number__number").first()
