"""Reports brought to be checked: what was found beside the text, marked, carried, deleted."""

import json
import re
from collections.abc import Callable, Sequence
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

from khet.jobs import brought_reports
from khet.jobs.check_alone import Looked
from khet.jobs.evidence_files import stored_path, take_in
from khet.records.office.models import AttachedFile
from khet.records.registry.models import Event, Placement, RoleHeld, Unit, User
from khet.records.reports.actions import Checked, ReportEntry, keep_report
from khet.records.reports.models import CheckedReport, ReportFinding, ReportVersion
from khet.records.reports.queries import KIND
from khet.rules.checking.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.packed import pack, unpack
from khet.rules.checking.stream import Line
from tests.cast import SINCE
from tests.web.doors.reports import BLANK, FINDING, LINES, NAME, OF_TEACHER, REPORT, TEXT, TOTAL

SignIn = Callable[[str], Client]
HERE = "/reports/check/"
MOST_QUERIES = 15
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


def _file(name: str = NAME, text: Sequence[str] = TEXT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(text).encode())


def _send(client: Client, *files: SimpleUploadedFile, **said: Any) -> Any:
    unit = said.pop("unit", None) or Unit.objects.get(kind="area").pk
    return client.post(HERE, {"file": files, "about": "", "unit": unit, **said})


def _page(client: Client, address: str = "") -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _fault(response: Any, field: str = "file") -> str:
    assert response.status_code == 200
    found = re.search(rf'id="id_{field}_error">([^<]*)', response.content.decode())
    return found[1].strip() if found else ""


def _shown(page: str) -> int:
    return page.count('<article class="sheet stack finding"')


def _mark(client: Client, finding: int = FINDING, report: int = REPORT, **said: str) -> Any:
    return client.post(f"{HERE}{report}/findings/{finding}", said)


def _newest(name: str = NAME) -> ReportVersion:
    return ReportVersion.objects.get(current=True, report__name=name)


