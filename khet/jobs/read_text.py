"""The text inside files of evidence, so that a word in them finds them.

What can't be read has no text: a strange file never stops anybody from keeping it.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pypdfium2

from khet.documents.report_reader.pdf import PDFIUM
from khet.rules.thai import decoded, mended

MOST = 200_000
"""How many letters of a file are kept."""
_MOST_READ = 16_000_000
_NUMBER = re.compile(r"(\d+)\.xml$")
_WORDS = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<|<(/?)(?:\w+:)?(?:p|tab|br|cr|si|is)\b")
_NAMES = re.compile(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"')
_NOT_KEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PARTS = {
    "docx": re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml"),
    "xlsx": re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"),
    "pptx": re.compile(r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"),
}
logger = logging.getLogger(__name__)


def read_text(path: Path, code: str) -> str:
    """The text of a file of that kind, its beginning where it is long; empty where none is read."""
    read = _READERS.get(code)
    try:
        return _joined(read(path, code)) if read else ""
    except Exception as exc:
        logger.warning("no text of %s: %s", path.name, type(exc).__name__)
        return ""


def _joined(pieces: Iterable[str]) -> str:
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length >= MOST:
            break
    return _NOT_KEPT.sub(" ", "".join(found)[:MOST])


def _office(path: Path, code: str) -> Iterator[str]:
    """The words of an Office file, its parts in their order."""
    with ZipFile(path) as box:
        if code == "xlsx":
            yield from (f"{unescape(n)}\n" for n in _NAMES.findall(_part(box, "xl/workbook.xml")))
        parts = [name for name in box.namelist() if _PARTS[code].fullmatch(name)]
        for name in sorted(parts, key=_place):
            for found in _WORDS.finditer(_part(box, name)):
                yield unescape(found[1]) if found[1] is not None else "\n"


def _part(box: ZipFile, name: str) -> str:
    with box.open(name) as part:
        return part.read(_MOST_READ).decode("utf-8", "replace")


def _place(name: str) -> tuple[str, int]:
    number = _NUMBER.search(name)
    return _NUMBER.sub("", name), int(number[1]) if number else 0


def _pdf(path: Path, _code: str) -> Iterator[str]:
    with PDFIUM, pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            yield mended(page.get_textpage().get_text_range())
            yield "\n"


def _text(path: Path, _code: str) -> Iterator[str]:
    with path.open("rb") as file:
        head = file.read(MOST * 4)
    yield decoded(head)


_READERS: dict[str, Callable[[Path, str], Iterator[str]]] = {
    "docx": _office,
    "xlsx": _office,
    "pptx": _office,
    "pdf": _pdf,
    "text": _text,
}
READABLE = frozenset(_READERS)
"""The kinds of files (their codes) that text is read of."""
