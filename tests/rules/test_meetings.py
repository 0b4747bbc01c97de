"""Meetings: numbers, quorum, years, overlaps; rhythm and turns of hosts."""

import re
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.clock import parse_clock
from khet.rules.meetings import (
    ACADEMIC,
    CALENDAR,
    FISCAL,
    RUNNING,
    Span,
    differs,
    ends_soon,
    in_year,
    meeting_name,
    next_number,
    place_in_year,
    quorum,
    span_told,
    year_of,
)
from khet.rules.rhythm import MONTH, TWO_MONTHS, WEEK, YEAR, next_hosts, rhythm

DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
HELD = [date(2013, 11, 6), date(2013, 12, 12), date(2014, 1, 4), date(2014, 2, 15)]
APRIL = date(2014, 4, 23)


def test_the_meeting_of_april_is_the_fifth_of_its_fiscal_year_and_third_of_the_calendar() -> None:
    days = [*HELD, APRIL, date(2014, 6, 5)]
    assert [place_in_year(by, days, APRIL) for by in (FISCAL, CALENDAR)] == [5, 3]
    assert differs("4/2557", 5, 2557)
    assert differs("ครั้งที่ ๕/๒๕๕๖", 5, 2557)
    assert not differs("ครั้งที่ ๕/๒๕๕๗", 5, 2557)
    assert not differs("พิเศษ", 5, 2557)


def test_a_day_is_of_one_year_of_each_numbering() -> None:
    last, first = date(2014, 9, 30), date(2014, 10, 1)
    assert (year_of(FISCAL, last), year_of(FISCAL, first)) == (2557, 2558)
    assert (year_of(CALENDAR, last), year_of(CALENDAR, first)) == (2557, 2557)
    assert (year_of(ACADEMIC, date(2014, 4, 30)), year_of(ACADEMIC, date(2014, 5, 1))) == (
        2556,
        2557,
    )
    assert not in_year(FISCAL, 2557, date(2014, 12, 6))
    assert in_year(FISCAL, 2557, date(2013, 12, 6))
    assert in_year(RUNNING, 0, first)


@given(st.dictionaries(DAYS, st.integers(1, 40), max_size=12), DAYS)
def test_a_proposed_number_is_free_and_above_those_before(
    known: dict[date, int], day: date
) -> None:
    found = next_number(known.items(), day)
    assert found not in known.values()
    assert all(number < found for begins, number in known.items() if begins <= day)


def test_a_cancelled_number_is_proposed_again_where_it_was() -> None:
    others = [(HELD[0], 1), (HELD[2], 3)]
    assert next_number(others, HELD[1]) == 2
    assert next_number(others, HELD[3]) == 4
    assert next_number([(APRIL, 1)], HELD[0]) == 2


@pytest.mark.parametrize(
    ("rule", "members", "needed"),
    [
        *(("over-half", 16, 9), ("over-half", 9, 5), ("half", 16, 8), ("half", 9, 5)),
        *(("two-thirds", 9, 6), ("two-thirds", 10, 7), ("none", 9, None)),
    ],
)
def test_how_many_must_come(rule: str, members: int, needed: int | None) -> None:
    asked = quorum(rule, members, needed or 0)
    assert (asked.needed, asked.reached) == (needed, True)
    if needed:
        assert not quorum(rule, members, needed - 1).reached


@given(st.sampled_from(["over-half", "half", "two-thirds"]), st.integers(1, 500))
def test_all_members_are_always_enough_and_nobody_never(rule: str, members: int) -> None:
    assert quorum(rule, members, members).reached
    assert not quorum(rule, members, 0).reached


def test_a_body_without_members_has_no_quorum() -> None:
    assert not quorum("half", 0, 0).reached


def test_what_a_meeting_is_called() -> None:
    assert (
        meeting_name("คณะกรรมการบริหารสำนักงาน", 5, 2557) == "ประชุมคณะกรรมการบริหารสำนักงาน ครั้งที่ 5/2557"
    )
    assert span_told(date(2014, 8, 28), date(2014, 8, 30)) == "28–30 สิงหาคม 2557"


def test_a_term_that_ended_does_not_end_soon() -> None:
    today = date(2014, 4, 1)
    assert ends_soon(today, today) == 0
    assert ends_soon(today - timedelta(1), today) is None
    assert ends_soon(None, today) is None


def test_the_board_and_the_exchange_of_the_same_tuesday_meet() -> None:
    tuesday = date(2014, 4, 8)
    board = Span(tuesday, tuesday, time(9), time(12))
    assert board.meets(Span(tuesday, tuesday, time(8), time(12)))
    assert board.meets(Span(tuesday, tuesday))
    assert not board.meets(Span(tuesday, tuesday, time(13), time(16)))
    assert board.meets(Span(date(2014, 4, 7), date(2014, 4, 9), time(13), time(12)))


