"""A sitting known only from schools' means: what can be said, and what can't."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from khet.figures.intake.school_means import MEANS
from khet.figures.parameters import Parameters, Told
from khet.figures.results import results_of
from khet.figures.spreads import spreads_of
from khet.figures.sums import mean_for, mean_of_schools_for
from khet.figures.trace import figure
from khet.figures.traced import NEEDS_SCORES, Asked, Traced
from khet.figures.warehouse import SittingKey, Warehouse
from tests.figures.test_results import SOURCE

KEY = SittingKey(2556, "O-NET", "", "P6", "9302")
ROWS = (
    ("S1", "thai", 3, "50.123456789"),
    ("S1", "mathematics", 3, "30"),
    ("S2", "thai", 1, "70"),
    ("S2", "mathematics", None, "60"),
    ("S3", "thai", None, None),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    listed = [
        {
            **{"academic_year": 2556, "test": "O-NET", "round": "", "grade": "P6", "area": "9302"},
            **{"school": school, "subject": subject, "n": n, "row": row},
            "mean": None if mean is None else Decimal(mean),
        }
        for row, (school, subject, n, mean) in enumerate(ROWS, start=2)
    ]
    warehouse = Warehouse(tmp_path / "warehouse")
    return warehouse.path(KEY, warehouse.keep(KEY, pa.Table.from_pylist(listed, MEANS)))


def _traced(file: Path, **more: Any) -> Traced:
    parameters = Parameters(**more)
    return Traced(results_of([file], parameters, file.parents[3] / "r"), parameters, SOURCE, 2556)


def test_means_weigh_pupils_or_schools_and_leave_the_uncounted_out(file: Path) -> None:
    results = _traced(file).results
    assert not results.of_pupils
    assert mean_for(results, "thai", None) == Decimal("55.0926")
    assert mean_of_schools_for(results, "thai", None) == Decimal("60.0617")
    assert results.schools["S2", "mathematics"].mean == Decimal("60.0000")
    assert mean_for(results, "mathematics", None) == Decimal("30.0000")
    assert results.schools["S1", "thai"].rank == 2
    assert results.schools["S2", "ALL"].mean == Decimal("65.0000")
    assert results.schools["S3", "thai"].n is None


@pytest.mark.parametrize("measure", ["lower-limit", "percent-below", "sd", "highest"])
def test_what_needs_single_scores_says_so(file: Path, measure: str) -> None:
    made = figure(_traced(file), Asked(measure, "thai"))
    assert made.value is None
    assert made.reason == NEEDS_SCORES
    assert spreads_of([file], file.parent / "r") == {}


def test_pupils_whom_nobody_counted_are_not_known(file: Path) -> None:
    values = {s: figure(_traced(file), Asked("scored", "thai", s)).value for s in ("S1", "S3")}
    assert values["S1"]
    assert values["S3"] is None
    whole = figure(_traced(file), Asked("scored"))
    assert (whole.value, bool(whole.reason)) == (None, True)


def test_published_percents_and_limits_fill_in_with_their_source(file: Path) -> None:
    told = (
        Told("percent", "thai", 7000, "เล่มรายงาน หน้า 5", "S1"),
        Told("limit", "thai", 4618, "ประกาศของเขต"),
    )
    traced = _traced(file, told=told)
    made = figure(traced, Asked("percent-below", "thai", "S1"))
    assert made.value == Decimal("70.00")
    assert made.steps == ("ร้อยละที่เผยแพร่ 70.00: เล่มรายงาน หน้า 5",)
    assert traced.results.schools["S1", "thai"].colour == "red"
    limit = figure(traced, Asked("lower-limit", "thai"))
    assert limit.value == Decimal("46.18")
    assert "ประกาศของเขต" in limit.steps[0]
    assert figure(traced, Asked("percent-below", "thai", "S2")).value is None
