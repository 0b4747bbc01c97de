"""`import-scores --check --json` on summary files beside the second opinion."""

from pathlib import Path

import pytest
from hypothesis import given

from tests.contract.files import Run, contents, folder, run, write_csv, write_xlsx
from tests.contract.import_oracle import summary_opinion
from tests.contract.strategies import examples
from tests.contract.summaries import summaries

SITTING = ("--test", "O-NET", "--year", "2556", "--grade", "P6", "--area", "9302")
HEADER = ["code", "name", "examinees", "thai", "mathematics", "average"]
WHOLE = [
    HEADER,
    ["93020001", "บ้านหนึ่ง", "10", "40.00", "60.00", "50.00"],
    ["93020002", "บ้านสอง", "30", "50.00", "30.00", "40.00"],
    ["93020000", "เขตพื้นที่", "40", "47.50", "37.50", "42.50"],
    ["00000000", "ประเทศ", "800000", "45.00", "35.00", "40.00"],
]


def check(path: Path, *words: str) -> Run:
    """Check a file; nothing may be written."""
    before = contents(path.parent)
    answer = run("import-scores", path, *words, "--check", "--json")
    assert contents(path.parent) == before
    assert set(answer.report) == {
        "layout",
        "encoding",
        "rows",
        "problems",
        "reconciliation",
        "suggested_columns",
    }
    for problem in answer.report["problems"]:
        assert set(problem) == {"level", "row", "column", "value", "message"}
        assert problem["level"] in ("error", "warning")
    return answer


def said(answer: Run, level: str) -> list[tuple[int, str]]:
    """Row and column of the problems of one level."""
    problems = answer.report["problems"]
    return sorted((p["row"], p["column"]) for p in problems if p["level"] == level)


def changed(row: int, column: str, value: str) -> list[list[str]]:
    """The whole file with one cell changed; rows counted as in the file."""
    table = [list(cells) for cells in WHOLE]
    table[row - 1][HEADER.index(column)] = value
    return table


@given(table=summaries())
@examples(120)
def test_generated_summaries(table: list[list[str]]) -> None:
    opinion = summary_opinion(table)
    with folder() as place:
        answer = check(write_csv(place / "in.csv", table), *SITTING)
    report = answer.report
    assert (report["layout"], report["encoding"]) == ("summary", "utf-8")
    assert report["rows"] == opinion.rows
    assert report["reconciliation"] == opinion.reconciliation
    assert report["suggested_columns"] == opinion.suggested
    assert said(answer, "warning") == sorted(opinion.warnings)
    assert said(answer, "error") == []
    assert answer.code == (1 if opinion.warnings else 0)


def test_a_whole_file(tmp_path: Path) -> None:
    answer = check(write_csv(tmp_path / "in.csv", WHOLE), *SITTING)
    assert answer.code == 0
    assert answer.report == {
        "layout": "summary",
        "encoding": "utf-8",
        "rows": 2,
        "problems": [],
        "reconciliation": [
            {"subject": "thai", "weighted": "47.5000", "area_row": "47.50", "difference": "0.0000"},
            {
                "subject": "mathematics",
                "weighted": "37.5000",
                "area_row": "37.50",
                "difference": "0.0000",
            },
        ],
        "suggested_columns": None,
    }


@pytest.mark.parametrize("words", [(), ("--area", "9302"), ("--test", "O-NET", "--year", "2556")])
def test_the_sitting_may_be_missing_in_a_check(tmp_path: Path, words: tuple[str, ...]) -> None:
    answer = check(write_csv(tmp_path / "in.csv", WHOLE), *words)
    assert (answer.code, answer.report["rows"]) == (0, 2)
    assert len(answer.report["reconciliation"]) == 2


