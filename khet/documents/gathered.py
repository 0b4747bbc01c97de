"""A paper of sections that several subjects add: their tables, cut to the room that there is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from khet.documents.paper import Block, Heading, Table, Text
from khet.documents.thai_docx import Columns
from khet.rules.board_paper import fitting

_WIDTH = 16.0
"""Centimetres between the margins of A4."""
_A_CM = 5.5
"""Letters of the size of tables that stand in a centimetre."""
_NARROWEST, _WIDEST, _PADDING = 6, 45, 3
_MORE = "และอีก {} รายการ ดูทั้งหมดได้ที่หน้าแฟ้มนี้ในระบบ"


@dataclass(frozen=True)
class Part:
    """A section: its title, a sentence, and a table with its headings (may be empty)."""

    title: str
    told: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def part_blocks(parts: Sequence[Part], room: int | None = None) -> list[Block]:
    """The parts as blocks of a paper; ``room`` is how many lines of tables it may hold.

    Of a longer table the first rows stand there, and how many more there are.
    """
    lines = [_lines(part) for part in parts]
    shown = [len(part.rows) for part in parts] if room is None else fitting(lines, room)
    return [block for part, n in zip(parts, shown, strict=True) for block in _blocks(part, n)]


def _blocks(part: Part, shown: int) -> list[Block]:
    blocks: list[Block] = [Heading(part.title)]
    if part.told:
        blocks.append(Text(part.told))
    if shown:
        columns = Columns(part.heads, _widths(part))
        blocks.append(Table(columns, [[[cell] for cell in row] for row in part.rows[:shown]]))
    if more := len(part.rows) - shown:
        blocks.append(Text(_MORE.format(more)))
    return blocks


def _widths(part: Part) -> list[float]:
    """Widths of the columns in centimetres, by their longest texts."""
    longest = [
        min(max(map(_letters, column), default=0), _WIDEST)
        for column in zip(part.heads, *part.rows, strict=True)
    ]
    asked = [max(letters, _NARROWEST) + _PADDING for letters in longest]
    return [round(_WIDTH * letters / sum(asked), 2) for letters in asked]


def _lines(part: Part) -> list[int]:
    """How many lines each row takes."""
    widths = _widths(part) if part.rows else []
    return [
        max(
            -(-_letters(cell) // max(int(width * _A_CM), 1)) or 1
            for cell, width in zip(row, widths, strict=True)
        )
        for row in part.rows
    ]


def _letters(text: str) -> int:
    """How many places a text takes: marks above and below letters take none."""
    return sum(unicodedata.category(sign) != "Mn" for sign in text)
