"""The lines and tables of a page of a PDF, in the order in which they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2

from khet.documents.report_reader.pdf_cells import rows_in
from khet.documents.report_reader.pdf_columns import blocks_in
from khet.documents.report_reader.pdf_grids import Grid, Slot, grids_of
from khet.documents.report_reader.pdf_ladders import ladders_of
from khet.documents.report_reader.pdf_letters import Apart, Letter, letters_of
from khet.documents.report_reader.pdf_marks import settled
from khet.documents.report_reader.pdf_rows import Part, Row, parts_of, phrases_of, rows_of
from khet.documents.report_reader.pdf_rules import Rule, rules_of
from khet.documents.report_reader.pdf_shapes import shapes_of


@dataclass(frozen=True)
class Table:
    """A table on a page: where its columns begin and end, and the cells of its rows."""

    edges: tuple[tuple[float, float], ...]
    rows: list[tuple[str, ...]]

    @property
    def text(self) -> str:
        """All that stands in it."""
        return "\n".join(" ".join(row) for row in self.rows)


@dataclass
class _Reading:
    """What is read of a page: the letters outside of tables, and those of each cell.

    ``begun`` says how many letters stand before the first of a table.
    """

    grids: Sequence[Grid]
    free: list[Letter] = field(default_factory=list)
    cells: dict[int, dict[Slot, list[Letter]]] = field(default_factory=dict)
    begun: dict[int, int] = field(default_factory=dict)

    def take(self, letters: Sequence[Letter]) -> None:
        """Put each letter to its table or outside."""
        last: tuple[int, Slot] | None = None
        for letter in letters:
            place = self._place(letter)
            letter.apart = letter.apart if place == last else Apart.BREAK
            last = place
            if place is None:
                self.free.append(letter)
                continue
            table, slot = place
            self.begun.setdefault(table, len(self.free))
            self.cells.setdefault(table, {}).setdefault(slot, []).append(letter)

    def _place(self, letter: Letter) -> tuple[int, Slot] | None:
        x, y = (letter.left + letter.right) / 2, (letter.low + letter.top) / 2
        for number, grid in enumerate(self.grids):
            slot = grid.cell_at(x, y)
            if slot:
                return number, slot
        return None

    def tables(self, rows: Sequence[Row]) -> Iterator[tuple[int, Table]]:
        """The tables, each with the number of lines that stand before it."""
        first = {id(row.begins) for row in rows}
        begins = [n for n, letter in enumerate(self.free) if id(letter) in first]
        for number, begun in self.begun.items():
            grid = self.grids[number]
            told = list(rows_in(grid, self.cells[number]))
            yield sum(n < begun for n in begins), Table(tuple(pairwise(grid.across)), told)


def page_of(page: pypdfium2.PdfPage) -> list[str | Table]:
    """What stands on a page: lines of text, two spaces between columns, and tables."""
    shapes = shapes_of(page)
    letters = settled(letters_of(page, shapes))
    reading = _Reading(_grids(rules_of(page, shapes), letters) if letters else [])
    reading.take(letters)
    rows = rows_of(reading.free)
    found = _with_blocks(parts_of(rows))
    for before, table in reversed(list(reading.tables(rows))):
        found.insert(before, table)
    return [piece for piece in found if piece]


def _grids(rules: Sequence[Rule], letters: Sequence[Letter]) -> list[Grid]:
    """The tables that lines draw; lines of one table are of no other."""
    grids = grids_of(rules)
    free = [rule for rule in rules if not any(grid.has(rule) for grid in grids)]
    return [*grids, *(ladders_of(free, phrases_of(letters)) if free else ())]


def _with_blocks(lines: Sequence[Sequence[Part]]) -> list[str | Table]:
    """The lines as text, tables that they are in place of the first of them."""
    found: list[str | Table] = ["  ".join(part.text for part in parts) for parts in lines]
    for block in blocks_in(lines):
        blank = [""] * (block.end - block.begin - 1)
        found[block.begin : block.end] = [Table(block.edges, block.rows), *blank]
    return found
