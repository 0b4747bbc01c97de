"""The text layer of a PDF as lines, as its pages are turned, in Thai letters."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Lock

import pypdfium2

from khet.documents.report_reader.pdf_lines import lines_of
from khet.documents.report_reader.pdf_page import Table, page_of
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
    whole = "".join(map(_text, pages))
    if not whole.strip():
        raise UnreadableReportError("scan")
    if len(_STRANGE.findall(whole)) * 3 > len(whole):
        raise UnreadableReportError("font")
    return lines_of(pages)


def _pages(content: bytes) -> list[list[str | Table]]:
    try:
        with PDFIUM, pypdfium2.PdfDocument(content) as pdf:
            if len(pdf) > _MOST_PAGES:
                raise UnreadableReportError("pages")
            return [_read(page) for page in pdf]
    except pypdfium2.PdfiumError as exc:
        if exc.err_code == _PASSWORD:
            raise UnreadableReportError("locked") from None
        raise UnreadableReportError("pdf") from None


def _read(page: pypdfium2.PdfPage) -> list[str | Table]:
    try:
        told = page_of(page)
    finally:
        page.close()
    mend = _mender(_text(told))
    return [_mended(piece, mend) for piece in told]


def _text(page: Sequence[str | Table]) -> str:
    """All that stands on a page."""
    return "\n".join(piece if isinstance(piece, str) else piece.text for piece in page)


def _mender(text: str) -> Callable[[str], str]:
    """What makes a page's text Thai letters, also those of fonts that call them Latin ones."""
    latin = len(_LATIN.findall(text))
    if latin * 3 > len(text) and latin > 2 * len(_THAI.findall(text)):
        return lambda told: mended(told.translate(_LATIN_THAI))
    return mended


def _mended(piece: str | Table, mend: Callable[[str], str]) -> str | Table:
    if isinstance(piece, str):
        return mend(piece).strip()
    return replace(piece, rows=[tuple(mend(cell).strip() for cell in row) for row in piece.rows])
