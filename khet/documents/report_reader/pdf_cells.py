"""The rows of a drawn table: what stands in each of its cells.

A cell over several columns stands once, one over several rows is empty in the rows below. A row
whose cells have figures below each other, level with lines of other cells, is as many rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khet.documents.report_reader.pdf_columns import FIGURE
from khet.documents.report_reader.pdf_grids import Grid, Slot
from khet.documents.report_reader.pdf_letters import Letter
from khet.documents.report_reader.pdf_rows import rows_of

_THAI = re.compile("[\u0e01-\u0e4e]")
_HALF, _SHORT, _ROOM = 0.5, 0.4, 0.85
"""In heights of letters: how near to each other lines are level. In widths of the cell: how short
a line is that was not ended for want of room, and how much two lines take that had room in one."""


@dataclass(frozen=True)
class CellLine:
    """A line of a cell, how high it stands, and how much of the width of its cell it takes."""

    text: str
    base: float
    height: float
    wide: float


def rows_in(grid: Grid, letters: dict[Slot, list[Letter]]) -> Iterator[tuple[str, ...]]:
    """The cells of each row of a table, without rows in which nothing stands."""
    lines = {slot: _lines(found, grid.widths[slot]) for slot, found in letters.items()}
    for row in grid.rows:
        cells = [lines.get(slot, []) if slot[0] == row else [] for slot in grid.row(row)]
        for texts in _levels(cells):
            if any(texts):
                yield texts


def _lines(letters: Sequence[Letter], width: float) -> list[CellLine]:
    """The lines of a cell."""
    return [
        CellLine(
            " ".join(word.text for word in row.words),
            row.begins.base,
            row.begins.height,
            (row.ends.right - row.begins.left) / width,
        )
        for row in rows_of(letters)
    ]


def _levels(cells: Sequence[list[CellLine]]) -> list[tuple[str, ...]]:
    """The rows that a row is."""
    steps = _steps(cells)
    if not steps:
        return [tuple(map(_joined, cells))]
    parted = [_at_steps(cell, steps) for cell in cells]
    return [tuple(map(_joined, row)) for row in zip(*parted, strict=True)]


def _steps(cells: Sequence[list[CellLine]]) -> list[CellLine]:
    """Figures that stand below each other, where those of a cell are level with lines of another.

    From the top, one at each height. A percentage in brackets below a count is no other row.
    """
    figures = [cell for cell in cells if cell and all(map(_is_figure, cell))]
    if not any(len(cell) > 1 and _is_level(cell, cells) for cell in figures):
        return []
    steps: list[CellLine] = []
    for line in sorted((line for cell in figures for line in cell), key=lambda line: -line.base):
        if not _beside(line, steps):
            steps.append(line)
    return steps


def _is_figure(line: CellLine) -> bool:
    return bool(FIGURE.match(line.text)) and not line.text.startswith("(")


def _is_level(cell: Sequence[CellLine], cells: Sequence[Sequence[CellLine]]) -> bool:
    """Whether another cell has a line beside each line of a cell."""
    others = (one for one in cells if one is not cell and len(one) > 1)
    return any(all(_beside(line, one) for line in cell) for one in others)


def _beside(line: CellLine, others: Sequence[CellLine]) -> bool:
    return any(abs(line.base - other.base) < _HALF * line.height for other in others)


def _at_steps(cell: Sequence[CellLine], steps: Sequence[CellLine]) -> list[list[CellLine]]:
    """The lines of a cell at the last step that isn't below them, or at the first."""
    found: list[list[CellLine]] = [[] for _step in steps]
    for line in cell:
        foot = line.base - _HALF * line.height
        above = [n for n, step in enumerate(steps) if step.base > foot]
        found[above[-1] if above else 0].append(line)
    return found


def _joined(lines: Sequence[CellLine]) -> str:
    """The words of a cell; a Thai word goes on over the end of a line that is full."""
    text = "".join(line.text for line in lines[:1])
    for last, line in pairwise(lines):
        full = last.wide > _SHORT and last.wide + line.wide > _ROOM
        goes_on = full and _THAI.match(last.text[-1]) and _THAI.match(line.text)
        text += line.text if goes_on else f" {line.text}"
    return text
