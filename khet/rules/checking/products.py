"""Columns that are the product of two before them: how many, at how much, makes an amount.

Kind ``total``. Believed where most rows of a table say so.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.at_cell import finding
from khet.rules.checking.cells import Row
from khet.rules.checking.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.quantities import told
from khet.rules.checking.stream import Line
from khet.rules.checking.tables import Grid, is_total

_AMOUNT = re.compile(r"เป็นเงิน|จำนวนเงิน|รวมเงิน|รวม")


def products(lines: Sequence[Line], grid: Grid) -> Outcome:
    """Each three neighbouring columns of which the last is the product of the others."""
    return sum((_products(lines, grid, n) for n in range(2, grid.width)), Outcome())


def _products(lines: Sequence[Line], grid: Grid, n: int) -> Outcome:
    single = [row for row in grid.rows if not is_total(row.label) and "เฉลี่ย" not in row.label]
    rows = [row for row in single if _product(row, n)]
    wrong = [row for row in rows if _product(row, n) != row.cells[n].value]
    right = len(rows) - len(wrong)
    if right < (1 if _AMOUNT.search(grid.heads[n]) else 2) or right < len(wrong):
        return Outcome()
    return Outcome(len(rows), tuple(_finding(lines, row, n) for row in wrong))


def _product(row: Row, n: int) -> Decimal:
    """The product; 0 where something is missing or a factor is 1, which proves nothing."""
    a, b, whole = (cell.value or Decimal(0) for cell in row.cells[n - 2 : n + 1])
    return a * b if whole and 1 not in (a, b) else Decimal(0)


def _finding(lines: Sequence[Line], row: Row, n: int) -> Finding:
    a, b, cell = row.cells[n - 2 : n + 1]
    product = _product(row, n)
    message = f"{row.label} {a.printed} × {b.printed} = {told(product)} แต่พิมพ์ไว้ {cell.printed}"
    return finding(lines, cell, Kind.TOTAL, product, Sure.CERTAIN, message.strip())
