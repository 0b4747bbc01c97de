"""Columns of books of account: what was there, what came in, what went out, what is left.

Kind ``difference``. A column goes on from the row above by what comes in less what goes out; or it
is what one column has with a second, less a third. Believed where its heading may say so and most
rows of a table bear it out; a balance that is off only by the one before it isn't told.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise, permutations

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.cells import Row
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_total

_BALANCE = re.compile(r"เหลือ|ยกไป|ยอด|คงคลัง|สุทธิ|สิ้น")
_ENOUGH = 3
_Expected = tuple[Row, Decimal]


def check(report: Report) -> Outcome:
    """The balances in all tables of a report.

    >>> rows = ["เดือน | รับ | จ่าย | คงเหลือ", "ยกมา | - | - | 50", "ก.ค. | 30 | 10 | 70"]
    >>> rows += ["ส.ค. | 20 | 40 | 50", "ก.ย. | 15 | 5 | 66", "ต.ค. | 8 | 4 | 64"]
    >>> rows += ["พ.ย. | 9 | 2 | 71"]
    >>> found = check(Report([Line(n, row) for n, row in enumerate(rows, 1)])).findings
    >>> [(one.line, one.printed, one.expected) for one in found]
    [(5, '66', '60')]
    """
    return sum((_of_grid(report.lines, grid) for grid in report.grids), Outcome())


def _of_grid(lines: Sequence[Line], grid: Grid) -> Outcome:
    found = Outcome()
    for n in range(2, grid.width):
        if _BALANCE.search(grid.heads[n]) and not _is_difference(grid, n):
            ways = [*_going_on(grid, n), *_across(grid, n)]
            found += _first(lines, n, ways) or Outcome()
    return found


def _is_difference(grid: Grid, n: int) -> bool:
    """Whether a column is simply one before it less another, in all rows."""
    rows = [row for row in grid.rows if row.cells[n].value is not None]
    return any(
        all(row.cells[n].value == _value(row, a) - _value(row, b) for row in rows)
        for a, b in permutations(range(n), 2)
    )


def _first(lines: Sequence[Line], n: int, ways: Sequence[Sequence[_Expected]]) -> Outcome | None:
    """A column by the first way that most of its rows bear out."""
    outcomes = (_column(lines, n, expected) for expected in ways)
    return next((one for one in outcomes if one), None)


def _value(row: Row, n: int) -> Decimal:
    """The value of a column, of nothing 0: nothing came in or went out."""
    return row.cells[n].value or Decimal(0)


def _going_on(grid: Grid, n: int) -> list[list[_Expected]]:
    """What a column should be by the row above and each two other columns."""
    rows = [row for row in grid.rows if not is_total(row.label) and not is_average(row.label)]
    rows = [row for row in rows if row.cells[n].value is not None]

    ways = [two for two in permutations(range(n), 2) if _moves(rows, two, 1)]
    return [
        [
            (row, _value(last, n) + _value(row, more) - _value(row, less))
            for last, row in pairwise(rows)
            if _value(row, more) or _value(row, less)
        ]
        for more, less in ways
    ]


def _across(grid: Grid, n: int) -> list[list[_Expected]]:
    """What a column should be by two columns that are added and one that is taken away."""
    rows = [row for row in grid.rows if row.cells[n].value is not None]
    ways = [
        (a, b, less)
        for a, b in combinations(range(n), 2)
        for less in range(n)
        if less not in (a, b) and _moves(rows, (a, b, less))
    ]
    return [
        [(row, _value(row, a) + _value(row, b) - _value(row, less)) for row in rows]
        for a, b, less in ways
    ]


def _moves(rows: Sequence[Row], columns: Sequence[int], least: int = 2) -> bool:
    """Whether each of the columns has so many numbers that aren't nothing."""
    return all(sum(bool(row.cells[n].value) for row in rows) >= least for n in columns)


def _column(lines: Sequence[Line], n: int, expected: Sequence[_Expected]) -> Outcome | None:
    """A column by what it should be; ``None`` where too few rows say so."""
    wrong = [one for place, one in enumerate(expected) if not _fits(expected, place, n)]
    right = sum(row.cells[n].value == of for row, of in expected)
    if right < max(_ENOUGH, len(wrong) * _ENOUGH):
        return None
    return Outcome(len(expected), tuple(_finding(lines, row, n, of) for row, of in wrong))


def _fits(expected: Sequence[_Expected], place: int, n: int) -> bool:
    """Whether a row is what it should be, or off only by what the row before it is off."""
    row, of = expected[place]
    if row.cells[n].value == of or not place:
        return row.cells[n].value == of
    before, before_of = expected[place - 1]
    return row.cells[n].value == of - (_value(before, n) - before_of)


def _finding(lines: Sequence[Line], row: Row, n: int, of: Decimal) -> Finding:
    cell = row.cells[n]
    message = f"{row.label} ควรเหลือ {told(of, cell.places)} แต่พิมพ์ไว้ {cell.printed}"
    return finding(lines, cell, Kind.DIFFERENCE, of, Sure.CERTAIN, message.strip())
