"""What visits come to together: sums, percents and means against a second, slower way."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.visit_summary import (
    LEVELS,
    Scores,
    Sheet,
    Tally,
    line_of,
    mean,
    percent,
    report_group,
    scores_of,
)

COUNTS = st.integers(0, 60)
TALLIES = st.lists(st.tuples(st.integers(1, 6), st.builds(Tally, made=COUNTS, told=COUNTS)))


def _rounded(value: Fraction) -> Decimal:
    """Half up to 2 decimals, digit by digit."""
    long = Decimal(value.numerator * 10**9 // value.denominator).scaleb(-9)
    return long.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(COUNTS, st.integers(1, 200))
def test_percents_and_means_are_exact_shares_rounded_once(part: int, whole: int) -> None:
    assert percent(part, whole) == _rounded(Fraction(100 * part, whole))
    assert mean(part, whole) == _rounded(Fraction(part, whole))


def test_of_nothing_nothing_is_known() -> None:
    line = line_of({1}, [])
    assert (line.schools, line.visited, line.visited_percent) == (1, 0, Decimal("0.00"))
    assert line.answered_percent is line.mean_telling is line.mean_answering is None
    assert line.level_percent(5) is None
    assert line_of((), []).visited_percent is None
    assert scores_of([]) == Scores(0, 0, None, (0, 0, 0, 0, 0))


@given(TALLIES, st.sets(st.integers(1, 6)))
def test_a_school_counts_once_however_many_tallies_it_has(
    tallies: list[tuple[int, Tally]], schools: set[int]
) -> None:
    line = line_of(schools, tallies)
    assert line.schools == len(schools)
    assert line.visited == sum(any(t.made for s, t in tallies if s == one) for one in schools)
    assert line.tally.made == sum(t.made for s, t in tallies if s in schools)
    assert line.tally.told == sum(t.told for s, t in tallies if s in schools)


@given(TALLIES)
def test_groups_add_up_to_the_whole(tallies: list[tuple[int, Tally]]) -> None:
    whole = line_of(range(1, 7), tallies)
    parts = [line_of(part, tallies) for part in ({1, 2}, {3}, {4, 5, 6})]
    assert whole.visited == sum(part.visited for part in parts)
    assert whole.tally == parts[0].tally + parts[1].tally + parts[2].tally


def test_what_every_field_is_is_kept_in_a_sum() -> None:
    one = Tally(*range(1, 19))
    assert one + one == Tally(*range(2, 38, 2))
    assert one.of_level(3) == one.level3
    assert (one.of_findings.late, one.of_findings.made) == (one.late, 0)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30), st.sampled_from(LEVELS))))
def test_the_mean_of_sheets_is_of_exact_percents(told: list[tuple[int, int, int]]) -> None:
    sheets = [Sheet(Decimal(min(g, p)) / 4, Decimal(p) / 4, level) for g, p, level in told]
    found = scores_of([*sheets, Sheet()])
    assert (found.n, found.scored) == (len(told) + 1, len(told))
    exact = [Fraction(100 * min(g, p), p) for g, p, _ in told]
    assert found.mean == (_rounded(sum(exact, Fraction(0)) / len(exact)) if exact else None)
    assert found.levels == tuple(sum(one == level for *_, one in told) for level in LEVELS)


@pytest.mark.parametrize(
    ("lowest", "highest", "size", "group"),
    [
        ("K1", "M3", "small", "extended"),
        ("P1", "M3", None, "extended"),
        ("K2", "P6", "small", "small"),
        ("K2", "P6", "medium", "medium"),
        ("K2", "P6", "large", "medium"),
        ("K2", "P6", None, None),
        ("", "", "medium", None),
    ],
)
def test_each_school_is_in_one_group(
    lowest: str, highest: str, size: str | None, group: str | None
) -> None:
    assert report_group(lowest, highest, size) == group
