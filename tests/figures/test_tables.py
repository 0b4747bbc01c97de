"""Counting over files and over rows in memory comes to the same tables."""

from pathlib import Path

import pyarrow as pa
import pytest

from khet.figures.engines import Engine
from khet.figures.parameters import Parameters
from khet.figures.tables import limits_and_colours
from khet.figures.warehouse import Warehouse, by_sitting
from tests.figures.samples import SMALL, scores

THAI = tuple(row for row in SMALL if row[2] == "thai")


@pytest.mark.parametrize("base", ["area", "nation"])
@pytest.mark.parametrize(
    "rows",
    [
        scores(THAI),
        pa.concat_tables([scores(THAI), scores(THAI, year=2555)]),
        pa.concat_tables([scores(SMALL), scores(SMALL, area="9301")]),
    ],
    ids=["one subject", "two years", "two areas"],
)
def test_files_and_rows_in_memory_agree(tmp_path: Path, rows: pa.Table, base: str) -> None:
    warehouse = Warehouse(tmp_path)
    files = [str(warehouse.path(key, warehouse.keep(key, p))) for key, p in by_sitting(rows)]
    with Engine() as engine:
        kept = limits_and_colours(engine, engine.files(files), Parameters(base=base))
        held = limits_and_colours(engine, engine.table("rows", rows), Parameters(base=base))
    for one, other in ((kept.limits, held.limits), (kept.colours, held.colours)):
        order = [(name, "ascending") for name in one.column_names]
        assert one.sort_by(order).to_pylist() == other.sort_by(order).to_pylist()
