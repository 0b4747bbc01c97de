"""Places of an area that figures are of: networks, districts and sizes with their schools."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from khet.figures.results import SchoolRow
from khet.records.registry.access import Scope
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import School
from khet.rules.thai import sort_key
from khet.web.parts.tags import words

SIZE = "size"
KINDS = (UnitKind.NETWORK, UnitKind.DISTRICT, SIZE)
_UNNAMED: Mapping[str, str] = {}


@dataclass(frozen=True)
class Place:
    """A network, a district or the schools of a size, and the codes of its schools."""

    kind: str
    code: str
    name: str
    schools: frozenset[str]


def places_in(
    schools: Mapping[str, School], kind: str, sizes: Mapping[str, str] = _UNNAMED
) -> dict[str, Place]:
    """The places of a kind in which the schools stand, by code, in Thai dictionary order.

    ``sizes`` are the names of the size classes by key; these stay in their order.
    """
    if kind == SIZE:
        return _sizes(schools, sizes)
    inside: dict[tuple[str, str], set[str]] = {}
    for school in schools.values():
        code, name = _standing(school, kind)
        if code and name:
            inside.setdefault((name, code), set()).add(school.code)
    order = sorted(inside, key=lambda place: (sort_key(place[0]), place[1]))
    return {code: Place(kind, code, name, frozenset(inside[name, code])) for name, code in order}


def _sizes(schools: Mapping[str, School], labels: Mapping[str, str]) -> dict[str, Place]:
    inside: dict[str, set[str]] = {}
    for school in schools.values():
        inside.setdefault(school.size or "", set()).add(school.code)
    return {
        key: Place(SIZE, key, words(th), frozenset(inside[key]))
        for key, th in labels.items()
        if key in inside
    }


def _standing(school: School, kind: str) -> tuple[str | None, str | None]:
    if kind == UnitKind.NETWORK:
        return school.network_code, school.network
    return school.district_code, school.district


def sees_place(
    scope: Scope, schools: Collection[str], present: Mapping[str, SchoolRow], few: int
) -> bool:
    """Whether what schools come to together may be shown.

    To who may see each of them, or where the results are of so many schools that no single one
    can be told; their rows stay hidden then, as those of the area do. Who sees all but one would
    only have to take these away to know the last.

    Args:
        present: the schools' rows of all subjects; one without a score has no part in a result.
        few: the office's own number of few.
    """
    here = [code for code in schools if code in present and present[code].mean is not None]
    hidden = sum(not scope.sees_school(code) for code in here)
    return not hidden or (hidden > 1 and len(here) >= few)