SPANS = st.builds(
    lambda day, days, hour, more: Span(day, day + timedelta(days), time(hour), time(hour + more)),
    st.dates(date(2014, 4, 1), date(2014, 4, 9)),
    st.integers(0, 3),
    st.integers(0, 11),
    st.integers(1, 12),
)


@given(SPANS, SPANS)
def test_two_meet_each_other(one: Span, other: Span) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)
    assert not one.ends_early


def test_what_ends_before_it_begins_ends_early() -> None:
    day = date(2014, 4, 8)
    assert Span(day, day, time(12), time(9)).ends_early
    assert Span(day, day - timedelta(1)).ends_early
    assert not Span(day, day + timedelta(1), time(12), time(9)).ends_early


def test_a_weekly_meeting_on_a_holiday_is_left_out_and_a_monthly_one_moves() -> None:
    songkran = {date(2014, 4, 15), date(2014, 4, 1)}
    board = rhythm(WEEK, 1, date(2014, 4, 1), date(2014, 4, 22), songkran)
    assert [turn.day for turn in board] == [date(2014, 4, 8), None, date(2014, 4, 22)]
    [monthly] = rhythm(MONTH, 1, date(2014, 3, 20), date(2014, 4, 30), songkran)
    assert (monthly.usual, monthly.day) == (date(2014, 4, 1), date(2014, 4, 2))


def test_a_month_without_a_weekday_begins_on_its_first_working_day() -> None:
    found = rhythm(MONTH, None, date(2014, 1, 10), date(2014, 3, 31))
    assert [turn.day for turn in found] == [date(2014, 2, 3), date(2014, 3, 3)]


def test_a_body_that_chose_a_saturday_meets_on_it() -> None:
    [turn] = rhythm(MONTH, 5, date(2014, 1, 10), date(2014, 2, 28))
    assert turn.day == date(2014, 2, 1)


def test_years_and_no_rhythm() -> None:
    [joint] = rhythm(YEAR, None, date(2013, 9, 20), date(2014, 12, 31))
    assert joint.day == date(2014, 9, 1)
    assert rhythm("none", 1, date(2014, 1, 1), date(2015, 1, 1)) == []
    assert rhythm(WEEK, None, date(2014, 1, 1), date(2015, 1, 1)) == []


@given(
    st.sampled_from([WEEK, MONTH, TWO_MONTHS]),
    st.integers(0, 4),
    DAYS,
    st.integers(0, 400),
    st.sets(st.integers(0, 400), max_size=30),
)
def test_a_rhythm_falls_on_working_days(
    every: str, weekday: int, after: date, length: int, closed: set[int]
) -> None:
    until = after + timedelta(length)
    holidays = {after + timedelta(days) for days in closed}
    turns = rhythm(every, weekday, after, until, holidays)
    assert all(after < turn.usual <= until and turn.usual.weekday() == weekday for turn in turns)
    days = [turn.day for turn in turns if turn.day is not None]
    assert not holidays & set(days)
    assert all(day.weekday() < 5 for day in days)
    if every == WEEK:
        assert all((turn.day is None) == (turn.usual in holidays) for turn in turns)
        assert all(b.usual - a.usual == timedelta(7) for a, b in pairwise(turns))
    else:
        assert len(days) == len(turns)


@given(st.integers(1, 9), st.integers(0, 40), st.integers(0, 8))
def test_turns_go_round_evenly_whoever_began(count: int, turns: int, last: int) -> None:
    hosts = list(range(count))
    found = next_hosts(hosts, last, turns)
    assert len(found) == turns
    shares = [found.count(host) for host in hosts]
    assert max(shares) - min(shares) <= 1
    whole = [last if last in hosts else count - 1, *found]
    assert all(after == (before + 1) % count for before, after in zip(whole, found, strict=False))


def test_a_holiday_leaves_the_turn_to_the_same_host() -> None:
    closed = {date(2014, 4, 10)}
    turns = rhythm(WEEK, 3, date(2014, 4, 2), date(2014, 4, 24), closed)
    held = [turn.day for turn in turns if turn.day]
    hosts = next_hosts(["ก", "ข", "ค"], "ก", len(held))
    assert dict(zip(held, hosts, strict=True)) == {
        date(2014, 4, 3): "ข",
        date(2014, 4, 17): "ค",
        date(2014, 4, 24): "ก",
    }


@pytest.mark.parametrize("text", ["25.00", "9.61", "เช้า", "9.5", ""])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match="hour|minute|^" + re.escape(text)):
        parse_clock(text)
