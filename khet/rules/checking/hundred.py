"""Percentages that a sentence parts one whole into, against 100.

Kind ``percent``. The sentence says that it parts ("แบ่งเป็น", "จำแนก") or ends with "รวม ร้อยละ 100".
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.finding import Kind, Outcome, Sure
from khet.rules.checking.parsed import Report
from khet.rules.checking.passages import Passage, told_at
from khet.rules.checking.quantities import PERCENT, told
from khet.rules.checking.stream import Line

_HUNDRED, _OFF = Decimal(100), 5
_PARTED = re.compile(r"แบ่งเป็น|จำแนก|แยกเป็น|แบ่งได้|แบ่งออก")
_SUMMED = re.compile(r"รวม(?:ทั้งหมด|ทั้งสิ้น)?[ =:]*(?:คิดเป็น)?(?:ร้อยละ)? ?$")


def check(report: Report) -> Outcome:
    """Shares of one whole in all sentences of a report.

    >>> line = Line(1, "แบ่งเป็นมาก ร้อยละ 60 ปานกลาง ร้อยละ 30 และน้อย ร้อยละ 12")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('12', '10')]
    """
    return sum((_of_passage(report.lines, one) for one in report.passages), Outcome())


def _of_passage(lines: Sequence[Line], passage: Passage) -> Outcome:
    cue = _PARTED.search(passage.text)
    said = [one for one in passage.quantities if one.unit == PERCENT]
    shares = [one for one in said if cue and one.start > cue.start()]
    if said and said[-1].value == _HUNDRED and _SUMMED.search(passage.text[: said[-1].start]):
        shares = said[:-1]
    if len(shares) < 3 or any(one.value >= _HUNDRED for one in shares):
        return Outcome()
    added = sum((one.value for one in shares), Decimal(0))
    if abs(added - _HUNDRED) <= max(one.step for one in shares) * len(shares) / 2:
        return Outcome(1)
    if abs(added - _HUNDRED) > _OFF:
        return Outcome()
    message = f"ร้อยละ {len(shares)} รายการที่แบ่งไว้รวมกันได้ {told(added)} ไม่ใช่ 100"
    last = shares[-1]
    missing = last.value + _HUNDRED - added
    made = told_at(lines, passage, last, Kind.PERCENT, missing, Sure.LIKELY, message)
    return Outcome(1, (made,))
