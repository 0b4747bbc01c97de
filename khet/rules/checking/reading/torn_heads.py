"""The headings of a torn table, one a line above its first row."""

from collections.abc import Sequence

from khet.rules.checking.reading.cells import Row, is_number
from khet.rules.checking.reading.pieces import Piece
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.tables import of_words


def headings_of(
    pieces: Sequence[Piece], first: Row, width: int, numbered: bool
) -> tuple[str, ...]:
    """The headings of the last columns; "" where there are too few.

    >>> texts = ["ที่", "ชื่อ", "รับ", "(บาท)", "จ่าย", "(บาท)", "1", "ก", "5", "7"]
    >>> several = [Piece(n, text) for n, text in enumerate(texts)]
    >>> headings_of(several, Row(8, "ก", ()), 2, True)
    ('รับ (บาท)', 'จ่าย (บาท)')
    """
    above = [piece for piece in pieces if piece.at < first.at]
    if numbered:
        start = next((n for n, piece in enumerate(above) if piece.is_number), len(above))
        above = above[:start]
    else:
        words = [piece for piece in above if not is_number(piece.text)]
        above = words[:-1] if words and not is_number(first.label) else words
    headings = _mended([plain(piece.text) for piece in above if not is_number(piece.text)])
    return tuple(headings[-width:]) if len(headings) >= width else ("",) * width


def _mended(texts: Sequence[str]) -> list[str]:
    """The headings, torn ones whole again ("ร้อย", "ละ"; units in brackets), without words'."""
    found: list[str] = []
    for text in texts:
        if found and (found[-1] + text == "ร้อยละ" or text.startswith("(")):
            found[-1] += text if text == "ละ" else f" {text}"
        else:
            found.append(text)
    while found and of_words(found[-1]):
        found.pop()
    return found
