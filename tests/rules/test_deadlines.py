"""When duties fall due: calendar days, the first not counted, never on a closed day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.deadlines import days_late, due_day
from khet.rules.result_letters import answer_by

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
HOLIDAYS = st.frozensets(st.integers(1, 40), max_size=6)


@pytest.mark.parametrize(
    ("opened", "days", "due"),
    [
        (date(2014, 3, 20), 15, date(2014, 4, 4)),
        (date(2014, 3, 21), 15, date(2014, 4, 7)),
        (date(2014, 3, 22), 15, date(2014, 4, 7)),
        (date(2014, 3, 23), 15, date(2014, 4, 7)),
        (date(2024, 2, 14), 15, date(2024, 2, 29)),
        (date(2014, 3, 20), 0, date(2014, 3, 20)),
    ],
)
def test_a_last_day_on_a_weekend_moves_to_monday(opened: date, days: int, due: date) -> None:
    assert due_day(opened, days) == due


def test_holidays_after_a_weekend_move_it_on() -> None:
    closed = {date(2014, 4, 7), date(2014, 4, 8)}
    assert due_day(date(2014, 3, 21), 15, closed) == date(2014, 4, 9)


@given(DAYS, st.integers(0, 60), HOLIDAYS)
def test_the_due_day_is_the_first_working_day_from_the_last(
    opened: date, days: int, closed: frozenset[int]
) -> None:
    last = opened + timedelta(days)
    holidays = {last + timedelta(n) for n in closed}
    due = due_day(opened, days, holidays)
    between = [last + timedelta(n) for n in range((due - last).days)]
    assert due >= last
    assert due.weekday() < 5
    assert due not in holidays
    assert all(day.weekday() >= 5 or day in holidays for day in between)


@given(DAYS, st.integers(-30, 30))
def test_late_is_the_days_after_the_last(due: date, after: int) -> None:
    assert days_late(due, due + timedelta(after)) == max(after, 0)


@given(DAYS)
def test_the_letter_and_the_duty_say_the_same_day(day: date) -> None:
    assert answer_by(day) == due_day(day, 15)
