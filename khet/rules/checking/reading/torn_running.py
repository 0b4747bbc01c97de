"""The running numbers of a torn table, which cut it into its rows."""

import re
from collections.abc import Sequence

from khet.rules.checking.reading.pieces import Piece

_ITEM = re.compile(r"\d{1,2}\.\d{1,2}")
_CODE, _FEWEST, _WIDEST = 5, 3, 9


def running_at(pieces: Sequence[Piece]) -> list[int]:
    """The places of the numbers 1, 2, 3 … that words follow; none where there aren't three.

    Where two could be the next, the one that makes the row as long as the others.

    >>> texts = ["1", "ก", "5", "4", "ดี", "2", "ข", "5", "3", "3", "ค", "5", "4"]
    >>> running_at([Piece(n, text) for n, text in enumerate(texts)])
    [0, 5, 9]
    """
    places = [n for n in range(len(pieces)) if _number(pieces, n)]
    firsts = [n for n in places if _number(pieces, n) == 1]
    chains = [_chain(pieces, places, n, width) for n in firsts[:3] for width in range(1, _WIDEST)]
    best = max(chains, key=lambda one: (len(one[0]), one[1]), default=([], 0))[0]
    return best if len(best) >= _FEWEST else []


def _number(pieces: Sequence[Piece], n: int) -> int:
    """The whole number of a piece that words follow, a code between them or not; else 0."""
    text = pieces[n].text.strip()
    after = pieces[n + 1 : n + 3]
    if after and after[0].is_number and len(after[0].text.strip()) >= _CODE:
        code = after[0].text.strip().isdigit()
        after = after[1:] if code else after
    value = pieces[n].cell.value if text.isdigit() and len(text) < _CODE else None
    return int(value) if value and after and not after[0].is_number else 0


def _chain(
    pieces: Sequence[Piece], places: Sequence[int], first: int, width: int
) -> tuple[list[int], int]:
    """Running numbers from a 1 on, and after how many of them come that many numbers."""
    found, fitting = [first], 0
    while several := [n for n in places if n > found[-1] and _number(pieces, n) == len(found) + 1]:
        counted = {n: _between(pieces, found[-1], n) for n in several}
        fits = [n for n in several if counted[n] == width]
        following = fits[0] if fits else several[0]
        if counted[following] > _WIDEST:
            break
        fitting += bool(fits)
        found.append(following)
    return found, fitting


def _between(pieces: Sequence[Piece], first: int, last: int) -> int:
    return sum(piece.is_number for piece in pieces[first + 1 : last])
