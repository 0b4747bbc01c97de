"""Faults put into right text are found at their place; right text is silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.checking.written import (
    Written,
    budgets,
    gains,
    levels,
    lists,
    means,
    outcome,
    sure,
)

KINDS = {
    "total": budgets(),
    "percent": levels(),
    "difference": gains(),
    "count": lists(),
    "average": means(),
}


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_right_text_is_silent_and_counted(kind: str, data: st.DataObject) -> None:
    written: Written = data.draw(KINDS[kind])
    assert sure(written.right) == []
    assert outcome(written.right).checked > 0


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_planted_fault_is_found(kind: str, data: st.DataObject) -> None:
    written: Written = data.draw(KINDS[kind])
    assert (written.line, kind, written.expected) in sure(written.wrong)
