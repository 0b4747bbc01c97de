"""The rows of a drawn table: what stands in each of its cells.

A cell over several columns stands once, one over several rows is empty in the rows below. A row
whose cells have figures below each other, level with lines of other cells, is as many rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from khet.documents.report_reader.pdf_columns import FIGURE
from khet.documents.report_reader.pdf_grids import CellRow, Grid, Slot
from khet.documents.report_reader.pdf_letters import Letter
from khet.documents.report_reader.pdf_rows import Row, rows_of, word_width
from khet.rules.thai import arabic_digits

_THAI = re.compile("[\u0e01-\u0e4e]")
_NUMBER = re.compile(r"[-+–]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,3}\.[0-9]{1,2})")
_HALF, _PADDING = 0.5, 12.0
"""In heights of letters: how near to each other lines are level. In points: how much of the width
of a cell stays blank beside its words."""


@dataclass(frozen=True)
class CellLine:
    """A line of a cell, how high it stands, how much room is beside it, how wide its first word is.

    ``spaced`` where a space is typed after it.
    """

    text: str
    base: float
    height: float
    room: float
    word: float
    spaced: bool

    def is_full(self, line: "CellLine") -> bool:
        """Whether the first word of the next line had no room in it."""
        return line.word > self.room - _PADDING


def rows_in(grid: Grid, letters: dict[Slot, list[Letter]]) -> Iterator[CellRow]:
    """The rows of a table, without those in which nothing stands."""
    lines = {slot: _lines(found, grid.widths[slot]) for slot, found in letters.items()}
    for row in grid.rows:
        spans = grid.spans(row)
        cells = [lines.get(slot, []) if slot[0] == row else [] for slot in spans]
        for told in _levels([_unbroken(cell) for cell in cells]):
            if any(told):
                rooms = tuple(cell[-1].room - _PADDING if cell else 0.0 for cell in told)
                words = tuple(cell[0].word if cell else 0.0 for cell in told)
                yield CellRow(tuple(map(_joined, told)), tuple(spans.values()), rooms, words)


def _lines(letters: Sequence[Letter], width: float) -> list[CellLine]:
    """The lines of a cell."""
    return [_line(row, width) for row in rows_of(letters)]


def _line(row: Row, width: float) -> CellLine:
    first, last = row.begins, row.ends
    text = " ".join(word.text for word in row.words)
    wide = last.right - first.left
    word = word_width(text, wide)
    return CellLine(text, first.base, first.height, width - wide, word, last.spaced)


def _unbroken(cell: list[CellLine]) -> list[CellLine]:
    """The lines of a cell; one where they are a number for which it was too narrow."""
    text = "".join(line.text for line in cell)
    narrow = len(cell) > 1 and all(one.is_full(two) for one, two in pairwise(cell))
    if narrow and is_number(text):
        return [replace(cell[0], text=text, room=cell[-1].room)]
    return cell


def is_number(text: str) -> bool:
    """Whether a text is a number as it is printed, with commas or decimals.

    >>> [is_number(text) for text in ("2,300,000", "๙๘.๕๐", "15250", "2,300,00")]
    [True, True, False, False]
    """
    return bool(_NUMBER.fullmatch(arabic_digits(text)))


def _levels(cells: Sequence[list[CellLine]]) -> list[tuple[list[CellLine], ...]]:
    """The rows that a row is."""
    steps = _steps(cells)
    if not steps:
        return [tuple(cells)]
    return list(zip(*(_at_steps(cell, steps) for cell in cells), strict=True))


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
        full = last.is_full(line) and not last.spaced
        goes_on = full and _THAI.match(last.text[-1]) and _THAI.match(line.text)
        text += line.text if goes_on else f" {line.text}"
    return text
