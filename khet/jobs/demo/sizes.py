"""Pupils per school, grade and academic year: invented, from each school's invented total of 2556.

Arrays are indexed [school, grade, year] in the order of ``GRADES`` and ``YEARS``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]

GRADES = ("K1", "K2", "K3", "P1", "P2", "P3", "P4", "P5", "P6", "M1", "M2", "M3")
YEARS = range(2552, 2557)
P1, P3, P6 = (GRADES.index(grade) for grade in ("P1", "P3", "P6"))
SEED = 9302
ONE_PUPIL_SCHOOLS = 2
_SHARE = np.array([0.35, 0.9, 0.95, *[1.0] * 6, *[0.95] * 3])
_K1_FROM = 180
_YEARLY_SHRINKING = 1.015
_MOVES = 0.08


@dataclass(frozen=True)
class SchoolSize:
    """What a school's pupils are spread by: its total of 2556 and the grades it has."""

    pupils: int
    top_grade: str
    pre_primary: bool
    has_p3: bool = True


def enrolments(schools: Sequence[SchoolSize]) -> Counts:
    """Pupils [school, grade, year]; those of 2556 sum to each school's total.

    A grade that a school has holds at least one pupil; the smallest schools have exactly one
    in P3 and in P6 of 2556. Earlier years follow the same pupils down the grades, with a few
    who came or left.
    """
    rng = np.random.default_rng(SEED)
    offered = np.array([_offered(school) for school in schools])
    table = np.zeros((*offered.shape, len(YEARS)), dtype=np.int64)
    table[:, :, -1] = _last_year(schools, offered, rng)
    for year in range(len(YEARS) - 1, 0, -1):
        table[:, :, year - 1] = _year_before(table[:, :, year], offered, rng)
    return table


def _offered(school: SchoolSize) -> list[bool]:
    top = GRADES.index(school.top_grade)
    first = P1 if not school.pre_primary else 0 if school.pupils >= _K1_FROM else 1
    return [first <= level <= top for level in range(len(GRADES))]


def _last_year(
    schools: Sequence[SchoolSize], offered: NDArray[np.bool_], rng: np.random.Generator
) -> Counts:
    weights = _SHARE * rng.gamma(40, 1 / 40, offered.shape)
    totals = np.array([school.pupils for school in schools])
    smallest = np.argsort(totals, kind="stable")[:ONE_PUPIL_SCHOOLS]
    weights[smallest[:, None], [P3, P6]] = 0
    present = offered.copy()
    present[[not school.has_p3 for school in schools], P3] = False
    return np.array([_spread(*row) for row in zip(totals, weights * present, present, strict=True)])


def _spread(total: int, weights: NDArray[np.float64], present: NDArray[np.bool_]) -> Counts:
    """``total`` pupils over the present grades: one each, the rest by weight, largest remainder."""
    exact = weights / weights.sum() * (total - present.sum())
    counts = np.floor(exact).astype(np.int64)
    ranked = np.argsort(counts - exact, kind="stable")
    counts[ranked[: total - present.sum() - counts.sum()]] += 1
    return np.asarray(counts + present)


def _year_before(after: Counts, offered: NDArray[np.bool_], rng: np.random.Generator) -> Counts:
    """The same pupils one grade down; in each top grade others, gone since, a little more."""
    before = np.zeros_like(after)
    before[:, :-1] = after[:, 1:]
    before[:, 0] = np.ceil(_SHARE[0] * before[:, 0])
    top = offered.shape[1] - 1 - offered[:, ::-1].argmax(axis=1)
    school = np.arange(len(after))
    gone = np.ceil(after[school, top] * _YEARLY_SHRINKING).astype(np.int64)
    before[school, top] = np.maximum(gone, 1)
    moved = before + rng.binomial(before, _MOVES) - rng.binomial(before, _MOVES)
    return np.where(offered, np.maximum(moved, np.minimum(before, 1)), 0)
