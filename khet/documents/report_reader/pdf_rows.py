"""The lines of a page put together from where its letters stand.

A PDF has its letters in the order in which they were drawn: of a table, cell after cell, a cell
with all its lines. What stands level with a line before it and to its right is of that line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from khet.documents.report_reader.pdf_letters import Apart, Letter
from khet.documents.report_reader.pdf_marks import MARKS

_FAR, _LOOSE, _BACK, _LEVEL, _SPACE = 1.5, 0.4, 2.0, 0.35, 0.1
"""In heights of letters: how far columns are apart, or may be where gaps stand below each other;
how far back a mark may be drawn; how much higher than its neighbour a letter may stand; how wide
a space is that nobody typed."""
_TYPED, _NONE = 0.5, 0.08
"""In heights: how far columns are apart with a space typed between them, where gaps stand below
each other; so narrow is no space, though it is told."""
_SEEN = 0.2
"""In heights: how wide a space is that the library leaves out after a mark."""
_WORD = 8
"""How many letters a Thai word has, with its marks, as most have at most."""
_RECENT = 12
"""Of how many lines a cell may be; longer ones are rather columns of prose."""
_THAI = re.compile("[\u0e01-\u0e4e]")
_ITEM = re.compile(r"[0-9๐-๙]+[.)]$")
_FOLLOWING = frozenset("ะาำๅ")  # no word begins with them


@dataclass
class Word:
    """Letters without a gap; ``breaks`` where the library ends a line before it."""

    letters: list[Letter]
    breaks: bool = False

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(letter.text for letter in self.letters)

    @property
    def begins(self) -> Letter:
        """Its first letter."""
        return self.letters[0]

    @property
    def ends(self) -> Letter:
        """Its last letter."""
        return self.letters[-1]


@dataclass(frozen=True)
class Gap:
    """The room between two words: from where to where, and how wide in heights of letters.

    ``typed`` where a space is.
    """

    left: float
    right: float
    wide: float
    typed: bool = False

    @property
    def is_loose(self) -> bool:
        """Whether a column may end in it."""
        return self.wide > (_TYPED if self.typed else _LOOSE)


@dataclass
class Row:
    """A line of a page: its words and the gaps between them."""

    words: list[Word]
    gaps: list[Gap] = field(default_factory=list)

    @property
    def begins(self) -> Letter:
        """Its first letter."""
        return self.words[0].begins

    @property
    def ends(self) -> Letter:
        """Its last letter so far."""
        return self.words[-1].ends

    def part(self, word: Word) -> None:
        """Go on with a word after a gap."""
        self.gaps.append(_gap(self.ends, word.begins))
        self.words.append(word)

    def join(self, word: Word) -> None:
        """Go on with the last word."""
        self.words[-1] = Word([*self.words[-1].letters, *word.letters], self.words[-1].breaks)


@dataclass(frozen=True)
class Part:
    """What stands in one column of a line, at which height, and how high its letters are.

    ``spaced`` where a space is typed after it.
    """

    text: str
    left: float
    right: float
    base: float
    height: float = 0.0
    spaced: bool = False


def rows_of(letters: Iterable[Letter]) -> list[Row]:
    """The lines that letters are, in the order of their beginnings."""
    rows: list[Row] = []
    words = _words(letters)
    if not words:
        return rows
    row = _new(rows, words[0])
    for n, word in enumerate(words[1:], 1):
        gap = _gap(row.ends, word.begins)
        if not level(row.ends, word.begins) or gap.wide < -_BACK:
            row = _going_on(rows, word, _is_item(words, n))
        elif not word.breaks or gap.wide > _SPACE:
            row.part(word)
        else:
            row.join(word)
    return rows


def phrases_of(letters: Iterable[Letter]) -> list[Word]:
    """Words that stand so near to each other that no column can end between them."""
    phrases: list[Word] = []
    for row in rows_of(letters):
        phrases.append(row.words[0])
        for gap, word in zip(row.gaps, row.words[1:], strict=True):
            if not gap.is_loose:
                phrases[-1] = Word([*phrases[-1].letters, *word.letters])
            else:
                phrases.append(word)
    return phrases


def parts_of(rows: Sequence[Row]) -> list[list[Part]]:
    """For each line what stands in its columns."""
    apart = [[gap for gap in row.gaps if gap.is_loose] for row in rows]
    above, below = _last(apart), reversed(_last(apart[::-1]))
    return [_parts(row, [*up, *down]) for row, up, down in zip(rows, above, below, strict=True)]


def word_width(text: str, wide: float) -> float:
    """How wide the first word of a line is: to its space, or as long as a Thai word is.

    >>> word_width("15 คน", 50), word_width("ผู้อำนวยการโรงเรียน", 190)
    (20.0, 80.0)
    """
    word = text.split(" ", 1)[0]
    letters = min(len(word), _WORD) if _THAI.match(word) else len(word)
    return wide * letters / max(len(text), 1)


def level(before: Letter, after: Letter) -> bool:
    """Whether two letters stand on one line."""
    return abs(after.base - before.base) < _LEVEL * max(before.height, after.height)


def _words(letters: Iterable[Letter]) -> list[Word]:
    words: list[Word] = []
    for letter in letters:
        if words and not _begins(words[-1].ends, letter):
            words[-1].letters.append(letter)
        else:
            words.append(Word([letter], letter.apart == Apart.BREAK))
    return words


def _begins(last: Letter, letter: Letter) -> bool:
    """Whether a word begins with a letter after another."""
    wide, same = _gap(last, letter).wide, level(last, letter)
    if letter.apart == Apart.GUESSED:
        return wide > _SPACE or not same
    if last.text[-1:] in MARKS and letter.apart == Apart.NO:
        return wide > _SEEN and same
    sure = len(last.text) == 1 or letter.text[0] in _FOLLOWING
    told = letter.apart == Apart.SPACE and sure and same
    return abs(wide) > _NONE if told else letter.apart != Apart.NO


def _new(rows: list[Row], word: Word) -> Row:
    rows.append(Row([word]))
    return rows[-1]


def _is_item(words: Sequence[Word], n: int) -> bool:
    """Whether a word is the number of an item that goes on behind it."""
    goes_on = n + 1 < len(words)
    return goes_on and bool(_ITEM.match(words[n].text))


def _going_on(rows: list[Row], word: Word, item: bool) -> Row:
    """The line that a word goes on with: one to the left of it, or else a new one.

    Items of a list go on below each other, also in columns.
    """
    after = word.begins
    for row in () if item else reversed(rows[-_RECENT:]):
        beside = level(row.ends, after) or level(row.begins, after)
        if beside and after.left >= row.ends.right:
            row.part(word)
            return row
    return _new(rows, word)


def _gap(before: Letter, after: Letter) -> Gap:
    high = max(before.height, after.height) or 1
    wide = (after.left - before.right) / high
    return Gap(before.right, after.left, wide, after.apart == Apart.SPACE)


def _last(apart: list[list[Gap]]) -> list[list[Gap]]:
    """For each line the gaps of the last line before it that has any."""
    return list(accumulate(apart, lambda last, one: one or last, initial=list[Gap]()))[:-1]


def _parts(row: Row, near: Sequence[Gap]) -> list[Part]:
    """What stands in the columns of a line; ``near`` are the gaps above and below it."""
    parts: list[list[Word]] = [[row.words[0]]]
    for gap, word in zip(row.gaps, row.words[1:], strict=True):
        if _columns(gap, near):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [_part(words) for words in parts]


def _part(words: Sequence[Word]) -> Part:
    text = " ".join(word.text for word in words)
    begins = words[0].begins
    ends = words[-1].ends
    right = max(word.ends.right for word in words)
    return Part(text, begins.left, right, begins.base, begins.height, ends.spaced)


def _columns(gap: Gap, near: Sequence[Gap]) -> bool:
    """Whether a gap parts columns: it is wide, or wider than a space as one above or below it."""
    under = (max(one.left, gap.left) < min(one.right, gap.right) for one in near)
    return gap.wide > _FAR or (gap.is_loose and any(under))
