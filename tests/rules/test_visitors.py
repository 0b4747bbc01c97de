"""Signatures, service hours and minutes of visitors."""

import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.tables import SHIPPED
from khet.rules.visitors import (
    HEIGHT,
    WIDTH,
    counter_hours,
    in_service,
    median_minutes,
    names_kept_from,
    path_of,
    read_signature,
)

POINT = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT)).map(list)


@given(st.lists(st.lists(POINT, min_size=1, max_size=20), max_size=5))
def test_a_signature_is_read_as_it_was_drawn(strokes: list[list[list[int]]]) -> None:
    assert read_signature(json.dumps(strokes)) == strokes
    assert path_of(strokes).count("M") == len(strokes)


@pytest.mark.parametrize(
    "text",
    [
        *("[[[1,2]", "[[1,2]]", "[[[1,2,3]]]", "[[[601,0]]]", "[[[1,201]]]", "[[]]", "12"),
        *('[[["<",1]]]', "{}", "[[[1.5,2]]]", "[" * 30_000, "[[[๑,๒]]]", "[[[-1,2]]]"),
        "[[" + ",".join(["[1,2]"] * 4_001) + "]]",
    ],
)
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_signature(text)


def test_service_hours_years_and_medians() -> None:
    hours = counter_hours(SHIPPED, 2569)
    told = [in_service(at, hours) for at in (time(7, 59), time(8), time(17), time(17, 5))]
    assert told == [False, True, True, False]
    assert names_kept_from(date(2028, 2, 29), SHIPPED, 2571) == date(2026, 2, 28)
    assert names_kept_from(date(2026, 11, 30), SHIPPED, 2569) == date(2024, 11, 30)
    assert median_minutes([]) is None
    assert median_minutes([4, 9]) == 4
