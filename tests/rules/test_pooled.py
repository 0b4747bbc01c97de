"""A percent over several years: by hand, and against the pupils counted one by one."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from khet.rules.limits import percent_below
from khet.rules.pooled import pooled_percent
from khet.rules.rounding import shown

_YEAR = st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_by_hand() -> None:
    assert pooled_percent([(1, 3), (1, 3)]) == Decimal("33.33")
    assert pooled_percent([(2, 3)]) == Decimal("66.67")
    assert pooled_percent([(0, 8), (4, 4)]) == Decimal("33.33")


def test_nobody_gives_none() -> None:
    assert pooled_percent([]) is None
    assert pooled_percent([(0, 0)]) is None


@given(st.lists(_YEAR, max_size=3))
def test_pupils_of_every_year_weigh_alike(years: list[tuple[int, int]]) -> None:
    pupils = [passed for below, n in years for passed in [False] * below + [True] * (n - below)]
    expected = shown(percent_below(pupils.count(False), len(pupils)), 2) if pupils else None
    assert pooled_percent(years) == expected
    assert pooled_percent([*years, (0, 0)]) == expected
