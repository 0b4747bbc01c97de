"""The text layer of a PDF as lines, as its pages are turned, in Thai letters."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Lock

import pypdfium2

from khet.documents.report_reader.pdf_furniture import without_furniture
from khet.documents.report_reader.pdf_lines import lines_of, numbered
from khet.documents.report_reader.pdf_page import Sheet, Table, Text, page_of
from khet.documents.report_reader.refused import UnreadableReportError
from khet.rules.checking.reading.stream import Line
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
    """The lines of text and the rows of tables of a PDF, numbered through all its pages.

    Raises:
        UnreadableReportError: it is damaged or locked, or has no text that can be read.
    """
    pages = _pages(content)
    whole = "".join(page.text for page in pages)
    if not whole.strip():
        raise UnreadableReportError("scan")
    if len(_STRANGE.findall(whole)) * 3 > len(whole):
        raise UnreadableReportError("font")
    return lines_of(without_furniture(numbered(pages)))


def _pages(content: bytes) -> list[Sheet]:
    try:
        with PDFIUM, pypdfium2.PdfDocument(content) as pdf:
            if len(pdf) > _MOST_PAGES:
                raise UnreadableReportError("pages")
            return [_read(page) for page in pdf]
    except pypdfium2.PdfiumError as exc:
        if exc.err_code == _PASSWORD:
            raise UnreadableReportError("locked") from None
        raise UnreadableReportError("pdf") from None


def _read(page: pypdfium2.PdfPage) -> Sheet:
    try:
        told = page_of(page)
    finally:
        page.close()
    mend = _mender(told.text)
    pieces = (_mended(piece, mend) for piece in told.pieces)
    return replace(told, pieces=[piece for piece in pieces if piece.text])


def _mender(text: str) -> Callable[[str], str]:
    """What makes a page's text Thai letters, also those of fonts that call them Latin ones."""
    latin = len(_LATIN.findall(text))
    if latin * 3 > len(text) and latin > 2 * len(_THAI.findall(text)):
        return lambda told: mended(told.translate(_LATIN_THAI))
    return mended


def _mended(piece: Text | Table, mend: Callable[[str], str]) -> Text | Table:
    if isinstance(piece, Text):
        parts = (replace(part, text=mend(part.text).strip()) for part in piece.parts)
        return replace(piece, parts=tuple(parts))
    cells = (tuple(mend(cell).strip() for cell in row.cells) for row in piece.rows)
    rows = [replace(row, cells=told) for row, told in zip(piece.rows, cells, strict=True)]
    return replace(piece, rows=rows)
