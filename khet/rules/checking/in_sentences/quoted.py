"""Figures that a sentence takes from elsewhere in the report, with a slip of the finger.

Kind ``repeat``. A sentence quotes a cell of a table whose row it names ("ผู้ใช้บริการเป็นนักเรียน 1,292
คน" of a row "นักเรียน 1,229"), or speaks again of a whole ("ครบทั้ง 69 คน" of 96). Told is only what
differs in one digit or in two swapped, and stands nowhere else in the report.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile

from khet.rules.checking.findings.explaining import one_digit, swaps
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.cells import Cell
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, UNITS, Quantity, quantities, told
from khet.rules.checking.reading.tables import is_total

_ANY = frozenset({"งบประมาณ", "วงเงิน", "เป้าหมาย", "เงิน", "บาท"})
"""Names of rows that any project has."""
_OTHERS = ("ก่อน", "ไม่", "นอก", "รอง", "ต่ำกว่า", "สูงกว่า")
"""What before a name makes another of it: "ก่อนประถมศึกษา"."""
_SUBJECT = re.compile(
    r"(?:โรงเรียน(?!มี|ได้|เป็น|จัด|ทั้ง|ใน|นี้|ขอ|ส่วน)|เครือข่าย|อำเภอ|ตำบล|ขนาด|ระดับ(?=ประเทศ|จังหวัด|เขต))[ก-๎]{2,6}"
    r"|(?<!กลุ่ม)เป้าหมาย"
)
_AGAIN = re.compile(r"ทั้ง ?$")
_FILLING = re.compile(r"จำนวน|ทั้งสิ้น|ทั้งหมด|รวม|คะแนน|เฉลี่ย|ร้อยละ|[ .,:()“”|_\-]")
_VERBS = re.compile(
    r"(?:มาก|น้อย|สูง|ต่ำ)(?:ที่)?สุด|เท่ากับ|คิดเป็น|เป็น|มี|ได้|คือ|อยู่|ที่|โดย|ซึ่ง|และ|ของ|ใน|ถึง|เพียง|แล้ว|ค่า|ระดับ"
)
_ROW = re.compile(r"\d{1,3}[.)]? [ก-๎. ]{2,40}? ?\d")
_LABELLED = re.compile(r"[ก-๎. ]{2,40}(?: [\d,.]+%?){2,6} ?")
"""A label and nothing but figures."""
_NAME = re.compile(r"(?:คือ|ได้แก่) ?([^0-9()]{8,60}?) ?(?:จำนวน|ร้อยละ|เท่ากับ|ใช้|มี)? ?$")
_YEAR = re.compile(r"2[456]\d\d")
_NUMBERED = re.compile(r"[ก-๎]{3,20}ที่\d{1,2}(?!\d)")
_OF_UNIT = re.compile(UNITS)
_BEFORE, _NEAR, _SHORTEST, _DIGITS, _FEW, _LONG = 70, 30, 4, 3, 3, 7
_LARGE = 1000


@dataclass(frozen=True)
class _Named:
    """A number of a table with the words that name it."""

    cell: Cell
    words: str
    head: str
    caption: str
    reach: int


def check(report: Report) -> Outcome:
    """Figures of all sentences of a report against its tables and its earlier sentences.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ผู้เข้าอบรม 96 คน", "", "ผู้เข้าอบรมครบทั้ง 69 คน"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.expected) for one in outcome.findings]
    [(3, '69', '96')]
    """
    said = [one for passage in report.passages for one in passage.quantities]
    named = list(_named(report))
    numbers = report.numbers
    tables = (grid for grid in report.grids if len(grid.rows) > 2)
    rows = {row.at for grid in tables for row in grid.rows}
    found = Outcome()
    for passage in report.passages:
        for one in passage.quantities:
            if numbers[one.value] > 1:
                continue
            quoting = passage.at(one.start) not in rows
            sources = _sources(passage, one, named) if quoting else set()
            sources = sources or _wholes(passage, one, said)
            sources = sources or (_long(one, numbers) if quoting else set())
            sources = sources or (_by_name(report, passage, one) if quoting else set())
            if len(sources) == 1:
                found += Outcome(1, (_finding(report, passage, one, *sources),))
    return found


def _named(report: Report) -> Iterator[_Named]:
    for grid in report.grids:
        if grid.width == 1 and len(grid.rows) < _FEW:
            continue
        for row in grid.rows:
            for cell, head in zip(row.cells, grid.heads, strict=True):
                words, reach = _bare(row.label), _BEFORE
                if is_total(row.label):
                    words, reach = _bare(head), _NEAR
                short = _NUMBERED.match(words)
                if cell.value is not None and len(words) >= _SHORTEST and words not in _ANY:
                    yield _Named(cell, short[0] if short else words, head, grid.caption, reach)


def _bare(words: str) -> str:
    return _FILLING.sub("", words)


def _sources(passage: Passage, one: Quantity, named: Sequence[_Named]) -> set[Decimal]:
    """The values of the cells that a sentence seems to quote with a slip."""
    if len(told(one.value, one.places).replace(",", "")) < _DIGITS or _is_row(passage, one):
        return set()
    own = {other.value for other in passage.quantities}
    if any(a + b == one.value for a, b in pairwise(q.value for q in passage.quantities)):
        return set()
    before = passage.text[: one.start]
    said = {reach: _bare(before[-reach:]) for reach in (_BEFORE, _NEAR)}
    values = {
        cell.cell.value
        for cell in named
        if cell.words in said[cell.reach]
        and _is_of(cell, *said[cell.reach].rpartition(cell.words)[::2])
        and _fits(passage, one, cell)
    }
    return {
        value
        for value in values
        if value is not None
        and value not in own
        and abs(value - one.value) not in own
        and _is_slip(one, value)
    }


def _is_slip(one: Quantity, value: Decimal) -> bool:
    """Whether a number is a slip from another; of three digits only where two are swapped."""
    here, there = (told(number, one.places) for number in (one.value, value))
    swapped = sorted(here) == sorted(there)
    digits = len(here.replace(",", "").replace(".", ""))
    return one_digit(one.value, value) and (swapped or digits > _DIGITS)


def _is_row(passage: Passage, one: Quantity) -> bool:
    """Whether a number stands in a row of a table that was torn, not in a sentence."""
    place = passage.indexes.index(passage.at(one.start))
    start = passage.starts[place]
    end = [*passage.starts[1:], len(passage.text) + 1][place] - 1
    return bool(_ROW.match(passage.text, start) or _LABELLED.fullmatch(passage.text, start, end))


def _is_of(cell: _Named, before: str, between: str) -> bool:
    """Whether a number is named by a cell's words, with nothing between but of its table."""
    if before.endswith(_OTHERS):
        return False
    more, head = _VERBS.sub("", between), _bare(cell.head)
    of_table = _bare(cell.caption) + head
    return len(more) < _SHORTEST or more in of_table or (len(head) > 1 and head in between)


