"""The paragraphs and rows of tables of a PDF as lines, numbered through all its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

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

    def text(self, page: int, line: Text, own: Margins) -> None:
        """A line outside of tables."""
        self.tables.text()
        last = self.told[-1] if self.told else None
        if not (isinstance(last, Paragraph) and last.takes(page, line, own)):
            self.told.append(Paragraph(page, line, own))

    def lines(self) -> Iterator[Line]:
        """The lines, numbered from 1; tables too."""
        known = (number for number, lone in self.lone.items() if not lone)
        numbers = {number: n for n, number in enumerate(known, 1)}
        for n, one in enumerate(self.told, 1):
            if isinstance(one, Paragraph):
                yield Line(n, one.text, one.page)
            elif table := numbers.get(one.table, 0):
                row = one.row
                text = " | ".join(row.cells)
                yield Line(n, text, one.page, cells=row.cells, table=table, spans=row.spans)
            else:
                yield Line(n, "  ".join(filter(None, one.row.cells)), one.page)


def lines_of(sheets: Sequence[Sheet]) -> Iterator[Line]:
    """The paragraphs and rows of tables of pages."""
    stream, known = _Stream(), margins(sheets)
    pages = [list(with_blocks(sheet.pieces)) for sheet in sheets]
    over_pages(pages)
    for page, (sheet, pieces) in enumerate(zip(sheets, pages, strict=True), 1):
        stream.tables.page()
        own = known.get(round(sheet.right - sheet.left), Margins(0, sheet.right))
        own = Margins(own.left + sheet.left, own.right + sheet.left)
        for piece in pieces:
            if isinstance(piece, Table):
                stream.take(page, piece)
            else:
                stream.text(page, piece, own)
    return stream.lines()
