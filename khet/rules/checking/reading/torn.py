"""Tables torn into one cell a line, put together by the regular change of words and numbers.

Running numbers cut a table into its rows. Without them words before numbers are a label, the words
before the first label are headings. A total row ends a table where new headings follow.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from khet.rules.checking.reading.cells import Row, is_number, label_of, style_of
from khet.rules.checking.reading.pieces import Piece, pieces_of, whole_row
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import (
    Grid,
    brought,
    is_average,
    is_share,
    is_total,
)
from khet.rules.checking.reading.torn_heads import headings_of
from khet.rules.checking.reading.torn_numbered import numbered_rows
from khet.rules.checking.reading.torn_running import running_at

Group = tuple[bool, list[Piece]]
_MOST_HEADS, _FEWEST, _NEAR = 10, 6, 4
_LEVEL = re.compile(
    r"(?:ระดับ)?(?:มากที่สุด|มาก|ปานกลาง|น้อยที่สุด|น้อย|ดีเยี่ยม|ยอดเยี่ยม|ดีเลิศ|ดีเด่น|ดีมาก|ดี|พอใช้|ผ่าน|ไม่ผ่าน"
    r"|ปรับปรุง|กำลังพัฒนา|สูงมาก|สูง|ต่ำมาก|ต่ำ)?"
)
"""The words of a column of levels, or nothing."""
_TORN = re.compile(r"^0\d+$|\d,\d{3}\.(?: |$)|\d,\d\d(?: |$)")
"""A number that was torn in two itself."""


def torn_tables(lines: Sequence[Line], run: Sequence[int]) -> list[Grid]:
    """The tables of a run of lines with one cell each; none where it isn't so torn.

    >>> texts = ["กลุ่ม", "คน", "ก", "5", "ข", "7", "รวม", "13"]
    >>> [found] = torn_tables([Line(n, text) for n, text in enumerate(texts, 1)], range(8))
    >>> found.heads, [row.label for row in found.rows]
    (('คน',), ['ก', 'ข', 'รวม'])
    """
    alone = [n for n, at in enumerate(run) if is_number(lines[at].text)]
    if not alone:
        return []
    last = alone[-1] + 1
    while last < len(run) and whole_row(lines[run[last]], run[last]):
        last += 1
    stretch = run[max(alone[0] - _MOST_HEADS, 0) : last]
    rows = sum(bool(whole_row(lines[at], at)) for at in stretch)
    if len(stretch) < _FEWEST or len(alone) * 3 < len(stretch) - rows:
        return []
    pieces = pieces_of(lines, stretch)
    return [grid for part in _parts(pieces) if (grid := _put_together(lines, part))]


def _parts(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each table: headings after a total, or a running number 1, begin another."""
    firsts = running_at(pieces)
    if not firsts:
        yield from _by_totals(pieces)
        return
    start, end = firsts[0], _end(pieces, firsts[-1])
    while start and not pieces[start - 1].is_number:
        start -= 1
    if start:
        yield from _by_totals(pieces[:start])
    yield list(pieces[start:end])
    if end < len(pieces):
        yield from _parts(pieces[end:])


def _end(pieces: Sequence[Piece], last: int) -> int:
    """Where a table ends whose last row begins there: after its numbers and those of totals."""
    end = _after_numbers(pieces, last + 1)
    while (at := _summary_at(pieces, end)) is not None:
        end = _after_numbers(pieces, at)
    return end


def _after_numbers(pieces: Sequence[Piece], at: int) -> int:
    """The place after the next numbers."""
    while at < len(pieces) and not pieces[at].is_number:
        at += 1
    while at < len(pieces) and pieces[at].is_number:
        at += 1
    return at


def _summary_at(pieces: Sequence[Piece], end: int) -> int | None:
    """Where the label of a total or an average stands among the next words."""
    words = list(takewhile(lambda n: not pieces[n].is_number, range(end, len(pieces))))
    return next((n for n in words[:_NEAR] if is_summary_label(pieces[n].text)), None)


def is_summary_label(text: str) -> bool:
    """Whether a label is that of a total, an average or a row of percentages."""
    label = label_of(text)
    return is_total(label) or is_average(label) or is_share(label)


def _groups(pieces: Sequence[Piece]) -> list[Group]:
    found = groupby(pieces, key=lambda piece: piece.is_number)
    return [(number, list(several)) for number, several in found]


