"""The headings of the columns of a table of numbers."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from khet.rules.checking.reading.cells import is_words, parted, row_of
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import of_words

_SHORT = 20
_NO_GAP = re.compile(r"(?<=กว่า) (?=[ก-๎\d])|(?<=ปี) (?=\d)|(?<=ที่) (?=\d)| (?=\()|(?<=พ\.ศ\.) (?=\d)")


def heads_of(
    lines: Sequence[Line], words: Sequence[int], first: int, width: int
) -> tuple[str, ...]:
    """The headings of the last ``width`` columns of a table, "" where there is none.

    ``words`` are the indexes of the lines above it, ``first`` that of its first row. Where the file
    knows its columns, a heading is what stands above a column from the lowest row up.

    >>> rows = [("", "ปี 2567", "ปี 2568"), ("วิชา", "ชาย", "หญิง", "ชาย", "หญิง"), ("ไทย", *"1234")]
    >>> spans = [(1, 2, 2), (1,) * 5, (1,) * 5]
    >>> lines = [Line(1, "", cells=row, table=1, spans=span) for row, span in zip(rows, spans)]
    >>> heads_of(lines, [0, 1], 2, 4)
    ('ชาย ปี 2567', 'หญิง ปี 2567', 'ชาย ปี 2568', 'หญิง ปี 2568')
    """
    columns = sum(lines[first].spans)
    if columns >= width:
        above = list(_above(lines, first, columns))
        if above:
            return tuple(_joined(above, n) for n in range(columns - width, columns))
    return _nearest(lines, words, first, width)


def _above(lines: Sequence[Line], first: int, columns: int) -> Iterator[tuple[str, ...]]:
    """The rows of headings of a table of the file, a text a column, the lowest first."""
    mine = [line for line in lines[:first] if line.table == lines[first].table]
    headings = list(takewhile(lambda line: not _is_data(line), mine))
    for line in reversed(headings):
        told = [plain(text) for text in line.cells]
        if sum(line.spans) == columns and sum(map(bool, told)) > 1:
            yield tuple(
                text for text, span in zip(told, line.spans, strict=True) for _ in range(span)
            )


def _is_data(line: Line) -> bool:
    row = row_of(line, 0)
    return row is not None and bool(row.numbers) and not row.is_heading


def _joined(above: Sequence[tuple[str, ...]], n: int) -> str:
    return " ".join(dict.fromkeys(row[n] for row in above if row[n]))


def _nearest(
    lines: Sequence[Line], words: Sequence[int], first: int, width: int
) -> tuple[str, ...]:
    """The headings of the last columns, from the line above that has enough cells."""
    for at in reversed(words[-3:]):
        texts = [plain(text) for text in (lines[at].cells or parted(lines[at].text))]
        if len(texts) < 2:
            texts = _NO_GAP.sub("_", plain(lines[at].text)).split(" ")
        while texts and of_words(texts[-1]) and not _ends_in_words(lines[first], width):
            texts.pop()
        if len(texts) >= width:
            return tuple(texts[-width:])
    return _one_a_line(lines, words, width) or ("",) * width


def _ends_in_words(line: Line, width: int) -> bool:
    """Whether the last column of a row has words: then that of the headings has its own."""
    row = row_of(line, 0)
    return row is not None and len(row.cells) == width and is_words(row.cells[-1])


def _one_a_line(lines: Sequence[Line], words: Sequence[int], width: int) -> tuple[str, ...]:
    """The headings of the last columns where short lines right above have one each."""
    texts = [plain(lines[at].text) for at in words]
    while texts and of_words(texts[-1]):
        texts.pop()
    near = texts[-width - 1 :]
    together = bool(words) and words[-1] - words[max(0, len(words) - width - 1)] <= width
    short = all(0 < len(text) <= _SHORT for text in near)
    return tuple(near[1:]) if together and short and len(near) > width else ()
