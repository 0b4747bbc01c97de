"""Columns that have the sum of each group of rows, once a group: "จำนวนเงิน | รวมหมวด".

Kind ``total``. The sum stands in the first or last row of its group, the cells of the others are
empty. Believed where two other groups of several rows add up and no more than one doesn't.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.in_tables.summands import added
from khet.rules.checking.reading.cells import Cell, Row
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_total

_SUM = re.compile(r"^(?:ยอด)?รวม")
_ENOUGH = 2


@dataclass(frozen=True)
class _Group:
    """The sum of some rows as printed, and what a column of them makes."""

    total: Cell
    many: int
    sum: Decimal
    label: str

    @property
    def is_right(self) -> bool:
        """Whether it is what the rows make."""
        return self.total.value == self.sum


def group_sums(lines: Sequence[Line], grid: Grid) -> Outcome:
    """Each column of sums of groups, against the column before it that most groups fit.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> rows = ["หมวด | บาท | รวมหมวด", "ก | 5 | 8", "ข | 3 | ", "ค | 4 | 6", "ง | 2 | "]
    >>> rows += ["จ | 7 | 9", "ฉ | 1 | "]
    >>> lines = [Line(n, row) for n, row in enumerate(rows, 1)]
    >>> [one.expected for one in group_sums(lines, Report(lines).grids[0]).findings]
    ['8']
    """
    rows = [row for row in grid.rows if not (is_total(row.label) or is_average(row.label))]
    found = Outcome()
    for n in range(1, grid.width) if grid.whole else ():
        cells = [row.cells[n] for row in rows]
        empty = sum(not cell.printed for cell in cells)
        if empty and _SUM.match(grid.heads[n]):
            ways = (list(way(rows, of, n)) for of in range(n) for way in (_from_first, _to_last))
            found += _of_groups(lines, max(ways, key=_fitting, default=[]))
    return found


def _from_first(rows: Sequence[Row], of: int, n: int) -> Iterator[_Group]:
    """The groups, the sum of each in its first row."""
    firsts = [at for at, row in enumerate(rows) if row.cells[n].printed]
    for first, end in zip(firsts, [*firsts[1:], len(rows)], strict=True):
        yield _group(rows[first:end], rows[first], of, n)


def _to_last(rows: Sequence[Row], of: int, n: int) -> Iterator[_Group]:
    """The groups, the sum of each in its last row."""
    lasts = [at for at, row in enumerate(rows) if row.cells[n].printed]
    for before, last in zip([-1, *lasts[:-1]], lasts, strict=True):
        yield _group(rows[before + 1 : last + 1], rows[last], of, n)


def _group(rows: Sequence[Row], named: Row, of: int, n: int) -> _Group:
    return _Group(named.cells[n], len(rows), added(rows, of), named.label)


def _fitting(groups: Sequence[_Group]) -> int:
    """How many groups of several rows are the sum of them."""
    return sum(one.is_right and one.many > 1 for one in groups)


def _of_groups(lines: Sequence[Line], groups: Sequence[_Group]) -> Outcome:
    wrong = [one for one in groups if not one.is_right and one.total.value is not None]
    if _fitting(groups) < _ENOUGH or len(wrong) > 1:
        return Outcome()
    return Outcome(len(groups), tuple(_finding(lines, one) for one in wrong))


def _finding(lines: Sequence[Line], one: _Group) -> Finding:
    printed, places = one.total.value or Decimal(0), one.total.places
    sure = Sure.CERTAIN if one_digit(printed, one.sum) else Sure.LIKELY
    message = (
        f"{one.label} พิมพ์ไว้ {told(printed, places)} "
        f"แต่ {one.many} รายการในกลุ่มรวมกันได้ {told(one.sum, places)}"
    )
    return finding(lines, one.total, Kind.TOTAL, one.sum, sure, message.strip())
