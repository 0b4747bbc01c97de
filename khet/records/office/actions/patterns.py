"""An order as the pattern of next year's."""

from datetime import date

from django.db import transaction

from khet.records.office.actions.orders import OrderEntry, create_order
from khet.records.office.models import Body, Order, Seat
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit
from khet.rules.calendar import calendar_year
from khet.rules.years_moved import year_later, years_moved


@transaction.atomic
def copy_order(*, by: Actor, order: Order, unit: Unit, on: date) -> Order:
    """Begin a draft of the next year from an order: its years are moved, its committees copied."""
    named = order.number.series.year if order.number else calendar_year(on).be
    made = create_order(
        by=by,
        area=order.area,
        entry=OrderEntry(
            unit,
            years_moved(order.title, named - 1),
            order.ground,
            years_moved(order.text, named - 1),
            year_later(order.starts) if order.starts else None,
            year_later(order.ends) if order.ends else None,
        ),
    )
    made.pattern = order
    made.save()
    for body in order.bodies.order_by("pk"):
        _copy_body(body, made, named - 1, on)
    return made


def _copy_body(body: Body, order: Order, since: int, on: date) -> None:
    """A committee of the pattern for a new draft; a seat's own term isn't copied."""
    seats = list(body.seats.all())
    body.pk, body._state.adding, body.order = None, True, order
    body.name, body.tasks = years_moved(body.name, since), years_moved(body.tasks, since)
    body.since, body.until = order.starts or on, order.ends
    if body.until is not None:
        body.since = min(body.since, body.until)
    body.save()
    for seat in seats:
        seat.pk, seat._state.adding, seat.body = None, True, body
        seat.since = seat.until = None
    Seat.objects.bulk_create(seats)
