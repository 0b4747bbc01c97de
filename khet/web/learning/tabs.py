"""Tabs over the tests of a year, and over the grades of a test."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from khet.records.learning.models import ScoreFile, Sitting
from khet.rules.tables import Tables
from khet.web.learning.asked import address
from khet.web.learning.words import grade_name, test_name
from khet.web.parts.filters import staying

_ORDER = ("O-NET", "NT", "Pre O-NET", "Pre NT", "LAS")


@dataclass(frozen=True)
class Tab:
    """A tab: where it leads and whether the page stands on it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Tabs:
    """The tests of the year, and the grades of the test shown."""

    tests: tuple[Tab, ...]
    grades: tuple[Tab, ...]


def tabs(
    file: ScoreFile,
    files: Sequence[ScoreFile],
    page: str,
    asked: QueryDict,
    tables: Tables,
    *about: str,
) -> Tabs:
    """The tabs of a sitting's year that have results.

    The filters ``asked`` for stay, where they hold for the other sitting. ``about`` are the parts
    of the page's own address.
    """
    here = file.sitting
    year = (f.sitting for f in files if f.sitting.academic_year == here.academic_year)

    def url(sitting: Sitting) -> str:
        return address(page, sitting, *about, **staying(asked, [sitting], tables))

    return tabs_over(sorted(year, key=sitting_place), here, url)


def tabs_over(sittings: Iterable[Sitting], here: Sitting, url: Callable[[Sitting], str]) -> Tabs:
    """The tabs of sittings of one year; a test's tab keeps the grade where the test has it."""
    held: dict[tuple[str, str], list[Sitting]] = {}
    for sitting in sittings:
        held.setdefault((sitting.test, sitting.round), []).append(sitting)
    shown = here.test, here.round
    return Tabs(
        tuple(Tab(test_name(*key), url(_like(here, held[key])), key == shown) for key in held),
        tuple(Tab(grade_name(s.grade), url(s), s.grade == here.grade) for s in held[shown]),
    )


def _like(here: Sitting, sittings: list[Sitting]) -> Sitting:
    return next((s for s in sittings if s.grade == here.grade), sittings[0])


def sitting_place(sitting: Sitting) -> tuple[int, str, bool, str]:
    """O-NET first, LAS last; primary grades before secondary."""
    order = _ORDER.index(sitting.test) if sitting.test in _ORDER else len(_ORDER)
    return order, sitting.round, sitting.grade.startswith("M"), sitting.grade
