"""On which days a body meets, and whose turn it is to host.

Source: the office's report of fiscal year 2557 (000, 001): directors meet every two months, the
board every Tuesday, groups host in rotation. What a holiday does to a meeting is not in the
sources; how it is done here is said below.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from khet.rules.holidays import SATURDAY

WEEK, MONTH, TWO_MONTHS, YEAR = "week", "month", "two-months", "year"
_MONTHS = {MONTH: 1, TWO_MONTHS: 2, YEAR: 12}
_WEEK, _MOST = 7, 1000
T = TypeVar("T")


@dataclass(frozen=True)
class Turn:
    """A turn of a body's rhythm: its usual day, and the day it falls on; ``None``: it is left out.

    A weekly meeting on a holiday is left out, since the next comes soon; a rarer one moves to the
    next working day.
    """

    usual: date
    day: date | None


def rhythm(
    every: str, weekday: int | None, after: date, until: date, holidays: Collection[date] = ()
) -> list[Turn]:
    """The turns of a body after one day, up to another, stepping over holidays and weekends.

    Weekly: on the weekday. Monthly, two-monthly and yearly: on the first such weekday of the
    month, or its first day, counted on from the month of ``after``.

    Args:
        weekday: 0 is Monday, ``None`` any; a body may choose a Saturday.
        after: the day of its last meeting, or the day before planning begins.

    >>> board = rhythm(WEEK, 1, date(2014, 4, 1), date(2014, 4, 15), {date(2014, 4, 15)})
    >>> [(turn.usual.day, turn.day) for turn in board]
    [(8, datetime.date(2014, 4, 8)), (15, None)]
    >>> rhythm(TWO_MONTHS, 1, date(2014, 2, 15), date(2014, 4, 30), {date(2014, 4, 1)})
    [Turn(usual=datetime.date(2014, 4, 1), day=datetime.date(2014, 4, 2))]
    """
    if every == WEEK and weekday is not None:
        ahead = (weekday - after.weekday()) % _WEEK or _WEEK
        count = max((until - after).days - ahead + _WEEK, 0) // _WEEK
        usual = [after + timedelta(ahead + _WEEK * week) for week in range(count)]
        return [Turn(day, None if day in holidays else day) for day in usual]
    if every not in _MONTHS:
        return []
    found = (_first(after, _MONTHS[every] * step, weekday) for step in range(1, _MOST))
    return [_moved(day, weekday, holidays) for day in _until(found, until)]


def _until(days: Iterable[date], until: date) -> Iterable[date]:
    for day in days:
        if day > until:
            return
        yield day


def _first(after: date, months: int, weekday: int | None) -> date:
    """The first day of that weekday in the month so many months after a day's."""
    years, month = divmod(after.month - 1 + months, 12)
    first = date(after.year + years, month + 1, 1)
    return first if weekday is None else first + timedelta((weekday - first.weekday()) % _WEEK)


def _moved(usual: date, weekday: int | None, holidays: Collection[date]) -> Turn:
    day = usual
    while day in holidays or (day.weekday() >= SATURDAY and day.weekday() != weekday):
        day += timedelta(1)
    return Turn(usual, day)


def next_hosts(hosts: Sequence[T], last: T | None, turns: int) -> list[T]:
    """Who hosts the next meetings, one each: those after the last host, round and round.

    A turn is taken by a meeting that is held, not by a week, so a holiday and a cancelled meeting
    leave it to the same host. Nobody where there are no hosts; from the first where the last host
    isn't in the rotation any more.

    >>> next_hosts(["อำนวยการ", "แผน", "นิเทศ"], "แผน", 3)
    ['นิเทศ', 'อำนวยการ', 'แผน']
    >>> next_hosts(["อำนวยการ", "แผน"], None, 1), next_hosts([], None, 2)
    (['อำนวยการ'], [])
    """
    if not hosts:
        return []
    begin = hosts.index(last) + 1 if last is not None and last in hosts else 0
    return [hosts[(begin + turn) % len(hosts)] for turn in range(turns)]
