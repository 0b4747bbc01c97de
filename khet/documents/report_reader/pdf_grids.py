"""Tables out of the lines that are drawn around their cells."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from khet.documents.report_reader.pdf_rules import Rule

NEAR = 4.0
"""In points: lines so near to each other are one, and so near they touch."""
_MOST_SLOTS, _MOST_MEETINGS = 20_000, 200_000
"""What has more cells, or more lines across times upright ones, is a drawing."""
Slot = tuple[int, int]


@dataclass(frozen=True)
class CellRow:
    """A row of a table: its cells, and over how many columns each stands.

    ``rooms`` says how much room is beside the last line of each, in points, and ``words`` how wide
    the first word of each is. ``number`` is that of its printed line.
    """

    cells: tuple[str, ...]
    spans: tuple[int, ...]
    rooms: tuple[float, ...] = ()
    words: tuple[float, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Grid:
    """A table: the edges of its columns from the left and of its rows from below upwards.

    ``cells`` says of each slot (row from the top, column) which slot its cell begins with.
    """

    across: tuple[float, ...]
    up: tuple[float, ...]
    cells: dict[Slot, Slot] = field(hash=False)

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(len(self.up) - 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(len(self.across) - 1)

    @property
    def size(self) -> float:
        """How large it is."""
        return (self.across[-1] - self.across[0]) * (self.up[-1] - self.up[0])

    @cached_property
    def widths(self) -> dict[Slot, float]:
        """How wide each cell is."""
        columns: dict[Slot, list[int]] = {}
        for (_row, column), first in self.cells.items():
            columns.setdefault(first, []).append(column)
        edges = ((cell, max(found) + 1, min(found)) for cell, found in columns.items())
        return {cell: self.across[right] - self.across[left] for cell, right, left in edges}

    def has(self, rule: Rule) -> bool:
        """Whether a line runs in it."""
        along, beside = (self.up, self.across) if rule.upright else (self.across, self.up)
        at = beside[0] - NEAR < rule.at < beside[-1] + NEAR
        return at and along[0] - NEAR < rule.begin and rule.end < along[-1] + NEAR

    def cell_at(self, x: float, y: float) -> Slot | None:
        """The cell in which a point is; ``None`` outside."""
        column, row = bisect(self.across, x) - 1, bisect(self.up, y) - 1
        return self.cells.get((len(self.up) - 2 - row, column))

    def spans(self, row: int) -> dict[Slot, int]:
        """The cells of a row from the left, also those from rows above, each with its columns."""
        return dict(Counter(self.cells[row, column] for column in self.columns))

    @property
    def is_lone(self) -> bool:
        """Whether it is a row of cells, as of a table that goes on over a page."""
        return len(self.rows) == 1 and len(self.spans(0)) > 1

    @property
    def is_table(self) -> bool:
        """Whether it has cells beside each other and cells below each other."""
        beside = any(len(self.spans(row)) > 1 for row in self.rows)
        below = any(len({self.cells[row, n] for row in self.rows}) > 1 for n in self.columns)
        return beside and below


def grids_of(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that lines draw, the smallest first."""
    rules = list(rules)
    across = _merged(rule for rule in rules if not rule.upright)
    upright = _merged(rule for rule in rules if rule.upright)
    if len(across) * len(upright) > _MOST_MEETINGS:
        return []
    grids = (_grid(*group) for group in _groups(across, upright))
    tables = (grid for grid in grids if grid and (grid.is_table or grid.is_lone))
    return sorted(tables, key=lambda grid: grid.size)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """The lines with pieces that go on in each other put together."""
    found: list[Rule] = []
    rules = list(rules)
    steps = snapped(rule.at for rule in rules)
    level = (replace(rule, at=steps[_place(steps, rule.at)]) for rule in rules)
    for rule in sorted(level, key=lambda rule: (rule.at, rule.begin)):
        last = found[-1] if found else None
        if last and last.at == rule.at and rule.begin <= last.end + NEAR:
            found[-1] = replace(last, end=max(last.end, rule.end))
        else:
            found.append(rule)
    return found


def snapped(values: Iterable[float]) -> list[float]:
    """The values from the lowest, without those that are near to one before."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > NEAR:
            steps.append(value)
    return steps


def _place(steps: Sequence[float], value: float) -> int:
    """The index of the step nearest to a value."""
    place = bisect(steps, value)
    near = [n for n in (place - 1, place) if 0 <= n < len(steps)]
    return min(near, key=lambda n: abs(steps[n] - value))


def _groups(
    across: Sequence[Rule], upright: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for line in across:
        met = [one for one in groups if any(_touch(line, other) for other in one[1])]
        free = [one for one in upright if _touch(line, one)]
        lines, posts = [line], [one for one in free if not any(one in group[1] for group in met)]
        for group in met:
            lines, posts = lines + group[0], posts + group[1]
            groups.remove(group)
        groups.append((lines, posts))
    yield from groups


def _touch(line: Rule, post: Rule) -> bool:
    """Whether a line across and an upright one meet."""
    within = line.begin - NEAR <= post.at <= line.end + NEAR
    return within and post.begin - NEAR <= line.at <= post.end + NEAR


def _grid(lines: Sequence[Rule], posts: Sequence[Rule]) -> Grid | None:
    if not posts:
        return None
    across = snapped([post.at for post in posts] + _ends(lines))
    up = snapped([line.at for line in lines] + _ends(posts))
    if len(across) < 2 or len(up) < 2 or len(across) * len(up) > _MOST_SLOTS:
        return None
    floors = set(covered(lines, up, across))
    walls = {(row, column) for column, row in covered(posts, across, up)}
    return grid_of(across, up, floors, walls)


def grid_of(
    across: Sequence[float], up: Sequence[float], floors: set[Slot], walls: set[Slot]
) -> Grid:
    """A table of its edges and of the pieces of them that are drawn, from the left and below."""
    return Grid(tuple(across), tuple(up), _cells(len(up) - 1, len(across) - 1, floors, walls))


def _ends(rules: Sequence[Rule]) -> list[float]:
    """The outer ends of lines."""
    return [min(rule.begin for rule in rules), max(rule.end for rule in rules)]


def covered(
    rules: Sequence[Rule], steps: Sequence[float], along: Sequence[float]
) -> Iterator[Slot]:
    """Which pieces of the grid are drawn: the step on which a line runs, and the piece of it."""
    middles = [(one + two) / 2 for one, two in pairwise(along)]
    for rule in rules:
        for n, middle in enumerate(middles):
            if rule.begin <= middle <= rule.end:
                yield _place(steps, rule.at), n


def _cells(rows: int, columns: int, floors: set[Slot], walls: set[Slot]) -> dict[Slot, Slot]:
    """The cell of each slot: slots without a line between them are of one.

    ``floors`` and ``walls`` count from below; rows of slots from the top.
    """
    cell = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    for row, column in sorted(cell):
        below = rows - 1 - row
        if column and (below, column) not in walls:
            _join(cell, (row, column - 1), (row, column))
        if row and (below + 1, column) not in floors:
            _join(cell, (row - 1, column), (row, column))
    return {slot: _first(cell, slot) for slot in cell}


def _first(cell: dict[Slot, Slot], slot: Slot) -> Slot:
    while cell[slot] != slot:
        slot = cell[slot]
    return slot


def _join(cell: dict[Slot, Slot], one: Slot, two: Slot) -> None:
    one, two = sorted((_first(cell, one), _first(cell, two)))
    cell[two] = one
