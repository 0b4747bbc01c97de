"""Places of an area that figures are of: networks and districts with their schools of the year."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from khet.records.registry.access import Scope
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import School
from khet.rules.thai import sort_key

KINDS = (UnitKind.NETWORK, UnitKind.DISTRICT)


@dataclass(frozen=True)
class Place:
    """A network or district, and the codes of its schools."""

    kind: str
    code: str
    name: str
    schools: frozenset[str]


def places_in(schools: Mapping[str, School], kind: str) -> dict[str, Place]:
    """The places of a kind in which the schools stand, by code, in Thai dictionary order."""
    inside: dict[tuple[str, str], set[str]] = {}
    for school in schools.values():
        code, name = _standing(school, kind)
        if code and name:
            inside.setdefault((name, code), set()).add(school.code)
    order = sorted(inside, key=lambda place: (sort_key(place[0]), place[1]))
    return {code: Place(kind, code, name, frozenset(inside[name, code])) for name, code in order}


def _standing(school: School, kind: str) -> tuple[str | None, str | None]:
    if kind == UnitKind.NETWORK:
        return school.network_code, school.network
    return school.district_code, school.district


def sees_place(scope: Scope, schools: Collection[str], present: Collection[str], few: int) -> bool:
    """Whether what schools come to together may be shown.

    To who may see each of them, or where the results are of so many schools that no single one
    can be told; their rows stay hidden then, as those of the area do.

    Args:
        present: the schools with results; ``few`` is the office's own number of few.
    """
    here = [code for code in schools if code in present]
    return len(here) >= few or all(scope.sees_school(code) for code in here)
