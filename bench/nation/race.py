"""``python -m bench.nation.race``: the ways by turns, the best of three of each, as JSON.

Also compares all tables of the two ways that make any, value by value.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from bench.nation.data import score_files
from bench.nation.ways import by_khet, by_scan, by_sql
from khet.figures.tables import Tables

BASES = ("area", "nation")
_TURNS = 3
_KEYS = ("academic_year", "test", "round", "grade", "area", "school", "subject")


def main() -> None:
    """Race, compare, print."""
    files = score_files()
    seconds = _race(
        {
            "scan": partial(by_scan, files),
            **{f"sql {base}": partial(by_sql, files, base) for base in BASES},
            **{f"khet {base}": partial(by_khet, files, base) for base in BASES},
        }
    )
    differing = sum(differences(by_khet(files, base), by_sql(files, base)) for base in BASES)
    json.dump({"seconds": seconds, "differing": differing}, sys.stdout)


def _race(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_TURNS):
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - begun)
    return {name: min(times) for name, times in taken.items()}


def differences(ours: Tables, theirs: Tables) -> int:
    """How many values differ in both tables.

    Raises:
        ValueError: a table has other columns or another number of rows.
    """
    return _differing(ours.limits, theirs.limits) + _differing(ours.colours, theirs.colours)


def _differing(ours: pa.Table, theirs: pa.Table) -> int:
    theirs = theirs.select(ours.column_names).cast(ours.schema)
    if ours.num_rows != theirs.num_rows:
        raise ValueError(f"{ours.num_rows} and {theirs.num_rows} rows")
    mine, other = _sorted(ours), _sorted(theirs)
    return sum(_unequal(mine[name], other[name]) for name in ours.column_names)


def _sorted(table: pa.Table) -> pa.Table:
    return table.sort_by([(key, "ascending") for key in _KEYS if key in table.column_names])


def _unequal(a: pa.ChunkedArray, b: pa.ChunkedArray) -> int:
    same = pc.or_kleene(pc.equal(a, b), pc.and_(pc.is_null(a), pc.is_null(b)))
    return len(a) - (pc.sum(pc.fill_null(same, False)).as_py() or 0)


if __name__ == "__main__":
    main()
