"""Which days a dated table of deadlines may give, and what is wrong with a row of it.

Source: a year has 365 days, a month at most 31; what is due later than three months after its
month is no monthly duty.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from khet.rules.deadlines import DEADLINES
from khet.rules.months import parse_month

COUNTS = ("calendar", "working")
MOST_DAYS, LAST_DAY, MOST_MONTHS = 365, 31, 3
Told = tuple[str, str, Mapping[str, object]]


def unsound(row: Mapping[str, Any]) -> Iterator[Told]:
    """What is wrong with the row of a rule: the field, how to mend it in Thai, its values.

    >>> [field for field, _, _ in unsound({"code": "minutes", "days": 0, "count": "weeks"})]
    ['days', 'count']
    """
    if not 1 <= row.get("days", 1) <= MOST_DAYS:
        yield "days", "ใส่จำนวนวัน 1–365", {}
    if row.get("count", COUNTS[0]) not in COUNTS:
        yield "count", "เลือกวิธีนับวันจากรายการ", {}
    if not 1 <= row.get("day", 1) <= LAST_DAY:
        yield "day", "ใส่วันที่ 1–31: 31 คือวันสิ้นเดือน", {}
    if not 0 <= row.get("after", 0) <= MOST_MONTHS:
        yield "after", "ใส่จำนวนเดือน 0–3: 0 คือเดือนนั้นเอง", {}
    if row.get("from"):
        yield from _first_month(row)


def _first_month(row: Mapping[str, Any]) -> Iterator[Told]:
    try:
        first = parse_month(row["from"])
    except ValueError:
        yield "from", "อ่านเดือนไม่ได้: ใส่เดือนและปี พ.ศ. เช่น พ.ย. 2569", {}
        return
    earliest = DEADLINES[row["code"]].earliest
    if earliest and first < earliest:
        told = "เดือนก่อน %(month)s ไม่ต้องส่ง: ใส่เดือนนั้นหรือหลังจากนั้น"
        yield "from", told, {"month": earliest.named(short=True)}
