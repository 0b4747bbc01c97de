"""Three kinds of year in the Buddhist era, and dates as Thai offices write them.

Academic year 2556 is May 2556 to March 2557, fiscal year 2557 is 1 October 2556 to 30 September
2557, calendar year 2557 is January to December 2557. They are never interchangeable.
"""

from dataclasses import dataclass
from datetime import date

BUDDHIST_ERA = 543
MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
SHORT_MONTHS = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)


@dataclass(frozen=True, order=True)
class AcademicYear:
    """A school year, named after the Buddhist year it begins in (May)."""

    be: int


@dataclass(frozen=True, order=True)
class FiscalYear:
    """A budget year, named after the Buddhist year it ends in (30 September)."""

    be: int


@dataclass(frozen=True, order=True)
class CalendarYear:
    """January to December of a Buddhist year; letters and orders are numbered by it."""

    be: int


def academic_year(day: date) -> AcademicYear:
    """The academic year a day belongs to: 4 February 2557 (BE) is in 2556."""
    return AcademicYear(day.year + BUDDHIST_ERA - (day.month < 5))


def academic_year_end(be: int) -> date:
    """The last day of an academic year (BE): that of 2556 ends on 31 March 2557 (BE).

    >>> academic_year_end(2556)
    datetime.date(2014, 3, 31)
    """
    return date(be - BUDDHIST_ERA + 1, 3, 31)


def fiscal_year(day: date) -> FiscalYear:
    """The fiscal year a day belongs to: 1 October 2556 (BE) is in 2557."""
    return FiscalYear(day.year + BUDDHIST_ERA + (day.month >= 10))


def fiscal_year_end(day: date) -> date:
    """The last day of the fiscal year that a day belongs to.

    >>> fiscal_year_end(date(2013, 10, 1))
    datetime.date(2014, 9, 30)
    """
    return date(day.year + (day.month >= 10), 9, 30)


def calendar_year(day: date) -> CalendarYear:
    """The calendar year of a day in the Buddhist era."""
    return CalendarYear(day.year + BUDDHIST_ERA)


def thai_date(day: date, short: bool = False) -> str:
    """A day as written: ``20 พฤศจิกายน 2569``, short ``20 พ.ย. 2569``."""
    months = SHORT_MONTHS if short else MONTHS
    return f"{day.day} {months[day.month - 1]} {day.year + BUDDHIST_ERA}"
