"""``khet import-scores`` into an installation."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from khet.jobs.cli import main
from khet.jobs.sitting_results import results_for
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import current_score_files
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.queries.schools import home_area

pytestmark = pytest.mark.django_db
AREA = ("place", "area", "9302")
WIDE = "school,pupil,ไทย,คณิต\n93020501,1,50,60\n93020501,2,70,ขาดสอบ\n"
SITTING = ["--test", "O-NET", "--year", "2556", "--grade", "P6", "--area", "9302"]


@pytest.fixture(autouse=True)
def _registers() -> None:
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("school", "93020501", "บ้านหนึ่ง", above=(AREA,)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=date(2009, 5, 1))


def _file(folder: Path, text: str) -> str:
    path = folder / "scores.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _current() -> list[ScoreFile]:
    area = home_area()
    assert area
    return current_score_files(area)


def test_a_wide_file_is_kept_and_gives_results(tmp_path: Path) -> None:
    assert main(["import-scores", _file(tmp_path, WIDE), *SITTING]) == 0
    [kept] = _current()
    results = results_for(kept)
    assert results.limits["thai"].n == 2
    assert results.schools["93020501", "mathematics"].absent == 1
    assert (kept.rows, kept.version, kept.source_name) == (4, 1, "scores.csv")
    assert (settings.WAREHOUSE / "sources" / f"{kept.source_sha256}.csv").exists()


def test_an_unknown_school_is_kept_only_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, WIDE.replace("93020501,2", "93029999,2"))
    assert main(["import-scores", file, *SITTING]) == 1
    assert "93029999" in capsys.readouterr().out
    assert not ScoreFile.objects.exists()
    assert main(["import-scores", file, *SITTING, "--accept-warnings", "โรงเรียนเปิดใหม่"]) == 1
    assert _current()[0].accepted_warnings == "โรงเรียนเปิดใหม่"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (WIDE.replace("70", "101"), SITTING),
        (WIDE, SITTING[:-2]),
        (WIDE, [*SITTING[:-1], "9999"]),
        (WIDE, [*SITTING[:1], "RT", *SITTING[2:]]),
    ],
    ids=["bad score", "area not said", "area not served", "no such test"],
)
def test_an_error_keeps_nothing(tmp_path: Path, text: str, options: list[str]) -> None:
    reason = ["--accept-warnings", "เหตุผล"]
    assert main(["import-scores", _file(tmp_path, text), *options, *reason]) == 2
    assert not ScoreFile.objects.exists()
    assert not settings.WAREHOUSE.exists()


def test_a_report_can_be_had_as_a_workbook(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    report = tmp_path / "report.xlsx"
    file = _file(tmp_path, WIDE.replace("70", "101"))
    main(["import-scores", file, *SITTING, "--check", "--report", str(report)])
    rows = list(load_workbook(report).worksheets[0].values)
    assert rows[2][:4] == ("ผิด", 3, "ไทย", "101")


def test_a_summary_is_kept_as_means_of_schools(tmp_path: Path) -> None:
    text = "รหัสโรงเรียน,จน.นร.,ไทย\n93020501,10,45.50\n93020000,10,45.50\n"
    assert main(["import-scores", _file(tmp_path, text), *SITTING]) == 0
    kept = ScoreFile.objects.get()
    assert (kept.content, kept.rows) == (ScoreFile.Content.SCHOOLS, 1)
    assert [file.content for file in _current()] == ["schools"]


def test_a_file_that_leaves_out_schools_of_the_current_one_is_kept_only_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = UnitEntry("school", "93020502", "บ้านสอง", above=(AREA,))
    register_units(by="ทดสอบ", entries=[more], since=date(2009, 5, 1))
    whole = WIDE + "93020502,1,40,40\n"
    assert main(["import-scores", _file(tmp_path, whole), *SITTING]) == 0
    assert main(["import-scores", _file(tmp_path, WIDE), *SITTING]) == 1
    assert "93020502" in capsys.readouterr().out
    assert _current()[0].version == 1
    main(["import-scores", _file(tmp_path, WIDE), *SITTING, "--accept-warnings", "โรงเรียนเลิก"])
    assert _current()[0].version == 2


@pytest.mark.parametrize(
    ("text", "options", "line"),
    [
        (WIDE, ["--check"], "ยังไม่บันทึก"),
        (WIDE, [], "บันทึกแล้ว"),
        (WIDE.replace("70", "101"), [], "ไม่บันทึก"),
        (WIDE.replace("93020501,2", "93029999,2"), [], "--accept-warnings"),
    ],
)
def test_the_last_line_says_what_became_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, options: list[str], line: str
) -> None:
    main(["import-scores", _file(tmp_path, text), *SITTING, *options])
    assert line in capsys.readouterr().out.splitlines()[-1]
