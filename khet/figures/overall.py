"""A school's subjects and its overall row: percents, means and the row ``ALL``.

Whole numbers as in ``khet.figures.tables``.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from khet.figures.measures.scores import SCHOOL_SUBJECT
from khet.figures.vectors import Integers, column, distinct, group_codes, masked
from khet.rules.limits import percent_below
from khet.rules.rounding import half_up, mean_of_ratios
from khet.rules.sittings import ALL_SUBJECTS

Flags = NDArray[np.bool_]
_SUMS = ("total", "squares")
_COUNTS = ("blank", "absent", "exempt")
_NEAR_TIE = 1e-5


def with_overall(rows: pa.Table, overall: str) -> pa.Table:
    """The rows of subjects with ``mean`` and ``percent_below``, then a row ``ALL`` a school."""
    n, total, n_below = (column(rows, c) for c in ("n", "total", "n_below"))
    limited = rows["n_below"].is_valid().to_numpy()
    subjects = _assembled(
        rows.select([*SCHOOL_SUBJECT, "n", *_SUMS]),
        mean=masked(half_up(100 * total, np.maximum(n, 1)), n > 0),
        n_below=rows["n_below"],
        percent=masked(percent_below(n_below, np.maximum(n, 1)), limited & (n > 0)),
        counts=rows.select(_COUNTS),
    )
    schools = _School(rows)
    return pa.concat_tables([subjects, schools.rows(n, total, n_below, limited, overall)])


def _assembled(
    keys: pa.Table,
    mean: pa.ChunkedArray,
    n_below: pa.ChunkedArray,
    percent: pa.ChunkedArray,
    counts: pa.Table,
) -> pa.Table:
    table = keys.append_column("mean", mean).append_column("n_below", n_below)
    table = table.append_column("percent_below", percent)
    for name in _COUNTS:
        table = table.append_column(name, counts[name])
    return table


class _School:
    """The rows of subjects gathered by school and grade."""

    def __init__(self, rows: pa.Table) -> None:
        keys = [key for key in SCHOOL_SUBJECT if key != "subject"]
        self.first, self.group = distinct(group_codes(rows, keys))
        self.table = rows

    def sum(self, values: Integers) -> Integers:
        """The sum of a column over the rows of each school."""
        sums = np.zeros(len(self.first), np.int64)
        np.add.at(sums, self.group, values)
        return sums

    def rows(
        self, n: Integers, total: Integers, n_below: Integers, limited: Flags, overall: str
    ) -> pa.Table:
        """The rows ``ALL``: n and n_below over the subjects that have a limit."""
        judged_n, judged_below = self.sum(n * limited), self.sum(n_below)
        percent, has_percent = percent_below(judged_below, np.maximum(judged_n, 1)), judged_n > 0
        if overall == "mean":
            percent, has_percent = self.mean_of(n_below, n, limited & (n > 0), 10_000)
        mean, has_mean = self.mean_of(total, n, n > 0, 100)
        keys = self.table.select(SCHOOL_SUBJECT).take(pa.array(self.first))
        place = keys.schema.get_field_index("subject")
        names = pa.array([ALL_SUBJECTS] * len(self.first)).dictionary_encode()
        keys = keys.set_column(place, "subject", names).append_column("n", pa.array(judged_n))
        for name in _SUMS:
            keys = keys.append_column(name, pa.nulls(len(self.first), pa.int64()))
        counts = {name: self.sum(column(self.table, name)) for name in _COUNTS}
        return _assembled(
            keys,
            mean=masked(mean, has_mean),
            n_below=pa.chunked_array([judged_below]),
            percent=masked(percent, has_percent),
            counts=pa.table(counts),
        )

    def mean_of(
        self, numerators: Integers, denominators: Integers, use: Flags, scale: int
    ) -> tuple[Integers, Flags]:
        """``scale`` × the mean of each school's ratios, half up, and which schools have one.

        Floats propose; where they come near a tie, the exact rule decides.
        """
        used = np.zeros(len(self.first), np.int64)
        np.add.at(used, self.group[use], 1)
        sums = np.zeros(len(self.first))
        np.add.at(sums, self.group[use], numerators[use] / denominators[use])
        proposed = scale * sums / np.maximum(used, 1)
        rounded = np.floor(proposed + 0.5).astype(np.int64)
        near = (np.abs(proposed % 1 - 0.5) < _NEAR_TIE) & (used > 0)
        for school, ratios in self._ratios(near, numerators, denominators, use).items():
            rounded[school] = mean_of_ratios(ratios, scale)
        return rounded, used > 0

    def _ratios(
        self, schools: Flags, numerators: Integers, denominators: Integers, use: Flags
    ) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for place in np.flatnonzero(use & schools[self.group]):
            ratio = (int(numerators[place]), int(denominators[place]))
            found.setdefault(int(self.group[place]), []).append(ratio)
        return found
