"""The table of supervision in words: what a proposed plan weighs, and what one person can do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Table = Mapping[str, Any]
POINTS = "points-"


def supervision_names() -> dict[str, str]:
    """What each number of the table is called, by its field."""
    return {
        "capacity": _("นิเทศได้ไม่เกินคนละ (แห่งต่อเดือน)"),
        "per_day": _("นิเทศได้ไม่เกินคนละ (แห่งต่อวัน)"),
        "unvisited_days": _("ไม่ได้นิเทศนานเมื่อเกิน (วัน)"),
        "points-red": _("คะแนนของสีแดง"),
        "points-orange": _("คะแนนของสีแสด"),
        "points-yellow": _("คะแนนของสีเหลือง"),
        "points-fallen_mark": _("คะแนนต่อคะแนนเฉลี่ยที่ลดลง 1 คะแนน"),
        "points-fallen_most": _("คะแนนเฉลี่ยลดลง รวมไม่เกิน"),
        "points-never": _("คะแนนของโรงเรียนที่ยังไม่เคยนิเทศ"),
        "points-days_each": _("ไม่ได้นิเทศ 1 คะแนนต่อทุก (วัน)"),
        "points-days_most": _("ไม่ได้นิเทศ รวมไม่เกิน"),
        "points-finding": _("คะแนนต่อข้อค้นพบที่ยังไม่ปิด"),
        "points-finding_late": _("เพิ่มเมื่อข้อค้นพบเกินกำหนด"),
        "points-findings_most": _("ข้อค้นพบ รวมไม่เกิน"),
        "points-request": _("คะแนนต่อคำขอของโรงเรียน"),
    }


def value_of(table: Table, name: str) -> int:
    """The number of a field."""
    within = table["points"] if name.startswith(POINTS) else table
    return int(within[name.removeprefix(POINTS)])


def supervision_rows(table: Table) -> list[list[str]]:
    """A line for each number."""
    return [[label, str(value_of(table, name))] for name, label in supervision_names().items()]
