"""Times of one thing with their days: ครั้งที่ 1 วันที่ 12 ก.พ. 2557, ครั้งที่ 2 …"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khet.rules.checking.reading.days import Stated, stated
from khet.rules.checking.reading.items import first_number
from khet.rules.checking.reading.lists import Listing
from khet.rules.checking.reading.parsed import Report

_TIMES = re.compile(r"(ครั้งที่|รุ่นที่) ?(\d{1,2})(/\d{4})?")
_LETTERS = re.compile(r"[^\u0e01-\u0e2e\u0e30-\u0e4eA-Za-z0-9]")


@dataclass(frozen=True)
class Time:
    """The nth time (``word`` with the year it is numbered in) of what ``of`` names, and its day.

    ``of`` are the words before it and the hours after it, which part two times of one day;
    ``rest`` is all that follows the day.
    """

    at: int
    word: str
    number: int
    day: Stated
    of: str
    rest: str = ""

    def told(self, number: int) -> str:
        """A time as printed: ครั้งที่ 2/2557."""
        name, slash, year = self.word.partition("/")
        return f"{name} {number}{slash}{year}"

    def precedes(self, other: "Time") -> bool:
        """Whether the other is the next time of the same thing, printed near."""
        same = (self.word, self.of) == (other.word, other.of)
        return same and other.number - self.number == 1 and 0 <= other.at - self.at <= 2


def key_of(text: str) -> str:
    """The letters and figures of a text, by which two are compared.

    >>> key_of("ประชุม คณะกรรมการ (ก.ต.ป.น.)")
    'ประชุมคณะกรรมการกตปน'
    """
    return _LETTERS.sub("", text)


def times_in(texts: Sequence[str]) -> list[Time]:
    """Every time of a report that has one day with its year.

    >>> found = times_in(["ประชุม ครั้งที่ 1 วันที่ 6 ธ.ค. 2556 ครั้งที่ 2 วันที่ 14 มี.ค. 2557"])
    >>> [(one.number, one.day.printed, one.of) for one in found]
    [(1, '6 ธ.ค. 2556', 'ประชุม'), (2, '14 มี.ค. 2557', 'ประชุม')]
    """
    return [time for at, text in enumerate(texts) for time in _of_text(at, text)]


def times_of(report: Report) -> list[Time]:
    """Every time of a report, also those that the rows of its tables number."""
    found = times_in(report.texts)
    known = {time.at for time in found}
    rows = (time for listing in report.turns for time in _of_rows(listing))
    return sorted([*found, *(time for time in rows if time.at not in known)], key=_place)


def _of_rows(listing: Listing) -> Iterator[Time]:
    """The times of a column ครั้งที่ or รุ่นที่, and of numbers with their year (3/2557)."""
    for item in listing.items if listing.style.startswith("1") else ():
        word = f"ครั้งที่{listing.style[1:]}" if listing.style != "1" else item.room
        days = [one for one in stated(item.text, item.at) if one.days[0].year]
        if len(days) == 1:
            of, rest = f"{item.room}{_hours(item.text)}", item.text[days[0].end :].strip()
            yield Time(item.at, word, item.parts[0], days[0], of, rest)


def _place(time: Time) -> int:
    return time.at


def _of_text(at: int, text: str) -> Iterator[Time]:
    marks = list(_TIMES.finditer(text))
    head = text[: marks[0].start()] if marks else ""
    read = first_number(head)
    words = key_of(read[2] if read else head)
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        days = [one for one in stated(text[mark.end() : end], at) if one.days[0].year]
        if len(days) == 1:
            rest = text[mark.end() + days[0].end : end]
            word, of = mark[1] + (mark[3] or ""), words + _hours(rest)
            yield Time(at, word, int(mark[2]), days[0], of, rest.strip())


def _hours(rest: str) -> str:
    return "".join(re.findall(r"\d{1,2}[.:]\d{2}|เช้า|บ่าย", rest))
