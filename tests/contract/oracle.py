"""A slow second opinion of `khet analyse`: plain Python, one row at a time, exact fractions.

Rows are dicts of text with the keys of COLUMNS, as somebody would type them. Nothing here imports
`khet`, so an agreement of the two says something.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from tests.contract.reading import COLUMNS, NO_SCORE, Row, clean

Key = Callable[[Row], tuple[str, ...]]


@dataclass(frozen=True)
class Options:
    """What the command may be told; the same words as its options."""

    z: str = "2.58"
    base: str = "area"
    scheme: str = "five"
    overall: str = "pooled"

    def words(self) -> list[str]:
        """The options as command line words."""
        pairs = vars(self).items()
        return [word for name, value in pairs for word in (f"--{name}", value)]


class Limit(NamedTuple):
    """One base and subject: n, mean and sd as printed, the limit in score units or None."""

    n: int
    mean: str
    sd: str
    limit: Decimal | None


@dataclass
class Cell:
    """One school (or one school's ALL) in one subject before ranks and colours are known."""

    n: int
    mean: Fraction | None
    n_below: int | None
    percent: Fraction | None
    rank: int | None = None
    ranked: int = 0


def half_up(value: Fraction, places: int) -> str:
    """A number that is not negative, rounded half up and printed with its decimals."""
    units = (value * 10**places * 2 + 1) // 2
    return f"{units // 10**places}.{units % 10**places:0{places}d}"


def half_up_root(square: Fraction, places: int) -> str:
    """The square root of an exact number, rounded half up without a single float."""
    doubled = isqrt(int(square * 4 * 100**places // 1))
    return half_up(Fraction((doubled + 1) // 2, 10**places), places)


def limit_of(scores: list[Fraction], z: str) -> Limit:
    """Mean, sd and lower limit of all the scores of a base."""
    n, total, squares = len(scores), sum(scores), sum(x * x for x in scores)
    if n < 2:
        return Limit(n, half_up(total, 4) if n else "", "", None)
    variance = (n * squares - total * total) / (n * (n - 1))
    with localcontext() as context:
        context.prec = 28
        over_n = Decimal((variance / n).numerator) / Decimal((variance / n).denominator)
        mean = Decimal(Fraction(total).numerator) / Decimal(Fraction(total).denominator) / n
        limit = (mean - Decimal(z) * over_n.sqrt()).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Limit(n, half_up(total / n, 4), half_up_root(variance, 4), limit + 0)


def cell_of(scores: list[Fraction], limit: Decimal | None) -> Cell:
    """One school's figures in one subject; percents only where pupils and a limit are."""
    n = len(scores)
    mean = sum(scores, Fraction(0)) / n if n else None
    if limit is None:
        return Cell(n, mean, None, None)
    below = sum(score <= Fraction(limit) for score in scores)
    return Cell(n, mean, below, Fraction(100 * below, n) if n else None)


def overall_of(cells: list[Cell], overall: str) -> Cell:
    """The ALL row of a school and grade from its subjects' rows."""
    means = [cell.mean for cell in cells if cell.mean is not None]
    limited = [cell for cell in cells if cell.n_below is not None]
    n, below = sum(cell.n for cell in limited), sum(cell.n_below or 0 for cell in limited)
    percents = [cell.percent for cell in limited if cell.percent is not None]
    pooled = Fraction(100 * below, n) if n else None
    averaged = sum(percents) / len(percents) if percents else None
    percent = pooled if overall == "pooled" else averaged
    return Cell(n, sum(means) / len(means) if means else None, below, percent)


def rank(cells: Iterable[Cell]) -> None:
    """Give every cell with a mean its place: a tie shares the smaller, the next is skipped."""
    ranked = [cell for cell in cells if cell.mean is not None]
    for cell in ranked:
        mine = Fraction(half_up(cell.mean or Fraction(0), 4))
        better = sum(Fraction(half_up(c.mean or Fraction(0), 4)) > mine for c in ranked)
        cell.rank, cell.ranked = better + 1, len(ranked)


def colour(cell: Cell, scheme: str) -> str:
    """The colour key of a ranked cell; empty where the scheme cannot say."""
    if scheme == "four":
        return four_colour(cell)
    if cell.percent is None:
        return ""
    percent = Fraction(half_up(cell.percent, 2))
    bands = ((30, "blue"), (43, "green"), (56, "yellow"), (70, "orange"))
    return next((name for bound, name in bands if percent < bound), "red")


def four_colour(cell: Cell) -> str:
    """Green, yellow, red, black by percentile of rank; green also asks for a mean of 50."""
    if cell.rank is None or cell.mean is None or cell.ranked < 4:
        return ""
    percentile = Fraction(100 * cell.rank, cell.ranked)
    if percentile <= 25:
        return "green" if Fraction(half_up(cell.mean, 4)) >= 50 else "yellow"
    return "yellow" if percentile <= 50 else "red" if percentile <= 75 else "black"


def group(mean: str) -> str:
    """A, B or C of a pupil's mean as printed."""
    if not mean:
        return ""
    return "A" if Fraction(mean) >= 85 else "C" if Fraction(mean) <= 60 else "B"


def csv_bytes(header: str, rows: Iterable[tuple[object, ...]]) -> bytes:
    """A table as the contract writes it: UTF-8, `\\n`, rows in code-point order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


class Analysis:
    """All three tables and the counts of a data set without faults."""

    def __init__(self, rows: Iterable[Row], options: Options) -> None:
        self.options = options
        self.rows = [{name: clean(row[name]) for name in COLUMNS} for row in rows]
        self.bases = self._scores(lambda r: (self._base(r["area"]), r["subject"]))
        self.schools = self._scores(lambda r: (r["area"], r["school"], r["subject"]))
        self.pupils = self._scores(lambda r: (r["area"], r["school"], r["pupil"]))
        self.limits = {key: limit_of(scores, options.z) for key, scores in self.bases.items()}

    def _base(self, area: str) -> str:
        return area if self.options.base == "area" else "nation"

    def _scores(self, key: Key) -> dict[tuple[str, ...], list[Fraction]]:
        found: dict[tuple[str, ...], list[Fraction]] = defaultdict(list)
        for row in self.rows:
            sitting = tuple(row[name] for name in COLUMNS[:4])
            scores = found[sitting + key(row)]
            if row["score"] not in NO_SCORE:
                scores.append(Fraction(row["score"]))
        return found

    def _cells(self) -> dict[tuple[str, ...], Cell]:
        cells, by_school = {}, defaultdict(list)
        for key, scores in self.schools.items():
            limit = self.limits[(*key[:4], self._base(key[4]), key[6])].limit
            cells[key] = cell_of(scores, limit)
            by_school[key[:6]].append(cells[key])
        for key, own in by_school.items():
            cells[(*key, "ALL")] = overall_of(own, self.options.overall)
        boards = defaultdict(list)
        for key, cell in cells.items():
            boards[(*key[:5], key[6])].append(cell)
        for board in boards.values():
            rank(board)
        return cells

    def limits_csv(self) -> bytes:
        """`limits.csv`"""
        rows = [
            (*k, v.n, v.mean, v.sd, "" if v.limit is None else v.limit)
            for k, v in sorted(self.limits.items())
        ]
        return csv_bytes("academic_year,test,round,grade,base,subject,n,mean,sd,limit", rows)

    def colours_csv(self) -> bytes:
        """`colours.csv`"""
        header = "academic_year,test,round,grade,area,school,subject,"
        rows = []
        for key, cell in sorted(self._cells().items()):
            mean = "" if cell.mean is None else half_up(cell.mean, 4)
            percent = "" if cell.percent is None else half_up(cell.percent, 2)
            below = "" if cell.n_below is None else cell.n_below
            place = "" if cell.rank is None else cell.rank
            shade = colour(cell, self.options.scheme)
            rows.append((*key, cell.n, mean, below, percent, place, shade))
        return csv_bytes(header + "n,mean,n_below,percent_below,rank,colour", rows)

    def pupils_csv(self) -> bytes:
        """`pupils.csv`"""
        rows = []
        for key, scores in sorted(self.pupils.items()):
            mean = half_up(sum(scores, Fraction(0)) / len(scores), 2) if scores else ""
            rows.append((*key, mean, group(mean)))
        return csv_bytes("academic_year,test,round,grade,area,school,pupil,mean,group", rows)

    def tables(self) -> dict[str, bytes]:
        """File name to bytes."""
        return {
            "limits.csv": self.limits_csv(),
            "colours.csv": self.colours_csv(),
            "pupils.csv": self.pupils_csv(),
        }

    def counts(self) -> dict[str, int]:
        """`summary.json` without the files and the seconds."""
        kinds = [NO_SCORE.get(row["score"]) for row in self.rows]
        counts = {kind: kinds.count(kind) for kind in NO_SCORE.values()}
        schools = {(row["area"], row["school"]) for row in self.rows}
        pupils = {(row["area"], row["school"], row["pupil"]) for row in self.rows}
        return counts | {"rows": len(kinds), "schools": len(schools), "pupils": len(pupils)}
