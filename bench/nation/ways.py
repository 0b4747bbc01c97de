"""Three ways through the same files, each from nothing to Arrow tables in memory.

``python -m bench.nation.ways khet|sql|scan`` goes one way once, for its peak of memory.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.nation.data import score_files
from khet.figures.engines import Engine
from khet.figures.parameters import Parameters
from khet.figures.tables import Tables, limits_and_colours

READ = (
    *("academic_year", "test", "round", "grade", "area", "school"),
    *("subject", "score", "no_score"),
)
_SQL = Path(__file__).with_name("by_hand.sql").read_text(encoding="utf-8")


def by_khet(files: Sequence[str], base: str = "area") -> Tables:
    """As pages and commands do it."""
    with Engine() as engine:
        return limits_and_colours(engine, engine.files(list(files)), Parameters(base=base))


def by_sql(files: Sequence[str], base: str = "area") -> Tables:
    """By hand-written SQL: see ``by_hand.sql``."""
    with duckdb.connect() as database:
        _scores(database, files)
        database.execute(_SQL.format(area="area," if base == "area" else ""))
        limits = _fetched(database, "limits")
        return Tables(limits.rename_columns({"limit_": "limit"}), _fetched(database, "colours"))


def by_scan(files: Sequence[str]) -> pa.Table:
    """One reading in which every value of the columns that the tables need counts."""
    with duckdb.connect() as database:
        _scores(database, files)
        read = ", ".join(f"bit_xor(hash({name})) AS {name}" for name in READ)
        return database.sql(f"SELECT {read} FROM scores").to_arrow_table()


def _scores(database: duckdb.DuckDBPyConnection, files: Sequence[str]) -> None:
    paths = ", ".join(f"'{path}'" for path in files)
    database.execute(f"CREATE VIEW scores AS FROM read_parquet([{paths}])")


def _fetched(database: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    return database.sql(f"FROM {name}").to_arrow_table()


WAYS = {"khet": by_khet, "sql": by_sql, "scan": by_scan}

if __name__ == "__main__":
    WAYS[sys.argv[1]](score_files())