@pytest.mark.parametrize(
    ("average", "code"),
    [("50.01", 0), ("49.99", 0), ("50.011", 1), ("49.9899", 1), ("60", 1), ("๕๐.๐๐", 0), ("", 0)],
)
def test_an_average_more_than_001_off(tmp_path: Path, average: str, code: int) -> None:
    answer = check(write_csv(tmp_path / "in.csv", changed(2, "average", average)), *SITTING)
    assert answer.code == code
    assert said(answer, "warning") == ([(2, "average")] if code else [])
    assert all(p["value"] == average for p in answer.report["problems"])


@pytest.mark.parametrize(
    ("mean", "difference", "code"),
    [
        ("47.51", "-0.0100", 0),
        ("47.49", "0.0100", 0),
        ("47.511", "-0.0110", 1),
        ("47", "0.5000", 1),
    ],
)
def test_an_area_row_more_than_001_off(
    tmp_path: Path, mean: str, difference: str, code: int
) -> None:
    table = changed(4, "thai", mean)
    table[3][5] = ""
    answer = check(write_csv(tmp_path / "in.csv", table), *SITTING)
    assert answer.code == code
    assert said(answer, "warning") == ([(4, "thai")] if code else [])
    assert answer.report["reconciliation"][0] == {
        "subject": "thai",
        "weighted": "47.5000",
        "area_row": mean,
        "difference": difference,
    }


@pytest.mark.parametrize(
    ("printed", "difference", "code"),
    [("0.0134", "-0.0101", 1), ("0.0133", "-0.0100", 0), ("0", "0.0034", 0)],
)
def test_the_comparison_is_with_the_unrounded_mean(
    tmp_path: Path, printed: str, difference: str, code: int
) -> None:
    """67 of 200 pupils at 0.01: 0.00335, printed 0.0034; 0.0134 is 0.01005 away."""
    table = [
        ["code", "name", "examinees", "thai"],
        ["93020001", "ก", "67", "0.01"],
        ["93020002", "ข", "133", "0.00"],
        ["93020000", "เขต", "200", printed],
    ]
    answer = check(write_csv(tmp_path / "in.csv", table), *SITTING)
    assert answer.code == code
    assert answer.report["reconciliation"] == [
        {"subject": "thai", "weighted": "0.0034", "area_row": printed, "difference": difference}
    ]


def test_a_missing_area_row(tmp_path: Path) -> None:
    answer = check(write_csv(tmp_path / "in.csv", [*WHOLE[:3], WHOLE[4]]), *SITTING)
    assert (answer.code, answer.report["rows"]) == (1, 2)
    assert len(said(answer, "warning")) == 1
    assert answer.report["suggested_columns"] is None


def test_a_school_missing_from_the_file_shows_in_every_subject(tmp_path: Path) -> None:
    answer = check(write_csv(tmp_path / "in.csv", [*WHOLE[:2], *WHOLE[3:]]), *SITTING)
    assert answer.code == 1
    assert said(answer, "warning") == [(3, "mathematics"), (3, "thai")]
    assert [r["difference"] for r in answer.report["reconciliation"]] == ["-7.5000", "22.5000"]
    assert answer.report["suggested_columns"] is None


def test_swapped_columns_of_the_school_rows(tmp_path: Path) -> None:
    """The columns headed thai, mathematics hold mathematics, thai in the school rows."""
    table = [list(cells) for cells in WHOLE]
    for cells in table[1:3]:
        cells[3], cells[4] = cells[4], cells[3]
    answer = check(write_csv(tmp_path / "in.csv", table), *SITTING)
    assert answer.code == 1
    assert answer.report["suggested_columns"] == ["mathematics", "thai"]
    assert said(answer, "warning") == [(4, "mathematics"), (4, "thai")]


def turned(*area: str) -> list[list[str]]:
    """One school with 10, 20, 30 (and 30) in thai, mathematics, science, english."""
    names = ["thai", "mathematics", "science", "english"][: len(area)]
    own = ["10", "20", "30", "30"][: len(area)]
    return [
        ["code", "name", "examinees", *names],
        ["93020001", "ก", "5", *own],
        ["93020000", "เขต", "5", *area],
    ]


