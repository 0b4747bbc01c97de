"""How long a range of days is said to last, against the range.

A length in days counts the first and the last day; of more than a week working days or only some
days may be meant. A month is taken as 30.44 days (365.25 / 12), right to half a month.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khet.rules.checking.findings.finding import Sure
from khet.rules.checking.reading.days import Stated, stated

_SUM = (
    r"(?:รวม|เป็นเวลา|เวลา|ระยะเวลา|จำนวน|หลักสูตร|กำหนด)"
    r"(?: ?(?:ระยะ)?เวลา| ?ทั้งสิ้น| ?จำนวน){0,2}"
)
_UNIT = r"(\d{1,3}) ?(วัน|เดือน)(?! ?(?:ทำการ|ละ|ทำงาน|ต่อ|ก่อน|หลัง))"
_NIGHTS = r"(?: ?\d{1,2} ?คืน)?"
_AFTER = re.compile(rf"[\s,]*(?:\(?{_SUM} ?|\(|\| ?){_UNIT}")
_BEFORE = re.compile(
    rf"{_SUM} ?{_UNIT}{_NIGHTS}\)? ?(?:คือ|ได้แก่|ใน|ระหว่าง|ตั้งแต่|เมื่อ|จัด|อบรม)* ?(?:วันที่)? ?$"
)
_WEEK, _MONTH, _LOOSE = 5, 30.44, 0.6


@dataclass(frozen=True)
class WrongLength:
    """A printed length, what it should be, and how sure."""

    printed: str
    expected: str
    sure: Sure


def lengths(text: str, one: Stated) -> Iterator[WrongLength]:
    """A length printed right after or before a range (or days named one by one) that isn't its.

    >>> from khet.rules.checking.reading.days import stated
    >>> text = "หลักสูตร 3 วัน ระหว่างวันที่ 20-21 ก.ย. 2556"
    >>> [(wrong.printed, wrong.expected) for wrong in lengths(text, stated(text)[0])]
    [('3 วัน', '2 วัน')]
    """
    days = [day.date for day in one.days]
    found = _AFTER.match(text, one.end) or _BEFORE.search(text[: one.start])
    first, last = days[0], days[-1]
    if not found or len(days) < 2 or first is None or last is None:
        return
    said, unit = int(found[1]), found[2]
    if not one.span:
        right, fits = len(days), said == len(days) or unit == "เดือน"
    elif unit == "วัน":
        right, fits = (last - first).days + 1, said in _days(first, last)
    else:
        right, fits = _months(first, last, said)
    if not fits and right and not (unit == "วัน" and said in _together(text, one)):
        yield WrongLength(f"{found[1]} {unit}", f"{right} {unit}", _sure(one, said, right, unit))


def _together(text: str, one: Stated) -> Iterator[int]:
    """How many days a range has with those printed before it: รวม may be of all of them."""
    count = 0
    for other in reversed([other for other in stated(text) if other.end <= one.end]):
        days = [day.date for day in other.days]
        if days[0] is None or days[-1] is None:
            return
        count += (days[-1] - days[0]).days + 1 if other.span else len(days)
        yield count


def _sure(one: Stated, said: int, right: int, unit: str) -> Sure:
    """Within more than a week only some of the days may be meant."""
    if unit == "วัน" and ((said < right and right > _WEEK) or not one.span):
        return Sure.LOOK
    return Sure.CERTAIN if unit == "วัน" and one.sure else Sure.LIKELY


def _days(first: date, last: date) -> set[int]:
    """Lengths in days that fit: all days, and those without weekends where weeks are passed."""
    count = (last - first).days + 1
    if count <= _WEEK or count > 400:
        return {count}
    return {count, sum((first + timedelta(n)).weekday() < _WEEK for n in range(count))}


def _months(first: date, last: date, said: int) -> tuple[int, bool]:
    months = ((last - first).days + 1) / _MONTH
    return round(months), abs(months - said) <= _LOOSE