def _fits(passage: Passage, one: Quantity, cell: _Named) -> bool:
    """Whether unit and year of a cell may be those of a number of a sentence."""
    if cell.cell.places != one.places:
        return False
    unit = cell.cell.unit or next(iter(_OF_UNIT.findall(cell.head)), "")
    percent = cell.cell.percent or (not cell.cell.unit and "ร้อยละ" in cell.head)
    if percent != (one.unit == PERCENT) and not one.places:
        return False
    same = unit in ("", one.unit) or not one.unit
    return same and _of_year(passage, one, cell) and not _of_another(passage, one, cell)


def _of_another(passage: Passage, one: Quantity, cell: _Named) -> bool:
    """Whether the line of a number speaks of a school or an area that the table doesn't name."""
    first = max(start for start in passage.starts if start <= one.start)
    table = _bare(cell.caption + cell.head) + cell.words
    said = _SUBJECT.findall(_bare(passage.text[first : one.start]))
    return any(name not in table for name in said)


def _of_year(passage: Passage, one: Quantity, cell: _Named) -> bool:
    """Whether the year of a cell, or else that of its table, may be that of a number."""
    said = _YEAR.findall(passage.text)
    if years := _YEAR.findall(cell.head):
        return not said or years[0] in said
    before = _YEAR.findall(passage.text[: one.start])[-1:]
    return not before or before[0] in (_YEAR.findall(cell.caption) or before)


def _wholes(passage: Passage, one: Quantity, said: Sequence[Quantity]) -> set[Decimal]:
    """The numbers of the same unit that a whole spoken of again seems to be, with a slip."""
    if not _AGAIN.search(passage.text[: one.start]) or one.value < 10 or one.places:
        return set()
    earlier = takewhile(lambda other: other is not one, said)
    same = [other.value for other in earlier if other.unit == one.unit]
    if _is_sum(one.value, same):
        return set()
    slips = {value for value in same if one_digit(one.value, value)}
    return (slips & swaps(one.value)) or slips


def _long(one: Quantity, numbers: Counter[Decimal]) -> set[Decimal]:
    """The numbers of a report that a number of many digits is but for the order of two."""
    if len(f"{one.value:f}".replace(".", "").rstrip("0")) < _LONG or one.unit != "บาท":
        return set()
    swapped = {value for value in swaps(one.value) if numbers[value]}
    return {value for value in swapped if not numbers[abs(value - one.value)]}


def _by_name(report: Report, passage: Passage, one: Quantity) -> set[Decimal]:
    """The figure in the one other line that has the name before it: "คือ ค่ายภาษา 46,000 บาท"."""
    named = _NAME.search(passage.text[: one.start])
    if not named or one.value < _LARGE:
        return set()
    rows = [at for at, text in enumerate(report.texts) if named[1] in text]
    others = [at for at in rows if at not in passage.indexes]
    if len(others) != 1 or len(rows) > 2:
        return set()
    values = {other.value for other in quantities(report.texts[others[0]])}
    return set() if one.value in values else {v for v in values if v in swaps(one.value)}


def _is_sum(value: Decimal, others: Sequence[Decimal]) -> bool:
    """Whether some numbers that follow each other make up a value."""
    return any(value in accumulate(others[n:]) for n in range(len(others)))


def _finding(report: Report, passage: Passage, one: Quantity, value: Decimal) -> Finding:
    here, there = (told(number, one.places) for number in (one.value, value))
    message = f"พิมพ์ไว้ {here} {one.unit} แต่ที่อื่นในรายงานเป็น {there}"
    return told_at(report.lines, passage, one, Kind.REPEAT, value, Sure.LIKELY, message)
