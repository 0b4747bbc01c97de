"""The cells of a torn table in their order, those of rows that came whole on one line too."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from khet.rules.checking.reading.cells import Cell, cell_of, is_number, row_of
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

_FIRST = re.compile(r"(\d{1,3}) (?=\D)")
_CODE = re.compile(r"(\d{5,}) (?=\D)")
_LAST = re.compile(r"(.*\d) (\D{1,20})")
_EACH = re.compile(r"(?:ละ|[x×])$")
_YEAR = re.compile(r"2[45]\d\d")
_ALL = 2


@dataclass(frozen=True)
class Piece:
    """A cell of a torn table: the index of its line and what it says."""

    at: int
    text: str

    @property
    def is_number(self) -> bool:
        """Whether it is a number, or the dash that stands for none."""
        return is_number(self.text)

    @property
    def cell(self) -> Cell:
        """It as the cell of a row."""
        return cell_of(self.text, self.at)


def whole_row(line: Line, at: int) -> list[Piece]:
    """The cells of a line that is a whole row of two numbers or more; none where it isn't.

    >>> [one.text for one in whole_row(Line(1, "5 รังสีตรีมิตร 10 54 90.74 ดี"), 0)]
    ['5', 'รังสีตรีมิตร', '10', '54', '90.74', 'ดี']
    """
    text = plain(line.text)
    parts = text.split(" ")
    if len(parts) >= _ALL and all(map(is_number, parts)):
        return [Piece(at, part) for part in parts]
    found = _row(text, at)
    after_label = dropwhile(lambda one: one.is_number, found)
    return found if sum(one.is_number for one in after_label) > 1 else []


def _row(text: str, at: int) -> list[Piece]:
    """A line as its running number, its code, its label, its numbers and a word behind them."""
    before, after = list[str](), list[str]()
    for pattern in (_FIRST, _CODE):
        if found := pattern.match(text):
            before.append(found[1])
            text = text[found.end() :]
    if found := _LAST.fullmatch(text):
        text, after = found[1], [found[2]]
    row = row_of(Line(1, text), at)
    if not row or not row.label or any(cell.value is None for cell in row.cells):
        return []
    numbers = [f"{cell.printed}%" if cell.percent else cell.printed for cell in row.cells]
    return [Piece(at, one) for one in (*before, row.label, *numbers, *after)]


def pieces_of(lines: Sequence[Line], run: Sequence[int]) -> list[Piece]:
    """The cells of a run of lines."""
    alone = {at for at in run if is_number(lines[at].text)}
    found: list[Piece] = []
    for at in run:
        row = [] if at in alone else whole_row(lines[at], at)
        found.extend(row or [Piece(at, lines[at].text)])
    return list(_without_numbered(lines, alone, found))


def _without_numbered(
    lines: Sequence[Line], alone: set[int], found: Sequence[Piece]
) -> Iterator[Piece]:
    """The cells, lines "3 label 120,000" parted where 2 or 4 stands alone as they do."""
    running = {int(plain(lines[at].text)) for at in alone if plain(lines[at].text).isdigit()}
    several = Counter(piece.at for piece in found)
    for piece in found:
        text = plain(piece.text)
        first = _FIRST.match(text) if several[piece.at] == 1 and piece.at not in alone else None
        number = int(first[1]) if first else 0
        row = _row(text, piece.at) if running & {number - 1, number + 1} and first else []
        yield from (row if len(row) > _ALL - 1 and row[-1].is_number else [piece])
