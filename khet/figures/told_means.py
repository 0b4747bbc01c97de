"""Results of a sitting known only from schools' means: what can be said without single scores.

Means, their ranks and, where somebody published them, percents and colours. Limits need every
pupil's score, so there are none but published ones.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from khet.figures.parameters import Parameters
from khet.figures.tables import Tables
from khet.rules.colours import five_colour
from khet.rules.ranks import ranks
from khet.rules.rounding import half_up
from khet.rules.sittings import ALL_SUBJECTS

_WHOLE = ("n", "squares", "mean", "n_below", "percent_below", "rank", "blank", "absent", "exempt")
_TOTALS = pa.decimal128(38, 15)
_COLOURS = pa.schema(
    [
        *((name, pa.string()) for name in ("school", "subject", "colour")),
        *((name, pa.int64()) for name in _WHOLE),
        ("total", _TOTALS),
    ]
)
_LIMITS = pa.schema(
    [("subject", pa.string()), *((name, pa.int64()) for name in ("n", "mean", "sd", "limit"))]
)
Row = dict[str, Any]


def is_of_means(file: Path) -> bool:
    """Whether a file of the warehouse holds schools' means, not pupils' scores."""
    return "mean" in pq.read_schema(file).names


def tables_of_means(files: Sequence[Path], parameters: Parameters) -> Tables:
    """The tables of one sitting and area, as ``limits_and_colours`` makes them of scores.

    ``total`` is the mean times the pupils in hundredths, a decimal; a mean whose pupils were not
    told has a rank, and is left out of every sum.
    """
    rows = [row for file in files for row in pq.read_table(file).to_pylist()]
    made = [_row(row) for row in rows]
    every = [*made, *_overall(made)]
    year = int(rows[0]["academic_year"]) if rows else 0
    _rank(every)
    _with_percents(every, parameters, year)
    return Tables(
        pa.Table.from_pylist(_limits(made, parameters), _LIMITS),
        pa.Table.from_pylist(every, _COLOURS),
    )


def _row(row: Mapping[str, Any]) -> Row:
    n, mean = row["n"], row["mean"]
    known = n is not None and mean is not None
    return {
        "school": row["school"],
        "subject": row["subject"],
        "n": n,
        "total": (mean * n * 100).quantize(Decimal(10) ** -13) if known else None,
        "mean": None if mean is None else _places(Fraction(mean), 4),
        **dict.fromkeys(("blank", "absent", "exempt"), 0),
        "exact": mean,
    }


def _places(value: Fraction, places: int) -> int:
    return half_up(*(value * 10**places).as_integer_ratio())


def _overall(rows: Sequence[Row]) -> list[Row]:
    """A row ``ALL`` for each school: the plain mean of its subjects' means."""
    of: dict[str, list[Fraction]] = {}
    for row in rows:
        if row["exact"] is not None:
            of.setdefault(row["school"], []).append(Fraction(row["exact"]))
    counts = dict.fromkeys(("blank", "absent", "exempt"), 0)
    return [
        {
            "school": school,
            "subject": ALL_SUBJECTS,
            "mean": _places(sum(means, Fraction()) / len(means), 4),
            **counts,
        }
        for school, means in of.items()
    ]


def _rank(rows: Sequence[Row]) -> None:
    ranked = [row for row in rows if row["mean"] is not None]
    subjects = {row["subject"]: place for place, row in enumerate(ranked)}
    groups = np.array([subjects[row["subject"]] for row in ranked], np.int64)
    means = np.array([row["mean"] for row in ranked], np.int64)
    for row, rank in zip(ranked, ranks(groups, means).tolist(), strict=True):
        row["rank"] = rank


def _with_percents(rows: Sequence[Row], parameters: Parameters, year: int) -> None:
    """Published percents, and the colours that they fall into."""
    told = parameters.told_percents()
    for row in rows:
        found = told.get((row["school"], row["subject"]))
        if found is not None:
            row["percent_below"] = found.value
            row["colour"] = five_colour(found.value, year, parameters.tables)


def _limits(rows: Sequence[Row], parameters: Parameters) -> list[Row]:
    """Each subject's pupils, mean over them, and the limit where one was published."""
    sums: dict[str, list[Any]] = {}
    for row in rows:
        into = sums.setdefault(row["subject"], [0, Fraction()])
        if row["total"] is not None:
            into[0] += row["n"]
            into[1] += Fraction(row["total"])
    return [
        {
            "subject": subject,
            "n": n,
            "mean": _places(total / n / 100, 4) if n else None,
            "sd": None,
            "limit": told.value if (told := parameters.told_limit(subject)) else None,
        }
        for subject, (n, total) in sums.items()
    ]
