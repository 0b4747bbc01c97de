"""Dated tables: tests and subjects by year, colours, sizes, ability, years."""

import itertools
from datetime import date

import pytest

from khet.rules.ability import ability_group
from khet.rules.calendar import academic_year, calendar_year, fiscal_year, thai_date
from khet.rules.colours import five_bands, five_colour, four_colour
from khet.rules.sittings import grade_th, held_tests, subjects
from khet.rules.sizes import size_class
from khet.rules.tables import dated_table

FIVE = ("thai", "mathematics", "science", "social_studies", "english")


@pytest.mark.parametrize(
    ("test", "grade", "year", "count"),
    [
        *(("O-NET", "P6", year, 8) for year in (2552, 2557)),
        *(("O-NET", "M6", year, 5) for year in (2558, 2559)),
        *(("O-NET", "P6", 2560, 4), ("O-NET", "M6", 2560, 0)),
        *(("NT", "P3", 2561, 3), ("NT", "P3", 2562, 2), ("Pre NT", "P3", 2562, 2)),
        *(("Pre O-NET", "M3", 2565, 5), ("LAS", "P3", 2556, 5), ("LAS", "P6", 2556, 0)),
    ],
)
def test_subjects_of_a_test_change_with_the_year(
    test: str, grade: str, year: int, count: int
) -> None:
    assert len(subjects(test, grade, year)) == count


def test_social_studies_left_o_net_in_2560_and_reasoning_left_nt_in_2562() -> None:
    assert subjects("O-NET", "P6", 2559) == FIVE
    assert "social_studies" not in subjects("O-NET", "P6", 2560)
    assert subjects("NT", "P3", 2562) == ("thai", "mathematics")
    assert set(held_tests(2556)) == {"O-NET", "NT", "Pre NT", "Pre O-NET", "LAS"}


def test_five_bands_leave_no_hole_and_no_overlap() -> None:
    bands = five_bands(2556)
    assert [band.key for band in bands] == ["blue", "green", "yellow", "orange", "red"]
    assert (bands[0].low, bands[-1].high) == (0, 10_000)
    assert all(after.low == before.high + 1 for before, after in itertools.pairwise(bands))
    for band in bands:
        assert five_colour(band.low, 2556) == five_colour(band.high, 2556) == band.key


@pytest.mark.parametrize(
    ("rank", "ranked", "mean", "colour"),
    [
        *((1, 3, 600_000, None), (1, 4, 500_000, "green"), (1, 4, 499_999, "yellow")),
        *((2, 4, 900_000, "yellow"), (3, 4, 900_000, "red"), (4, 4, 900_000, "black")),
        *((25, 100, 500_000, "green"), (26, 100, 500_000, "yellow"), (76, 100, 0, "black")),
    ],
)
def test_four_colours_follow_rank_and_mean(
    rank: int, ranked: int, mean: int, colour: str | None
) -> None:
    assert four_colour(rank, ranked, mean, 2557) == colour


def test_the_holes_of_the_printed_ability_bands_are_b() -> None:
    assert [ability_group(mean, 2556) for mean in (6000, 6001, 6099, 8401, 8499, 8500)] == [
        *("C", "B", "B", "B", "B", "A")
    ]


def test_120_pupils_make_a_medium_school() -> None:
    sizes = [size_class(pupils, 2556) for pupils in (0, 1, 119, 120, 299, 300)]
    assert sizes == [None, "small", "small", "medium", "medium", "large"]


def test_three_kinds_of_year() -> None:
    exam = date(2014, 2, 8)
    assert (academic_year(exam).be, fiscal_year(exam).be, calendar_year(exam).be) == (
        *(2556, 2557, 2557),
    )
    assert fiscal_year(date(2013, 9, 30)).be == 2556
    assert fiscal_year(date(2013, 10, 1)).be == 2557
    assert thai_date(exam) == "8 กุมภาพันธ์ 2557"


def test_a_grade_as_schools_write_it() -> None:
    assert [grade_th(grade) for grade in ("K2", "P6", "M3")] == ["อ.2", "ป.6", "ม.3"]


def test_a_table_that_never_was_is_an_error() -> None:
    with pytest.raises(LookupError):
        dated_table("tests", 2400)
