"""A report of any kind of file as a stream of lines, for ``rules.checking``.

``word`` reads DOCX with ``word_text`` (what is printed of a paragraph), ``word_styles`` and
``word_numbers`` (headings and numbers that Word itself puts before paragraphs); ``plain`` reads a
file of text, ``pdf`` a PDF. Of each page ``pdf_letters`` tells the letters (``pdf_marks`` puts
marks to theirs) and ``pdf_rules`` the lines that are drawn (of the ``pdf_shapes`` on it);
``pdf_page`` makes of them lines of text (``pdf_rows``) and tables, with lines around their cells
(``pdf_grids``), between their rows (``pdf_ladders``; both ``pdf_cells``) or without
(``pdf_columns``). Of all pages ``pdf_furniture`` leaves out heads and feet; ``pdf_overs`` and
``pdf_tables`` put tables together that go on over pages, ``pdf_paragraphs`` lines that are of one
paragraph; ``pdf_lines`` numbers them.
"""

from collections.abc import Callable, Iterable

from khet.documents.report_reader.pdf import read_pdf
from khet.documents.report_reader.plain import read_plain
from khet.documents.report_reader.refused import UnreadableReportError
from khet.documents.report_reader.word import read_word
from khet.rules.checking.reading.stream import Line
from khet.rules.file_kinds import HEAD, kind_of_bytes, kind_of_ole

__all__ = ["MOST_BYTES", "UnreadableReportError", "read_report", "why_not"]
MOST_BYTES = 60_000_000
"""How large a file may be."""
_MOST_LETTERS = 8_000_000
_PICTURES = ("jpeg", "png", "webp", "picture", "heic")
_TOLD = {
    "doc": "doc",
    "locked": "locked",
    "macros": "macros",
    "rtf": "rtf",
    **dict.fromkeys(_PICTURES, "image"),
}


def read_report(content: bytes) -> tuple[Line, ...]:
    """The lines of a report: of a DOCX, a PDF with a text layer, or a file of text.

    What kind of file it is its content says, not its name.

    Raises:
        UnreadableReportError: it is of another kind, damaged, locked, too large, or has no text.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableReportError("large")
    lines = tuple(_reader(content)(content))
    if sum(len(line.text) for line in lines) > _MOST_LETTERS:
        raise UnreadableReportError("long")
    if not any(map(str.isalnum, "".join(line.text for line in lines))):
        raise UnreadableReportError("empty")
    return lines


def why_not(kind: str) -> str:
    """Why a file of a kind that isn't read (as ``rules.file_kinds`` knows it) is no report.

    >>> why_not("png"), why_not("xlsx")
    ('image', 'other')
    """
    return _TOLD.get(kind, "other")


def _reader(content: bytes) -> Callable[[bytes], Iterable[Line]]:
    kind = kind_of_bytes(content[:HEAD])
    if content.lstrip()[:5] == b"{\\rtf":
        kind = "rtf"
    elif kind == "ole":
        kind = kind_of_ole(content)
    readers = {"zip": read_word, "pdf": read_pdf, "text": read_plain, "": read_plain}
    if kind not in readers:
        raise UnreadableReportError(why_not(kind))
    return readers[kind]
