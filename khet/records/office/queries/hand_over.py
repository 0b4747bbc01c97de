"""What a person hands over beside duties: seats in bodies, and orders that are still in force."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from khet.records.office.models import Order, Seat
from khet.records.office.queries.bodies import standing_on, term_on
from khet.records.office.queries.orders import in_stage
from khet.records.registry.models import RoleHeld, Unit, User
from khet.rules.orders import IN_FORCE


def seats_of(area: Unit, user: User, held: Iterable[RoleHeld], day: date) -> list[Seat]:
    """The seats in standing bodies of an area that are the person's on the day, by body.

    ``held`` are the posts that are handed over; a seat of a role goes with its post.
    """
    seat = Q(person=user)
    for role in held:
        seat |= Q(role=role.role) & (Q(unit__isnull=True) | Q(unit=role.unit_id))
    found = Seat.objects.filter(seat, term_on(day), standing_on(day, "body__"), body__area=area)
    return list(
        found.select_related("body", "body__order__number__series").order_by("body__sort_key", "pk")
    )


def orders_in_force(area: Unit, user: User, units: Iterable[Unit], day: date) -> list[Order]:
    """The circulated orders in force that the person or one of the units drafted, or that seat
    the person, the newest first."""
    concerned = Q(drafted_by=user) | Q(unit__in=list(units)) | Q(bodies__seats__person=user)
    found = Order.objects.filter(concerned, in_stage(IN_FORCE, day), area=area)
    return list(found.select_related("number__series").distinct().order_by("-day", "-pk"))
