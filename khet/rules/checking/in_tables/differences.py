"""Columns and rows of differences in tables, against the two values they are of.

Kind ``difference``. They are told by their heading or label; which two columns they are of, by most
of their rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.cells import Cell, Row
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average

UP = r"เพิ่มขึ้น|สูงขึ้น|มากขึ้น|(?<!ไม่)สูงกว่า|(?<!ไม่)มากกว่า|เพิ่ม"
DOWN = r"ลดลง|ต่ำลง|(?<!ไม่)ต่ำกว่า|(?<!ไม่)ตํ่ากว่า|(?<!ไม่)น้อยกว่า|น้อยลง|ลด"
_NAMED = re.compile(
    rf"ผลต่าง|ส่วนต่าง|แตกต่าง|เปลี่ยนแปลง|พัฒนาการ|\+ ?/ ?-|เกิน ?/|/ ?\(?ขาด"
    rf"|คงเหลือ|เหลือ|{UP}|{DOWN}|สูง ?\(ต่ำ\) ?กว่า|^ต่าง|\+-|±"
)


_OTHERWISE = re.compile(r"รวม|ร้อยละ|%|เฉลี่ย")
_CLASS = re.compile(r"กว่า[ _]?(?:ป\.|ปริญญา|ร้อยละ ?\d|\d)|เพิ่ม(?:เติม|พูน)")
"""Columns of one class ("ต่ำกว่า ป.ตรี", "มากกว่า 20 ปี") or of what was added."""
_LEFT = re.compile(r"เหลือ|สุทธิ")
_ENOUGH, _SEVERAL = 3, 2


@dataclass(frozen=True)
class _Way:
    """How a column follows from others: those added less those taken off."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]

    def of(self, row: Row) -> Decimal | None:
        """What the row's column should be; ``None`` where a value isn't known.

        Of three columns one may have none, which is nothing.
        """
        cells = [row.cells[n].value for n in (*self.plus, *self.minus)]
        if cells.count(None) > len(cells) - 2:
            return None
        return self._added(row, self.plus) - self._added(row, self.minus)

    def said(self, row: Row) -> str:
        """How it is reckoned, as printed."""
        plus, minus = (
            [row.cells[n].printed or "0" for n in several] for several in (self.plus, self.minus)
        )
        return " − ".join([" + ".join(plus), *minus])

    def places(self, row: Row) -> int:
        """The most decimals that its columns have."""
        return max(row.cells[n].places for n in (*self.plus, *self.minus))

    @staticmethod
    def _added(row: Row, several: tuple[int, ...]) -> Decimal:
        return sum((row.cells[n].value or Decimal(0) for n in several), Decimal(0))


def check(report: Report) -> Outcome:
    """Differences of all tables of a report."""
    return sum((_of_grid(report.lines, grid) for grid in report.grids), Outcome())


def _of_grid(lines: Sequence[Line], grid: Grid) -> Outcome:
    found = Outcome()
    for n in range(grid.width):
        if _CLASS.search(grid.heads[n]):
            continue
        if n and grid.width > 2 and (_NAMED.search(grid.heads[n]) or _signed(grid.column(n))):
            found += _column(lines, grid, n)
        elif n > 1 and not _OTHERWISE.search(grid.heads[n]):
            found += _unnamed(lines, grid, n)
    return found + _rows(lines, grid)


def _signed(cells: Sequence[Cell]) -> bool:
    """Whether most numbers of a column have a sign."""
    values = [cell for cell in cells if cell.value]
    return (
        len(values) > 2 and sum(cell.printed[:1] in "+-" for cell in values) * 3 > len(values) * 2
    )


def _column(lines: Sequence[Line], grid: Grid, n: int) -> Outcome:
    """A column of differences by the two columns that most rows fit."""
    best, most = None, (0, 0)
    for way in _ways(grid, n):
        right = sum(_fits(row.cells[n], way.of(row)) for row in grid.rows)
        exact = sum(_is_exact(row.cells[n], way.of(row)) for row in grid.rows)
        if (right, exact) > most:
            best, most = way, (right, exact)
    rows = [row for row in grid.rows if best and row.cells[n].value is not None]
    compared = [(row, of) for row in rows if best and (of := best.of(row)) is not None]
    wrong = [(row, of) for row, of in compared if not _fits(row.cells[n], of)]
    singles = [row for row, _of in wrong if not is_average(row.label)]
    few = most[0] < len(singles) * (1 if len(singles) < _SEVERAL else 2)
    if not best or few or (most[0] == 1 and wrong and len(compared) > 2):
        return Outcome()
    found = (_cell_finding(lines, row, n, best, of, most[0]) for row, of in wrong)
    return Outcome(len(compared), tuple(found))


