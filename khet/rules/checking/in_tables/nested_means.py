"""Means of sides against the means of their items: "1. ด้านสถานที่" of 1.1, 1.2, or "รวมด้านสถานที่".

Kind ``average``. Believed where two others of the same table are the plain means of theirs and no
more than one isn't.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.cells import Cell, parted, row_of
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain, told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import is_total
from khet.rules.rounding import half_up_decimal

_SIDE = re.compile(
    r"^(?:(?:ด้าน|ตอน|ส่วน|มาตรฐาน|องค์ประกอบ|หมวด|ประเด็น)(?:ที่)? ?)?(\d{1,2})[.)]? ?(?=[^\d.])"
)
_ITEM = re.compile(r"^(\d{1,2})\.\d{1,2}\.? ?(?=[^\d.])")
_ENOUGH, _GAP, _FEWEST, _SCALE = 2, 2, 2, 5


@dataclass
class _Group:
    """A mean of a side with the means of its items."""

    label: str
    total: Cell
    items: list[Decimal] = field(default_factory=list)

    @property
    def mean(self) -> Decimal:
        """The plain mean of the items."""
        return sum(self.items, Decimal(0)) / len(self.items)

    @property
    def is_right(self) -> bool:
        """Whether the printed mean is that of the items but for rounding."""
        return abs((self.total.value or Decimal(0)) - self.mean) < self.total.step


def check(report: Report) -> Outcome:
    """Means of sides of all tables.

    >>> texts = ["1. สถานที่ 4.40", "1.1 แสง 4.50", "1.2 เสียง 4.30", "2. วิทยากร 4.00", "2.1 สื่อ 4.10",
    ...     "2.2 เวลา 3.90", "3. อาหาร 4.19", "3.1 รสชาติ 4.00", "3.2 ความสะอาด 3.98"]
    >>> found = check(Report([Line(n, text) for n, text in enumerate(texts, 1)])).findings
    >>> [(one.line, one.expected) for one in found]
    [(7, '3.99')]
    """
    found = Outcome()
    for run in _runs(report.lines):
        rows = [(plain(report.lines[at].text), label, cell) for at, label, cell in run]
        for groups in (list(_numbered(rows)), list(_summed(rows))):
            found += _of_groups(report.lines, [one for one in groups if len(one.items) >= _FEWEST])
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[tuple[int, str, Cell]]]:
    """Rows near each other with a label and their first number, a mean with decimals."""
    run: list[tuple[int, str, Cell]] = []
    for at, line in enumerate(lines):
        row = row_of(line, at)
        cell = next((one for one in row.cells if one.value is not None), None) if row else None
        if not row or not cell or not cell.places or not 0 < (cell.value or 0) <= _SCALE:
            continue
        if run and at - run[-1][0] > _GAP:
            yield run
            run = []
        run.append((at, row.label, cell))
    yield run


def _numbered(rows: Sequence[tuple[str, str, Cell]]) -> Iterator[_Group]:
    """The rows "1." with the rows "1.1", "1.2" right below."""
    group, number = None, ""
    for text, label, cell in rows:
        text = " ".join(parted(text))
        side, item = _SIDE.match(text), _ITEM.match(text)
        if group and item and item[1] == number:
            group.items.append(cell.value or Decimal(0))
            continue
        if group:
            yield group
        group, number = (_Group(label, cell), side[1]) if side else (None, "")
    if group:
        yield group


def _summed(rows: Sequence[tuple[str, str, Cell]]) -> Iterator[_Group]:
    """The rows "รวมด้าน…" with the rows above since the one before."""
    items: list[Decimal] = []
    for _text, label, cell in rows:
        if is_total(label):
            yield _Group(label, cell, items)
            items = []
        else:
            items.append(cell.value or Decimal(0))


def _of_groups(lines: Sequence[Line], groups: Sequence[_Group]) -> Outcome:
    wrong = [one for one in groups if not one.is_right]
    if len(groups) - len(wrong) < _ENOUGH or len(wrong) > 1:
        return Outcome()
    several = len(groups) - len(wrong) > _ENOUGH
    return Outcome(len(groups), tuple(_finding(lines, one, several) for one in wrong))


def _finding(lines: Sequence[Line], one: _Group, several: bool) -> Finding:
    """A wrong mean: where few others bear it out one that is near may be weighted."""
    expected = half_up_decimal(one.mean, one.total.places)
    printed = one.total.value or Decimal(0)
    near = abs(printed - expected) * 4 <= max(one.items) - min(one.items)
    weighted = "ถ่วง" in one.label or (near and not several and not one_digit(printed, expected))
    sure = Sure.LOOK if weighted else Sure.LIKELY
    message = (
        f"{one.label} พิมพ์ไว้ {one.total.printed} แต่ค่าเฉลี่ยของ {len(one.items)} ข้อเท่ากับ "
        f"{told(expected, one.total.places)}"
    )
    return finding(lines, one.total, Kind.AVERAGE, expected, sure, message)
