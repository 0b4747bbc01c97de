"""Which number of a sentence may be the whole that a part of it is of."""

import re

from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import PERCENT, Quantity, masked

_FAR = 150
_WHOLE = re.compile(
    r"(?:จาก|ครบทั้ง|ทั้งหมด|ทั้งสิ้น|ในสังกัด|กลุ่มเป้าหมาย|เป้าหมาย|เข้าร่วม|เข้าสอบ|ประเมิน)(?:จำนวน|รวม|มี|[ :=])*"
    r"(?:โรงเรียน|นักเรียน|ครู|คน|ผู้เข้าอบรม)? ?(?:ทั้งหมด|ทั้งสิ้น|จำนวน| )*$"
)
_OUT_OF = re.compile(r" ?\(?จาก[ก-๎ ]{0,24}")
_BUDGET = re.compile(r"(?:ได้รับ|จัดสรร|งบประมาณ|วงเงิน)[^0-9]{0,60}$")
_SPENT = re.compile(r"(?:เบิก|ใช้|จ่าย)[^0-9]{0,60}$")


def with_share(passage: Passage) -> list[Quantity]:
    """The quantities of a passage that have a percentage of their own: parts, not wholes."""
    several = passage.quantities
    return [several[n - 1] for n in range(1, len(several)) if several[n].unit == PERCENT]


def is_out_of(passage: Passage, part: Quantity, whole: Quantity) -> bool:
    """Whether a sentence says "part จาก whole"."""
    between = passage.text[part.end : whole.start]
    return bool(_OUT_OF.fullmatch(between)) and may_be_whole(whole, part) and not part.places


def may_be_whole(one: Quantity, part: Quantity) -> bool:
    """Whether a number is of the unit of a part, and no less."""
    same = one.unit == part.unit or "แห่ง" in (one.unit, part.unit) or not one.unit
    return same and one.unit != PERCENT and one.value >= part.value and not one.places


def is_near(passage: Passage, one: Quantity, part: Quantity) -> bool:
    """Whether a number of the sentence may be the whole of a part and is no part itself."""
    alone = one not in with_share(passage)
    return alone and may_be_whole(one, part) and _stated_whole(passage, one, part)


def _stated_whole(passage: Passage, one: Quantity, part: Quantity) -> bool:
    """Whether the words before a number of the same sentence say that it is the whole."""
    before, far = passage.text[: one.start], part.start - one.end
    if one.unit != part.unit or far < 0:
        return False
    between = masked(passage.text[one.end : part.start])
    spent = _BUDGET.search(before) and _SPENT.search(between)
    return bool(far <= _FAR and (_WHOLE.search(before) or spent))
