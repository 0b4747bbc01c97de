"""Worked examples of `khet analyse`, each line computed by hand from the contract."""

from pathlib import Path

import pytest

from tests.contract.files import grid, row, rows_of, run, write_csv
from tests.contract.reading import ABSENT, EXEMPT, Row

SITTING = "2556,O-NET,,P6,"


def lines(tmp_path: Path, rows: list[Row], table: str, *words: str) -> list[str]:
    """Analyse the rows; the lines of one table without the header and the plain sitting."""
    answer = run(
        "analyse", write_csv(tmp_path / "in.csv", grid(rows)), "--out", tmp_path / "out", *words
    )
    assert (answer.code, answer.err) == (0, "")
    text = (tmp_path / "out" / table).read_text("utf-8")
    return [line.removeprefix(SITTING) for line in text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("scores", "limit", "colour"),
    [
        (["50.00", "50.50"], "2,50.2500,0.3536,49.61", "2,50.2500,0,0.00,1,blue"),
        (["50", "50", "50"], "3,50.0000,0.0000,50.00", "3,50.0000,3,100.00,1,red"),
        (["50", "50.00", "๕๐.๐"], "3,50.0000,0.0000,50.00", "3,50.0000,3,100.00,1,red"),
        (["0", "100"], "2,50.0000,70.7107,-79.00", "2,50.0000,0,0.00,1,blue"),
        (["0", "0.50"], "2,0.2500,0.3536,-0.40", "2,0.2500,0,0.00,1,blue"),
        (["0.02", "0.05"], "2,0.0350,0.0212,0.00", "2,0.0350,0,0.00,1,blue"),
        (["60", "50", "40", "", ABSENT], "3,50.0000,10.0000,35.10", "3,50.0000,0,0.00,1,blue"),
    ],
)
def test_one_school(tmp_path: Path, scores: list[str], limit: str, colour: str) -> None:
    assert lines(tmp_path, rows_of(scores), "limits.csv") == [f"9302,thai,{limit}"]
    expected = [f"9302,93020001,ALL,{colour}", f"9302,93020001,thai,{colour}"]
    assert lines(tmp_path, rows_of(scores), "colours.csv") == expected


def test_one_pupil_in_the_whole_base(tmp_path: Path) -> None:
    assert lines(tmp_path, [row(score="80")], "limits.csv") == ["9302,thai,1,80.0000,,"]
    assert lines(tmp_path, [row(score="80")], "colours.csv") == [
        "9302,93020001,ALL,0,80.0000,0,,1,",
        "9302,93020001,thai,1,80.0000,,,1,",
    ]


def test_a_school_all_absent(tmp_path: Path) -> None:
    rows = rows_of(["50.00", "50.50"]) + rows_of(["", ABSENT, EXEMPT], school="93020002")
    assert lines(tmp_path, rows, "limits.csv") == ["9302,thai,2,50.2500,0.3536,49.61"]
    assert lines(tmp_path, rows, "colours.csv")[2:] == [
        "9302,93020002,ALL,0,,0,,,",
        "9302,93020002,thai,0,,0,,,",
    ]


def test_nobody_sat_a_subject(tmp_path: Path) -> None:
    rows = rows_of(["50.00", "50.50"]) + rows_of([ABSENT, ABSENT], subject="arts")
    assert lines(tmp_path, rows, "limits.csv") == [
        "9302,arts,0,,,",
        "9302,thai,2,50.2500,0.3536,49.61",
    ]
    assert lines(tmp_path, rows, "colours.csv") == [
        "9302,93020001,ALL,2,50.2500,0,0.00,1,blue",
        "9302,93020001,arts,0,,,,,",
        "9302,93020001,thai,2,50.2500,0,0.00,1,blue",
    ]


def test_a_subject_of_one_pupil_has_no_part_in_the_overall_percent(tmp_path: Path) -> None:
    rows = [*rows_of(["50.00", "50.50"]), row(subject="arts", score="80")]
    assert lines(tmp_path, rows, "colours.csv") == [
        "9302,93020001,ALL,2,65.1250,0,0.00,1,blue",
        "9302,93020001,arts,1,80.0000,,,1,",
        "9302,93020001,thai,2,50.2500,0,0.00,1,blue",
    ]


