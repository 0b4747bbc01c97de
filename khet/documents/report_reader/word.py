"""A DOCX as lines: paragraphs and rows of tables in reading order, then text boxes and notes.

A paragraph that has breaks of line is as many lines of one number. What stands in a table in a
cell comes after the row, as a table of its own. A cell that spans columns stands once; one that
goes on downwards is empty in the rows below. Numbers of cells are part of their text. A row whose
cells have figures below each other, in as many lines as the words beside them, is as many rows of
one number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khet.documents.report_reader.refused import UnreadableReportError
from khet.documents.report_reader.word_numbers import Numbers
from khet.documents.report_reader.word_styles import Styles
from khet.documents.report_reader.word_text import (
    BOX,
    FALLBACK,
    TABLE,
    P,
    pieces,
    printed,
    value,
)
from khet.rules.checking.reading.stream import Line
from khet.rules.file_kinds import kind_of_zip
from khet.rules.thai import as_seen

_MOST_MEMBERS, _MOST_UNPACKED, _MOST_XML = 5_000, 250_000_000, 60_000_000
_LOCKED = 0x1
_FIGURE = re.compile("[-(]?[0-9๐-๙][0-9๐-๙,.]*[)%]?( *บาท| *คน)?$")
_NOTES = ("footnotes", "endnotes")


@dataclass(frozen=True)
class Placed:
    """A line and the paragraphs of the document's body that it stands in."""

    line: Line
    at: tuple[BaseOxmlElement, ...]


def read_word(content: bytes) -> Iterator[Line]:
    """The lines of a DOCX.

    Raises:
        UnreadableReportError: it is damaged, locked, too large, or no DOCX.
    """
    return (placed.line for placed in placed_lines(opened(content)))


def opened(content: bytes) -> Docx:
    """The DOCX of some bytes.

    Raises:
        UnreadableReportError: it is damaged, locked, too large, or no DOCX.
    """
    _look_inside(content)
    try:
        return Document(BytesIO(content))
    except Exception:  # broken parts make the library raise whatever it stumbles over
        raise _broken() from None


def placed_lines(made: Docx) -> Iterator[Placed]:
    """The lines of a document with their places.

    Raises:
        UnreadableReportError: its parts don't belong together.
    """
    try:
        yield from _Reading(made).lines()
    except (ValueError, KeyError, AttributeError, SyntaxError, RecursionError):
        raise _broken() from None


def _broken() -> UnreadableReportError:
    return UnreadableReportError("word")


