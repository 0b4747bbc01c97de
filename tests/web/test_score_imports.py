"""Bringing score files by the page: from the drop to the colours, and all that may go wrong."""

import io
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from khet.jobs import background
from khet.jobs.uploads import report_path, upload_path
from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Import, Pupil, Unit
from khet.rules.sittings import SUBJECTS, subjects
from tests.cast import SINCE
from tests.made_area import school_code

SignIn = Callable[..., Client]
IMPORTS = "/learning/imports"
ASKED = subjects("O-NET", "P6", 2557)
HEAD = ",".join(["รหัสโรงเรียน", "เลขประจำตัวนักเรียน", *ASKED])
NAME = "onet ป.6 ปี 2557.csv"
SITTING = {"test": "O-NET", "academic_year": "2557", "grade": "P6", "round": "", "area": "9302"}


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    """The supervisor of the area, signed in."""
    return sign_in("supervisor")


def _rows(schools: int = 12, score: str = "50", pupils: int = 3) -> list[str]:
    marks = ",".join([score] * len(ASKED))
    return [f"{school_code(k)},{pupil},{marks}" for k in range(schools) for pupil in range(pupils)]


def _text(rows: list[str] | None = None, head: str = HEAD) -> bytes:
    return "\n".join([head, *(_rows() if rows is None else rows)]).encode()


def _drop(client: Client, content: bytes, name: str = NAME) -> Import:
    response = client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()[-3000:]
    return Import.objects.get(pk=response.headers["Location"].rsplit("/", 1)[1])


def _send(client: Client, held: Import, do: str, **more: str) -> Any:
    return client.post(f"{IMPORTS}/{held.pk}", {"do": do, **more}, follow=True)


def _columns(held: Import, **chosen: str) -> dict[str, str]:
    listed = held.report["look"]["columns"] if held.report else []
    shown = {f"column-{column['place']}": column["name"] for column in listed}
    return {**shown, **{name.replace("_", "-"): value for name, value in chosen.items()}}


def _checked(client: Client, content: bytes, name: str = NAME, **said: str) -> Import:
    held = _drop(client, content, name)
    sitting = {k: v for k, v in {**SITTING, **said}.items() if k in SITTING}
    _send(client, held, "confirm", **_columns(held), **sitting)
    held.refresh_from_db()
    assert held.state == Import.State.CHECKED
    return held


def _kinds(held: Import) -> dict[str, int]:
    assert held.report
    return {kind["key"]: kind["count"] for kind in held.report["found"]["kinds"]}


def _page(client: Client, held: Import) -> str:
    return client.get(f"{IMPORTS}/{held.pk}").content.decode()


def test_a_file_is_proposed_confirmed_checked_and_kept(supervisor: Client) -> None:
    held = _drop(supervisor, _text())
    page = _page(supervisor, held)
    assert 'value="2557"' in page
    assert '<option value="P6" selected>' in page
    assert '<option value="O-NET" selected>' in page
    _send(supervisor, held, "confirm", **_columns(held), **SITTING)
    assert "ไม่พบสิ่งที่ผิด" in _page(supervisor, held)
    assert not ScoreFile.objects.filter(sitting__academic_year=2557).exists()
    page = _send(supervisor, held, "keep").content.decode()
    kept = ScoreFile.objects.get(sitting__academic_year=2557)
    assert (kept.version, kept.state, kept.imported_by) == (1, "calculated", "ผู้ทดสอบ")
    assert "/learning/colours?year=2557&amp;test=O-NET&amp;grade=P6" in page
    assert supervisor.get("/learning/colours?year=2557&test=O-NET&grade=P6").status_code == 200


def test_every_step_leaves_an_event_without_names(supervisor: Client) -> None:
    held = _checked(supervisor, _text())
    _send(supervisor, held, "keep")
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
    held = _checked(supervisor, _text())
    path = upload_path(held)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert report_path(held).exists()
    _send(supervisor, held, "keep")
    assert not path.exists()
    assert not report_path(held).exists()


def test_a_discarded_file_is_gone_and_nothing_is_kept(supervisor: Client) -> None:
    held = _checked(supervisor, _text())
    _send(supervisor, held, "discard")
    assert not upload_path(held).exists()
    held.refresh_from_db()
    assert not held.report, "what was read in its cells is forgotten"
    assert "ทิ้งไฟล์นี้แล้ว" in _page(supervisor, held)
    assert not ScoreFile.objects.filter(sitting__academic_year=2557).exists()


