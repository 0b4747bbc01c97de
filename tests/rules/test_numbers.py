"""Rounding, limits and ranks against slow second opinions."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.limits import lower_limit, percent_below
from khet.rules.ranks import ranks, sizes
from khet.rules.rounding import half_up, half_up_decimal, mean_of_ratios, shown

WHOLE = st.integers(-(10**9), 10**9)
POSITIVE = st.integers(1, 10**6)
SCORES = st.lists(st.integers(0, 10_000), min_size=2, max_size=40)
GROUPED = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=40)


@given(WHOLE, POSITIVE)
def test_half_up_is_the_nearest_whole_number_halves_away_from_zero(num: int, den: int) -> None:
    exact, rounded = Fraction(num, den), half_up(num, den)
    assert abs(exact - rounded) <= Fraction(1, 2)
    if abs(exact - rounded) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(st.lists(st.tuples(WHOLE, POSITIVE), min_size=1))
def test_half_up_of_arrays_is_that_of_each_number(pairs: list[tuple[int, int]]) -> None:
    numerators, denominators = np.array(pairs, np.int64).T
    assert half_up(numerators, denominators).tolist() == [half_up(n, d) for n, d in pairs]


def test_69_995_becomes_70() -> None:
    assert percent_below(13_999, 20_000) == 7000
    assert half_up_decimal(Decimal("69.995"), 2) == Decimal("70.00")
    assert str(shown(0, 4)) == "0.0000"


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 300)), min_size=1, max_size=8))
def test_mean_of_ratios_is_rounded_once(ratios: list[tuple[int, int]]) -> None:
    exact = 100 * sum(Fraction(n, d) for n, d in ratios) / len(ratios)
    assert mean_of_ratios(ratios, 100) == (exact + Fraction(1, 2)).__floor__()


@given(SCORES)
def test_limit_lies_z_standard_errors_under_the_mean(scores: list[int]) -> None:
    n = len(scores)
    found = lower_limit(n, sum(scores), sum(score * score for score in scores))
    mean = sum(scores) / n / 100
    sd = (sum((score / 100 - mean) ** 2 for score in scores) / (n - 1)) ** 0.5
    assert found.mean is not None
    assert found.sd is not None
    assert found.limit is not None
    assert float(found.mean) == pytest.approx(mean, abs=5.1e-5)
    assert float(found.sd) == pytest.approx(sd, abs=5.1e-5)
    assert float(found.limit) == pytest.approx(mean - 2.58 * sd / n**0.5, abs=5.1e-3)


def test_limit_may_be_below_zero_and_is_not_known_for_fewer_than_two() -> None:
    low = lower_limit(2, 200, 200**2, Decimal("2.58")).limit
    assert low is not None
    assert low < 0
    assert lower_limit(1, 8000, 8000**2).limit is None
    assert lower_limit(0, 0, 0).mean is None


@given(GROUPED)
def test_rank_is_one_more_than_the_number_of_better_ones(rows: list[tuple[int, int]]) -> None:
    groups, values = np.array(rows, np.int64).T
    expected = [1 + sum(g == group and v > value for g, v in rows) for group, value in rows]
    assert ranks(groups, values).tolist() == expected
    assert sizes(groups).tolist() == [sum(g == group for g, _ in rows) for group, _ in rows]


def test_no_rows_have_no_ranks() -> None:
    nothing = np.array([], np.int64)
    assert ranks(nothing, nothing).tolist() == []
    assert sizes(nothing).tolist() == []
