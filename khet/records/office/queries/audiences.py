"""Whom the tokens of an audience mean on a day: schools, groups of the office, people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from khet.records.office.models import Body
from khet.records.office.queries.bodies import bodies_in, seated
from khet.records.office.queries.owner_choices import units_under
from khet.records.registry.access import AT_OFFICE, SCHOOL_HEAD, valid_on
from khet.records.registry.models import RoleHeld, Sector, Team, TeamMember, Unit, UnitKind, User
from khet.records.registry.queries.people import roles_on_in
from khet.records.registry.queries.programmes import programmes_of, taking_part_in
from khet.records.registry.queries.schools import School, ever_in, schools_by_year, years_of
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
_TEACHER = "teacher"


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
    def _by_year(self) -> list[dict[str, School]]:
        """The schools of the academic year of the day, and of the newest with pupils known."""
        now = academic_year(self.day).be
        newest = max(years_of(self.area), default=now)
        found = schools_by_year(self.area, {now, newest}, self.day, self._tables)
        return [found[now], found[newest]]

    @cached_property
    def schools(self) -> dict[str, School]:
        """The schools that stand on the day by code."""
        return self._by_year[0]

    @cached_property
    def sizes(self) -> dict[str, str | None]:
        """The size class of each school (code) by the newest pupils known."""
        return {code: one.size for code, one in self._by_year[1].items()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Those schools as units, by code in Thai order."""
        found = ever_in(self.area).filter(valid_on(self.day)).order_by("sort_key", "code")
        return {unit.code: unit for unit in found if unit.code in self.schools}

    @cached_property
    def groups(self) -> dict[str, Unit]:
        """The groups of the office by code."""
        found = units_under(self.area, UnitKind.GROUP, self.day)
        return {unit.code: unit for unit in found}

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
    def joined(self) -> dict[str, dict[str, set[int]]]:
        """The schools (keys) of each programme (its key) by cohort, in the day's academic year."""
        return taking_part_in(self.area, academic_year(self.day).be)

    def meant(self, token: str) -> Meant:
        """Whom a token means; nobody where what it names isn't there any more."""
        kind, _, rest = token.partition(":")
        if token in (HEADS, TEACHERS, STAFF):
            return self._holders(token)
        if kind == "body":
            return self._seated(rest)
        if kind == "team":
            members = TeamMember.objects.filter(team=self.teams.get(rest), user__is_active=True)
            return _people(members.values_list("user", flat=True))
        if kind == "person":
            users = User.objects.filter(username=rest, is_active=True)
            return _people(users.values_list("pk", flat=True))
        return {Receiver(UNIT, unit.pk): frozenset() for unit in self._units(kind, rest)}

    def of(self, audience: Iterable[str]) -> Receivers:
        """The receivers of an audience, each once."""
        tokens = list(audience)
        to, but = read(tokens)
        found = chosen(tokens, {token: self.meant(token) for token in (*to, *but)})
        return self._receivers(found)

    def _units(self, kind: str, rest: str) -> list[Unit]:
        if kind == "group":
            return [self.groups[rest]] if rest in self.groups else []
        if kind == GROUPS:
            return list(self.groups.values())
        if kind == "programme":
            programme, _, cohort = rest.partition("/")
            cohorts = self.joined.get(programme, {})
            keys = cohorts.get(cohort, set()) if cohort else set[int]().union(*cohorts.values())
            return [unit for unit in self.units.values() if unit.pk in keys]
        codes = {code for code, one in self.schools.items() if self._fits(one, kind, rest)}
        return [unit for code, unit in self.units.items() if code in codes]

    def _fits(self, school: School, kind: str, rest: str) -> bool:
        if kind == "school":
            return school.code == rest
        if kind == "sector":
            return school.sector == rest
        known = {
            SCHOOLS: rest,
            "size": self.sizes.get(school.code),
            "network": school.network_code,
            "district": school.district_code,
        }
        return school.sector == Sector.PUBLIC and known.get(kind) == rest

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

    def _seated(self, key: str) -> Meant:
        body = self.bodies.get(key)
        sitting = seated([body], self.day)[body.pk] if body else []
        return _people(one.person.pk for one in sitting if one.person and one.person.is_active)

    def _receivers(self, found: Meant) -> Receivers:
        units = Unit.objects.in_bulk([one.key for one in found if one.kind == UNIT])
        people = User.objects.in_bulk([one.key for one in found if one.kind == PERSON])
        return Receivers(
            sorted(units.values(), key=lambda unit: (unit.kind, unit.sort_key, unit.pk)),
            sorted(people.values(), key=lambda user: (user.sort_key, user.pk)),
            places_of(self.area, people, self.day),
        )


def places_of(area: Unit, people: Iterable[int], day: date) -> dict[int, Unit]:
    """Where people (keys) work on a day: the first unit of the area at which a role is held."""
    keys = list(people)
    held: QuerySet[RoleHeld] = roles_on_in(area, day).filter(user__in=keys).order_by("-pk")
    return {one.user_id: one.unit for one in held.select_related("unit")} if keys else {}


def programme_names(area: Unit) -> dict[str, str]:
    """The names of an area's programmes by key, in Thai order."""
    return {str(one.pk): one.name for one in programmes_of(area)}


def _people(keys: Iterable[int]) -> Meant:
    return {Receiver(PERSON, key): frozenset() for key in keys}
