"""Reports brought to be checked: what was found beside the text, marked, carried, deleted."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from khet.jobs.evidence_files import stored_path
from khet.records.office.models import AttachedFile
from khet.records.registry.models import Event, Placement, RoleHeld, Unit, User
from khet.records.reports.actions import Checked, ReportEntry, keep_report
from khet.records.reports.models import CheckedReport, ReportFinding, ReportVersion
from khet.records.reports.queries import KIND
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.packed import pack, unpack
from khet.rules.checking.reading.stream import Line
from tests.cast import SINCE
from tests.web.checked_reports import (
    HERE,
    fault_of,
    mark_it,
    page_of,
    send,
    shown,
    stored,
    text_file,
)
from tests.web.doors.reports import FINDING, LINES, NAME, OF_TEACHER, REPORT, TEXT, TOTAL

SignIn = Callable[[str], Client]
MOST_QUERIES = 15


def test_a_finding_leads_to_its_line_and_back(sign_in: SignIn) -> None:
    page = page_of(sign_in("clerk"), str(REPORT))
    assert "ตรวจแล้ว 5 จุด พบ 2 จุด" in page
    assert TOTAL.message in page
    assert 'href="#l4"' in page
    assert 'href="#l2"' in page
    assert f'<a href="#f{FINDING}">' in page
    assert "รวม <mark>31</mark> แห่ง" in page
    assert "ผิดแน่" in page
    assert page.index(f'id="f{FINDING}"') < page.index(f'id="f{FINDING + 1}"')


def test_silence_says_what_was_checked(sign_in: SignIn) -> None:
    assert "ตรวจแล้ว 5 จุด ตรงกันทั้งหมด" in page_of(sign_in("teacher"), str(OF_TEACHER))
    ReportVersion.objects.filter(report=OF_TEACHER).update(checked=0)
    assert "ไม่มีจุดที่ตรวจได้" in page_of(sign_in("teacher"), str(OF_TEACHER))


@pytest.mark.parametrize("mark", ["right", "wrong"])
def test_a_mark_takes_one_tap_and_can_be_taken_back(sign_in: SignIn, mark: str) -> None:
    clerk = sign_in("clerk")
    mark_it(clerk, mark=mark)
    kept = ReportFinding.objects.get(pk=FINDING)
    assert (kept.mark, str(kept.marked_by)) == (mark, "ผู้ทดสอบ")
    assert shown(page_of(clerk, str(REPORT))) == 1
    assert shown(page_of(clerk, f"{REPORT}?show={mark}")) == 1
    mark_it(clerk, mark="")
    assert shown(page_of(clerk, str(REPORT))) == 2


def test_who_accepts_says_why(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    page = clerk.post(
        f"{HERE}{REPORT}/findings/{FINDING}", {"mark": "accepted"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "เขียนสั้น ๆ ว่ายอมรับเพราะอะไร" in page
    assert ReportFinding.objects.get(pk=FINDING).mark == ""
    page = clerk.post(
        f"{HERE}{REPORT}/findings/{FINDING}",
        {"mark": "accepted", "reason": "  ยอดจากต้นสังกัด "},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "ยอดจากต้นสังกัด" in page
    assert '<span id="n-open" hx-swap-oob="true">1</span>' in page
    back = clerk.post(
        f"{HERE}{REPORT}/findings/{FINDING + 1}", {"mark": ""}, headers={"HX-Request": "true"}
    ).content.decode()
    assert f'id="f{FINDING + 1}"' in back
    assert 'href="#l1"' in back
    assert '<span id="n-accepted" hx-swap-oob="true">1</span>' in page
    assert ReportFinding.objects.get(pk=FINDING).reason == "ยอดจากต้นสังกัด"
    assert "ยอดจากต้นสังกัด" in page_of(clerk, f"{REPORT}?show=accepted")


def test_marks_that_cannot_be_are_refused(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    mark_it(clerk, mark="perhaps")
    mark_it(clerk, mark="accepted", reason="ก" * 301)
    assert ReportFinding.objects.get(pk=FINDING).mark == ""
    assert mark_it(clerk, finding=FINDING + 99, mark="right").status_code == 404
    assert mark_it(sign_in("teacher"), report=OF_TEACHER, mark="right").status_code == 404


def test_filters_by_kind_sureness_and_mark(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    assert shown(page_of(clerk, f"{REPORT}?kind=total")) == 1
    assert TOTAL.message not in page_of(clerk, f"{REPORT}?sure=look")
    assert shown(page_of(clerk, f"{REPORT}?show=wrong")) == 0
    assert shown(page_of(clerk, f"{REPORT}?show=all&kind=blank")) == 1
    for wrong in ("kind=nothing", "sure=nothing", "show=nothing", "v=9"):
        assert clerk.get(f"{HERE}{REPORT}?{wrong}").status_code == 404


def test_findings_stand_by_importance_or_by_place(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    ReportFinding.objects.filter(pk=FINDING).update(line=99)
    for query, first in (("", FINDING), ("?order=place", FINDING + 1)):
        page = page_of(clerk, f"{REPORT}{query}")
        assert sorted((FINDING, FINDING + 1), key=lambda pk: page.index(f'id="f{pk}"'))[0] == first


def test_what_was_marked_stays_readable_with_the_keyboard_at_it(sign_in: SignIn) -> None:
    address = f"{HERE}{REPORT}/findings/{FINDING}"
    asked = {"HX-Request": "true"}
    page = sign_in("clerk").post(address, {"mark": "right"}, headers=asked).content.decode()
    assert TOTAL.message in page
    assert 'value="" autofocus' in page
    page = sign_in("clerk").post(address, {"mark": ""}, headers=asked).content.decode()
    assert 'value="right" autofocus' in page
    assert "autofocus" not in page_of(sign_in("clerk"), str(REPORT))


def test_heads_see_the_office_but_not_schools(sign_in: SignIn) -> None:
    for name in ("director", "deputy", "planner"):
        page = page_of(sign_in(name), "?list=all")
        assert NAME in page
        assert "รายงานของครูสมมติ" not in page
        assert NAME not in page_of(sign_in(name))
    for name in ("auditor", "supervisor", "teacher"):
        assert sign_in(name).get(f"{HERE}?list=all").status_code == 403


def test_the_head_of_a_school_sees_what_was_brought_for_it(sign_in: SignIn) -> None:
    head, school = sign_in("school-director"), Unit.objects.get(kind="school", code="93020501")
    report = CheckedReport.objects.filter(pk=OF_TEACHER)
    report.update(unit=school)
    assert head.get(f"{HERE}{OF_TEACHER}").status_code == 200
    assert "รายงานของครูสมมติ" in page_of(head, "?list=all")
    report.update(unit=Unit.objects.filter(kind="school").exclude(pk=school.pk)[0])
    assert head.get(f"{HERE}{OF_TEACHER}").status_code == 403


def test_the_head_of_a_group_sees_what_was_brought_for_it(sign_in: SignIn) -> None:
    area = Unit.objects.get(kind="area")
    group, other = (
        Unit.objects.create(kind="group", code=f"ทดสอบ{n}", name=f"กลุ่มทดสอบ {n}") for n in (1, 2)
    )
    auditor = User.objects.get(username="auditor")
    held = RoleHeld.objects.get(user=auditor)
    held.role, held.unit = "group-director", group
    held.save()
    Placement.objects.create(child=group, parent=area, hierarchy="work", valid_from=SINCE)
    CheckedReport.objects.filter(pk=REPORT).update(unit=group)
    assert NAME in page_of(sign_in("auditor"), "?list=all")
    CheckedReport.objects.filter(pk=REPORT).update(unit=other)
    assert NAME not in page_of(sign_in("auditor"), "?list=all")


def test_the_file_leaves_for_who_sees_the_report(sign_in: SignIn) -> None:
    address = f"/office/files/{REPORT}"
    named = f'<a href="{address}"><span>ไฟล์ <bdi>{NAME}</bdi></span></a>'
    assert named in page_of(sign_in("planner"), str(REPORT)), "a phone keeps the space in one word"
    assert b"".join(sign_in("planner").get(address)) == "\n".join(TEXT).encode()
    assert sign_in("teacher").get(address).status_code == 403


def test_its_bringer_deletes_all_of_it(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    assert "ทำเครื่องหมาย" in fault_of(clerk.post(f"{HERE}{REPORT}/delete"), "sure")
    assert clerk.post(f"{HERE}{REPORT}/delete", {"sure": "on"}).status_code == 302
    assert not CheckedReport.objects.filter(pk=REPORT).exists()
    assert not AttachedFile.objects.filter(about_kind=KIND, about_key=str(REPORT)).exists()
    assert clerk.get(f"{HERE}{REPORT}").status_code == 404
    told = Event.objects.get(action="delete-report", key=str(REPORT))
    assert told.after == {"versions": 1}


def test_pages_ask_few_queries_however_much_was_found(sign_in: SignIn) -> None:
    director, counts = sign_in("director"), []
    area, clerk = Unit.objects.get(kind="area"), User.objects.get(username="clerk")
    lines = [Line(n, f"บรรทัดที่ {n} รวม 31 แห่ง", page=n // 40 + 1) for n in range(1, 4001)]
    findings = [
        Finding(8 * n, lines[8 * n - 1].text, Kind.TOTAL, "31", "30", Sure.LIKELY, "ไม่ตรง")
        for n in range(1, 501)
    ]
    for count in (1, 500):
        made = keep_report(
            by=clerk,
            entry=ReportEntry(area, area, f"ยาว {count}.txt"),
            brought=stored(),
            checked=Checked(Outcome(900, tuple(findings[:count])), "1", pack(lines), 4000),
            at=timezone.now(),
        )
        key = made.report_id
        for address in ("", "?list=all", str(key), f"{key}?show=all&page=2"):
            with CaptureQueriesContext(connection) as queries:
                page_of(director, address)
            counts.append(len(queries))
    assert counts[:4] == counts[4:]
    assert max(counts) <= MOST_QUERIES
    page = page_of(director, str(key))
    assert page.count('<li id="l') == 4000
    assert page.count('<span class="leaf">') == 101


def test_long_text_comes_in_leaves(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khet.web.reports.text.PER_LEAF", 2)
    clerk = sign_in("clerk")
    page = page_of(clerk, f"{REPORT}?kind=total")
    assert '<li id="l4"' in page
    assert '<li id="l1"' not in page
    assert "leaf=1" in page
    first = page_of(clerk, f"{REPORT}?kind=total&leaf=1")
    assert '<li id="l1"' in first
    assert 'href="?kind=total&amp;leaf=2&amp;page=1#l4"' in first
    assert '<li id="l1"' in page_of(clerk, f"{REPORT}?line=1")
    assert '<li id="l4"' in page_of(clerk, f"{REPORT}?line=3")


def test_a_finding_in_a_line_that_goes_on_leads_to_its_paragraph(sign_in: SignIn) -> None:
    area, clerk = Unit.objects.get(kind="area"), User.objects.get(username="clerk")
    lines = [Line(1, "หัวเรื่อง", 1), Line(3, "ได้รับ 20 แห่ง และรวม 31 แห่ง", 1, breaks=((15, 4, 2),))]
    found = Finding(4, lines[1].text, Kind.TOTAL, "31", "30", Sure.LIKELY, "ไม่ตรง", 2)
    made = keep_report(
        by=clerk,
        entry=ReportEntry(area, area, "รายงาน.pdf"),
        brought=stored(),
        checked=Checked(Outcome(1, (found,)), "1", pack(lines), 2),
        at=timezone.now(),
    )
    page = page_of(sign_in("clerk"), str(made.report_id))
    assert 'href="#l4"' in page
    assert '<li id="l3" value="3" class="has">' in page
    assert '<span id="l4"></span>' in page
    assert "<mark>31</mark>" in page


def test_lines_are_kept_as_they_were_read() -> None:
    assert unpack(pack(LINES)) == LINES


def test_what_was_found_leaves_as_a_table_and_as_comments(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    mark_it(clerk, FINDING + 1, mark="accepted", reason="ปีอยู่หน้าปก")
    table = load_workbook(BytesIO(clerk.get(f"{HERE}{REPORT}/findings.xlsx").content)).active
    assert table is not None
    cells = [[str(cell) for cell in row] for row in table.iter_rows(values_only=True)]
    assert any({TOTAL.message, "ยังไม่ตัดสิน"} <= set(row) for row in cells)
    assert any("ยอมรับ ปีอยู่หน้าปก" in row for row in cells)
    made = Document(BytesIO(clerk.get(f"{HERE}{REPORT}/comments.docx").content))
    assert [one.text for one in made.comments] == [f"ข้อ 1 (ผิดแน่) {TOTAL.message}"]
    stored_path(AttachedFile.objects.get(pk=REPORT).sha256).unlink()
    assert clerk.post(f"{HERE}{REPORT}/again").status_code == 404
    assert clerk.get(f"{HERE}{REPORT}/comments.docx").status_code == 404


def test_a_scanned_pdf_and_a_large_file_are_told(sign_in: SignIn, settings: Any) -> None:
    made = pypdfium2.PdfDocument.new()
    made.new_page(200, 200)
    out = BytesIO()
    made.save(out)
    planner = sign_in("planner")
    scan = SimpleUploadedFile("สแกน.pdf", out.getvalue())
    assert "ไม่มีตัวอักษรให้อ่าน" in fault_of(send(planner, scan))
    settings.LARGEST_FILE = 10
    assert "เกินที่เก็บได้" in fault_of(send(planner, text_file("ใหญ่.txt")))
