"""The second opinion of `import-scores --check --json` on summary files, by exact fractions.

A summary file is one row a school with its examinees and subject means, and pseudo-rows for the
area (its code and `0000`) and the nation (eight zeros).
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from tests.contract.oracle import half_up
from tests.contract.reading import EIGHT, OLD_NT, clean

NATION = "00000000"
NEAR = Fraction("0.01")
SUBJECTS = (*EIGHT, *OLD_NT)

Line = dict[str, str]


@dataclass
class Opinion:
    """What the report should say; warnings as (row, column)."""

    rows: int
    warnings: set[tuple[int, str]] = field(default_factory=set)
    reconciliation: list[dict[str, str]] = field(default_factory=list)
    suggested: list[str] | None = None


def signed(value: Fraction, places: int) -> str:
    """A number printed half up away from zero; never a zero with a sign."""
    text = half_up(abs(value), places)
    return f"-{text}" if value < 0 and Fraction(text) else text


def weighted(schools: list[Line], column: str) -> Fraction:
    """The mean of a column over all the pupils of the schools that have one."""
    pairs = [(int(s["examinees"]), Fraction(s[column])) for s in schools if s[column]]
    return sum(n * mean for n, mean in pairs) / sum(n for n, _ in pairs)


def average_is_off(line: Line, subjects: list[str]) -> bool:
    """Whether the printed average is more than 0.01 from the mean of the row's subjects."""
    means = [Fraction(line[s]) for s in subjects if line[s]]
    printed = line.get("average")
    return bool(means and printed) and abs(Fraction(printed) - sum(means) / len(means)) > NEAR


def other_order(means: dict[str, Fraction], area: Line) -> list[str] | None:
    """The one order of subjects in which every column meets the area row; None if not just one."""
    subjects = list(means)
    fits = [
        [s for s in subjects if abs(means[column] - Fraction(area[s])) <= NEAR]
        for column in subjects
    ]
    orders = [list(order) for order in product(*fits) if len(set(order)) == len(order)]
    return orders[0] if len(orders) == 1 and orders[0] != subjects else None


def summary_opinion(table: list[list[str]]) -> Opinion:
    """The report on a summary file whose header has the plain English names."""
    header = table[0]
    subjects = [name for name in header if name in SUBJECTS]
    lines = {
        number: dict(zip(header, map(clean, cells), strict=True))
        for number, cells in enumerate(table[1:], 2)
        if any(map(str.strip, cells))
    }
    schools = [line for line in lines.values() if not line["code"].endswith("0000")]
    area = {
        n: line
        for n, line in lines.items()
        if line["code"].endswith("0000") and line["code"] != NATION
    }
    opinion = Opinion(len(schools))
    opinion.warnings |= {
        (n, "average") for n, line in lines.items() if average_is_off(line, subjects)
    }
    if area:
        reconcile(opinion, schools, subjects, *next(iter(area.items())))
    return opinion


def reconcile(
    opinion: Opinion, schools: list[Line], subjects: list[str], number: int, area: Line
) -> None:
    """Compare the area row with the pupil-weighted means and look for another order."""
    means = {s: weighted(schools, s) for s in subjects}
    for subject, mean in means.items():
        difference = mean - Fraction(area[subject])
        opinion.reconciliation.append(
            {
                "subject": subject,
                "weighted": half_up(mean, 4),
                "area_row": area[subject],
                "difference": signed(difference, 4),
            }
        )
        if abs(difference) > NEAR:
            opinion.warnings.add((number, subject))
    opinion.suggested = other_order(means, area)
