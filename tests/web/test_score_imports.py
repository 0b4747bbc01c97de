"""Bringing score files by the page: from the drop to the colours, versions, progress, the list."""

import io
import re
import stat
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from openpyxl import load_workbook

from khet.jobs import background
from khet.jobs.uploads import report_path, upload_path
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Event, Import
from tests.web.brought_scores import (
    ASKED,
    HEAD,
    IMPORTS,
    NAME,
    SITTING,
    checked_file,
    columns_of,
    drop_file,
    kinds_of,
    page_of,
    score_rows,
    score_text,
    send_step,
)


def test_a_file_is_proposed_confirmed_checked_and_kept(supervisor: Client) -> None:
    held = drop_file(supervisor, score_text())
    page = page_of(supervisor, held)
    assert 'value="2557"' in page
    assert '<option value="P6" selected>' in page
    assert '<option value="O-NET" selected>' in page
    send_step(supervisor, held, "confirm", **columns_of(held), **SITTING)
    assert "ไม่พบสิ่งที่ผิด" in page_of(supervisor, held)
    assert not ScoreFile.objects.filter(sitting__academic_year=2557).exists()
    page = send_step(supervisor, held, "keep").content.decode()
    kept = ScoreFile.objects.get(sitting__academic_year=2557)
    assert (kept.version, kept.state, kept.imported_by) == (1, "calculated", "ผู้ทดสอบ")
    assert "/learning/colours?year=2557&amp;test=O-NET&amp;grade=P6" in page
    assert supervisor.get("/learning/colours?year=2557&test=O-NET&grade=P6").status_code == 200


def test_every_step_leaves_an_event_without_names(supervisor: Client) -> None:
    held = checked_file(supervisor, score_text())
    send_step(supervisor, held, "keep")
    events = Event.objects.filter(kind="registry.import", key=str(held.pk)).order_by("pk")
    assert [event.action for event in events] == [
        "bring-file",
        "import-checking",
        "import-checked",
        "import-keeping",
        "import-kept",
    ]
    assert not any(NAME in str((event.before, event.after)) for event in events)


def test_the_upload_is_private_and_goes_when_it_is_kept(supervisor: Client) -> None:
    held = checked_file(supervisor, score_text())
    path = upload_path(held)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert report_path(held).exists()
    send_step(supervisor, held, "keep")
    assert not path.exists()
    assert not report_path(held).exists()


def test_a_discarded_file_is_gone_and_nothing_is_kept(supervisor: Client) -> None:
    held = checked_file(supervisor, score_text())
    send_step(supervisor, held, "discard")
    assert not upload_path(held).exists()
    held.refresh_from_db()
    assert not held.report, "what was read in its cells is forgotten"
    assert "ทิ้งไฟล์นี้แล้ว" in page_of(supervisor, held)
    assert not ScoreFile.objects.filter(sitting__academic_year=2557).exists()


def test_exactly_the_faults_of_a_file_are_told_at_row_and_column(supervisor: Client) -> None:
    rows = score_rows()
    rows[2] = rows[2].replace(",50", ",101", 1)
    rows[7] = rows[7].rsplit(",", 1)[0] + ",ห้าสิบ"
    rows[9] = rows[8]
    expected = {("bad-value", 4, "101"), ("bad-value", 9, "ห้าสิบ"), ("repeated", 11, "2")}
    held = checked_file(supervisor, score_text(rows))
    assert held.report
    found = [
        (kind["key"], problem["row"], problem["value"])
        for kind in held.report["found"]["kinds"]
        for problem in kind["first"]
    ]
    assert (len(found), set(found)) == (3, expected)
    page = page_of(supervisor, held)
    assert "ใส่คะแนน 0–100" in page
    assert 'value="keep"' not in page
    send_step(supervisor, held, "keep")
    held.refresh_from_db()
    assert held.state == Import.State.CHECKED


def test_the_report_can_be_had_with_each_fault_at_its_cell(supervisor: Client) -> None:
    rows = score_rows()
    rows[2] = rows[2].rsplit(",", 1)[0] + ",ห้าสิบ"
    named = [f"{row},เด็กชายทดสอบ" for row in rows]
    held = checked_file(supervisor, score_text(named, f"{HEAD},ชื่อ-สกุล"))
    body = b"".join(supervisor.get(f"{IMPORTS}/{held.pk}/report.xlsx").streaming_content)
    book = load_workbook(io.BytesIO(body))
    problems = list(book["สิ่งที่พบ"].values)
    assert problems[2][:2] == ("ผิด", 4)
    faulty = list(book["แถวที่ต้องแก้"].values)
    assert "ชื่อ-สกุล" not in faulty[0], "names of pupils stay out of the report"
    assert faulty[1][0] == 4
    cell = book["แถวที่ต้องแก้"].cell(2, faulty[1].index("ห้าสิบ") + 1)
    assert cell.fill.fgColor.rgb.endswith("FBDCDC")
    assert "ห้าสิบ" in faulty[1][-1]


