"""The letters of a page of a PDF and where they stand, each as it is seen: once.

A PDF may say of several shapes that together they are a syllable; the library then tells it at the
first shape, as wide as that one, and may tell it again at a mark above. Here it stands once, as
wide as all its shapes.
"""

from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass
from enum import IntEnum
from math import cos, sin

import pypdfium2
from pypdfium2 import raw

from khet.documents.report_reader.pdf_shapes import Shape, Turn, address, bounds, span_of

_RECENT = 4
"""How many letters before it a syllable told again may stand."""
_SAME, _NEAR = 0.3, 2.0
"""How much of the narrower of two must overlap; how far, in heights, shapes of one may be apart."""
_INK = 1.8
"""How much higher a line is than a letter's ink, where nothing else tells it."""
_CONSONANTS = frozenset(map(chr, range(0x0E01, 0x0E2F)))
_FOOT = 0.15
"""How near to its base, in heights, ink comes of a syllable that has its consonant."""
_UPRIGHT = 0.9


class Apart(IntEnum):
    """What stands before a letter: nothing, perhaps a space, a space, the end of a line."""

    NO = 0
    GUESSED = 1
    SPACE = 2
    BREAK = 3


@dataclass(slots=True)
class Letter:
    """A letter, or a syllable that is drawn as one; ``base`` is the height that it stands on.

    ``low`` and ``top`` are those of its box, of a syllable those of its ink; ``spaced`` where a
    space is typed after it.
    """

    text: str
    left: float
    right: float
    low: float
    top: float
    base: float
    height: float
    apart: Apart
    spaced: bool = False


class _Layer:
    """The text of a page as the library tells it, letter by letter."""

    def __init__(self, page: pypdfium2.PdfPage, shapes: Sequence[Shape]) -> None:
        self._turn = Turn(page.get_rotation())
        self._shapes = shapes
        self._text = page.get_textpage()
        self._layer = self._text.raw
        self._x, self._y, self._rect = c_double(), c_double(), raw.FS_RECTF()
        self._origin, self._box = (byref(self._x), byref(self._y)), byref(self._rect)

    def letters(self) -> list[Letter]:
        """Its letters, each once."""
        try:
            told = list(self._told())
            if any(len(letter.text) > 1 for letter, _first in told):
                self._stretch(told)
            marks = [self._is_mark(letter, at) for letter, at in told]
            return _once(_even([letter for letter, _first in told]), marks)
        finally:
            self._text.close()

    def _told(self) -> Iterator[tuple[Letter, int]]:
        """Each letter with its place; those that are drawn as one together."""
        apart, last = Apart.NO, None
        at: tuple[float, float] | None = None
        for index in range(raw.FPDFText_CountChars(self._layer)):
            text = chr(raw.FPDFText_GetUnicode(self._layer, index))
            if text.isspace():
                space = self._space(text, index)
                apart = max(apart, space)
                if last and space == Apart.SPACE:
                    last[0].spaced = True
                continue
            raw.FPDFText_GetCharOrigin(self._layer, index, *self._origin)
            letter = self._letter(text, index, apart)
            here = (self._x.value, self._y.value)
            if last and not apart and here == at and self._one(last[1], index):
                _add(last[0], letter)
            else:
                if last:
                    yield last
                last, at = (letter, index), here
            apart = Apart.NO
        if last:
            yield last

    def _one(self, index: int, other: int) -> bool:
        """Whether two letters are of one thing that is drawn."""
        shapes = (raw.FPDFText_GetTextObject(self._layer, at) for at in (index, other))
        return len(set(map(address, shapes))) == 1

    def _is_mark(self, one: Letter, index: int) -> bool:
        """Whether only a mark above or below is drawn of a syllable."""
        if len(one.text) < 2 or one.text[0] not in _CONSONANTS:
            return False
        foot = one.base + _FOOT * (one.top - one.low)
        return (one.low > foot or one.top < foot) and self._is_upright(index)

    def _is_upright(self, index: int) -> bool:
        angle = raw.FPDFText_GetCharAngle(self._layer, index)
        across, _up = self._turn.point(cos(angle), sin(angle))
        return across > _UPRIGHT

    def _space(self, text: str, index: int) -> Apart:
        if text in "\r\n":
            return Apart.BREAK
        guessed = raw.FPDFText_IsGenerated(self._layer, index) == 1
        return Apart.GUESSED if guessed else Apart.SPACE

    def _letter(self, text: str, index: int, apart: Apart) -> Letter:
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._layer, index, self._box)
        left, bottom, right, top = self._turn.box(rect.left, rect.bottom, rect.right, rect.top)
        _x, base = self._turn.point(self._x.value, self._y.value)
        return Letter(text, left, right, bottom, top, base, top - bottom, apart)

    def _stretch(self, told: Sequence[tuple[Letter, int]]) -> None:
        """Make syllables as wide as all their shapes; the library tells of their first only.

        One that it tells at another shape too is left without letters there.
        """
        owned = {address(raw.FPDFText_GetTextObject(self._layer, at)): one for one, at in told}
        spans: dict[int, Letter] = {}
        last: Letter | None = None
        for kind, shape in self._shapes:
            if kind != raw.FPDF_PAGEOBJ_TEXT:
                continue
            owner = owned.get(address(shape))
            if owner is None and last is not None and len(last.text) > 1:
                _widen(last, self._turn.box(*bounds(shape)))
            if owner is not None and len(owner.text) > 1 and (span := span_of(shape)):
                owner = _first_of(spans.setdefault(span, owner), owner)
            last = owner or last


