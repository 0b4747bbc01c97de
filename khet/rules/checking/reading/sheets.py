"""Rows of cells as they are printed: tables of the file, and lines drawn by "|", tabs or gaps.

Other than a grid a sheet keeps cells of words and days, in columns counted from the left.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khet.rules.checking.reading.cells import parted
from khet.rules.checking.reading.days import stated
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

_FEWEST, _GAP = 2, 1


@dataclass(frozen=True)
class Sheet:
    """Rows of the same width (index of the line, plain cells) and the rows of heads above them."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    heads: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.heads)


def sheets_in(lines: Sequence[Line]) -> list[Sheet]:
    """The sheets of a report.

    >>> texts = ["รุ่น | วันที่ | จำนวนวัน", "1 | 5 มี.ค. 2557 | 1", "2 | 6 มี.ค. 2557 | 1", "จบ"]
    >>> [(one.heads, len(one.rows)) for one in sheets_in([Line(n, t) for n, t in enumerate(texts)])]
    [(('รุ่น', 'วันที่', 'จำนวนวัน'), 2)]
    """
    return [sheet for run in _runs(lines) if (sheet := _sheet(run))]


def _runs(lines: Sequence[Line]) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
    run: list[tuple[int, tuple[str, ...]]] = []
    for at, line in enumerate(lines):
        cells = tuple(map(plain, line.cells or _drawn(line.text)))
        if len(cells) < _FEWEST and not line.table:
            continue
        another = run and (
            lines[run[-1][0]].table != line.table
            or _is_far(at, run[-1][0], line)
            or (not line.table and _is_head(cells) and _has_figures(run[-1][1]))
        )
        if another:
            yield run
            run = []
        run.append((at, cells))
    yield run


def _drawn(text: str) -> list[str]:
    """The cells of a line; an empty last one stays where the bars aren't a frame."""
    bare = text.strip()
    if "|" in bare and not bare.startswith("|"):
        return [part.strip() for part in bare.split("|")]
    return parted(text)


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row has words in every cell and no figure: the heads of another table."""
    return all(cells) and not any(char.isdigit() for cell in cells for char in cell)


def _is_far(at: int, last: int, line: Line) -> bool:
    return not line.table and at - last > _GAP + 1


def _sheet(run: Sequence[tuple[int, tuple[str, ...]]]) -> Sheet | None:
    """The rows of the width that most have; those above the first figures are its heads."""
    if not run:
        return None
    width = Counter(len(cells) for _at, cells in run).most_common(1)[0][0]
    fitting = [(at, cells) for at, cells in run if len(cells) == width]
    first = next((n for n, (_at, cells) in enumerate(fitting) if _has_figures(cells)), len(fitting))
    heads = tuple(
        " ".join(cells[n] for _at, cells in fitting[:first]).strip() for n in range(width)
    )
    rows = tuple(fitting[first:])
    return Sheet(rows, heads) if len(rows) >= _FEWEST and width >= _FEWEST else None


def _has_figures(cells: Sequence[str]) -> bool:
    """Whether a day stands in a row, or two cells begin with a figure, as in heads hardly."""
    return sum(cell[:1].isdigit() for cell in cells) > 1 or any(map(stated, cells))
