"""Stages of orders, years moved, faults of committees: edges by hand, the rest by a property."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules import orders
from khet.rules.committees import Fault, Placed, Told, faults
from khet.rules.thai import thai_digits
from khet.rules.years_moved import year_later, years_moved

STARTS, ENDS = date(2014, 8, 22), date(2015, 8, 21)
DAYS = st.dates(date(2010, 1, 1), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (STARTS - timedelta(1), orders.CIRCULATED),
        (STARTS, orders.IN_FORCE),
        (ENDS, orders.IN_FORCE),
        (ENDS + timedelta(1), orders.ENDED),
    ],
)
def test_the_day_says_whether_a_circulated_order_is_in_force(today: date, stage: str) -> None:
    assert orders.stage("circulated", STARTS, ENDS, today) == stage


@given(DAYS, st.integers(0, 900), DAYS)
def test_what_was_not_circulated_stays_as_it_is(starts: date, long: int, today: date) -> None:
    for state in ("draft", "proposed", "signed", "ended", "cancelled"):
        assert orders.stage(state, starts, starts + timedelta(long), today) == state


@given(DAYS, st.integers(0, 900), st.lists(DAYS, min_size=2, max_size=9))
def test_stages_only_go_forward(starts: date, long: int, days: list[date]) -> None:
    ends = starts + timedelta(long)
    found = [orders.stage("circulated", starts, ends, day) for day in sorted(days)]
    assert found == sorted(found, key=orders.STAGES.index)


def test_steps_go_from_their_states_only() -> None:
    assert [s for s in orders.STEPS if orders.may_take(s, "proposed")] == [
        *("return", "sign", "cancel"),
    ]
    assert not any(orders.may_take(step, "ended") for step in orders.STEPS)
    assert not orders.may_take("nothing", "draft")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ปีการศึกษา ๒๕๕๗", "ปีการศึกษา ๒๕๕๘"),
        ("พ.ศ.2557", "พ.ศ.2558"),
        ("งบ 2557 (ต.ค. 2556 – ก.ย. 2557)", "งบ 2558 (ต.ค. 2557 – ก.ย. 2558)"),
        ("2557/2558", "2558/2559"),
        ("๒๕๕๗–๒๕๖๐", "๒๕๕๘–๒๕๖๑"),
        ("ภาคเรียนที่ ๑/๒๕๕๗", "ภาคเรียนที่ ๑/๒๕๕๘"),
        ("ลงวันที่ 22/08/2557", "ลงวันที่ 22/08/2558"),
        ("คำสั่งที่ 295/2557", "คำสั่งที่ 295/2557"),
        ("หนังสือที่ ศธ 04349/ว3694 ลงวันที่ 1 พ.ย. 2556", "หนังสือที่ ศธ 04349/ว3694 ลงวันที่ 1 พ.ย. 2557"),
        ("พ.ร.บ.การศึกษาแห่งชาติ พ.ศ. 2542", "พ.ร.บ.การศึกษาแห่งชาติ พ.ศ. 2542"),
        ("โทร 074602557 จำนวน 12557 บาท", "โทร 074602557 จำนวน 12557 บาท"),
        ("ค.ศ. 2014", "ค.ศ. 2014"),
    ],
)
def test_years_of_next_year_s_order(before: str, after: str) -> None:
    assert years_moved(before, 2556) == after


@given(st.integers(2556, 2690), st.booleans())
def test_a_lone_year_moves_in_its_own_digits(year: int, thai: bool) -> None:
    write = thai_digits if thai else str
    assert years_moved(f"ปี {write(str(year))} ", 2556) == f"ปี {write(str(year + 1))} "


@given(st.text(alphabet="กขค /.-๑๒", max_size=30))
def test_text_without_years_stays(text: str) -> None:
    assert years_moved(text, 2556) == text


@given(DAYS)
def test_a_year_later_is_the_same_day(day: date) -> None:
    later = year_later(day)
    assert (later.year, later.month) == (day.year + 1, day.month)
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


CHAIR = Placed("person 1", chairs=True, people=frozenset({1}))


def test_a_committee_has_one_chair() -> None:
    assert faults([CHAIR, Placed("person 2")]) == []
    assert faults([]) == [Told(0, Fault.EMPTY)]
    assert faults([Placed("person 2")]) == [Told(0, Fault.NO_CHAIR)]
    second = Placed("person 2", chairs=True)
    assert faults([CHAIR, second]) == [Told(1, Fault.TWO_CHAIRS, 0)]
    many = Placed("deputy", chairs=True, role=True, people=frozenset({1, 2}))
    assert faults([many]) == [Told(0, Fault.MANY_CHAIRS)]


def test_chairs_one_after_the_other_are_one_at_a_time() -> None:
    first = Placed("a", chairs=True, since=STARTS, until=ENDS)
    second = Placed("b", chairs=True, since=ENDS + timedelta(1))
    assert faults([first, second]) == []


def test_nobody_sits_twice_at_the_same_time() -> None:
    assert faults([CHAIR, CHAIR])[1] == Told(1, Fault.TWICE, 0)
    early = Placed("person 2", since=STARTS, until=ENDS)
    late = Placed("person 2", since=ENDS)
    assert faults([CHAIR, early, late]) == [Told(2, Fault.TWICE, 1)]
    later = Placed("person 2", since=ENDS + timedelta(1))
    assert faults([CHAIR, early, later]) == []


def test_who_holds_a_named_role_is_told_at_the_person() -> None:
    role = Placed("deputy", role=True, people=frozenset({1, 7}))
    assert faults([role, CHAIR]) == [Told(1, Fault.IN_ROLE, 0)]
    assert faults([CHAIR, role]) == [Told(0, Fault.IN_ROLE, 1)]
    other = Placed("group-director", role=True, people=frozenset({7}))
    assert faults([CHAIR, Placed("deputy", role=True, people=frozenset({7})), other]) == []
