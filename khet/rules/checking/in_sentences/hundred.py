"""Percentages that a sentence parts one whole into, against 100.

Kind ``percent``. The sentence says that it parts ("แบ่งเป็น", "จำแนก") or ends with "รวม ร้อยละ 100".
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, told
from khet.rules.checking.reading.stream import Line

_HUNDRED, _OFF, _NEAR = Decimal(100), 5, 70
_PARTED = re.compile(r"แบ่งเป็น|จำแนก|แยกเป็น|แบ่งได้|แบ่งออก")
_OWN = re.compile(
    r"(?:ราย|ตาม)(?:ด้าน|วิชา|กลุ่มสาระ|โรงเรียน|ระดับชั้น|ชั้น|เครือข่าย|อำเภอ|ตัวชี้วัด|ข้อ)"
    r"|(?:ด้าน[ก-๎ ]{2,40}|(?:ผ่าน|เบิกจ่าย|ใช้จ่าย|เฉลี่ย|บรรลุ|สำเร็จ)[ก-๎ ]{0,20})ร้อยละ"
)
"""Sides, schools and rates, whose percentages may each be of a whole of its own."""
_OTHERWISE = re.compile(
    rf"{_PARTED.pattern}|เพิ่ม|สูงขึ้น|ลดลง|ต่ำลง|กว่า(?:ปี|เป้า|เกณฑ์|ระดับ)|เป้าหมาย|ไม่น้อยกว่า|ไม่ต่ำกว่า|รวม"
)
_SUMMED = re.compile(r"รวม(?:ทั้งหมด|ทั้งสิ้น)?[ =:]*(?:คิดเป็น)?(?:ร้อยละ)? ?$")


def check(report: Report) -> Outcome:
    """Shares of one whole in all sentences of a report.

    >>> line = Line(1, "แบ่งเป็นมาก ร้อยละ 60 ปานกลาง ร้อยละ 30 และน้อย ร้อยละ 12")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('12', '10')]
    """
    return sum((_of_passage(report.lines, one) for one in report.passages), Outcome())


def _of_passage(lines: Sequence[Line], passage: Passage) -> Outcome:
    parted = (_following(passage, cue) for cue in _PARTED.finditer(passage.text))
    found = sum((_against(lines, passage, shares) for shares in parted), Outcome())
    said = [one for one in passage.quantities if one.unit == PERCENT]
    if said and said[-1].value == _HUNDRED and _SUMMED.search(passage.text[: said[-1].start]):
        found += _against(lines, passage, said[:-1])
    return found


def _following(passage: Passage, cue: re.Match[str]) -> list[Quantity]:
    """The percentages that follow the words that part, each near the one before it."""
    shares: list[Quantity] = []
    end = cue.end()
    for one in passage.quantities:
        if one.unit != PERCENT or one.start < cue.end():
            continue
        between = passage.text[end : one.start]
        if len(between) > _NEAR or _OTHERWISE.search(between):
            break
        shares.append(one)
        end = one.end
    return shares


def _against(lines: Sequence[Line], passage: Passage, shares: Sequence[Quantity]) -> Outcome:
    if len(shares) < 3 or any(one.value >= _HUNDRED for one in shares):
        return Outcome()
    added = sum((one.value for one in shares), Decimal(0))
    if abs(added - _HUNDRED) <= max(one.step for one in shares) * len(shares) / 2:
        return Outcome(1)
    missing = _HUNDRED - added
    own = _OWN.search(passage.text[max(shares[0].start - _NEAR, 0) : shares[-1].start])
    if abs(missing) > _OFF:
        return Outcome()
    message = f"ร้อยละ {len(shares)} รายการที่แบ่งไว้รวมกันได้ {told(added)} ไม่ใช่ 100"
    last = shares[-1]
    sure = Sure.LOOK if own else Sure.LIKELY
    made = told_at(lines, passage, last, Kind.PERCENT, last.value + missing, sure, message)
    return Outcome(1, (made,))