def test_exactly_the_faults_of_a_file_are_told_at_row_and_column(supervisor: Client) -> None:
    rows = _rows()
    rows[2] = rows[2].replace(",50", ",101", 1)
    rows[7] = rows[7].rsplit(",", 1)[0] + ",ห้าสิบ"
    rows[9] = rows[8]
    expected = {("bad-value", 4, "101"), ("bad-value", 9, "ห้าสิบ"), ("repeated", 11, "2")}
    held = _checked(supervisor, _text(rows))
    assert held.report
    found = [
        (kind["key"], problem["row"], problem["value"])
        for kind in held.report["found"]["kinds"]
        for problem in kind["first"]
    ]
    assert (len(found), set(found)) == (3, expected)
    page = _page(supervisor, held)
    assert "ใส่คะแนน 0–100" in page
    assert 'value="keep"' not in page
    _send(supervisor, held, "keep")
    held.refresh_from_db()
    assert held.state == Import.State.CHECKED


def test_the_report_can_be_had_with_each_fault_at_its_cell(supervisor: Client) -> None:
    rows = _rows()
    rows[2] = rows[2].rsplit(",", 1)[0] + ",ห้าสิบ"
    named = [f"{row},เด็กชายทดสอบ" for row in rows]
    held = _checked(supervisor, _text(named, f"{HEAD},ชื่อ-สกุล"))
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


def test_headings_that_nobody_knows_are_chosen_by_hand(supervisor: Client) -> None:
    content = _text(head=HEAD.replace("thai", "คะแนนช่องหนึ่ง"))
    held = _drop(supervisor, content)
    page = _page(supervisor, held)
    assert "ไม่รู้จักหัวนี้" in page
    _send(supervisor, held, "confirm", **_columns(held, column_2="thai"), **SITTING)
    held.refresh_from_db()
    assert _kinds(held) == {}
    assert held.report
    assert held.report["found"]["sittings"][0]["rows"] == 12 * 3 * len(ASKED)


def test_a_doubled_heading_is_chosen_by_hand(supervisor: Client) -> None:
    content = _text([f"{row},77" for row in _rows()], HEAD + ",ไทย")
    held = _drop(supervisor, content)
    last = 2 + len(ASKED)
    assert "หัวซ้ำกัน" in _page(supervisor, held)
    both = _send(supervisor, held, "confirm", **_columns(held), **SITTING).content.decode()
    assert "มากกว่าหนึ่งคอลัมน์" in both
    chosen = {f"column-{last}": ""}
    _send(supervisor, held, "confirm", **{**_columns(held), **chosen}, **SITTING)
    held.refresh_from_db()
    assert (held.state, _kinds(held)) == ("checked", {})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"academic_year": "2457"}, "ใส่ปีการศึกษา พ.ศ."),
        ({"academic_year": ""}, "academic_year_error"),
        ({"grade": "P5"}, "ไม่มีการสอบ O-NET ชั้น ป.5"),
        ({"test": ""}, "เลือกหรือใส่ให้ครบ"),
        ({"area": "9999"}, "area_error"),
    ],
)
def test_a_sitting_that_cannot_be_is_told_at_its_field(
    supervisor: Client, said: dict[str, str], told: str
) -> None:
    held = _drop(supervisor, _text())
    page = _send(supervisor, held, "confirm", **_columns(held), **{**SITTING, **said})
    assert told in page.content.decode()
    held.refresh_from_db()
    assert held.state == Import.State.WAITING


def test_thai_digits_are_read(supervisor: Client) -> None:
    held = _checked(supervisor, _text(), "คะแนน.csv", academic_year="๒๕๕๗")
    assert held.report
    assert held.report["found"]["sittings"][0]["academic_year"] == 2557


def test_a_file_that_tells_its_sitting_is_not_asked_for_it(supervisor: Client) -> None:
    line = f"2557,O-NET,1,P6,9302,{school_code(0)},1,thai,50"
    head = "academic_year,test,round,grade,area,school,pupil,subject,score"
    held = _drop(supervisor, f"{head}\n{line}".encode(), "x.csv")
    page = _page(supervisor, held)
    assert "จากคอลัมน์ในไฟล์" in page
    assert 'name="academic_year"' not in page