@pytest.mark.parametrize(
    ("area", "suggested"),
    [
        (("20", "30", "10"), ["science", "thai", "mathematics"]),
        (("30", "10", "20"), ["mathematics", "science", "thai"]),
        (("10", "20", "30"), None),
        (("20", "10", "40"), None),
        (("20.005", "10.005", "30.01"), ["mathematics", "thai", "science"]),
        (("30", "20", "30", "10"), None),
        (("10", "20", "30", "30"), None),
        (("20", "10", "30", "30"), None),
    ],
)
def test_suggested_columns(
    tmp_path: Path, area: tuple[str, ...], suggested: list[str] | None
) -> None:
    """A cycle, its inverse, all well, no way at all, within 0.01, and three ambiguous ones."""
    report = check(write_csv(tmp_path / "in.csv", turned(*area)), *SITTING).report
    assert report["suggested_columns"] == suggested


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (2, "thai", "x"),
        (3, "mathematics", "100.01"),
        (2, "thai", "-1"),
        (2, "thai", "NaN"),
        (2, "thai", "1e1"),
        (2, "thai", "40,5"),
        (2, "examinees", "สิบ"),
        (3, "examinees", "-3"),
        (3, "examinees", "1.5"),
        (2, "average", "x"),
        (4, "thai", "x"),
        (2, "code", ""),
    ],
)
def test_a_bad_value(tmp_path: Path, row: int, column: str, value: str) -> None:
    answer = check(write_csv(tmp_path / "in.csv", changed(row, column, value)), *SITTING)
    assert answer.code == 2
    assert said(answer, "error") == [(row, column)]
    (bad,) = (p for p in answer.report["problems"] if p["level"] == "error")
    assert bad["value"] == value


def test_a_school_on_two_rows(tmp_path: Path) -> None:
    table = [*WHOLE[:3], ["93020001", "บ้านหนึ่ง", "10", "40", "60", "50"], *WHOLE[3:]]
    answer = check(write_csv(tmp_path / "in.csv", table), *SITTING)
    assert answer.code == 2
    assert [row for row, _ in said(answer, "error")] == [4]


@pytest.mark.parametrize("column", ["examinees", "code"])
def test_a_missing_column(tmp_path: Path, column: str) -> None:
    place = HEADER.index(column)
    table = [[*cells[:place], *cells[place + 1 :]] for cells in WHOLE]
    answer = check(write_csv(tmp_path / "in.csv", table), *SITTING)
    assert answer.code == 2
    assert len(said(answer, "error")) == 1
    assert said(answer, "error")[0] in [(1, column), (1, "school")]


@pytest.mark.parametrize(
    ("subject", "year", "code"),
    [
        ("social_studies", "2560", 2),
        ("social_studies", "2559", 0),
        ("arts", "2558", 2),
        ("arts", "2557", 0),
        ("nt_language", "2556", 2),
    ],
)
def test_a_subject_of_another_year(tmp_path: Path, subject: str, year: str, code: int) -> None:
    table = [[cell.replace("mathematics", subject) for cell in cells] for cells in WHOLE]
    words = ("--test", "O-NET", "--year", year, "--grade", "P6", "--area", "9302")
    answer = check(write_csv(tmp_path / "in.csv", table), *words)
    assert answer.code == code
    assert {column for _, column in said(answer, "error")} == ({subject} if code else set())


def test_blank_rows_are_counted_and_a_spreadsheet_reads_alike(tmp_path: Path) -> None:
    table = [WHOLE[0], [], *changed(3, "average", "41")[1:]]
    for path in (
        write_csv(tmp_path / "in.csv", table, end="\r\n"),
        write_xlsx(tmp_path / "in.xlsx", table),
    ):
        answer = check(path, *SITTING)
        assert (answer.code, answer.report["rows"]) == (1, 2)
        assert said(answer, "warning") == [(4, "average")]
        assert answer.report["reconciliation"][0]["weighted"] == "47.5000"
