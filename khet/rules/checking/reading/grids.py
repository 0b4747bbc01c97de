"""Tables of a report: rows of the same width under their headings, also where the file lost them.

Three ways a table comes: rows the file knows, lines that are rows, and a table torn into one cell
a line, which is put together again by the regular change of words and numbers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from khet.rules.checking.reading.broken_rows import (
    MOST_WRAPPED,
    breaks_off,
    closes_bracket,
    goes_on,
    named_whole,
    with_named_totals,
    with_numbers_as_names,
)
from khet.rules.checking.reading.cells import Row, is_number, parted, row_of
from khet.rules.checking.reading.heads import heads_of
from khet.rules.checking.reading.pieces import whole_row
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, brought, is_average, is_total
from khet.rules.checking.reading.torn import torn_tables
from khet.rules.checking.reading.wrapped_rows import with_wrapped

_SHORT = 45
_LOST = re.compile(r"(?<![\d.,/])\d[\d,]{0,12}(?:\.\d+)? +\d[\d,]{0,12}(?:\.\d+)?(?![\d/])")
"""Numbers beside each other: a row that couldn't be read."""
_NUMBERED = re.compile(r" ?[\d๐-๙]{1,2}[.)] ")
_ABOVE, _GAP, _LONG = 4, 2, 90


def grids_of(lines: Sequence[Line]) -> list[Grid]:
    """The tables of a report in their order."""
    return list(_grids(lines))


