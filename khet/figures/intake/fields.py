"""The fields of score files, and what a cell of each may hold."""

import re
from collections.abc import Callable

from khet.figures.intake.columns import Field
from khet.rules.scores import parse_score
from khet.rules.sittings import GRADES, TESTS, YEARS
from khet.rules.statuses import parse_status
from khet.rules.thai import arabic_digits

_YEAR = re.compile(r"[0-9]{4}")


def _year(text: str) -> int:
    digits = arabic_digits(text)
    if not _YEAR.fullmatch(digits) or int(digits) not in YEARS:
        raise ValueError(text)
    return int(digits)


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def rule(text: str) -> str:
        plain = arabic_digits(text)
        if plain not in choices:
            raise ValueError(text)
        return plain

    return rule


def _filled(text: str) -> str:
    if not text:
        raise ValueError(text)
    return arabic_digits(text)


ROUNDS = ("", *"123456789")

YEAR = Field("academic_year", _year, "ใส่ปีการศึกษา พ.ศ. 2500–2600")
TEST = Field("test", _one_of(TESTS), f"ใส่ชื่อการสอบ {', '.join(TESTS)}")
ROUND = Field("round", _one_of(ROUNDS), "เว้นว่าง หรือใส่ครั้งที่ 1–9")
GRADE = Field("grade", _one_of(GRADES), "ใส่ชั้น P1–P6 หรือ M1–M6")
AREA = Field("area", _filled, "ใส่รหัสเขตพื้นที่การศึกษา")
SCHOOL = Field("school", _filled, "ใส่รหัสโรงเรียน")
PUPIL = Field("pupil", _filled, "ใส่เลขประจำตัวนักเรียน")
SUBJECT = Field("subject", _filled, "ใส่รหัสวิชา เช่น thai, mathematics")
SCORE = Field(
    "score", parse_score, "ใส่คะแนน 0–100 ทศนิยมไม่เกิน 2 ตำแหน่ง เว้นว่าง หรือใส่ ขาดสอบ หรือ ยกเว้น"
)
STATUS = Field("status", parse_status, "ใส่ ปกติ หรือ พิเศษ หรือเว้นว่าง")

SITTING = (YEAR, TEST, ROUND, GRADE, AREA)
KEYS = (*SITTING, SCHOOL, PUPIL, SUBJECT)
LONG = (*KEYS, SCORE)
"""What every long file has; a status of the pupil may stand beside."""
