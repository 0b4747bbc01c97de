"""The lines of a PDF out of its pages; tables that go on over pages are one."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from khet.documents.report_reader.pdf_columns import FIGURE
from khet.documents.report_reader.pdf_page import Table
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import is_total
from khet.rules.thai import arabic_digits

_SAME = 3.0
"""In points: how near edges of columns must be to be the same."""
_BETWEEN = 3
"""How many lines may stand between the parts of a table: feet and heads of pages."""
_YEAR = re.compile("(?:19|20|2[456])[0-9]{2}$")


class _Tables:
    """The tables of a PDF as they come, each with its number."""

    def __init__(self) -> None:
        self.count = 0
        self._last: Table | None = None
        self._end: tuple[str, ...] = ()
        self._between = self._above = 0

    def page(self) -> None:
        """A page begins."""
        self._above = 0

    def text(self) -> None:
        """A line outside of tables comes."""
        self._between += 1
        self._above += 1

    def rows(self, table: Table) -> list[tuple[str, ...]]:
        """The rows of the next table, without headings that it repeats from the page before."""
        head = _head(table, self._last) if self._last else 0
        last, near = self._last, self._between <= _BETWEEN
        self._between, self._above, above = 0, _BETWEEN + 1, self._above
        ended = above > 0 and any(map(is_total, self._end))
        self._end = table.rows[-1] if table.rows else ()
        if last and near and above <= _BETWEEN and not ended and _goes_on(table, last, head):
            return table.rows[head:]
        self.count += 1
        self._last = table
        return table.rows


def lines_of(pages: Sequence[Sequence[str | Table]]) -> Iterator[Line]:
    """The lines of text and rows of tables of pages, numbered from 1; no blank ones."""
    numbers, tables = count(1), _Tables()
    for page, pieces in enumerate(pages, 1):
        tables.page()
        for piece in pieces:
            if isinstance(piece, Table):
                for cells in tables.rows(piece):
                    text = " | ".join(cells)
                    yield Line(next(numbers), text, page, cells=cells, table=tables.count)
            elif piece:
                tables.text()
                yield Line(next(numbers), piece, page)


def _goes_on(table: Table, last: Table, head: int) -> bool:
    """Whether a table is the rest of one: the same columns, and its heading or figures at once."""
    same = len(table.edges) == len(last.edges) and all(
        _is_same(*two) for two in zip(table.edges, last.edges, strict=True)
    )
    return same and (head > 0 or (bool(table.rows) and _has_figures(table.rows[0])))


def _is_same(one: tuple[float, float], two: tuple[float, float]) -> bool:
    """Whether two columns begin, end, or have their middle at the same place."""
    apart = one[0] - two[0], one[1] - two[1]
    return min(abs(apart[0]), abs(apart[1]), abs(sum(apart)) / 2) < _SAME


def _has_figures(row: Sequence[str]) -> bool:
    """Whether figures stand in a row, not only years as in headings."""
    return any(FIGURE.match(cell) and not _YEAR.match(arabic_digits(cell)) for cell in row)


def _head(table: Table, last: Table) -> int:
    """How many rows at the top of a table are the same as of another."""
    same = [one == two for one, two in zip(table.rows, last.rows, strict=False)]
    return next((n for n, equal in enumerate(same) if not equal), 0)
