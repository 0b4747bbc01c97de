"""What sentences say around a sum: its words, the prices that are no parts, who is included."""

import re
from decimal import Decimal

from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import Quantity

SUM = re.compile(
    r"(?<!รวบ)(?<!ไม่)(?<!ภาพ)(?<!(?<!นัก)เรียน)รวม"
    r"(?!ถึง|ทั้ง(?!หมด|สิ้น|วัน|ปี|เดือน|สอง|สาม|สี่|คู่|เขต|จังหวัด| ?[0-9]|$| ))[ก-๎ :=]{0,40}$"
)
"""What stands before a sum."""
_INCLUDED = re.compile(r"(วิทยากร|ครู|คณะ|กรรมการ|ผู้ควบคุม|พี่เลี้ยง|เจ้าหน้าที่|ผู้ติดตาม|คนขับ|ภาษี|ดอกเบี้ย|ค่า)")
_ALONE = re.compile(
    r"เป็น(?:ประธาน|หัวหน้า|เลขา|กรรมการ)|ประธาน|เลขานุการ|พร้อมด้วย|พร้อมคณะ|นำโดย|และข้าพเจ้า|หัวหน้าคณะ"
)
_FEW = 3
_FACTOR, _MULTIPLIED = re.compile(r"[ก-๎ .]{0,25}[x×X*]"), re.compile(r"[x×X*@] ?$")
EACH = re.compile(r"(?<!แ)(?<!ร้อย)ละ ?$")
IS_AMOUNT = re.compile(r"(?:เป็นเงิน|=) ?$")


def includes_more(passage: Passage, whole: Quantity) -> bool:
    """Whether a sum names others than its sentence does before: "…, รวมวิทยากร 126 คน".

    >>> from khet.rules.checking.reading.parsed import Report
    >>> from khet.rules.checking.reading.stream import Line
    >>> said = ("ชาย 30 คน หญิง 32 คน รวมครู 70 คน", "ชาย 30 คน หญิง 32 คน รวมเป็น 62 คน")
    >>> passages = [Report([Line(1, text)]).passages[0] for text in said]
    >>> [includes_more(one, one.quantities[-1]) for one in passages]
    [True, False]
    """
    before = passage.text[: whole.start]
    summed = SUM.search(before)
    name = _INCLUDED.search(summed[0]) if summed else None
    return bool(summed and name and name[1] not in before[: summed.start()])


def counts_others(passage: Passage, whole: Quantity, missing: Decimal) -> bool:
    """Whether those missing from a sum of people may be named without a number: who presides.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> from khet.rules.checking.reading.stream import Line
    >>> line = Line(1, "ผู้อำนวยการโรงเรียนเป็นประธาน ครู 9 คน ผู้แทน 3 คน รวม 13 คน")
    >>> [passage] = Report([line]).passages
    >>> counts_others(passage, passage.quantities[-1], Decimal(1))
    True
    """
    people = whole.unit in ("คน", "ท่าน", "ราย", "รูป")
    return people and 0 < missing <= _FEW and bool(_ALONE.search(passage.text))


def is_multiplied(passage: Passage, each: Quantity, after: Quantity) -> bool:
    """Whether a price for each is followed by what it comes to.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> from khet.rules.checking.reading.stream import Line
    >>> [passage] = Report([Line(1, "ค่าน้ำมันคันละ 1,500 บาท เป็นเงิน 4,500 บาท")]).passages
    >>> is_multiplied(passage, *passage.quantities)
    True
    """
    return bool(IS_AMOUNT.search(passage.text[each.end : after.start]))


def is_factor(passage: Passage, one: Quantity) -> bool:
    """Whether a quantity is multiplied.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> from khet.rules.checking.reading.stream import Line
    >>> [passage] = Report([Line(1, "อาหาร 90 คน x 35 บาท = 3,150 บาท")]).passages
    >>> [is_factor(passage, one) for one in passage.quantities]
    [True, True, False]
    """
    return bool(
        _FACTOR.match(passage.text, one.end) or _MULTIPLIED.search(passage.text[: one.start])
    )
