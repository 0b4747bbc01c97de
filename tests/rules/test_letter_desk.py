"""Who may take which step with a letter, and the terms of powers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.letter_desk import STEPS, Before, may_ever, may_take, next_above
from khet.rules.letters import BOOKS, ORDER, SEND, SIGN, after_step
from khet.rules.powers import clash, stands, term_fault

_DAYS = st.dates(date(2014, 1, 1), date(2016, 12, 31))
_STATES = ("draft", "registered", "proposed", "ordered", "signed", "sent", "filed", "cancelled")
_NOBODY = Before()


@given(st.sampled_from(BOOKS), st.sampled_from(STEPS), st.sampled_from(_STATES))
def test_who_is_nothing_to_a_letter_takes_no_step(book: str, step: str, state: str) -> None:
    assert not may_take(book, step, state, _NOBODY)


@given(st.sampled_from(BOOKS), st.sampled_from(STEPS), st.sampled_from(_STATES))
def test_nobody_takes_a_step_that_leads_nowhere(book: str, step: str, state: str) -> None:
    every = Before(handles=True, registers=True, endorses=True, decides=True, at_desk=True)
    leads = after_step(book, step, state) is not None
    sent_otherwise = step == SEND and book in ("circular", "open")
    assert may_take(book, step, state, every) == (leads and not sent_otherwise)


@pytest.mark.parametrize("step", [ORDER, SIGN])
def test_only_who_decides_orders_and_signs(step: str) -> None:
    others = Before(handles=True, registers=True, endorses=True, at_desk=True)
    assert not may_ever("sent", step, others)
    assert may_ever("sent", step, Before(decides=True))


def test_an_opinion_is_of_who_has_the_letter() -> None:
    assert may_ever("memo", "endorse", Before(endorses=True, at_desk=True))
    assert not may_ever("memo", "endorse", Before(endorses=True))
    assert not may_ever("memo", "endorse", Before(at_desk=True))


def test_the_registry_takes_back_what_lies_before_somebody() -> None:
    assert may_ever("sent", "return", Before(registers=True, handles=True))
    assert not may_ever("sent", "return", Before(handles=True))


def test_the_next_above_is_the_lowest_of_them() -> None:
    assert next_above(0, [3, 2, 1]) == 2
    assert next_above(2, [3, 2, 1]) == 0
    assert next_above(0, []) is None


@given(_DAYS, _DAYS, _DAYS, _DAYS)
def test_terms_clash_where_a_day_is_in_both(a: date, b: date, c: date, d: date) -> None:
    (since, until), (begins, ends) = sorted((a, b)), sorted((c, d))
    days = (since + timedelta(n) for n in range((until - since).days + 1))
    both = any(begins <= day <= ends for day in days)
    assert (clash(since, until, [(begins, ends)]) is not None) == both


@given(_DAYS, _DAYS, _DAYS)
def test_a_term_without_fault_counts_on_its_last_day(a: date, b: date, today: date) -> None:
    fault = term_fault(a, b, today)
    assert (fault == "backwards") == (b < a)
    if not fault:
        assert stands(a, b, None, b)
        assert b >= today