def _by_totals(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces parted where several words follow the numbers of a total."""
    part: list[Piece] = []
    label = ""
    for number, several in _groups(pieces):
        words = [piece for piece in several if not _LEVEL.fullmatch(plain(piece.text))]
        ends = (is_total(label) or is_average(label)) and len(words) > 1
        if part and not number and ends and not any(is_summary_label(s.text) for s in several[:2]):
            yield part
            part = []
        part.extend(several)
        label = label if number else label_of(several[-1].text)
    yield part


def _put_together(lines: Sequence[Line], pieces: Sequence[Piece]) -> Grid | None:
    firsts = running_at(pieces)
    groups = _groups(pieces)
    rows = _counted_rows(groups)
    if not rows:
        rows = numbered_rows(pieces, firsts) if firsts else _rows(groups)
    if len(rows) < 2 and firsts:
        rows = _rows(groups)
    if len(rows) < 2 or any(_TORN.search(piece.text) for piece in pieces):
        return None
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    ends = {found[-1].at for (_n, found), (_m, words) in pairwise(groups) if len(words) > 1}
    rows = [_without_page(row, width, ends) for row in rows]
    kept = brought(rows, width)
    if len(kept) < 2:
        return None
    first = min(row.at for row in rows)
    heads = headings_of(pieces, kept, width, bool(firsts))
    before = " ".join(plain(line.text) for line in lines[max(pieces[0].at - 2, 0) : first])
    even = all(_is_even(row, width) for row in rows)
    return Grid(heads, kept, before, even and not _has_lost_labels(rows))


def _is_even(row: Row, width: int) -> bool:
    """Whether a row has its cells: all, fewer of a total, or the number of its label before."""
    named = len(row.cells) == width + 1 and row.at == row.cells[-1].at
    return len(row.cells) == width or named or (len(row.cells) < width and _is_summary(row))


def _is_summary(row: Row) -> bool:
    return is_total(row.label) or is_average(row.label)


def _has_lost_labels(rows: Sequence[Row]) -> bool:
    """Whether words of a column of levels stand where the labels of some rows should."""
    levels = sum(bool(_LEVEL.fullmatch(row.label)) for row in rows)
    return 0 < levels * 2 < len(rows)


def _rows(groups: Sequence[Group]) -> list[Row]:
    """Words and the numbers after them as rows; the last words before numbers are their label."""
    rows: list[Row] = []
    label = ""
    for number, found in groups:
        if not number:
            label = found[-1].text
            continue
        cells = tuple(piece.cell for piece in found)
        if is_share(label):
            cells = tuple(replace(cell, percent=True) for cell in cells)
        rows.append(Row(found[0].at, label_of(label), cells, style_of(label)))
    return _without_middle_words(rows)


def _without_middle_words(rows: list[Row]) -> list[Row]:
    """The rows, two and two joined where words stand in a column amid numbers ("20 | รีม | 105")."""
    parts = list(takewhile(lambda row: not is_total(row.label), rows))
    firsts, seconds = ({len(row.cells) for row in parts[n::2]} for n in (0, 1))
    if len(parts) < 4 or len(parts) % 2 or len(firsts) != 1 or len(seconds) != 1:
        return rows
    if firsts == seconds:
        return rows
    pairs = zip(parts[::2], parts[1::2], strict=True)
    joined = [replace(one, cells=(*one.cells, *other.cells)) for one, other in pairs]
    return [*joined, *rows[len(parts) :]]


def _without_page(row: Row, width: int, ends: Container[int]) -> Row:
    """A row without the number of the page: a whole one after decimals, or before headings."""
    extra = row.cells[-1]
    decimals = all(cell.places for cell in row.cells[:-1]) or extra.at in ends
    torn = extra.at != row.cells[0].at
    if len(row.cells) == width + 1 and torn and decimals and not extra.places:
        return replace(row, cells=row.cells[:-1])
    return row


def _counted_rows(groups: Sequence[Group]) -> list[Row]:
    """Rows "1 52 14.20 22.65" without words, as many cells each as there are headings above."""
    place = next((n for n, (number, _found) in enumerate(groups) if number), 0)
    if not place or len(groups[place - 1][1]) < 3:
        return []
    numbers = groups[place][1]
    for heads in range(min(len(groups[place - 1][1]), _MOST_HEADS), 2, -1):
        firsts = [piece.text for piece in numbers[::heads]]
        running = [Piece(0, text).cell.value for text in firsts] == list(range(1, len(firsts) + 1))
        if len(firsts) > 1 and len(numbers) % heads == 0 and running:
            cut = [numbers[n : n + heads] for n in range(0, len(numbers), heads)]
            rest = _rows(groups[place + 1 :])
            return [*(_counted(found) for found in cut), *rest]
    return []


def _counted(found: Sequence[Piece]) -> Row:
    label, *cells = found
    return Row(label.at, label.text, tuple(piece.cell for piece in cells))
