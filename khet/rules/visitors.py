"""Visitors at the counter: service hours, how long service took, and what a signature is.

Source: the office's papers (reception room staffed from 8.00 to 17.00); usual purposes, the bounds
of a signature and how long names are kept are choices of Khet. Service hours and years are a dated
table (``services``). Minutes are whole, rounded down; a median between two is rounded down too.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from statistics import median_low

from khet.rules.bookings import Hours, hours_of
from khet.rules.tables import Tables

PURPOSES = (
    "ส่งเอกสารหรือหนังสือ",
    "ขอมีบัตรประจำตัวเจ้าหน้าที่",
    "ติดต่อเรื่องเงินเดือนหรือสวัสดิการ",
    "ขอย้ายหรือบรรจุแต่งตั้ง",
    "ขอข้อมูลหรือคำปรึกษา",
    "ร้องเรียนหรือร้องทุกข์",
    "เข้าประชุม",
)
"""What people usually come for."""
OTHER = "เรื่องอื่น"
FORGOTTEN = "(ลบชื่อแล้ว)"
"""What stands in place of a name that isn't kept any more."""
WIDTH, HEIGHT = 600, 200
"""The bounds of a signature, in points."""
_MOST_POINTS, _LONGEST = 4_000, 60_000
_SHAPE = re.compile(r"[\[\]\d,\s]*")

Strokes = list[list[list[int]]]


def read_signature(text: str) -> Strokes:
    """The strokes of a signature as a browser tells them: lists of points of whole numbers.

    Raises:
        ValueError: it is no such list, is too long, or a point lies outside.

    >>> read_signature("[[[1,2],[3,4]]]")
    [[[1, 2], [3, 4]]]
    >>> read_signature("")
    []
    """
    if not text.strip():
        return []
    if len(text) > _LONGEST or not _SHAPE.fullmatch(text):
        raise ValueError("not strokes")
    try:
        strokes = json.loads(text)
    except RecursionError:
        raise ValueError("not strokes") from None
    if not isinstance(strokes, list) or not all(_is_stroke(stroke) for stroke in strokes):
        raise ValueError("not strokes")
    if sum(map(len, strokes)) > _MOST_POINTS:
        raise ValueError("too many points")
    return strokes


def _is_stroke(stroke: object) -> bool:
    return isinstance(stroke, list) and bool(stroke) and all(map(_is_point, stroke))


def _is_point(point: object) -> bool:
    bounds = (WIDTH, HEIGHT)
    return (
        isinstance(point, list)
        and len(point) == len(bounds)
        and all(type(at) is int and 0 <= at <= most for at, most in zip(point, bounds, strict=True))
    )


def path_of(strokes: Strokes) -> str:
    """The strokes as the path of a drawing; a dot is a line of no length.

    >>> path_of([[[1, 2], [3, 4]], [[9, 9]]])
    'M1 2L3 4M9 9L9 9'
    """
    told = (stroke if len(stroke) > 1 else stroke * 2 for stroke in strokes)
    return "".join("M" + "L".join(f"{x} {y}" for x, y in stroke) for stroke in told)


def minutes_waited(came: datetime, served: datetime | None) -> int | None:
    """Whole minutes from coming to being served; not known before that.

    >>> minutes_waited(datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 9, 12, 59))
    12
    """
    return None if served is None else int((served - came).total_seconds() // 60)


def median_minutes(known: Iterable[int | None]) -> int | None:
    """The median of the minutes that are known; not known where none is.

    >>> median_minutes([5, None, 20, 7]), median_minutes([None])
    (7, None)
    """
    told = [minutes for minutes in known if minutes is not None]
    return median_low(told) if told else None


def in_service(at: time, hours: Hours) -> bool:
    """Whether the counter is staffed at a time; at the closing time itself it still is.

    >>> hours = Hours(time(8), time(17))
    >>> in_service(time(17), hours), in_service(time(17, 5), hours)
    (True, False)
    """
    return hours.opens <= at <= hours.closes


def counter_hours(tables: Tables, year: int) -> Hours:
    """When the counter is staffed, in a Buddhist year."""
    return hours_of(tables.of("services", year)["counter"])


def names_kept_from(today: date, tables: Tables, year: int) -> date:
    """The first day whose visitors' names are still kept."""
    years = int(tables.of("services", year)["counter"]["names_kept_years"])
    if (today.month, today.day) == (2, 29):
        return date(today.year - years, 2, 28)
    return today.replace(year=today.year - years)


def usual(purpose: str, purposes: Sequence[str] = PURPOSES) -> str:
    """The purpose as statistics count it: one of the usual ones, or another.

    >>> usual("เข้าประชุม"), usual("ตามหาญาติ")
    ('เข้าประชุม', 'เรื่องอื่น')
    """
    return purpose if purpose in purposes else OTHER