def _picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"0" * 100


def _zip() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("a.txt", "a")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "0 ไบต์"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"0" * 600, ".xls รุ่นเก่า"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 600, ".xls รุ่นเก่า"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "รหัสผ่าน"),
        ("a.xlsx", _picture(), "รูปภาพ"),
        ("a.csv", _picture(), "รูปภาพ"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"school,pupil", "ไม่ใช่ไฟล์ Excel"),
        ("a.xlsx", _zip(), "ไฟล์บีบอัด"),
        ("a.csv", _zip(), "เปลี่ยนชื่อเป็น .csv"),
        ("a.parquet", b"school,pupil", "ไม่ใช่ไฟล์ Parquet"),
        ("a.docx", b"x", "ใช้ได้เฉพาะไฟล์"),
    ],
)
def test_what_is_no_score_file_is_refused_at_the_door(
    supervisor: Client, name: str, content: bytes, told: str
) -> None:
    before = Import.objects.count()
    page = supervisor.post(IMPORTS, {"file": SimpleUploadedFile(name, content)}).content.decode()
    assert told in page
    assert Import.objects.count() == before


def test_a_file_that_is_too_large_is_refused(
    supervisor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khet.web.learning.imports.content.LARGEST", 10)
    page = supervisor.post(IMPORTS, {"file": SimpleUploadedFile("a.csv", b"0" * 11)})
    assert "ใหญ่เกิน" in page.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"\xff\xfe\x00a\x00b", "a.csv", "unreadable"),
        (b"PAR1 and no more", "a.parquet", "unreadable"),
        (b"\n\n", "a.csv", "no-layout"),
    ],
)
def test_what_cannot_be_read_is_told_without_asking(
    supervisor: Client, content: bytes, name: str, kind: str
) -> None:
    held = _drop(supervisor, content, name)
    held.refresh_from_db()
    assert (held.state, list(_kinds(held))) == (Import.State.CHECKED, [kind])
    assert "แก้ไฟล์แล้ว นำเข้าใหม่" in _page(supervisor, held)


def test_what_could_not_be_read_cannot_be_confirmed(supervisor: Client) -> None:
    held = _drop(supervisor, b"PAR1 and no more", "a.parquet")
    assert _send(supervisor, held, "confirm", **SITTING).status_code == 200
    held.refresh_from_db()
    assert held.state == Import.State.CHECKED


def test_a_text_that_is_no_table_can_only_be_thrown_away(supervisor: Client) -> None:
    held = _checked(supervisor, "บันทึกข้อความ\nเรียน ท่านผู้อำนวยการ\n".encode(), "a.csv")
    assert list(_kinds(held)) == ["no-layout"]
    assert 'value="keep"' not in _page(supervisor, held)


def test_a_subject_that_is_not_asked_is_named_with_the_way_out(supervisor: Client) -> None:
    held = _checked(supervisor, _text(), test="NT", grade="P3")
    page = _page(supervisor, held)
    asked = ", ".join(SUBJECTS[code].th for code in subjects("NT", "P3", 2557))
    assert f"NT ป.3 ปีการศึกษา 2557 สอบวิชา {asked}" in page
    assert "nt_language, " not in page
    assert "เลือก “ไม่ใช้คอลัมน์นี้”" in page


def test_a_subject_that_the_file_lacks_is_a_warning(supervisor: Client) -> None:
    rows = [row.rsplit(",", 1)[0] for row in _rows()]
    held = _checked(supervisor, _text(rows, HEAD.rsplit(",", 1)[0]))
    assert _kinds(held) == {"missing-subject": 1}
    page = _page(supervisor, held)
    assert f"O-NET ป.6 ปีการศึกษา 2557 สอบวิชา{SUBJECTS[ASKED[-1]].th} แต่ไฟล์นี้ไม่มี" in page
    assert 'value="keep"' not in page
    _send(supervisor, held, "accept", kind="missing-subject", reason="ประกาศทีหลัง")
    assert 'value="keep"' in _page(supervisor, held)


