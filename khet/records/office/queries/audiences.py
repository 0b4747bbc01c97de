"""Whom the tokens of an audience mean on a day: schools, groups of the office, people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from khet.records.office.models import Body
from khet.records.office.queries.bodies import bodies_in, seated
from khet.records.registry.access import AT_OFFICE, SCHOOL_HEAD, valid_on
from khet.records.registry.models import (
    Placement,
    RoleHeld,
    Sector,
    Team,
    TeamMember,
    Unit,
    UnitKind,
    User,
)
from khet.records.registry.queries.people import roles_on_in
from khet.records.registry.queries.programmes import cohorts_in
from khet.records.registry.queries.schools import places_of as places_of_units
from khet.records.registry.queries.schools import sizes_of
from khet.rules.calendar import academic_year
from khet.rules.circulars import (
    GROUPS,
    HEADS,
    PERSON,
    SCHOOLS,
    STAFF,
    TEACHERS,
    UNIT,
    Receiver,
    chosen,
    read,
)
from khet.rules.tables import Tables

Meant = dict[Receiver, frozenset[int]]
_TEACHER, _PERSON = "teacher", "person:"
_PLACES = (UnitKind.NETWORK, UnitKind.DISTRICT)
_KINDS = (*_PLACES, UnitKind.GROUP, UnitKind.SCHOOL)


@dataclass(frozen=True)
class Receivers:
    """Who gets a circular, in Thai order; ``places`` are the units of people by their keys."""

    units: list[Unit] = field(default_factory=list)
    people: list[User] = field(default_factory=list)
    places: dict[int, Unit] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.units) + len(self.people)


class AddressBook:
    """Whom a circular of an area can go to on a day; each kind is looked up once, when asked."""

    def __init__(self, area: Unit, day: date, tables: Tables) -> None:
        self.area, self.day, self._tables = area, day, tables

    @cached_property
    def _under(self) -> dict[str, dict[str, Unit]]:
        """The units that stand under the area on the day, in Thai order by kind and code."""
        placed = Placement.objects.filter(valid_on(self.day), parent=self.area)
        found: dict[str, dict[str, Unit]] = {kind: {} for kind in _KINDS}
        units = Unit.objects.filter(valid_on(self.day), kind__in=_KINDS)
        for unit in units.filter(pk__in=placed.values("child")).order_by("sort_key", "code"):
            found[unit.kind][unit.code] = unit
        return found

    @property
    def schools(self) -> dict[str, Unit]:
        """The schools of the area by code."""
        return self._under[UnitKind.SCHOOL]

    @property
    def networks(self) -> dict[str, Unit]:
        """The networks of the area by code."""
        return self._under[UnitKind.NETWORK]

    @property
    def districts(self) -> dict[str, Unit]:
        """The districts of the area by code."""
        return self._under[UnitKind.DISTRICT]

    @property
    def groups(self) -> dict[str, Unit]:
        """The groups of the office by code."""
        return self._under[UnitKind.GROUP]

    @cached_property
    def _placed(self) -> dict[str, set[int]]:
        """The schools (keys) of each network and district, by token."""
        rows = Placement.objects.filter(
            valid_on(self.day), parent__kind__in=_PLACES, child__kind=UnitKind.SCHOOL
        )
        found: dict[str, set[int]] = {}
        for kind, code, child in rows.values_list("parent__kind", "parent__code", "child"):
            found.setdefault(f"{kind}:{code}", set()).add(child)
        return found

    @cached_property
    def _sizes(self) -> dict[int, str | None]:
        return sizes_of(self.area, self._tables)

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """The bodies that stand on the day, by key."""
        return {str(body.pk): body for body in bodies_in(self.area, self.day)}

    @cached_property
    def teams(self) -> dict[str, Team]:
        """The teams and clubs of the area, by key."""
        found = Team.objects.filter(area=self.area).filter(since__lte=self.day, until=None)
        return {str(team.pk): team for team in found.order_by("kind", "name", "pk")}

    @cached_property
    def joined(self) -> dict[str, tuple[str, dict[str, set[int]]]]:
        """By key each programme's name and its schools (keys) by cohort, in the academic year."""
        found = cohorts_in(self.area, academic_year(self.day).be)
        return {str(one.pk): (one.name, cohorts) for one, cohorts in found.items()}

    def meant(self, token: str) -> Meant:
        """Whom a token means but a person's; nobody where what it names isn't there any more."""
        kind, _, rest = token.partition(":")
        if token in (HEADS, TEACHERS, STAFF):
            return self._holders(token)
        if kind == "body":
            return _people(self._seated.get(rest, ()))
        if kind == "team":
            return _people(self._joining.get(rest, ()))
        return {Receiver(UNIT, unit.pk): frozenset() for unit in self._units(kind, rest)}

    def of(self, audience: Iterable[str]) -> Receivers:
        """The receivers of an audience, each once."""
        tokens = list(audience)
        to, but = read(tokens)
        named = [token for token in (*to, *but) if token.startswith(_PERSON)]
        rest = {token: self.meant(token) for token in (*to, *but) if token not in named}
        return self._receivers(chosen(tokens, _named(named) | rest))

    def _units(self, kind: str, rest: str) -> list[Unit]:
        if kind == "group":
            return [self.groups[rest]] if rest in self.groups else []
        if kind == GROUPS:
            return list(self.groups.values())
        if kind == "programme":
            programme, _, cohort = rest.partition("/")
            _name, cohorts = self.joined.get(programme, ("", {}))
            keys = cohorts.get(cohort, set()) if cohort else set[int]().union(*cohorts.values())
            return [unit for unit in self.schools.values() if unit.pk in keys]
        return [unit for unit in self.schools.values() if self._fits(unit, kind, rest)]

    def _fits(self, school: Unit, kind: str, rest: str) -> bool:
        if kind == "school":
            return school.code == rest
        if kind == "sector":
            return school.sector == rest
        if school.sector != Sector.PUBLIC:
            return False
        if kind == "size":
            return self._sizes.get(school.pk) == rest
        return kind == SCHOOLS or school.pk in self._placed.get(f"{kind}:{rest}", ())

    def _holders(self, token: str) -> Meant:
        held = roles_on_in(self.area, self.day).order_by()
        if token == STAFF:
            held = held.filter(unit__kind__in=AT_OFFICE)
        else:
            role = SCHOOL_HEAD if token == HEADS else _TEACHER
            held = held.filter(role=role, unit__kind=UnitKind.SCHOOL)
        found: Meant = {}
        for user, unit in held.values_list("user", "unit"):
            one = Receiver(PERSON, user)
            found[one] = found.get(one, frozenset()) | {unit}
        return found

    @cached_property
    def _seated(self) -> dict[str, list[int]]:
        """Who sits in each body (keys), by its key."""
        sitting = seated(self.bodies.values(), self.day)
        return {
            str(body): [one.person.pk for one in seats if one.person and one.person.is_active]
            for body, seats in sitting.items()
        }

    @cached_property
    def _joining(self) -> dict[str, list[int]]:
        """Who belongs to each team (keys), by its key."""
        rows = TeamMember.objects.filter(team__in=[*self.teams], user__is_active=True)
        found: dict[str, list[int]] = {}
        for team, user in rows.values_list("team", "user"):
            found.setdefault(str(team), []).append(user)
        return found

    def _receivers(self, found: Meant) -> Receivers:
        keys = {one.key for one in found if one.kind == UNIT}
        here = [*self.groups.values(), *self.schools.values()]
        people = User.objects.in_bulk([one.key for one in found if one.kind == PERSON])
        return Receivers(
            [unit for unit in here if unit.pk in keys],
            sorted(people.values(), key=lambda user: (user.sort_key, user.pk)),
            places_of(self.area, people, self.day),
        )


