"""The headings of a torn table, one a line above its first row."""

import re
from collections.abc import Sequence

from khet.rules.checking.reading.cells import Row, is_number, label_of
from khet.rules.checking.reading.pieces import Piece
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.tables import of_words

_HUNDRED = 100
_PERCENT = re.compile(r"ร้อยละ|%")


def headings_of(
    pieces: Sequence[Piece], rows: Sequence[Row], width: int, numbered: bool
) -> tuple[str, ...]:
    """The headings of the last columns; "" where there are too few or they are of others.

    >>> texts = ["ที่", "ชื่อ", "รับ", "(บาท)", "จ่าย", "(บาท)", "1", "ก", "5", "7"]
    >>> several = [Piece(n, text) for n, text in enumerate(texts)]
    >>> headings_of(several, [Row(8, "ก", (several[8].cell, several[9].cell))], 2, True)
    ('รับ (บาท)', 'จ่าย (บาท)')
    """
    texts = _above(pieces, rows[0], numbered)
    ways = [_without_words(way) for way in (_with_brackets(texts), _mended(texts)) if way]
    fitting = [tuple(way[-width:]) for way in ways if len(way) >= width]
    return next((way for way in fitting if _fits(way, rows)), ("",) * width)


def _above(pieces: Sequence[Piece], first: Row, numbered: bool) -> list[str]:
    """The words above the first row, without its own label."""
    above = [piece for piece in pieces if piece.at < first.at]
    if numbered:
        start = next((n for n, piece in enumerate(above) if piece.is_number), len(above))
        return [plain(piece.text) for piece in above[:start]]
    words = [plain(piece.text) for piece in above if not is_number(piece.text)]
    own = bool(words) and not is_number(first.label) and label_of(words[-1]) == first.label
    return words[:-1] if own else words


def _with_brackets(texts: Sequence[str]) -> list[str]:
    """The headings with units in brackets after them; none where two brackets follow one."""
    found: list[str] = []
    for text in texts:
        if text.startswith("(") and found:
            if found[-1].endswith(")"):
                return []
            found[-1] += f" {text}"
        else:
            found.append(text)
    return _mended(found)


def _mended(texts: Sequence[str]) -> list[str]:
    """The headings, a torn one ("ร้อย", "ละ") whole again."""
    found: list[str] = []
    for text in texts:
        if found and found[-1] + text == "ร้อยละ":
            found[-1] += text
        else:
            found.append(text)
    return found


def _without_words(texts: Sequence[str]) -> list[str]:
    found = list(texts)
    while found and of_words(found[-1]):
        found.pop()
    return found


def _fits(heads: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether columns named percentages have decimals, or hundred at most."""
    for n, head in enumerate(heads):
        cells = [row.cells[n] for row in rows if len(row.cells) == len(heads)]
        over = [cell for cell in cells if (cell.value or 0) > _HUNDRED and not cell.places]
        if _PERCENT.search(head) and over:
            return False
    return True
