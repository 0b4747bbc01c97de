"""How guessing is slowed."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.sign_in import (
    FIRST_WAIT,
    LONGEST_WAIT,
    still_to_wait,
    typed_user_name,
    wait_after,
)

THEN = datetime(2026, 11, 21, 9, 0)
TRIES = st.integers(0, 10_000)
FREE = st.integers(1, 100)


@given(TRIES, FREE)
def test_waits_never_shrink_and_end(tries: int, free: int) -> None:
    wait = wait_after(tries, free)
    assert timedelta(0) <= wait <= wait_after(tries + 1, free) <= timedelta(seconds=LONGEST_WAIT)
    assert (wait >= timedelta(seconds=FIRST_WAIT)) == (tries >= free)


@given(TRIES, FREE, st.timedeltas(timedelta(0), timedelta(days=2)))
def test_waiting_lets_the_next_try_through(tries: int, free: int, passed: timedelta) -> None:
    left = still_to_wait(tries, THEN, THEN + passed, free)
    assert left >= timedelta(0)
    assert still_to_wait(tries, THEN, THEN + passed + left, free) == timedelta(0)


@pytest.mark.parametrize("typed", ["0501-som", " 0501-SOM ", "๐๕๐๑-Som", "\t๐501-soM\n"])
def test_a_user_name_is_the_same_however_typed(typed: str) -> None:
    assert typed_user_name(typed) == "0501-som"
