"""Whether a pupil may be the same over the years, by levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.levels import LEVELS, may_be_same

levels, years = st.sampled_from(LEVELS), st.integers(2550, 2560)


@pytest.mark.parametrize(
    ("level", "year", "fits"),
    [
        ("P6", 2556, True),
        ("P5", 2556, False),
        ("M1", 2556, False),
        ("P5", 2555, True),
        ("P6", 2555, True),
        ("P4", 2555, False),
        ("P6", 2554, False),
        ("K3", 2550, True),
        ("M1", 2557, True),
        ("P6", 2557, True),
        ("P5", 2557, False),
        ("M2", 2557, False),
    ],
)
def test_a_year_is_a_level_and_one_may_be_repeated(level: str, year: int, fits: bool) -> None:
    assert may_be_same(level, year, "P6", 2556) == fits


@given(levels, years, levels, years)
def test_it_is_the_same_from_either_side(one: str, first: int, other: str, second: int) -> None:
    assert may_be_same(one, first, other, second) == may_be_same(other, second, one, first)


@given(st.integers(0, len(LEVELS) - 1), years, st.integers(0, 6), st.booleans())
def test_who_goes_on_year_by_year_always_fits(
    place: int, year: int, passed: int, repeated: bool
) -> None:
    later = place + passed - (repeated and passed > 0)
    if later < len(LEVELS):
        assert may_be_same(LEVELS[place], year, LEVELS[later], year + passed)
