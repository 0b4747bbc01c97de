"""What each kind of finding is called, and the findings of a report grouped by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from khet.figures.intake.problems import Level, Problem, counted

TITLES = {
    "unreadable": "เปิดไฟล์ไม่ได้",
    "no-layout": "ไม่รู้จักหัวตาราง",
    "no-rows": "ไม่มีแถวข้อมูล",
    "missing-column": "ขาดคอลัมน์",
    "doubled-column": "คอลัมน์ซ้ำ",
    "torn-row": "แถวมีจำนวนช่องไม่เท่าหัวตาราง",
    "broken-formula": "สูตรในช่องให้ค่าผิดพลาด",
    "bad-value": "ค่าในช่องใช้ไม่ได้",
    "sitting-unknown": "ไม่ทราบว่าเป็นผลของการสอบใด",
    "other-sitting": "ไม่ตรงกับการสอบที่ระบุ",
    "only-means": "มีแต่ค่าเฉลี่ย ไม่มีคะแนนรายคน",
    "other-school": "แถวของโรงเรียนอื่น",
    "wrong-subject": "วิชาที่การสอบนี้ไม่ได้สอบ",
    "missing-subject": "ขาดวิชาที่การสอบนี้สอบ",
    "same-file": "ไฟล์เดียวกันเคยนำเข้าเป็นผลของการสอบอื่น",
    "repeated": "แถวซ้ำ",
    "two-statuses": "นักเรียนคนเดียวมีสองสถานะ",
    "no-schools": "ไม่มีแถวของโรงเรียน",
    "wrong-area-row": "แถวของเขตอื่น",
    "unknown-area": "เขตที่ไม่มีในระบบ",
    "unknown-school": "โรงเรียนที่ไม่มีในทะเบียน",
    "other-grade": "นักเรียนอยู่ชั้นอื่นในทะเบียน",
    "unknown-pupil": "นักเรียนที่ไม่มีในทะเบียน",
    "average-off": "ค่าเฉลี่ยในแถวไม่ตรงกับรายวิชา",
    "area-row-off": "แถวของเขตไม่ตรงกับโรงเรียน",
    "area-row-missing": "ไม่มีแถวของเขต",
    "no-examinees": "ไม่มีจำนวนผู้เข้าสอบ",
    "pupils-left-out": "นักเรียนในทะเบียนที่ไม่มีในไฟล์",
    "schools-left-out": "โรงเรียนที่ไฟล์เดิมมีแต่ไฟล์นี้ไม่มี",
    "other": "อื่น ๆ",
}


@dataclass(frozen=True)
class Kind:
    """The findings of one kind: how many, and those listed, by row."""

    key: str
    level: Level
    count: int
    listed: tuple[Problem, ...]

    @property
    def title(self) -> str:
        """What it is called, in Thai."""
        return TITLES[self.key]


def kinds_of(problems: Iterable[Problem]) -> list[Kind]:
    """Findings by kind: errors before warnings, in the order of the list above."""
    ordered = sorted(problems, key=lambda found: (*_place(found), found.row))
    return [
        Kind(key, level, counted(listed), tuple(listed))
        for (level, key), same in groupby(ordered, key=lambda found: (found.level, found.kind))
        if (listed := list(same))
    ]


def _place(found: Problem) -> tuple[str, int]:
    return found.level, list(TITLES).index(found.kind)
