"""The text layer of a PDF as lines, as its pages are turned, in Thai letters."""

import re
from collections.abc import Iterator
from ctypes import byref
from threading import Lock

import pypdfium2
from pypdfium2 import raw

from khet.documents.report_reader.pdf_rows import Box, lines_of
from khet.documents.report_reader.refused import UnreadableReportError
from khet.rules.checking.stream import Line
from khet.rules.thai import mended

PDFIUM = Lock()
"""Held while a PDF is read: the library does one thing at a time."""
_PASSWORD = 4
_MOST_PAGES = 3_000
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
        boxes = _Boxes(layer, page.get_rotation())
        return "\n".join(lines_of(layer.get_text_range(), boxes.at))
    finally:
        layer.close()
        page.close()


class _Boxes:
    """Where the letters of a page stand, as it is turned."""

    def __init__(self, layer: pypdfium2.PdfTextPage, turned: int) -> None:
        self._layer = layer
        self._turned = turned

    def at(self, place: int) -> Box:
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
        return Box(left, bottom, right, top - bottom)


def _mended(text: str) -> str:
    """A page's text with Thai letters, also those of fonts that call them Latin ones."""
    latin = len(_LATIN.findall(text))
    if latin * 3 > len(text) and latin > 2 * len(_THAI.findall(text)):
        text = text.translate(_LATIN_THAI)
    return mended(text)
