"""Columns that are the sum of the columns before them, where most rows of a table say so."""

from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.broken_rows import breaks_off
from khet.rules.checking.reading.cells import Row
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_both, is_total


def along(lines: Sequence[Line], grid: Grid) -> Outcome:
    """The column that is the sum of the columns before it, where most rows say so.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> rows = ["โรงเรียน | ชาย | หญิง | รวม", "บ้านนา | 41 | 39 | 80", "วัดโคก | 25 | 30 | 65"]
    >>> lines = [Line(n, row) for n, row in enumerate([*rows, "บ้านใหม่ | 18 | 22 | 40"], 1)]
    >>> [one.expected for one in along(lines, Report(lines).grids[0]).findings]
    ['55']
    """
    found = Outcome()
    for n in range(2, grid.width):
        for first in range(n - 1):
            if outcome := _row_sums(lines, grid, first, n):
                found += outcome
                break
    return found


def _row_sums(lines: Sequence[Line], grid: Grid, first: int, n: int) -> Outcome | None:
    """Rows against "columns from ``first`` make column ``n``"; ``None`` where it isn't meant.

    Total rows are asked only where the others are right: one wrong row makes them wrong too.
    """
    amounts = [row for row in grid.rows if "เฉลี่ย" not in row.label or is_both(row.label)]
    complete = [row for row in amounts if _complete(row, first, n)]
    rows = [row for row in complete if not is_total(row.label)]
    wrong = [row for row in rows if not _adds_up(row, first, n)]
    named = grid.heads[n].startswith("รวม")
    right = len(rows) - len(wrong)
    if right < (1 if named else 3) or right < len(wrong) * (1 if named else 3):
        return None
    totals = [row for row in complete if is_total(row.label)] if not wrong else []
    wrong += [row for row in totals if not _adds_up(row, first, n)]
    sure = Sure.CERTAIN if named and right > 1 else Sure.LIKELY
    torn = [row for row in wrong if _is_of_means(row, rows, n) or breaks_off(lines, row)]
    told_of = [row for row in wrong if row not in torn]
    found = [_row_finding(lines, row, first, n, sure) for row in told_of]
    return Outcome(len(complete), tuple(found))


def _is_of_means(row: Row, rows: Sequence[Row], n: int) -> bool:
    """Whether a row has decimals under whole numbers, as means do, whose sum is rounded."""
    others = [one.cells[n].places for one in rows if one is not row]
    return bool(row.cells[n].places) and not row.label and not any(others)


def _complete(row: Row, first: int, n: int) -> bool:
    cells = row.cells[first : n + 1]
    present = [cell.value for cell in cells[:-1] if cell.value]
    return len(present) > 1 and cells[-1].value is not None and not any(c.percent for c in cells)


def _adds_up(row: Row, first: int, n: int) -> bool:
    """Whether the cells before make up the nth: rounded percentages make 100 but for rounding."""
    total = row.cells[n].value or Decimal(0)
    step = max(cell.step for cell in row.cells[first:n] if cell.value is not None)
    off = abs(_left(row, first, n) - total)
    return not off or (total == 100 and step < 1 and off * 2 <= step * (n - first))


def _left(row: Row, first: int, n: int) -> Decimal:
    return sum((cell.value or Decimal(0) for cell in row.cells[first:n]), Decimal(0))


def _row_finding(lines: Sequence[Line], row: Row, first: int, n: int, sure: Sure) -> Finding:
    expected = _left(row, first, n)
    parts = " + ".join(told(cell.value or Decimal(0), cell.places) for cell in row.cells[first:n])
    cell = row.cells[n]
    message = (
        f"แถว {row.label} พิมพ์ผลรวมไว้ {told(cell.value or Decimal(0), cell.places)} "
        f"แต่ {parts} = {told(expected, cell.places)}"
    )
    return finding(lines, cell, Kind.TOTAL, expected, sure, message)
