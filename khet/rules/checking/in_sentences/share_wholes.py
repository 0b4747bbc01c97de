"""Percentages of sentences against what they are said to be of, or make with their complement.

Kind ``percent``.
"3,790 บาท คิดเป็นร้อยละ 4.67 ของวงเงิน 85,000 บาท", "ผ่าน 98 คน คิดเป็นร้อยละ 77.78 ไม่ผ่าน 26
คน" of the 124 of a table, "ครูจำนวน 19 คน … 17 คน คิดเป็นร้อยละ 77.27".
"""

import re
from collections import Counter
from decimal import Decimal

from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_tables.percents import fits, percent_of, share_told
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity

_IS = re.compile(r"[ (]*(?:คิด|หรือ|เป็น|ได้| )*(?:ร้อยละ)? ?")
_OF = re.compile(r" ?ของ[ก-๎ .]{1,40}")
_REST = re.compile(
    r"[ )]*(?:ของ(?:กรอบ|วงเงิน|งบประมาณ|ทั้งหมด|จำนวน)[ก-๎]{0,25}) ?"
    r"(?:และ|โดย)?(?:ส่วน|เงิน)?ที่เหลือ(?:อีก|จำนวน| )*"
)
_ALL = re.compile(r"(?:จาก|ทั้งหมด|ทั้งสิ้น|เป้าหมาย)[ก-๎ ]{0,20}$")
_OF_ANY = re.compile(r"[ )]*(?:ของ|จาก|เมื่อเทียบ|ต่อ)")
_NOT = re.compile(r"[ )]*(?:และ|ส่วน|ผู้|ที่| )*(?:ที่)?ไม่(?:เคย)?(?P<verb>[ก-๎]{2,30}) ?(?:จำนวน|มี| )*")
_SUBJECT = re.compile(
    r" ?(?:[0-9.()]{1,5} ?)?(?:ข้าราชการ)?(?:ครู|นักเรียน|โรงเรียน|บุคลากร"
    r"|ผู้เข้าอบรม|ผู้เข้าร่วม|ผู้ตอบแบบสอบถาม)"
    r"(?:ผู้สอน|ชั้น[ก-๎ .#]{1,14})?"
    r"[ก-๎ ]{0,40}?(?:จำนวน|ทั้งหมด|ทั้งสิ้น|ครบทั้ง|มี) ?"
)
_CHANGES = re.compile(r"จาก|ปีก่อน|ปีที่แล้ว|เพิ่ม|ลด|ในจำนวนนี้|เป้าหมาย|กลุ่ม")
_FAR, _EXACT, _HUNDRED, _VERB = 150, 2, Decimal(100), 3


def check(report: Report) -> Outcome:
    """Such percentages of all sentences of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> line = Line(1, "ต่ำกว่าวงเงิน 3,790 บาท คิดเป็นร้อยละ 4.67 ของวงเงิน 85,000 บาท")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('4.67', '4.46')]
    """
    numbers = report.numbers
    found = Outcome()
    for passage in report.passages:
        for n, percent in enumerate(passage.quantities):
            if not n or percent.unit != PERCENT or percent.value > _HUNDRED:
                continue
            part = passage.quantities[n - 1]
            between = passage.text[part.end : percent.start]
            if not part.places and part.unit != PERCENT and _IS.fullmatch(between):
                found += _of_wholes(report, passage, n, numbers)
    return found


def _of_wholes(report: Report, passage: Passage, n: int, numbers: Counter[Decimal]) -> Outcome:
    """A percentage against the whole after it, that of its complement, or of the subject."""
    part, percent = passage.quantities[n - 1 : n + 1]
    for whole in (
        _said_after(passage, n),
        _with_rest(passage, n),
        _with_complement(passage, n, numbers),
        _subject(passage, n, numbers),
    ):
        if whole:
            return _against(report, passage, part, percent, whole)
    return Outcome()


