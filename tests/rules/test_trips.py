"""How far trips are and which steps follow: edges by hand, the rest by a property."""

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
