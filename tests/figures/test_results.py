"""Results kept, and the figures that trace back to them."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from khet.figures.measures.catalogue import MEASURES
from khet.figures.parameters import Parameters
from khet.figures.results import Results, results_of, results_version
from khet.figures.sums import overall_mean
from khet.figures.trace import figure
from khet.figures.traced import Asked, Traced
from khet.figures.warehouse import SittingKey, Warehouse
from khet.rules.figures import FigureSource
from tests.figures.samples import SMALL, scores

KEY = SittingKey(2556, "O-NET", "", "P6", "9302")
SOURCE = FigureSource("p6.csv", 1, "0" * 64, datetime(2014, 4, 1, tzinfo=UTC), "ศึกษานิเทศก์")


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    warehouse = Warehouse(tmp_path / "warehouse")
    return warehouse.path(KEY, warehouse.keep(KEY, scores(SMALL))), tmp_path / "results"


@pytest.fixture
def traced(kept: tuple[Path, Path]) -> Traced:
    file, folder = kept
    return Traced(results_of([file], Parameters(), folder), Parameters(), SOURCE, 2556)


def test_results_say_what_is_known_and_what_is_not(traced: Traced) -> None:
    results = traced.results
    assert results.limits["thai"].mean == Decimal("46.6667")
    assert results.schools["S1", "mathematics"].absent == 1
    assert results.schools["S2", "thai"].percent_below == Decimal("0.00")
    assert results.schools["S1", "ALL"].total is None


def test_kept_results_are_read_back_unchanged(kept: tuple[Path, Path]) -> None:
    file, folder = kept
    first = results_of([file], Parameters(), folder)
    fresh = results_of([file, file][:1], Parameters(), Path(folder.parent) / "elsewhere")
    assert first == Results(first.version, fresh.limits, fresh.schools)
    assert (folder / first.version / "colours.parquet").exists()


def test_other_parameters_are_another_version(kept: tuple[Path, Path]) -> None:
    file, _ = kept
    versions = {
        results_version([file], Parameters(**changed))
        for changed in ({}, {"z": Decimal("1.96")}, {"overall": "mean"}, {"scheme": "four"})
    }
    assert len(versions) == 4
    assert results_version([file], Parameters(z=Decimal("2.580"))) in versions


def test_every_measure_has_a_figure_whose_rows_add_up(traced: Traced) -> None:
    for code, measure in MEASURES.items():
        if measure.grain == ("pupil",):
            continue
        asked = Asked(code, "thai", "" if "area" in measure.grain else "S1", "blue")
        made = figure(traced, asked)
        assert made.measure.code == code
        assert made.version == traced.results.version
        assert made.value is not None or made.reason


def test_the_area_mean_is_the_sum_of_its_rows_over_their_number(traced: Traced) -> None:
    made = figure(traced, Asked("mean", "thai"))
    numbers = [row.values[0] for row in made.rows]
    totals = [row.values[1] for row in made.rows]
    assert (sum(map(Decimal, totals)), sum(map(int, numbers))) == (made.numerator, made.denominator)  # type: ignore[arg-type]
    assert made.value == Decimal("46.6667")
    assert made.missing == {"ขาดสอบ": 0, "ยกเว้น": 0, "ว่าง": 0}


def test_a_figure_of_nothing_says_why(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    rows = scores([("S1", "1", "thai", 5000), ("S1", "1", "arts", None)])
    file = warehouse.path(KEY, warehouse.keep(KEY, rows))
    traced = Traced(results_of([file], Parameters(), tmp_path / "r"), Parameters(), SOURCE, 2556)
    for code, subject in (
        ("mean", "arts"),
        ("lower-limit", "thai"),
        ("percent-below", "arts"),
    ):
        made = figure(traced, Asked(code, subject))
        assert made.value is None
        assert made.reason
        assert made.steps == ()


def test_a_subject_not_in_the_results_is_an_error(traced: Traced) -> None:
    with pytest.raises(KeyError):
        figure(traced, Asked("mean", "nt_reasoning"))
    with pytest.raises(KeyError):
        figure(traced, Asked("mean", "thai", school="S9"))


def test_the_overall_mean_weighs_subjects_alike(traced: Traced) -> None:
    assert overall_mean(traced.results, None) == Decimal("53.3333")
