"""Lists of a report: which numbered items belong together, and under which item they stand.

Lists of the same style follow each other or stand in each other; a report says neither. A list
that was left is taken up again only where its next number comes and its items lie apart (others
stood between them); headings end the lists of the text above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from khet.rules.checking.reading.items import Item, items_in
from khet.rules.checking.reading.stream import Line
from khet.rules.thai import tidy

_SECTION = re.compile(r"(?:บทที่|ตอนที่|ส่วนที่|หมวด|ภาคผนวก|ตัวชี้วัดที่|มาตรฐานที่)\s*[\d๐-๙ก-ฮ]")
_TYPED = ("1.", "1)", "(1)", "1.1", "ก.", "ก)", "(ก)")
_LONG, _BROKEN, _AHEAD, _MOST_OPEN = 50, 3, 3, 40


@dataclass(frozen=True)
class Listing:
    """Items of one list in the order printed, and the item that they stand under."""

    style: str
    items: tuple[Item, ...]
    parent: Item | None = None

    @property
    def first(self) -> int:
        """The index of the line that its first item stands in."""
        return self.items[0].at

    @property
    def last(self) -> int:
        """The index of the line that its last item begins in."""
        return self.items[-1].at


@dataclass
class _Open:
    room: str
    style: str
    prefix: tuple[int, ...]
    parent: Item | None
    items: list[Item] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The last number so far."""
        return self.items[-1].parts[-1]

    def fits(self, item: Item) -> bool:
        """Whether an item is numbered as this list is."""
        return (self.room, self.style, self.prefix) == (item.room, item.style, item.parts[:-1])

    def is_flat(self) -> bool:
        """Items one below the other, but for lines that a long one is broken into."""
        pairs = list(pairwise(self.items))
        return bool(pairs) and all(
            after.at - before.at <= (_BROKEN if len(before.text) >= _LONG else 1)
            for before, after in pairs
        )


def lists_in(lines: Sequence[Line]) -> list[Listing]:
    """The lists of a report, in the order of their first items.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["1. แผน", "1.1 คำสั่ง", "1.2 หนังสือ", "2. ผล", "ผลอื่น ดังนี้", "1. ภาพ", "2. บันทึก"]
    >>> found = lists_in([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [[one.printed for one in listing.items] for listing in found]
    [['1.', '2.'], ['1.1', '1.2'], ['1.', '2.']]
    >>> found[1].parent.text
    'แผน'
    """
    gathered = _Gathered()
    ends = {at for at, line in enumerate(lines) if line.heading or _is_section(line)}
    items = items_in(lines)
    place = 0
    for at in sorted(ends | {item.at for item in items}):
        if at in ends:
            gathered.close(lines[at].heading)
        while place < len(items) and items[place].at == at:
            gathered.add(items[place])
            place += 1
    return [Listing(one.style, tuple(one.items), one.parent) for one in gathered.all]


def _is_section(line: Line) -> bool:
    return not line.cells and bool(_SECTION.match(tidy(line.text)))


class _Gathered:
    """The lists so far: all of them, and those that may still go on, the innermost last."""

    def __init__(self) -> None:
        self.all: list[_Open] = []
        self.open: list[_Open] = []

    def close(self, heading: int) -> None:
        """End the lists of the text; those of headings of a higher level stay, and tables' too."""
        kept = [one for one in self.open if _outlives(one.room, heading)]
        words = [one for one in self.open if one.style not in _TYPED and not one.room]
        self.open = kept + words

    def add(self, item: Item) -> None:
        """Put an item into the list that it goes on, or begin one with it."""
        fitting = [one for one in reversed(self.open) if one.fits(item)]
        going_on = [one for one in fitting if one.number + 1 == item.parts[-1]]
        if going_on:
            self._take(going_on[0], item)
        elif fitting and 0 <= item.parts[-1] - fitting[0].number <= _AHEAD and item.parts[-1] > 1:
            self._take(fitting[0], item)
        else:
            self._begin(item, fitting)

    def _take(self, chosen: _Open, item: Item) -> None:
        chosen.items.append(item)
        within = self.open.index(chosen)
        apart = [one for one in self.open[within + 1 :] if one.room != item.room]
        self.open = self.open[: within + 1] + apart

    def _begin(self, item: Item, fitting: Sequence[_Open]) -> None:
        """A new list; a flat one of its style that was left before is over, with what is in it."""
        before = fitting[0] if fitting else None
        if before and before.is_flat() and item.at - before.items[-1].at > 1:
            self.open = self.open[: self.open.index(before)]
        begun = _Open(item.room, item.style, item.parts[:-1], self._parent(item), [item])
        self.open = [*self.open[-_MOST_OPEN:], begun]
        self.all.append(begun)

    def _parent(self, item: Item) -> Item | None:
        last = [one.items[-1] for one in self.open if one.room == item.room]
        if len(item.parts) == 1:
            return last[-1] if last else None
        above = [one for one in last if len(one.parts) == len(item.parts) - 1]
        return max(above, key=lambda one: (one.at, one.start)) if above else None


def _outlives(room: str, heading: int) -> bool:
    if room.startswith("h"):
        return not heading or int(room[1:]) <= heading
    return room.startswith("t")