def _unnamed(lines: Sequence[Line], grid: Grid, n: int) -> Outcome:
    """A column that is the one before the last less the last in nearly all rows ("ประหยัด")."""
    way = _Way((n - 2,), (n - 1,))
    compared = [(row, of) for row in grid.rows if row.cells[n].value and (of := way.of(row))]
    wrong = [(row, of) for row, of in compared if not _is_exact(row.cells[n], of)]
    right = len(compared) - len(wrong)
    if right < _ENOUGH or right < len(wrong) * _ENOUGH:
        return Outcome()
    found = (_cell_finding(lines, row, n, way, of, right) for row, of in wrong)
    return Outcome(len(compared), tuple(found))


def _ways(grid: Grid, n: int) -> Iterator[_Way]:
    others = [one for one in range(grid.width) if one != n]
    near = list(pairwise(others))
    far = [pair for pair in combinations(others, 2) if pair not in near]
    for a, b in (*near[::-1], *far):
        yield from (_Way((b,), (a,)), _Way((a,), (b,)))
    for a, b, c in combinations(others, 3) if _LEFT.search(grid.heads[n]) else ():
        yield from (_Way((a,), (b, c)), _Way((a, b), (c,)))


def _is_exact(cell: Cell, expected: Decimal | None) -> bool:
    return _fits(cell, expected) if cell.printed[:1] == "(" else cell.value == expected


def _fits(cell: Cell, expected: Decimal | None) -> bool:
    """Equal, its sign left out included: "ลดลง 0.47" has none; "(4)" is 4 less."""
    if cell.printed[:1] == "(":
        return cell.value is not None and expected == -cell.value
    return (
        cell.value is not None
        and expected is not None
        and abs(cell.value) == abs(expected)
        and (cell.value == expected or cell.printed[:1] not in "+-")
    )


def _cell_finding(
    lines: Sequence[Line], row: Row, n: int, way: _Way, expected: Decimal, right: int
) -> Finding:
    cell = row.cells[n]
    message = f"{row.label} {way.said(row)} = {told(expected, cell.places)} แต่พิมพ์ไว้ {cell.printed}"
    sure = Sure.CERTAIN if right > 1 else Sure.LIKELY
    if is_average(row.label) or way.places(row) > cell.places:
        sure = Sure.LOOK
    return finding(lines, cell, Kind.DIFFERENCE, expected, sure, message.strip())


def _rows(lines: Sequence[Line], grid: Grid) -> Outcome:
    """A row of differences under two rows, where at least one column fits."""
    found = Outcome()
    for n in range(2, len(grid.rows)):
        row = grid.rows[n]
        if _NAMED.search(row.label) and not _NAMED.search(grid.rows[n - 1].label):
            found += _row(lines, grid.rows[n - 2], grid.rows[n - 1], row)
    return found


def _row(lines: Sequence[Line], first: Row, second: Row, row: Row) -> Outcome:
    compared = [
        (cell, b.value - a.value)
        for a, b, cell in zip(first.cells, second.cells, row.cells, strict=True)
        if a.value is not None and b.value is not None and cell.value is not None
    ]
    down = sum(cell.value == -by for cell, by in compared)
    sign = -1 if down > sum(cell.value == by for cell, by in compared) else 1
    wrong = [(cell, by * sign) for cell, by in compared if not _fits(cell, by * sign)]
    if len(wrong) * 2 > len(compared):
        return Outcome()
    sure = Sure.CERTAIN if len(compared) - len(wrong) > 1 else Sure.LIKELY
    found = (
        finding(
            lines,
            cell,
            Kind.DIFFERENCE,
            by,
            sure,
            f"{row.label} ควรเป็น {told(by, cell.places)} แต่พิมพ์ไว้ {cell.printed}",
        )
        for cell, by in wrong
    )
    return Outcome(len(compared), tuple(found))
