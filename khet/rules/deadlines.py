"""When something promised falls due, and how late it is.

Source: days are counted as the Civil and Commercial Code counts them (sections 193/3 and 193/8):
calendar days, the first not counted; a last day on which the office is closed moves to the next
working day. How many days a rule gives is this office's custom.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True)
class Deadline:
    """A rule that makes duties: its code, and the event that opens one.

    ``source`` says in Thai where the day comes from. ``days`` is how many days it gives, ``None``
    where the event itself names the day. What is done for a ``checked`` rule is looked at by
    somebody, who accepts it or gives it back. ``monthly`` is opened for each calendar month.
    """

    code: str
    opened_by: str
    source: str
    days: int | None = None
    checked: bool = False
    monthly: bool = False


ANSWER_DAYS = 15
ANSWER_RESULTS = Deadline(
    "answer-results",
    "results-announced",
    "ธรรมเนียมของสำนักงาน: 15 วันนับแต่วันประกาศผล",
    ANSWER_DAYS,
)
SEND_RESULTS = Deadline("send-results", "open-collection", "วันที่สำนักงานกำหนดเมื่อเปิดรับผลจากโรงเรียน")
MINUTES = Deadline(
    "minutes", "hold-meeting", "รายงานการประชุมเสนอผู้บริหารภายใน 3 วันนับแต่วันสุดท้ายของการประชุม", 3
)
TRIP_REPORT = Deadline("trip-report", "return-trip", "รายงานผลการไปราชการภายใน 3 วันนับแต่วันกลับ", 3)
ACTIVITY_REPORT = Deadline(
    "activity-report", "end-activity", "รายงานผลกิจกรรมภายใน 7 วันนับแต่วันสิ้นสุด", 7
)
INTERNAL_SUPERVISION = Deadline(
    "internal-supervision",
    "begin-month",
    "โรงเรียนนิเทศภายในอย่างน้อยเดือนละ 1 ครั้ง ผู้อำนวยการเป็นประธาน",
    checked=True,
    monthly=True,
)
SCHOOL_ACCOUNTS = Deadline(
    "school-accounts",
    "end-month",
    "ระบบควบคุมการเงินของหน่วยงานย่อย 2544: ส่งภายในวันที่ 15 ของเดือนถัดไป",
    checked=True,
    monthly=True,
)
INSTRUCTION = Deadline("instruction", "instruct", "วันที่กำหนดในข้อสั่งการของที่ประชุม", checked=True)
BODY_REPORT = Deadline("body-report", "hold-meeting", "วันที่กำหนดเมื่อบันทึกการประชุม")
DEADLINES = {
    rule.code: rule
    for rule in (
        *(ANSWER_RESULTS, SEND_RESULTS, MINUTES, TRIP_REPORT, ACTIVITY_REPORT),
        *(INTERNAL_SUPERVISION, SCHOOL_ACCOUNTS, INSTRUCTION, BODY_REPORT),
    )
}
"""All rules by their code."""


def due_day(opened: date, days: int, holidays: Collection[date] = ()) -> date:
    """The last day of so many days after the one that opened it; a working day.

    >>> due_day(date(2014, 3, 20), 15)
    datetime.date(2014, 4, 4)
    >>> due_day(date(2014, 3, 20), 16)
    datetime.date(2014, 4, 7)
    >>> due_day(date(2014, 3, 20), 16, {date(2014, 4, 7)})
    datetime.date(2014, 4, 8)
    """
    last = opened + timedelta(days)
    while last.weekday() >= _SATURDAY or last in holidays:
        last += timedelta(1)
    return last


def days_late(due: date, on: date) -> int:
    """How many days after its last day something is done, or still open; 0 where it is in time.

    >>> days_late(date(2014, 4, 4), date(2014, 4, 7))
    3
    >>> days_late(date(2014, 4, 4), date(2014, 4, 4))
    0
    """
    return max((on - due).days, 0)
