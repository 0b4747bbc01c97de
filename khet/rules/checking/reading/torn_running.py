"""The running numbers of a torn table, which cut it into its rows."""

import re
from collections.abc import Sequence
from itertools import pairwise

from khet.rules.checking.reading.pieces import Piece
from khet.rules.checking.reading.quantities import plain

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


def without_items(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the numbers 1.1, 1.2, 1.3 … that words follow.

    >>> texts = ["2.1", "ก", "5", "2.2", "ข", "4", "2.3", "ค", "3", "เฉลี่ย", "4.00"]
    >>> [one.text for one in without_items([Piece(n, text) for n, text in enumerate(texts)])]
    ['ก', '5', 'ข', '4', 'ค', '3', 'เฉลี่ย', '4.00']
    """
    items = [n for n, one in enumerate(pieces[:-1]) if _is_item(one, pieces[n + 1])]
    chain: set[int] = set()
    for one, two in pairwise(items):
        if _follows(pieces[one], pieces[two]):
            chain |= {one, two}
    return [piece for n, piece in enumerate(pieces) if n not in chain or len(chain) < _FEWEST]


def _follows(one: Piece, two: Piece) -> bool:
    """Whether a number like 1.2 is the next after 1.1, or 2.1 the first of the next."""
    (a, b), (c, d) = (map(int, plain(piece.text).split(".")) for piece in (one, two))
    return (c, d) in ((a, b + 1), (a + 1, 1))


def _is_item(one: Piece, after: Piece) -> bool:
    return bool(_ITEM.fullmatch(plain(one.text))) and not after.is_number
