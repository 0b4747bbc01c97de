"""Rows that sentences name as the highest or lowest of a table: "น้อยที่สุด คือ เดือนธันวาคม 28,640 บาท".

Kind ``repeat``. Told is a value that stands in another row than the one named, and a named row that
isn't the highest or lowest of the column in which the value stands. Only a table that has both the
row and the value is asked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.cells import Cell, Row, is_number, style_of
from khet.rules.checking.reading.named_rows import named_before, named_by
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import Quantity, as_printed, told
from khet.rules.checking.reading.tables import Grid, is_average, is_total

_WHICH = re.compile(
    r"(?<!เคียง)(?<!เคียงกัน)(?<!ใกล้)"
    r"(?:(?P<high>สูง(?:ที่)?สุด|มาก(?:ที่)?สุด)|ต่ำ(?:ที่)?สุด|น้อย(?:ที่)?สุด) ?(?:คือ|ได้แก่|เป็น(?!เงิน))? ?[“\"]?"
)
_LINK = re.compile(
    r"[ ”\"(,]*(?:ซึ่ง|โดย)?(?:มี)?(?:จำนวน|ร้อยละ|คิดเป็น|ค่าเฉลี่ย|คะแนน|เฉลี่ย|ได้|เท่ากับ|[ =:(]|x̄|เป็นเงิน)*$"
)
_GROWN = re.compile(r"เพิ่ม|ลด|ต่าง|พัฒนา|ก้าวหน้า|สูงขึ้น|ต่ำลง|เปลี่ยน")
_LEVEL = re.compile(
    r"ระดับ ?[ก-๎]{0,14}$|เฉพาะ|(?:ใน|สำหรับ)(?:กลุ่ม|ขนาด|อำเภอ|เครือข่าย|ระดับ|ชั้น)|ขนาด(?:เล็ก|กลาง|ใหญ่)"
)
"""Words of a level, or of some rows only."""
_OTHER = re.compile(rf"จาก|ที่มี|รองลงมา|{_WHICH.pattern.replace('?P<high>', '?:')}")
_FAR, _BEFORE, _DIGITS, _ROWS, _SIDE, _LONG = 90, 40, 4, 3, 8, 3


@dataclass(frozen=True)
class _Said:
    """What a sentence says: the label and the value, whether of the highest or of the lowest.

    Where no label follows ("ก มีมากที่สุด 5 คน") it is "", and ``before`` has it.
    """

    at: int
    label: str
    before: str
    one: Quantity
    high: bool
    grown: bool


def check(report: Report) -> Outcome:
    """The highest and lowest of all sentences of a report against its tables.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ภาษาไทย | 71.20", "คณิตศาสตร์ | 58.35", "ภาษาอังกฤษ | 52.40", "",
    ...          "วิชาที่มีคะแนนต่ำสุด คือ คณิตศาสตร์ (ร้อยละ 52.40)"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.expected) for one in outcome.findings]
    [(5, 'คณิตศาสตร์', 'ภาษาอังกฤษ')]
    """
    found = Outcome()
    for passage in report.passages:
        for said in _said(passage):
            found += _compared(report, said)
    return found


def _said(passage: Passage) -> Iterator[_Said]:
    for which in _WHICH.finditer(passage.text):
        one = next((q for q in passage.quantities if q.start >= which.end()), None)
        if not one or one.start - which.end() > _FAR:
            continue
        between = passage.text[which.end() : one.start]
        label = between[: _link_start(between)].strip(' ”"')
        before = passage.text[max(0, which.start() - _BEFORE) : which.start()]
        if not _OTHER.search(between) and not _LEVEL.search(before):
            grown = bool(_GROWN.search(before))
            high = bool(which["high"]) != (one.value < 0)
            yield _Said(passage.at(which.end()), label, before, one, high, grown)


def _link_start(between: str) -> int:
    found = _LINK.search(between)
    return found.start() if found else len(between)


def _compared(report: Report, said: _Said) -> Outcome:
    """What the tables that have the row and the value say of it; one that fits is enough."""
    told_: list[Finding | None] = []
    for grid in report.grids:
        rows = _asked(report, grid)
        named = named_by(rows, said.label) if said.label else named_before(rows, said.before)
        if len(named) == 1 and len(rows) >= _ROWS:
            named_so = said if said.label else replace(said, label=named[0].label)
            told_.extend(_of_grid(report, grid, rows, named[0], named_so))
    wrong = [one for one in told_ if one]
    return Outcome(bool(told_), tuple(wrong[:1]) if len(wrong) == len(told_) else ())


def _asked(report: Report, grid: Grid) -> list[Row]:
    """The rows of a table without totals, averages and those that others are called like."""
    summed = ("รวม", "ทั้งหมด", "ทั้งสิ้น")
    common = Counter(row.label for row in grid.rows if row.label)
    rows = (row for row in grid.rows if not row.label.startswith(summed) and common[row.label] < 2)
    return [row for row in rows if not is_total(row.label) and not is_average(row.label)]


def _of_grid(
    report: Report, grid: Grid, rows: Sequence[Row], named: Row, said: _Said
) -> Iterator[Finding | None]:
    """A finding or ``None`` (it fits) for the table, nothing where it doesn't have the value."""
    alike = [row for row in rows if _rank(report, row) == _rank(report, named)]
    columns = [n for n in range(grid.width) if _is_about(grid.heads, n, said)]
    own = [n for n in columns if named.cells[n].value == said.one.value]
    if own:
        yield _of_own(report, grid, alike, named, own, said)
        return
    others = [(row, n) for row in alike for n in columns if row.cells[n].value == said.one.value]
    if len(others) == 1 and not said.grown:
        other, n = others[0]
        yield _elsewhere(report, said, named, other, n, _extreme(alike, n, said.high))


