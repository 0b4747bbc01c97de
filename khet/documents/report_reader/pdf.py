"""The text layer of a PDF as lines.

The library gives letters in the order in which they were drawn, with a break wherever a letter
stands elsewhere than beside the last. Where a break lies within one line of the page it is none;
where letters of a line are far apart, as the columns of a table are, two spaces say so.
"""

import re
from collections.abc import Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass
from itertools import islice
from operator import add
from threading import Lock

import pypdfium2
from pypdfium2 import raw

from khet.documents.report_reader.refused import UnreadableReportError
from khet.rules.checking.stream import Line
from khet.rules.thai import mended

PDFIUM = Lock()
"""Held while a PDF is read: the library does one thing at a time."""
_PASSWORD = 4
_MOST_PAGES = 3_000
_FAR, _LOOSE, _BACK, _LEVEL = 1.5, 0.4, 2.0, 0.35
"""In heights of letters: how far columns are apart, or may be where gaps stand below each other;
how far back a mark may be drawn; how much higher than its neighbour a letter may stand."""
_GAP = "\x1f"
_PLACES = re.compile(r"(?<=\S)(?: *\r\n *| +)(?=\S)")
_LATIN_THAI = {0xA0 + place: 0x0E00 + place for place in (*range(1, 0x3B), *range(0x3F, 0x5C))}
_LATIN = re.compile("[\xa1-\xfb]")
_THAI = re.compile("[\u0e01-\u0e5b]")
_STRANGE = re.compile("[\ue000-\uf6ff\uf71b-\uf8ff\ufffd]")


def read_pdf(content: bytes) -> Iterator[Line]:
    """The lines of text of a PDF, numbered through all its pages.

    Raises:
        UnreadableReportError: it is damaged or locked, or has no text that can be read.
    """
    pages = _pages(content)
    whole = "".join(pages)
    if not whole.strip():
        raise UnreadableReportError("scan")
    if len(_STRANGE.findall(whole)) * 3 > len(whole):
        raise UnreadableReportError("font")
    told = ((page, text) for page, lines in enumerate(pages, 1) for text in lines.split("\n"))
    spoken = ((page, text.strip()) for page, text in told if text.strip())
    for number, (page, text) in enumerate(spoken, 1):
        yield Line(number, text, page)


def _pages(content: bytes) -> list[str]:
    try:
        with PDFIUM, pypdfium2.PdfDocument(content) as pdf:
            if len(pdf) > _MOST_PAGES:
                raise UnreadableReportError("pages")
            return [_mended(_text(page)) for page in pdf]
    except pypdfium2.PdfiumError as exc:
        if exc.err_code == _PASSWORD:
            raise UnreadableReportError("locked") from None
        raise UnreadableReportError("pdf") from None


def _text(page: pypdfium2.PdfPage) -> str:
    layer = page.get_textpage()
    try:
        text = layer.get_text_range().replace(_GAP, " ")
        rows = _rows(_Boxes(layer, page.get_rotation()), text)
    finally:
        layer.close()
        page.close()
    around = zip([_Row(), *rows], rows, [*rows[1:], _Row()], strict=False)
    return "\n".join(_joined(row, [*above.gaps, *below.gaps]) for above, row, below in around)


@dataclass(frozen=True)
class _Gap:
    """The room between two words: from where to where, and how wide in heights of letters."""

    left: float
    right: float
    wide: float


@dataclass(frozen=True)
class _Row:
    """A line of a page: its words and the gaps between them."""

    words: Sequence[str] = ()
    gaps: Sequence[_Gap] = ()


def _rows(boxes: "_Boxes", text: str) -> list[_Row]:
    gaps: list[_Gap] = []

    def between(found: re.Match[str]) -> str:
        before, after = boxes.at(found.start() - 1), boxes.at(found.end())
        broken = "\n" in found[0]
        if broken and not _beside(before, after):
            return "\n"
        high = max(before.height, after.height) or 1
        gap = _Gap(before.right, after.left, (after.left - before.right) / high)
        if broken and gap.wide < 0:
            return ""
        gaps.append(gap)
        return _GAP

    lines = [line.split(_GAP) for line in re.split("\r?\n", _PLACES.sub(between, text))]
    taken = iter(gaps)
    return [_Row(words, list(islice(taken, len(words) - 1))) for words in lines]


def _joined(row: _Row, near: Sequence[_Gap]) -> str:
    """The words of a line, two spaces between those of different columns."""
    if not row.words:
        return ""
    apart = ("  " if _columns(gap, near) else " " for gap in row.gaps)
    return row.words[0] + "".join(map(add, apart, row.words[1:]))


def _columns(gap: _Gap, near: Sequence[_Gap]) -> bool:
    """Whether a gap parts columns: it is wide, or wider than a space as one above or below it."""
    if gap.wide < _LOOSE or gap.wide > _FAR:
        return gap.wide > _FAR
    return any(
        one.wide > _LOOSE and max(one.left, gap.left) < min(one.right, gap.right) for one in near
    )


@dataclass(frozen=True)
class _Box:
    left: float
    bottom: float
    right: float
    height: float


def _beside(before: _Box, after: _Box) -> bool:
    """Whether two letters stand in one line, the second not far back from the first."""
    high = max(before.height, after.height)
    level = abs(after.bottom - before.bottom) < _LEVEL * high
    return level and after.left - before.right > -_BACK * high


class _Boxes:
    """Where the letters of a page stand, as it is turned."""

    def __init__(self, layer: pypdfium2.PdfTextPage, turned: int) -> None:
        self._layer = layer
        self._turned = turned

    def at(self, place: int) -> _Box:
        """The box of the letter at a place of the text."""
        rect = raw.FS_RECTF()
        index = raw.FPDFText_GetCharIndexFromTextIndex(self._layer, place)
        raw.FPDFText_GetLooseCharBox(self._layer, index, byref(rect))
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        match self._turned:
            case 90:
                left, bottom, right, top = bottom, -right, top, -left
            case 180:
                left, bottom, right, top = -right, -top, -left, -bottom
            case 270:
                left, bottom, right, top = -top, left, -bottom, right
        return _Box(left, bottom, right, top - bottom)


def _mended(text: str) -> str:
    """A page's text with Thai letters, also those of fonts that call them Latin ones."""
    latin = len(_LATIN.findall(text))
    if latin * 3 > len(text) and latin > 2 * len(_THAI.findall(text)):
        text = text.translate(_LATIN_THAI)
    return mended(text)