def letters_of(page: pypdfium2.PdfPage, shapes: Sequence[Shape]) -> list[Letter]:
    """The letters of a page in the order in which they were drawn."""
    return _Layer(page, shapes).letters()


def _first_of(first: Letter, again: Letter) -> Letter:
    """The first of two tellings of a syllable, as wide as both; the other without letters."""
    if again is not first and again.text == first.text:
        _widen(first, (again.left, again.low, again.right, again.top))
        again.text = ""
    return first


def _add(letter: Letter, more: Letter) -> None:
    letter.text += more.text
    letter.left, letter.right = min(letter.left, more.left), max(letter.right, more.right)
    letter.low, letter.top = min(letter.low, more.low), max(letter.top, more.top)
    letter.height = max(letter.height, more.height)


def _widen(letter: Letter, box: tuple[float, float, float, float]) -> None:
    left, low, right, top = box
    room = _NEAR * max(letter.height, 1)
    if left < right and letter.left - room < left and right < letter.right + room:
        letter.left, letter.right = min(letter.left, left), max(letter.right, right)
        letter.low, letter.top = min(letter.low, low), max(letter.top, top)


def _even(letters: list[Letter]) -> list[Letter]:
    """The letters as high as their line, also those of which the library tells only the ink."""
    high: dict[int, float] = {}
    for one in letters:
        tall = one.height if len(one.text) == 1 else 0
        high[round(one.base)] = max(high.get(round(one.base), 0), tall)
    for one in letters:
        one.height = max(one.height, high[round(one.base)] or one.height * _INK)
    return letters


def _once(letters: Sequence[Letter], marks: Sequence[bool]) -> list[Letter]:
    """The letters without syllables that are told again at a mark of theirs."""
    kept: list[Letter] = []
    apart = Apart.NO
    for one, mark in zip(letters, marks, strict=True):
        apart = max(apart, one.apart)
        if not one.text or (len(one.text) > 1 and (_is_told(one, kept[-_RECENT:]) or mark)):
            if kept:
                kept[-1].spaced |= one.spaced
            continue
        one.apart, apart = apart, Apart.NO
        kept.append(one)
    return kept


def _is_told(one: Letter, before: Sequence[Letter]) -> bool:
    """Whether a syllable is told already; then it is as wide as both say."""
    for last in reversed(before):
        if _again(one, last):
            last.left, last.right = min(last.left, one.left), max(last.right, one.right)
            return True
    return False


def _again(one: Letter, last: Letter) -> bool:
    shared = min(one.right, last.right) - max(one.left, last.left)
    narrow = min(one.right - one.left, last.right - last.left)
    level = abs(one.base - last.base) < max(one.height, last.height)
    return one.text == last.text and level and shared > _SAME * narrow
