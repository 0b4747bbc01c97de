"""Faults of numbers, days, bands, words put into right text are found; right text is silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.checking.marked import (
    criteria,
    filled,
    lasting,
    meetings,
    missing_days,
    numberings,
    told_once,
    weekdays,
)
from tests.rules.checking.written import Written, outcome, sure

MADE = {
    "numbering": [numberings()],
    "date": [weekdays(), missing_days(), lasting(), meetings()],
    "band": [criteria()],
    "blank": [filled()],
    "repeat": [told_once()],
}
CASES = [(kind, written) for kind, several in MADE.items() for written in several]
named = pytest.mark.parametrize(("kind", "made"), CASES, ids=[repr(made) for _, made in CASES])


@named
@given(st.data())
def test_right_text_is_silent_and_counted(
    kind: str, made: st.SearchStrategy[Written], data: st.DataObject
) -> None:
    written = data.draw(made)
    assert sure(written.right) == []
    assert outcome(written.right).checked > 0


@named
@given(st.data())
def test_a_planted_fault_is_found(
    kind: str, made: st.SearchStrategy[Written], data: st.DataObject
) -> None:
    written = data.draw(made)
    assert (written.line, kind, written.expected) in sure(written.wrong)
