"""Which invented pupils sit in a grade and year: the same pupil keeps number, ability and name.

A cohort is known by the academic year before its P1. A grade of n pupils holds the first n of
its cohort at that school, so pupils move up together and only the last ones come or leave.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khet.jobs.demo.area import DemoArea
from khet.jobs.demo.sizes import GRADES, P1, SEED, YEARS, Counts

_FIRST_COHORT = YEARS[0] - (len(GRADES) - P1)
_COHORTS = YEARS[-1] + P1 - _FIRST_COHORT
_WIDEST = 200
_LUCK = 10**9
_GIRLS = 49
"""Girls in a hundred pupils."""


@dataclass(frozen=True)
class Pupils:
    """The pupils of one grade and year, by school and number.

    ``school`` indexes ``codes``; ``number`` is the school's own; ``ability`` is standard normal;
    ``is_girl`` and ``luck`` (a large whole number to draw a name by) are the pupil's own, too.
    """

    codes: tuple[str, ...]
    school: Counts
    number: Counts
    ability: NDArray[np.float64]
    is_girl: NDArray[np.bool_]
    luck: Counts


def pupils(area: DemoArea, grade: str, academic_year: int) -> Pupils:
    """The pupils of a grade in an academic year (BE), of all schools of the area that have it."""
    codes = tuple(school.code for school in area.schools if school.sector == "public")
    table = _table(area, codes)
    cohort = _cohort(GRADES.index(grade), academic_year)
    sizes = table[:, GRADES.index(grade), academic_year - YEARS[0]]
    school = np.repeat(np.arange(len(codes)), sizes)
    place = np.arange(len(school)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    ability = np.random.default_rng([SEED, cohort]).standard_normal((len(codes), _WIDEST))
    number = _first_numbers(table)[school, cohort] + place
    luck = np.random.default_rng([SEED, cohort, 1]).integers(0, _LUCK, (len(codes), _WIDEST))
    own = luck[school, place]
    return Pupils(codes, school, number, ability[school, place], own % 100 < _GIRLS, own // 100)


def _table(area: DemoArea, codes: tuple[str, ...]) -> Counts:
    row = {code: index for index, code in enumerate(codes)}
    level = {grade: index for index, grade in enumerate(GRADES)}
    table = np.zeros((len(codes), len(GRADES), len(YEARS)), dtype=np.int64)
    for e in area.enrolment:
        table[row[e.school], level[e.grade], e.academic_year - YEARS[0]] = e.pupils
    return table


def _cohort(level: int, academic_year: int) -> int:
    return academic_year - (level - P1 + 1) - _FIRST_COHORT


def _first_numbers(table: Counts) -> Counts:
    """The first pupil number [school, cohort]; older cohorts have the smaller numbers."""
    widths = np.zeros((len(table), _COHORTS), dtype=np.int64)
    for level in range(len(GRADES)):
        for year in YEARS:
            column = widths[:, _cohort(level, year)]
            np.maximum(column, table[:, level, year - YEARS[0]], out=column)
    start = np.random.default_rng(SEED).integers(1000, 4000, len(table))
    return start[:, None] + np.cumsum(widths, axis=1) - widths
