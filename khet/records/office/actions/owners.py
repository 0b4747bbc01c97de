"""Whose duties an instruction makes, from how it names its owners.

``schools`` is the director of every public school, ``schools:<code>`` of those of a network,
``school:<code>`` of one; ``network:<code>`` its chair, ``post:<role>:<kind>:<code>`` whoever holds
a role at a unit; ``person:<user name>``, ``team:<key>`` and ``body:<key>`` are themselves.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from khet.records.office.actions.duties import Owner, posts_at
from khet.records.office.models import Body
from khet.records.office.queries.owner_choices import EVERY_SCHOOL, units_under
from khet.records.registry.access import SCHOOL_HEAD, roles_now
from khet.records.registry.models import Sector, Team, Unit, UnitKind, User

_CHAIR = "network-chair"


def owners_named(area: Unit, tokens: Sequence[str], day: date) -> list[Owner]:
    """The owners that are named, each once, as of a day; what isn't there any more is left out."""
    found: dict[tuple[object, ...], Owner] = {}
    for owner in (owner for token in tokens for owner in _named(area, token, day)):
        key = (owner.unit.pk if owner.role else 0, owner.role, owner.person, owner.team, owner.body)
        found.setdefault(key, owner)
    return list(found.values())


def _named(area: Unit, token: str, day: date) -> list[Owner]:
    kind, _, rest = token.partition(":")
    if token == EVERY_SCHOOL:
        return _schools_under(area, day)
    if kind == "schools":
        return [o for network in _units("network", [rest]) for o in _schools_under(network, day)]
    if kind == "school":
        return posts_at(_units("school", [rest]), SCHOOL_HEAD)
    if kind == "network":
        return posts_at(_units("network", [rest]), _CHAIR)
    if kind == "post":
        role, unit_kind, code = rest.split(":")
        return posts_at(_units(unit_kind, [code]), role)
    return _of_several(area, kind, rest, day)


def _of_several(area: Unit, kind: str, rest: str, day: date) -> list[Owner]:
    """A person, a team or a body."""
    if kind == "person":
        return [Owner(_unit_of(u, area, day), person=u) for u in _people(rest)]
    if kind == "team":
        return [Owner(area, team=team) for team in Team.objects.filter(pk=rest)]
    bodies = Body.objects.filter(pk=rest).select_related("secretariat")
    return [Owner(body.secretariat or area, body=body) for body in bodies]


def _people(username: str) -> Iterable[User]:
    return User.objects.filter(username=username)


def _unit_of(user: User, area: Unit, day: date) -> Unit:
    """Where a person's duties count: the first unit at which a role is held, else the office."""
    held = roles_now(user, day).order_by("pk").first()
    return held.unit if held else area


def _units(kind: str, codes: Iterable[str]) -> list[Unit]:
    return list(Unit.objects.filter(kind=kind, code__in=list(codes)))


def _schools_under(unit: Unit, day: date) -> list[Owner]:
    schools = units_under(unit, UnitKind.SCHOOL, day).filter(sector=Sector.PUBLIC)
    return posts_at(schools, SCHOOL_HEAD)
