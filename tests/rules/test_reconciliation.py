"""Reconciling a summary: weighted means and swapped columns, against trying every order."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from khet.rules.reconciliation import agrees, suggested_columns, weighted_mean

HEADS = ("thai", "mathematics", "science", "english")
FEW = st.integers(0, 6).map(lambda steps: Decimal(steps * 9).scaleb(-3))


@given(st.permutations(range(4)), st.lists(FEW, min_size=4, max_size=4))
def test_suggestion_is_the_only_other_order_that_fits(
    order: list[int], stated: list[Decimal]
) -> None:
    area = dict(zip(HEADS, stated, strict=True))
    found = {head: Fraction(stated[place]) for head, place in zip(HEADS, order, strict=True)}
    fitting = [
        list(heads)
        for heads in permutations(HEADS)
        if all(agrees(found[h], area[s]) for h, s in zip(HEADS, heads, strict=True))
    ]
    as_it_stands = list(HEADS) in fitting
    expected = fitting[0] if len(fitting) == 1 and not as_it_stands else None
    assert suggested_columns(found, dict(area)) == expected


def test_a_school_without_a_mean_weighs_nothing() -> None:
    assert weighted_mean([Decimal(40), None, Decimal(50)], [10, 1000, 30]) == Fraction(95, 2)
    assert weighted_mean([Decimal(40)], [None]) is None
    assert weighted_mean([Decimal(40)], [0]) is None


def test_a_subject_missing_in_the_area_row_gives_no_suggestion() -> None:
    found = {"thai": Fraction(50), "mathematics": Fraction(40)}
    assert suggested_columns(found, {"thai": Decimal(40), "mathematics": None}) is None