def _grids(lines: Sequence[Line]) -> Iterator[Grid]:
    for run in _runs(lines):
        left = list(run)
        for short, found in groupby(run, key=lambda at: _is_cell(lines, at)):
            part = list(found)
            if short and (torn := torn_tables(lines, part)):
                yield from torn
                taken = {cell.at for grid in torn for row in grid.rows for cell in row.cells}
                left = [at for at in left if not min(taken) <= at <= max(taken)]
        rows = [(at, row_of(lines[at], at)) for at in left]
        yield from _aligned(lines, with_wrapped(lines, rows))


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Indexes of lines that stand together: a table of the file, or lines without a gap.

    A table of the file is whole, also where feet of pages or inner tables stand between its rows.
    """
    tables = _tables(lines)
    run: list[int] = []
    for at, line in enumerate(lines):
        if line.table or (run and not line.text.strip() and at - run[-1] > _GAP):
            if run:
                yield run
            run = []
            yield from (table for table in (tables.get(line.table, []),) if table[:1] == [at])
        elif line.text.strip():
            run.append(at)
    if run:
        yield run


def _tables(lines: Sequence[Line]) -> dict[int, list[int]]:
    """Indexes of the rows of each table that the file knows."""
    found: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if line.table and line.text.strip():
            found.setdefault(line.table, []).append(at)
    return found


def _aligned(lines: Sequence[Line], rows: Sequence[tuple[int, Row | None]]) -> Iterator[Grid]:
    """Tables of lines that are rows: what stands between them in words parts two tables."""
    block: list[Row] = []
    words: list[int] = []
    apart = 0
    for n, (at, row) in enumerate(rows):
        if block and closes_bracket(block[-1], plain(lines[at].text)):
            continue
        if row and (row.numbers or _is_empty(row, block)) and not row.is_heading:
            if block and (_another(row, block[-1]) or _was_sentence(block, row, apart)):
                yield from _grid(lines, block, words)
                block, words = [], _alone(block, at)
            block.append(row)
            apart = 0
            continue
        apart += 1
        after_gap = at > 0 and not lines[at - 1].text.strip()
        if block and apart == 1:
            block[-1] = named_whole(block[-1], plain(lines[at].text))
        parted_from = apart > 1 and not goes_on(lines, block[-1:], rows[n : n + MOST_WRAPPED])
        if block and (parted_from or _ends_table(lines[at], block[-1], after_gap)):
            yield from _grid(lines, block, words)
            block, words = [], []
        if not block:
            words.append(at)
    yield from _grid(lines, block, words)


def _is_empty(row: Row, block: Sequence[Row]) -> bool:
    """Whether a drawn row has dashes in all columns of the row above it."""
    dashes = row.drawn and bool(row.label) and all(cell.printed == "-" for cell in row.cells)
    return dashes and bool(block) and len(row.cells) == len(block[-1].cells) > 1


def _alone(block: Sequence[Row], end: int) -> list[int]:
    """The lines of a block of one row, which is no table: words above the next one."""
    return list(range(block[0].at, end)) if len(block) == 1 else []


def _was_sentence(block: Sequence[Row], row: Row, apart: int) -> bool:
    """Whether the only row so far was the end of a sentence, apart from a wider table."""
    return len(block) == 1 and apart > 0 and len(block[0].cells) == 1 < len(row.cells)


def _another(row: Row, last: Row) -> bool:
    """Whether a row begins another table: drawn otherwise, or one number of another unit."""
    one, two = row.cells[-1].unit, last.cells[-1].unit
    other_unit = len(row.cells) == len(last.cells) == 1 and one != two and bool(one and two)
    summed = is_average(row.label) or is_total(row.label)
    return other_unit or (row.drawn != last.drawn and not (summed and row.numbers == last.numbers))


def _ends_table(line: Line, last: Row, after_gap: bool) -> bool:
    """Whether words end a table of text: a sentence, or the headings of the next table."""
    headings = len(parted(line.text)) > 1 and (after_gap or not last.drawn)
    return not line.table and (len(line.text) > _SHORT or headings)


def _grid(lines: Sequence[Line], block: Sequence[Row], words: Sequence[int]) -> Iterator[Grid]:
    """The table of a block of rows: the width that most rows have, others brought to it."""
    if len(block) < 2:
        return
    block = with_numbers_as_names(block)
    width = Counter(len(row.cells) for row in block).most_common(1)[0][0]
    block, words = _without_sentences(lines, block, words, width)
    block = with_named_totals(lines, block)
    rows = brought(block, width)
    if len(rows) < 2:
        return
    above = [plain(lines[at].text) for at in words[-_ABOVE:]]
    heads = heads_of(lines, words, block[0].at, width)
    own = {row.at for row in block}
    between = (lines[at] for at in range(block[0].at, block[-1].at) if at not in own)
    lost = any(_LOST.search(plain(line.text)) for line in between)
    lost = lost or any(breaks_off(lines, row) for row in block)
    unnamed = sum(not row.label for row in rows)
    whole = len(rows) == len(block) and not lost and unnamed in (0, len(rows))
    yield Grid(heads, rows, " ".join(above), whole)


def _without_sentences(
    lines: Sequence[Line], block: Sequence[Row], words: Sequence[int], width: int
) -> tuple[Sequence[Row], Sequence[int]]:
    """The rows from the headings on, where what stands above them was only like a row."""
    for n, (one, two) in enumerate(pairwise(block)):
        if len(one.cells) == width:
            break
        between = range(one.at + 1, two.at)
        headed = any(len(plain(lines[at].text).split(" ")) > width for at in between)
        if headed and not any(char.isdigit() for at in between for char in lines[at].text):
            above = range(block[0].at, two.at)
            return block[n + 1 :], [*words, *above]
    return block, words


def _is_cell(lines: Sequence[Line], at: int) -> bool:
    """Whether a line could be a cell of a torn table, or a long one that stands amid its cells."""
    line = lines[at]
    if line.table or len(parted(line.text)) != 1:
        return False
    return len(line.text.strip()) <= _SHORT or _is_long_cell(lines, at)


def _is_long_cell(lines: Sequence[Line], at: int) -> bool:
    """Whether a long line is a label between numbers, or a whole row beside short lines."""
    if not 0 < at < len(lines) - 1 or len(lines[at].text) > _LONG:
        return False
    near = [lines[one].text.strip() for one in (at - 1, at + 1)]
    short = all(0 < len(one) <= _SHORT for one in near)
    row = whole_row(lines[at], at) or (_NUMBERED.match(lines[at].text) and row_of(lines[at], at))
    return all(map(is_number, near)) or (bool(row) and short)
