"""Tables that go on over pages of a PDF as one, their rows broken by the end of a page as one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from khet.documents.report_reader.pdf_cells import is_number
from khet.documents.report_reader.pdf_columns import FIGURE
from khet.documents.report_reader.pdf_grids import CellRow
from khet.documents.report_reader.pdf_page import Table
from khet.rules.checking.reading.tables import is_total
from khet.rules.thai import arabic_digits

_SAME = 3.0
"""In points: how near edges of columns must be to be the same."""
_BETWEEN = 3
"""How many lines may stand between the parts of a table: feet and heads of pages."""
_YEAR = re.compile("(?:19|20|2[456])[0-9]{2}$")
_THAI = re.compile("[\u0e01-\u0e4e]")


@dataclass(frozen=True)
class Told:
    """The rows of a table on a page.

    ``rest`` where the first of them is the rest of the row before; ``columns`` over how many of its
    columns those of the rows before it stand, where they are others.
    """

    number: int
    rows: list[CellRow]
    rest: bool = False
    columns: tuple[int, ...] = ()


class Tables:
    """The tables of a PDF as they come, each with its number."""

    def __init__(self) -> None:
        self.count = 0
        self._last: Table | None = None
        self._end: CellRow | None = None
        self._between = self._above = 0

    def page(self) -> None:
        """A page begins."""
        self._above = 0

    def text(self) -> None:
        """A line outside of tables comes."""
        self._between += 1
        self._above += 1

    def take(self, table: Table) -> Told:
        """The rows of the next table, without headings that it repeats from the page before."""
        last, end, above, between = self._last, self._end, self._above, self._between
        near = between <= _BETWEEN and above <= _BETWEEN
        self._between, self._above = 0, _BETWEEN + 1
        ended = above > 0 and end is not None and _is_over(table, end)
        self._end = table.rows[-1] if table.rows else None
        if last and near and not ended and (columns := _columns(table, last)):
            rows = [replace(row, spans=spans_of(row, columns)) for row in table.rows]
            head = _head(rows, last.rows)
            rest = end is not None and any(is_rest(row, end) for row in rows[head : head + 1])
            if rest or head or _goes_on_with(rows, end, above, between):
                self._end = rows[-1] if rows else end
                return Told(self.count, rows[head:], rest)
        if last and last.lone and near and (columns := _columns(last, table)):
            heads = [replace(row, spans=spans_of(row, columns)) for row in last.rows]
            self._last = replace(table, rows=[*heads, *table.rows])
            return Told(self.count, table.rows, columns=tuple(columns))
        self.count += 1
        self._last = table
        return Told(self.count, table.rows)


def _is_over(table: Table, end: CellRow) -> bool:
    """Whether a table ended with a row: a total, or one after which numbers begin again."""
    first = next((row.cells[0] for row in table.rows if FIGURE.match(row.cells[0])), "")
    again = arabic_digits(first) == "1" and end.cells[0] != first
    return any(map(is_total, end.cells)) or (again and bool(FIGURE.match(end.cells[0])))


def _goes_on_with(rows: Sequence[CellRow], end: CellRow | None, above: int, between: int) -> bool:
    """Whether rows are of the table that ends with a row on the page before.

    They have figures, perhaps below the words of a group; or nothing stands between them, and the
    end is no total.
    """
    if not rows or _has_figures(rows[0]):
        return bool(rows)
    body = next((row for row in rows if sum(map(bool, row.cells)) > 1), rows[0])
    group = above == 0 and body is not rows[0] and _has_figures(body)
    ended = end is None or any(map(is_total, end.cells))
    return group or (between == 0 and not ended and not _is_heading(rows[0]))


def _is_heading(row: CellRow) -> bool:
    """Whether years stand in a row, as in headings."""
    return any(_YEAR.match(arabic_digits(cell)) for cell in row.cells)


def _columns(table: Table, last: Table) -> list[int]:
    """Over how many columns of a table each of another stands, [] where they are others."""
    if len(table.edges) == len(last.edges):
        pairs = zip(table.edges, last.edges, strict=True)
        return [1] * len(table.edges) if all(_is_same(*two) for two in pairs) else []
    places = [_place(right, last.edges) for _left, right in table.edges]
    begins = abs(table.edges[0][0] - last.edges[0][0]) < _SAME
    if not begins or None in places or places[-1] != len(last.edges) - 1:
        return []
    ends = [-1, *(place for place in places if place is not None)]
    return [after - before for before, after in pairwise(ends)]


def _place(right: float, edges: Sequence[tuple[float, float]]) -> int | None:
    """Which column ends at a place."""
    return next((n for n, edge in enumerate(edges) if abs(edge[1] - right) < _SAME), None)


def spans_of(row: CellRow, columns: Sequence[int]) -> tuple[int, ...]:
    """The spans of a row in the columns of another table.

    >>> spans_of(CellRow(("ที่", "นักเรียน"), (1, 1)), [1, 3])
    (1, 3)
    """
    ends = list(accumulate(row.spans, initial=0))
    return tuple(sum(columns[one:two]) for one, two in pairwise(ends))


def _is_same(one: tuple[float, float], two: tuple[float, float]) -> bool:
    """Whether two columns begin, end, or have their middle at the same place."""
    apart = one[0] - two[0], one[1] - two[1]
    return min(abs(apart[0]), abs(apart[1]), abs(sum(apart)) / 2) < _SAME


def _has_figures(row: CellRow, first: int = 0) -> bool:
    """Whether figures stand in a row from a cell on, not only years as in headings."""
    cells = row.cells[first:]
    return any(FIGURE.match(cell) and not _YEAR.match(arabic_digits(cell)) for cell in cells)


def _head(rows: Sequence[CellRow], last: Sequence[CellRow]) -> int:
    """How many rows at the top of a table are the same as of another."""
    same = [one.cells == two.cells for one, two in zip(rows, last, strict=False)]
    return next((n for n, equal in enumerate(same) if not equal), 0)


def is_rest(row: CellRow, before: CellRow) -> bool:
    """Whether a row is the rest of the row before it, which the end of a page broke.

    Its words go on where those above had no more room, or where it has no number and no figures as
    the row before; a number under a number goes on with it.

    >>> before = CellRow(("7", "เสริมสร้างสมรรถนะ", "143,000"), (1, 1, 1), (9, 5, 5), (6, 50, 36))
    >>> is_rest(CellRow(("", "ผู้บริหาร", ""), (1, 1, 1), (0, 30, 0), (0, 40, 0)), before)
    True
    >>> is_rest(CellRow(("", "รวม", "500"), (1, 1, 1), (0, 60, 9), (0, 15, 20)), before)
    False
    """
    if row.spans != before.spans or not row.words or not before.rooms:
        return False
    taken = [n for n, cell in enumerate(row.cells) if cell]
    whole = sum(map(bool, before.cells))
    if len(taken) >= whole or any(map(is_total, row.cells)):
        return False
    words = not any(map(FIGURE.match, row.cells)) and all(before.cells[n] for n in taken)
    numbered = bool(FIGURE.match(before.cells[0])) and _has_figures(before, 1)
    return (numbered and words and 0 not in taken) or all(_goes_on(row, before, n) for n in taken)


def _goes_on(row: CellRow, before: CellRow, n: int) -> bool:
    """Whether a cell is the rest of that above it."""
    above, cell = before.cells[n], row.cells[n]
    if not above or row.words[n] < before.rooms[n]:
        return False
    return not (FIGURE.match(above) and FIGURE.match(cell)) or is_number(above + cell)


def joined(before: CellRow, row: CellRow) -> CellRow:
    """A row and its rest as one."""
    cells = tuple(map(_joined, before.cells, row.cells))
    rooms = (two if cell else one for one, two, cell in _ends(before, row))
    return CellRow(cells, before.spans, tuple(rooms), before.words, before.number)


def _ends(before: CellRow, row: CellRow) -> Iterator[tuple[float, float, str]]:
    return zip(before.rooms, row.rooms, row.cells, strict=True)


def _joined(above: str, cell: str) -> str:
    figures = FIGURE.match(above) and FIGURE.match(cell)
    words = above and cell and _THAI.match(above[-1]) and _THAI.match(cell)
    return above + cell if figures or words else f"{above} {cell}".strip()
