"""Looking up people: who may be seen, what they hold, and who sees a unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from khet.records.registry.access import ROLES, SEE_PEOPLE, roles_on, valid_on
from khet.records.registry.access.managing import Manager
from khet.records.registry.models import (
    Event,
    Placement,
    Post,
    Pupil,
    RoleHeld,
    Team,
    Unit,
    UnitKind,
    User,
)
from khet.records.registry.queries.audit import SIGNING_IN
from khet.rules.names import tidy_name
from khet.rules.user_names import next_user_names, user_name_stem

HOLDING_UNITS = (UnitKind.AREA, UnitKind.GROUP, UnitKind.NETWORK, UnitKind.SCHOOL)


def holding_units(areas: Iterable[Unit], today: date) -> QuerySet[Unit]:
    """The areas and their groups, networks and schools that stand today: where roles are held."""
    placed = Placement.objects.filter(valid_on(today), parent__in=list(areas)).values("child")
    here = Q(pk__in=placed) | Q(pk__in=[area.pk for area in areas])
    return Unit.objects.filter(here, valid_on(today), kind__in=HOLDING_UNITS).order_by("sort_key")


def holding_units_ever(areas: Iterable[Unit]) -> QuerySet[Unit]:
    """The same, with those that once stood there."""
    listed = list(areas)
    placed = Placement.objects.filter(parent__in=listed).values("child")
    here = Q(pk__in=placed) | Q(pk__in=[area.pk for area in listed])
    return Unit.objects.filter(here, kind__in=HOLDING_UNITS)


def people_seen(by: Manager, today: date) -> QuerySet[User]:
    """The people that a person may see, in Thai order of names, with their roles of the day.

    Who sees everybody of the area, sees those without any role too.
    """
    people = User.objects.order_by("sort_key", "pk").prefetch_related(
        Prefetch("roles_held", roles_on(today).select_related("unit", "post"), "held_now")
    )
    held = RoleHeld.objects.filter(user=OuterRef("pk"))
    people = people.annotate(had_role=Exists(held.filter(since__lte=today)))
    if by.scope.may_everywhere(SEE_PEOPLE):
        areas = by.scope.areas
        inside = Q(unit__in=areas) | Q(unit__placements__parent__in=areas)
        return people.filter(Exists(held.filter(inside)) | ~Exists(held) | Q(pk=by.person))
    schools = by.scope.reach.get(SEE_PEOPLE) or frozenset()
    here = roles_on(today).filter(unit__kind=UnitKind.SCHOOL, unit__code__in=schools)
    return people.filter(Exists(here.filter(user=OuterRef("pk"))) | Q(pk=by.person))


def held_now(user: User) -> list[RoleHeld]:
    """The roles of the day of one of the people that ``people_seen`` found."""
    held: list[RoleHeld] = getattr(user, "held_now", [])
    return held


def named(people: QuerySet[User], asked: str) -> QuerySet[User]:
    """Those of the people whose name or user name has every part of the text."""
    for part in tidy_name(asked).split():
        people = people.filter(Q(name__icontains=part) | Q(username__icontains=part))
    return people


def without_role(people: QuerySet[User], today: date) -> QuerySet[User]:
    """Those of the people whose roles have all ended, by themselves or with their unit."""
    begun = RoleHeld.objects.filter(user=OuterRef("pk"), since__lte=today)
    return people.filter(Exists(begun), ~Exists(roles_on(today).filter(user=OuterRef("pk"))))


def holding(
    people: QuerySet[User], today: date, *, unit: Unit | None = None, role: str = ""
) -> QuerySet[User]:
    """Those of the people who hold a role on the day, at that unit, that role."""
    if unit is None and not role:
        return people
    held = roles_on(today).filter(user=OuterRef("pk"))
    if unit is not None:
        held = held.filter(unit=unit)
    return people.filter(Exists(held.filter(role=role) if role else held))


def namesakes(name: str, unit: Unit, today: date) -> list[User]:
    """People of the unit with the same name, who may be the same person."""
    held = roles_on(today).filter(unit=unit, user=OuterRef("pk"))
    return list(User.objects.filter(Exists(held), name=tidy_name(name)).order_by("pk"))


def roles_ever(user: User) -> list[RoleHeld]:
    """Every role that the person holds or held, newest first."""
    held = user.roles_held.select_related("unit", "post", "user")
    return list(held.order_by("-since", "-pk"))


def roles_held_at(unit: Unit) -> list[RoleHeld]:
    """Every role that was ever held at the unit, the last to end first."""
    held = RoleHeld.objects.filter(unit=unit).select_related("user")
    return sorted(held, key=lambda role: (role.until or date.max, role.since), reverse=True)


def left_by_closing(schools: Mapping[str, date]) -> dict[str, tuple[int, int]]:
    """How many people hold a role after the last day of each school, and its pupils in the records.

    The pupils are those of the newest year that has any; schools with neither are left out.
    """
    found = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=schools)
    units = dict(found.values_list("pk", "code"))
    held = RoleHeld.objects.filter(unit__in=units, user__is_active=True)
    people: dict[str, set[int]] = {}
    for unit, user, until in held.values_list("unit", "user", "until"):
        if until is None or until > schools[units[unit]]:
            people.setdefault(units[unit], set()).add(user)
    counted = Pupil.objects.filter(school__in=units).values("school", "academic_year")
    years = counted.annotate(n=Count("pk")).order_by("academic_year")
    pupils = {units[row["school"]]: row["n"] for row in years}
    left = people.keys() | pupils.keys()
    return {code: (len(people.get(code, ())), pupils.get(code, 0)) for code in left}


def roles_on_in(area: Unit, day: date) -> QuerySet[RoleHeld]:
    """The roles held on a day at the units of an area by open accounts, by unit and name."""
    held = roles_on(day).filter(unit__in=holding_units([area], day), user__is_active=True)
    return held.select_related("user", "unit", "post").order_by(
        "unit__sort_key", "user__sort_key", "pk"
    )


def posts_of(units: Iterable[Unit], today: date) -> QuerySet[Post]:
    """The posts of the units with who holds them today, by unit in Thai order."""
    holders = roles_on(today).filter(user__is_active=True).select_related("user")
    return (
        Post.objects.filter(unit__in=list(units))
        .select_related("unit")
        .prefetch_related(Prefetch("holders", holders, "held_now"))
        .order_by("unit__sort_key", "pk")
    )


def teams_of(areas: Iterable[Unit]) -> QuerySet[Team]:
    """The teams of the areas with their members, by kind and name."""
    teams = Team.objects.filter(area__in=list(areas)).prefetch_related("members__user")
    return teams.order_by("kind", "name", "pk")


@dataclass(frozen=True)
class Seers:
    """Who sees something of a unit; ``inside`` tells for the schools of a network or an area how
    many people see that school only."""

    held: list[RoleHeld]
    inside: dict[Unit, int]


def who_sees(unit: Unit, permissions: Iterable[str], today: date) -> Seers:
    """The roles, held on the day, that have one of the permissions for all of the unit."""
    asked = set(permissions)
    roles = [code for code, role in ROLES.items() if asked & role.permissions]
    held = roles_on(today).filter(role__in=roles, user__is_active=True)
    over = held.filter(unit__in=_over(unit, today)).select_related("user", "unit", "post")
    listed = list(over.order_by("user__sort_key", "user", "pk"))
    return Seers(listed, {} if unit.kind == UnitKind.SCHOOL else _inside(unit, held, today))


def _over(unit: Unit, today: date) -> list[int]:
    """The unit, and the units that reach all of it: networks, areas, and groups of the areas."""
    above = Placement.objects.filter(valid_on(today), child=unit)
    parents = list(above.values_list("parent__kind", "parent"))
    areas = [pk for kind, pk in parents if kind == UnitKind.AREA]
    if unit.kind == UnitKind.AREA:
        areas = [unit.pk]
    groups = Placement.objects.filter(
        valid_on(today), parent__in=areas, child__kind=UnitKind.GROUP
    ).values_list("child", flat=True)
    networks = [pk for kind, pk in parents if kind == UnitKind.NETWORK]
    return [unit.pk, *areas, *networks, *groups]


def _inside(unit: Unit, held: QuerySet[RoleHeld], today: date) -> dict[Unit, int]:
    placed = Placement.objects.filter(
        valid_on(today), parent=unit, child__kind=UnitKind.SCHOOL
    ).values("child")
    schools = Unit.objects.filter(valid_on(today), pk__in=placed).order_by("sort_key", "code")
    counted = held.order_by().filter(unit__in=placed).values_list("unit")
    counts = dict(counted.annotate(Count("user", distinct=True)))
    return {school: counts.get(school.pk, 0) for school in schools}


def changes_about(user: User, most: int) -> list[Event]:
    """The newest events of the account and its roles, without its sign-ins, newest first."""
    about = Event.objects.filter(kind="registry.user", key=user.username)
    return list(about.exclude(action__in=SIGNING_IN).order_by("-pk")[:most])


def free_user_name(unit: Unit, area: Unit) -> str:
    """The next user name of a unit, from its code and a running number."""
    stem = user_name_stem(unit.code, area.code)
    taken = User.objects.filter(username__startswith=f"{stem}-")
    return next(next_user_names(stem, set(taken.values_list("username", flat=True))))
