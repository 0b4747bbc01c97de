"""Columns chosen by hand, the first look into a file, and findings that are counted and capped."""

from pathlib import Path

import pytest

from khet.figures.intake.given import Given
from khet.figures.intake.kinds import TITLES, kinds_of
from khet.figures.intake.look import columns_of, guessed_sitting, told_sitting
from khet.figures.intake.problems import Level, counted, error, warning
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import check_file, check_opened, open_file

WIDE = "school,pupil,ช่องหนึ่ง,คณิต\n93020501,1,50,60\n93020501,2,70,80\n"
GIVEN = Given({"academic_year": 2556, "test": "O-NET", "grade": "P6", "round": "", "area": "9302"})


def _write(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _checked(path: Path, columns: dict[int, str], most: int | None = None) -> Report:
    return check_opened(open_file(path, columns, most), GIVEN, keeping=True)


def _marks(report: Report, subject: str) -> list[int | None]:
    assert report.scores is not None
    return [row["score"] for row in report.scores.to_pylist() if row["subject"] == subject]


def test_a_chosen_column_counts_whatever_its_heading_says(tmp_path: Path) -> None:
    path = _write(tmp_path, WIDE)
    assert _marks(_checked(path, {2: "thai"}), "thai") == [5000, 7000]
    swapped = _checked(path, {2: "mathematics", 3: "thai"})
    assert _marks(swapped, "thai") == [6000, 8000]
    assert _marks(swapped, "mathematics") == [5000, 7000]


def test_a_column_that_is_not_used_is_left_out(tmp_path: Path) -> None:
    report = _checked(_write(tmp_path, WIDE), {2: "thai", 3: ""})
    assert report.scores is not None
    assert set(report.scores["subject"].to_pylist()) == {"thai"}


def test_what_is_not_chosen_is_known_by_its_heading(tmp_path: Path) -> None:
    path = _write(tmp_path, WIDE)
    assert _checked(path, {}).as_dict() == check_file(path, GIVEN, keeping=True).as_dict()


def test_a_layout_that_no_heading_tells_can_be_chosen(tmp_path: Path) -> None:
    path = _write(tmp_path, "ก,ข,ค\n93020501,1,50\n")
    assert [p.kind for p in check_file(path, GIVEN).problems] == ["no-layout"]
    chosen = _checked(path, {0: "school", 1: "pupil", 2: "thai"})
    assert (chosen.layout, chosen.problems) == ("wide", ())


def test_faults_name_the_heading_of_a_chosen_column(tmp_path: Path) -> None:
    path = _write(tmp_path, WIDE.replace("70", "101"))
    [fault] = _checked(path, {2: "thai"}).problems
    assert (fault.row, fault.column, fault.kind) == (3, "ช่องหนึ่ง", "bad-value")


def test_a_first_look_says_which_columns_are_sure(tmp_path: Path) -> None:
    text = "school,pupil,ไทย,ภาษาไทย,?\n93020501,1,50,60,x\n"
    found = columns_of(open_file(_write(tmp_path, text)))
    assert [(c.name, c.sure) for c in found] == [
        ("school", True),
        ("pupil", True),
        ("thai", False),
        ("thai", False),
        ("", False),
    ]
    assert found[2].examples == ("50",)


def test_names_of_people_are_no_examples(tmp_path: Path) -> None:
    text = "school,pupil,ชื่อ-สกุล,ไทย\n93020501,1,เด็กหญิงทดสอบ,50\n"
    found = columns_of(open_file(_write(tmp_path, text)))
    assert {column.name: column.examples for column in found}["name"] == ()


def test_a_file_of_thirteen_columns_tells_its_sitting_in_the_words_of_the_rules(
    tmp_path: Path,
) -> None:
    line = "1,6,2556,93020501,50,50,50,50,50,50,50,50,50\n"
    opened = open_file(_write(tmp_path, line))
    assert told_sitting(opened) == {"academic_year": ["2556"], "test": ["O-NET"], "grade": ["P6"]}


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("2556-O-NET-P6.csv", {"academic_year": "2556", "test": "O-NET", "grade": "P6"}),
        ("pre o-net ม.๓ รอบ 2.xlsx", {"test": "Pre O-NET", "grade": "M3", "round": "2"}),
        ("PreNT ครั้งที่ 1 2557.csv", {"academic_year": "2557", "test": "Pre NT", "round": "1"}),
        ("las_m1_2556.csv", {"academic_year": "2556", "test": "LAS", "grade": "M1"}),
        ("คะแนน 25561.csv", {}),
        ("ประถม 6.csv", {}),
    ],
)
def test_a_file_name_is_guessed_from(name: str, guess: dict[str, str]) -> None:
    assert guessed_sitting(name) == guess


def test_findings_beyond_the_most_are_counted_not_listed(tmp_path: Path) -> None:
    rows = "".join(f"93020501,{number},สูง,สูง\n" for number in range(50))
    path = _write(tmp_path, f"school,pupil,ไทย,คณิต\n{rows}")
    report = _checked(path, {}, most=3)
    [kind] = kinds_of(report.problems)
    assert (kind.key, kind.count, len(kind.listed)) == ("bad-value", 100, 6)
    assert counted(check_file(path, GIVEN).problems) == 100


def test_findings_are_grouped_errors_first_and_by_row() -> None:
    found = [
        warning(9, "a", "", "", "unknown-school"),
        error(7, "b", "", "", "bad-value"),
        error(3, "a", "", "", "bad-value"),
    ]
    kinds = kinds_of(found)
    assert [(kind.key, kind.level) for kind in kinds] == [
        ("bad-value", Level.ERROR),
        ("unknown-school", Level.WARNING),
    ]
    assert [problem.row for problem in kinds[0].listed] == [3, 7]
    assert all(kind.title == TITLES[kind.key] for kind in kinds)


def test_a_kind_is_no_part_of_the_contract() -> None:
    told = error(1, "a", "b", "c", "bad-value").as_dict()
    assert list(told) == ["level", "row", "column", "value", "message"]
