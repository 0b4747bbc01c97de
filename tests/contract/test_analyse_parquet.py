"""Parquet files with typed columns: whole numbers, floats, decimals, nulls, dictionaries."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.contract.files import row
from tests.contract.oracle import Options
from tests.contract.test_analyse_faults import faults, places
from tests.contract.test_analyse_properties import agree


def write(path: Path, **columns: pa.Array) -> Path:
    """Two pupils with 40.5 and 60; some columns replaced."""
    plain = {name: pa.array([value, value], pa.string()) for name, value in row().items()}
    plain |= {"pupil": pa.array(["1", "2"]), "score": pa.array([40.5, 60.0])}
    pq.write_table(pa.table(plain | columns), path)
    return path


@pytest.mark.parametrize(
    ("column", "values", "texts"),
    [
        ("academic_year", pa.array([2556, 2556], pa.int16()), ["2556", "2556"]),
        ("academic_year", pa.array([2556.0, 2556.0]), ["2556", "2556"]),
        ("round", pa.array([1, 2], pa.int8()), ["1", "2"]),
        ("round", pa.array([None, 2], pa.int64()), ["", "2"]),
        ("round", pa.array([None, 2.0], pa.float64()), ["", "2"]),
        ("round", pa.nulls(2), ["", ""]),
        ("school", pa.array([93020001, 93020002], pa.int64()), ["93020001", "93020002"]),
        ("school", pa.array(["ก", "ข"]).dictionary_encode(), ["ก", "ข"]),
        ("school", pa.array(["ก", "ข"], pa.large_string()), ["ก", "ข"]),
        ("pupil", pa.array([1234567890121, 7], pa.int64()), ["1234567890121", "7"]),
        ("pupil", pa.array([1234567890121.0, 7.0]), ["1234567890121", "7"]),
        ("score", pa.array([Decimal("40.50"), None]), ["40.50", ""]),
        ("score", pa.array([100, 0], pa.uint8()), ["100", "0"]),
        ("score", pa.array([70.13, 99.99]), ["70.13", "99.99"]),
        ("score", pa.array([None, None], pa.float64()), ["", ""]),
        ("score", pa.array([None, None], pa.string()), ["", ""]),
        ("score", pa.nulls(2), ["", ""]),
    ],
)
def test_typed_columns(tmp_path: Path, column: str, values: pa.Array, texts: list[str]) -> None:
    rows = [row(score="40.5"), row(score="60", pupil="2")]
    rows = [r | {column: text} for r, text in zip(rows, texts, strict=True)]
    path = write(tmp_path / "in.parquet", **{column: values})
    agree([path], tmp_path / "out", rows, Options())


@pytest.mark.parametrize(
    "values",
    [
        pa.array([50.0, float("nan")]),
        pa.array([50.0, 100.01]),
        pa.array([50.0, -1.0]),
        pa.array([50.0, 50.125]),
        pa.array([Decimal("50.00"), Decimal("50.01") * 2]),
        pa.array([50, 101]),
        pa.array(["50", "NaN"]),
        pa.array([50.0, float("inf")]),
    ],
)
def test_typed_scores_that_are_none(tmp_path: Path, values: pa.Array) -> None:
    path = write(tmp_path / "in.parquet", score=values)
    assert places(faults(tmp_path, path), path) == [(3, "score")]
