"""Score files kept for good."""

from pathlib import Path

import pyarrow.parquet as pq

from khet.figures.warehouse import SittingKey, Warehouse, by_sitting, with_pupil_keys
from tests.figures.samples import SMALL, scores

KEY = SittingKey(2556, "Pre O-NET", "1", "P6", "9302")


def test_a_file_is_named_by_its_content_and_kept_once(tmp_path: Path) -> None:
    warehouse, rows = Warehouse(tmp_path), scores(SMALL)
    first, again = warehouse.keep(KEY, rows), warehouse.keep(KEY, rows)
    path = warehouse.path(KEY, first)
    assert first == again
    assert path.parent == tmp_path / "9302" / "2556-Pre_O-NET-1-P6"
    assert pq.read_table(path).equals(rows)
    assert [p.name for p in path.parent.iterdir()] == [f"{first}.parquet"]


def test_another_content_is_another_file_and_the_old_one_stays(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    old = warehouse.keep(KEY, scores(SMALL))
    new = warehouse.keep(KEY, scores(SMALL[:-1]))
    assert old != new
    assert warehouse.path(KEY, old).exists()


def test_rows_are_parted_by_sitting() -> None:
    import pyarrow as pa

    mixed = pa.concat_tables([scores(SMALL), scores(SMALL[:2], round_="1"), scores([], year=2555)])
    parts = by_sitting(mixed)
    assert [(key.round, part.num_rows) for key, part in parts] == [("", 6), ("1", 2)]


def test_pupils_are_told_apart_but_not_told() -> None:
    rows = scores(SMALL)
    keyed = with_pupil_keys(rows, b"one")["pupil"].to_pylist()
    assert keyed[0] == keyed[2] != keyed[1]
    assert keyed[0] != keyed[4], "pupil 1 of another school is another child"
    assert not {"1", "2"} & set(keyed)
    assert keyed != with_pupil_keys(rows, b"two")["pupil"].to_pylist()
