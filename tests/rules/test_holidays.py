"""Fixed holidays, and the working day that is closed in place of one on a weekend."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.holidays import fixed_holidays, is_closed

YEARS = st.integers(2550, 2600)


def _days(year: int) -> set[date]:
    return {holiday.day for holiday in fixed_holidays(year)}


@pytest.mark.parametrize(
    ("year", "holds", "lacks"),
    [
        (2557, date(2014, 5, 5), date(2014, 7, 28)),
        (2561, date(2018, 7, 28), date(2018, 5, 5)),
        (2561, date(2018, 10, 13), date(2018, 6, 3)),
        (2562, date(2019, 6, 3), date(2019, 5, 5)),
        (2569, date(2026, 5, 4), date(2026, 5, 1)),
    ],
)
def test_the_law_of_the_year_counts(year: int, holds: date, lacks: date) -> None:
    assert holds in _days(year)
    assert lacks not in _days(year)


def test_no_year_before_the_first_table_has_any() -> None:
    assert fixed_holidays(2540) == []


@pytest.mark.parametrize(
    ("year", "day", "instead"),
    [
        (2557, date(2014, 4, 6), date(2014, 4, 7)),
        (2568, date(2025, 4, 13), date(2025, 4, 16)),
        (2567, date(2024, 4, 14), date(2024, 4, 16)),
        (2569, date(2026, 12, 5), date(2026, 12, 7)),
        (2554, date(2011, 12, 31), date(2012, 1, 2)),
        (2555, date(2012, 1, 1), date(2012, 1, 3)),
        (2569, date(2026, 10, 23), None),
    ],
)
def test_one_on_a_weekend_is_made_up_for(year: int, day: date, instead: date | None) -> None:
    assert [h.instead for h in fixed_holidays(year) if h.day == day] == [instead]


@given(YEARS)
def test_a_day_in_place_of_another_is_a_working_day_and_used_once(year: int) -> None:
    known = [h for near in (year, year + 1) for h in fixed_holidays(near)]
    days = {h.day for near in (year, year + 1, year + 2) for h in fixed_holidays(near)}
    instead = [h.instead for h in known if h.instead]
    assert len(instead) == len(set(instead))
    assert not any(is_closed(day, days) for day in instead)
    assert [h.day for h in known] == sorted(h.day for h in known)
    for holiday in known:
        if holiday.instead:
            assert is_closed(holiday.day)
            between = (holiday.instead - holiday.day).days
            closed = days | {*instead, *(h.instead for h in fixed_holidays(year - 1))}
            assert all(is_closed(holiday.day + timedelta(n), closed) for n in range(between))
