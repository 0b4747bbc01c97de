"""What is left of a whole, as sentences state it: received less spent, all less done.

Kind ``difference``. "37 เรื่อง ยุติแล้ว 32 เรื่อง อยู่ระหว่างดำเนินการ 7 เรื่อง".
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.sum_words import SUM

_LEFT = re.compile(
    r"(?:คงเหลือ|ที่เหลือ|เหลือ(?:อีก)?|อยู่ระหว่าง|ยังไม่|ขาดสอบ"
    r"|ไม่(?:ผ่าน|เข้า|มา|ได้|บรรลุ|พบ|ส่ง|มี))[ก-๎ ]{0,30}$"
    r"|[ (](?:ยัง)?ขาด(?:อีก|อยู่|แคลน)? ?(?:จำนวน ?)?$"
)
_NOT = re.compile(r"ไม่([ก-๎]{3,6})")
_FROM = re.compile(r"จาก(?:เดิม)? ?$")
_OF_ALL = re.compile(
    r"(?:ทั้งหมด|ทั้งสิ้น|รับเรื่อง|ได้รับ|จัดสรร|เป้าหมาย|จำนวน|มี|(?<!กลับ)เข้า[ก-๎]{2,8}|สมัคร|ส่ง"
    r"|จากกรอบ)[ก-๎ ]{0,30}$"
)
_IN_WORDS = re.compile(r" ?\([ก-๎ ]{4,150}(?:บาท|สตางค์)")
"""A sum in words after its number, which bears it out."""
_NEAR = 70
_FEWEST, _LARGE, _DIGITS = 10, 1000, 3


def check(report: Report) -> Outcome:
    """What is left, in all sentences of a report.

    >>> line = Line(1, "นักเรียนทั้งหมด 5,823 คน ได้รับการเยี่ยมบ้าน 5,771 คน ส่วนที่เหลือ 58 คน")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('58', '52')]
    """
    return sum((_of_passage(report, place) for place in range(len(report.passages))), Outcome())


def _of_passage(report: Report, place: int) -> Outcome:
    """Each remainder of a sentence against the two numbers of its unit before it."""
    lines, passage = report.lines, report.passages[place]
    several = [one for one in passage.quantities if one.unit != PERCENT]
    found = sum((_slipped(report, place, one) for one in several), Outcome())
    for whole, part, rest in zip(several, several[1:], several[2:], strict=False):
        if _is_remainder(passage, whole, part, rest):
            found += _against(
                lines, passage, max(whole, part, key=_value), min(whole, part, key=_value), rest
            )
    return found


def _slipped(report: Report, place: int, rest: Quantity) -> Outcome:
    """What is left of amounts of this sentence and the one before, a slip of the finger away."""
    passage = report.passages[place]
    if rest.value < _LARGE or _IN_WORDS.match(passage.text, rest.end):
        return Outcome()
    if not _LEFT.search(passage.text[: rest.start]):
        return Outcome()
    near_by = [
        q
        for p in report.passages[max(place - 1, 0) : place + 1]
        for q in p.quantities
        if p is not passage or q.start < rest.start or not SUM.search(p.text[: q.start])
    ]
    values = {one.value for one in near_by if one.unit == rest.unit and one is not rest}
    left = {a - b: (a, b) for a in values for b in values if a > b}
    slips = [value for value in left if one_digit(value, rest.value)]
    known = values.union(left, _sums(passage, rest))
    digits = len(f"{rest.value:f}".rstrip("0."))
    by_chance = digits < 2 or (digits < _DIGITS and len(left) > _FEWEST)
    closed = any(rest.value + spent in values for spent in _sums(passage, rest))
    if rest.value in known or closed or len(slips) != 1 or by_chance:
        return Outcome()
    a, b = left[slips[0]]
    message = f"{told(a)} − {told(b)} = {told(slips[0])} แต่พิมพ์ไว้ {rest.printed}"
    made = told_at(report.lines, passage, rest, Kind.DIFFERENCE, slips[0], Sure.LIKELY, message)
    return Outcome(1, (made,))


def _sums(passage: Passage, rest: Quantity) -> Iterator[Decimal]:
    """What the numbers right before a rest add up to: what is left in cash and at the bank."""
    return accumulate(_before(passage, rest))


def _before(passage: Passage, rest: Quantity) -> Iterator[Decimal]:
    """The numbers of a rest's unit before it, the nearest first."""
    before = (one for one in passage.quantities[::-1] if one.end <= rest.start)
    return (one.value for one in before if one.unit == rest.unit)


def _value(one: Quantity) -> Decimal:
    return one.value


def _is_remainder(passage: Passage, whole: Quantity, part: Quantity, rest: Quantity) -> bool:
    units = {whole.unit, part.unit, rest.unit}
    near = part.start - whole.end <= _NEAR and rest.start - part.end <= _NEAR
    said = _LEFT.search(passage.text[part.end : rest.start])
    alone = not _LEFT.search(passage.text[whole.end : part.start])
    all_of = _OF_ALL.search(passage.text[: max(whole, part, key=_value).start])
    alone = alone and not _is_beside(passage, whole, part, rest)
    within = rest.value <= max(whole.value, part.value)
    within = within and not _FROM.search(passage.text[: part.start])
    return (
        bool(near and said and alone and all_of and within) and len(units) == 1 and "" not in units
    )


def _is_beside(passage: Passage, whole: Quantity, part: Quantity, rest: Quantity) -> bool:
    """Whether a rest is no part of what seems the whole: of those who came, or of others who not.

    "เข้าสอบ 120 คน ขอเลื่อน 8 คน ไม่เข้าสอบ 4 คน", "ไม่ยินยอม 8 คน ไม่มา 4 คน".
    """
    before, between = passage.text[: whole.start][-_NEAR:], passage.text[whole.end : part.start]
    said = _NOT.search(passage.text[part.end : rest.start])
    if not said:
        return False
    return "ไม่" in between or (said[1] in before and said[1] not in between)


def _against(
    lines: Sequence[Line], passage: Passage, whole: Quantity, part: Quantity, rest: Quantity
) -> Outcome:
    left = whole.value - part.value
    if left == rest.value or _is_part(passage, rest):
        return Outcome(1)
    close = one_digit(left, rest.value) or abs(left - rest.value) <= _FEWEST
    if not close or left <= 0:
        return Outcome()
    message = f"{whole.printed} − {part.printed} = {told(left, rest.places)} แต่พิมพ์ไว้ {rest.printed}"
    made = told_at(lines, passage, rest, Kind.DIFFERENCE, left, Sure.LIKELY, message)
    return Outcome(1, (made,))


def _is_part(passage: Passage, rest: Quantity) -> bool:
    """Whether a rest and those around it make up a number said before: passed, failed, away."""
    alike = [one for one in passage.quantities if one.unit == rest.unit]
    wholes = {one.value for one in alike if one.end <= rest.start}
    closes = any(value in wholes for value in [*_sums_with(passage, rest)][2:])
    return closes or any(_makes_up(whole, rest, alike[n + 1 :]) for n, whole in enumerate(alike))


def _sums_with(passage: Passage, rest: Quantity) -> Iterator[Decimal]:
    """A rest, with one, two and more of the numbers right before it."""
    return accumulate([rest.value, *_before(passage, rest)])


def _makes_up(whole: Quantity, rest: Quantity, following: Sequence[Quantity]) -> bool:
    """Whether the numbers after a whole, larger ones left out, add up to it, a rest among them."""
    parts = [one for one in following if one.value <= whole.value]
    added = list(accumulate(one.value for one in parts))
    return rest in parts and whole.value in added[parts.index(rest) :]