def places_of(area: Unit, people: Iterable[int], day: date) -> dict[int, Unit]:
    """Where people (keys) work on a day: the first unit of the area at which a role is held."""
    keys = list(people)
    held: QuerySet[RoleHeld] = roles_on_in(area, day).filter(user__in=keys).order_by("-pk")
    return {one.user_id: one.unit for one in held.select_related("unit")} if keys else {}


def networks_of(units: Iterable[int], day: date) -> dict[int, str]:
    """The network of each unit (its key) that stands in one on a day."""
    keys = list(units)
    found = places_of_units(Unit.objects.filter(pk__in=keys), day) if keys else {}
    return {
        pk: here[UnitKind.NETWORK].name for pk, here in found.items() if UnitKind.NETWORK in here
    }


def _people(keys: Iterable[int]) -> Meant:
    return {Receiver(PERSON, key): frozenset() for key in keys}


def _named(tokens: Iterable[str]) -> dict[str, Meant]:
    """The people whom tokens name, each by the user name."""
    names = {token: token.removeprefix(_PERSON) for token in tokens}
    found = User.objects.filter(username__in=names.values(), is_active=True) if names else ()
    keys = {user.username: [user.pk] for user in found}
    return {token: _people(keys.get(name, ())) for token, name in names.items()}
