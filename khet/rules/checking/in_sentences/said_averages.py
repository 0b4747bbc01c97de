"""Averages that sentences state: of the values before them, or of a total by a count.

Kind ``average``. "a, b และ c เฉลี่ย d", "รวม 3 ด้าน คะแนนเฉลี่ย d", "เยี่ยม 582 หลัง ครู 24 คน
เฉลี่ยคนละ 24.25 หลัง".
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_tables.averages import mean, near
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, UNITS, Quantity, quantities, told
from khet.rules.checking.reading.stream import Line
from khet.rules.rounding import half_up_decimal

_MOST, _APART, _SHORT = 30, 60, 3
_BEST, _BESIDE = 5, Decimal("0.05")
_SAID = re.compile(
    r"(?:ค่า|คะแนน|รวม)?เฉลี่ย(?:รวม|ทั้ง\S{1,20}|เท่ากับ|ร้อยละ|\d{1,2} ?[ก-๎]{1,20}"
    r"|(?:สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)[ก-๎]{2,16}|[ =:()])*$"
)
_WORDS = {"สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10}
_IN_WORDS = re.compile(rf"({'|'.join(_WORDS)})[ก-๎]{{2,16}} ?[=:]? ?$")
_OF_ALL = re.compile(r"(?:รวม|ทั้ง)[^.]{0,40}$")
_JOINED = re.compile(
    r"[ ,;()]*(?:และ|โดย|ได้|มี|คิดเป็น|จึง|ซึ่ง|คะแนน|บาท|คน)? ?(?:ค่า|คะแนน)?เฉลี่ย[^0-9]{0,20}"
)
_OVERALL = re.compile(r"(?:โดยรวม|ภาพรวม|เฉลี่ยรวม|รวมเฉลี่ย|เฉลี่ยทั้ง)[^0-9]{0,30}$")
_IS_MEAN = re.compile(r"เฉลี่ย(?:เท่ากับ|ร้อยละ|[ =:])*$")
_RANKED = re.compile(r"สูง(?:ที่)?สุด|ต่ำ(?:ที่)?สุด|รองลงมา|ลำดับแรก")
_EACH = re.compile(r"เฉลี่ย[^0-9]{0,40}(?:1 [ก-๎]{1,20}[^0-9]{0,40})?$")
_PER = re.compile(r"(?<!แ)(?<!ร้อย)ละ|ต่อ(?!เนื่อง|ไป)|1 [ก-๎]")
_OF_EACH = re.compile(rf"({UNITS})ละ")
_OF_SUBJECTS = re.compile(r"กลุ่มสาระ|วิชา")
_WEIGHTED = "ถ่วงน้ำหนัก"


def check(report: Report) -> Outcome:
    """Averages of all sentences of a report.

    >>> line = Line(1, "ภาษา 50.10 คำนวณ 40.20 เหตุผล 44.30 เฉลี่ยรวม 48.47")
    >>> [one.expected for one in check(Report([line])).findings]
    ['44.87']
    """
    found = Outcome()
    for place, passage in enumerate(report.passages):
        for n, one in enumerate(passage.quantities):
            if one.places and _SAID.search(passage.text[: one.start]):
                found += _said(report.lines, passage, one, _values(report, place, n))
            elif one.places and _EACH.search(passage.text[: one.start]):
                found += _each(report, place, n)
    return found


def _values(report: Report, place: int, n: int) -> list[Quantity]:
    """The values that an average is of: those before it in its sentence, or in the lines above."""
    passage = report.passages[place]
    values = _before(passage, n)
    between = passage.text[values[-1].end : passage.quantities[n].start] if values else ""
    if values and not _OF_ALL.search(between) and not _JOINED.fullmatch(between):
        return []
    return values or _above(report, place, n)


def _above(report: Report, place: int, n: int) -> list[Quantity]:
    """The decimals of the lines right above "เฉลี่ยรวม 8 กลุ่มสาระ", where they are that many."""
    passage = report.passages[place]
    said = _IN_WORDS.search(passage.text[: passage.quantities[n].start])
    stated = _WORDS[said[1]] if said else passage.quantities[n - 1].value if n == 1 else None
    values: list[Quantity] = []
    first = passage.indexes[0]
    for above in reversed(report.passages[:place]):
        decimals = [one for one in above.quantities if one.places]
        if above.indexes[-1] != first - 1 or not decimals or len(values) >= _MOST:
            break
        values, first = [*decimals, *values], above.indexes[0]
    return values if len(values) == stated else []


def _before(passage: Passage, n: int) -> list[Quantity]:
    """The values of one kind that stand right before an average, as sentences list them.

    Where a count stands between ("รวม 3 ด้าน"), that many of them in the line of the average.
    """
    stated = passage.quantities[n - 1] if n and not passage.quantities[n - 1].places else None
    values: list[Quantity] = []
    for one in reversed(passage.quantities[: n - 1 if stated else n]):
        if values and _is_other_mean(passage, one, values[-1]):
            break
        alike = not values or (one.places == values[-1].places and one.unit == values[-1].unit)
        close = not values or len(passage.text[one.end : values[-1].start]) <= _APART
        if not (alike and close and one.places) or (stated and len(values) == stated.value):
            break
        values.append(one)
    fits = len(values) > 1 and (not stated or len(values) == stated.value)
    return values[::-1] if fits else []


def _sum(values: Sequence[Quantity]) -> Decimal:
    return sum((value.value for value in values), Decimal(0))


def _is_other_mean(passage: Passage, one: Quantity, after: Quantity) -> bool:
    """Whether a value is the mean of those before it, not one of a list of means."""
    before = passage.text[: one.start]
    lone = _IS_MEAN.search(before) and not _IS_MEAN.search(passage.text[: after.start])
    return bool(_OVERALL.search(before) or lone)


def _said(
    lines: Sequence[Line], passage: Passage, one: Quantity, values: Sequence[Quantity]
) -> Outcome:
    if len(values) < 2 or _RANKED.search(passage.text[values[0].start : one.start]):
        return Outcome()
    if len(values) > 2 and values[-1].value == _sum(values[:-1]):
        values = values[:-1]
    if _WEIGHTED in passage.text[values[0].start : one.end + _APART]:
        return Outcome()
    for n in range(len(values) - 1):
        if near(one.value, one.step, mean([value.value for value in values[n:]])):
            return Outcome(1)
    if _sum(values) == one.value:
        return Outcome(1)
    expected = half_up_decimal(mean([value.value for value in values]), one.places)
    enough = len(values) > 2 or one_digit(one.value, expected)
    weighted = _may_be_weighted(values, one, expected) and not _OF_SUBJECTS.search(passage.text)
    sure = Sure.LIKELY if enough and not weighted else Sure.LOOK
    listed = ", ".join(value.printed for value in values)
    message = (
        f"ค่าเฉลี่ยของ {listed} คือ {told(expected, one.places)} แต่พิมพ์ไว้ {told(one.value, one.places)}"
    )
    return Outcome(1, (told_at(lines, passage, one, Kind.AVERAGE, expected, sure, message),))


def _unit(after: str) -> str:
    """The unit that the text after a number begins with; "" where none."""
    return next((one.unit for one in quantities(f"1{after[:_MOST]}") if not one.start), "")


def _may_be(unit: str, known: str) -> bool:
    """Whether a number is of a unit, as far as that is known."""
    return not known or unit == known


def _may_be_weighted(values: Sequence[Quantity], one: Quantity, expected: Decimal) -> bool:
    """Whether a level of five lies beside the mean, as where sides have more items or fewer."""
    levels = all(value.value <= _BEST for value in values)
    return levels and abs(one.value - expected) <= _BESIDE


def _each(report: Report, place: int, n: int) -> Outcome:
    """An average for each, a slip of the finger from the one quotient of the sentences near it."""
    passage = report.passages[place]
    one = passage.quantities[n]
    near_by = [q for p in report.passages[max(place - 1, 0) : place + 1] for q in p.quantities]
    numbers = {(q.value, q.unit) for q in near_by if not q.places and q.unit != PERCENT}
    parted = {q.value for q in near_by if q.places and q.unit != PERCENT and q is not one}
    cue = _EACH.search(passage.text[: one.start])
    if not cue or not _PER.search(cue[0]) or len(one.printed.replace(",", "")) <= _SHORT:
        return Outcome()
    named = _OF_EACH.search(cue[0])
    unit, of = _unit(passage.text[one.end :]), _unit(named[1]) if named else ""
    pairs = [
        (a, b)
        for (a, unit_a), (b, unit_b) in permutations(numbers, 2)
        if a > b > 1 and _may_be(unit_a, unit) and _may_be(unit_b, of)
    ]
    quotients = {half_up_decimal(a / b, one.places): (a, b) for a, b in pairs}
    others = {
        half_up_decimal(a / b, one.places)
        for a in parted
        for b, unit_b in numbers
        if b > 1 and _may_be(unit_b, of)
    }
    if any(near(one.value, one.step, value) for value in others.union(quotients)):
        return Outcome(1)
    slips = [value for value in quotients if one_digit(value, one.value)]
    if len(slips) != 1:
        return Outcome()
    [expected] = slips
    a, b = quotients[expected]
    message = f"{told(a)} ÷ {told(b)} = {told(expected, one.places)} แต่พิมพ์ไว้ {one.printed}"
    made = told_at(report.lines, passage, one, Kind.AVERAGE, expected, Sure.LIKELY, message)
    return Outcome(1, (made,))
