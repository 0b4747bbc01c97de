"""A cell left empty in a column of numbers that is filled everywhere else.

Not a blank: "-", cells merged over several rows (more than one is empty), rows of totals and means,
running numbers. Where a percentage stands beside it, or the total needs more, a number is missing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.reading.cells import Cell, cell_of
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.sheets import Sheet
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import is_average, is_total
from khet.rules.rounding import half_up_decimal

_SHARE = re.compile(r"ร้อยละ|%")
_RUNNING = re.compile(r"^(?:ที่|ลำดับ.*|ข้อ)$")
_FEWEST, _NEAR = 4, Decimal("0.01")


@dataclass(frozen=True)
class _Column:
    head: str
    cells: tuple[Cell, ...]
    total: Cell | None

    @property
    def empty(self) -> int | None:
        """The row of the only empty cell, where all others are numbers."""
        places = [n for n, cell in enumerate(self.cells) if not cell.printed]
        numbers = sum(cell.value is not None for cell in self.cells)
        only = len(places) == 1 and numbers == len(self.cells) - 1
        return places[0] if only and not _RUNNING.match(self.head) else None


def gaps(report: Report) -> Iterator[Finding]:
    """The one empty cell of a column of numbers, and what should stand there.

    >>> texts = ["ด้าน | คน | ร้อยละ", "ก | 20 | 20", "ข |  | 30", "ค | 40 | 40", "ง | 10 | 10"]
    >>> found = gaps(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.expected) for one in found]
    [(3, '30')]
    """
    for sheet in report.sheets:
        yield from _of_sheet(report.lines, sheet)


def _of_sheet(lines: Sequence[Line], sheet: Sheet) -> Iterator[Finding]:
    rows = [(at, cells, _label(cells)) for at, cells in sheet.rows]
    parts = [(at, cells) for at, cells, label in rows if not (is_total(label) or is_average(label))]
    totals = [(at, cells) for at, cells, label in rows if is_total(label)]
    if len(parts) < _FEWEST:
        return
    columns = [
        _Column(
            head,
            tuple(cell_of(cells[n], at) for at, cells in parts),
            cell_of(totals[0][1][n], totals[0][0]) if len(totals) == 1 else None,
        )
        for n, head in enumerate(sheet.heads)
    ]
    for column in columns[1:]:
        at, cells = parts[column.empty or 0]
        if column.empty is not None and _label(cells) and cells.count("") == 1:
            yield from _of_gap(lines[at], _label(cells), column, columns)


def _label(cells: Sequence[str]) -> str:
    """The first words of a row."""
    return next((cell for cell in cells if cell and cell_of(cell, 0).value is None), "")


def _of_gap(
    line: Line, label: str, column: _Column, columns: Sequence[_Column]
) -> Iterator[Finding]:
    others = [cell.value for cell in column.cells if cell.value is not None]
    place = column.empty or 0
    filled = sum(one.cells[place].value is not None for one in columns)
    needed = column.total.value - sum(others) if column.total and column.total.value else None
    if not filled or needed == 0:
        return
    shares = [one for one in columns if one.head and _SHARE.search(one.head) and one is not column]
    share = next((one for one in shares if one.cells[place].value), None)
    expected = told(needed) if needed and needed > 0 else _by_share(column, share, place)
    sure = Sure.LIKELY if expected or share else Sure.LOOK
    message = f"ช่อง “{column.head or 'ตัวเลข'}” ของ “{label}” ว่างอยู่ ทั้งที่แถวอื่นมีครบ"
    message += f" น่าจะเป็น {expected}" if expected else ""
    text = line.text.strip()
    yield Finding(line.number, text, Kind.BLANK, label, expected, sure, message, line.page)


def _by_share(column: _Column, share: _Column | None, place: int) -> str:
    """The number of which the percentage is, where all others are of one whole."""
    if share is None:
        return ""
    wholes = [
        cell.value * 100 / percent.value
        for cell, percent in zip(column.cells, share.cells, strict=True)
        if cell.value and percent.value
    ]
    percent = share.cells[place].value
    if len(wholes) < _FEWEST - 1 or not percent or max(wholes) - min(wholes) > _NEAR * max(wholes):
        return ""
    mean = sum(wholes, Decimal(0)) / len(wholes)
    return told(half_up_decimal(mean * percent / 100, 0))