@pytest.mark.parametrize(
    ("scores", "z", "limit"),
    [
        (["40", "50", "60"], "0", "3,50.0000,10.0000,50.00"),
        (["40", "50"], "1", "2,45.0000,7.0711,40.00"),
        (["50.00", "50.00", "50.01"], "2.5", "3,50.0033,0.0058,50.00"),
        (["40", "50", "60"], "1.96", "3,50.0000,10.0000,38.68"),
    ],
)
def test_other_z(tmp_path: Path, scores: list[str], z: str, limit: str) -> None:
    found = lines(tmp_path, rows_of(scores), "limits.csv", "--z", z)
    assert found == [f"9302,thai,{limit}"]


@pytest.mark.parametrize(
    ("scores", "z", "colour"),
    [
        (["40", "50", "60"], "0", "3,50.0000,2,66.67,1,orange"),
        (["40", "50"], "1", "2,45.0000,1,50.00,1,yellow"),
    ],
)
def test_a_score_on_the_limit_does_not_pass(
    tmp_path: Path, scores: list[str], z: str, colour: str
) -> None:
    found = lines(tmp_path, rows_of(scores), "colours.csv", "--z", z)
    assert found[1] == f"9302,93020001,thai,{colour}"


def test_halves_of_mean_and_sd_are_rounded_up(tmp_path: Path) -> None:
    """64 pupils, one of them 0.01 above the others: sd is 0.01/8 = 0.00125."""
    found = lines(tmp_path, rows_of(["50"] * 63 + ["50.01"]), "limits.csv")
    assert found == ["9302,thai,64,50.0002,0.0013,50.00"]
    found = lines(tmp_path, rows_of(["50"] * 7 + ["50.01"]), "limits.csv")
    assert found == ["9302,thai,8,50.0013,0.0035,50.00"]


def below(count: int, n: int, **other: str) -> list[Row]:
    """`n` pupils of whom `count` have 10 and the others 90."""
    return rows_of(["10"] * count + ["90"] * (n - count), **other)


@pytest.mark.parametrize(
    ("count", "n", "colour"),
    [
        (1402, 2003, "70.00,1,red"),
        (1401, 2003, "69.95,1,orange"),
        (1, 32, "3.13,1,blue"),
        (15, 50, "30.00,1,green"),
        (43, 100, "43.00,1,yellow"),
        (56, 100, "56.00,1,orange"),
        (55, 100, "55.00,1,yellow"),
        (42, 100, "42.00,1,green"),
        (29, 100, "29.00,1,blue"),
    ],
)
def test_percents_are_rounded_before_they_are_banded(
    tmp_path: Path, count: int, n: int, colour: str
) -> None:
    found = lines(tmp_path, below(count, n), "colours.csv", "--z", "0.5")
    assert found[1].endswith(f",{count},{colour}")
    assert found[0].endswith(f",{count},{colour}")


def test_exactly_69_995_is_red_pooled_over_subjects(tmp_path: Path) -> None:
    """13999 of 20000 are below, a part in each of five subjects."""
    subjects = ("thai", "mathematics", "science", "english", "arts")
    counts = (2800, 2800, 2800, 2800, 2799)
    rows = [r for s, c in zip(subjects, counts, strict=True) for r in below(c, 4000, subject=s)]
    overall = lines(tmp_path, rows, "colours.csv", "--z", "0.5")[0]
    assert overall == "9302,93020001,ALL,20000,34.0040,13999,70.00,1,red"


def test_exactly_69_995_is_red_by_the_mean_of_percents(tmp_path: Path) -> None:
    """(4 * 83/125 + 27/32) / 5 is 0.69995 exactly; pooled it is 359/532."""
    rows = [
        r for s in ("thai", "mathematics", "science", "english") for r in below(83, 125, subject=s)
    ] + below(27, 32, subject="arts")
    mean = lines(tmp_path, rows, "colours.csv", "--z", "0.5", "--overall", "mean")
    assert mean[0] == "9302,93020001,ALL,532,34.0040,359,70.00,1,red"
    pooled = lines(tmp_path, rows, "colours.csv", "--z", "0.5")
    assert pooled[0] == "9302,93020001,ALL,532,34.0040,359,67.48,1,orange"
    assert mean[1:] == pooled[1:]


def schools_with(*means: str) -> list[Row]:
    """A school of one pupil for each mean; their codes rise from 1."""
    return [row(score=mean, school=str(code)) for code, mean in enumerate(means, 1)]


