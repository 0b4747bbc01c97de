"""When something promised falls due, and how late it is.

Source: days are counted as the Civil and Commercial Code counts them (sections 193/3 and 193/8):
calendar days, the first not counted; a last day on which the office is closed moves to the next
working day. How many days a rule gives, whether working days are counted instead, and whether the
last day moves is a dated table. An event of several days opens a duty on its last day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from khet.rules.calendar import academic_year
from khet.rules.holidays import is_closed
from khet.rules.months import Month, parse_month
from khet.rules.sittings import YEARS
from khet.rules.tables import SHIPPED, Tables


@dataclass(frozen=True)
class Deadline:
    """A rule that makes duties: its code, what they are called in Thai, and what opens one.

    ``source`` says in Thai where the day comes from: the dated table has how many days a rule
    gives, or the event itself names the day. What is done for a ``checked`` rule is looked at by
    somebody, who accepts it or gives it back. ``monthly`` is opened for each calendar month, of
    which ``earliest`` is the first that can be due.
    """

    code: str
    label: str
    opened_by: str
    source: str
    checked: bool = False
    monthly: bool = False
    earliest: Month | None = None


@dataclass(frozen=True)
class Terms:
    """How the last day of a rule is found.

    ``days`` is how many days it gives, of which only working ones count where it says ``working``.
    A monthly rule names a ``day`` of the month, so many months ``after`` the one it is about; a
    month that has no such day ends on its last. Where it ``moves``, a last day on which the office
    is closed becomes the next working day. ``first`` is the first month due, if any is.
    """

    days: int | None = None
    day: int | None = None
    after: int = 0
    working: bool = False
    moves: bool = True
    first: Month | None = None


ANSWER_RESULTS = Deadline(
    "answer-results",
    "ตอบผลสอบ",
    "results-announced",
    "ธรรมเนียมของสำนักงาน: 15 วันนับแต่วันประกาศผล",
)
SEND_RESULTS = Deadline(
    "send-results", "ส่งผลสอบให้เขต", "open-collection", "วันที่สำนักงานกำหนดเมื่อเปิดรับผลจากโรงเรียน"
)
MINUTES = Deadline(
    "minutes",
    "เสนอรายงานการประชุม",
    "hold-meeting",
    "รายงานการประชุมเสนอผู้บริหารภายใน 3 วันนับแต่วันสุดท้ายของการประชุม",
)
TRIP_REPORT = Deadline(
    "trip-report", "รายงานผลการไปราชการ", "return-trip", "รายงานผลการไปราชการภายใน 3 วันนับแต่วันกลับ"
)
ACTIVITY_REPORT = Deadline(
    "activity-report", "รายงานผลกิจกรรม", "end-activity", "รายงานผลกิจกรรมภายใน 7 วันนับแต่วันสิ้นสุด"
)
INTERNAL_SUPERVISION = Deadline(
    "internal-supervision",
    "บันทึกนิเทศภายใน",
    "begin-month",
    "โรงเรียนนิเทศภายในอย่างน้อยเดือนละ 1 ครั้ง ผู้อำนวยการเป็นประธาน",
    checked=True,
    monthly=True,
)
SCHOOL_ACCOUNTS = Deadline(
    "school-accounts",
    "บัญชีประจำเดือน",
    "end-month",
    "ระบบควบคุมการเงินของหน่วยงานย่อย 2544: ส่งภายในวันที่ 15 ของเดือนถัดไป",
    checked=True,
    monthly=True,
    earliest=Month(2557, 5),
)
INSTRUCTION = Deadline(
    "instruction", "ข้อสั่งการ", "instruct", "วันที่กำหนดในข้อสั่งการของที่ประชุม", checked=True
)
BODY_REPORT = Deadline(
    "body-report", "รายงานองค์คณะเหนือขึ้นไป", "hold-meeting", "วันที่กำหนดเมื่อบันทึกการประชุม"
)
ANSWER_VISIT = Deadline(
    "answer-visit",
    "ตอบผลการนิเทศ",
    "tell-visit",
    "ธรรมเนียมของสำนักงาน: 15 วันนับแต่วันแจ้งผลการนิเทศ",
)
VISIT_FINDING = Deadline(
    "visit-finding",
    "แก้ไขตามข้อค้นพบ",
    "tell-visit",
    "วันที่กำหนดในข้อค้นพบจากการนิเทศ",
    checked=True,
)
SUPERVISION_BOOK = Deadline(
    "supervision-book",
    "สมุดนิเทศประจำเดือน",
    "end-month",
    "ศึกษานิเทศก์ส่งสมุดนิเทศทุกเดือน ภายในวันที่ 5 ของเดือนถัดไปตามธรรมเนียมของสำนักงาน",
)
LETTER_ORDER = Deadline(
    "letter-order", "ปฏิบัติตามที่สั่งในหนังสือ", "order-letter", "วันที่กำหนดเมื่อสั่งการ", checked=True
)
ANSWER_CIRCULAR = Deadline(
    "answer-circular", "ตอบหนังสือเวียน", "send-circular", "วันที่กำหนดในหนังสือเวียน"
)
DEADLINES = {
    rule.code: rule
    for rule in (
        *(ANSWER_RESULTS, SEND_RESULTS, MINUTES, TRIP_REPORT, ACTIVITY_REPORT),
        *(INTERNAL_SUPERVISION, SCHOOL_ACCOUNTS, INSTRUCTION, BODY_REPORT),
        *(ANSWER_VISIT, VISIT_FINDING, SUPERVISION_BOOK),
        *(LETTER_ORDER, ANSWER_CIRCULAR),
    )
}
"""All rules by their code."""


def label_of(rule: str) -> str:
    """What the duties of a rule are called in Thai; of one that isn't known, its code.

    >>> label_of("instruction")
    'ข้อสั่งการ'
    """
    return DEADLINES[rule].label if rule in DEADLINES else rule


def terms_of(rule: str, day: date, tables: Tables = SHIPPED) -> Terms:
    """How the last day of a rule is found for what is opened on a day.

    >>> terms_of("minutes", date(2014, 3, 20))
    Terms(days=3, day=None, after=0, working=False, moves=True, first=None)
    >>> terms_of("instruction", date(2014, 3, 20)).days is None
    True
    """
    rows = tables.of("deadlines", academic_year(day).be)["rule"]
    return next((_terms(row) for row in rows if row["code"] == rule), Terms())


def first_month(rule: str, tables: Tables = SHIPPED) -> Month | None:
    """The first month due by a monthly rule, as the newest table says; ``None``: not begun.

    >>> first_month("school-accounts") is None
    True
    """
    rows = tables.of("deadlines", YEARS[-1])["rule"]
    return next((_terms(row).first for row in rows if row["code"] == rule), None)


def _terms(row: dict[str, Any]) -> Terms:
    first = row.get("from", "")
    return Terms(
        days=row.get("days"),
        day=row.get("day"),
        after=row.get("after", 0),
        working=row.get("count") == "working",
        moves=row["move"],
        first=parse_month(first) if first else None,
    )


def due_day(
    opened: date,
    days: int,
    holidays: Collection[date] = (),
    *,
    working: bool = False,
    moves: bool = True,
) -> date:
    """The last day of so many days after the one that opened it, which isn't counted.

    Args:
        holidays: days on which the office is closed, beside Saturdays and Sundays.
        working: count only days on which the office is open.
        moves: a last day on which it is closed becomes the next one on which it is open.

    >>> due_day(date(2014, 3, 20), 15)
    datetime.date(2014, 4, 4)
    >>> due_day(date(2014, 3, 20), 16)
    datetime.date(2014, 4, 7)
    >>> due_day(date(2014, 3, 20), 16, {date(2014, 4, 7)})
    datetime.date(2014, 4, 8)
    >>> due_day(date(2014, 3, 20), 16, moves=False)
    datetime.date(2014, 4, 5)
    >>> due_day(date(2014, 3, 20), 3, working=True)
    datetime.date(2014, 3, 25)
    """
    last = opened
    for _ in range(days):
        last += timedelta(1)
        while working and is_closed(last, holidays):
            last += timedelta(1)
    return _open_from(last, holidays) if moves else last


def opens_on(terms: Terms, month: Month) -> date:
    """The day on which a month's duty opens: it begins, or is over where a later one has the day.

    >>> opens_on(Terms(day=15, after=1), Month(2569, 11))
    datetime.date(2026, 12, 1)
    """
    return month.plus(terms.after).first


def due_of_month(terms: Terms, month: Month, holidays: Collection[date] = ()) -> date:
    """The last day for what a monthly rule asks for a month.

    Raises:
        ValueError: the terms name no day of the month.

    >>> due_of_month(Terms(day=15, after=1), Month(2569, 10))
    datetime.date(2026, 11, 16)
    >>> due_of_month(Terms(day=31), Month(2570, 2), {date(2027, 3, 1)})
    datetime.date(2027, 3, 2)
    """
    if terms.day is None:
        raise ValueError(terms)
    there = month.plus(terms.after)
    last = there.first.replace(day=min(terms.day, there.last.day))
    return _open_from(last, holidays) if terms.moves else last


def _open_from(day: date, holidays: Collection[date]) -> date:
    """The first day from this one on which the office is open."""
    while is_closed(day, holidays):
        day += timedelta(1)
    return day


def days_late(due: date, on: date) -> int:
    """How many days after its last day something is done, or still open; 0 where it is in time.

    >>> days_late(date(2014, 4, 4), date(2014, 4, 7))
    3
    >>> days_late(date(2014, 4, 4), date(2014, 4, 4))
    0
    """
    return max((on - due).days, 0)
