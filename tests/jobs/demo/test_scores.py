"""The drawn scores come to the printed figures, by a computation of the tests' own."""

import re
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise

import pyarrow as pa
import pytest

from khet.jobs.demo.aims import Sitting
from khet.jobs.demo.area import DemoArea, demo_area, rows
from khet.jobs.demo.scores import demo_sittings, draw
from tests.jobs.demo import arithmetic as plain
from tests.jobs.demo.conftest import Drawn

EIGHT = {
    "thai",
    "mathematics",
    "science",
    "social_studies",
    "english",
    "health_and_physical_education",
    "arts",
    "career_and_technology",
}
FIVE = {"thai", "mathematics", "science", "social_studies", "english"}
ASKED = {
    "O-NET": EIGHT,
    "NT": {"nt_language", "nt_numeracy", "nt_reasoning"},
    "Pre O-NET": FIVE,
    "LAS": FIVE,
}
HELD = {
    ("O-NET", ""): {"P6", "M3"},
    ("NT", ""): {"P3"},
    ("Pre O-NET", "1"): {"P6", "M3"},
    ("Pre O-NET", "2"): {"P6", "M3"},
    ("LAS", ""): {"P1", "P2", "P3", "P4", "P5", "M1", "M2"},
}
COLOURS = {
    ("O-NET", "P6"): {"blue": 6, "green": 19, "yellow": 40, "orange": 43, "red": 9},
    ("O-NET", "M3"): {"blue": 2, "green": 4, "yellow": 5, "orange": 5, "red": 2},
    ("NT", "P3"): {"blue": 10, "green": 21, "yellow": 30, "orange": 26, "red": 29},
}
SCHOOLS = {("O-NET", "P6"): 117, ("O-NET", "M3"): 18, ("NT", "P3"): 116}
SCORE = re.compile(r"\d{1,3}(\.\d{1,2})?")


def test_every_year_holds_the_same_sittings_with_the_subjects_of_the_contract() -> None:
    sittings = demo_sittings()
    expected = {
        Sitting(year, test, round_, grade)
        for year in range(2552, 2557)
        for (test, round_), grades in HELD.items()
        for grade in grades
    }
    assert set(sittings) == expected
    assert len(sittings) == len(expected)
    assert all(set(sitting.subjects) == ASKED[sitting.test] for sitting in sittings)


@pytest.mark.parametrize("row", rows("means"), ids=lambda r: " ".join(list(r.values())[:5]))
def test_area_means_of_2556_are_the_printed_ones(drawn: Drawn, row: dict[str, str]) -> None:
    scores = plain.by_subject(drawn.of(row["test"], row["grade"], row["round"]))
    assert abs(plain.mean(scores[row["subject"]]) - Decimal(row["mean"])) <= Decimal("0.01")


def test_the_printed_means_cover_every_subject_of_every_sitting_of_2556() -> None:
    printed = {(r["test"], r["round"], r["grade"], r["subject"]) for r in rows("means")}
    assert len(rows("means")) == len(printed) == 8 + 8 + 3 + 4 * 5 + 7 * 5
    assert printed == {
        (s.test, s.round, s.grade, subject)
        for s in demo_sittings()
        if s.academic_year == 2556
        for subject in ASKED[s.test]
    }


@pytest.mark.parametrize("row", rows("limits"), ids=lambda r: " ".join(list(r.values())[:4]))
def test_onet_limits_of_2556_are_the_printed_ones(drawn: Drawn, row: dict[str, str]) -> None:
    scores = plain.by_subject(drawn.of(row["test"], row["grade"]))[row["subject"]]
    assert abs(plain.limit(scores) - Decimal(row["limit"])) <= Decimal("0.05")
    assert 9 < plain.sd(scores) < 19


@pytest.mark.parametrize(("test", "grade"), COLOURS)
def test_schools_per_colour_of_2556_are_the_printed_ones(
    drawn: Drawn, test: str, grade: str
) -> None:
    found = plain.colours(drawn.of(test, grade))
    printed = COLOURS[test, grade]
    assert found.total() == SCHOOLS[test, grade] == sum(printed.values())
    assert all(abs(found[colour] - schools) <= 3 for colour, schools in printed.items())


