"""Differences that sentences state between two values that they name, or with their percentage.

Kind ``difference``. "ชาย 153 คน หญิง 139 คน ชายมากกว่าหญิง 24 คน", "ก่อน 10.75 หลัง 16.00 จากคะแนนเต็ม 20
เพิ่มขึ้น 4.25", "เพิ่มขึ้น 68,100 บาท หรือร้อยละ 37.69" of a table whose rows give 45,600 and 37.69.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_tables.differences import DOWN, UP
from khet.rules.checking.in_tables.percents import fits
from khet.rules.checking.reading.cells import Cell
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, told

_CUE = re.compile(rf"(?:{UP}|{DOWN})[ก-๎ ]{{0,20}}$")
_MORE = re.compile(
    r"(?P<one>[ก-๎]{2,40}) ?(?:มี)?(?:จำนวน)?(?:มาก|น้อย|สูง|ต่ำ)กว่า"
    r"(?P<two>[ก-๎]{2,40}) ?(?:อยู่|จำนวน|เท่ากับ| )*$"
)
_LAST = re.compile(r"([ก-๎]{2,40}) ?$")
_NO_NAME = re.compile(r"^(?:และ)?(?:เป็น)?(?:เพศ)?|(?:มี)?(?:จำนวน)?$")
_EARLIER = re.compile(r"ก่อน|เดิม|(?:ครั้ง|รอบ)(?:ที่ ?#?1?|แรก)|[#]{3,}|ปีที่แล้ว|ปีก่อน|ปี")
_LATER = re.compile(r"หลัง|(?:ครั้ง|รอบ)(?:ที่|หลัง)|ปี|เหลือ|ปัจจุบัน")
_FULL = re.compile(r"เต็ม[ก-๎ ]{0,10}$")
_OR_PERCENT = re.compile(r"[ (]*(?:หรือ|คิดเป็น|เป็น| )*(?:ร้อยละ)? ?")
_SINCE = re.compile(
    rf"(?:{UP}|{DOWN})จากปี(?:การศึกษา|งบประมาณ)? ?2[456]\d\d(?: |จำนวน|เท่ากับ|คิดเป็น)*$"
)
_FOLLOWS = re.compile(
    r"[ )]*(?:จาก)?(?:คะแนน)?(?:เต็ม ?[0-9.]{1,6} ?(?:คะแนน)?)?[ ,)]*"
    r"(?:\(ร้อยละ ?[0-9.]{1,6}\))?[ ,]*"
    rf"(?:ซึ่ง|โดย|จึง|มี|ผล|คะแนน|เฉลี่ย|แสดงว่า|พบว่า| )*"
    rf"(?:{UP}|{DOWN})(?:คิดเป็น|เท่ากับ|จำนวน|เฉลี่ย|อยู่|ถึง| )*"
)
_OTHER = re.compile(r"กว่า|เป้าหมาย|เกณฑ์|ประเทศ")
_THAN = re.compile(
    r"(?:สูง|มาก|ต่ำ|น้อย)กว่า(?:คะแนน|ค่า)?(?:เฉลี่ย)?(?:ของ)?(?:ระดับ)?(?P<other>ประเทศ|จังหวัด|สังกัด|สพฐ|เขตพื้นที่)"
    r"[ก-๎. ]{0,12}(?:อยู่|จำนวน|เท่ากับ|ร้อยละ| )*$"
)
_NEAR, _APART, _HUNDRED, _EXACT = 60, 80, Decimal(100), 2


def check(report: Report) -> Outcome:
    """Differences of all sentences of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> line = Line(1, "เป็นชาย 153 คน หญิง 139 คน นักเรียนชายมากกว่านักเรียนหญิง 24 คน")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('24', '14')]
    """
    found = Outcome()
    pairs = list(_pairs(report))
    for passage in report.passages:
        for n, by in enumerate(passage.quantities):
            found += _named(report, passage, by) + _before_and_after(report, passage, by)
            found += _than_other(report, passage, by) + _with_percent(report, passage, n, pairs)
    return found


def _named(report: Report, passage: Passage, by: Quantity) -> Outcome:
    """ "a มากกว่า b 24 คน" against the only numbers that the sentence gives a and b."""
    said = _MORE.search(passage.text[max(by.start - _APART, 0) : by.start])
    if not said or not by.unit:
        return Outcome()
    earlier = [q for q in passage.quantities if q.end <= by.start and q.unit == by.unit]
    ones, twos = (
        [q for q in earlier if (name := _name(passage, q)) and said[which].endswith(name)]
        for which in ("one", "two")
    )
    if len(ones) != 1 or len(twos) != 1 or ones == twos:
        return Outcome()
    return _compared(report, passage, ones[0], twos[0], by)


def _name(passage: Passage, one: Quantity) -> str:
    """The word right before a number, without filling: "ชาย" of "เป็นชาย 153 คน"."""
    word = _LAST.search(passage.text[max(one.start - _NEAR, 0) : one.start])
    name = _NO_NAME.sub("", word[1]) if word else ""
    return name if len(name) > 1 else ""


def _before_and_after(report: Report, passage: Passage, by: Quantity) -> Outcome:
    """ "ก่อน a หลัง b เพิ่มขึ้น c", a full score or percentages in brackets standing between."""
    cue = _CUE.search(passage.text[max(by.start - _APART, 0) : by.start])
    told_ones = [q for q in passage.quantities if q.end <= by.start and not _is_aside(passage, q)]
    if not cue or _OTHER.search(cue[0]) or len(told_ones) < 2:
        return Outcome()
    first, second = told_ones[-2:]
    alike = first.unit == second.unit == by.unit and first.places == second.places == by.places
    between = passage.text[first.end : second.start]
    near = second.start - first.end <= _APART and by.start - second.end <= _NEAR
    named = _EARLIER.search(passage.text[max(first.start - _NEAR, 0) : first.start])
    follows = _FOLLOWS.fullmatch(passage.text[second.end : by.start])
    if not alike or not near or not named or not follows or not _LATER.search(between):
        return Outcome()
    differences = {abs(a.value - b.value) for a, b in combinations(told_ones, 2)}
    return Outcome(1) if by.value in differences else _compared(report, passage, first, second, by)


def _is_aside(passage: Passage, one: Quantity) -> bool:
    """Whether a number is a full score, or a percentage in brackets."""
    before = passage.text[: one.start]
    bracketed = one.unit == PERCENT and before.rpartition("(")[2] in ("ร้อยละ ", "ร้อยละ", "")
    return bracketed or bool(_FULL.search(before[-_NEAR:]))


def _than_other(report: Report, passage: Passage, by: Quantity) -> Outcome:
    """ "74.76 … สูงกว่าระดับประเทศ 3.51" against the row of a table that has both."""
    said = _THAN.search(passage.text[max(by.start - _APART, 0) : by.start])
    values = [q for q in passage.quantities if q.end <= by.start and q.places == by.places]
    if not said or not by.places or not values or _is_in_tables(report, by):
        return Outcome()
    known = {
        (own.value, other.value)
        for grid in report.grids
        for row in grid.rows
        for own in row.cells
        for other, head in zip(row.cells, grid.heads, strict=True)
        if said["other"] in head and own is not other
    }
    pairs = [pair for pair in known if pair[0] in {one.value for one in values}]
    if (
        len(pairs) != 1
        or sum(said["other"] in head for grid in report.grids for head in grid.heads) != 1
    ):
        return Outcome()
    [(own, other)] = pairs
    if own is None or other is None or abs(abs(own - other) - by.value) <= by.step:
        return Outcome(1)
    size = abs(own - other)
    both = f"{told(own, by.places)} กับ{said['other']} {told(other, by.places)}"
    message = f"{both} ต่างกัน {told(size)} แต่พิมพ์ไว้ {by.printed}"
    made = told_at(report.lines, passage, by, Kind.DIFFERENCE, size, Sure.LIKELY, message)
    return Outcome(1, (made,))


def _is_in_tables(report: Report, by: Quantity) -> bool:
    """Whether a table has a difference itself, with its sign or without."""
    cells = (cell for grid in report.grids for row in grid.rows for cell in row.cells)
    return any(cell.value is not None and abs(cell.value) == by.value for cell in cells)


def _compared(
    report: Report, passage: Passage, first: Quantity, second: Quantity, by: Quantity
) -> Outcome:
    size = abs(first.value - second.value)
    if size == by.value:
        return Outcome(1)
    rounded = bool(by.places) and abs(size - by.value) <= by.step
    if rounded or not one_digit(size, by.value):
        return Outcome()
    message = (
        f"{first.printed} กับ {second.printed} ต่างกัน {told(size, by.places)} แต่พิมพ์ไว้ {by.printed}"
    )
    made = told_at(report.lines, passage, by, Kind.DIFFERENCE, size, Sure.LIKELY, message)
    return Outcome(1, (made,))


def _pairs(report: Report) -> Iterator[tuple[Decimal, Decimal]]:
    """Values of tables, each with the next of its row or of its column."""
    for grid in report.grids:
        for row in grid.rows:
            yield from _next_to(row.cells)
        for column in zip(*(row.cells for row in grid.rows), strict=True):
            yield from _next_to(column)


def _next_to(cells: Sequence[Cell]) -> Iterator[tuple[Decimal, Decimal]]:
    whole = [cell.value for cell in cells if cell.value and not cell.percent and not cell.places]
    return pairwise(whole)


def _with_percent(
    report: Report, passage: Passage, n: int, pairs: Sequence[tuple[Decimal, Decimal]]
) -> Outcome:
    """A change against the one pair of values whose change in per cent stands beside it."""
    by, percents = passage.quantities[n], passage.quantities[n + 1 : n + 2]
    cue = _CUE.search(passage.text[max(by.start - _APART, 0) : by.start]) or _since(passage, by)
    if not cue or not percents or percents[0].unit != PERCENT or by.unit in ("", PERCENT):
        return Outcome()
    [percent] = percents
    beside = _OR_PERCENT.fullmatch(passage.text[by.end : percent.start])
    if not beside or percent.places < _EXACT or by.places:
        return Outcome()
    sizes = {abs(a - b) for a, b in pairs if fits(abs(a - b), a, percent.value, percent.places)}
    own = {abs(a.value - b.value) for a, b in combinations(passage.quantities, 2)}
    if len(sizes) != 1 or by.value in sizes | own:
        return Outcome(len(sizes))
    [size] = sizes
    if len(told(size)) != len(told(by.value)):
        return Outcome()
    message = f"ร้อยละ {percent.printed} ที่พิมพ์คู่กันเป็นของผลต่าง {told(size)} แต่พิมพ์ไว้ {by.printed}"
    made = told_at(report.lines, passage, by, Kind.DIFFERENCE, size, Sure.LIKELY, message)
    return Outcome(1, (made,))


def _since(passage: Passage, by: Quantity) -> re.Match[str] | None:
    """ "ลดลงจากปี 2560 จำนวน" before a change."""
    return _SINCE.search(passage.text[max(by.start - _APART, 0) : by.start])
