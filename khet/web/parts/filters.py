"""Filters and order of a list of schools, and which stay when its reader turns to another test."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from django.http import QueryDict

from khet.records.learning.models import Sitting
from khet.records.registry.queries.schools import School
from khet.rules.sittings import ALL_SUBJECTS, subjects
from khet.rules.tables import Tables

BY_NAME = "name"
_ANYWHERE = ("pupils", "network", "district", "size", "colour", "scheme")
_BY_SUBJECT = ("subject", "sort")
_SCAN_ORDERS = {"scored", "A", "B", "C", "share"}
_PLACES = ("network", "district", "size")
Listed = TypeVar("Listed")
Value = Decimal | int | None


def staying(asked: QueryDict, sittings: Sequence[Sitting], tables: Tables) -> dict[str, str]:
    """The filters of an address; those of a subject only where each of the sittings asks it."""
    common = (
        set.intersection(*(_subjects(sitting, tables) for sitting in sittings))
        if sittings
        else set()
    )
    known = common | {ALL_SUBJECTS, BY_NAME} | _SCAN_ORDERS
    kept = [name for name in _BY_SUBJECT if asked.get(name, "").removeprefix("-") in known]
    return {name: str(v) for name, v in asked.items() if name in (*_ANYWHERE, *kept) and v}


def _subjects(sitting: Sitting, tables: Tables) -> set[str]:
    return set(subjects(sitting.test, sitting.grade, sitting.academic_year, tables))


def passes(school: School, asked: Mapping[str, str]) -> bool:
    """Whether a school stands in the places and has the size asked for; nothing asked is all."""
    return all(asked.get(name, "") in ("", getattr(school, name)) for name in _PLACES)


def in_order(
    listed: Iterable[Listed],
    sort: str,
    school: Callable[[Listed], School],
    value: Callable[[Listed, str], Value],
) -> list[Listed]:
    """By name in Thai dictionary order, or by a value: those without one come last.

    A ``-`` before the key turns the order.
    """
    key, turned = sort.removeprefix("-"), sort.startswith("-")
    by_name = turned and key == BY_NAME
    named = sorted(listed, key=lambda one: school(one).sort_key, reverse=by_name)
    if key == BY_NAME:
        return named
    values = [(value(one, key), one) for one in named]
    known = [(known, one) for known, one in values if known is not None]
    known.sort(key=lambda pair: pair[0], reverse=turned)
    return [one for _, one in known] + [one for known, one in values if known is None]


def outside(
    asked: Mapping[str, str], of_area: Mapping[str, School], seen: Mapping[str, School]
) -> dict[str, str]:
    """Filters by places of the area in which the reader's list of schools has none."""
    return {
        name: value
        for name, value in asked.items()
        if name in ("network", "district") and value in _at(of_area, name) - _at(seen, name)
    }


def _at(schools: Mapping[str, School], name: str) -> set[str]:
    return {getattr(school, name) for school in schools.values()} - {None}
