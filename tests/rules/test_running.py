"""A run of years goes back from the newest, and what isn't known ends it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from khet.rules.rounding import half_up_decimal
from khet.rules.running import years_running

KNOWN = st.none() | st.decimals(49, 51, places=4)
BY_YEAR = st.dictionaries(st.integers(2552, 2556), KNOWN)


def test_a_year_in_between_that_is_not_above_ends_the_run() -> None:
    means = {year: Decimal(50) for year in range(2552, 2557)}
    nation = {2552: Decimal(40), 2553: Decimal(60), 2554: Decimal(40), 2555: Decimal(40)}
    assert years_running(means, {**nation, 2556: Decimal(49)}, 2556) == (2556, 2555, 2554)
    assert years_running(means, {**nation, 2556: Decimal(50)}, 2556) == ()
    assert years_running(means, nation, 2556) == ()
    assert years_running(means, nation, 2555) == (2555, 2554)


def test_means_are_compared_as_printed() -> None:
    assert years_running({2556: Decimal("50.0049")}, {2556: Decimal("50.00")}, 2556) == ()
    assert years_running({2556: Decimal("50.0050")}, {2556: Decimal("50.00")}, 2556) == (2556,)


@given(BY_YEAR, BY_YEAR)
def test_every_year_of_a_run_is_above_and_the_one_before_it_is_not(
    means: dict[int, Decimal | None], others: dict[int, Decimal | None]
) -> None:
    def above(year: int) -> bool:
        own, other = means.get(year), others.get(year)
        if own is None or other is None:
            return False
        return half_up_decimal(own, 2) > half_up_decimal(other, 2)

    run = years_running(means, others, 2556)
    assert list(run) == list(range(2556, 2556 - len(run), -1))
    assert all(map(above, run))
    assert not above(2556 - len(run))
