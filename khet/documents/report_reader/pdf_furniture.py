"""Heads and feet of pages: what stands at the same place of several pages, and their numbers.

Only the first and last lines of a page can be one, from its edge inwards. The head of the first
page stays where it has no title of the same words: it tells of what the report is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khet.documents.report_reader.pdf_page import Sheet, Table, Text
from khet.rules.thai import arabic_digits

_DEPTH, _SAME, _OUTER = 4, 4.0, 0.2
"""How many lines of a head or foot; in points, how near to the same place they stand; in heights
of the page, how far from its edge."""
_NUMBER = re.compile(r"[0-9]+")
_PAGE = re.compile(
    r"(?:[-–—] ?)?(?:หน้า(?:ที่)? ?)?:?\(?[0-9]{1,4}\)?(?: ?(?:/|จาก|of) ?[0-9]{1,4})?(?: ?[-–—])?"
)
_OFF = 20.0
"""In points: how far from all else the number of a page alone stands."""


@dataclass(frozen=True)
class _Edge:
    """A piece at the edge of a page: of which page, at which place of its pieces, how far off.

    ``fixed`` where its numbers are none of pages, as in a table.
    """

    page: int
    place: int
    off: float
    numbers: tuple[int, ...]
    fixed: bool


def without_furniture(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without heads, feet and numbers of pages.

    >>> from khet.documents.report_reader.pdf_rows import Part
    >>> def line(text, base):
    ...     return Text((Part(text, 0, 100, base),))
    >>> feet = [line("- 1 -", 20), line("-  2 -", 20)]
    >>> pages = [[line("รายงานผล", 700), foot] for foot in feet]
    >>> cleared = without_furniture([Sheet(page, 0, 0, 500, 800) for page in pages])
    >>> [[piece.text for piece in sheet.pieces] for sheet in cleared]
    [['รายงานผล'], []]
    """
    heads = [_from_top(sheet) for sheet in sheets]
    feet = [_from_foot(sheet) for sheet in sheets]
    gone: dict[int, set[int]] = defaultdict(set)
    for page, place in [*_repeated(sheets, heads, head=True), *_repeated(sheets, feet, head=False)]:
        gone[page].add(place)
    for page, sheet in enumerate(sheets):
        gone[page] |= set(_alone(page, sheet, feet[page]))
    kept = {place for place in gone[0] if _is_kept(sheets[0], place, heads[0])}
    return [
        replace(sheet, pieces=_left(sheet, gone[page], set() if page else kept))
        for page, sheet in enumerate(sheets)
    ]


def _left(sheet: Sheet, gone: set[int], kept: set[int]) -> list[Text | Table]:
    """The pieces of a page that are left; its head goes on nowhere."""
    return [
        replace(piece, whole=True) if place in kept and isinstance(piece, Text) else piece
        for place, piece in enumerate(sheet.pieces)
        if place in kept or place not in gone
    ]


def _from_top(sheet: Sheet) -> list[int]:
    """Which pieces of a page stand at its top, from above."""
    least = sheet.top - _OUTER * (sheet.top - sheet.low)
    places = (place for place, piece in enumerate(sheet.pieces) if piece.low > least)
    return sorted(places, key=lambda place: -sheet.pieces[place].top)[:_DEPTH]


def _from_foot(sheet: Sheet) -> list[int]:
    """Which pieces of a page stand at its foot, from below."""
    most = sheet.low + _OUTER * (sheet.top - sheet.low)
    places = (place for place, piece in enumerate(sheet.pieces) if piece.top < most)
    return sorted(places, key=lambda place: sheet.pieces[place].low)[:_DEPTH]


def _repeated(
    sheets: Sequence[Sheet], edges: Sequence[Sequence[int]], *, head: bool
) -> Iterator[tuple[int, int]]:
    """The page and place of each piece that stands on another page too."""
    alike: dict[str, list[_Edge]] = defaultdict(list)
    for page, places in enumerate(edges):
        for place in places:
            key, edge = _edge(sheets[page], page, place, head=head)
            alike[key].append(edge)
    twice = {
        (one.page, one.place)
        for several in alike.values()
        for one in several
        if any(_is_again(one, other) for other in several)
    }
    for page, places in enumerate(edges):
        for place in places:
            if (page, place) not in twice:
                break
            yield page, place


def _is_kept(sheet: Sheet, place: int, heads: Sequence[int]) -> bool:
    """Whether a piece is of the head and says what its page doesn't: no number, no words again."""
    head = sheet.pieces[place]
    text = "".join(head.text.split())
    others = "".join(piece.text for piece in sheet.pieces if piece is not head)
    return place in heads and not _is_number(head) and text not in "".join(others.split())


def _edge(sheet: Sheet, page: int, place: int, *, head: bool) -> tuple[str, _Edge]:
    piece = sheet.pieces[place]
    text = " ".join(arabic_digits(piece.text).split())
    off = sheet.top - piece.top if head else piece.low - sheet.low
    numbers = tuple(int(found[-9:]) for found in _NUMBER.findall(text))
    return _NUMBER.sub("#", text), _Edge(page, place, off, numbers, isinstance(piece, Table))


def _is_again(one: _Edge, other: _Edge) -> bool:
    """Whether two pieces of the same words are one, their numbers the same or those of pages."""
    pages = other.page - one.page
    pairs = zip(one.numbers, other.numbers, strict=True)
    told = all(after - before in ((0,) if one.fixed else (0, pages)) for before, after in pairs)
    return pages != 0 and told and abs(one.off - other.off) < _SAME


def _is_number(piece: Text | Table) -> bool:
    """Whether a piece is nothing but the number of a page."""
    return isinstance(piece, Text) and bool(_PAGE.fullmatch(arabic_digits(piece.text).strip()))


def _alone(page: int, sheet: Sheet, feet: Sequence[int]) -> Iterator[int]:
    """The number of a page at its foot, far from all else, that is as it is counted."""
    if len(feet) > 1:
        foot, above = (sheet.pieces[place] for place in feet[:2])
        own = arabic_digits(foot.text).strip() == str(page + 1)
        if own and _is_number(foot) and above.low - foot.top > _OFF:
            yield feet[0]
