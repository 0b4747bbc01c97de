"""Reports brought to be checked: taken in, refused, and what a next version keeps."""

import json
import re
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from khet.jobs import brought_reports
from khet.jobs.check_alone import Looked
from khet.records.registry.models import Event, Unit, User
from khet.records.reports.models import CheckedReport, ReportFinding
from khet.records.reports.queries import KIND
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.packed import pack
from khet.rules.checking.reading.stream import Line
from tests.web.checked_reports import (
    HERE,
    fault_of,
    mark_it,
    newest_of,
    page_of,
    send,
    shown,
    text_file,
)
from tests.web.doors.reports import BLANK, FINDING, REPORT, TEXT, TOTAL

SignIn = Callable[[str], Client]
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
RIGHT = ("รายงานสมมติ ปีงบประมาณ 2557", *TEXT[1:3], "รวม 30 แห่ง")


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let checks find what the test says, by words of the text; else the total of ``TEXT``."""

    def look(files: dict[str, Any]) -> tuple[dict[str, Looked], Outcome]:
        looked = {}
        for name, path in files.items():
            text = path.read_text("utf-8").splitlines()
            here = tuple(one for one in say.known if one.text in text)
            lines = [Line(number, words) for number, words in enumerate(text, 1)]
            looked[name] = Looked(Outcome(7, here), pack(lines), len(lines))
        return looked, Outcome(2, say.between if len(files) > 1 else ())

    def say(*known: Finding, between: Sequence[Finding] = ()) -> None:
        say.known, say.between = known or (TOTAL,), tuple(between)

    say()
    monkeypatch.setattr(brought_reports, "check_files", look)
    return say


def test_a_dropped_file_is_checked_for_real_and_its_text_stands_beside(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    response = send(planner, text_file("ใหม่.txt"), about="fiscal 2569")
    made = newest_of("ใหม่.txt")
    assert response.headers["Location"] == f"{HERE}{made.report.pk}"
    page = page_of(planner, str(made.report.pk))
    assert all(words in page for words in TEXT)
    assert '<li id="l4" value="4"' in page
    assert made.length == len(TEXT)
    assert made.file is not None
    assert made.file.text == ""


def test_a_newer_version_carries_marks_and_tells_what_was_mended(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    mark_it(clerk, mark="accepted", reason="ตรงตามต้นฉบับ")
    finds(TOTAL)
    moved = (TEXT[0], "หมายเหตุเพิ่ม", *TEXT[1:])
    assert send(clerk, text_file(text=moved)).status_code == 302
    newest = newest_of()
    assert (newest.report.pk, newest.number) == (REPORT, 2)
    [kept] = newest.findings.all()
    assert (kept.mark, kept.reason, kept.marked_by) == (
        "accepted",
        "ตรงตามต้นฉบับ",
        User.objects.get(username="clerk"),
    )
    page = page_of(clerk, str(REPORT))
    assert "แก้แล้วตั้งแต่ฉบับที่ 1: 1 ข้อ" in page
    assert BLANK.message in page
    assert shown(page) == 0
    old = page_of(clerk, f"{REPORT}?v=1")
    assert "มีฉบับใหม่แล้ว" in old
    assert 'name="mark"' not in old
    late = mark_it(clerk, mark="right")
    assert late.headers["Location"] == f"{HERE}{REPORT}"
    assert "มีฉบับใหม่แล้ว จึงไม่ได้ทำเครื่องหมาย" in page_of(clerk, str(REPORT))
    late = clerk.post(
        f"{HERE}{REPORT}/findings/{FINDING}", {"mark": ""}, headers={"HX-Request": "true"}
    )
    assert late.headers["HX-Redirect"] == f"{HERE}{REPORT}"
    assert ReportFinding.objects.get(pk=FINDING).mark == "accepted"


def test_another_text_is_told_and_nothing_in_it_is_mended(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    send(clerk, text_file(text=["แผนอื่น", "หนังสืออื่น", "ไม่มีอะไรเหมือนเดิม"]))
    page = page_of(clerk, str(REPORT))
    assert "เนื้อความต่างจากฉบับก่อนเกือบทั้งหมด" in page
    assert "แก้แล้วตั้งแต่" not in page
    send(clerk, text_file(text=["แผนอื่น", "หนังสืออื่น", "มีข้อหนึ่งที่แก้"]))
    assert "เนื้อความต่างจากฉบับก่อนเกือบทั้งหมด" not in page_of(clerk, str(REPORT))


def test_a_comparison_in_which_all_agrees_says_so_and_bears_both_names(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    send(clerk, text_file("ปี.txt"), text_file("ปี.TXT", [*TEXT, "ท้าย"]))
    made = newest_of("ปี.TXT ↔ ปี.txt")
    told = "เทียบแล้ว 2 ค่าที่ไฟล์มีร่วมกัน ตรงกันทั้งหมด"
    assert told in page_of(clerk, str(made.report.pk))
    assert told in page_of(clerk)


def test_a_file_without_a_number_has_nothing_that_was_checked(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    send(clerk, text_file("คำเดียว.txt", ["สวัสดี"]))
    page = page_of(clerk, str(newest_of("คำเดียว.txt").report.pk))
    assert "ไม่มีจุดที่ตรวจได้" in page
    assert "ตรงกันทั้งหมด" not in page


def test_what_was_said_to_be_no_fault_is_not_mended(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    mark_it(clerk, mark="wrong")
    send(clerk, text_file(text=RIGHT))
    page = page_of(clerk, str(REPORT))
    assert "แก้แล้วตั้งแต่ฉบับที่ 1: 1 ข้อ" in page
    assert BLANK.message in page
    assert TOTAL.message not in page


def test_of_two_findings_alike_each_takes_one_mark(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    finds(TOTAL, TOTAL)
    send(clerk, text_file("สอง.txt"))
    first = newest_of("สอง.txt").findings.first()
    assert first is not None
    mark_it(clerk, first.pk, first.version.report_id, mark="wrong")
    send(clerk, text_file("สอง.txt", [*TEXT, "ท้าย"]))
    assert [one.mark for one in newest_of("สอง.txt").findings.all()] == ["wrong", ""]


def test_a_version_is_brought_on_the_page_under_any_name(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    address = f"{HERE}{REPORT}/version"
    assert "เลือกไฟล์รายงานก่อน" in fault_of(clerk.post(address))
    assert "ใช้ DOCX, PDF" in fault_of(clerk.post(address, {"file": text_file("ภาพ.png")}))
    assert "แก้ไข.txt" not in str(CheckedReport.objects.get(pk=REPORT))
    sent = clerk.post(address, {"file": text_file("แก้ไข.txt", RIGHT)})
    assert sent.headers["Location"] == f"{HERE}{REPORT}"
    newest = newest_of()
    assert (newest.number, newest.report.year, newest.findings.count()) == (2, 2557, 0)


def test_the_same_file_again_is_no_version(sign_in: SignIn, finds: Callable[..., None]) -> None:
    clerk = sign_in("clerk")
    for times in (1, 2):
        where = send(clerk, text_file("เดิม.txt")).headers["Location"]
        told = "“เดิม.txt” เหมือนฉบับที่ 1 ทุกประการ" in clerk.get(where).content.decode()
        assert told == (times == 2)
    assert newest_of("เดิม.txt").number == 1
    address = f"{HERE}{newest_of('เดิม.txt').report.pk}/version"
    again = clerk.post(address, {"file": text_file("ชื่ออื่น.txt")})
    assert "เหมือนฉบับที่ 1 ทุกประการ" in fault_of(again)
    assert newest_of("เดิม.txt").number == 1
    send(clerk, text_file("เดิม.txt"), about="academic 2569")
    assert newest_of("เดิม.txt").number == 2


def test_newer_checks_are_offered_and_used(sign_in: SignIn, finds: Callable[..., None]) -> None:
    clerk = sign_in("clerk")
    assert "ตรวจอีกครั้งด้วยกฎใหม่" in page_of(clerk, str(REPORT))
    clerk.post(f"{HERE}{REPORT}/again")
    newest = newest_of()
    assert (newest.number, newest.checked, newest.engine) == (2, 7, brought_reports.engine())
    page = page_of(clerk, str(REPORT))
    assert "ตรวจอีกครั้งด้วยกฎใหม่" not in page
    assert "แก้แล้วตั้งแต่" not in page


def test_several_files_are_checked_against_each_other(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    said = "แผน.txt: 30 แห่ง · ผล.txt: 31 แห่ง"
    told = "ผล.txt บรรทัด 4 พิมพ์ไว้ 31 แห่ง แต่ แผน.txt บรรทัด 3 พิมพ์ไว้ 30 แห่ง"
    between = Finding(4, said, Kind.REPEAT, "31", "30", Sure.LIKELY, told)
    finds(between=[between])
    planner = sign_in("planner")
    sent = send(planner, text_file("แผน.txt", RIGHT), text_file("ผล.txt"))
    assert sent.headers["Location"] == HERE
    both = CheckedReport.objects.get(name="ผล ↔ แผน")
    page = page_of(planner, str(both.pk))
    for name in ("แผน.txt", "ผล.txt"):
        assert f'<a href="{HERE}{newest_of(name).report.pk}">{name}</a>' in page
    for name, line in (("ผล.txt", 4), ("แผน.txt", 3)):
        where = f"{HERE}{newest_of(name).report.pk}?v=1&amp;line={line}#l{line}"
        assert f'<a href="{where}">{name} บรรทัด {line}</a>' in page
    finding = newest_of("ผล ↔ แผน").findings.get()
    address = f"{HERE}{both.pk}/findings/{finding.pk}"
    again = planner.post(
        address, {"mark": "accepted"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert f'<a href="{where}">แผน.txt บรรทัด 3</a>' in again
    send(planner, text_file("แผน.txt", RIGHT), text_file("ผล.txt"))
    assert newest_of("ผล ↔ แผน").number == 1
    send(planner, text_file("แผน.txt", TEXT[:3]), text_file("ผล.txt"))
    assert newest_of("ผล ↔ แผน").number == 2
    assert planner.get(f"{HERE}{both.pk}/version").status_code == 403
    assert planner.post(f"{HERE}{both.pk}/again").status_code == 404
    assert planner.get(f"{HERE}{both.pk}/comments.docx").status_code == 404
    planner.post(f"{HERE}{newest_of('ผล.txt').report.pk}/delete", {"sure": "on"})
    assert not CheckedReport.objects.filter(pk=both.pk).exists()
    assert newest_of("แผน.txt").findings.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("รายงาน.doc", OLD_WORD, "(.doc): เปิดแล้วบันทึกเป็น .docx"),
        ("รายงาน.xlsx", b"PK", "ใช้ DOCX, PDF"),
        ("รายงาน", b"abc", "ใช้ DOCX, PDF"),
        ("รายงาน.pdf", b"abc", "เนื้อหาเป็น"),
        ("รายงาน.docx", b"PK\x03\x04 broken", "เปิดไฟล์ไม่ได้"),
        ("รายงาน.docx", OLD_WORD, "(.doc): เปิดแล้วบันทึกเป็น .docx"),
        ("รายงาน.docx", EMPTY_ZIP, "ไฟล์เสียหาย หรือไม่ใช่ Word (.docx) PDF หรือข้อความ (.txt)"),
        ("รายงาน.pdf", b"\x89PNG\r\n\x1a\n", "เป็นภาพ ซึ่งไม่มีตัวอักษรให้อ่าน"),
        ("รายงาน.txt", b"MZ\x90\x00", "ไฟล์เสียหาย หรือไม่ใช่ Word (.docx) PDF หรือข้อความ (.txt)"),
        ("รายงาน.txt", b"\x00\x01", "ไฟล์เสียหาย หรือไม่ใช่ Word (.docx) PDF หรือข้อความ (.txt)"),
        ("รายงาน.txt", b"", "ว่าง"),
        ("รายงาน.txt", b" \n\n ", "ไฟล์ว่าง ไม่มีข้อความ"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_the_field(
    sign_in: SignIn, name: str, content: bytes, told: str
) -> None:
    before = CheckedReport.objects.count()
    response = send(sign_in("planner"), SimpleUploadedFile(name, content), about="fiscal 2569")
    assert told in fault_of(response)
    assert 'value="fiscal 2569" selected' in response.content.decode()
    assert CheckedReport.objects.count() == before


def test_word_under_its_old_ending_is_read_as_what_it_is(sign_in: SignIn) -> None:
    paper, made = Document(), BytesIO()
    for line in TEXT:
        paper.add_paragraph(line)
    paper.save(made)
    response = send(sign_in("planner"), SimpleUploadedFile("รายงาน.doc", made.getvalue()))
    assert response.status_code == 302
    assert newest_of("รายงาน.docx").length == len(TEXT)


def test_what_can_be_read_is_held_while_the_rest_is_mended(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    response = send(planner, text_file("ดี.txt"), SimpleUploadedFile("เสีย.txt", b"  \n"))
    assert "“เสีย.txt” ไฟล์ว่าง" in fault_of(response)
    token = re.search(r'name="held" value="([^"]+)"', response.content.decode())
    assert token is not None
    assert not CheckedReport.objects.filter(name="ดี.txt").exists()
    assert send(planner, held=token[1]).status_code == 302
    assert newest_of("ดี.txt").length == len(TEXT)


def test_no_file_too_many_and_two_of_one_name(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    assert "เลือกไฟล์รายงานก่อน" in fault_of(send(planner))
    many = [text_file(f"{n}.txt") for n in range(11)]
    assert "ไม่เกิน 10 ไฟล์" in fault_of(send(planner, *many))
    twice = send(planner, text_file("ก.txt"), text_file("ก.txt", RIGHT))
    assert "มีสองไฟล์" in fault_of(twice)
    assert "เลือกจากรายการ" in fault_of(send(planner, text_file(), about="fiscal 1"), "about")


def test_a_report_is_brought_for_an_own_unit_only(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    teacher, school = sign_in("teacher"), Unit.objects.get(code="93020501")
    before = CheckedReport.objects.count()
    assert send(teacher, text_file("ครู.txt")).status_code == 200
    assert CheckedReport.objects.count() == before
    assert send(teacher, text_file("ครู.txt"), unit=school.pk).status_code == 302
    assert newest_of("ครู.txt").report.unit == school


def test_where_htmx_asks_it_leads_on(sign_in: SignIn, finds: Callable[..., None]) -> None:
    said = {"file": text_file("เร็ว.txt"), "about": "", "unit": Unit.objects.get(kind="area").pk}
    sent = sign_in("clerk").post(HERE, said, headers={"HX-Request": "true"})
    assert sent.headers["HX-Redirect"] == f"{HERE}{newest_of('เร็ว.txt').report.pk}"


def test_events_tell_what_was_done_and_no_name(sign_in: SignIn, finds: Callable[..., None]) -> None:
    clerk = sign_in("clerk")
    send(clerk, text_file("ลับเฉพาะ.txt"))
    made = newest_of("ลับเฉพาะ.txt")
    finding = made.findings.get()
    mark_it(clerk, finding.pk, made.report_id, mark="accepted", reason="เหตุลับ")
    clerk.post(f"{HERE}{made.report_id}/delete", {"sure": "on"})
    events = Event.objects.filter(kind=KIND, key=str(made.report_id)).order_by("pk")
    actions = ["attach-file", "check-report", "mark-finding", "delete-report"]
    assert [one.action for one in events] == actions
    told = json.dumps([[one.before, one.after] for one in events], ensure_ascii=False)
    assert "ลับ" not in told
    page = sign_in("director").get("/registry/events/?kind=reports.checked").content.decode()
    for words in ("ตรวจรายงาน", "ทำเครื่องหมายข้อที่พบ", "ลบรายงานที่ตรวจ"):
        assert words in page


def test_the_same_content_under_two_names_is_told(sign_in: SignIn) -> None:
    response = send(sign_in("planner"), text_file("ก.txt"), text_file("ข.txt"))
    assert "“ข.txt” มีเนื้อหาเดียวกับ “ก.txt”" in fault_of(response)
    assert not CheckedReport.objects.filter(name="ข.txt").exists()


def test_the_engine_is_every_file_of_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def contents(path: Path) -> bytes:
        read.append(path.name)
        return b""

    monkeypatch.setattr(Path, "read_bytes", contents)
    brought_reports.engine.__wrapped__()
    assert {"report.py", "totals.py", "quantities.py", "word.py"} <= set(read)
