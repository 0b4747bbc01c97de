"""The engine that counts: DuckDB inside the process, nothing to install."""

import ibis
import pyarrow as pa
from ibis import ir

ENGINES = ("duckdb",)


class Engine:
    """A connection on which measures run; use it in a ``with`` block."""

    def __init__(self, name: str = "duckdb") -> None:
        if name not in ENGINES:
            raise ValueError(f"no engine {name!r}")
        self._backend = ibis.duckdb.connect()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self._backend.disconnect()

    def files(self, paths: list[str]) -> ir.Table:
        """The rows of an explicit list of Parquet files."""
        return self._backend.read_parquet(paths)

    def table(self, name: str, rows: pa.Table) -> ir.Table:
        """Rows in memory under a name, replacing what stood there."""
        self._backend.con.register(name, rows)
        return self._backend.table(name)

    def run(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression."""
        return self._backend.to_pyarrow(expression)
