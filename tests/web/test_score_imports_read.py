"""What score files are: headings and sittings told or chosen, and what can't be read or taken."""

import io
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khet.records.registry.models import Import
from tests.made_area import school_code
from tests.web.brought_scores import (
    ASKED,
    HEAD,
    IMPORTS,
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


def test_headings_that_nobody_knows_are_chosen_by_hand(supervisor: Client) -> None:
    content = score_text(head=HEAD.replace("thai", "คะแนนช่องหนึ่ง"))
    held = drop_file(supervisor, content)
    page = page_of(supervisor, held)
    assert "ไม่รู้จักหัวนี้" in page
    send_step(supervisor, held, "confirm", **columns_of(held, column_2="thai"), **SITTING)
    held.refresh_from_db()
    assert kinds_of(held) == {}
    assert held.report
    assert held.report["found"]["sittings"][0]["rows"] == 12 * 3 * len(ASKED)


def test_a_doubled_heading_is_chosen_by_hand(supervisor: Client) -> None:
    content = score_text([f"{row},77" for row in score_rows()], HEAD + ",ไทย")
    held = drop_file(supervisor, content)
    last = 2 + len(ASKED)
    assert "หัวซ้ำกัน" in page_of(supervisor, held)
    both = send_step(supervisor, held, "confirm", **columns_of(held), **SITTING).content.decode()
    assert "มากกว่าหนึ่งคอลัมน์" in both
    chosen = {f"column-{last}": ""}
    send_step(supervisor, held, "confirm", **{**columns_of(held), **chosen}, **SITTING)
    held.refresh_from_db()
    assert (held.state, kinds_of(held)) == ("checked", {})


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
    held = drop_file(supervisor, score_text())
    page = send_step(supervisor, held, "confirm", **columns_of(held), **{**SITTING, **said})
    assert told in page.content.decode()
    held.refresh_from_db()
    assert held.state == Import.State.WAITING


def test_thai_digits_are_read(supervisor: Client) -> None:
    held = checked_file(supervisor, score_text(), "คะแนน.csv", academic_year="๒๕๕๗")
    assert held.report
    assert held.report["found"]["sittings"][0]["academic_year"] == 2557


def test_a_file_that_tells_its_sitting_is_not_asked_for_it(supervisor: Client) -> None:
    line = f"2557,O-NET,1,P6,9302,{school_code(0)},1,thai,50"
    head = "academic_year,test,round,grade,area,school,pupil,subject,score"
    held = drop_file(supervisor, f"{head}\n{line}".encode(), "x.csv")
    page = page_of(supervisor, held)
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
    held = drop_file(supervisor, content, name)
    held.refresh_from_db()
    assert (held.state, list(kinds_of(held))) == (Import.State.CHECKED, [kind])
    assert "แก้ไฟล์แล้ว นำเข้าใหม่" in page_of(supervisor, held)


def test_what_could_not_be_read_cannot_be_confirmed(supervisor: Client) -> None:
    held = drop_file(supervisor, b"PAR1 and no more", "a.parquet")
    assert send_step(supervisor, held, "confirm", **SITTING).status_code == 200
    held.refresh_from_db()
    assert held.state == Import.State.CHECKED


def test_a_text_that_is_no_table_can_only_be_thrown_away(supervisor: Client) -> None:
    held = checked_file(supervisor, "บันทึกข้อความ\nเรียน ท่านผู้อำนวยการ\n".encode(), "a.csv")
    assert list(kinds_of(held)) == ["no-layout"]
    assert 'value="keep"' not in page_of(supervisor, held)