def _look_inside(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as box:
            members = box.infolist()
    except Exception:  # a broken archive raises whatever its reader stumbles over
        raise _broken() from None
    if any(member.flag_bits & _LOCKED for member in members):
        raise UnreadableReportError("locked")
    xml = sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels")))
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED or xml > _MOST_XML:
        raise UnreadableReportError("bomb")
    kind = kind_of_zip([member.filename for member in members])
    if kind == "macros":
        raise UnreadableReportError("macros")
    if kind != "docx":
        raise UnreadableReportError("other")


class _Reading:
    """One document being read."""

    def __init__(self, made: Docx) -> None:
        self._body = made.element.body
        self._parts = {
            rel.reltype.rsplit("/", 1)[-1]: rel.target_part
            for rel in made.part.rels.values()
            if not rel.is_external
        }
        self._styles = Styles(made.styles.element)
        numbering = self._parts.get("numbering")
        self._numbers = Numbers(parse_xml(numbering.blob) if numbering else None)
        self._number = self._tables = 0
        self._host: BaseOxmlElement | None = None

    def lines(self) -> Iterator[Placed]:
        yield from self._blocks(self._body)
        for box in self._body.iter(BOX):
            self._host = _outside(box)
            if self._host is not None:
                yield from self._blocks(box)
        for kind in _NOTES:
            if kind in self._parts:
                yield from self._notes(kind)

    def _notes(self, kind: str) -> Iterator[Placed]:
        name = kind.removesuffix("s")
        refs = {r.get(qn("w:id")): r for r in self._body.iter(qn(f"w:{name}Reference"))}
        for note in parse_xml(self._parts[kind].blob).iterchildren(qn(f"w:{name}")):
            ref = refs.get(note.get(qn("w:id")))
            if ref is not None:
                self._host = _outside(ref)
                yield from self._blocks(note)

    def _blocks(self, parent: BaseOxmlElement) -> Iterator[Placed]:
        for block in pieces(parent, P, TABLE):
            yield from self._rows(block) if block.tag == TABLE else self._paragraph(block)

    def _paragraph(self, paragraph: BaseOxmlElement) -> Iterator[Placed]:
        text = as_seen(printed(paragraph))
        if not text and _deleted(paragraph):
            return
        style, item, at = self._styles.of(paragraph), self._item(paragraph), self._at(paragraph)
        self._number += 1
        heading = style.heading or 0 if text.strip() else 0
        for line in [" ".join(text.split("\n"))] if heading else text.split("\n"):
            yield Placed(Line(self._number, line, heading=heading, item=item), at)
            item = ""

    def _item(self, paragraph: BaseOxmlElement) -> str:
        style = self._styles.of(paragraph)
        if not style.list_id or style.list_id == "0":
            return ""
        own = value(paragraph.find(qn("w:pPr")), "w:numPr/w:numId")
        depth = None if own else self._numbers.level_of_style(style.list_id, style.name)
        return self._numbers.item(style.list_id, style.depth or 0 if depth is None else depth)

    def _at(self, paragraph: BaseOxmlElement) -> tuple[BaseOxmlElement, ...]:
        return (paragraph if self._host is None else self._host,)

    def _rows(self, table: BaseOxmlElement) -> Iterator[Placed]:
        self._tables += 1
        mine = self._tables
        for row in pieces(table, qn("w:tr")):
            settings = row.find(qn("w:trPr"))
            if settings is not None and settings.find(qn("w:del")) is not None:
                continue
            cells = list(pieces(row, qn("w:tc")))
            yield from self._row(row, cells, mine)
            for cell in cells:
                for inner in pieces(cell, TABLE):
                    yield from self._rows(inner)

    def _row(
        self, row: BaseOxmlElement, tcs: list[BaseOxmlElement], table: int
    ) -> Iterator[Placed]:
        self._number += 1
        before = value(row.find(qn("w:trPr")), "w:gridBefore") or "0"
        told: list[list[str]] = [] if before == "0" else [[]]
        spans = [int(before)] * len(told)
        at: list[BaseOxmlElement] = []
        for cell in tcs:
            settings = cell.find(qn("w:tcPr"))
            if _goes_on(settings, "w:hMerge") and spans:
                spans[-1] += 1
                continue
            spans.append(int(value(settings, "w:gridSpan") or "1"))
            told.append([] if _goes_on(settings, "w:vMerge") else self._cell(cell))
            at += [self._at(paragraph)[0] for paragraph in pieces(cell, P)]
        for cells in _level(told) or [tuple(" ".join(filter(None, cell)) for cell in told)]:
            text = " | ".join(cells)
            line = Line(self._number, text, cells=cells, table=table, spans=tuple(spans))
            yield Placed(line, tuple(at))

    def _cell(self, cell: BaseOxmlElement) -> list[str]:
        """The lines of a cell, without blank ones at its end."""
        told: list[str] = []
        for paragraph in pieces(cell, P):
            text = f"{self._item(paragraph)} {as_seen(printed(paragraph))}"
            told += [line.strip() for line in text.split("\n")]
        while told and not told[-1]:
            told.pop()
        return told


def _level(cells: list[list[str]]) -> list[tuple[str, ...]]:
    """The rows that a row is, where figures stand below each other in cells of as many lines."""
    several = [cell for cell in cells if len(cell) > 1]
    high = len(several[0]) if several else 0
    figures = any(all(map(_FIGURE.match, filter(None, cell))) for cell in several)
    if len(several) < 2 or not figures or any(len(cell) != high for cell in several):
        return []
    return list(zip(*(cell + [""] * (high - len(cell)) for cell in cells), strict=True))


def _goes_on(settings: BaseOxmlElement | None, name: str) -> bool:
    """Whether a cell is the rest of one beside or above it."""
    merged = None if settings is None else settings.find(qn(name))
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _deleted(paragraph: BaseOxmlElement) -> bool:
    return paragraph.find("/".join(map(qn, ("w:pPr", "w:rPr", "w:del")))) is not None


def _outside(piece: BaseOxmlElement) -> BaseOxmlElement | None:
    """The paragraph of the body that holds a text box or a mark; none of what isn't printed."""
    found = None
    for above in piece.iterancestors():
        if above.tag in (FALLBACK, qn("w:del"), qn("w:moveFrom")):
            return None
        found = above if above.tag == P else found
    return found