def test_the_same_file_is_recognised_and_kept_once(supervisor: Client) -> None:
    send_step(supervisor, checked_file(supervisor, score_text()), "keep")
    again = checked_file(supervisor, score_text())
    page = page_of(supervisor, again)
    assert "เหมือนกันทุกไบต์" in page
    assert "ไม่มีอะไรใหม่" in page
    assert 'value="keep"' not in page
    turned = checked_file(supervisor, score_text(list(reversed(score_rows()))))
    assert "ไม่มีอะไรใหม่" in page_of(supervisor, turned), "the same rows in another order"
    send_step(supervisor, turned, "keep")
    assert ScoreFile.objects.filter(sitting__academic_year=2557).count() == 1


def test_a_correction_is_a_new_version_with_what_it_changes(supervisor: Client) -> None:
    send_step(supervisor, checked_file(supervisor, score_text()), "keep")
    rows = score_rows()
    rows[0] = rows[0].replace(",50", ",51", 1)
    held = checked_file(supervisor, score_text([*rows[:-1], rows[-1].replace(",2,", ",8,", 1)]))
    page = page_of(supervisor, held)
    assert "เพิ่ม 1 หายไป 1 เปลี่ยนคะแนน 1 รวม 2 โรงเรียน" in page
    send_step(supervisor, held, "keep")
    versions = ScoreFile.objects.filter(sitting__academic_year=2557).order_by("version")
    assert [(file.version, file.current) for file in versions] == [(1, False), (2, True)]


def test_progress_is_asked_again_until_the_work_is_done(supervisor: Client) -> None:
    held = checked_file(supervisor, score_text())
    Import.objects.filter(pk=held.pk).update(state=Import.State.CHECKING, done=2, total=5)
    page = supervisor.get(f"{IMPORTS}/{held.pk}/progress")
    assert "ขั้นที่ 2 จาก 5" in page.content.decode()
    assert "hx-trigger" in page.content.decode()
    assert "HX-Refresh" not in page.headers
    Import.objects.filter(pk=held.pk).update(state=Import.State.CHECKED)
    assert supervisor.get(f"{IMPORTS}/{held.pk}/progress").headers["HX-Refresh"] == "true"


def test_a_job_that_breaks_off_says_so_and_can_be_begun_again(
    supervisor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = drop_file(supervisor, score_text())

    def breaks(*_: object) -> None:
        raise RuntimeError("ทดสอบ")

    with monkeypatch.context() as broken:
        broken.setattr("khet.jobs.take_in_scores.check", breaks)
        send_step(supervisor, held, "confirm", **columns_of(held), **SITTING)
    assert background.BROKE_OFF.split(":")[0] in page_of(supervisor, held)
    send_step(supervisor, held, "again")
    held.refresh_from_db()
    assert held.state == Import.State.CHECKED


def test_a_file_with_a_fault_in_every_cell_is_told_in_short(supervisor: Client) -> None:
    rows = score_rows(pupils=200, score="สูง")
    held = checked_file(supervisor, score_text(rows))
    assert kinds_of(held) == {"bad-value": 2400 * len(ASKED)}
    assert held.report
    assert sum(len(kind["first"]) for kind in held.report["found"]["kinds"]) <= 1000
    body = b"".join(supervisor.get(f"{IMPORTS}/{held.pk}/report.xlsx").streaming_content)
    last = [row for row in load_workbook(io.BytesIO(body))["สิ่งที่พบ"].values if row[4]][-1]
    assert "และอีก" in str(last[4])


def test_an_xlsx_is_read_like_a_csv(supervisor: Client, tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, line in enumerate(score_text().decode().split("\n")):
            sheet.write_row(place, 0, line.split(","))
    held = checked_file(supervisor, path.read_bytes(), "scores.xlsx")
    assert kinds_of(held) == {}


@pytest.mark.parametrize("brought", [1, 45])
def test_the_list_asks_as_often_for_many_files(
    supervisor: Client, django_assert_max_num_queries: Any, brought: int
) -> None:
    sample = Import.objects.get(what="scores")
    for number in range(brought):
        Import.objects.create(
            area=sample.area,
            what="scores",
            name=f"{number}.csv",
            sha256="0" * 64,
            size=1,
            brought_by=sample.brought_by,
        )
    with django_assert_max_num_queries(12):
        page = supervisor.get(IMPORTS).content.decode()
    assert len(re.findall(r'<th scope="row">', page)) == min(brought + 1, 20)


def test_an_import_of_registers_is_not_shown_here(supervisor: Client) -> None:
    held = Import.objects.get(what="scores")
    Import.objects.filter(pk=held.pk).update(what="schools")
    assert supervisor.get(f"{IMPORTS}/{held.pk}").status_code == 404
