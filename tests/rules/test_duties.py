"""Who may do what with a duty, how pressing it is, and when it was late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.duties import (
    AGES,
    Act,
    Nature,
    Pressing,
    Standing,
    due_range,
    ended_weeks,
    may_ever,
    may_now,
    possible,
    pressing,
    was_late,
    week_end,
)

FRIDAY = date(2014, 4, 4)
DAYS = st.dates(date(2010, 1, 1), date(2020, 1, 1))
OWNER = Standing(owns=True, answers=True)
MEMBER = Standing(owns=True)
HELPER = Standing(passed=True)
HEAD = Standing(checks=True, manages=True)
OWN_HEAD = Standing(owns=True, answers=True, checks=True, manages=True)
CHECKED, PLAIN = Nature(checked=True), Nature()


@pytest.mark.parametrize(
    ("standing", "nature", "open_acts", "done_acts", "after"),
    [
        (OWNER, CHECKED, "finish pass progress", "", ""),
        (OWNER, Nature(checked=True, handed_on=True), "finish pass progress take-back", "", ""),
        (OWNER, Nature(personal=True), "finish progress", "", ""),
        (OWNER, Nature(elsewhere=True), "pass progress", "", ""),
        (MEMBER, CHECKED, "finish progress", "", ""),
        (HELPER, CHECKED, "finish progress", "", ""),
        (Standing(passed=True, checks=True, manages=True), CHECKED, "finish progress", "", ""),
        (HEAD, CHECKED, "postpone waive", "accept return", "reopen-check ask-again"),
        (HEAD, PLAIN, "postpone waive", "", "ask-again"),
        (Standing(checks=True), CHECKED, "", "accept return", "reopen-check ask-again"),
        (Standing(manages=True), CHECKED, "postpone waive", "", "ask-again"),
        (OWN_HEAD, CHECKED, "finish pass progress", "", ""),
        (
            Standing(owns=True, checks=True, manages=True),
            CHECKED,
            "finish postpone progress waive",
            "accept return",
            "reopen-check ask-again",
        ),
        (Standing(), CHECKED, "", "", ""),
    ],
)
def test_who_may_do_what(
    standing: Standing, nature: Nature, open_acts: str, done_acts: str, after: str
) -> None:
    def told(state: str) -> str:
        return " ".join(sorted(act.value for act in may_now(standing, nature, state)))

    assert told("open") == told("returned") == open_acts
    assert told("done") == done_acts
    assert f"{told('accepted')} {told('waived')}".strip() == after
    both = {act.value for act in may_ever(standing, nature)}
    assert both == set(f"{open_acts} {done_acts} {after}".split())


def test_every_act_is_possible_in_one_state() -> None:
    acts = [act for state in ("open", "done", "accepted", "waived") for act in possible(state)]
    assert sorted(acts) == sorted(Act)


@pytest.mark.parametrize(
    ("days", "group"),
    [(-400, "late"), (-1, "late"), (0, "today"), (1, "week"), (2, "week"), (3, "later")],
)
def test_how_pressing_something_is_on_a_friday(days: int, group: str) -> None:
    assert pressing(FRIDAY + timedelta(days), FRIDAY) == Pressing(group)


def test_on_a_sunday_nothing_is_left_of_the_week() -> None:
    sunday = date(2014, 4, 6)
    assert week_end(sunday) == sunday
    assert pressing(date(2014, 4, 7), sunday) == Pressing.LATER
    assert ended_weeks(sunday, 1) == [date(2014, 3, 30)]
    assert ended_weeks(date(2014, 4, 7), 1) == [sunday]


@given(DAYS, st.integers(1, 3000))
def test_whatever_is_late_has_one_age(today: date, late: int) -> None:
    due = today - timedelta(late)
    spans = [due_range(age, today) for age in range(len(AGES))]
    assert sum(first <= due <= last for first, last in spans) == 1


def test_nothing_that_is_due_has_an_age() -> None:
    assert all(due_range(age, FRIDAY)[1] < FRIDAY for age in range(len(AGES)))


@given(DAYS, st.integers(1, 20))
def test_ended_weeks_are_sundays_before_today(today: date, weeks: int) -> None:
    days = ended_weeks(today, weeks)
    assert len(days) == weeks
    assert all(day.weekday() == 6 for day in days)
    assert today - timedelta(7) <= days[-1] < today


@given(DAYS, st.integers(-30, 30), st.one_of(st.none(), st.integers(-60, 60)))
def test_late_is_after_its_day_until_it_is_done(day: date, due: int, done: int | None) -> None:
    done_on = None if done is None else day + timedelta(done)
    expected = due < 0 and (done is None or done > 0)
    assert was_late(day + timedelta(due), done_on, day) == expected