def test_a_dropped_file_is_checked_for_real_and_its_text_stands_beside(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    response = _send(planner, _file("ใหม่.txt"), about="fiscal 2569")
    made = _newest("ใหม่.txt")
    assert response.headers["Location"] == f"{HERE}{made.report.pk}"
    page = _page(planner, str(made.report.pk))
    assert all(words in page for words in TEXT)
    assert '<li id="l4" value="4"' in page
    assert made.length == len(TEXT)
    assert made.file is not None
    assert made.file.text == ""


def test_a_finding_leads_to_its_line_and_back(sign_in: SignIn) -> None:
    page = _page(sign_in("clerk"), str(REPORT))
    assert "ตรวจแล้ว 5 จุด พบ 2 จุด" in page
    assert TOTAL.message in page
    assert 'href="#l4"' in page
    assert 'href="#l2"' in page
    assert f'<a href="#f{FINDING}">' in page
    assert "รวม <mark>31</mark> แห่ง" in page
    assert "ผิดแน่" in page
    assert page.index(f'id="f{FINDING}"') < page.index(f'id="f{FINDING + 1}"')


def test_silence_says_what_was_checked(sign_in: SignIn) -> None:
    assert "ตรวจแล้ว 5 จุด ตรงกันทั้งหมด" in _page(sign_in("teacher"), str(OF_TEACHER))
    ReportVersion.objects.filter(report=OF_TEACHER).update(checked=0)
    assert "ไม่มีจุดที่ตรวจได้" in _page(sign_in("teacher"), str(OF_TEACHER))


@pytest.mark.parametrize("mark", ["right", "wrong"])
def test_a_mark_takes_one_tap_and_can_be_taken_back(sign_in: SignIn, mark: str) -> None:
    clerk = sign_in("clerk")
    _mark(clerk, mark=mark)
    kept = ReportFinding.objects.get(pk=FINDING)
    assert (kept.mark, str(kept.marked_by)) == (mark, "ผู้ทดสอบ")
    assert _shown(_page(clerk, str(REPORT))) == 1
    assert _shown(_page(clerk, f"{REPORT}?show={mark}")) == 1
    _mark(clerk, mark="")
    assert _shown(_page(clerk, str(REPORT))) == 2


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
    assert '<span id="n-accepted" hx-swap-oob="true">1</span>' in page
    assert ReportFinding.objects.get(pk=FINDING).reason == "ยอดจากต้นสังกัด"
    assert "ยอดจากต้นสังกัด" in _page(clerk, f"{REPORT}?show=accepted")


def test_marks_that_cannot_be_are_refused(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    _mark(clerk, mark="perhaps")
    _mark(clerk, mark="accepted", reason="ก" * 301)
    assert ReportFinding.objects.get(pk=FINDING).mark == ""
    assert _mark(clerk, finding=FINDING + 99, mark="right").status_code == 404
    assert _mark(sign_in("teacher"), report=OF_TEACHER, mark="right").status_code == 404


def test_filters_by_kind_sureness_and_mark(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    assert _shown(_page(clerk, f"{REPORT}?kind=total")) == 1
    assert TOTAL.message not in _page(clerk, f"{REPORT}?sure=look")
    assert _shown(_page(clerk, f"{REPORT}?show=wrong")) == 0
    assert _shown(_page(clerk, f"{REPORT}?show=all&kind=blank")) == 1
    for wrong in ("kind=nothing", "sure=nothing", "show=nothing", "v=9"):
        assert clerk.get(f"{HERE}{REPORT}?{wrong}").status_code == 404


def test_a_newer_version_carries_marks_and_tells_what_was_mended(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    _mark(clerk, mark="accepted", reason="ตรงตามต้นฉบับ")
    finds(TOTAL)
    moved = (TEXT[0], "หมายเหตุเพิ่ม", *TEXT[1:])
    assert _send(clerk, _file(text=moved)).status_code == 302
    newest = _newest()
    assert (newest.report.pk, newest.number) == (REPORT, 2)
    [kept] = newest.findings.all()
    assert (kept.mark, kept.reason, kept.marked_by) == (
        "accepted",
        "ตรงตามต้นฉบับ",
        User.objects.get(username="clerk"),
    )
    page = _page(clerk, str(REPORT))
    assert "แก้แล้วตั้งแต่ฉบับที่ 1: 1 ข้อ" in page
    assert BLANK.message in page
    assert _shown(page) == 0
    old = _page(clerk, f"{REPORT}?v=1")
    assert "มีฉบับใหม่แล้ว" in old
    assert 'name="mark"' not in old
    late = _mark(clerk, mark="right")
    assert late.headers["Location"] == f"{HERE}{REPORT}"
    assert "มีฉบับใหม่แล้ว จึงไม่ได้ทำเครื่องหมาย" in _page(clerk, str(REPORT))
    late = clerk.post(
        f"{HERE}{REPORT}/findings/{FINDING}", {"mark": ""}, headers={"HX-Request": "true"}
    )
    assert late.headers["HX-Redirect"] == f"{HERE}{REPORT}"
    assert ReportFinding.objects.get(pk=FINDING).mark == "accepted"


def test_of_two_findings_alike_each_takes_one_mark(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    finds(TOTAL, TOTAL)
    _send(clerk, _file("สอง.txt"))
    first = _newest("สอง.txt").findings.first()
    assert first is not None
    _mark(clerk, first.pk, first.version.report_id, mark="wrong")
    _send(clerk, _file("สอง.txt", [*TEXT, "ท้าย"]))
    assert [one.mark for one in _newest("สอง.txt").findings.all()] == ["wrong", ""]


def test_a_version_is_brought_on_the_page_under_any_name(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    clerk = sign_in("clerk")
    address = f"{HERE}{REPORT}/version"
    assert "เลือกไฟล์รายงานก่อน" in _fault(clerk.post(address))
    assert "ใช้ DOCX, PDF" in _fault(clerk.post(address, {"file": _file("ภาพ.png")}))
    assert "แก้ไข.txt" not in str(CheckedReport.objects.get(pk=REPORT))
    sent = clerk.post(address, {"file": _file("แก้ไข.txt", RIGHT)})
    assert sent.headers["Location"] == f"{HERE}{REPORT}"
    newest = _newest()
    assert (newest.number, newest.report.year, newest.findings.count()) == (2, 2557, 0)


def test_the_same_file_again_is_no_version(sign_in: SignIn, finds: Callable[..., None]) -> None:
    clerk = sign_in("clerk")
    for _ in range(2):
        assert _send(clerk, _file("เดิม.txt")).status_code == 302
    assert _newest("เดิม.txt").number == 1
    _send(clerk, _file("เดิม.txt"), about="academic 2569")
    assert _newest("เดิม.txt").number == 2


def test_newer_checks_are_offered_and_used(sign_in: SignIn, finds: Callable[..., None]) -> None:
    clerk = sign_in("clerk")
    assert "ตรวจอีกครั้งด้วยกฎใหม่" in _page(clerk, str(REPORT))
    clerk.post(f"{HERE}{REPORT}/again")
    newest = _newest()
    assert (newest.number, newest.checked, newest.engine) == (2, 7, brought_reports.engine())
    assert "ตรวจอีกครั้งด้วยกฎใหม่" not in _page(clerk, str(REPORT))


def test_several_files_are_checked_against_each_other(
    sign_in: SignIn, finds: Callable[..., None]
) -> None:
    said = "แผน.txt: 30 แห่ง · ผล.txt: 31 แห่ง"
    between = Finding(4, said, Kind.REPEAT, "31", "30", Sure.LIKELY, "สองรายงานบอกจำนวนไม่ตรงกัน")
    finds(between=[between])
    planner = sign_in("planner")
    sent = _send(planner, _file("แผน.txt", RIGHT), _file("ผล.txt"))
    assert sent.headers["Location"] == HERE
    both = CheckedReport.objects.get(name="ผล ↔ แผน")
    page = _page(planner, str(both.pk))
    assert "สองรายงานบอกจำนวนไม่ตรงกัน" in page
    for name in ("แผน.txt", "ผล.txt"):
        assert f'<a href="{HERE}{_newest(name).report.pk}">{name}</a>' in page
    assert planner.get(f"{HERE}{both.pk}/version").status_code == 403
    assert planner.post(f"{HERE}{both.pk}/again").status_code == 404
    assert planner.get(f"{HERE}{both.pk}/comments.docx").status_code == 404
    planner.post(f"{HERE}{_newest('ผล.txt').report.pk}/delete", {"sure": "on"})
    assert not CheckedReport.objects.filter(pk=both.pk).exists()
    assert _newest("แผน.txt").findings.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("รายงาน.doc", b"\xd0\xcf\x11\xe0", "Word รุ่นเก่า"),
        ("รายงาน.xlsx", b"PK", "ใช้ DOCX, PDF"),
        ("รายงาน", b"abc", "ใช้ DOCX, PDF"),
        ("รายงาน.pdf", b"abc", "เนื้อหาเป็น"),
        ("รายงาน.docx", b"PK\x03\x04 broken", "เปิดไฟล์ไม่ได้"),
        ("รายงาน.txt", b"", "ว่าง"),
        ("รายงาน.txt", b" \n\n ", "ไฟล์ว่าง ไม่มีข้อความ"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_the_field(
    sign_in: SignIn, name: str, content: bytes, told: str
) -> None:
    before = CheckedReport.objects.count()
    response = _send(sign_in("planner"), SimpleUploadedFile(name, content), about="fiscal 2569")
    assert told in _fault(response)
    assert 'value="fiscal 2569" selected' in response.content.decode()
    assert CheckedReport.objects.count() == before


def test_a_scanned_pdf_and_a_large_file_are_told(sign_in: SignIn, settings: Any) -> None:
    made = pypdfium2.PdfDocument.new()
    made.new_page(200, 200)
    out = BytesIO()
    made.save(out)
    planner = sign_in("planner")
    scan = SimpleUploadedFile("สแกน.pdf", out.getvalue())
    assert "ไม่มีตัวอักษรให้อ่าน" in _fault(_send(planner, scan))
    settings.LARGEST_FILE = 10
    assert "เกินที่เก็บได้" in _fault(_send(planner, _file("ใหญ่.txt")))


def test_what_can_be_read_is_held_while_the_rest_is_mended(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    response = _send(planner, _file("ดี.txt"), SimpleUploadedFile("เสีย.txt", b"  \n"))
    assert "“เสีย.txt” ไฟล์ว่าง" in _fault(response)
    token = re.search(r'name="held" value="([^"]+)"', response.content.decode())
    assert token is not None
    assert not CheckedReport.objects.filter(name="ดี.txt").exists()
    assert _send(planner, held=token[1]).status_code == 302
    assert _newest("ดี.txt").length == len(TEXT)


def test_no_file_too_many_and_two_of_one_name(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    assert "เลือกไฟล์รายงานก่อน" in _fault(_send(planner))
    many = [_file(f"{n}.txt") for n in range(11)]
    assert "ไม่เกิน 10 ไฟล์" in _fault(_send(planner, *many))
    twice = _send(planner, _file("ก.txt"), _file("ก.txt", RIGHT))
    assert "มีสองไฟล์" in _fault(twice)
    assert "เลือกจากรายการ" in _fault(_send(planner, _file(), about="fiscal 1"), "about")


def test_where_htmx_asks_it_leads_on(sign_in: SignIn, finds: Callable[..., None]) -> None:
    said = {"file": _file("เร็ว.txt"), "about": "", "unit": Unit.objects.get(kind="area").pk}
    sent = sign_in("clerk").post(HERE, said, headers={"HX-Request": "true"})
    assert sent.headers["HX-Redirect"] == f"{HERE}{_newest('เร็ว.txt').report.pk}"


def test_heads_see_the_office_but_not_schools(sign_in: SignIn) -> None:
    for name in ("director", "deputy", "planner"):
        page = _page(sign_in(name), "?list=all")
        assert NAME in page
        assert "รายงานของครูสมมติ" not in page
        assert NAME not in _page(sign_in(name))
    for name in ("auditor", "supervisor", "school-director"):
        assert sign_in(name).get(f"{HERE}?list=all").status_code == 403


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
    assert NAME in _page(sign_in("auditor"), "?list=all")
    CheckedReport.objects.filter(pk=REPORT).update(unit=other)
    assert NAME not in _page(sign_in("auditor"), "?list=all")


def test_the_file_leaves_for_who_sees_the_report(sign_in: SignIn) -> None:
    address = f"/office/files/{REPORT}"
    assert b"".join(sign_in("planner").get(address)) == "\n".join(TEXT).encode()
    assert sign_in("teacher").get(address).status_code == 403


def test_its_bringer_deletes_all_of_it(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    assert "ทำเครื่องหมาย" in _fault(clerk.post(f"{HERE}{REPORT}/delete"), "sure")
    assert clerk.post(f"{HERE}{REPORT}/delete", {"sure": "on"}).status_code == 302
    assert not CheckedReport.objects.filter(pk=REPORT).exists()
    assert not AttachedFile.objects.filter(about_kind=KIND, about_key=str(REPORT)).exists()
    assert clerk.get(f"{HERE}{REPORT}").status_code == 404
    told = Event.objects.get(action="delete-report", key=str(REPORT))
    assert told.after == {"versions": 1}


def test_events_tell_what_was_done_and_no_name(sign_in: SignIn, finds: Callable[..., None]) -> None:
    clerk = sign_in("clerk")
    _send(clerk, _file("ลับเฉพาะ.txt"))
    made = _newest("ลับเฉพาะ.txt")
    finding = made.findings.get()
    _mark(clerk, finding.pk, made.report_id, mark="accepted", reason="เหตุลับ")
    clerk.post(f"{HERE}{made.report_id}/delete", {"sure": "on"})
    events = Event.objects.filter(kind=KIND, key=str(made.report_id)).order_by("pk")
    actions = ["attach-file", "check-report", "mark-finding", "delete-report"]
    assert [one.action for one in events] == actions
    told = json.dumps([[one.before, one.after] for one in events], ensure_ascii=False)
    assert "ลับ" not in told
    page = sign_in("director").get("/registry/events/?kind=reports.checked").content.decode()
    for words in ("ตรวจรายงาน", "ทำเครื่องหมายข้อที่พบ", "ลบรายงานที่ตรวจ"):
        assert words in page


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
            brought=_stored(),
            checked=Checked(Outcome(900, tuple(findings[:count])), "1", pack(lines), 4000),
            at=timezone.now(),
        )
        key = made.report_id
        for address in ("", "?list=all", str(key), f"{key}?show=all&page=2"):
            with CaptureQueriesContext(connection) as queries:
                _page(director, address)
            counts.append(len(queries))
    assert counts[:4] == counts[4:]
    assert max(counts) <= MOST_QUERIES
    page = _page(director, str(key))
    assert page.count('<li id="l') == 4000
    assert page.count('<span class="leaf">') == 101


def test_long_text_comes_in_leaves(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khet.web.reports.text.PER_LEAF", 2)
    clerk = sign_in("clerk")
    page = _page(clerk, f"{REPORT}?kind=total")
    assert '<li id="l4"' in page
    assert '<li id="l1"' not in page
    assert "leaf=1" in page
    first = _page(clerk, f"{REPORT}?kind=total&leaf=1")
    assert '<li id="l1"' in first
    assert 'href="?kind=total&amp;leaf=2&amp;page=1#l4"' in first


def _stored() -> Any:
    return take_in(_file("ยาว.txt"), text=False)


def test_lines_are_kept_as_they_were_read() -> None:
    assert unpack(pack(LINES)) == LINES


def test_what_was_found_leaves_as_a_table_and_as_comments(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    _mark(clerk, FINDING + 1, mark="accepted", reason="ปีอยู่หน้าปก")
    table = load_workbook(BytesIO(clerk.get(f"{HERE}{REPORT}/findings.xlsx").content)).active
    assert table is not None
    cells = [[str(cell) for cell in row] for row in table.iter_rows(values_only=True)]
    assert any({TOTAL.message, "ยังไม่ตัดสิน"} <= set(row) for row in cells)
    assert any("ยอมรับ ปีอยู่หน้าปก" in row for row in cells)
    made = Document(BytesIO(clerk.get(f"{HERE}{REPORT}/comments.docx").content))
    assert [one.text for one in made.comments] == [TOTAL.message]
    stored_path(AttachedFile.objects.get(pk=REPORT).sha256).unlink()
    assert clerk.post(f"{HERE}{REPORT}/again").status_code == 404
    assert clerk.get(f"{HERE}{REPORT}/comments.docx").status_code == 404
