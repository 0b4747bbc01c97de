"""Tables that go on over a page: the same headings again, only heads and feet of pages between."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_total

_FAR = 6
_TITLE = re.compile(r"(?:รายงาน|แผน|คู่มือ|เอกสาร|สำนักงาน|สพป|สพม|โรงเรียน|แบบ)")
"""What the head of a page begins with, where it was read as a row of the table below it."""


def joined_over_pages(lines: Sequence[Line], grids: Iterable[Grid]) -> list[Grid]:
    """The tables of a report, the parts of one that goes on over a page together.

    >>> from khet.rules.checking.reading.grids import grids_of
    >>> heads = ("วิชา", "ปี 66")
    >>> rows = [heads, ("ไทย", "5"), ("คณิต", "7"), heads, ("อังกฤษ", "6"), ("รวม", "18")]
    >>> lines = [Line(n, " | ".join(row), n // 4 + 1, row, n // 4 + 1, spans=(1, 1))
    ...     for n, row in enumerate(rows, 1)]
    >>> [len(grid.rows) for grid in joined_over_pages(lines, grids_of(lines))]
    [4]
    """
    common = Counter(_words(line) for line in lines)
    found: list[Grid] = []
    for grid in grids:
        if found and _goes_on(lines, found[-1], grid, common):
            last = found[-1]
            whole = last.whole and grid.whole
            found[-1] = replace(last, rows=(*last.rows, *grid.rows), whole=whole)
        else:
            found.append(grid)
    return found


def _words(line: Line) -> str:
    return plain(line.text).strip(" |")


def _goes_on(lines: Sequence[Line], last: Grid, grid: Grid, common: Counter[str]) -> bool:
    """Whether a table has the headings of the one before it, on the page after it."""
    end, first = last.rows[-1], grid.rows[0]
    pages = lines[end.at].page or 0, lines[first.at].page or 0
    if last.heads != grid.heads or not any(grid.heads) or is_total(end.label):
        return False
    turned = all(pages) and pages[1] - pages[0] == 1 and 0 < first.at - end.at <= _FAR
    between = lines[end.at + 1 : first.at]
    return turned and not is_average(end.label) and all(_is_of_page(one, common) for one in between)


def _is_of_page(line: Line, common: Counter[str]) -> bool:
    """Whether a line is empty, the number or title of a page, or stands on others as well."""
    words = _words(line)
    title = bool(line.table) and _TITLE.match(words) and "|" not in words
    return not words or words.isdigit() or common[words] > 1 or bool(title)
