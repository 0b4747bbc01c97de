"""Rows of text whose label was wrapped: lines of words, then a line with nothing but the numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from khet.rules.checking.reading.cells import Row, cells_of, label_of, parted, row_of, style_of
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

_WORD = re.compile(r"(?<=\d) [ก-๎A-Za-z/]{1,20}$")
_ITEM = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?|[-•*]) ")
_LINES, _LONGEST, _HEADS, _NEAR = 3, 45, 2, 4

Found = tuple[int, Row | None]


def with_wrapped(lines: Sequence[Line], rows: Sequence[Found]) -> list[Found]:
    """The lines and their rows, those of wrapped labels joined where rows beside are as wide.

    >>> texts = ["ภาษาไทย 51.20 56.73", "วิทยาศาสตร์และ", "เทคโนโลยี", "36.05 41.22"]
    >>> lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    >>> found = with_wrapped(lines, [(at, row_of(line, at)) for at, line in enumerate(lines)])
    >>> [(row.label, len(row.cells)) for _at, row in found if row]
    [('ภาษาไทย', 2), ('วิทยาศาสตร์และเทคโนโลยี', 2)]
    """
    found: list[Found] = []
    for n, (at, row) in enumerate(rows):
        numbers = None if lines[at].table else _numbers(lines[at], at)
        label = _label(lines, found) if numbers else []
        near = [*rows[max(n - len(label) - 1, 0) : n], *rows[n + 1 : n + 1 + _NEAR]]
        if numbers and label and any(_is_alike(numbers, other) for _at, other in near):
            words = "".join(plain(lines[one].text) for one in label)
            del found[-len(label) :]
            found.append((at, replace(numbers, label=label_of(words), style=style_of(words))))
        else:
            found.append((at, row))
    return found


def _numbers(line: Line, at: int) -> Row | None:
    """A line of numbers only, a word of a level behind them left out, as a row without label."""
    parts = _WORD.sub("", plain(line.text)).split(" ")
    cells = tuple(cells_of(parts, at)) if len(parted(line.text)) == 1 else ()
    fits = bool(cells) and all(cell.value is not None or cell.printed == "-" for cell in cells)
    return Row(at, "", cells) if fits else None


def _label(lines: Sequence[Line], found: Sequence[Found]) -> list[int]:
    """The lines of words right above, up to that which begins an item; none if heads are above."""
    label: list[int] = []
    for at, row in reversed(found[-_LINES:]):
        text = plain(lines[at].text)
        if row or len(text) > _LONGEST or len(parted(lines[at].text)) > 1 or lines[at].table:
            break
        item = bool(_ITEM.match(text))
        if text.count(" ") > _HEADS and not item:
            break
        label.insert(0, at)
        if item:
            break
    return label


def _is_alike(numbers: Row, other: Row | None) -> bool:
    """Whether a row with a label has as many numbers, and decimals where these have."""
    if not other or not other.label or len(other.cells) != len(numbers.cells):
        return False
    pairs = zip(numbers.cells, other.cells, strict=True)
    return all(
        bool(one.places) == bool(two.places) or None in (one.value, two.value)
        for one, two in pairs
    )