def _said_after(passage: Passage, n: int) -> Decimal | None:
    """The whole of "3,790 บาท คิดเป็นร้อยละ 4.67 ของวงเงิน 85,000 บาท"."""
    part, percent = passage.quantities[n - 1 : n + 1]
    for whole in passage.quantities[n + 1 : n + 2]:
        of = _OF.fullmatch(passage.text[percent.end : whole.start])
        if _REST.fullmatch(passage.text[percent.end : whole.start]):
            return None
        if of and whole.unit == part.unit != "" and whole.value >= part.value:
            return whole.value
    return None


def _with_rest(passage: Passage, n: int) -> Decimal | None:
    """The whole of "1,500,000 บาท คิดเป็นร้อยละ 68.18 ของวงเงิน ส่วนที่เหลือ 700,000 บาท"."""
    part, percent = passage.quantities[n - 1 : n + 1]
    money = [one for one in passage.quantities if one.unit == "บาท"]
    if len(money) != 2 or money[0] is not part or _ALL.search(passage.text[: part.start]):
        return None
    rest = money[1]
    left = _REST.fullmatch(passage.text[percent.end : rest.start])
    of_all = fits(part.value - rest.value, part.value, percent.value, percent.places)
    return None if not left or of_all else part.value + rest.value


def _with_complement(passage: Passage, n: int, numbers: Counter[Decimal]) -> Decimal | None:
    """The whole that a part and those who did not make, where the report has it."""
    part, percent = passage.quantities[n - 1 : n + 1]
    rest = next(iter(passage.quantities[n + 1 : n + 2]), None)
    said = _NOT.fullmatch(passage.text[percent.end : rest.start]) if rest else None
    if not rest or not said or rest.unit != part.unit or _is_followed(passage, n + 1):
        return None
    verb = said["verb"][:_VERB]
    before = passage.text[max(part.start - _FAR, 0) : part.start]
    same = verb in before and f"ไม่{verb}" not in before
    whole = part.value + rest.value
    return whole if same and numbers[whole] and not _fits_any(passage, part, percent) else None


def _is_followed(passage: Passage, n: int) -> bool:
    """Whether another number of its unit follows close upon a number: "ขาดสอบ 2 คน"."""
    one = passage.quantities[n]
    after = passage.quantities[n + 1 : n + 2]
    return any(two.unit == one.unit and two.start - one.end <= 30 for two in after)


def _fits_any(passage: Passage, part: Quantity, percent: Quantity) -> bool:
    """Whether a percentage is that of a part and any whole of its sentence."""
    wholes = [one.value for one in passage.quantities if one is not part and one.unit == part.unit]
    return any(fits(part.value, of, percent.value, percent.places) for of in wholes)


def _subject(passage: Passage, n: int, numbers: Counter[Decimal]) -> Decimal | None:
    """The number that a sentence begins with, where it has no other of the unit but the part."""
    part, percent = passage.quantities[n - 1 : n + 1]
    whole = passage.quantities[0]
    before = [one for one in passage.quantities[: n - 1] if one.unit == part.unit]
    if before != [whole] or percent.places < _EXACT or part.value > whole.value:
        return None
    begins = _SUBJECT.fullmatch(passage.text[: whole.start])
    between = passage.text[whole.end : part.start]
    other = _CHANGES.search(between) or _OF_ANY.match(passage.text, percent.end)
    far = part.start - whole.end > _FAR
    known = _of_number(part, percent, numbers)
    return None if not begins or other or far or known else whole.value


def _of_number(part: Quantity, percent: Quantity, numbers: Counter[Decimal]) -> bool:
    """Whether a percentage is that of a part and any number of the report."""
    return any(fits(part.value, of, percent.value, percent.places) for of in numbers)


def _against(
    report: Report, passage: Passage, part: Quantity, percent: Quantity, whole: Decimal
) -> Outcome:
    counts = (one.value for one in (part, *passage.quantities) if one.unit == part.unit)
    if any(fits(count, whole, percent.value, percent.places) for count in counts):
        return Outcome(1)
    expected = percent_of(part.value, whole, percent.places)
    message = share_told(part.value, whole, expected, percent.value, percent.places, part.unit)
    made = told_at(report.lines, passage, percent, Kind.PERCENT, expected, Sure.LIKELY, message)
    return Outcome(1, (made,))
