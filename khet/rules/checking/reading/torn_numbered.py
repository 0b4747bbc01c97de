"""Rows of a torn table that running numbers cut."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from khet.rules.checking.reading.cells import Row, label_of, style_of
from khet.rules.checking.reading.pieces import Piece
from khet.rules.checking.reading.tables import is_average, is_share, is_total


def numbered_rows(pieces: Sequence[Piece], firsts: Sequence[int]) -> list[Row]:
    """The rows that begin at these places, and those of totals between and after them.

    >>> texts = ["1", "ก", "5", "ดี", "2", "ข", "4", "3", "ค", "6", "รวม", "15"]
    >>> several = [Piece(n, text) for n, text in enumerate(texts)]
    >>> [(row.label, row.cells[0].printed) for row in numbered_rows(several, [0, 4, 7])]
    [('ก', '5'), ('ข', '4'), ('ค', '6'), ('รวม', '15')]
    """
    rows = list[Row]()
    for start, end in zip(firsts, [*firsts[1:], len(pieces)], strict=True):
        parts = list(_by_summaries(pieces[start + 1 : end]))
        found = [row for part in parts if (row := _row(part))]
        rows.extend(found)
    return rows


def _by_summaries(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of a row, then those of each total, average or row of percentages."""
    part: list[Piece] = []
    for piece in pieces:
        if not piece.is_number and part and _is_summary(piece.text):
            yield part
            part = []
        part.append(piece)
    yield part


def _is_summary(text: str) -> bool:
    label = label_of(text)
    return is_total(label) or is_average(label) or is_share(label)


def _row(pieces: Sequence[Piece]) -> Row | None:
    """The words before the first number as the label, all numbers after them as cells."""
    first = next((n for n, piece in enumerate(pieces) if not piece.is_number), None)
    if first is None:
        return None
    words = [one.text for one in takewhile(lambda one: not one.is_number, pieces[first:])]
    cells = tuple(piece.cell for piece in pieces[first:] if piece.is_number)
    label = label_of(" ".join(words))
    if is_share(label):
        cells = tuple(replace(cell, percent=True) for cell in cells)
    return Row(cells[0].at, label, cells, style_of(words[0])) if cells else None
