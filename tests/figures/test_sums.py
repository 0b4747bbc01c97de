"""Any choice of schools against a slow second opinion in fractions, and figures of places."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import stdev
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khet.figures.parameters import Parameters, Told
from khet.figures.pupil_scores import scores_by_school
from khet.figures.results import Results, kept_results, results_of, what_it_stands_for
from khet.figures.spreads import spreads_of, together
from khet.figures.sums import (
    mean,
    mean_for,
    mean_of_schools_for,
    percent,
    rows_within,
    sd,
    sums_of,
)
from khet.figures.trace import figure
from khet.figures.traced import Asked, Traced
from khet.figures.warehouse import SittingKey, Warehouse
from tests.figures.samples import Row, scores
from tests.figures.test_results import SOURCE

KEY = SittingKey(2556, "O-NET", "", "P6", "9302")
PLAIN = Parameters()
SCHOOLS, SUBJECTS = ("S1", "S2", "S3"), ("thai", "mathematics")


def _file(folder: Path, rows: list[Row]) -> Path:
    warehouse = Warehouse(folder / "warehouse")
    return warehouse.path(KEY, warehouse.keep(KEY, scores(rows)))


def _results(folder: Path, rows: list[Row], parameters: Parameters = PLAIN) -> Results:
    return results_of([_file(folder, rows)], parameters, folder / "results")


def _round(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(10) ** -places, ROUND_HALF_UP)


_ONE = st.one_of(st.none(), st.integers(0, 10_000))
_DATA = st.dictionaries(
    st.tuples(st.sampled_from(SCHOOLS), st.integers(1, 4), st.sampled_from(SUBJECTS)),
    _ONE,
    min_size=1,
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(data=_DATA, chosen=st.sets(st.sampled_from(SCHOOLS)))
def test_any_choice_of_schools_comes_to_what_a_slow_count_says(
    data: dict[tuple[str, int, str], int | None], chosen: set[str]
) -> None:
    rows = [(school, str(pupil), subject, s) for (school, pupil, subject), s in data.items()]
    with TemporaryDirectory() as folder:
        results = _results(Path(folder), rows)
    means, of_schools = [], []
    for subject in SUBJECTS:
        got = sums_of(rows_within(results, subject, chosen))
        marks = [
            Fraction(s, 100)
            for c, _, about, s in rows
            if about == subject and s is not None and c in chosen
        ]
        assert got.n == len(marks)
        assert mean(got) == (_round(sum(marks) / len(marks), 4) if marks else None)
        if len(marks) > 1:
            assert sd(got) == pytest.approx(
                Decimal(stdev(map(float, marks))), abs=Decimal("0.0001")
            )
        limit = results.limits[subject].limit if subject in results.limits else None
        if marks and limit is not None:
            below = sum(mark <= Fraction(limit) for mark in marks)
            assert percent(got) == _round(Fraction(100 * below, len(marks)), 2)
        if marks:
            means.append(sum(marks) / len(marks))
            each = [_mean_of(rows, school, subject) for school in chosen]
            known = [m for m in each if m is not None]
            of_schools.append(sum(known) / len(known))
    assert mean_for(results, "ALL", chosen) == (
        _round(sum(means) / len(means), 4) if means else None
    )
    expected = _round(sum(of_schools) / len(of_schools), 4) if of_schools else None
    assert mean_of_schools_for(results, "ALL", chosen) == expected


def _mean_of(rows: list[Row], school: str, subject: str) -> Fraction | None:
    marks = [
        Fraction(s, 100)
        for c, _, about, s in rows
        if (c, about) == (school, subject) and s is not None
    ]
    return sum(marks) / len(marks) if marks else None


def test_all_schools_come_to_the_limits_own_mean(tmp_path: Path) -> None:
    rows = [("S1", "1", "thai", 3333), ("S2", "1", "thai", 6667), ("S2", "2", "thai", 1)]
    results = _results(tmp_path, rows)
    assert mean_for(results, "thai", None) == results.limits["thai"].mean == Decimal("33.3367")
    assert mean_of_schools_for(results, "thai", None) == Decimal("33.3350")


def test_spreads_count_every_score_once(tmp_path: Path) -> None:
    rows = [("S1", str(p), "thai", s) for p, s in enumerate((0, 999, 1000, 9999, 10_000, None))]
    spreads = spreads_of([_file(tmp_path, rows)], tmp_path / "results")
    found = spreads["S1", "thai"]
    assert (found.lowest, found.highest) == (Decimal("0.00"), Decimal("100.00"))
    assert found.counts == (2, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    assert together([found, found]).counts == (4, 2, 0, 0, 0, 0, 0, 0, 0, 4)
    assert together([]).highest is None


def test_scores_of_all_schools_are_read_lowest_first_without_those_that_are_none(
    tmp_path: Path,
) -> None:
    rows = [("S2", "1", "thai", 10_000), ("S1", "1", "thai", 900), ("S1", "2", "thai", 0)]
    more = [("S1", "3", "thai", None), ("S1", "4", "thai", 900), ("S1", "1", "arts", None)]
    found = scores_by_school(_file(tmp_path, [*rows, *more]))
    assert found == {("S1", "thai"): (0, 900, 900), ("S2", "thai"): (10_000,)}


@pytest.mark.parametrize("measure", ["highest", "lowest", "sd", "lower-limit"])
def test_of_few_pupils_nothing_tells_a_single_score(tmp_path: Path, measure: str) -> None:
    rows = [(s, f"{s}{p}", "thai", 100 * p) for s, of in (("S1", 4), ("S2", 5)) for p in range(of)]
    file = _file(tmp_path, rows)
    results = results_of([file], PLAIN, tmp_path / "results")
    spreads = partial(spreads_of, [file], tmp_path / "results")
    traced = Traced(results, PLAIN, SOURCE, 2556, spreads=spreads)
    whole = figure(traced, Asked(measure, "thai"))
    assert whole.value is not None
    assert {row.school: row.values[-1] is None for row in whole.rows} == {"S1": True, "S2": False}
    if measure != "lower-limit":
        few, many = (figure(traced, Asked(measure, "thai", code)) for code in ("S1", "S2"))
        assert few.value is None
        assert "น้อยคน" in few.reason
        assert many.value is not None
        more = replace(traced, parameters=Parameters(few=6))
        assert figure(more, Asked(measure, "thai", "S2")).value is None


def test_a_published_limit_counts_in_place_of_the_computed_one(tmp_path: Path) -> None:
    rows = [("S1", "1", "thai", 4000), ("S1", "2", "thai", 5000), ("S1", "3", "thai", 6000)]
    told = (Told("limit", "thai", 5000, "ประกาศ"),)
    results = _results(tmp_path, rows, Parameters(told=told))
    assert results.limits["thai"].limit == Decimal("50.00")
    assert results.schools["S1", "thai"].n_below == 2
    assert results.version != _results(tmp_path, rows).version


def test_old_results_are_found_by_their_key_with_what_they_stand_for(tmp_path: Path) -> None:
    file = _file(tmp_path, [("S1", "1", "thai", 4000), ("S1", "2", "thai", 5000)])
    folder, old = tmp_path / "results", Parameters(z=Decimal("1.96"))
    made = results_of([file], old, folder)
    found = kept_results(made.version, folder)
    assert found == (made, what_it_stands_for([file], old))
    assert found[1].told["z"] == "1.96"
    assert what_it_stands_for([file], Parameters()).told["z"] == "2.58"
    for unknown in ("0" * 24, "../results", ""):
        assert kept_results(unknown, folder) is None