def _is_about(heads: Sequence[str], n: int, said: _Said) -> bool:
    """Whether a value may be of a column: small counts stand in any, these need its words."""
    head, unit = heads[n], said.one.unit
    named = bool(head) and (head in said.before or bool(unit and unit in head))
    return len(heads) == 1 or len(said.one.printed) >= _LONG or named


def _rank(report: Report, row: Row) -> tuple[str, bool]:
    """How a row is numbered, and whether it is of a whole side: items below it aren't its like."""
    text = report.lines[row.at].text
    words = row.label if is_number(text) else text
    return row.style or style_of(text), "ด้าน" in words[:_SIDE]


def _of_own(
    report: Report,
    grid: Grid,
    rows: Sequence[Row],
    named: Row,
    own: Sequence[int],
    said: _Said,
) -> Finding | None:
    """What is told of the row that has the value: nothing where it is the first of its part."""
    parts = (rows, _part(report, grid, rows, named))
    firsts = [(n, first) for n in own for part in parts if (first := _extreme(part, n, said.high))]
    grown = said.grown and not any(_GROWN.search(grid.heads[n]) for n in own)
    fits = any(first.cells[n].value == said.one.value for n, first in firsts)
    if not firsts or grown or fits:
        return None
    n, first = firsts[0]
    return _not_first(report, said, first, n)


def _part(report: Report, grid: Grid, rows: Sequence[Row], named: Row) -> list[Row]:
    """The rows with one between totals, rows without numbers, or cells over several rows."""
    cells = {row.at: report.lines[row.at].cells for row in grid.rows}
    several = any(row and not row[0] for row in cells.values())
    apart = [row.at - last.cells[-1].at for last, row in pairwise(grid.rows)]
    parts: list[list[Row]] = [[]]
    for row, far in zip(grid.rows, [0, *apart], strict=True):
        opens = several and bool(cells[row.at] and cells[row.at][0])
        if row not in rows or far > min(apart) or opens:
            parts.append([])
        if row in rows:
            parts[-1].append(row)
    return next(part for part in parts if named in part)


def _extreme(rows: Sequence[Row], n: int, high: bool) -> Row | None:
    """The one row with the highest or lowest number of a column; the first of several."""
    filled = [row for row in rows if row.cells[n].value is not None]
    if len(filled) < 2:
        return None
    return (max if high else min)(filled, key=lambda row: row.cells[n].value or Decimal(0))


def _not_first(report: Report, said: _Said, first: Row, n: int) -> Finding:
    name = "สูงสุด" if said.high else "ต่ำสุด"
    right = f"{first.label} ({first.cells[n].printed})"
    message = f"{name}ของตารางคือ {right} ไม่ใช่ {said.label} ({said.one.printed})"
    return _finding(report, said, first.label, message, first)


def _elsewhere(
    report: Report, said: _Said, named: Row, other: Row, n: int, first: Row | None
) -> Finding | None:
    """The value is of another row: the label is wrong, or where it is right the value."""
    own = named.cells[n]
    message = f"{said.one.printed} ในตารางเป็นของ {other.label} ส่วน {named.label} คือ {own.printed}"
    if first is named and own.value is not None:
        return _of_value(report, said, own, message)
    digits = len(said.one.printed.replace(",", "").replace(".", ""))
    if first is not other and digits < _DIGITS:
        return None
    return _finding(report, said, other.label, message, other)


def _finding(report: Report, said: _Said, expected: str, message: str, row: Row) -> Finding:
    sure, others = Sure.LIKELY, (row.at,)
    return found_at(report.lines, said.at, Kind.REPEAT, said.label, expected, sure, message, others)


def _of_value(report: Report, said: _Said, cell: Cell, message: str) -> Finding:
    printed = as_printed(report.lines[said.at].text, said.one.printed)
    expected = told(cell.value or Decimal(0), cell.places)
    return found_at(
        report.lines, said.at, Kind.REPEAT, printed, expected, Sure.LIKELY, message, (cell.at,)
    )
