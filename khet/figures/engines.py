"""The engine that counts: DuckDB inside the process, nothing to install."""

from collections.abc import Mapping

import ibis
import pyarrow as pa
from ibis import ir

from khet.rules.statuses import ALL, Status

ENGINES = ("duckdb",)
_SAME = """
SELECT path_in_schema, min(stats_min_value) FROM parquet_metadata($paths) GROUP BY 1
HAVING min(stats_min_value) = max(stats_max_value)
   AND bool_and(stats_min_value IS NOT NULL AND stats_null_count = 0)
"""


class Engine:
    """A connection on which measures run; use it in a ``with`` block."""

    def __init__(self, name: str = "duckdb") -> None:
        if name not in ENGINES:
            raise ValueError(f"no engine {name!r}")
        self._backend = ibis.duckdb.connect()
        self._same: dict[object, dict[str, str]] = {}

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self._backend.disconnect()

    def files(self, paths: list[str], pupils: str = ALL) -> ir.Table:
        """The rows of an explicit list of Parquet files, of all ``pupils`` or not the special."""
        rows = self._backend.read_parquet(paths)
        same = self._backend.con.execute(_SAME, {"paths": paths}).fetchall()
        if pupils != ALL:
            rows = rows.filter(rows["status"] != Status.SPECIAL.value)
        self._same[rows.op()] = dict(same)
        return rows

    def named_files(self, paths: list[str]) -> ir.Table:
        """The same rows, each with the path of its file as ``filename``."""
        return self._backend.read_parquet(paths, filename=True)

    def same(self, rows: ir.Table) -> Mapping[str, str]:
        """Columns known to hold one value in all rows, with the value's text.

        Files tell it in their statistics; of rows in memory nothing is known.
        """
        return self._same.get(rows.op(), {})

    def table(self, name: str, rows: pa.Table) -> ir.Table:
        """Rows in memory under a name, replacing what stood there."""
        self._backend.con.register(name, rows)
        return self._backend.table(name)

    def run(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression."""
        return self._backend.to_pyarrow(expression)
