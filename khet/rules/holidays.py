"""On which days of a year government offices are closed, year after year.

Source: announcements of the Office of the Prime Minister and cabinet resolutions, as the dated
table says. Days that follow the moon and special ones are entered by each office.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khet.rules.calendar import BUDDHIST_ERA
from khet.rules.tables import SHIPPED, Tables

SATURDAY = 5
"""The first weekday (0 Monday) on which offices are closed every week."""


@dataclass(frozen=True)
class FixedHoliday:
    """A holiday of the same day every year; ``instead`` is the working day closed in its place."""

    day: date
    name: str
    instead: date | None = None


def fixed_holidays(year: int, tables: Tables = SHIPPED) -> list[FixedHoliday]:
    """The fixed holidays of a calendar year (BE), in order; none before the first table.

    One that falls on a Saturday or Sunday is made up for on the next working day. Days of one
    name that follow each other, as Songkran, are made up for by one day together.

    >>> [(h.day.day, h.instead) for h in fixed_holidays(2568) if h.name == "วันสงกรานต์"]
    [(13, datetime.date(2025, 4, 16)), (14, None), (15, None)]
    >>> [str(h.instead) for h in fixed_holidays(2554)[-1:] + fixed_holidays(2555)[:1]]
    ['2012-01-02', '2012-01-03']
    """
    known = [one for near in (year - 1, year, year + 1) for one in _named(near, tables)]
    taken = {day for day, _ in known}
    found = []
    for run in _runs(known):
        found += _made_up(run, taken)
    return [holiday for holiday in found if holiday.day.year == year - BUDDHIST_ERA]


def is_closed(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether the office is closed: a Saturday, a Sunday or a holiday.

    >>> [is_closed(date(2014, 4, day)) for day in (4, 5, 6, 7)]
    [False, True, True, False]
    """
    return day.weekday() >= SATURDAY or day in holidays


def _named(year: int, tables: Tables) -> list[tuple[date, str]]:
    """The days of a year with their names, as the table in force has them."""
    try:
        rows = tables.of("holidays", year)["holiday"]
    except LookupError:
        return []
    return sorted((date(year - BUDDHIST_ERA, r["month"], r["day"]), r["name"]) for r in rows)


def _runs(known: Iterable[tuple[date, str]]) -> list[list[tuple[date, str]]]:
    """Days of one name that follow each other, together."""
    found: list[list[tuple[date, str]]] = []
    for day, name in known:
        if found and found[-1][-1] == (day - timedelta(1), name):
            found[-1].append((day, name))
        else:
            found.append([(day, name)])
    return found


def _made_up(run: Sequence[tuple[date, str]], taken: set[date]) -> list[FixedHoliday]:
    """The holidays of a run; the last of them on a weekend has the day in place of all."""
    lost = max((day for day, _ in run if is_closed(day)), default=None)
    instead = None
    if lost:
        instead = run[-1][0] + timedelta(1)
        while is_closed(instead, taken):
            instead += timedelta(1)
        taken.add(instead)
    return [FixedHoliday(day, name, instead if day == lost else None) for day, name in run]