@pytest.mark.parametrize(
    ("means", "colours"),
    [
        (("80", "70", "60"), ("1,", "2,", "3,")),
        (("80", "70", "60", ""), ("1,", "2,", "3,", ",")),
        (("80", "70", "60", "50"), ("1,green", "2,yellow", "3,red", "4,black")),
        (("49.99", "40", "30", "20"), ("1,yellow", "2,yellow", "3,red", "4,black")),
        (("50", "40", "30", "20"), ("1,green", "2,yellow", "3,red", "4,black")),
        (("80", "80", "60", "50"), ("1,green", "1,green", "3,red", "4,black")),
        (("80", "60", "60", "60"), ("1,green", "2,yellow", "2,yellow", "2,yellow")),
        (("9", "8", "7", "6", "5"), ("1,yellow", "2,yellow", "3,red", "4,black", "5,black")),
        (("50",) * 5, ("1,green",) * 5),
    ],
)
def test_four_colours(tmp_path: Path, means: tuple[str, ...], colours: tuple[str, ...]) -> None:
    found = lines(tmp_path, schools_with(*means), "colours.csv", "--scheme", "four")
    ends = [tuple(line.rsplit(",", 2)[1:]) for line in found]
    assert ends == [tuple(c.split(",")) for c in colours for _ in ("ALL", "thai")]


def test_four_colours_need_no_limit(tmp_path: Path) -> None:
    """Each of four schools sits a subject alone: no subject has a limit, ALL has a colour."""
    alone = (("1", "arts", "80"), ("2", "thai", "70"), ("3", "science", "60"), ("4", "english", ""))
    rows = [row(school=code, subject=subject, score=score) for code, subject, score in alone]
    rows.append(row(school="5", subject="mathematics", score="50"))
    found = lines(tmp_path, rows, "colours.csv", "--scheme", "four")
    assert found[:4] == [
        "9302,1,ALL,0,80.0000,0,,1,green",
        "9302,1,arts,1,80.0000,,,1,",
        "9302,2,ALL,0,70.0000,0,,2,yellow",
        "9302,2,thai,1,70.0000,,,1,",
    ]
    assert found[6:8] == ["9302,4,ALL,0,,0,,,", "9302,4,english,0,,,,,"]


def test_with_the_nation_as_base_ranks_stay_in_their_area(tmp_path: Path) -> None:
    rows = [row(area="9301", score="40"), *schools_with("80", "70")]
    assert lines(tmp_path, rows, "limits.csv", "--base", "nation") == [
        "nation,thai,3,63.3333,20.8167,32.33"
    ]
    assert lines(tmp_path, rows, "colours.csv", "--base", "nation")[::2] == [
        "9301,93020001,ALL,1,40.0000,0,0.00,1,blue",
        "9302,1,ALL,1,80.0000,0,0.00,1,blue",
        "9302,2,ALL,1,70.0000,0,0.00,2,blue",
    ]


def test_green_asks_for_a_printed_mean_of_50(tmp_path: Path) -> None:
    """200 pupils one hundredth short of 50 have 49.99995, printed 50.0000."""
    best = rows_of(["50"] * 199 + ["49.99"], school="1")
    rows = best + [row(score=s, school=c) for c, s in (("2", "40"), ("3", "30"), ("4", "20"))]
    found = lines(tmp_path, rows, "colours.csv", "--scheme", "four")
    assert found[1].endswith(",1,green")
    assert found[1].startswith("9302,1,thai,200,50.0000,")


def test_ranks_compare_the_mean_as_printed(tmp_path: Path) -> None:
    """50.00005 and 50.0001 print alike: they share the first place."""
    rows = rows_of(["50"] * 199 + ["50.01"], school="1")
    rows += [*rows_of(["50"] * 99 + ["50.01"], school="2"), row(school="3", score="10")]
    found = lines(tmp_path, rows, "colours.csv", "--scheme", "four")
    assert [line.rsplit(",", 2)[1] for line in found] == ["1", "1", "1", "1", "3", "3"]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (("84.99", "85.00"), "85.00,A"),
        (("84.98", "84.99"), "84.99,B"),
        (("84.99",), "84.99,B"),
        (("85",), "85.00,A"),
        (("60", "60.01"), "60.01,B"),
        (("60", "60", "60.01"), "60.00,C"),
        (("60.00", ABSENT), "60.00,C"),
        (("", EXEMPT), ","),
        (("0",), "0.00,C"),
    ],
)
def test_pupils_groups(tmp_path: Path, scores: tuple[str, ...], expected: str) -> None:
    subjects = ("thai", "science", "english")
    rows = [row(subject=s, score=x) for s, x in zip(subjects, scores, strict=False)]
    assert lines(tmp_path, rows, "pupils.csv") == [f"9302,93020001,1,{expected}"]
