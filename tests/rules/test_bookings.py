"""Quarters of an hour, what is free, and office hours."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.bookings import (
    QUARTER,
    Hours,
    Span,
    daily,
    gaps,
    longest_days,
    nearest,
    next_quarter,
    on_quarter,
    outside,
    overlap,
    quarters,
    room_hours,
    shut_days,
)
from khet.rules.tables import SHIPPED

DAY = date(2026, 11, 30)
MIDNIGHT = datetime(2026, 11, 30)
OFFICE = Hours(time(8, 30), time(16, 30))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    begins = draw(st.integers(0, 95))
    return Span(
        MIDNIGHT + begins * QUARTER, MIDNIGHT + (begins + draw(st.integers(1, 40))) * QUARTER
    )


@given(spans(), spans())
def test_two_bookings_overlap_exactly_where_they_share_a_quarter(one: Span, other: Span) -> None:
    assert overlap(one, other) == bool({*quarters(one)} & {*quarters(other)})


@given(spans())
def test_quarters_fill_the_span_without_its_end(one: Span) -> None:
    held = quarters(one)
    assert held[0] == one.starts
    assert held[-1] + QUARTER == one.ends
    assert len(held) * QUARTER == one.ends - one.starts


@given(st.lists(spans(), max_size=6))
def test_what_is_free_and_what_is_held_fill_the_day(taken: list[Span]) -> None:
    day = Span(MIDNIGHT, MIDNIGHT + timedelta(days=2))
    free = gaps(day, taken)
    inside = {quarter for one in free for quarter in quarters(one)}
    held = {quarter for one in taken for quarter in quarters(one)}
    assert not inside & held
    assert inside | held == {*quarters(day)}


@given(spans(), st.lists(spans(), max_size=4))
def test_what_is_offered_instead_is_as_long_and_free(wanted: Span, taken: list[Span]) -> None:
    free = gaps(Span(MIDNIGHT, MIDNIGHT + timedelta(days=2)), taken)
    for one in nearest(wanted, free):
        assert one.ends - one.starts == wanted.ends - wanted.starts
        assert not any(overlap(one, other) for other in taken)


def test_days_have_the_same_hours_or_are_one_time_through_the_nights() -> None:
    three = daily(DAY, DAY + timedelta(2), OFFICE)
    assert [one.starts.day for one in three] == [30, 1, 2]
    assert {one.ends - one.starts for one in three} == {timedelta(hours=8)}
    (whole,) = daily(DAY, DAY + timedelta(2), OFFICE, overnight=True)
    assert whole == (datetime(2026, 11, 30, 8, 30), datetime(2026, 12, 2, 16, 30))


@pytest.mark.parametrize(
    ("begins", "ends", "told"),
    [
        ((30, 8, 30), (30, 16, 30), False),
        ((30, 8, 15), (30, 9, 0), True),
        ((30, 16, 0), (30, 16, 45), True),
        ((29, 9, 0), (29, 10, 0), False),
    ],
)
def test_outside_office_hours(
    begins: tuple[int, int, int], ends: tuple[int, int, int], told: bool
) -> None:
    span = Span(datetime(2026, 11, *begins), datetime(2026, 11, *ends))
    assert outside(span, OFFICE) is told


def test_days_on_which_the_office_is_closed() -> None:
    monday, sunday = datetime(2026, 11, 30, 9), datetime(2026, 11, 29, 9)
    assert shut_days(Span(monday, monday + timedelta(hours=1)), ()) == []
    assert shut_days(Span(monday, monday + timedelta(hours=1)), (DAY,)) == [DAY]
    assert shut_days(Span(sunday, monday), (DAY,)) == [sunday.date(), DAY]


def test_quarters_of_the_clock_and_the_table() -> None:
    assert [on_quarter(time(9, minute)) for minute in (0, 15, 20)] == [True, True, False]
    assert next_quarter(datetime(2026, 11, 30, 23, 50)) == datetime(2026, 12, 1)
    assert next_quarter(MIDNIGHT) == MIDNIGHT
    assert room_hours(SHIPPED, 2569) == OFFICE
    assert longest_days(SHIPPED, 2569) == 60
