"""Days as people type them: Thai or Arabic digits, Buddhist or Christian years, names of months."""

import re
from datetime import date

from khet.rules.calendar import BUDDHIST_ERA, MONTHS, SHORT_MONTHS
from khet.rules.thai import arabic_digits, tidy

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_WORDS = re.compile(r"(?:วันที่ ?)?(\d{1,2}) ?([\u0e01-\u0e4e.]+?) ?(?:พ\.ศ\. ?)?(\d{4})")
_MONTHS = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, 1)
}
_BUDDHIST = range(2400, 2701)
_CHRISTIAN = range(1857, 2158)


def parse_day(text: str) -> date:
    """The day of a text: ``16/5/2556``, ``16 พ.ค. 2556``, ``๑๖ พฤษภาคม ๒๕๕๖``, ``2013-05-16``.

    A year from 2400 on is of the Buddhist era, one from 1857 to 2157 of the Christian, which a
    spreadsheet writes. The day comes before the month, as Thai offices write it.

    Raises:
        ValueError: no day, a day that isn't in the calendar, or a year of two digits.

    >>> parse_day("16 พ.ค. 2556"), parse_day("2013-05-16 00:00:00")
    (datetime.date(2013, 5, 16), datetime.date(2013, 5, 16))
    """
    plain = tidy(arabic_digits(text))
    if found := _ISO.fullmatch(plain):
        return _day(*map(int, found.groups()))
    if found := _NUMBERS.fullmatch(plain):
        day, month, year = map(int, found.groups())
        return _day(year, month, day)
    if found := _WORDS.fullmatch(plain):
        named = _MONTHS.get(found[2].replace(".", ""))
        if named:
            return _day(int(found[3]), named, int(found[1]))
    raise ValueError(text)


def day_and_rest(text: str) -> tuple[date, str]:
    """The day at the beginning of a line, and what follows it.

    Raises:
        ValueError: the line begins with no day.

    >>> day_and_rest("13 เม.ย. ๒๕๗๐ วันสงกรานต์")
    (datetime.date(2027, 4, 13), 'วันสงกรานต์')
    >>> day_and_rest("12/8/2570")
    (datetime.date(2027, 8, 12), '')
    """
    words = tidy(text).split(" ")
    for count in range(1, len(words) + 1):
        try:
            return parse_day(" ".join(words[:count])), " ".join(words[count:])
        except ValueError:
            continue
    raise ValueError(text)


def _day(year: int, month: int, day: int) -> date:
    if year in _BUDDHIST:
        return date(year - BUDDHIST_ERA, month, day)
    if year in _CHRISTIAN:
        return date(year, month, day)
    raise ValueError(year)
