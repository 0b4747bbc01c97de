"""Tables torn into one cell a line, put together by the regular change of words and numbers.

Words before numbers are a label, the words before the first label are headings. A total row ends a
table where new headings follow. Rows that have a running number and no words are cut by how many
headings stand above.
"""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from khet.rules.checking.reading.cells import Row, cell_of, is_number, label_of, style_of
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import (
    Grid,
    brought,
    is_average,
    is_share,
    is_total,
    of_words,
)

Group = tuple[bool, list[int]]
_MOST_HEADS = 10


def torn_tables(lines: Sequence[Line], run: Sequence[int]) -> list[Grid]:
    """The tables of a run of lines with one cell each; none where it isn't so torn.

    >>> texts = ["กลุ่ม", "คน", "ก", "5", "ข", "7", "รวม", "13"]
    >>> [found] = torn_tables([Line(n, text) for n, text in enumerate(texts, 1)], range(8))
    >>> found.heads, [row.label for row in found.rows]
    (('คน',), ['ก', 'ข', 'รวม'])
    """
    numbers = [n for n, at in enumerate(run) if is_number(lines[at].text)]
    stretch = run[max(numbers[0] - _MOST_HEADS, 0) : numbers[-1] + 1] if numbers else []
    if len(stretch) < 6 or len(numbers) * 3 < len(stretch):
        return []
    parts = _parts(lines, stretch)
    return [grid for part in parts if (grid := _put_together(lines, part))]


def _groups(lines: Sequence[Line], run: Sequence[int]) -> list[Group]:
    found = groupby(run, key=lambda at: is_number(lines[at].text))
    return [(number, list(several)) for number, several in found]


def _parts(lines: Sequence[Line], run: Sequence[int]) -> Iterator[list[Group]]:
    """The groups of each table: headings after a total, or a running number 1, begin another."""
    part: list[Group] = []
    label = ""
    groups = _groups(lines, run)
    for n, (number, several) in enumerate(groups):
        ends = (is_total(label) or is_average(label)) and len(several) > 1
        if part and not number and (ends or _is_one(lines, groups[n + 1 : n + 2])):
            yield part
            part = []
        part.append((number, several))
        label = label if number else label_of(lines[several[-1]].text)
    yield part


def _is_one(lines: Sequence[Line], groups: Sequence[Group]) -> bool:
    """Whether a group is the number 1 alone, with which running numbers begin."""
    return any(
        len(found) == 1 and cell_of(lines[found[0]].text, 0).value == 1 for _n, found in groups
    )


def _put_together(lines: Sequence[Line], groups: Sequence[Group]) -> Grid | None:
    rows = _counted_rows(lines, groups) or _rows(lines, _without_running(lines, groups))
    if len(rows) < 2:
        return None
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    ends = {found[-1] for (_n, found), (_m, words) in pairwise(groups) if len(words) > 1}
    kept = brought([_without_page(row, width, ends) for row in rows], width)
    if len(kept) < 2:
        return None
    above = [plain(lines[at].text) for number, found in groups for at in found if at < rows[0].at]
    headings = [text for text in above if not is_number(text)]
    if not is_number(rows[0].label) and headings[-1:] == [
        plain(lines[_label_at(groups, rows[0])].text)
    ]:
        headings = headings[:-1]
    headings = _mended(headings)
    heads = tuple(headings[-width:]) if len(headings) >= width else ("",) * width
    before = " ".join(plain(line.text) for line in lines[max(groups[0][1][0] - 2, 0) : rows[0].at])
    return Grid(heads, kept, before, len(kept) == len(rows))


def _label_at(groups: Sequence[Group], row: Row) -> int:
    """The index of the line that has the label of a row."""
    return next(
        (found[-1] for number, found in reversed(groups) if not number and found[-1] < row.at),
        row.at,
    )


def _mended(headings: list[str]) -> list[str]:
    """The headings, a last one torn in two ("ร้อย", "ละ") whole again, without those of words."""
    while headings and of_words(headings[-1]):
        headings = headings[:-1]
    joined = "".join(headings[-2:])
    return [*headings[:-2], joined] if joined == "ร้อยละ" else headings


def _rows(lines: Sequence[Line], groups: Sequence[Group]) -> list[Row]:
    """Words and the numbers after them as rows; the last words before numbers are their label."""
    rows: list[Row] = []
    label = ""
    for number, found in groups:
        if not number:
            label = lines[found[-1]].text
            continue
        cells = tuple(cell_of(lines[at].text, at) for at in found)
        if is_share(label):
            cells = tuple(replace(cell, percent=True) for cell in cells)
        rows.append(Row(found[0], label_of(label), cells, style_of(label)))
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
    if len(row.cells) == width + 1 and decimals and not extra.places:
        return replace(row, cells=row.cells[:-1])
    return row


def _counted_rows(lines: Sequence[Line], groups: Sequence[Group]) -> list[Row]:
    """Rows "1 52 14.20 22.65" without words, as many cells each as there are headings above."""
    place = next((n for n, (number, _found) in enumerate(groups) if number), 0)
    if not place or len(groups[place - 1][1]) < 3:
        return []
    numbers = groups[place][1]
    for heads in range(min(len(groups[place - 1][1]), _MOST_HEADS), 2, -1):
        firsts = [lines[at].text for at in numbers[::heads]]
        running = [cell_of(text, 0).value for text in firsts] == list(range(1, len(firsts) + 1))
        if len(firsts) > 1 and len(numbers) % heads == 0 and running:
            cut = [numbers[n : n + heads] for n in range(0, len(numbers), heads)]
            rest = _rows(lines, groups[place + 1 :])
            return [*(_counted(lines, found) for found in cut), *rest]
    return []


def _counted(lines: Sequence[Line], found: Sequence[int]) -> Row:
    label, *cells = found
    return Row(label, lines[label].text, tuple(cell_of(lines[at].text, at) for at in cells))


def _without_running(lines: Sequence[Line], groups: Sequence[Group]) -> list[Group]:
    """The groups without the running numbers of rows, which end the numbers of the row before."""
    found: list[Group] = []
    following = 1
    for number, several in groups:
        last = cell_of(lines[several[-1]].text, several[-1]).value if number else None
        if last == following and (following > 1 or len(several) == 1):
            following += 1
            several = several[:-1]
        if several:
            found.append((number, several))
    return found if following > 3 else list(groups)
