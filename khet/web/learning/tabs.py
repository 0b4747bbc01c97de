"""Tabs over the tests of a year, and over the grades of a test."""

from collections.abc import Sequence
from dataclasses import dataclass

from khet.records.learning.models import ScoreFile, Sitting
from khet.web.learning.asked import address
from khet.web.learning.words import grade_name, test_name

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


def tabs(file: ScoreFile, files: Sequence[ScoreFile], page: str) -> Tabs:
    """The tabs of a sitting's year; a test's tab keeps the grade where the test has it."""
    here = file.sitting
    year = [f.sitting for f in files if f.sitting.academic_year == here.academic_year]
    held: dict[tuple[str, str], list[Sitting]] = {}
    for sitting in sorted(year, key=_place):
        held.setdefault((sitting.test, sitting.round), []).append(sitting)
    return Tabs(
        tuple(_test_tab(key, sittings, here, page) for key, sittings in held.items()),
        tuple(
            Tab(grade_name(s.grade), address(page, s), s.grade == here.grade)
            for s in held[here.test, here.round]
        ),
    )


def _test_tab(key: tuple[str, str], sittings: list[Sitting], here: Sitting, page: str) -> Tab:
    same = next((s for s in sittings if s.grade == here.grade), sittings[0])
    return Tab(test_name(*key), address(page, same), key == (here.test, here.round))


def _place(sitting: Sitting) -> tuple[int, str, bool, str]:
    """O-NET first, LAS last; primary grades before secondary."""
    order = _ORDER.index(sitting.test) if sitting.test in _ORDER else len(_ORDER)
    return order, sitting.round, sitting.grade.startswith("M"), sitting.grade
