"""`import-scores --check --json`: the four layouts, header names, encodings and the sitting."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from tests.contract.files import folder, grid, row, write_csv, write_parquet, write_xlsx
from tests.contract.reading import ABSENT, EXEMPT, OLD_NT, Row
from tests.contract.strategies import THAI, Form, data_sets, examples, forms
from tests.contract.test_analyse_faults import BAD_SCORES, TEXT_SCORES
from tests.contract.test_import_summary import HEADER, SITTING, WHOLE, check, said

NAMES = {"utf-8": "utf-8", "utf-8-sig": "utf-8-sig", "cp874": "windows-874"}
SYNONYMS = {
    "code": ["รหัสโรงเรียน"],
    "name": ["โรงเรียน", "ชื่อโรงเรียน"],
    "examinees": ["จำนวนนักเรียน", "จำนวนผู้เข้าสอบ", "จน.นร.", "น.ร.(คน)"],
    "average": ["เฉลี่ย", "รวมเฉลี่ย"],
    "thai": ["ภาษาไทย", "ไทย"],
    "mathematics": ["คณิตศาสตร์", "คณิต"],
}
SUBJECT_NAMES = {
    "science": ["วิทยาศาสตร์", "วิทย์"],
    "social_studies": ["สังคมศึกษา", "สังคม"],
    "english": ["ภาษาอังกฤษ", "อังกฤษ"],
    "arts": ["ศิลปะ"],
    "health_and_physical_education": ["สุขศึกษาและพลศึกษา", "สุขศึกษา"],
    "career_and_technology": ["การงานอาชีพและเทคโนโลยี", "การงาน"],
}
WIDE = [
    ["school", "pupil", "name", "thai", "mathematics"],
    ["93020001", "1", "ด.ช. หนึ่ง", "50", "60.25"],
    ["93020001", "2", "ด.ญ. สอง", ABSENT, ""],
    ["93020002", "1", "ด.ช. สาม", EXEMPT, "๗๐.๕"],
]


@given(rows=data_sets(), form=forms)
@examples(40)
def test_long_files_in_every_form(rows: list[Row], form: Form) -> None:
    with folder() as place:
        answer = check(form.write(place / "in", rows))
    report = answer.report
    assert (answer.code, report["layout"], report["rows"]) == (0, "long", len(rows))
    assert report["encoding"] == NAMES.get(form.kind, report["encoding"])
    assert (report["problems"], report["reconciliation"]) == ([], [])
    assert report["suggested_columns"] is None


@pytest.mark.parametrize("encoding", NAMES)
@pytest.mark.parametrize("table", [WIDE, WHOLE])
def test_encodings(tmp_path: Path, table: list[list[str]], encoding: str) -> None:
    answer = check(write_csv(tmp_path / "in.csv", table, encoding), *SITTING)
    assert (answer.code, answer.report["encoding"]) == (0, NAMES[encoding])


@pytest.mark.parametrize("write", [write_csv, write_xlsx, write_parquet])
@pytest.mark.parametrize("named", [True, False])
def test_wide(tmp_path: Path, named: bool, write) -> None:
    table = WIDE if named else [[*cells[:2], *cells[3:]] for cells in WIDE]
    path = tmp_path / {"write_csv": "in.csv", "write_xlsx": "in.xlsx"}.get(
        write.__name__, "in.parquet"
    )
    answer = check(write(path, table), *SITTING)
    report = answer.report
    assert (answer.code, report["layout"], report["rows"]) == (0, "wide", 3)
    assert (report["problems"], report["reconciliation"], report["suggested_columns"]) == (
        [],
        [],
        None,
    )


@pytest.mark.parametrize("bad", BAD_SCORES + TEXT_SCORES)
def test_a_bad_value_in_a_wide_file(tmp_path: Path, bad: str) -> None:
    table = [*WIDE[:3], [], [*WIDE[3][:4], bad]]
    answer = check(write_csv(tmp_path / "in.csv", table), *SITTING)
    assert answer.code == 2
    assert said(answer, "error") == [(5, "mathematics")]
    assert answer.report["problems"][0]["value"] == bad


@pytest.mark.parametrize("place", [0, 1])
def test_an_empty_code_in_a_wide_file(tmp_path: Path, place: int) -> None:
    table = [list(cells) for cells in WIDE]
    table[2][place] = " "
    answer = check(write_csv(tmp_path / "in.csv", table), *SITTING)
    assert (answer.code, said(answer, "error")) == (2, [(3, WIDE[0][place])])


def test_a_pupil_on_two_rows_of_a_wide_file(tmp_path: Path) -> None:
    table = [*WIDE, ["93020001", "๒", "ด.ญ. สอง", "1", "1"]]
    answer = check(write_csv(tmp_path / "in.csv", table), *SITTING)
    assert (answer.code, answer.report["rows"]) == (2, 4)
    assert [number for number, _ in said(answer, "error")] == [5]


def test_a_long_file_with_faults_and_a_duplicate(tmp_path: Path) -> None:
    rows = [row(), row(score="50,5", pupil="2"), row(), row(grade="P7", pupil="3")]
    answer = check(write_csv(tmp_path / "in.csv", grid(rows)))
    assert (answer.code, answer.report["layout"], answer.report["rows"]) == (2, "long", 4)
    errors = said(answer, "error")
    assert [number for number, _ in errors] == [3, 4, 5]
    assert {(3, "score"), (5, "grade")} < set(errors)


def replaced(table: list[list[str]], column: str, name: str) -> list[list[str]]:
    """The table with one header renamed."""
    return [[name if cell == column else cell for cell in table[0]], *table[1:]]


@pytest.mark.parametrize(("column", "name"), [(c, n) for c, ns in SYNONYMS.items() for n in ns])
def test_header_synonyms_of_summaries(tmp_path: Path, column: str, name: str) -> None:
    answer = check(write_csv(tmp_path / "in.csv", replaced(WHOLE, column, name)), *SITTING)
    assert (answer.code, answer.report["layout"], answer.report["rows"]) == (0, "summary", 2)
    subjects = [line["subject"] for line in answer.report["reconciliation"]]
    assert subjects == ["thai", "mathematics"]


@pytest.mark.parametrize(
    ("subject", "name"), [(s, n) for s, names in SUBJECT_NAMES.items() for n in names]
)
def test_thai_names_of_subjects(tmp_path: Path, subject: str, name: str) -> None:
    table = replaced(WHOLE, "mathematics", name)
    answer = check(write_csv(tmp_path / "in.csv", table, "cp874"), *SITTING)
    assert answer.code == 0
    assert [line["subject"] for line in answer.report["reconciliation"]] == ["thai", subject]


@pytest.mark.parametrize(
    "names", [("ภาษา", "คำนวณ", "เหตุผล"), OLD_NT, ("ด้านภาษา", "ด้านคำนวณ", "ด้านเหตุผล")]
)
def test_thai_names_of_the_old_national_test(tmp_path: Path, names: tuple[str, ...]) -> None:
    table = [
        ["รหัสโรงเรียน", "โรงเรียน", "จน.นร.", *names, "เฉลี่ย"],
        ["93020001", "บ้านหนึ่ง", "8", "53", "37", "48", "46"],
        ["93020000", "เขต", "8", "53", "37", "48", "46"],
    ]
    words = ("--test", "NT", "--year", "2556", "--grade", "P3")
    answer = check(write_csv(tmp_path / "in.csv", table, "cp874"), *words)
    assert answer.code == 0
    assert tuple(line["subject"] for line in answer.report["reconciliation"]) == OLD_NT


def test_the_sitting_from_columns(tmp_path: Path) -> None:
    sitting = {"academic_year": "2556", "test": "O-NET", "round": "", "grade": "P6"}
    table = [[*sitting, *HEADER], *([*sitting.values(), *cells] for cells in WHOLE[1:])]
    path = write_csv(tmp_path / "in.csv", table)
    assert check(path).code == 0
    assert check(path, *SITTING).code == 0
    answer = check(path, "--year", "2557")
    assert answer.code == 2
    assert {column for _, column in said(answer, "error")} == {"academic_year"}


@pytest.mark.parametrize(
    ("option", "value", "column"),
    [
        ("--year", "2557", "academic_year"),
        ("--grade", "M3", "grade"),
        ("--test", "LAS", "test"),
        ("--round", "2", "round"),
        ("--area", "9301", "area"),
    ],
)
def test_a_long_file_that_disagrees_with_an_option(
    tmp_path: Path, option: str, value: str, column: str
) -> None:
    path = write_csv(tmp_path / "in.csv", grid([row(round="1"), row(round="1", pupil="2")]))
    answer = check(path, option, value)
    assert answer.code == 2
    assert (2, column) in said(answer, "error")
    agreeing = check(path, *SITTING, "--round", "1")
    assert agreeing.code == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("in.xlsx", bytes(range(256)) * 8),
        ("in.parquet", b"PAR1"),
        ("in.csv", b""),
        ("in.csv", b"\xdb\xfc\x00\xff" * 40),
        ("in.csv", "ก,ข\n1,2\n".encode()),
        ("in.xlsx", b""),
    ],
)
def test_files_that_are_no_score_files(tmp_path: Path, name: str, content: bytes) -> None:
    """The report is printed all the same."""
    path = tmp_path / name
    path.write_bytes(content)
    answer = check(path)
    assert answer.code == 2
    assert [p["level"] for p in answer.report["problems"]] == ["error"]
    assert (answer.report["rows"], answer.report["suggested_columns"]) == (0, None)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    answer = check(tmp_path / "ไม่มี.csv")
    assert (answer.code, answer.report["problems"][0]["level"]) == (2, "error")


def test_from_a_shell_without_an_installation_folder(tmp_path: Path) -> None:
    table = [[c.translate(THAI) for c in cells] for cells in WHOLE[1:]]
    path = write_csv(tmp_path / "in.csv", [WHOLE[0], *table], "cp874")
    home = tmp_path / "home"
    words = [sys.executable, "-m", "khet.jobs.cli", "import-scores", str(path), "--check", "--json"]
    done = subprocess.run(words, env=os.environ | {"KHET_HOME": str(home)}, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    report = json.loads(done.stdout)
    assert (report["layout"], report["encoding"]) == ("summary", "windows-874")
    assert [line["weighted"] for line in report["reconciliation"]] == ["47.5000", "37.5000"]
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]