def test_the_same_file_under_another_sitting_is_a_warning(supervisor: Client) -> None:
    _send(supervisor, _checked(supervisor, _text()), "keep")
    held = _checked(supervisor, _text(), academic_year="2556")
    assert "same-file" in _kinds(held)
    assert "นำเข้าเป็นผล O-NET ป.6 ปีการศึกษา 2557 (ฉบับที่ 1)" in _page(supervisor, held)
    assert "same-file" not in _kinds(_checked(supervisor, _text()))


def test_warnings_are_accepted_one_kind_at_a_time_with_a_reason(supervisor: Client) -> None:
    Pupil.objects.create(
        school=Unit.objects.get(code=school_code(0)),
        academic_year=2557,
        grade="P6",
        number="1",
        key="k" * 32,
        name="ทดสอบ หนึ่ง",
    )
    rows = [*_rows(), _rows()[0].replace(school_code(0), "93029999")]
    held = _checked(supervisor, _text(rows))
    assert _kinds(held) == {"unknown-school": 1, "unknown-pupil": 2}
    assert (
        "เขียนเหตุผล"
        in _send(supervisor, held, "accept", kind="unknown-school", reason=" ").content.decode()
    )
    _send(supervisor, held, "accept", kind="unknown-school", reason="เปิดใหม่ปีนี้")
    assert 'value="keep"' not in _page(supervisor, held)
    _send(supervisor, held, "keep")
    assert not ScoreFile.objects.filter(sitting__academic_year=2557).exists()
    _send(supervisor, held, "accept", kind="unknown-pupil", reason="ย้ายเข้าหลังทะเบียน")
    _send(supervisor, held, "keep")
    kept = ScoreFile.objects.get(sitting__academic_year=2557)
    assert "โรงเรียนที่ไม่มีในทะเบียน: เปิดใหม่ปีนี้" in kept.accepted_warnings
    assert "นักเรียนที่ไม่มีในทะเบียน: ย้ายเข้าหลังทะเบียน" in kept.accepted_warnings
    event = Event.objects.get(kind="learning.score-file", key=str(kept.pk))
    assert event.after
    assert "เปิดใหม่ปีนี้" in event.after["accepted_warnings"]


def test_pupils_are_unknown_only_where_the_school_has_registered_its_own(
    supervisor: Client,
) -> None:
    held = _checked(supervisor, _text())
    assert _kinds(held) == {}


def test_what_is_kept_tells_no_citizens_id(supervisor: Client) -> None:
    school, identity = school_code(0), "1234567890121"
    here = Unit.objects.get(code=school)
    Pupil.objects.create(school=here, number="9", academic_year=2557, grade="P6", name="ก")
    row = f"{school},{identity},{','.join(['50'] * len(ASKED))}"
    held = _checked(supervisor, _text([row, *_rows()[3:]]))
    assert identity in _page(supervisor, held)
    _send(supervisor, held, "accept", kind="unknown-pupil", reason="ย้ายเข้า")
    _send(supervisor, held, "keep")
    kept = ScoreFile.objects.get(sitting__academic_year=2557)
    assert [found["row"] for found in kept.report["problems"]] == [2]
    for model in (ScoreFile, Import, Event):
        assert identity not in str(list(model.objects.values()))


def test_a_file_of_another_area_is_refused(supervisor: Client) -> None:
    """Else one area's people would replace the results of another."""
    other = UnitEntry("area", "9301", "เขตอื่น")
    school = UnitEntry("school", "93010001", "บ้านเขตอื่น", above=(("place", "area", "9301"),))
    register_units(by="ทดสอบ", entries=[other, school], since=SINCE)
    rows = [f"9301,93010001,{pupil},{','.join(['50'] * len(ASKED))}" for pupil in range(3)]
    held = _drop(supervisor, _text(rows, f"area,{HEAD}"))
    told = {name: value for name, value in SITTING.items() if name != "area"}
    _send(supervisor, held, "confirm", **_columns(held), **told)
    held.refresh_from_db()
    assert _kinds(held) == {"unknown-area": 1}
    assert "ไม่ใช่เขตของท่าน (9302)" in _page(supervisor, held)
    _send(supervisor, held, "keep")
    assert not ScoreFile.objects.filter(sitting__area__code="9301").exists()


