"""What a letter asks: for which colours, until when."""

from datetime import date

import pytest

from khet.rules.levels import level_in_full
from khet.rules.result_letters import answer_by, subjects_to_answer

COLOURS = ["blue", "green", "yellow", "orange", "red", "black", None]


def test_orange_and_red_are_asked_for_in_the_order_of_the_subjects() -> None:
    rows = [(f"s{n}", colour) for n, colour in enumerate(reversed(COLOURS))]
    assert subjects_to_answer(rows) == ["s2", "s3"]


@pytest.mark.parametrize(
    ("day", "by"), [(date(2014, 3, 20), date(2014, 4, 4)), (date(2024, 2, 20), date(2024, 3, 6))]
)
def test_the_answer_is_due_fifteen_days_on(day: date, by: date) -> None:
    assert answer_by(day) == by


def test_levels_in_full() -> None:
    assert level_in_full("M3") == "ชั้นมัธยมศึกษาปีที่ 3"
    assert level_in_full("K2") == "ชั้นอนุบาลปีที่ 2"
