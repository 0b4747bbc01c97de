"""Of which places a reader may see what their schools come to together."""

from dataclasses import replace
from decimal import Decimal

from khet.figures.results import SchoolRow
from khet.records.registry.access import SEE_SCHOOL_RESULTS, Scope
from khet.web.learning.places import sees_place

FEW = 5
SAT = SchoolRow(1, 5000, 250000, Decimal("50.0000"), 0, Decimal(0), 1, "blue", 0, 0, 0)
ABSENT = replace(SAT, n=0, total=0, squares=0, mean=None, rank=None, absent=1)


def _sees(own: str | None, sat: str, absent: str = "") -> bool:
    """Whether who sees the schools of those letters sees a place of all the schools."""
    reach = None if own is None else frozenset(own)
    present = {**dict.fromkeys(sat, SAT), **dict.fromkeys(absent, ABSENT)}
    return sees_place(Scope((), {SEE_SCHOOL_RESULTS: reach}), sat + absent + "-", present, FEW)


def test_who_sees_every_school_sees_the_place() -> None:
    assert _sees("abc", "abc")
    assert _sees(None, "a")
    assert _sees("", "")


def test_of_many_schools_no_single_one_can_be_told() -> None:
    assert _sees("", "abcde")
    assert _sees("a", "abcde")
    assert not _sees("a", "abcd")


def test_schools_without_a_score_hide_nobody() -> None:
    assert not _sees("", "abcd", "e")
    assert not _sees("", "a", "bcde")
    assert _sees("a", "a", "bcde")


def test_the_last_school_is_not_left_over() -> None:
    assert not _sees("abcde", "abcdef")
    assert _sees("abcd", "abcdef")
