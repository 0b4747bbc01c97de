"""Looking up bodies: who sits in them on a day, and in which a person sits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khet.records.office.models import Body, Seat
from khet.records.registry.access import ROLES, roles_on
from khet.records.registry.models import RoleHeld, Unit, User


@dataclass(frozen=True)
class Seated:
    """Who sits in a seat: an account of the office, or only a name; ``post`` says as what.

    A role that several hold (at every school) gives several of these for one seat. ``person`` is
    ``None`` for guests, and where nobody holds the role: ``name`` is then empty.
    """

    seat: Seat
    person: User | None
    unit: Unit | None
    name: str
    post: str
    acting: bool = False


def term_on(day: date) -> Q:
    """Seats whose term covers the day."""
    begun = Q(since__isnull=True) | Q(since__lte=day)
    return begun & (Q(until__isnull=True) | Q(until__gte=day))


def bodies_in(area: Unit, day: date) -> QuerySet[Body]:
    """The bodies of an area that stand on the day, in Thai order; none of an unsigned order."""
    given = Q(order__isnull=True) | Q(order__signed_at__isnull=False)
    standing = Body.objects.filter(given, area=area, since__lte=day)
    standing = standing.filter(Q(until__isnull=True) | Q(until__gte=day))
    return standing.select_related("secretariat", "order").order_by("kind", "sort_key", "pk")


def bodies_of(user: User, held: Iterable[RoleHeld], day: date) -> frozenset[int]:
    """The keys of the bodies that are the person's on the day.

    That is where the person sits, and those whose secretariat is one of the own units. ``held``
    are the roles that the person holds on the day.
    """
    roles = list(held)
    seat = Q(person=user)
    for role in roles:
        seat |= Q(role=role.role) & (Q(unit__isnull=True) | Q(unit=role.unit_id))
    sits = Seat.objects.filter(seat, term_on(day)).values_list("body", flat=True)
    served = Body.objects.filter(secretariat__in=[role.unit_id for role in roles])
    return frozenset(sits) | frozenset(served.values_list("pk", flat=True))


def seated(bodies: Iterable[Body], day: date) -> dict[int, list[Seated]]:
    """Who sits in each body (its key) on the day, in the order of the seats; 2 queries in all."""
    listed = list(bodies)
    seats = list(
        Seat.objects.filter(term_on(day), body__in=listed).select_related("person", "unit")
    )
    roles = {seat.role for seat in seats if seat.role}
    holders: dict[str, list[RoleHeld]] = {}
    held = (
        roles_on(day).filter(role__in=roles, user__is_active=True)
        if roles
        else RoleHeld.objects.none()
    )
    for one in held.select_related("user", "unit").order_by(
        "unit__sort_key", "user__sort_key", "pk"
    ):
        holders.setdefault(one.role, []).append(one)
    found: dict[int, list[Seated]] = {body.pk: [] for body in listed}
    for seat in seats:
        found[seat.body_id] += _sitting(seat, holders)
    return found


def accountable(sitting: Iterable[Seated]) -> Seated | None:
    """Who answers for a body: its chair, else whoever sits first; nobody where all are guests."""
    known = [one for one in sitting if one.person is not None]
    chairs = [one for one in known if one.seat.part == Seat.Part.CHAIR]
    return next(iter((*chairs, *known)), None)


def _sitting(seat: Seat, holders: Mapping[str, list[RoleHeld]]) -> list[Seated]:
    if seat.person is not None:
        return [Seated(seat, seat.person, seat.unit, str(seat.person), seat.person.position)]
    if seat.name:
        return [Seated(seat, None, seat.unit, seat.name, "")]
    label = str(ROLES[seat.role].label) if seat.role in ROLES else seat.role
    held = [one for one in holders.get(seat.role, ()) if seat.unit_id in (None, one.unit_id)]
    if not held:
        return [Seated(seat, None, seat.unit, "", label)] if seat.unit_id else []
    return [
        Seated(seat, one.user, one.unit, str(one.user), f"{label} {one.unit}", one.acting)
        for one in held
    ]