def test_the_colour_counts_drawn_towards_are_the_printed_ones() -> None:
    data = defaultdict(dict)
    for row in rows("colour_counts"):
        data[row["test"], row["grade"]][row["colour"]] = int(row["schools"])
    assert data == COLOURS


def test_every_score_is_a_mark_or_a_known_reason_and_few_are_missing(drawn: Drawn) -> None:
    for sitting, table in drawn.rows.items():
        kinds = Counter(r["score"] for r in table if r["score"] in plain.WORDS)
        assert kinds.total() < 0.03 * len(table), sitting
        assert all(
            SCORE.fullmatch(r["score"]) and float(r["score"]) <= 100
            for r in table
            if r["score"] not in plain.WORDS
        )
    assert {r["score"] for r in drawn.of("O-NET", "P6")} > set(plain.WORDS)


def test_each_enrolled_pupil_has_one_row_a_subject(area: DemoArea, drawn: Drawn) -> None:
    enrolled = {(e.academic_year, e.grade, e.school): e.pupils for e in area.enrolment}
    for sitting, table in drawn.rows.items():
        rows_of = Counter((r["school"], r["pupil"]) for r in table)
        assert set(rows_of.values()) == {len(sitting.subjects)}
        assert len({(r["school"], r["pupil"], r["subject"]) for r in table}) == len(table)
        for school, pupils in Counter(school for school, _ in rows_of).items():
            assert enrolled[sitting.academic_year, sitting.grade, school] == pupils


def test_keys_are_the_sitting_s_own_and_the_school_is_of_the_area(
    area: DemoArea, drawn: Drawn
) -> None:
    public = {school.code for school in area.schools if school.sector == "public"}
    for s, table in drawn.rows.items():
        own = {
            (r["academic_year"], r["test"], r["round"], r["grade"], r["area"], r["subject"])
            for r in table
        }
        year = str(s.academic_year)
        assert own == {(year, s.test, s.round, s.grade, "9302", subject) for subject in s.subjects}
        assert {r["school"] for r in table} <= public


def test_pupils_keep_their_number_over_the_sittings_of_a_year(drawn: Drawn) -> None:
    sat = [drawn.of(*s) for s in (("O-NET", "P6"), ("Pre O-NET", "P6", "1"), ("LAS", "P5"))]
    sixth, same, fifth = ({(r["school"], r["pupil"]) for r in table} for table in sat)
    assert sixth == same
    assert not sixth & fifth


def test_most_pupils_keep_their_number_when_they_move_up(drawn: Drawn) -> None:
    years = [drawn.of("LAS", f"P{p}", year=2551 + p) for p in range(1, 6)]
    groups = [{(r["school"], r["pupil"]) for r in table} for table in years]
    assert all(len(now & then) > 0.9 * len(then) for then, now in pairwise(groups))


def test_a_pupil_strong_in_one_sitting_is_strong_in_the_next(drawn: Drawn) -> None:
    strong = _upper_half(drawn.of("Pre O-NET", "P6", "1"))
    later = _upper_half(drawn.of("O-NET", "P6"))
    assert 0.65 < len(strong & later) / len(strong) < 0.95


def _upper_half(table: list[dict[str, str]]) -> set[tuple[str, str]]:
    sums = defaultdict(float)
    for row in table:
        if row["score"] not in plain.WORDS:
            sums[row["school"], row["pupil"]] += float(row["score"])
    return set(sorted(sums, key=sums.__getitem__)[len(sums) // 2 :])


def test_scores_are_bell_shaped(drawn: Drawn) -> None:
    scores = plain.by_subject(drawn.of("O-NET", "P6"))["thai"]
    middle, spread = plain.mean(scores), plain.sd(scores)
    near = sum(abs(s - middle) <= spread for s in scores) / len(scores)
    far = sum(abs(s - middle) > 2 * spread for s in scores) / len(scores)
    assert 0.62 < near < 0.75
    assert 0.02 < far < 0.08


def test_a_draw_is_a_table_of_text_and_repeats_itself(area: DemoArea) -> None:
    sitting = Sitting(2556, "O-NET", "", "M3")
    first, second = draw(area, sitting), draw(demo_area(), sitting)
    assert first.equals(second)
    assert set(first.schema.types) == {pa.string()}
    assert first.column_names == (
        ["academic_year", "test", "round", "grade", "area", "school", "pupil", "subject", "score"]
    )
