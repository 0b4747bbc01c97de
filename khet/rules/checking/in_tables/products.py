"""Columns that are the product or the quotient of others: so many, at so much, make an amount.

Kind ``total`` of products of the two to four columns before, ``average`` of a column "เฉลี่ยต่อ …"
that is one column by another. Believed where most rows of a table say so.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from itertools import permutations
from math import prod

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.cells import Cell, Row
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_total
from khet.rules.rounding import half_up_decimal

_AMOUNT = re.compile(r"เป็นเงิน|จำนวนเงิน|รวมเงิน")
_EACH = re.compile(r"เฉลี่ย|ต่อ|(?<!ร้อย)ละ$|[ก-๎] ?: ?[ก-๎]")
_ACTUAL = re.compile(r"จริง|ปัด|ใช้ไป")
_MEAN = re.compile(r"เฉลี่ย|^(?:จำนวน)?(?:คน|นักเรียน|นร\.) ?(?:/|ต่อ)")
"""Amounts below a ceiling, and numbers of each that are rounded: no exact products."""
_ENOUGH, _FACTORS = 3, (2, 3, 4)
_Reckoned = Callable[[Row], tuple[Decimal, str] | None]


def products(lines: Sequence[Line], grid: Grid) -> Outcome:
    """Each column that is the product of the two to four columns before it, as fits most rows.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> rows = ["อาหาร | 30 | 120 | 3,600", "ที่พัก | 10 | 450 | 4,500", "พาหนะ | 30 | 50 | 1,600"]
    >>> lines = [Line(n, row) for n, row in enumerate(rows, 1)]
    >>> [one.expected for one in products(lines, Report(lines).grids[0]).findings]
    ['1,500']
    """
    found = Outcome()
    for n in range(2, grid.width):
        if _ACTUAL.search(grid.heads[n]) or any(map(_MEAN.search, grid.heads[max(0, n - 4) : n])):
            continue
        least = 1 if _AMOUNT.search(grid.heads[n]) else 2
        ways = [partial(_product, range(n - factors, n)) for factors in _FACTORS if n >= factors]
        outcomes = [_column(lines, grid, n, way, Kind.TOTAL, least) for way in ways]
        borne_out = [one for one in outcomes if one]
        found += min(borne_out, key=lambda one: len(one.findings), default=Outcome())
    return found


def quotients(lines: Sequence[Line], grid: Grid) -> Outcome:
    """Each column named an average that is one column by another in most rows.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> rows = ["โรงเรียน | ครั้ง | เฉลี่ยต่อโรงเรียน"]
    >>> rows += [f"ข่าย {name} | {row}" for name, row in zip("กขคง", ["4 | 8 | 2.00", "5 | 9 | 1.80",
    ...     "2 | 7 | 3.50", "8 | 4 | 2.00"])]
    >>> lines = [Line(n, row) for n, row in enumerate(rows, 1)]
    >>> [one.expected for one in quotients(lines, Report(lines).grids[0]).findings]
    ['0.50']
    """
    found = Outcome()
    for n in range(2, grid.width):
        if not _EACH.search(grid.heads[n]):
            continue
        for a, b in permutations([m for m in range(grid.width) if m != n], 2):
            reckoned = partial(_quotient, n, a, b)
            if outcome := _column(lines, grid, n, reckoned, Kind.AVERAGE, _ENOUGH):
                found += outcome
                break
    return found


def _product(where: range, row: Row) -> tuple[Decimal, str] | None:
    """The product of some columns of a row and how it is made; a factor 1 proves nothing."""
    factors = [row.cells[m].value or Decimal(0) for m in where]
    product = prod(factors, start=Decimal(1))
    if not product or Decimal(1) in factors:
        return None
    return product, " × ".join(row.cells[m].printed for m in where)


def _quotient(n: int, a: int, b: int, row: Row) -> tuple[Decimal, str] | None:
    """One column of a row by another, with the decimals of the nth, and how it is made."""
    one, other = row.cells[a], row.cells[b]
    if not one.value or not other.value:
        return None
    quotient = half_up_decimal(one.value / other.value, row.cells[n].places)
    return quotient, f"{one.printed} ÷ {other.printed}"


def _column(
    lines: Sequence[Line], grid: Grid, n: int, reckoned: _Reckoned, kind: Kind, least: int
) -> Outcome | None:
    """A column by what it should be; ``None`` where too few rows say so."""
    whole = kind == Kind.AVERAGE
    rows = [row for row in grid.rows if whole or not (is_total(row.label) or is_average(row.label))]
    compared = [(row, of) for row in rows if row.cells[n].value and (of := reckoned(row))]
    off = [(row, of) for row, of in compared if not _near(row.cells[n], of[0], kind)]
    wrong = [(row, of) for row, of in off if not _is_mean(rows, row, n)]
    right = len(compared) - len(wrong)
    if right < least or right < len(wrong) or (wrong and right <= _most_added(rows, n)):
        return None
    found = (_finding(lines, row, n, *of, kind) for row, of in wrong)
    return Outcome(len(compared), tuple(found))


def _is_mean(rows: Sequence[Row], row: Row, n: int) -> bool:
    """Whether a row of averages has the mean of the column, instead of what its own cells make."""
    plain = [one for one in rows if not (is_total(one.label) or "เฉลี่ย" in one.label)]
    values = [value for one in plain if (value := one.cells[n].value) is not None]
    if not values or "เฉลี่ย" not in row.label:
        return False
    return _near(row.cells[n], sum(values, Decimal(0)) / len(values), Kind.AVERAGE)


def _most_added(rows: Sequence[Row], n: int) -> int:
    """How many rows have in their nth cell the sum of those before it: 1 + 2 + 3 is 6 as well."""
    values = [[cell.value or Decimal(0) for cell in row.cells[: n + 1]] for row in rows]
    sums = [[sum(row[first:n], Decimal(0)) == row[n] for row in values] for first in range(n - 1)]
    return max((several.count(True) for several in sums), default=0)


def _near(cell: Cell, of: Decimal, kind: Kind) -> bool:
    """Equal; an average but for a last decimal cut off."""
    off = abs((cell.value or Decimal(0)) - of)
    return not off or (kind == Kind.AVERAGE and off <= cell.step)


def _finding(lines: Sequence[Line], row: Row, n: int, of: Decimal, how: str, kind: Kind) -> Finding:
    cell = row.cells[n]
    message = f"{row.label} {how} = {told(of, cell.places)} แต่พิมพ์ไว้ {cell.printed}"
    return finding(lines, cell, kind, of, Sure.CERTAIN, message.strip())
