"""Targets as schools type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.answering import DECIMALS, NUMBER, RANGE, TargetError, leads_up, parse_target
from khet.rules.thai import thai_digits


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        *((text, NUMBER) for text in ("", "ห้าสิบ", "4.", ".5", "1e2", "45,5", "50 คะแนน", "--5")),
        *((text, RANGE) for text in ("100.01", "150", "-1", "−0.5", "๑๐๑")),
        *((text, DECIMALS) for text in ("45.555", "0.001", "100.000")),
    ],
)
def test_what_is_no_target_says_why(typed: str, fault: str) -> None:
    with pytest.raises(TargetError) as error:
        parse_target(typed)
    assert error.value.fault == fault


@given(st.integers(0, 10_000))
def test_every_mark_of_two_decimals_is_a_target_in_both_digits(hundredths: int) -> None:
    text = f"{hundredths // 100}.{hundredths % 100:02d}"
    assert parse_target(f" {text} ") == parse_target(thai_digits(text)) == Decimal(text)


def test_a_target_leads_up_only_above_the_mean() -> None:
    mean = Decimal("38.2545")
    assert [leads_up(Decimal(t), mean) for t in ("38.25", "38.26")] == [False, True]
    assert leads_up(Decimal("0"), None)
