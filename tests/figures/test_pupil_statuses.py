"""The optional column of statuses in score files of every kind, and in what is kept of them."""

from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from khet.figures.differences import differences
from khet.figures.intake.data_set import read_data_set
from khet.figures.intake.given import Given
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import check_file
from khet.figures.pupil_statuses import statuses_in
from khet.figures.warehouse import SittingKey, Warehouse
from tests.figures.samples import SMALL, scores

_LONG = "academic_year,test,round,grade,area,school,pupil,subject,score"
_WIDE = Given({"academic_year": 2556, "test": "O-NET", "grade": "P6", "area": "9302"})


def _long(statuses: list[str], heading: str = "สถานะ") -> list[list[str]]:
    """Two pupils with two subjects each, and the status of each row."""
    rows = [(p, s) for p in ("1", "2") for s in ("thai", "mathematics")]
    told = zip(rows, statuses, strict=True)
    lines = [["2556", "O-NET", "", "P6", "9302", "S1", p, s, "50", told] for (p, s), told in told]
    return [[*_LONG.split(","), heading], *lines]


def _wide(statuses: list[str], heading: str = "ประเภทนักเรียน") -> list[list[str]]:
    lines = [["S1", str(n), told, "50", "60"] for n, told in enumerate(statuses)]
    return [["รหัสโรงเรียน", "เลขประจำตัวนักเรียน", heading, "ภาษาไทย", "คณิตศาสตร์"], *lines]


def _file(folder: Path, kind: str, table: list[list[str]]) -> Path:
    path = folder / f"scores.{kind}"
    if kind == "csv":
        path.write_text("\n".join(map(",".join, table)), encoding="utf-8")
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        for line in table:
            book.active.append(line)
        book.save(path)
    else:
        columns = dict(zip(table[0], zip(*table[1:], strict=True), strict=True))
        pq.write_table(pa.table({name: list(cells) for name, cells in columns.items()}), path)
    return path


def _check(path: Path, given: Given = _WIDE) -> Report:
    return check_file(path, given)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("heading", ["สถานะ", "ประเภทนักเรียน", "status"])
def test_both_layouts_read_it_from_any_kind_of_file(
    tmp_path: Path, kind: str, heading: str
) -> None:
    long = _check(_file(tmp_path, kind, _long(["พิเศษ", "พิเศษ", "", ""], heading)))
    assert not long.problems
    assert long.scores is not None
    assert long.scores["status"].to_pylist() == ["special", "special", "", ""]
    wide = _check(_file(tmp_path, kind, _wide(["ปกติ", "เรียนรวม", ""], heading)))
    assert not wide.problems
    assert wide.scores is not None
    assert wide.scores["status"].to_pylist() == ["normal", "special", ""] * 2


def test_a_file_without_the_column_keeps_none(tmp_path: Path) -> None:
    table = [line[:-1] for line in _long([""] * 4)]
    report = _check(_file(tmp_path, "csv", table))
    assert report.scores is not None
    assert "status" not in report.scores.column_names


@pytest.mark.parametrize("layout", [_long, _wide])
def test_another_word_is_a_fault_at_its_row_with_what_is_allowed(
    tmp_path: Path, layout: object
) -> None:
    table = _long(["", "", "เก่ง", ""]) if layout is _long else _wide(["", "", "เก่ง"])
    found = [p for p in _check(_file(tmp_path, "csv", table)).problems if p.kind == "bad-value"]
    assert [(p.row, p.value) for p in found] == [(4, "เก่ง")]
    assert "ปกติ หรือ พิเศษ" in found[0].message


def test_two_statuses_of_a_pupil_are_a_fault(tmp_path: Path) -> None:
    report = _check(_file(tmp_path, "csv", _long(["พิเศษ", "special", "ปกติ", "พิเศษ"])))
    assert [(p.row, p.column, p.kind) for p in report.problems] == [(5, "สถานะ", "two-statuses")]
    assert "แถว 4" in report.problems[0].message


def test_the_analysis_passes_the_column_over(tmp_path: Path) -> None:
    path = _file(tmp_path, "csv", _long(["x", "พิเศษ", "", "ปกติ"]))
    assert "status" not in read_data_set([str(path)]).column_names


def test_statuses_of_a_kept_file_count_pupils_once(tmp_path: Path) -> None:
    key, warehouse = SittingKey(2556, "O-NET", "", "P6", "9302"), Warehouse(tmp_path)
    rows = scores(SMALL)
    assert statuses_in(warehouse.path(key, warehouse.keep(key, rows))) is None
    special = [school == "S2" for school in rows["school"].to_pylist()]
    told = rows.append_column("status", pa.array(["special" if s else "" for s in special]))
    found = statuses_in(warehouse.path(key, warehouse.keep(key, told)))
    assert found is not None
    assert (found.special, found.untold) == ({"S2": 1}, 2)


def test_a_changed_status_is_a_change_of_the_pupil_without_scores() -> None:
    before = scores(SMALL)
    after = before.append_column(
        "status", pa.array(["special" if s == "S2" else "" for s in before["school"].to_pylist()])
    )
    found = differences(before, after)
    assert found.pupils.to_pylist() == [{"school": "S2", "pupil": "1", "change": "changed"}]
    assert found.scores.num_rows == 0
    assert differences(after, after).pupils.num_rows == 0
