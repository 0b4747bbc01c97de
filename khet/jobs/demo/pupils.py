"""Pupils of the demonstration by number and invented name, the same whose scores are drawn."""

from collections.abc import Iterator
from functools import cache
from math import ceil

import numpy as np

from khet.jobs.demo.area import DemoArea, rows
from khet.jobs.demo.roster import Pupils, pupils
from khet.jobs.demo.sizes import GRADES, YEARS
from khet.records.registry.actions.pupils import PupilEntry
from khet.records.registry.actions.schools import Counts, GradeCount
from khet.records.registry.models import Pupil

_ROOM = 40
_GIRL, _BOY = "เด็กหญิง", "เด็กชาย"


def counts(area: DemoArea, academic_year: int) -> dict[str, Counts]:
    """Pupils, boys, girls and rooms by school and grade in an academic year (BE)."""
    found: dict[str, dict[str, GradeCount | None]] = {}
    for grade in GRADES:
        group = pupils(area, grade, academic_year)
        everybody = np.bincount(group.school, minlength=len(group.codes)).tolist()
        girls = np.bincount(group.school[group.is_girl], minlength=len(group.codes)).tolist()
        for code, n, of_girls in zip(group.codes, everybody, girls, strict=True):
            if n:
                count = GradeCount(n, n - of_girls, of_girls, ceil(n / _ROOM))
                found.setdefault(code, {})[grade] = count
    return dict(found)


def pupil_entries(area: DemoArea) -> Iterator[PupilEntry]:
    """Every pupil of the newest year; numbers are those of the score files."""
    for grade in GRADES:
        yield from entries_of_grade(pupils(area, grade, YEARS[-1]), grade)


def entries_of_grade(group: Pupils, grade: str) -> Iterator[PupilEntry]:
    """The pupils of a group as entries of the register, in a grade."""
    sizes = np.bincount(group.school, minlength=len(group.codes))
    begins = np.cumsum(sizes) - sizes
    columns = (group.school, group.number, group.is_girl, group.luck)
    for place, (school, number, is_girl, luck) in enumerate(
        zip(*(column.tolist() for column in columns), strict=True)
    ):
        rooms = ceil(sizes[school] / _ROOM)
        yield PupilEntry(
            group.codes[school],
            f"{number:05d}",
            grade,
            invented_name(luck, is_girl),
            str(1 + (place - begins[school]) % rooms),
            str(Pupil.Sex.FEMALE if is_girl else Pupil.Sex.MALE),
        )


def invented_name(luck: int, is_girl: bool, titled: bool = True) -> str:
    """A name of made-up words, the same for the same luck; families all begin with สมมติ."""
    given = _words()["girl" if is_girl else "boy"]
    families = _words()["family"]
    title = (_GIRL if is_girl else _BOY) if titled else ""
    return f"{title}{given[luck % len(given)]} {families[luck // len(given) % len(families)]}"


@cache
def _words() -> dict[str, list[str]]:
    return {row["kind"]: row["words"].split() for row in rows("invented_names")}
