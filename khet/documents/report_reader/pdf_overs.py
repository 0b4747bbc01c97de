"""Rows without lines around them at the end of a page, or the beginning, whose table is beyond it.

Alone they are too few to be known as a table; they stand in the columns of the one they are of.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from khet.documents.report_reader.pdf_columns import FIGURE, cells_at
from khet.documents.report_reader.pdf_grids import CellRow
from khet.documents.report_reader.pdf_page import Table, Text

Pieces = list[Text | Table]
_ALONE = 2
"""How many rows are of the table on the next page, where that doesn't repeat their heading."""


def over_pages(pages: Sequence[Pieces]) -> None:
    """Make rows tables that go on in the table at the beginning of the next page, or came before.

    >>> from khet.documents.report_reader.pdf_rows import Part
    >>> row = CellRow(("รวม", "15", "20"), (1, 1, 1))
    >>> table = Table(((0, 90), (100, 120), (130, 150)), [row], 700, 600)
    >>> line = Text((Part("บ้านนา", 0, 40, 50), Part("5", 105, 112, 50), Part("9", 140, 149, 50)))
    >>> pages = [[table], [line]]
    >>> over_pages(pages)
    >>> [row.cells for row in pages[1][0].rows]
    [('บ้านนา', '5', '9')]
    """
    for above, below in pairwise(pages):
        if above and below and isinstance(below[0], Table):
            _at_end(above, below[0])
        if above and below and isinstance(above[-1], Table):
            _at_begin(above[-1], below)


def _at_end(pieces: Pieces, table: Table) -> None:
    begin = len(pieces)
    rows: list[CellRow] = []
    while begin and (row := _row(pieces[begin - 1], table)):
        rows.insert(0, row)
        begin -= 1
    heads = _heads(pieces[:begin], table)
    if rows and (heads or len(rows) >= _ALONE):
        _replace(pieces, begin - len(heads), len(pieces), table, [*heads, *rows])


def _at_begin(table: Table, pieces: Pieces) -> None:
    end = 0
    while end < min(len(pieces), len(table.rows)) and _is_head(pieces[end], table.rows[end]):
        end += 1
    rows = [_numbered(row, piece) for row, piece in zip(table.rows, pieces[:end], strict=False)]
    heads = end
    while end < len(pieces) and (row := _row(pieces[end], table)):
        rows.append(row)
        end += 1
    if end > heads:
        _replace(pieces, 0, end, table, rows)


def _replace(pieces: Pieces, begin: int, end: int, table: Table, rows: list[CellRow]) -> None:
    own = Table(table.edges, rows, pieces[begin].top, pieces[end - 1].low)
    pieces[begin:end] = [own]


def _row(piece: Text | Table, table: Table) -> CellRow | None:
    """The row that a line is in the columns of a table."""
    if isinstance(piece, Table) or len(piece.parts) < 2:
        return None
    cells = cells_at(piece.parts, list(table.edges))
    figures = any(FIGURE.match(cell) for cell in cells[1:])
    return CellRow(cells, (1,) * len(cells), number=piece.number) if figures else None


def _heads(pieces: Pieces, table: Table) -> list[CellRow]:
    """The heading of a table, where the last pieces are it."""
    for count in range(min(len(table.rows), len(pieces)), 0, -1):
        heads = table.rows[:count]
        own = pieces[-count:]
        if all(map(_is_head, own, heads)):
            return [_numbered(row, piece) for row, piece in zip(heads, own, strict=True)]
    return []


def _numbered(row: CellRow, piece: Text | Table) -> CellRow:
    """A row of a heading with the number of the line that says it."""
    return replace(row, number=piece.number) if isinstance(piece, Text) else row


def _is_head(piece: Text | Table, row: CellRow) -> bool:
    """Whether a line says the same as a row of a heading."""
    own, other = ("".join(text.split()) for text in (piece.text, "".join(row.cells)))
    return isinstance(piece, Text) and own == other
