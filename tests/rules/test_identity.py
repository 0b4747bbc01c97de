"""Citizens' ids: the check digit of digits alone, all else is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.identity import check_digit, identity_fault, plain_identity

TWELVE = st.text("0123456789", min_size=12, max_size=12)


@given(TWELVE)
def test_the_computed_digit_is_right_and_each_other_one_wrong(digits: str) -> None:
    right = check_digit(digits)
    faults = {identity_fault(f"{digits}{last}") for last in range(10) if last != right}
    assert identity_fault(f"{digits}{right}") is None
    assert faults == {"check-digit"}


@pytest.mark.parametrize(
    "text", ["1-2345-67890-12-1", "๑๒๓๔๕๖๗๘๙๐๑๒๑", " 1234 56789 0121", "1234567890121"]
)
def test_ways_of_writing_one_id(text: str) -> None:
    assert plain_identity(text) == "1234567890121"
    assert identity_fault(text) is None


@pytest.mark.parametrize("text", ["G644200000001", "g644200000001", "AB1234567", "", " - "])
def test_codes_with_letters_and_none_at_all_are_not_checked(text: str) -> None:
    assert identity_fault(text) is None


def test_a_first_digit_of_0_or_9_is_as_good_as_any() -> None:
    for twelve in ("012345678901", "912345678901"):
        assert identity_fault(f"{twelve}{check_digit(twelve)}") is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1234567890122", "check-digit"),
        ("123456789012", "length"),
        ("12345678901211", "length"),
        ("1.23457E+12", "form"),
        ("ไม่มี", "form"),
    ],
)
def test_what_is_wrong_is_told(text: str, fault: str) -> None:
    assert identity_fault(text) == fault
