"""Supervisors' monthly books: their keys, and how one stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.months import Month
from khet.rules.supervision_books import book_key, book_standing, read_book_key

MONTHS = st.builds(Month, st.integers(2500, 2699), st.integers(1, 12))
DUE = date(2026, 12, 7)


@given(st.integers(1, 10**18 - 1), MONTHS)
def test_a_key_says_its_person_and_month(person: int, month: Month) -> None:
    assert read_book_key(book_key(person, month)) == (person, month)


@pytest.mark.parametrize(
    "key", ["", "12", "2569-11", "0-2569-11", "12-2569-1", "12-1999-11", "x/y"]
)
def test_what_is_no_key_names_nothing(key: str) -> None:
    assert read_book_key(key) is None


@given(st.integers(-40, 40))
def test_a_book_that_is_owed_is_late_after_its_day(days: int) -> None:
    stands = book_standing(False, ("open", DUE), None, DUE + timedelta(days))
    assert (stands.key, stands.late) == ("late" if days > 0 else "awaited", max(days, 0))


@pytest.mark.parametrize(
    ("sent", "duty", "opens", "key"),
    [
        (True, ("done", DUE), date(2026, 12, 1), "sent"),
        (True, None, None, "sent"),
        (False, ("waived", DUE), date(2026, 12, 1), "waived"),
        (False, None, date(2027, 1, 1), "later"),
        (False, None, date(2026, 12, 1), "none"),
        (False, None, None, "none"),
    ],
)
def test_how_a_book_stands(
    sent: bool, duty: tuple[str, date] | None, opens: date | None, key: str
) -> None:
    assert book_standing(sent, duty, opens, date(2026, 12, 9)).key == key
