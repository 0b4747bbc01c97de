"""Months, and the days on which what they ask for falls due."""

import re
from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.deadlines import (
    MINUTES,
    SCHOOL_ACCOUNTS,
    SUPERVISION_BOOK,
    Terms,
    due_day,
    due_of_month,
    first_month,
    opens_on,
    terms_of,
)
from khet.rules.editions import faults
from khet.rules.months import Month, fiscal_months, from_to, month_of, parse_month
from khet.rules.tables import SHIPPED, Tables

MONTHS = st.builds(Month, st.integers(2500, 2600), st.integers(1, 12))
DAYS = st.dates(date(2010, 1, 1), date(2040, 1, 1))
CLOSED = st.frozensets(st.integers(0, 60), max_size=15)


@given(DAYS, st.integers(0, 30), CLOSED, st.booleans(), st.booleans())
def test_days_are_counted_as_by_hand(
    opened: date, days: int, closed: frozenset[int], working: bool, moves: bool
) -> None:
    holidays = {opened + timedelta(n) for n in closed}
    due = due_day(opened, days, holidays, working=working, moves=moves)
    assert due == _slowly(opened, days, holidays, working, moves)


def _slowly(
    opened: date, days: int, holidays: Collection[date], working: bool, moves: bool
) -> date:
    """Every day from the first is looked at, one after the other."""
    calendar = [opened + timedelta(n) for n in range(200)]
    is_open = {day: day.weekday() not in (5, 6) and day not in holidays for day in calendar}
    counted = [day for day in calendar[1:] if is_open[day] or not working]
    last = counted[days - 1] if days else opened
    return next(day for day in calendar if day >= last and (is_open[day] or not moves))


@given(MONTHS, st.integers(1, 31), st.integers(0, 3))
def test_a_day_of_the_month_is_that_day_or_the_last(month: Month, day: int, after: int) -> None:
    due = due_of_month(Terms(day=day, after=after, moves=False), month)
    assert month_of(due) == month.plus(after)
    assert due.day == day or (due.day < day and due == month.plus(after).last)
    moved = due_of_month(Terms(day=day, after=after), month)
    assert moved.weekday() < 5
    assert 0 <= (moved - due).days <= 2


def test_accounts_are_due_on_the_fifteenth_of_the_next_month() -> None:
    terms = terms_of(SCHOOL_ACCOUNTS.code, date(2026, 10, 1))
    october = Month(2569, 10)
    assert opens_on(terms, october) == date(2026, 11, 1)
    assert due_of_month(terms, october) == date(2026, 11, 16)
    assert due_of_month(terms, october, {date(2026, 11, 16)}) == date(2026, 11, 17)


def test_a_rule_without_a_day_of_the_month_is_an_error() -> None:
    with pytest.raises(ValueError, match="day=None"):
        due_of_month(terms_of(MINUTES.code, date(2026, 10, 1)), Month(2569, 10))


@given(MONTHS)
def test_months_are_read_as_they_are_written(month: Month) -> None:
    assert parse_month(month.key) == parse_month(month.named()) == month
    assert parse_month(month.named(short=True)) == month_of(month.first) == month
    assert month.last + timedelta(1) == month.plus(1).first


@pytest.mark.parametrize("text", ["", "2569-13", "พ.ย.", "พ.ย. 69", "เดือนหน้า 2569", "11/2569"])
def test_what_names_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(text) + "$"):
        parse_month(text)


@given(MONTHS, st.integers(-30, 30))
def test_months_from_one_to_another(month: Month, count: int) -> None:
    found = from_to(month, month.plus(count))
    assert found == [month.plus(n) for n in range(count + 1)]
    assert fiscal_months(month.be)[3].be == month.be


def _own(**changed: object) -> Tables:
    rows = [
        {**row, **changed} if row["code"] == SCHOOL_ACCOUNTS.code else row
        for row in SHIPPED.of("deadlines", 2569)["rule"]
    ]
    return SHIPPED.with_edition("deadlines", 2569, {"rule": rows})


def test_an_office_has_days_of_its_own() -> None:
    tables = _own(day=20, **{"from": "2569-06"})
    assert terms_of(SCHOOL_ACCOUNTS.code, date(2026, 5, 1), tables).day == 20
    assert terms_of(SCHOOL_ACCOUNTS.code, date(2026, 4, 30), tables).day == 15
    assert first_month(SCHOOL_ACCOUNTS.code, tables) == Month(2569, 6)
    assert first_month(SCHOOL_ACCOUNTS.code) is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"day": 32}, "day"),
        ({"after": 4}, "after"),
        ({"from": "2557-04"}, "from"),
        ({"from": "เมษา"}, "from"),
        ({"count": "weeks"}, "count"),
        ({"days": 0}, "days"),
    ],
)
def test_a_table_of_deadlines_is_checked(changed: dict[str, object], field: str) -> None:
    table = _own(**changed).of("deadlines", 2569)
    assert [fault.place for fault in faults("deadlines", table, 2569)] == [f"rule-5-{field}"]


def test_the_duties_of_the_table_stay() -> None:
    table = {"rule": SHIPPED.of("deadlines", 2569)["rule"][:3]}
    assert [fault.place for fault in faults("deadlines", table, 2569)] == ["rule"]


def test_rules_that_come_later_count_beside_an_older_table_of_the_office() -> None:
    table = _own(day=20).of("deadlines", 2569)
    older = {"rule": [row for row in table["rule"] if row["code"] != SUPERVISION_BOOK.code][::-1]}
    tables = SHIPPED.with_edition("deadlines", 2569, older)
    assert tables.of("deadlines", 2569) == table
    assert terms_of(SUPERVISION_BOOK.code, date(2026, 11, 1), tables).day == 5
    assert faults("deadlines", tables.of("deadlines", 2569), 2569, tables) == []
