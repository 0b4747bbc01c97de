"""Tables without lines around their cells: columns that stand below each other in several lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khet.documents.report_reader.pdf_rows import Part

FIGURE = re.compile("[-–(+]?[0-9๐-๙][0-9๐-๙,.]*[)%]?$|[-–]$")
"""What stands in a cell of a column of figures."""
_ROWS, _COLUMNS, _HEADS, _APART = 3, 3, 3, 1
"""How many rows and columns a table has at least; how many lines its heading may have, and how
many lines of words may stand between two rows."""
Edges = list[tuple[float, float]]
Line = Sequence[Part]


@dataclass(frozen=True)
class Block:
    """Lines that are a table: from which on, where its columns stand, the cells of each line."""

    begin: int
    edges: tuple[tuple[float, float], ...]
    rows: list[tuple[str, ...]]


def blocks_in(lines: Sequence[Line]) -> Iterator[Block]:
    """The tables that lines are."""
    done = 0
    for begin, end in _runs(lines):
        edges = _edges(lines[begin:end])
        rows = [_cells(line, edges) for line in lines[begin:end]]
        if len(edges) < _COLUMNS or not all(rows):
            continue
        heads = _heads(lines[max(begin - _HEADS, done) : begin], edges)
        done = end
        yield Block(begin - len(heads), tuple(edges), [*heads, *rows])


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where several lines with figures in columns stand, one below the other."""
    run: list[int] = []
    for at, line in enumerate(lines):
        if not _is_row(line):
            continue
        if run and (at - run[-1] - 1 > _APART or not _are_labels(lines[run[-1] + 1 : at])):
            yield from _whole(run)
            run = []
        run.append(at)
    yield from _whole(run)


def _whole(run: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(run) >= _ROWS:
        yield run[0], run[-1] + 1


def _is_row(line: Line) -> bool:
    return len(line) > 1 and any(FIGURE.match(part.text) for part in line[1:])


def _are_labels(lines: Sequence[Line]) -> bool:
    return all(len(line) == 1 for line in lines)


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


def _cells(line: Line, edges: Edges) -> tuple[str, ...]:
    """What stands in each column; nothing where it can't be told: two figures in one column."""
    found = [""] * len(edges)
    for part in line:
        over = _over(part, edges)
        if len(over) != 1 or (over[0] and found[over[0]]):
            return ()
        found[over[0]] = f"{found[over[0]]} {part.text}".strip()
    return tuple(found)


def _over(part: Part, edges: Edges) -> list[int]:
    """The columns that a part of a line stands over."""
    return [n for n, (left, right) in enumerate(edges) if part.left < right and left < part.right]


def _heads(lines: Sequence[Line], edges: Edges) -> list[tuple[str, ...]]:
    """The heading of columns in the lines above them."""
    heads: list[tuple[str, ...]] = []
    for line in reversed(lines):
        cells = _spanning(line, edges)
        if not cells:
            break
        heads.insert(0, cells)
    return heads


def _spanning(line: Line, edges: Edges) -> tuple[str, ...]:
    """The cells of a heading, each once, also one over several columns; none where it is none."""
    over = [_over(part, edges) for part in line]
    taken = [n for columns in over for n in columns if columns != [0]]
    words = len(line) == 1 and 0 in over[0]
    if words or not all(over) or len(taken) > len(set(taken)):
        return ()
    texts = [""] * len(edges)
    for columns, part in zip(over, line, strict=True):
        texts[columns[0]] = f"{texts[columns[0]]} {part.text}".strip()
    covered = {n for columns in over for n in columns[1:]}
    return tuple(text for n, text in enumerate(texts) if n not in covered)
