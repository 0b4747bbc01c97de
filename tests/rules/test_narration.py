"""What a sentence says follows from the values as they are printed, and from nothing else."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from khet.rules.gains import much_changed
from khet.rules.narration import Statement, beside, change, on_target, risen
from khet.rules.rounding import half_up_decimal

MEANS = st.decimals(0, 100, places=4)
BEFORE = tuple(map(Decimal, ("42.44", "36.24", "47.61")))
NOW = tuple(map(Decimal, ("53.15", "36.96", "48.00")))


def test_the_gains_of_the_catalogue_are_computed() -> None:
    assert change(Decimal("27.96"), Decimal("25.77")) == Statement("higher", Decimal("2.19"))
    found = [change(now, before) for now, before in zip(NOW, BEFORE, strict=True)]
    assert [told.by for told in found if told] == list(map(Decimal, ("10.71", "0.72", "0.39")))
    assert {told.key for told in found if told} == {"higher"}


def test_the_gain_over_all_abilities_is_not_the_one_that_was_printed() -> None:
    now, before = (half_up_decimal(sum(m, Decimal(0)) / 3, 4) for m in (NOW, BEFORE))
    assert change(now, before) == Statement("higher", Decimal("3.94"))
    assert risen(list(zip(NOW, BEFORE, strict=True))) == (3, 3)


def test_what_is_not_known_is_not_told_and_not_counted() -> None:
    assert change(None, Decimal(1)) is change(Decimal(1), None) is beside(None, None) is None
    assert on_target(None, 50) is None
    pairs = [
        (Decimal(2), Decimal(1)),
        (Decimal(1), Decimal(2)),
        (None, Decimal(1)),
        (Decimal(9), None),
    ]
    assert risen(pairs) == (1, 2)


def test_a_mean_that_only_prints_as_the_target_does_not_reach_it() -> None:
    assert on_target(Decimal("49.9999"), 50) == Statement("short", Decimal("0.00"))
    assert on_target(Decimal("50.0049"), 50) == Statement("reached", Decimal("0.00"))


@given(st.integers(1, 200), st.integers(1, 200))
def test_a_tenth_is_much(now: int, before: int) -> None:
    assert much_changed(now, before) == (abs(now - before) / before >= 0.1)


@given(MEANS, MEANS)
def test_a_sentence_agrees_with_the_printed_means(now: Decimal, before: Decimal) -> None:
    told, apart = change(now, before), beside(now, before)
    assert told
    assert apart
    printed = half_up_decimal(now, 2) - half_up_decimal(before, 2)
    assert told.by == apart.by == abs(printed)
    sign = (printed > 0) - (printed < 0)
    assert told.key == {1: "higher", -1: "lower", 0: "same"}[sign]
    assert apart.key == {1: "above", -1: "below", 0: "equal"}[sign]
