"""The paragraphs and rows of tables of a PDF, with the numbers of their printed lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, zip_longest

from khet.documents.report_reader.pdf_grids import CellRow
from khet.documents.report_reader.pdf_overs import over_pages
from khet.documents.report_reader.pdf_page import Sheet, Table, Text, with_blocks
from khet.documents.report_reader.pdf_paragraphs import Margins, Paragraph, margins
from khet.documents.report_reader.pdf_tables import Tables, joined, spans_of
from khet.rules.checking.reading.stream import Line


@dataclass
class _Row:
    """A row of a table: of which page and which table."""

    page: int
    row: CellRow
    table: int


@dataclass
class _Stream:
    """What is read so far; ``lone`` says of each table whether it may be none."""

    told: list[Paragraph | _Row] = field(default_factory=list)
    tables: Tables = field(default_factory=Tables)
    lone: dict[int, bool] = field(default_factory=dict)

    def take(self, page: int, table: Table) -> None:
        """The rows of a table."""
        found = self.tables.take(table)
        self.lone[found.number] = table.lone and found.number not in self.lone
        for one in reversed(self.told if found.columns else ()):
            if not isinstance(one, _Row) or one.table != found.number:
                break
            one.row = replace(one.row, spans=spans_of(one.row, found.columns))
        rows, last = found.rows, self.told[-1] if self.told else None
        if found.rest and isinstance(last, _Row):
            last.row = joined(last.row, rows[0])
            rows = rows[1:]
        self.told += [_Row(page, row, found.number) for row in rows]

    def text(self, page: int, line: Text, own: Margins, after: Text | None) -> None:
        """A line outside of tables, and the one after it."""
        self.tables.text()
        last = self.told[-1] if self.told else None
        if not (isinstance(last, Paragraph) and last.takes(page, line, own, after)):
            self.told.append(Paragraph(page, line, own))

    def lines(self) -> Iterator[Line]:
        """The lines, with the numbers of what is printed; tables numbered from 1."""
        known = (number for number, lone in self.lone.items() if not lone)
        numbers = {number: n for n, number in enumerate(known, 1)}
        for one in self.told:
            if isinstance(one, Paragraph):
                yield Line(one.number, one.text, one.page, breaks=tuple(one.breaks))
            elif table := numbers.get(one.table, 0):
                row = one.row
                text = " | ".join(row.cells)
                own = (one.page, row.cells, table)
                yield Line(row.number, text, *own, spans=row.spans)
            else:
                yield Line(one.row.number, "  ".join(filter(None, one.row.cells)), one.page)


def numbered(sheets: Iterable[Sheet]) -> list[Sheet]:
    """The pages with numbers of all that is printed: each line of text, each row of a table.

    >>> from khet.documents.report_reader.pdf_rows import Part
    >>> pages = [Sheet([Text((Part(text, 0, 9, 9),)) for text in "กข"], 0, 0, 9, 9)] * 2
    >>> [[piece.number for piece in sheet.pieces] for sheet in numbered(pages)]
    [[1, 2], [3, 4]]
    """
    numbers = count(1)
    return [
        replace(sheet, pieces=[_numbered(piece, numbers) for piece in sheet.pieces])
        for sheet in sheets
    ]


def _numbered(piece: Text | Table, numbers: Iterator[int]) -> Text | Table:
    if isinstance(piece, Text):
        return replace(piece, number=next(numbers))
    return replace(piece, rows=[replace(row, number=next(numbers)) for row in piece.rows])


def lines_of(sheets: Sequence[Sheet]) -> Iterator[Line]:
    """The paragraphs and rows of tables of pages."""
    stream, known = _Stream(), margins(sheets)
    pages = [list(with_blocks(sheet.pieces)) for sheet in sheets]
    over_pages(pages)
    for page, (sheet, pieces) in enumerate(zip(sheets, pages, strict=True), 1):
        stream.tables.page()
        own = known.get(round(sheet.right - sheet.left), Margins(0, sheet.right))
        own = own.on(sheet)
        for piece, after in zip_longest(pieces, pieces[1:]):
            if isinstance(piece, Table):
                stream.take(page, piece)
            else:
                stream.text(page, piece, own, after if isinstance(after, Text) else None)
    return stream.lines()
