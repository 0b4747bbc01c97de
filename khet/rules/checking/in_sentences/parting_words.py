"""What sentences say of parts of a whole: that they follow, are not all, or end."""

import re
from collections.abc import Sequence
from itertools import pairwise

from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import Quantity
from khet.rules.checking.reading.stream import Line

PARTS = re.compile(
    r"(?: ?\([ก-๎ ]{5,120}\))?[ก-๎ .()“”]{0,30}?"
    r"(?:แบ่งเป็น|แบ่งออกเป็น|จำแนกเป็น|แยกเป็น|ประกอบด้วย|ได้แก่|ดังนี้|\(? ?(?:เป็น)?(?:เพศ)?ชาย)"
)
"""What stands between a whole and its parts."""
_SOME = re.compile(r"เป็นต้น|ฯลฯ|เช่น|อาทิ|บางส่วน")
_OTHERS = re.compile(
    r" ?(?:และ(?:ผู้|คณะ|บุคคล|หน่วยงาน|อื่น)|นอกนั้น|(?:ส่วน)?ที่เหลือ|อื่น ?ๆ)[^0-9]{0,40}(?: |$)(?![0-9])"
)
"""A part without a number after the last with one: "… และผู้ไม่ประสงค์ออกนาม"."""
_TWICE = re.compile(r"(?:มากกว่า|เกิน) ?(?:1|หนึ่ง)(?! ?ปี)|ซ้ำ|(?:ทั้งสอง|สอง|หลาย)(?:ด้าน|ประเภท|กลุ่ม)")
_DIVIDES = re.compile(r"(?:แบ่ง|จัดสรร|แยก)[ก-๎]{0,20} ?(?:จำนวน ?)?$")
_INTO = re.compile(r" ?(?:ออก)?เป็น(?:ค่า|เงิน|ทุน|กองทุน|งบ)")
_NAMED = re.compile(r" ?(?:และ|ตั้ง|เป็น|จัด| )*(?:ค่า|เงิน|ทุน|กองทุน|งบ)")
_STAFF = re.compile(r"บุคลากร[^0-9]{0,20}\d+ ?คน$")
_LAST = re.compile(r" ?และ(?!.*อีก)(?!นักเรียน|ผู้ปกครอง)")
_EACH = re.compile(r"(?<!แ)(?<!ร้อย)ละ ?\d")
_NEAR, _AFTER, _FEW, _NEXT = 70, 12, 3, 4


def split(passage: Passage, whole: Quantity) -> re.Match[str] | None:
    """What comes after a whole that is divided: "แบ่งเงิน 187,450 บาท เป็นค่า…".

    >>> from khet.rules.checking.reading.parsed import Report
    >>> from khet.rules.checking.reading.stream import Line
    >>> [passage] = Report([Line(1, "แบ่งเงิน 90 บาท เป็นค่าข้าว 50 บาท และค่าแกง 40 บาท")]).passages
    >>> bool(split(passage, passage.quantities[0]))
    True
    """
    divided = _DIVIDES.search(passage.text[: whole.start])
    parts = [one for one in passage.quantities if one.start >= whole.end]
    each = _EACH.search(passage.text[whole.end : passage.quantities[-1].end])
    joints = [passage.text[a.end : b.start] for a, b in pairwise(parts)]
    named = all(_NAMED.match(joint) for joint in joints) and "และ" in "".join(joints[-1:])
    return _INTO.match(passage.text, whole.end) if divided and named and not each else None


def is_ended(passage: Passage, cue: str, parts: Sequence[Quantity]) -> bool:
    """Whether the last of four or more parts of a staff is the only one with "and" before it.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> from khet.rules.checking.reading.stream import Line
    >>> text = "บุคลากร 11 คน ได้แก่ ครู 8 คน ธุรการ 1 คน ครูจ้าง 1 คน และภารโรง 1 คน"
    >>> [passage] = Report([Line(1, text)]).passages
    >>> is_ended(passage, "ได้แก่", passage.quantities[1:])
    True
    """
    joints = [passage.text[a.end : b.start] for a, b in pairwise(parts)]
    joined = ["และ" in joint for joint in joints]
    named = "ชาย" not in cue and len(parts) > _FEW
    before = passage.text[: passage.text.rfind(cue, 0, parts[0].start)]
    whole = _STAFF.search(before.rstrip())
    return bool(named and whole and _LAST.match(joints[-1])) and not any(joined[:-1])


def are_some(passage: Passage, whole: Quantity, last: Quantity) -> bool:
    """Whether the words say that the parts are not all, or that one may be in two of them.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> from khet.rules.checking.reading.stream import Line
    >>> [passage] = Report([Line(1, "9 แห่ง ได้แก่ วัด 3 แห่ง ตลาด 2 แห่ง เป็นต้น")]).passages
    >>> are_some(passage, passage.quantities[0], passage.quantities[-1])
    True
    """
    after = passage.text[whole.end : last.end + _NEAR]
    some = _SOME.search(after[: last.end + _AFTER - whole.end]) or _TWICE.search(after)
    return bool(some or _OTHERS.match(passage.text, last.end))


def goes_on_below(lines: Sequence[Line], passage: Passage, last: Quantity) -> bool:
    """Whether the last part ends its text, and a line below, perhaps after empty ones, goes on it.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> texts = ["9 คน ได้แก่ ครู 3 คน ธุรการ 2 คน", "", "และภารโรง 4 คน"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> goes_on_below(report.lines, report.passages[0], report.passages[0].quantities[-1])
    True
    """
    if last.end < len(passage.text.rstrip()):
        return False
    at = passage.indexes[-1] + 1
    below = (text for line in lines[at : at + _NEXT] if (text := line.text.strip()))
    return next(below, "").startswith(("และ", ","))