def test_what_changed_in_the_registers_since_the_check_is_found_before_keeping(
    supervisor: Client,
) -> None:
    held = _checked(supervisor, _text())
    school = Unit.objects.get(code=school_code(0))
    row = {"academic_year": 2557, "grade": "P6", "number": "99", "key": "z" * 32, "name": "ก"}
    Pupil.objects.create(school=school, **row)
    _send(supervisor, held, "keep")
    held.refresh_from_db()
    assert (held.state, list(_kinds(held))) == (Import.State.CHECKED, ["unknown-pupil"])
    assert not ScoreFile.objects.filter(sitting__academic_year=2557).exists()


def test_a_summary_shows_its_reconciliation_and_swapped_columns(supervisor: Client) -> None:
    head = "รหัสโรงเรียน,จน.นร.,ไทย,คณิต"
    lines = [f"{school_code(0)},10,40,50", f"{school_code(1)},10,42,52", "93020000,20,51,41"]
    held = _checked(supervisor, "\n".join([head, *lines]).encode(), "summary.csv")
    assert _kinds(held) == {"missing-subject": len(ASKED) - 2, "area-row-off": 2}
    page = _page(supervisor, held)
    assert "41.0000" in page
    assert "น่าจะสลับกัน" in page


def test_the_same_file_is_recognised_and_kept_once(supervisor: Client) -> None:
    _send(supervisor, _checked(supervisor, _text()), "keep")
    again = _checked(supervisor, _text())
    page = _page(supervisor, again)
    assert "เหมือนกันทุกไบต์" in page
    assert "ไม่มีอะไรใหม่" in page
    assert 'value="keep"' not in page
    turned = _checked(supervisor, _text(list(reversed(_rows()))))
    assert "ไม่มีอะไรใหม่" in _page(supervisor, turned), "the same rows in another order"
    _send(supervisor, turned, "keep")
    assert ScoreFile.objects.filter(sitting__academic_year=2557).count() == 1


def test_a_correction_is_a_new_version_with_what_it_changes(supervisor: Client) -> None:
    _send(supervisor, _checked(supervisor, _text()), "keep")
    rows = _rows()
    rows[0] = rows[0].replace(",50", ",51", 1)
    held = _checked(supervisor, _text([*rows[:-1], rows[-1].replace(",2,", ",8,", 1)]))
    page = _page(supervisor, held)
    assert "เพิ่ม 1 หายไป 1 เปลี่ยนคะแนน 1 รวม 2 โรงเรียน" in page
    _send(supervisor, held, "keep")
    versions = ScoreFile.objects.filter(sitting__academic_year=2557).order_by("version")
    assert [(file.version, file.current) for file in versions] == [(1, False), (2, True)]


def test_progress_is_asked_again_until_the_work_is_done(supervisor: Client) -> None:
    held = _checked(supervisor, _text())
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
    held = _drop(supervisor, _text())

    def breaks(*_: object) -> None:
        raise RuntimeError("ทดสอบ")

    with monkeypatch.context() as broken:
        broken.setattr("khet.jobs.take_in_scores.check", breaks)
        _send(supervisor, held, "confirm", **_columns(held), **SITTING)
    assert background.BROKE_OFF.split(":")[0] in _page(supervisor, held)
    _send(supervisor, held, "again")
    held.refresh_from_db()
    assert held.state == Import.State.CHECKED


def test_a_file_with_a_fault_in_every_cell_is_told_in_short(supervisor: Client) -> None:
    rows = _rows(pupils=200, score="สูง")
    held = _checked(supervisor, _text(rows))
    assert _kinds(held) == {"bad-value": 2400 * len(ASKED)}
    assert held.report
    assert sum(len(kind["first"]) for kind in held.report["found"]["kinds"]) <= 1000
    body = b"".join(supervisor.get(f"{IMPORTS}/{held.pk}/report.xlsx").streaming_content)
    last = [row for row in load_workbook(io.BytesIO(body))["สิ่งที่พบ"].values if row[4]][-1]
    assert "และอีก" in str(last[4])


def test_an_xlsx_is_read_like_a_csv(supervisor: Client, tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, line in enumerate(_text().decode().split("\n")):
            sheet.write_row(place, 0, line.split(","))
    held = _checked(supervisor, path.read_bytes(), "scores.xlsx")
    assert _kinds(held) == {}


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
