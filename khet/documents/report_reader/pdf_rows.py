"""The lines of a page put together from where its letters stand.

A PDF has its letters in the order in which they were drawn: of a table, cell after cell, a cell
with all its lines. What stands level with a line before it and to its right is of that line.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add

_FAR, _LOOSE, _BACK, _LEVEL = 1.5, 0.4, 2.0, 0.35
"""In heights of letters: how far columns are apart, or may be where gaps stand below each other;
how far back a mark may be drawn; how much higher than its neighbour a letter may stand."""
_RECENT = 12
"""Of how many lines a cell may be; longer ones are rather columns of prose."""
_ITEM = re.compile(r"[0-9๐-๙]+[.)]\s")
_PLACES = re.compile(r"(?<=\S)(?:\s*\n\s*| +)(?=\S)")


@dataclass(frozen=True)
class Box:
    """Where a letter stands, in any unit; ``bottom`` grows upwards."""

    left: float
    bottom: float
    right: float
    height: float


@dataclass(frozen=True)
class _Gap:
    """The room between two words: from where to where, and how wide in heights of letters."""

    left: float
    right: float
    wide: float


@dataclass
class _Row:
    """A line of a page: its first letter, its last so far, its words, and the gaps between them."""

    begins: Box
    ends: Box
    words: list[str] = field(default_factory=lambda: [""])
    gaps: list[_Gap] = field(default_factory=list)

    def write(self, text: str, ends: Box) -> None:
        """Go on with the last word."""
        self.words[-1] += text
        self.ends = ends

    def part(self, gap: _Gap) -> None:
        """Begin another word after a gap."""
        self.words.append("")
        self.gaps.append(gap)


def lines_of(text: str, box_at: Callable[[int], Box]) -> list[str]:
    """The lines of a page's text; ``box_at`` tells where the letter at a place of it stands."""
    rows = _rows(text, box_at)
    apart = [[gap for gap in row.gaps if gap.wide > _LOOSE] for row in rows]
    above, below = _last(apart), reversed(_last(apart[::-1]))
    return [_joined(row, [*up, *down]) for row, up, down in zip(rows, above, below, strict=True)]


def _last(apart: list[list[_Gap]]) -> list[list[_Gap]]:
    """For each line the gaps of the last line before it that has any."""
    return list(accumulate(apart, lambda last, one: one or last, initial=list[_Gap]()))[:-1]


def _rows(text: str, box_at: Callable[[int], Box]) -> list[_Row]:
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if begin >= end:
        return []
    row = _Row(box_at(begin), box_at(begin))
    rows = [row]
    for found in _PLACES.finditer(text, begin, end):
        before, after = box_at(found.start() - 1), box_at(found.end())
        row.write(text[begin : found.start()], before)
        begin, gap = found.end(), _gap(before, after)
        if "\n" not in found[0]:
            row.part(gap)
        elif not _level(before, after) or gap.wide < -_BACK:
            row = _going_on(rows, after, _ITEM.match(text, begin) is not None)
        elif gap.wide >= 0:
            row.part(gap)
    row.write(text[begin:end], box_at(end - 1))
    return rows


def _going_on(rows: list[_Row], after: Box, item: bool) -> _Row:
    """The line that a letter goes on with: one to the left of it, or else a new one.

    Items of a list go on below each other, also in columns.
    """
    for row in () if item else reversed(rows[-_RECENT:]):
        level = _level(row.ends, after) or _level(row.begins, after)
        if level and after.left >= row.ends.right:
            row.part(_gap(row.ends, after))
            return row
    rows.append(_Row(after, after))
    return rows[-1]


def _level(before: Box, after: Box) -> bool:
    return abs(after.bottom - before.bottom) < _LEVEL * max(before.height, after.height)


def _gap(before: Box, after: Box) -> _Gap:
    high = max(before.height, after.height) or 1
    return _Gap(before.right, after.left, (after.left - before.right) / high)


def _joined(row: _Row, near: Sequence[_Gap]) -> str:
    """The words of a line, two spaces between columns; ``near`` are the gaps above and below it."""
    apart = ("  " if _columns(gap, near) else " " for gap in row.gaps)
    return row.words[0] + "".join(map(add, apart, row.words[1:]))


def _columns(gap: _Gap, near: Sequence[_Gap]) -> bool:
    """Whether a gap parts columns: it is wide, or wider than a space as one above or below it."""
    under = (max(one.left, gap.left) < min(one.right, gap.right) for one in near)
    return gap.wide > _FAR or (gap.wide > _LOOSE and any(under))
