"""Tables without lines around their cells: columns that stand below each other in several lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from khet.documents.report_reader.pdf_grids import CellRow
from khet.documents.report_reader.pdf_rows import Part

FIGURE = re.compile("[-–(+]?[0-9๐-๙][0-9๐-๙,.]*[)%]?$|[-–]$")
"""What stands in a cell of a column of figures."""
_ROWS, _COLUMNS, _HEADS, _APART = 3, 3, 3, 3
"""How many rows and columns a table has at least; how many lines its heading may have, and how
many lines of words may stand between two rows."""
Edges = list[tuple[float, float]]
Line = Sequence[Part]


@dataclass(frozen=True)
class Block:
    """Lines that are a table: from which on to which, where its columns stand, its rows.

    The number of a row is the place of its first line among them, from the top.
    """

    begin: int
    end: int
    edges: tuple[tuple[float, float], ...]
    rows: list[CellRow]


def blocks_in(lines: Sequence[Line]) -> Iterator[Block]:
    """The tables that lines are."""
    done = 0
    for first, end in _runs(lines):
        begin = max(_first_label(lines, first), done)
        body = _downwards(lines[begin:end])
        edges = _columns(body)
        rows = [cells_at(line, edges) for line in body]
        if len(edges) < _COLUMNS or not all(rows):
            continue
        heads = _heads(lines[max(begin - _HEADS, done) : begin], edges)
        told = [replace(row, number=n) for n, row in enumerate(heads)]
        for n, row in _with_labels(rows):
            told.append(CellRow(row, (1,) * len(edges), number=len(heads) + n))
        done = end
        yield Block(begin - len(heads), end, tuple(edges), told)


def _first_label(lines: Sequence[Line], first: int) -> int:
    """Where the label of the first row begins, which may stand before its figures."""
    bare = FIGURE.match(lines[first][0].text) and first + 1 < len(lines)
    begin = first
    while bare and begin and first - begin < _APART and _is_label(lines[begin - 1], lines[first]):
        begin -= 1
    return begin


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where several lines with figures in columns stand, one below the other."""
    run: list[int] = []
    for at, line in enumerate(lines):
        if not _is_row(line):
            continue
        between = lines[run[-1] + 1 : at] if run else []
        if len(between) > _APART or not all(_is_label(one, lines[run[-1]]) for one in between):
            yield from _whole(run)
            run = []
        run.append(at)
    yield from _whole(run)


def _whole(run: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(run) >= _ROWS:
        yield run[0], run[-1] + 1


def _is_row(line: Line) -> bool:
    return len(line) > 1 and any(FIGURE.match(part.text) for part in line[1:])


def _is_label(line: Line, row: Line) -> bool:
    """Whether a line stands in the first column only, as that of a row is."""
    return len(line) == 1 and line[0].right < row[1].left


def _downwards(lines: Sequence[Line]) -> list[Line]:
    """The lines from the top, those of a label before the row that they were drawn before."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if _is_row(line):
            groups.append([])
    groups = sorted(filter(None, groups), key=lambda group: -group[-1][0].base)
    return [line for group in groups for line in group]


def _edges(lines: Sequence[Line]) -> Edges:
    """Where the columns of lines begin and end: what stands below each other is of one."""
    edges: Edges = []
    rows = (line for line in lines if _is_row(line))
    for left, right in sorted((part.left, part.right) for line in rows for part in line):
        if edges and left < edges[-1][1]:
            edges[-1] = edges[-1][0], max(edges[-1][1], right)
        else:
            edges.append((left, right))
    return edges


def _columns(lines: Sequence[Line]) -> Edges:
    """The columns of lines; one in which one line alone has something is of that beside it.

    The first two are one where no line has both: labels begin at the left, numbers end right.
    """
    edges = _edges(lines)
    taken = [{n for part in line for n in _over(part, edges)} for line in lines]
    lone = [n for n in range(1, len(edges)) if sum(n in one for one in taken) == 1]
    for n in reversed(lone):
        beside = [m for m in (n - 1, n + 1) if 0 < m < len(edges) and m not in lone]
        free = [m for m in beside if not any({m, n} <= one for one in taken)]
        if free:
            _join(edges, *sorted((n, min(free, key=lambda m: _apart(edges, m, n)))))
            taken = [{n for part in line for n in _over(part, edges)} for line in lines]
    if len(edges) > 1 and not any({0, 1} <= one for one in taken):
        _join(edges, 0, 1)
    return edges


def _apart(edges: Edges, one: int, two: int) -> float:
    left, right = sorted((edges[one], edges[two]))
    return right[0] - left[1]


def _join(edges: Edges, one: int, two: int) -> None:
    edges[one : two + 1] = [(edges[one][0], edges[two][1])]


def cells_at(line: Line, edges: Edges) -> tuple[str, ...]:
    """What stands in each column; nothing where it can't be told: two figures in one column."""
    found = [""] * len(edges)
    for part in line:
        over = _over(part, edges)
        if len(over) != 1 or (over[0] and found[over[0]]):
            return ()
        found[over[0]] = f"{found[over[0]]} {part.text}".strip()
    return tuple(found)


def _with_labels(rows: Sequence[tuple[str, ...]]) -> list[tuple[int, tuple[str, ...]]]:
    """The rows, each with the place of its first line.

    The lines of a label that stand before its figures are in the row of them.
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    label: list[tuple[int, tuple[str, ...]]] = []
    for n, row in enumerate(rows):
        if not any(row[1:]):
            label.append((n, row))
        elif label and not row[0]:
            found.append((label[0][0], ("".join(one[0] for _n, one in label), *row[1:])))
            label = []
        else:
            found, label = [*found, *label, (n, row)], []
    return [*found, *label]


def _over(part: Part, edges: Edges) -> list[int]:
    """The columns that a part of a line stands over."""
    return [n for n, (left, right) in enumerate(edges) if part.left < right and left < part.right]


def _heads(lines: Sequence[Line], edges: Edges) -> list[CellRow]:
    """The heading of columns in the lines above them."""
    heads: list[CellRow] = []
    for line in reversed(lines):
        row = _spanning(line, edges)
        if not row.cells:
            break
        heads.insert(0, row)
    return heads


def _spanning(line: Line, edges: Edges) -> CellRow:
    """The cells of a heading, each once, also one over several columns; none where it is none."""
    over = [_over(part, edges) for part in line]
    taken = [n for columns in over for n in columns if columns != [0]]
    words = len(line) == 1 and 0 in over[0]
    if words or not all(over) or len(taken) > len(set(taken)):
        return CellRow((), ())
    texts = [""] * len(edges)
    for columns, part in zip(over, line, strict=True):
        texts[columns[0]] = f"{texts[columns[0]]} {part.text}".strip()
    covered = {n for columns in over for n in columns[1:]}
    kept = [n for n in range(len(edges)) if n not in covered]
    spans = (after - n for n, after in pairwise([*kept, len(edges)]))
    return CellRow(tuple(texts[n] for n in kept), tuple(spans))
