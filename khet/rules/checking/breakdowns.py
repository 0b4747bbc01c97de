"""Amounts of sentences that make a whole: the parts of a whole stated first or last, and products.

Kind ``total``. "117 โรงเรียน แบ่งเป็น ขนาดเล็ก 73 …", "… รวม 8,600 บาท", "30 คน x 120 บาท = 3,600 บาท".
Percentages between the parts are of other checks.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from khet.rules.checking.explaining import explanation, one_digit
from khet.rules.checking.finding import Kind, Outcome, Sure
from khet.rules.checking.parsed import Report
from khet.rules.checking.passages import Passage, told_at
from khet.rules.checking.quantities import PERCENT, Quantity, told
from khet.rules.checking.stream import Line

_PARTS = re.compile(
    r"[ก-๎ .()“”]{0,30}?"
    r"(?:แบ่งเป็น|แบ่งออกเป็น|จำแนกเป็น|แยกเป็น|ประกอบด้วย|ได้แก่|ดังนี้|\(? ?(?:เป็น)?(?:เพศ)?ชาย)"
)
_SUM = re.compile(r"รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน|เงิน|งบประมาณ|จำนวน|เป็น|ผู้เข้าร่วม|[ก-๎]{0,12}|[ :=])*$")
_TIMES = re.compile(r"^[ก-๎ .()/]{0,25}[x×X*@][ก-๎ .()]{0,15}$")
_EQUALS = re.compile(r"^[ก-๎ .()]{0,25}(?:=|เป็นเงิน|รวมเป็นเงิน)[ก-๎ .()]{0,15}$")
_NEAR = 70


def check(report: Report) -> Outcome:
    """Wholes and products in the sentences of a report."""
    found, lines = Outcome(), report.lines
    for passage in report.passages:
        for n in range(len(passage.quantities)):
            found += _whole_first(lines, passage, n)
            found += _whole_last(lines, passage, n)
            found += _product(lines, passage, n)
    return found


def _whole_first(lines: Sequence[Line], passage: Passage, n: int) -> Outcome:
    whole = passage.quantities[n]
    cue = _PARTS.match(passage.text, whole.end)
    if not cue or whole.unit in ("", PERCENT):
        return Outcome()
    parts = _following(passage, n)
    added = list(accumulate(part.value for part in parts))
    if len(parts) < 2 or parts[0].value > whole.value:
        return Outcome()
    if whole.value in added[1:]:
        return Outcome(1)
    return _finding(lines, passage, whole, parts)


def _following(passage: Passage, n: int) -> list[Quantity]:
    """The quantities after a whole that have its unit, each near the one before."""
    whole = passage.quantities[n]
    parts: list[Quantity] = []
    end = whole.end
    for one in passage.quantities[n + 1 :]:
        if one.start - end > _NEAR:
            break
        end = one.end
        if one.unit == whole.unit:
            parts.append(one)
        elif one.unit != PERCENT:
            break
    return parts


def _whole_last(lines: Sequence[Line], passage: Passage, n: int) -> Outcome:
    whole = passage.quantities[n]
    if n < 2 or whole.unit in ("", PERCENT) or not _SUM.search(passage.text[: whole.start]):
        return Outcome()
    parts = _preceding(passage, n)
    added = list(accumulate(part.value for part in reversed(parts)))
    if len(parts) < 2:
        return Outcome()
    if whole.value in added[1:]:
        return Outcome(1)
    return _finding(lines, passage, whole, parts)


def _preceding(passage: Passage, n: int) -> list[Quantity]:
    parts: list[Quantity] = []
    start = passage.quantities[n].start
    for one in reversed(passage.quantities[:n]):
        summed = bool(_SUM.search(passage.text[: one.start]))
        if start - one.end > _NEAR or one.unit != passage.quantities[n].unit or summed:
            break
        parts.append(one)
        start = one.start
    return parts[::-1]


def _finding(
    lines: Sequence[Line], passage: Passage, whole: Quantity, parts: Sequence[Quantity]
) -> Outcome:
    added = sum((part.value for part in parts), Decimal(0))
    off = abs(added - whole.value)
    if off * 3 > whole.value:
        return Outcome()
    words = explanation([("", part.value) for part in parts], whole.value)
    slip = bool(words) or one_digit(added, whole.value)
    sure = Sure.CERTAIN if slip and off * 5 <= whole.value else Sure.LIKELY
    listed = " + ".join(told(part.value) for part in parts)
    message = (
        f"{listed} = {told(added)} {whole.unit} แต่พิมพ์ไว้ {told(whole.value, whole.places)} {words}"
    )
    made = told_at(lines, passage, whole, Kind.TOTAL, added, sure, message.strip())
    return Outcome(1, (made,))


def _product(lines: Sequence[Line], passage: Passage, n: int) -> Outcome:
    """The printed product of the factors before it."""
    result = passage.quantities[n]
    if n < 2 or not _EQUALS.match(_between(passage, n - 1)):
        return Outcome()
    factors = [passage.quantities[n - 1]]
    while n > len(factors) and _TIMES.match(_between(passage, n - 1 - len(factors))):
        factors.insert(0, passage.quantities[n - 1 - len(factors)])
    product = Decimal(1)
    for factor in factors:
        product *= factor.value
    if len(factors) < 2:
        return Outcome()
    if product == result.value:
        return Outcome(1)
    listed = " × ".join(told(factor.value) for factor in factors)
    message = f"{listed} = {told(product)} แต่พิมพ์ไว้ {told(result.value)}"
    made = told_at(lines, passage, result, Kind.TOTAL, product, Sure.CERTAIN, message)
    return Outcome(1, (made,))


def _between(passage: Passage, n: int) -> str:
    """The text between a quantity and the next."""
    return passage.text[passage.quantities[n].end : passage.quantities[n + 1].start]
