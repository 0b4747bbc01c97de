"""A paper said once and made twice: as DOCX to edit and as PDF to print.

A paper is its blocks from top to bottom. Texts are Thai; with ``thai`` every digit is a Thai one.
The same paper of the same day has the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from khet.documents.thai_docx import Columns, ThaiPaper
from khet.documents.thai_words import pieces
from khet.documents.typeset import pdf
from khet.rules.thai import thai_digits

CREST = "เว้นที่สำหรับตราครุฑ"


@dataclass(frozen=True)
class Crest:
    """The room that an official paper leaves for the crest above its title."""


@dataclass(frozen=True)
class Title:
    """Lines in the middle, bold."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Heading:
    """A heading that stays with what follows it."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; an ``indented`` one begins to the right, as texts of official papers do."""

    text: str
    indented: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of a list: its label and its text, which hangs beside it, ``level`` deep from 0.

    ``aside`` stands in a column of its own at the right: as what a member sits in a committee.
    """

    label: str
    text: str
    level: int = 0
    aside: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose headings stand on every page; a cell is its lines."""

    columns: Columns
    rows: Sequence[Sequence[Sequence[str]]]


@dataclass(frozen=True)
class Rule:
    """A short line in the middle, between the title and the text."""


@dataclass(frozen=True)
class Signature:
    """The block to sign in, in the right half of the page."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Stamp:
    """A word of urgency or secrecy: red, bold, 32 points, as the correspondence rules ask."""

    text: str


@dataclass(frozen=True)
class Sides:
    """A line of two halves: what stands at the left margin, and what begins in the middle."""

    left: str
    right: str


@dataclass(frozen=True)
class MemoHead:
    """The head of a memorandum: room for a small crest at the left, the word in the middle."""

    text: str


Form = Crest | Rule | Stamp | MemoHead | Sides
Block = Form | Title | Heading | Text | Entry | Table | Signature


@dataclass(frozen=True)
class Paper:
    """A paper: its title as files tell it, and its blocks."""

    title: str
    blocks: Sequence[Block]
    thai: bool = field(default=True)

    @property
    def digits(self) -> Callable[[str], str]:
        """What writes the digits of the paper."""
        return thai_digits if self.thai else str


def docx_of(paper: Paper, day: date) -> bytes:
    """The paper as DOCX; ``day`` is kept as the day on which it was made."""
    made = ThaiPaper(paper.digits(paper.title), paper.thai)
    for block in paper.blocks:
        _write(made, block, paper.digits)
    return made.saved(day)


def _write(made: ThaiPaper, block: Block, digits: Callable[[str], str]) -> None:
    match block:
        case Crest() | Rule() | Stamp() | MemoHead() | Sides():
            _write_form(made, block, digits)
        case Title(lines):
            made.title(*map(digits, lines))
        case Heading(text):
            made.heading(digits(text))
        case Text(text, indented):
            made.text(digits(text), indented)
        case Entry(label, text, level, aside):
            made.entry(digits(label), digits(text), level, digits(aside))
        case Table(columns, rows):
            told = [[[digits(line) for line in cell] for cell in row] for row in rows]
            heads = [digits(head) for head in columns.heads]
            made.table(replace(columns, heads=heads), told)
        case Signature(lines):
            made.signature([digits(line) for line in lines])


def _write_form(made: ThaiPaper, block: Form, digits: Callable[[str], str]) -> None:
    """Write a block of the official forms."""
    match block:
        case Crest():
            made.crest(CREST)
        case Rule():
            made.rule()
        case Stamp(text):
            made.stamp(digits(text))
        case MemoHead(text):
            made.memo_head(text)
        case Sides(left, right):
            made.sides(digits(left), digits(right))


def pdf_of(paper: Paper, day: date) -> bytes:
    """The paper as PDF; ``day`` is kept as the day on which it was made."""
    data = {
        "title": paper.digits(paper.title),
        "numbers": [paper.digits(str(number)) for number in range(10)],
        "blocks": [_told(block, paper.digits) for block in paper.blocks],
    }
    return pdf("paper.typ", data, day)


def _told(block: Block, digits: Callable[[str], str]) -> dict[str, Any]:
    """A block as the template reads it."""

    def said(text: str) -> tuple[str, ...]:
        return pieces(digits(text))

    match block:
        case Crest() | Rule() | Stamp() | MemoHead() | Sides():
            return _told_form(block, said)
        case Title(lines) | Signature(lines):
            kind = "title" if isinstance(block, Title) else "signature"
            return {"kind": kind, "lines": [said(line) for line in lines]}
        case Heading(text):
            return {"kind": "heading", "text": said(text)}
        case Text(text, indented):
            return {"kind": "text", "text": said(text), "indented": indented}
        case Entry(label, text, level, aside):
            told = {"label": digits(label), "text": said(text), "aside": said(aside)}
            return {"kind": "entry", "level": level, **told}
        case Table(columns, rows):
            return {
                "kind": "table",
                "heads": [said(head) for head in columns.heads],
                "widths": columns.widths,
                "centred": sorted(columns.centred),
                "rows": [[[said(line) for line in cell] for cell in row] for row in rows],
            }


def _told_form(block: Form, said: Callable[[str], tuple[str, ...]]) -> dict[str, Any]:
    """A block of the official forms as the template reads it."""
    match block:
        case Crest() | Rule():
            return {"kind": "crest" if isinstance(block, Crest) else "rule", "text": CREST}
        case Stamp(text) | MemoHead(text):
            return {"kind": "stamp" if isinstance(block, Stamp) else "memo", "text": said(text)}
        case Sides(left, right):
            return {"kind": "sides", "left": said(left), "right": said(right)}
