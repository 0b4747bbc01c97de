"""Looking up bodies: who sits in them on a day, and in which a person sits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khet.records.office.models import Body, Seat
from khet.records.registry.access import ROLES, SCHOOL_HEAD, roles_on, valid_on
from khet.records.registry.models import Placement, RoleHeld, Sector, Unit, UnitKind, User
from khet.rules.posts import post_at


@dataclass(frozen=True)
class Seated:
    """Who sits in a seat: an account of the office, or only a name; ``post`` says as what.

    A role that several hold gives several of these for one seat, that of the schools' heads one a
    school at least. ``person`` is ``None`` for guests, and where nobody holds the role: ``name`` is
    then empty.
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


def bodies_in_area(area: Unit) -> QuerySet[Body]:
    """All bodies of an area, those that ended too, in Thai order."""
    found = Body.objects.filter(area=area).select_related("area", "secretariat", "order")
    return found.order_by("kind", "sort_key", "pk")


def standing_on(day: date, of: str = "") -> Q:
    """Bodies that stand on the day; ``of`` leads to them from another table: ``body__``."""
    still = Q((f"{of}until__isnull", True)) | Q((f"{of}until__gte", day))
    return Q((f"{of}since__lte", day)) & still


def bodies_in(area: Unit, day: date) -> QuerySet[Body]:
    """The bodies of an area that stand on the day, in Thai order; none of an unsigned order."""
    given = Q(order__isnull=True) | Q(order__signed_at__isnull=False)
    return bodies_in_area(area).filter(given, standing_on(day))


def bodies_of(user: User, held: Iterable[RoleHeld], day: date) -> frozenset[int]:
    """The keys of the bodies that are the person's on the day.

    That is where the person sits, and those whose secretariat is one of the own units. ``held``
    are the roles that the person holds on the day.
    """
    roles = list(held)
    sits = Seat.objects.filter(_seat_of(user, roles), term_on(day)).values("body")
    own = Body.objects.filter(Q(pk__in=sits) | Q(secretariat__in=[r.unit_id for r in roles]))
    return frozenset(own.values_list("pk", flat=True))


def is_secretary(user: User, held: Iterable[RoleHeld], body: Body, day: date) -> bool:
    """Whether the person sits in the body on the day as its secretary, or assists that one."""
    parts = (Seat.Part.SECRETARY, Seat.Part.ASSISTANT)
    seats = Seat.objects.filter(_seat_of(user, list(held)), term_on(day), body=body)
    return seats.filter(part__in=parts).exists()


def _seat_of(user: User, held: list[RoleHeld]) -> Q:
    """The seats of a person who holds those roles."""
    areas = Unit.objects.filter(_above([r.unit_id for r in held]), kind=UnitKind.AREA).values("pk")
    seat = Q(person=user) | Q(role__in={r.role for r in held}, unit=None, body__area__in=areas)
    for role in held:
        seat |= Q(role=role.role, unit=role.unit_id)
    return seat


def _above(units: Iterable[int]) -> Q:
    """Units of those keys, and those that they stand under."""
    return Q(pk__in=list(units)) | Q(members__child__in=list(units))


def seated(bodies: Iterable[Body], day: date) -> dict[int, list[Seated]]:
    """Who sits in each body (its key) on the day, in the order of the seats; 3 queries at most.

    The bodies are of one area.
    """
    listed = list(bodies)
    seats = list(
        Seat.objects.filter(term_on(day), body__in=listed).select_related("person", "unit")
    )
    areas = {body.pk: body.area_id for body in listed}
    holders = _holders({seat.role for seat in seats if seat.role}, set(areas.values()), day)
    heads = [seat for seat in seats if seat.role == SCHOOL_HEAD and seat.unit_id is None]
    schools = _schools({areas[seat.body_id] for seat in heads}, day)
    found: dict[int, list[Seated]] = {body.pk: [] for body in listed}
    for seat in seats:
        at = schools[areas[seat.body_id]] if seat in heads else [seat.unit]
        found[seat.body_id] += _sitting(seat, holders.get(seat.role, ()), at)
    return found


def ended_seats(body: Body, day: date) -> list[Seat]:
    """The seats whose term is over on the day, the last ended first."""
    ended = Seat.objects.filter(body=body, until__lt=day).select_related("person", "unit")
    return list(ended.order_by("-until", "place"))


def _holders(roles: set[str], areas: set[int], day: date) -> dict[str, list[RoleHeld]]:
    found: dict[str, list[RoleHeld]] = {}
    if roles:
        placed = Placement.objects.filter(parent__in=areas).values("child")
        held = roles_on(day).filter(Q(unit__in=areas) | Q(unit__in=placed))
        held = held.filter(role__in=roles, user__is_active=True)
        order = ("unit__sort_key", "user__sort_key", "pk")
        for one in held.select_related("user", "unit").order_by(*order):
            found.setdefault(one.role, []).append(one)
    return found


def _schools(areas: set[int], day: date) -> dict[int, list[Unit]]:
    """The public schools of each area (its key) that stand on the day, in Thai order."""
    found: dict[int, list[Unit]] = {area: [] for area in areas}
    if areas:
        placed = Placement.objects.filter(
            valid_on(day) & valid_on(day, "child__"),
            parent__in=areas,
            hierarchy=Placement.Hierarchy.PLACE,
            child__kind=UnitKind.SCHOOL,
            child__sector=Sector.PUBLIC,
        )
        order = ("child__sort_key", "child__code")
        for one in placed.select_related("child").order_by(*order):
            found[one.parent_id].append(one.child)
    return found


def name_of_seated(one: Seated) -> str:
    """Who sits there, or whom a school sends that has no head with an account; empty: vacant."""
    if one.name or one.unit is None or one.unit.kind != UnitKind.SCHOOL:
        return one.name
    return f"ผู้อำนวยการโรงเรียน{one.unit}"


def accountable(sitting: Iterable[Seated]) -> Seated | None:
    """Who answers for a body: its chair, else whoever sits first; nobody where all are guests."""
    known = [one for one in sitting if one.person is not None]
    chairs = [one for one in known if one.seat.part == Seat.Part.CHAIR]
    return next(iter((*chairs, *known)), None)


def _sitting(seat: Seat, held: Iterable[RoleHeld], at: Iterable[Unit | None]) -> list[Seated]:
    """Who sits in a seat; one of a role has a place at each unit, ``None`` for any unit."""
    if seat.person is not None:
        return [Seated(seat, seat.person, seat.unit, str(seat.person), seat.person.position)]
    if seat.name:
        return [Seated(seat, None, seat.unit, seat.name, "")]
    label = str(ROLES[seat.role].label) if seat.role in ROLES else seat.role
    by_unit: dict[int, list[RoleHeld]] = {}
    for one in held:
        by_unit.setdefault(one.unit_id, []).append(one)
    found: list[Seated] = []
    for unit in at:
        here = [one for ones in by_unit.values() for one in ones]
        if unit is not None:
            here = by_unit.get(unit.pk, [])
        found += [
            Seated(seat, one.user, one.unit, str(one.user), post, one.acting)
            for one in here
            for post in [post_at(label, str(one.unit))]
        ]
        if not here and unit is not None:
            found.append(Seated(seat, None, unit, "", label))
    return found
