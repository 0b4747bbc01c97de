"""Tables that have lines between their rows only: the pieces of a line end where a column does."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from khet.documents.report_reader.pdf_grids import NEAR, Grid, covered, grid_of, snapped
from khet.documents.report_reader.pdf_rows import Word
from khet.documents.report_reader.pdf_rules import Rule

_STEPS, _PROSE = 3, 2
"""How many lines of the whole width a table has at least, and how many lines of words that stand
over the ends of its columns are prose."""


@dataclass(frozen=True)
class _Step:
    """The pieces that run at one height, from the left."""

    at: float
    pieces: tuple[Rule, ...]

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where they run."""
        return self.pieces[0].begin, max(piece.end for piece in self.pieces)

    @property
    def bounds(self) -> list[float]:
        """Where one piece ends and the next begins."""
        two = pairwise(self.pieces)
        return [after.begin for last, after in two if abs(after.begin - last.end) < NEAR]

    def within(self, ends: tuple[float, float]) -> bool:
        """Whether it runs between two places."""
        return ends[0] - NEAR < self.ends[0] and self.ends[1] < ends[1] + NEAR

    def is_whole(self, ends: tuple[float, float]) -> bool:
        """Whether it runs from one place to another."""
        return abs(ends[0] - self.ends[0]) < NEAR and abs(ends[1] - self.ends[1]) < NEAR

    def parts(self, x: float) -> bool | None:
        """Whether it says that a column ends at a place; ``None`` where it doesn't run there."""
        if any(abs(bound - x) < NEAR for bound in self.bounds):
            return True
        return False if any(one.begin < x < one.end for one in self.pieces) else None


def ladders_of(rules: Iterable[Rule], words: Sequence[Word]) -> Iterator[Grid]:
    """The tables that lines across draw; where a word goes on over its end, a column has none."""
    steps = _steps([rule for rule in rules if not rule.upright])
    for ladder in _ladders(steps, words):
        across = snapped([*ladder[0].ends, *(x for step in ladder for x in step.bounds)])
        if len(across) > 2:
            yield _grid(ladder, across, words)


def _steps(rules: Sequence[Rule]) -> list[_Step]:
    """The heights at which lines run, from the lowest."""
    heights = snapped(rule.at for rule in rules)
    level = sorted(rules, key=lambda rule: (_height(heights, rule), rule.begin))
    groups = groupby(level, key=lambda rule: _height(heights, rule))
    return [_Step(at, tuple(pieces)) for at, pieces in groups]


def _height(heights: Sequence[float], rule: Rule) -> float:
    return max((at for at in heights if at <= rule.at), default=rule.at)


def _ladders(steps: Sequence[_Step], words: Sequence[Word]) -> Iterator[list[_Step]]:
    """Lines below each other from the same place to the same place, and shorter ones between."""
    ladder: list[_Step] = []
    for step in steps:
        if ladder and not _goes_on(ladder, step, words):
            yield from _whole(ladder)
            ladder = []
        ladder.append(step)
    yield from _whole(ladder)


def _goes_on(ladder: Sequence[_Step], step: _Step, words: Sequence[Word]) -> bool:
    """Whether a line is of the table below it: its columns are, and no prose stands between."""
    last = ladder[-1]
    nested = _are_of(step.bounds, last.bounds) or _are_of(last.bounds, step.bounds)
    between = [word for word in words if last.at < word.begins.base < step.at]
    prose = {round(word.begins.base) for word in between if _over(word, last.bounds)}
    return step.within(ladder[0].ends) and nested and len(prose) < _PROSE


def _are_of(some: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(one - other) < NEAR for other in others) for one in some)


def _over(word: Word, bounds: Iterable[float]) -> list[float]:
    """The ends of columns over which a word goes on."""
    return [x for x in bounds if word.begins.left + 1 < x < word.ends.right - 1]


def _whole(ladder: list[_Step]) -> Iterator[list[_Step]]:
    ends = ladder[0].ends if ladder else (0.0, 0.0)
    while ladder and not ladder[-1].is_whole(ends):
        ladder = ladder[:-1]
    if sum(step.is_whole(ends) for step in ladder) >= _STEPS:
        yield ladder


def _grid(ladder: Sequence[_Step], across: Sequence[float], words: Sequence[Word]) -> Grid:
    up = [step.at for step in ladder]
    pieces = [Rule(False, step.at, one.begin, one.end) for step in ladder for one in step.pieces]
    walls = {
        (row, column)
        for row in range(len(up) - 1)
        for column in _parted(ladder[row::-1], ladder[row + 1 :], across)
    }
    for word in words:
        row = bisect(up, word.begins.base) - 1
        walls -= {(row, across.index(x)) for x in _over(word, across)}
    return grid_of(across, up, set(covered(pieces, up, across)), walls)


def _parted(
    below: Sequence[_Step], above: Sequence[_Step], across: Sequence[float]
) -> Iterator[int]:
    """Which columns end between lines: the nearest below and above that run there say so."""
    for column, x in enumerate(across):
        if _told(below, x) and _told(above, x):
            yield column


def _told(steps: Sequence[_Step], x: float) -> bool:
    return next((told for step in steps if (told := step.parts(x)) is not None), False)
