"""`import-scores --check --json` on files of thirteen columns without a header."""

from pathlib import Path

import pytest

from tests.contract.files import write_csv, write_xlsx
from tests.contract.reading import EIGHT
from tests.contract.test_import_summary import check, said

FIVE_MEANS = ("10", "20", "30", "40", "50", "", "", "")


def thirteen(
    kind: str = "1",
    grade: str = "6",
    year: str = "2556",
    code: str = "93020001",
    means: tuple[str, ...] = ("40", "42") * 4,
    average: str = "41",
) -> list[str]:
    """One row of the thirteen-column layout."""
    return [kind, grade, year, code, *means, average]


@pytest.mark.parametrize(
    "lines",
    [
        [thirteen(), thirteen(code="93020002")],
        [thirteen(grade="9")],
        [thirteen(grade="12")],
        [thirteen("3", "5", means=FIVE_MEANS, average="30")],
        [thirteen("3", "8", means=FIVE_MEANS, average="30.00")],
        [thirteen("2", "3", "2562", means=("10", "20", *[""] * 6), average="15")],
        [thirteen(year="๒๕๕๖")],
        [thirteen(year="2560", means=("10", "20", "30", "", "50", "", "", ""), average="27.5")],
    ],
)
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_thirteen_columns(tmp_path: Path, lines: list[list[str]], write) -> None:
    """No header, so the first row counts; without examinees there is nothing to weigh."""
    path = tmp_path / ("in.csv" if write is write_csv else "in.xlsx")
    report = check(write(path, lines)).report
    assert (report["layout"], report["rows"]) == ("thirteen-column", len(lines))
    assert [p for p in report["problems"] if p["row"] > 1 or p["column"] in EIGHT] == []
    assert [p for p in report["problems"] if p["level"] == "error"] == []
    assert report["suggested_columns"] is None


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "4"},
        {"grade": "10"},
        {"grade": "13"},
        {"grade": "0"},
        {"year": "2499"},
        {"code": ""},
        {"means": ("x", *["42"] * 7)},
        {"means": ("101", *["42"] * 7)},
        {"average": "x"},
        {"year": "2558"},
        {"kind": "2", "grade": "3"},
        {"grade": "5"},
    ],
)
def test_bad_values_in_thirteen_columns(tmp_path: Path, bad: dict) -> None:
    path = write_csv(tmp_path / "in.csv", [thirteen(), thirteen(**{"code": "93020002"} | bad)])
    answer = check(path)
    assert (answer.code, answer.report["layout"]) == (2, "thirteen-column")
    assert {number for number, _ in said(answer, "error")} == {2}


def test_averages_and_doubles_in_thirteen_columns(tmp_path: Path) -> None:
    lines = [
        thirteen(),
        thirteen(code="93020002", average="41.02"),
        thirteen(),
        thirteen(code="93020003", average="41.01"),
    ]
    answer = check(write_csv(tmp_path / "in.csv", lines))
    assert answer.code == 2
    assert [number for number, _ in said(answer, "error")] == [3]
    averages = [place for place in said(answer, "warning") if place[1] == "average"]
    assert averages == [(2, "average")]


@pytest.mark.parametrize(
    ("option", "value"), [("--year", "2557"), ("--grade", "M3"), ("--test", "LAS")]
)
def test_thirteen_columns_that_disagree_with_an_option(
    tmp_path: Path, option: str, value: str
) -> None:
    path = write_csv(tmp_path / "in.csv", [thirteen()])
    assert check(path, option, value).code == 2
    words = ("--test", "O-NET", "--year", "2556", "--grade", "P6")
    assert said(check(path, *words), "error") == []
