"""Which numbers of a text are years, and the same text of a year later.

Source: orders that come again each year: "คำสั่งแต่งตั้งคณะกรรมการ ปีการศึกษา ๒๕๕๗". Years are
Buddhist, of four digits, in Thai or Arabic ones. What stays: laws and plans older than the year
before the order's own, and numbers of other orders and letters ("คำสั่งที่ 295/2557").
"""

import re
from collections.abc import Collection
from datetime import date

from khet.rules.checking.reading.days import stated
from khet.rules.checking.reading.quantities import plain
from khet.rules.thai import arabic_digits, thai_digits

_EARLIEST, _LATEST = 2400, 2699
_NUMBER = re.compile(r"(?<![0-9๐-๙])[0-9๐-๙]{4}(?![0-9๐-๙])")
_DATE = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/$")
_TERM = re.compile(r"(ภาคเรียน|ภาค|เทอม|ไตรมาส)\s*(ที่)?\s*\d/$")
_RANGE = re.compile(r"(?<!\d)2[4-6]\d\d/$")
_MOVES_AFTER_SLASH = (_DATE, _TERM, _RANGE)
_OF_ANOTHER_PAPER = re.compile(r"ลง ?วันที่ ?$")


def years_moved(text: str, since: int, by: int = 1) -> str:
    """The text with every year from ``since`` (BE) on moved by so many years.

    A year after ``/`` belongs to a number and stays, unless it is of a date, of a term or quarter,
    or the end of a range of years. Digits stay Thai or Arabic as they were.

    >>> years_moved("ปีการศึกษา ๒๕๕๗ (ภาคเรียนที่ 1/2557) ปีงบประมาณ 2557-2558", 2556)
    'ปีการศึกษา ๒๕๕๘ (ภาคเรียนที่ 1/2558) ปีงบประมาณ 2558-2559'
    >>> years_moved("ตามคำสั่งที่ 295/2557 และ พ.ร.บ. พ.ศ. 2542 ลงวันที่ 22/8/2557", 2556)
    'ตามคำสั่งที่ 295/2557 และ พ.ร.บ. พ.ศ. 2542 ลงวันที่ 22/8/2558'
    """

    def _moved(found: re.Match[str]) -> str:
        year = int(arabic_digits(found[0]))
        before = arabic_digits(text[: found.start()])
        of_number = before.endswith("/") and not any(p.search(before) for p in _MOVES_AFTER_SLASH)
        if of_number or not max(since, _EARLIEST) <= year <= _LATEST:
            return found[0]
        return thai_digits(str(year + by)) if found[0] != str(year) else str(year + by)

    return _NUMBER.sub(_moved, text)


def days_of_other_years(text: str, years: Collection[int]) -> list[str]:
    """The days in a text that lie in none of the years (BE), as they are printed, each once.

    What another paper is dated with (ลงวันที่) isn't of this one.

    >>> text = "ตามคำสั่งลงวันที่ 1 มีนาคม 2556 ตั้งแต่วันที่ ๒๒ สิงหาคม ๒๕๕๘ ถึง 5 พ.ย. 2569"
    >>> days_of_other_years(text, {2569, 2570})
    ['22 สิงหาคม 2558 ถึง 5 พ.ย. 2569']
    """
    found: list[str] = []
    for line in map(plain, text.splitlines()):
        for one in stated(line):
            other = [day for day in one.days if day.year is not None and day.year not in years]
            if other and not _OF_ANOTHER_PAPER.search(line[: one.start]):
                found.append(one.printed)
    return list(dict.fromkeys(found))


def year_later(day: date) -> date:
    """The same day of the next year; the last of February where there is no 29th.

    >>> year_later(date(2012, 2, 29)), year_later(date(2014, 8, 22))
    (datetime.date(2013, 2, 28), datetime.date(2015, 8, 22))
    """
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)
