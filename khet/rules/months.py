"""Months as offices speak of them: the accounts of November 2569, from one month to another.

Source: months of the calendar; years of the Buddhist era. A fiscal year is October to September.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from khet.rules.calendar import BUDDHIST_ERA, MONTHS, SHORT_MONTHS
from khet.rules.thai import arabic_digits, tidy

_KEY = re.compile(r"(2[4-6][0-9]{2})-(0[1-9]|1[0-2])")
_TYPED = re.compile(r"([\u0e01-\u0e4e.]+) ?(?:พ\.ศ\. ?)?(2[4-6][0-9]{2})")
_NUMBERS = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, 1)
}


@dataclass(frozen=True, order=True)
class Month:
    """A month of a Buddhist year."""

    be: int
    number: int

    @property
    def key(self) -> str:
        """The month as records name it: ``2569-11``."""
        return f"{self.be}-{self.number:02d}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.be - BUDDHIST_ERA, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.plus(1).first - timedelta(1)

    def plus(self, months: int) -> "Month":
        """The month so many later.

        >>> Month(2569, 11).plus(2), Month(2570, 1).plus(-1)
        (Month(be=2570, number=1), Month(be=2569, number=12))
        """
        years, before = divmod(self.number - 1 + months, 12)
        return Month(self.be + years, before + 1)

    def named(self, short: bool = False) -> str:
        """The month in Thai.

        >>> Month(2569, 11).named(), Month(2569, 11).named(short=True)
        ('พฤศจิกายน 2569', 'พ.ย. 2569')
        """
        return f"{(SHORT_MONTHS if short else MONTHS)[self.number - 1]} {self.be}"


def month_of(day: date) -> Month:
    """The month of a day.

    >>> month_of(date(2026, 11, 29)).key
    '2569-11'
    """
    return Month(day.year + BUDDHIST_ERA, day.month)


def parse_month(text: str) -> Month:
    """The month of a text: ``2569-11``, ``พ.ย. 2569``, ``พฤศจิกายน ๒๕๖๙``.

    Raises:
        ValueError: it names no month with its Buddhist year.

    >>> parse_month("พ.ย. ๒๕๖๙") == parse_month("2569-11") == Month(2569, 11)
    True
    """
    plain = tidy(arabic_digits(text))
    if found := _KEY.fullmatch(plain):
        return Month(int(found[1]), int(found[2]))
    found = _TYPED.fullmatch(plain)
    if found and (number := _NUMBERS.get(found[1].replace(".", ""))):
        return Month(int(found[2]), number)
    raise ValueError(text)


def fiscal_months(be: int) -> list[Month]:
    """The months of a fiscal year (BE), October to September.

    >>> [month.key for month in fiscal_months(2570)][::11]
    ['2569-10', '2570-09']
    """
    return [Month(be - 1, 10).plus(months) for months in range(12)]


def from_to(first: Month, last: Month) -> list[Month]:
    """The months from one to another, both counted; none where the last comes before the first.

    >>> [month.key for month in from_to(Month(2569, 12), Month(2570, 1))]
    ['2569-12', '2570-01']
    """
    count = (last.be - first.be) * 12 + last.number - first.number + 1
    return [first.plus(months) for months in range(count)]
