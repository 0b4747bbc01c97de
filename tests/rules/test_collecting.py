"""Which schools are asked for the results of a grade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.collecting import Basis, asked_by
from khet.rules.levels import LEVELS, level_order
from khet.rules.scores import NoScore, parse_score, reason_text, score_text


@pytest.mark.parametrize(
    ("enrolled", "levels", "by"),
    [
        ({"P5": 12}, ("K1", "P4"), Basis.ENROLMENT),
        ({"P5": 0, "P4": 3}, ("K1", "P6"), None),
        ({"P4": 3}, ("K1", "P6"), None),
        ({}, ("K1", "P6"), Basis.LEVELS),
        ({}, ("P5", "P5"), Basis.LEVELS),
        ({}, ("M1", "M3"), None),
        ({}, ("", "P6"), Basis.UNKNOWN),
        ({}, ("", ""), Basis.UNKNOWN),
    ],
)
def test_pupils_come_before_levels(
    enrolled: dict[str, int], levels: tuple[str, str], by: Basis | None
) -> None:
    assert asked_by("P5", enrolled, *levels) == by


@given(*[st.sampled_from(LEVELS)] * 3)
def test_a_school_has_the_grades_between_its_ends(grade: str, low: str, high: str) -> None:
    between = level_order(low) <= level_order(grade) <= level_order(high)
    assert (asked_by(grade, {}, low, high) == Basis.LEVELS) == between


@given(st.integers(0, 10_000))
def test_a_score_is_written_as_it_is_read(hundredths: int) -> None:
    assert parse_score(score_text(hundredths)).hundredths == hundredths


@pytest.mark.parametrize("reason", NoScore)
def test_why_there_is_no_score_is_written_as_it_is_read(reason: NoScore) -> None:
    assert parse_score(reason_text(reason)).reason == reason
