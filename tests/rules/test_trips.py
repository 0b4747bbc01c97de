"""How far trips are, which steps follow, whose days meet: edges by hand, the rest by a property."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules import trips

DAYS = st.dates(date(2010, 1, 1), date(2020, 1, 1))
STATES = ("asked", "approved", "refused", "reported", "circulated", "cancelled")


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("asked", {"approve", "refuse", "change", "cancel"}),
        ("approved", {"move-end", "report", "cancel"}),
        ("reported", {"report", "circulate"}),
        ("refused", set()),
        ("circulated", set()),
        ("cancelled", set()),
    ],
)
def test_steps_go_from_their_states_only(state: str, steps: set[str]) -> None:
    assert {step for step in trips.STEPS if trips.may_take(step, state)} == steps


@given(DAYS, st.integers(0, 60), DAYS)
def test_only_an_approved_trip_is_told_by_the_day(starts: date, long: int, today: date) -> None:
    ends = starts + timedelta(long)
    for state in STATES:
        found = trips.phase(state, starts, ends, today)
        assert found in trips.PHASES
        assert (found == state) == (state != "approved")


@given(DAYS, st.integers(0, 30), DAYS, st.integers(0, 30))
def test_spans_meet_where_they_share_a_day(a: date, long: int, b: date, other: int) -> None:
    ours = {a + timedelta(k) for k in range(long + 1)}
    theirs = {b + timedelta(k) for k in range(other + 1)}
    assert trips.meets(a, max(ours), b, max(theirs)) == bool(ours & theirs)
