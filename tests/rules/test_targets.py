"""What targets come to, by hand and against plain lists of scores."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.targets import (
    Aim,
    TargetError,
    WrongTarget,
    below_if_reached,
    leads_up,
    lift,
    mean_if_reached,
    parse_target,
)
from khet.rules.thai import thai_digits

marks = st.integers(0, 10_000)
schools = st.lists(
    st.tuples(st.lists(marks, min_size=1, max_size=12), st.none() | marks), min_size=1, max_size=8
)


@pytest.mark.parametrize(
    ("typed", "target"),
    [("50", "50.00"), ("๑๐๐", "100.00"), (" 52.5 ", "52.50"), ("0", "0.00"), ("7.", "7.00")],
)
def test_targets_are_read_as_people_type_them(typed: str, target: str) -> None:
    assert str(parse_target(typed)) == target


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("100.01", WrongTarget.ABOVE),
        ("๑๐๑", WrongTarget.ABOVE),
        ("50.125", WrongTarget.DECIMALS),
        ("ห้าสิบ", WrongTarget.NO_NUMBER),
        ("-5", WrongTarget.NO_NUMBER),
        ("5,0", WrongTarget.NO_NUMBER),
    ],
)
def test_what_is_no_target_says_why(typed: str, why: WrongTarget) -> None:
    with pytest.raises(TargetError) as refused:
        parse_target(typed)
    assert refused.value.why == why


def test_pupils_pass_above_the_limit_and_not_on_it() -> None:
    scores = [3000, 4000, 5000]
    assert below_if_reached(scores, 4000, 4500) == 2
    assert below_if_reached(scores, 4500, 4500) == 2
    assert below_if_reached(scores, 4501, 4500) == 1
    assert below_if_reached(scores, 6000, 4500) == 0
    assert below_if_reached(scores, 0, 4500) == 3


def test_a_limit_that_nobody_or_everybody_is_above() -> None:
    assert below_if_reached([0, 0], 0, -1) == 0
    assert below_if_reached([9000, 9500], 0, -1) == 0
    assert below_if_reached([10_000, 10_000], 10_000, 10_000) == 2


@given(st.lists(marks, min_size=1, max_size=20), marks, st.integers(-300, 10_000))
def test_it_counts_as_plain_lists_of_moved_scores_do(
    scores: list[int], target: int, limit: int
) -> None:
    by = target - Fraction(sum(scores), len(scores))
    moved = [min(max(score + by, Fraction(0)), Fraction(10_000)) for score in scores]
    assert below_if_reached(sorted(scores), target, limit) == sum(m <= limit for m in moved)


def test_a_school_lifts_the_area_by_its_pupils_and_its_gain() -> None:
    assert lift(Aim(20, 80_000, 5_000), 200) == 10_000
    assert lift(Aim(20, 80_000, 3_000), 200) == -10_000
    assert lift(Aim(20, 80_000, None), 200) == 0
    assert lift(Aim(20, Decimal("80000.50"), 5_000), 200) == 10_000


def test_without_a_target_the_mean_stays_and_without_pupils_there_is_none() -> None:
    assert mean_if_reached([Aim(3, 10_000, None)]) == 333_333
    assert mean_if_reached([Aim(0, 0, 5_000)]) is None
    assert mean_if_reached([]) is None


@given(schools)
def test_the_mean_is_that_of_all_pupils_moved_one_by_one(
    told: list[tuple[list[int], int | None]],
) -> None:
    aims = [Aim(len(scores), sum(scores), target) for scores, target in told]
    pupils = [
        score + (Fraction() if target is None else target - Fraction(sum(scores), len(scores)))
        for scores, target in told
        for score in scores
    ]
    exact = 100 * sum(pupils, Fraction()) / len(pupils)
    found = mean_if_reached(aims)
    assert found is not None
    assert abs(found - exact) <= Fraction(1, 2)
    before = Fraction(sum(sum(s) for s, _ in told), len(pupils)) * 100
    lifts = sum(lift(aim, len(pupils)) for aim in aims)
    assert abs(before + lifts - exact) <= Fraction(len(aims), 2)


@given(st.integers(0, 10_000))
def test_every_mark_of_two_decimals_is_a_target_in_both_digits(hundredths: int) -> None:
    text = f"{hundredths // 100}.{hundredths % 100:02d}"
    assert parse_target(f" {text} ") == parse_target(thai_digits(text)) == Decimal(text)


def test_a_target_leads_up_only_above_the_mean() -> None:
    mean = Decimal("38.2545")
    assert [leads_up(Decimal(t), mean) for t in ("38.25", "38.26")] == [False, True]
    assert leads_up(Decimal("0"), None)
