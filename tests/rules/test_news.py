"""News: which step follows which, and whose newest is the oldest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.news import (
    ARCHIVED,
    CHECKED,
    PROPOSED,
    PUBLISHED,
    RETURNED,
    after_step,
    by_age,
    says_consent,
)

STATES = (PROPOSED, RETURNED, CHECKED, PUBLISHED, ARCHIVED)
TODAY = date(2014, 8, 5)


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("check", [CHECKED, None, None, None, None]),
        ("return", [RETURNED, None, RETURNED, None, None]),
        ("change", [PROPOSED, PROPOSED, CHECKED, PUBLISHED, None]),
        ("publish", [None, None, PUBLISHED, None, PUBLISHED]),
        ("pin", [None, None, None, PUBLISHED, None]),
        ("archive", [None, None, None, ARCHIVED, None]),
        ("take-back", [RETURNED, None, RETURNED, RETURNED, RETURNED]),
        ("add-picture", [PROPOSED, RETURNED, None, None, None]),
        ("take-file-off", list(STATES)),
        ("unknown", [None] * 5),
    ],
)
def test_what_follows_from_each_state(step: str, after: list[str | None]) -> None:
    assert [after_step(step, state) for state in STATES] == after


def test_nothing_is_published_unchecked() -> None:
    ways = [s for s in STATES if PUBLISHED in {after_step(a, s) for a in ("publish", "change")}]
    assert ways == [CHECKED, PUBLISHED, ARCHIVED]


@given(st.dictionaries(st.text(max_size=3), st.none() | st.integers(-2, 4000)))
def test_the_oldest_comes_first_and_none_is_never_a_number(ago: dict[str, int | None]) -> None:
    newest = {u: None if n is None else TODAY - timedelta(n) for u, n in ago.items()}
    told = by_age(newest, TODAY)
    assert {unit for unit, _, _ in told} == set(ago)
    ages = [age for _, _, age in told]
    without = sum(n is None for n in ago.values())
    assert ages[:without] == [None] * without
    known = [age for age in ages[without:] if age is not None]
    assert len(known) == len(ages) - without
    assert known == sorted(known, reverse=True)
    assert all(age == max(ago[unit] or 0, 0) for unit, day, age in told if day)


@pytest.mark.parametrize(
    ("text", "says"),
    [("ผู้ปกครองลงชื่อ", True), ("ผู้ปกครอง", False), ("", False), ("๑๒๓๔๕๖๗๘๙๐ - - - - -", False)],
)
def test_consent_is_said_in_letters(text: str, says: bool) -> None:
    assert says_consent(text) is says
