"""Evidence: what kinds there are, and whether its day belongs to the fiscal year it is used for.

Source: evidence of the office's standards must be of the fiscal year under assessment
("ปีงบประมาณ ๒๕๕๗ ทุกประเด็นการพิจารณา"); the day counts on which it happened, not that of upload.
"""

from datetime import date

from khet.rules.calendar import BUDDHIST_ERA, fiscal_year
from khet.rules.tables import SHIPPED, Tables

OTHER = "อื่น ๆ"
"""The kind of what has no kind in the table."""


def evidence_kinds(be: int, tables: Tables = SHIPPED) -> tuple[str, ...]:
    """The kinds of evidence to choose from in a fiscal year (BE), in the order of the table.

    >>> evidence_kinds(2557)[:2]
    ('คำสั่ง', 'แผน')
    """
    return (*tables.of("evidence_kinds", be)["kinds"], OTHER)


def days_of_fiscal_year(be: int) -> tuple[date, date]:
    """The first and last day of a fiscal year (BE).

    >>> days_of_fiscal_year(2557)
    (datetime.date(2013, 10, 1), datetime.date(2014, 9, 30))
    """
    ends = be - BUDDHIST_ERA
    return date(ends - 1, 10, 1), date(ends, 9, 30)


def years_away(day: date, today: date) -> int:
    """How many fiscal years lie between the day that evidence is about and today; 0 is this year.

    A seminar of 20 September 2556 (BE) is of fiscal year 2556, so in 2557 it is one year away.

    >>> years_away(date(2013, 9, 20), date(2014, 2, 1))
    1
    """
    return fiscal_year(today).be - fiscal_year(day).be
