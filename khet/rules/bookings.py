"""When rooms and vehicles are in use: quarters of an hour, what shares one, and what is free.

Source: a choice of Khet. A booking holds every quarter of an hour from its start to before its end,
so that two bookings clash exactly where they share one, which a database can refuse by itself.
Times are whole quarters; nothing is rounded. Office hours are a dated table (``services``).
"""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from khet.rules.clock import parse_clock
from khet.rules.holidays import is_closed
from khet.rules.tables import Tables

QUARTER = timedelta(minutes=15)
_MINUTES = 15
_DAY = timedelta(days=1)
_BEFORE_ROOM = r"(?:^|[\s,/(]|ห้อง|ประชุม|และ)"


class Span(NamedTuple):
    """From when to when; the end isn't part of it."""

    starts: datetime
    ends: datetime


class Hours(NamedTuple):
    """From when to when a place is staffed on a day."""

    opens: time
    closes: time


def on_quarter(at: time) -> bool:
    """Whether a time lies on a quarter of an hour.

    >>> on_quarter(time(8, 45)), on_quarter(time(8, 50))
    (True, False)
    """
    return at.minute % _MINUTES == 0 and at.second == at.microsecond == 0


def quarters(span: Span) -> list[datetime]:
    """The quarters that a span holds, by their beginnings.

    >>> held = quarters(Span(datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 9, 45)))
    >>> [f"{one:%H.%M}" for one in held]
    ['09.00', '09.15', '09.30']
    """
    count = -((span.starts - span.ends) // QUARTER)
    return [span.starts + turn * QUARTER for turn in range(count)]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share any time; one that ends as the other begins doesn't.

    >>> nine, ten, noon = (datetime(2026, 11, 30, hour) for hour in (9, 10, 12))
    >>> overlap(Span(nine, ten), Span(ten, noon)), overlap(Span(nine, noon), Span(ten, noon))
    (False, True)
    """
    return one.starts < other.ends and other.starts < one.ends


def daily(first: date, last: date, hours: Hours, overnight: bool = False) -> list[Span]:
    """The spans of several days, both counted: the same hours each day, or one through the nights.

    >>> days = date(2026, 11, 30), date(2026, 12, 2)
    >>> len(daily(*days, Hours(time(8, 30), time(16, 30))))
    3
    >>> daily(*days, Hours(time(8, 30), time(16, 30)), overnight=True)[0].ends
    datetime.datetime(2026, 12, 2, 16, 30)
    """
    begins, ends = (datetime.combine(day, at) for day, at in zip((first, last), hours, strict=True))
    if overnight:
        return [Span(begins, ends)]
    closing = datetime.combine(first, hours.closes)
    return [
        Span(begins + turn * _DAY, closing + turn * _DAY) for turn in range((last - first).days + 1)
    ]


def next_quarter(at: datetime) -> datetime:
    """The first quarter that doesn't begin before a moment.

    >>> next_quarter(datetime(2026, 11, 30, 9, 5))
    datetime.datetime(2026, 11, 30, 9, 15)
    """
    over = timedelta(minutes=at.minute % _MINUTES, seconds=at.second, microseconds=at.microsecond)
    return at - over + QUARTER if over else at


def gaps(day: Span, taken: Iterable[Span]) -> list[Span]:
    """What of a day is free, in order.

    >>> hours = [datetime(2026, 11, 30, hour) for hour in (8, 9, 10, 16)]
    >>> free = gaps(Span(hours[0], hours[3]), [Span(hours[1], hours[2])])
    >>> [f"{one.starts:%H}-{one.ends:%H}" for one in free]
    ['08-09', '10-16']
    """
    free, at = [], day.starts
    for one in sorted(taken):
        if one.starts > at:
            free.append(Span(at, min(one.starts, day.ends)))
        at = max(at, one.ends)
    return [one for one in [*free, Span(at, day.ends)] if one.starts < one.ends]


def nearest(wanted: Span, free: Iterable[Span], most: int = 2) -> list[Span]:
    """The times of the same length that are free, nearest to what was wanted; at most so many.

    >>> nine, ten, noon, four = (datetime(2026, 11, 30, hour) for hour in (9, 10, 12, 16))
    >>> [f"{one.starts:%H}-{one.ends:%H}" for one in nearest(Span(nine, ten), [Span(noon, four)])]
    ['12-13']
    """
    length = wanted.ends - wanted.starts
    found = [
        min(max(wanted.starts, one.starts), one.ends - length)
        for one in free
        if one.ends - one.starts >= length
    ]
    found.sort(key=lambda starts: (abs(starts - wanted.starts), starts))
    return [Span(starts, starts + length) for starts in found[:most]]


def outside(span: Span, hours: Hours) -> bool:
    """Whether a span begins or ends outside the hours.

    >>> hours = Hours(time(8, 30), time(16, 30))
    >>> early, nine = (datetime(2026, 11, 30, hour) for hour in (8, 9))
    >>> [outside(Span(at, at + timedelta(hours=2)), hours) for at in (early, nine)]
    [True, False]
    """
    return any(not hours.opens <= at.time() <= hours.closes for at in span)


def shut_days(span: Span, holidays: Collection[date]) -> list[date]:
    """The days on which a span begins and ends that are holidays, Saturdays or Sundays.

    >>> sunday, monday = datetime(2026, 11, 29, 9), datetime(2026, 11, 30, 9)
    >>> shut_days(Span(sunday, monday), ())
    [datetime.date(2026, 11, 29)]
    """
    days = dict.fromkeys(at.date() for at in span)
    return [day for day in days if is_closed(day, holidays)]


def names_room(place: str, room: str) -> bool:
    """Whether the place of something names a room: as a word, or after ``ห้องประชุม``.

    >>> names_room("ห้องประชุมพอเพียง ชั้น 2", "พอเพียง"), names_room("พอเพียงและสังข์หยด", "สังข์หยด")
    (True, True)
    >>> names_room("ศูนย์เศรษฐกิจพอเพียง", "พอเพียง")
    False
    """
    return re.search(_BEFORE_ROOM + re.escape(room), place) is not None


def room_hours(tables: Tables, year: int) -> Hours:
    """When rooms and vehicles are usually in use, in a Buddhist year."""
    return hours_of(tables.of("services", year)["rooms"])


def longest_days(tables: Tables, year: int) -> int:
    """The most days that one form books, in a Buddhist year."""
    return int(tables.of("services", year)["rooms"]["longest_days"])


def hours_of(row: dict[str, str]) -> Hours:
    """The hours of a row of the table.

    >>> hours_of({"opens": "08.00", "closes": "17.00"})
    Hours(opens=datetime.time(8, 0), closes=datetime.time(17, 0))
    """
    return Hours(parse_clock(row["opens"]), parse_clock(row["closes"]))
