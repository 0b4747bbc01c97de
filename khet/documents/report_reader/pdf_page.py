"""The lines and tables of a page of a PDF, in the order in which they are read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import pypdfium2

from khet.documents.report_reader.pdf_cells import rows_in
from khet.documents.report_reader.pdf_columns import blocks_in
from khet.documents.report_reader.pdf_grids import CellRow, Grid, Slot, grids_of
from khet.documents.report_reader.pdf_ladders import ladders_of
from khet.documents.report_reader.pdf_letters import Apart, Letter, letters_of
from khet.documents.report_reader.pdf_marks import settled
from khet.documents.report_reader.pdf_rows import Part, Row, parts_of, phrases_of, rows_of
from khet.documents.report_reader.pdf_rules import Rule, rules_of
from khet.documents.report_reader.pdf_shapes import Turn, shapes_of


@dataclass(frozen=True)
class Table:
    """A table on a page: where its columns begin and end, its rows, and where it begins and ends.

    ``lone`` where it may be none: a row of cells alone.
    """

    edges: tuple[tuple[float, float], ...]
    rows: list[CellRow]
    top: float
    low: float
    lone: bool = False

    @property
    def text(self) -> str:
        """All that stands in it."""
        return "\n".join(" ".join(row.cells) for row in self.rows)


@dataclass(frozen=True)
class Text:
    """A line of a page: what stands in its columns.

    ``whole`` where it goes on nowhere, as the head of a page; ``number`` is that of its line.
    """

    parts: tuple[Part, ...]
    whole: bool = False
    number: int = 0

    @property
    def text(self) -> str:
        """What it says, two spaces between columns."""
        return "  ".join(part.text for part in self.parts)

    @property
    def top(self) -> float:
        """At which height it stands."""
        return self.parts[0].base

    @property
    def low(self) -> float:
        """At which height it stands."""
        return self.parts[0].base


@dataclass(frozen=True)
class Sheet:
    """A page: what stands on it, and where the page begins and ends."""

    pieces: list[Text | Table]
    left: float
    low: float
    right: float
    top: float

    @property
    def text(self) -> str:
        """All that stands on it."""
        return "\n".join(piece.text for piece in self.pieces)


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
            edges = tuple(pairwise(grid.across))
            table = Table(edges, told, grid.up[-1], grid.up[0], grid.is_lone)
            yield sum(n < begun for n in begins), table


def page_of(page: pypdfium2.PdfPage) -> Sheet:
    """What stands on a page: its lines, and the tables that lines draw."""
    shapes = shapes_of(page)
    letters = settled(letters_of(page, shapes))
    reading = _Reading(_grids(rules_of(page, shapes), letters) if letters else [])
    reading.take(letters)
    rows = rows_of(reading.free)
    pieces: list[Text | Table] = [Text(tuple(parts)) for parts in parts_of(rows)]
    for before, table in reversed(list(reading.tables(rows))):
        pieces.insert(before, table)
    return Sheet(pieces, *Turn(page.get_rotation()).box(*page.get_cropbox()))


def _grids(rules: Sequence[Rule], letters: Sequence[Letter]) -> list[Grid]:
    """The tables that lines draw; lines of one table are of no other."""
    grids = grids_of(rules)
    free = [rule for rule in rules if not any(grid.has(rule) for grid in grids)]
    return [*grids, *(ladders_of(free, phrases_of(letters)) if free else ())]


def with_blocks(pieces: Iterable[Text | Table]) -> Iterator[Text | Table]:
    """The pieces of a page, lines that are a table without lines around it as one."""
    for kind, group in groupby(pieces, key=type):
        found = list(group)
        yield from found if kind is Table else _blocks([x for x in found if isinstance(x, Text)])


def _blocks(lines: Sequence[Text]) -> Iterator[Text | Table]:
    done = 0
    for block in blocks_in([line.parts for line in lines]):
        yield from lines[done : block.begin]
        top, low = lines[block.begin].top, lines[block.end - 1].low
        numbers = sorted(line.number for line in lines[block.begin : block.end])
        rows = [replace(row, number=numbers[row.number]) for row in block.rows]
        yield Table(block.edges, rows, top, low)
        done = block.end
    yield from lines[done:]
