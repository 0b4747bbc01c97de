"""Columns of change from row to row: more or fewer than the year above, as a number or in per cent.

Kind ``difference`` or ``percent``. Believed where the rows are years, months or times, and all but
one bear out the same column, at least two of them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.cells import Row
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_total
from khet.rules.rounding import half_up_decimal

_CHANGE = re.compile(r"เพิ่ม|ลด(?!หย่อน)|เปลี่ยนแปลง|ปีก่อน|แถวก่อน|เดือนก่อน")
_PERIOD = re.compile(r"25[0-9]{2}|[ก-ฮ]\.[ก-ฮ]\.|คม|ยน|พันธ์|ปี|เดือน|ครั้ง|ภาค|ไตรมาส|รุ่น|รอบ|^[0-9]{2}$")
_ENOUGH, _HUNDRED = 2, Decimal(100)
_Change = tuple[Row, Decimal]


def check(report: Report) -> Outcome:
    """Changes from row to row in all tables.

    >>> rows = ["ปี | นักเรียน | ร้อยละ", "2563 | 8,861 | -", "2564 | 8,702 | -1.79"]
    >>> rows += ["2565 | 8,455 | -2.84", "2566 | 8,190 | -3.31", "2567 | 7,975 | -2.63"]
    >>> found = check(Report([Line(n, row) for n, row in enumerate(rows, 1)])).findings
    >>> [(one.line, one.printed, one.expected) for one in found]
    [(5, '-3.31', '-3.13')]
    """
    return sum((_of_grid(report.lines, grid) for grid in report.grids), Outcome())


def _of_grid(lines: Sequence[Line], grid: Grid) -> Outcome:
    rows = [row for row in grid.rows if not (is_total(row.label) or is_average(row.label))]
    found = Outcome()
    if not all(_PERIOD.search(row.label or row.cells[0].printed) for row in rows):
        return found
    for n in range(1, grid.width):
        if not _is_of_change(grid, n):
            continue
        outcomes = (_column(lines, several, n) for several in _changes(rows, n))
        found += next((one for one in outcomes if one), Outcome())
    return found


def _is_of_change(grid: Grid, n: int) -> bool:
    """Whether a column is of changes: by its heading, or by the signs of its numbers."""
    cells = [cell for cell in grid.column(n) if cell.value]
    signed = sum(cell.printed[:1] in "+-" for cell in cells)
    return bool(_CHANGE.search(grid.heads[n])) or signed * 2 > len(cells)


def _changes(rows: Sequence[Row], n: int) -> Iterator[list[_Change]]:
    """Each row with what a column before the nth changes to it, as a number or in per cent."""
    later = [(row, before) for before, row in pairwise(rows)]
    for column in range(n):
        for ordered in (later, [(before, row) for row, before in later]):
            known = [(row, was) for row, was in ordered if row.cells[n].value]
            pairs = [(row, was.cells[column].value, row.cells[column].value) for row, was in known]
            yield [(row, now - was) for row, was, now in pairs if now and was]
            yield [(row, (now - was) * _HUNDRED / was) for row, was, now in pairs if now and was]


def _column(lines: Sequence[Line], changes: Sequence[_Change], n: int) -> Outcome | None:
    """A column by its changes; ``None`` where they aren't borne out."""
    wrong = [(row, by) for row, by in changes if not _fits(row, n, by)]
    right = [by for row, by in changes if _fits(row, n, by) and by]
    if len(right) < _ENOUGH or len(set(right)) < _ENOUGH or len(wrong) > 1:
        return None
    found = tuple(_finding(lines, row, n, by) for row, by in wrong)
    return Outcome(len(changes), found)


def _fits(row: Row, n: int, by: Decimal) -> bool:
    """Whether a cell has a change but for rounding, its sign left out included."""
    cell = row.cells[n]
    value, step = cell.value or Decimal(0), cell.step if cell.places else Decimal(0)
    near = abs(abs(value) - abs(by)) <= step
    return near and (value * by > 0 or cell.printed[:1] not in "+-(")


def _finding(lines: Sequence[Line], row: Row, n: int, by: Decimal) -> Finding:
    cell = row.cells[n]
    expected = half_up_decimal(by, cell.places)
    signed = expected if cell.printed[:1] in "+-" else abs(expected)
    kind = Kind.PERCENT if cell.places or cell.percent else Kind.DIFFERENCE
    message = f"เทียบกับแถวก่อนหน้า เปลี่ยนไป {told(signed, cell.places)} แต่พิมพ์ไว้ {cell.printed}"
    return finding(lines, cell, kind, signed, Sure.LIKELY, message)
