"""What visits to schools come to together: for the schools of a group, or for a topic.

Source: the office's summary of supervision for the directors' meeting and the committee that
follows up, by network, by reporting group and by topic. What is counted of each school is whole
numbers; every percent and mean is one rounding of their sums, half up to 2 decimals.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from khet.rules.levels import teaches
from khet.rules.rounding import half_up, mean_of_ratios, shown

LEVELS = (5, 4, 3, 2, 1)
"""The levels that a visit gives a school, the best first."""
EXTENDED, SMALL, MEDIUM = "extended", "small", "medium"
REPORT_GROUPS = (SMALL, MEDIUM, EXTENDED)
"""The groups in which levels are reported, in their order."""
_PLACES = 2


@dataclass(frozen=True)
class Tally:
    """What was counted of a school's visits in a period, or of those with one topic.

    ``planned`` and ``missed`` are visits promised for the period and of these those that are over
    and weren't made; all else is of the visits ``made`` in it. ``telling`` is the sum of the days
    from the visit until the school was told, over those ``told``; ``answering`` until it answered,
    over those ``answered``. ``level1`` to ``level5`` are visits by level, ``unrated`` those without
    one. Findings are ``untold`` until the school is told, then ``open`` or ``closed``; ``late`` are
    those of the open ones that are overdue.
    """

    planned: int = 0
    missed: int = 0
    made: int = 0
    told: int = 0
    answered: int = 0
    telling: int = 0
    answering: int = 0
    level1: int = 0
    level2: int = 0
    level3: int = 0
    level4: int = 0
    level5: int = 0
    unrated: int = 0
    findings: int = 0
    untold: int = 0
    open: int = 0
    late: int = 0
    closed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        names = [field.name for field in fields(self)]
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def of_findings(self) -> "Tally":
        """What was counted of findings alone; each has one topic at most."""
        return Tally(
            findings=self.findings,
            untold=self.untold,
            open=self.open,
            late=self.late,
            closed=self.closed,
        )

    def of_level(self, level: int) -> int:
        """How many visits gave that level."""
        return int(getattr(self, f"level{level}"))


@dataclass(frozen=True)
class Line:
    """What the visits of a group of schools come to; ``visited`` schools have a visit made."""

    schools: int
    visited: int
    tally: Tally

    @property
    def visited_percent(self) -> Decimal | None:
        """Of the schools, those visited."""
        return percent(self.visited, self.schools)

    @property
    def answered_percent(self) -> Decimal | None:
        """Of the visits that schools were told of, those that they answered."""
        return percent(self.tally.answered, self.tally.told)

    @property
    def mean_telling(self) -> Decimal | None:
        """Days from the visit until the school was told."""
        return mean(self.tally.telling, self.tally.told)

    @property
    def mean_answering(self) -> Decimal | None:
        """Days from the visit until the school answered."""
        return mean(self.tally.answering, self.tally.answered)

    @property
    def rated(self) -> int:
        """The visits that gave a level."""
        return self.tally.made - self.tally.unrated

    def level_percent(self, level: int) -> Decimal | None:
        """Of the visits that gave a level, those that gave this one."""
        return percent(self.tally.of_level(level), self.rated)


@dataclass(frozen=True)
class Sheet:
    """A sheet of answers to an instrument: how much it got of what is possible, and its level.

    All are ``None`` where something that counts isn't answered.
    """

    got: Decimal | None = None
    possible: Decimal | None = None
    level: int | None = None


@dataclass(frozen=True)
class Scores:
    """What sheets come to: how many, of these with a score, their mean percent, how many a level.

    ``levels`` are counts of the levels in the order of ``LEVELS``.
    """

    n: int
    scored: int
    mean: Decimal | None
    levels: tuple[int, ...]


def percent(part: int, whole: int) -> Decimal | None:
    """A part in percent of a whole, half up to 2 decimals; of nothing it isn't known.

    >>> percent(40, 117), percent(30, 117), percent(0, 0)
    (Decimal('34.19'), Decimal('25.64'), None)
    """
    return shown(half_up(100 * 10**_PLACES * part, whole), _PLACES) if whole else None


def mean(total: int, n: int) -> Decimal | None:
    """A mean of whole numbers, half up to 2 decimals; of none it isn't known.

    >>> mean(5, 3), mean(0, 2), mean(0, 0)
    (Decimal('1.67'), Decimal('0.00'), None)
    """
    return shown(half_up(10**_PLACES * total, n), _PLACES) if n else None


def line_of(schools: Collection[int], tallies: Iterable[tuple[int, Tally]]) -> Line:
    """What is counted of schools (their keys) taken together; tallies of others are left.

    A school with several tallies, of several topics, is one visited school.

    >>> line = line_of({1, 2, 3}, [(1, Tally(made=2)), (1, Tally(made=1)), (4, Tally(made=1))])
    >>> line.visited, line.tally.made, line.visited_percent
    (1, 3, Decimal('33.33'))
    """
    inside = [(school, tally) for school, tally in tallies if school in schools]
    visited = {school for school, tally in inside if tally.made}
    return Line(len(schools), len(visited), sum((tally for _, tally in inside), Tally()))


def scores_of(sheets: Iterable[Sheet]) -> Scores:
    """What sheets come to; the mean is of each sheet's exact percent, rounded once.

    >>> scores_of([Sheet(Decimal(1), Decimal(3), 2), Sheet(Decimal(4), Decimal(4), 5), Sheet()])
    Scores(n=3, scored=2, mean=Decimal('66.67'), levels=(1, 0, 0, 1, 0))
    """
    listed = list(sheets)
    ratios = [_ratio(s.got, s.possible) for s in listed if s.got is not None and s.possible]
    found = [sheet.level for sheet in listed]
    mean = mean_of_ratios(ratios, 100 * 10**_PLACES) if ratios else None
    return Scores(
        len(listed),
        len(ratios),
        None if mean is None else shown(mean, _PLACES),
        tuple(found.count(level) for level in LEVELS),
    )


def report_group(lowest: str, highest: str, size: str | None) -> str | None:
    """The group in which a school's levels are reported: one a school, ขยายโอกาส first.

    A school that teaches M1 is an extended one; the others go by their size, large ones with the
    medium. ``None`` where the levels that it teaches or its size isn't known.

    Source: the office's report of fiscal year 2557 prints the four works by เล็ก, กลาง and
    ขยายโอกาส. That the few large primary schools stand with the medium is ours.

    >>> report_group("K1", "M3", SMALL), report_group("K2", "P6", SMALL)
    ('extended', 'small')
    >>> report_group("K2", "P6", "large"), report_group("P1", "P6", None)
    ('medium', None)
    >>> report_group("", "", SMALL) is None
    True
    """
    extended = teaches(lowest, highest, "M1")
    if extended or extended is None:
        return EXTENDED if extended else None
    if size is None:
        return None
    return SMALL if size == SMALL else MEDIUM


def _ratio(got: Decimal, possible: Decimal) -> tuple[int, int]:
    """The exact share as two whole numbers."""
    (got_n, got_d), (possible_n, possible_d) = got.as_integer_ratio(), possible.as_integer_ratio()
    return got_n * possible_d, got_d * possible_n
