"""The fiscal or academic year that a line of a report claims, and the days that lie in it.

A fiscal year is 1 October to 30 September; an academic year is taken loosely, 1 May to 30 April.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khet.rules.calendar import academic_year, fiscal_year
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Day, Stated
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

CLAIM = re.compile(r"(ปีงบประมาณ|ปีการศึกษา) ?(?:พ\.ศ\. ?)?(\d{4})(?! ?(?:-|ถึง|และ|,|/))")
"""A year and no span of years."""
TITLE = 3
"""So many lines are the title of a report."""


@dataclass(frozen=True)
class Claim:
    """A year that a line claims: ``at`` its index, ``place`` where in it the year ends."""

    at: int
    place: int
    named: str
    year: int

    def holds(self, day: date) -> bool:
        """Whether a day is of the year named."""
        of = academic_year if self.named == "ปีการศึกษา" else fiscal_year
        return of(day).be == self.year

    @property
    def told(self) -> str:
        """The year with its first and last day."""
        if self.named == "ปีการศึกษา":
            return f"{self.named} {self.year} (พ.ค. {self.year} - เม.ย. {self.year + 1})"
        return f"{self.named} {self.year} (1 ต.ค. {self.year - 1} - 30 ก.ย. {self.year})"


def claims(lines: Sequence[Line]) -> Iterator[Claim]:
    """Lines that claim just one year.

    >>> [one.year for one in claims([Line(1, "แผน ปีงบประมาณ 2568"), Line(2, "ปี 2567")])]
    [2568]
    """
    for at, line in enumerate(lines):
        if "ปี" not in line.text:
            continue
        named = list(CLAIM.finditer(plain(line.text)))
        if len({(one[1], one[2]) for one in named}) == 1:
            yield Claim(at, named[0].end(), named[0][1], int(named[0][2]))


def is_held(claim: Claim, day: Day) -> bool:
    """Whether a day lies in the year claimed.

    >>> claim = Claim(0, 0, "ปีงบประมาณ", 2568)
    >>> is_held(claim, Day(30, 9, 2568)), is_held(claim, Day(1, 10, 2568))
    (True, False)
    """
    return day.date is not None and claim.holds(day.date)


def outside(lines: Sequence[Line], claim: Claim, one: Stated, expected: str, sure: Sure) -> Finding:
    """The finding of a day outside of the year claimed.

    >>> lines = [Line(1, "แผน ปีงบประมาณ 2568"), Line(2, "อบรม 4 เม.ย. 2569")]
    >>> stated = Stated(1, 5, 17, "4 เม.ย. 2569", (Day(4, 4, 2569),))
    >>> outside(lines, Claim(0, 18, "ปีงบประมาณ", 2568), stated, "", Sure.LOOK).line
    2
    """
    message = f"{one.printed} ไม่อยู่ใน{claim.told}" + (f" ควรเป็น {expected}" if expected else "")
    return found_at(lines, one.at, Kind.DATE, one.printed, expected, sure, message, (claim.at,))
