"""Columns that are the product or the quotient of others: so many, at so much, make an amount.

Kind ``total`` of products of the two or three columns before, ``average`` of a column "เฉลี่ยต่อ …"
that is one column by another. Believed where most rows of a table say so.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import permutations
from math import prod

from khet.rules.checking.at_cell import finding
from khet.rules.checking.cells import Cell, Row
from khet.rules.checking.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.quantities import told
from khet.rules.checking.stream import Line
from khet.rules.checking.tables import Grid, is_average, is_total
from khet.rules.rounding import half_up_decimal

_AMOUNT = re.compile(r"เป็นเงิน|จำนวนเงิน|รวมเงิน|รวม")
_EACH = re.compile(r"เฉลี่ย|ต่อ|ละ$")
_Reckoned = Callable[[Row], Decimal | None]


def products(lines: Sequence[Line], grid: Grid) -> Outcome:
    """Each column that is the product of the two or three columns before it."""
    found = Outcome()
    for n in range(2, grid.width):
        least = 1 if _AMOUNT.search(grid.heads[n]) else 2
        for factors in (2, 3):
            where = range(n - factors, n)
            if n >= factors and (outcome := _product_column(lines, grid, n, where, least)):
                found += outcome
                break
    return found


def quotients(lines: Sequence[Line], grid: Grid) -> Outcome:
    """Each column named an average that is one column by another in most rows."""
    found = Outcome()
    for n in range(2, grid.width):
        if not _EACH.search(grid.heads[n]):
            continue
        for a, b in permutations([m for m in range(grid.width) if m != n], 2):
            if outcome := _quotient_column(lines, grid, n, a, b):
                found += outcome
                break
    return found


def _product_column(
    lines: Sequence[Line], grid: Grid, n: int, where: range, least: int
) -> Outcome | None:
    def reckoned(row: Row) -> Decimal | None:
        factors = [row.cells[m].value or Decimal(0) for m in where]
        return prod(factors, start=Decimal(1)) if Decimal(1) not in factors else None

    def told_of(row: Row) -> str:
        return " × ".join(row.cells[m].printed for m in where)

    return _column(lines, grid, n, reckoned, told_of, Kind.TOTAL, least)


def _quotient_column(lines: Sequence[Line], grid: Grid, n: int, a: int, b: int) -> Outcome | None:
    def reckoned(row: Row) -> Decimal | None:
        one, other = row.cells[a].value, row.cells[b].value
        return half_up_decimal(one / other, row.cells[n].places) if one and other else None

    def told_of(row: Row) -> str:
        return f"{row.cells[a].printed} ÷ {row.cells[b].printed}"

    return _column(lines, grid, n, reckoned, told_of, Kind.AVERAGE, 3)


def _column(
    lines: Sequence[Line],
    grid: Grid,
    n: int,
    reckoned: _Reckoned,
    told_of: Callable[[Row], str],
    kind: Kind,
    least: int,
) -> Outcome | None:
    """A column by what it should be; ``None`` where too few rows say so."""
    rows = [row for row in grid.rows if not (is_total(row.label) or is_average(row.label))]
    compared = [(row, of) for row in rows if row.cells[n].value and (of := reckoned(row))]
    wrong = [(row, of) for row, of in compared if not _near(row.cells[n], of, kind)]
    right = len(compared) - len(wrong)
    if right < least or right < len(wrong):
        return None
    found = (_finding(lines, row, n, of, told_of(row), kind) for row, of in wrong)
    return Outcome(len(compared), tuple(found))


def _near(cell: Cell, of: Decimal, kind: Kind) -> bool:
    """Equal; an average but for a last decimal cut off."""
    off = abs((cell.value or Decimal(0)) - of)
    return not off or (kind == Kind.AVERAGE and off <= cell.step)


def _finding(lines: Sequence[Line], row: Row, n: int, of: Decimal, how: str, kind: Kind) -> Finding:
    cell = row.cells[n]
    message = f"{row.label} {how} = {told(of, cell.places)} แต่พิมพ์ไว้ {cell.printed}"
    return finding(lines, cell, kind, of, Sure.CERTAIN, message.strip())
