"""How numbers, dates and words are written on pages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from khet.rules.colours import five_bands
from khet.web.parts import tags


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("46.385"), "46.39"),
        (Decimal("-3.6150"), "−3.62"),
        (Decimal("0"), "0.00"),
        (1234, "1,234.00"),
    ],
)
def test_marks_have_two_decimals_rounded_half_up(value: Decimal, expected: str) -> None:
    assert tags.marks(value) == expected


def test_what_is_not_known_is_said_in_words() -> None:
    for written in (tags.marks(None), tags.signed(None), tags.exact(None), tags.shown(None)):
        assert "ไม่มีข้อมูล" in written
        assert "0" not in written


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Decimal("2.19"), "+2.19"), (Decimal("-0.47"), "−0.47"), (Decimal("0"), "0.00")],
)
def test_a_difference_shows_its_sign(value: Decimal, expected: str) -> None:
    assert tags.signed(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1840, "1,840"), (Decimal("46.3812"), "46.3812"), ("ป.6", "ป.6"), (Decimal("-1.5"), "−1.5")],
)
def test_an_exact_value_keeps_all_it_has(value: object, expected: str) -> None:
    assert tags.exact(value) == expected


def test_days_are_written_in_the_buddhist_era() -> None:
    late = datetime(2014, 3, 31, 18, 0, tzinfo=UTC)
    assert tags.be_date(late) == "1 เมษายน 2557"
    with translation.override("en"):
        assert tags.be_date(date(2014, 4, 1)) == "1 April 2557 BE"


def test_a_badge_has_its_word_and_a_class() -> None:
    red = five_bands(2556)[-1]
    assert tags.badge(red) == '<span class="badge red">แดง</span>'
    with translation.override("en"):
        assert ">Red<" in tags.badge(red)


def test_percents_and_pairs() -> None:
    assert tags.percent(2999) == "29.99"
    assert tags.beside((1, 2), ("a", "b")) == [("a", 1), ("b", 2)]
