"""Which number a meeting has, how many must come, and whether two are at the same time.

Source: the office's report of fiscal year 2557 (000, 001): the directors' meeting of 23-24 April
2557 is printed as the fifth and as 4/2557. How many must come is not in the
sources: an order or the body's own law says it, so each body has its rule.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from khet.rules.calendar import academic_year, calendar_year, fiscal_year, thai_date
from khet.rules.thai import arabic_digits

FISCAL, CALENDAR, ACADEMIC, RUNNING = "fiscal", "calendar", "academic", "running"
SECTIONS = (
    "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    "เรื่องรับรองรายงานการประชุม",
    "เรื่องสืบเนื่องจากการประชุมครั้งก่อน",
    "เรื่องเสนอให้ที่ประชุมทราบ",
    "เรื่องเสนอให้ที่ประชุมพิจารณา",
    "เรื่องอื่น ๆ",
)
"""The sections of an agenda, as offices have them; a meeting may have others."""
NO_YEAR, _SOON = 0, 60
"""The year of meetings whose numbers run on."""
_YEARS: Mapping[str, Callable[[date], int]] = {
    FISCAL: lambda day: fiscal_year(day).be,
    CALENDAR: lambda day: calendar_year(day).be,
    ACADEMIC: lambda day: academic_year(day).be,
    RUNNING: lambda day: NO_YEAR,
}
_NEEDED: Mapping[str, Callable[[int], int]] = {
    "over-half": lambda members: members // 2 + 1,
    "half": lambda members: -(-members // 2),
    "two-thirds": lambda members: -(-2 * members // 3),
}
_PRINTED = re.compile(r"(\d+)(?:\s*/\s*(\d{4}))?")


def year_of(numbering: str, day: date) -> int:
    """The year (BE) by which a body counts a meeting that begins on a day; 0 where numbers run on.

    >>> [year_of(by, date(2013, 11, 6)) for by in (FISCAL, CALENDAR, ACADEMIC, RUNNING)]
    [2557, 2556, 2556, 0]
    """
    return _YEARS[numbering](day)


def in_year(numbering: str, year: int, begins: date) -> bool:
    """Whether a meeting lies in the year it is said to be of: that in which it begins.

    The area's board is printed to have met first in fiscal year 2557 on 6 December 2557, which is
    of fiscal year 2558; in 2556 it would be of 2557.

    >>> in_year(FISCAL, 2557, date(2014, 12, 6)), in_year(FISCAL, 2557, date(2013, 12, 6))
    (False, True)
    """
    return year_of(numbering, begins) == year


def next_number(others: Iterable[tuple[date, int]], begins: date) -> int:
    """The number to propose: after those of the same year that begin before; none that is taken.

    Args:
        others: the days and numbers of the body's other meetings of that year, cancelled ones left
            out, so that their numbers are free again.

    >>> next_number([(date(2013, 11, 6), 1), (date(2013, 12, 12), 2)], date(2014, 1, 4))
    3
    >>> next_number([(date(2013, 11, 6), 1), (date(2014, 2, 15), 3)], date(2014, 1, 4))
    2
    >>> next_number([], date(2014, 1, 4))
    1
    """
    known = list(others)
    taken = {number for _, number in known}
    found = max((number for day, number in known if day <= begins), default=0) + 1
    while found in taken:
        found += 1
    return found


def jumped_from(others: Iterable[tuple[date, int]], begins: date, number: int) -> int | None:
    """The number after which a meeting's number leaves out others; ``None`` where it doesn't.

    A year whose first meetings aren't known leaves out nothing.

    Args:
        others: as of ``next_number``.

    >>> [jumped_from([(date(2013, 11, 6), 10)], date(2014, 1, 4), n) for n in (99, 11)]
    [10, None]
    >>> jumped_from([], date(2014, 1, 4), 99) is None
    True
    """
    last = max((known for day, known in others if day <= begins), default=None)
    return last if last is not None and number > last + 1 else None


def place_in_year(numbering: str, days: Iterable[date], begins: date) -> int:
    """The how many-th meeting of its year one is, by a numbering; ``days`` has its own day too.

    >>> held = [date(2013, 11, 6), date(2013, 12, 12), date(2014, 1, 4), date(2014, 2, 15)]
    >>> april = date(2014, 4, 23)
    >>> [place_in_year(by, [*held, april], april) for by in (FISCAL, CALENDAR)]
    [5, 3]
    """
    year = year_of(numbering, begins)
    return sum(day <= begins and year_of(numbering, day) == year for day in set(days))


def differs(printed: str, number: int, year: int) -> bool:
    """Whether what a paper prints is another number or year than the body's rule gives.

    >>> differs("4/2557", 5, 2557), differs("ครั้งที่ ๕", 5, 2557), differs("", 5, 2557)
    (True, False, False)
    """
    found = _PRINTED.search(arabic_digits(printed))
    if not found:
        return False
    return int(found[1]) != number or (found[2] is not None and int(found[2]) != year)


def number_told(number: int, year: int, printed: str = "") -> str:
    """The number of a meeting as everything tells it: as a paper printed it, else as counted.

    >>> number_told(3, 2570), number_told(12, NO_YEAR), number_told(3, 2570, "ครั้งที่ 9/2569")
    ('3/2570', '12', '9/2569')
    """
    counted = f"{number}/{year}" if year else str(number)
    return printed.strip().removeprefix("ครั้งที่").strip() or counted


def meeting_name(body: str, number: int, year: int, printed: str = "") -> str:
    """What a meeting is called.

    >>> meeting_name("ประชุมผู้บริหารสถานศึกษา", 7, 2557), meeting_name("คณะทำงาน", 12, NO_YEAR)
    ('ประชุมผู้บริหารสถานศึกษา ครั้งที่ 7/2557', 'ประชุมคณะทำงาน ครั้งที่ 12')
    >>> meeting_name("ก.ต.ป.น.", 2, 2557), meeting_name("ก.ต.ป.น.", 2, 2557, "4/2556")
    ('ประชุม ก.ต.ป.น. ครั้งที่ 2/2557', 'ประชุม ก.ต.ป.น. ครั้งที่ 4/2556')
    """
    return f"{meeting_of(body)} ครั้งที่ {number_told(number, year, printed)}"


def meeting_of(body: str) -> str:
    """What the meetings of a body are called; the word isn't said twice.

    >>> meeting_of("ประชุมผู้บริหารสถานศึกษา"), f"รายงานการ{meeting_of('คณะทำงาน')}"
    ('ประชุมผู้บริหารสถานศึกษา', 'รายงานการประชุมคณะทำงาน')
    """
    apart = " " if "." in body.split()[0] else ""
    return body if body.startswith("ประชุม") else f"ประชุม{apart}{body}"


@dataclass(frozen=True)
class Quorum:
    """How many members there are, how many came, and how many must; ``None``: none must."""

    members: int
    came: int
    needed: int | None

    @property
    def reached(self) -> bool:
        """Whether enough came; a body without a rule or without members has no such question."""
        return self.needed is None or (self.members > 0 and self.came >= self.needed)


def quorum(rule: str, members: int, came: int) -> Quorum:
    """How many must come of so many members, and whether they did.

    Who comes in a member's place and who acts in a post count as come. Advisers, assistants of the
    secretary and vacant seats are no members. A rule that isn't known asks for nobody.

    >>> [quorum(rule, 9, 5).needed for rule in ("over-half", "half", "two-thirds", "none")]
    [5, 5, 6, None]
    >>> quorum("over-half", 16, 8).reached, quorum("half", 16, 8).reached
    (False, True)
    """
    needed = _NEEDED.get(rule)
    return Quorum(members, came, needed(members) if needed else None)


def ends_soon(until: date | None, today: date) -> int | None:
    """In how many days a term ends, where that is within 60 days; ``None`` otherwise.

    60 days are this system's choice: long enough to have a successor chosen.

    >>> [ends_soon(day, date(2014, 4, 1)) for day in (date(2014, 5, 31), date(2014, 6, 1))]
    [60, None]
    """
    days = (until - today).days if until else _SOON + 1
    return days if 0 <= days <= _SOON else None


@dataclass(frozen=True)
class Span:
    """From when to when something is; without times it takes its whole days."""

    begins: date
    ends: date
    starts: time | None = None
    finishes: time | None = None

    @property
    def ends_early(self) -> bool:
        """Whether it would end before it begins."""
        return self._last < self._first or self.ends < self.begins

    def meets(self, other: "Span") -> bool:
        """Whether the two are at the same time at all; one may begin as the other ends.

        >>> tuesday = date(2014, 4, 8)
        >>> board = Span(tuesday, tuesday, time(9), time(12))
        >>> board.meets(Span(tuesday, tuesday, time(8), time(12)))
        True
        >>> board.meets(Span(tuesday, tuesday, time(12), time(13)))
        False
        """
        return self._first < other._last and other._first < self._last

    @property
    def _first(self) -> datetime:
        return datetime.combine(self.begins, self.starts or time.min)

    @property
    def _last(self) -> datetime:
        return datetime.combine(self.ends, self.finishes or time.max)


def span_told(begins: date, ends: date) -> str:
    """The days of something, as offices write them.

    >>> span_told(date(2014, 4, 23), date(2014, 4, 24))
    '23–24 เมษายน 2557'
    >>> span_told(date(2014, 4, 30), date(2014, 5, 1))
    '30 เมษายน 2557 – 1 พฤษภาคม 2557'
    """
    if begins == ends:
        return thai_date(begins)
    if (begins.year, begins.month) == (ends.year, ends.month):
        return f"{begins.day}–{thai_date(ends)}"
    return f"{thai_date(begins)} – {thai_date(ends)}"
