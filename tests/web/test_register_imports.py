"""Registers as files: brought, looked at, kept, taken out."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from khet.jobs.background import run_step
from khet.jobs.uploads import upload_path
from khet.records.registry.models import Enrolment, Event, Import, Pupil, RoleHeld, Unit, User
from tests.made_area import school_code, school_name
from tests.web.doors.imports import SAMPLE

SignIn = Callable[..., Client]
INDEX = "/registry/imports/"
ON = "16/5/2556"


def _file(*lines: str, name: str = "ทะเบียน.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(lines).encode(), "text/csv")


def _bring(client: Client, key: str, *lines: str, **asked: str) -> HttpResponse:
    response = client.post(f"{INDEX}{key}", {"file": _file(*lines), "on": ON, **asked})
    assert response.status_code == 302, response.content.decode()
    return client.get(response.headers["Location"])


def _address() -> str:
    return f"{INDEX}files/{Import.objects.latest('brought_at').pk}"


def _report() -> dict[str, Any]:
    report = Import.objects.latest("brought_at").report
    assert report
    return report


def _keep(client: Client, **reasons: str) -> HttpResponse:
    report = _report()
    told = {f"reason-{kind}": reason for kind, reason in reasons.items()}
    return client.post(_address(), {"do": "keep", "seen": report["print"], **told}, follow=True)


RENAMED = ("รหัสโรงเรียน,ชื่อโรงเรียน", f"{school_code(0)},บ้านเปลี่ยนชื่อ")


def test_what_would_change_is_shown_and_nothing_is_written(sign_in: SignIn) -> None:
    page = _bring(sign_in("planner"), "schools", *RENAMED).content.decode()
    assert f"ชื่อโรงเรียน: {school_name(0)} → บ้านเปลี่ยนชื่อ" in page
    assert "บันทึก: เพิ่ม 0 แก้ไข 1" in page
    assert Unit.objects.get(code=school_code(0)).name == school_name(0)


def test_what_was_shown_is_kept(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    _bring(planner, "schools", *RENAMED)
    held = Import.objects.latest("brought_at")
    assert upload_path(held).exists()
    assert "บันทึกแล้วทุกแถว" in _keep(planner).content.decode()
    assert Unit.objects.get(code=school_code(0)).name == "บ้านเปลี่ยนชื่อ"
    event = Event.objects.get(kind="registry.school", action="change-unit")
    assert (event.actor, event.before, event.after) == (
        "ผู้ทดสอบ",
        {"name": school_name(0)},
        {"name": "บ้านเปลี่ยนชื่อ"},
    )
    assert not upload_path(held).exists()


def test_a_file_is_kept_once(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    _bring(planner, "schools", *RENAMED)
    _keep(planner)
    events = Event.objects.count()
    assert _keep(planner).status_code == 200
    assert Event.objects.count() == events


def test_every_mistake_is_named_by_row_and_cell(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    page = _bring(
        planner,
        "schools",
        "รหัสโรงเรียน,ชื่อโรงเรียน,อำเภอ",
        "123,บ้านรหัสสั้น,",
        f"{school_code(1)},,",
        f"{school_code(2)},{school_name(2)},อำเภอที่ไม่มี",
    ).content.decode()
    assert "ยังบันทึกไม่ได้: พบข้อผิดพลาด 3 จุด" in page
    assert 'value="keep"' not in page
    response = planner.get(f"{_address()}/report.xlsx")
    sheet = load_workbook(io.BytesIO(response.content)).active
    found = [[cell.value for cell in row][:4] for row in sheet.iter_rows(min_row=5, max_row=7)]
    assert found == [
        ["ผิด", 2, "รหัสโรงเรียน", "123"],
        ["ผิด", 3, "ชื่อโรงเรียน", None],
        ["ผิด", 4, "อำเภอ", "อำเภอที่ไม่มี"],
    ]


def test_a_warning_asks_for_a_reason_once_a_kind(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    same = [f"{school_code(k)},บ้านชื่อเดียวกัน" for k in (0, 1)]
    _bring(planner, "schools", "รหัสโรงเรียน,ชื่อโรงเรียน", *same)
    page = _keep(planner).content.decode()
    assert page.count('name="reason-') == 1
    assert "ใส่เหตุผลก่อนบันทึก" in page
    assert (
        "ตรวจแล้ว คนละตำบล" in _keep(planner, **{"near-name": "ตรวจแล้ว คนละตำบล"}).content.decode()
    )
    assert Unit.objects.filter(name="บ้านชื่อเดียวกัน").count() == 2


def test_a_register_that_changed_meanwhile_is_shown_anew(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    _bring(planner, "schools", *RENAMED)
    first = Import.objects.latest("brought_at")
    _bring(planner, "schools", RENAMED[0], f"{school_code(0)},บ้านอื่น")
    _keep(planner)
    assert first.report
    seen = first.report["print"]
    page = planner.post(f"{INDEX}files/{first.pk}", {"do": "keep", "seen": seen}, follow=True)
    assert "ทะเบียนเปลี่ยนไปหลังจากที่ตรวจไฟล์" in page.content.decode()
    assert Unit.objects.get(code=school_code(0)).name == "บ้านอื่น"


def test_what_was_not_shown_is_not_kept(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    _bring(planner, "schools", *RENAMED)
    page = planner.post(_address(), {"do": "keep", "seen": "0" * 64}).content.decode()
    assert "ไม่เหมือนที่เห็นแล้ว" in page
    assert Unit.objects.get(code=school_code(0)).name == school_name(0)


def test_a_file_can_be_thrown_away(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    _bring(planner, "schools", *RENAMED)
    held = Import.objects.latest("brought_at")
    assert (
        "ไม่มีข้อมูลใดเปลี่ยน"
        in planner.post(_address(), {"do": "discard"}, follow=True).content.decode()
    )
    assert not upload_path(held).exists()
    assert Import.objects.get(pk=held.pk).state == Import.State.DISCARDED


def test_the_year_can_be_changed_and_the_file_checked_anew(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    lines = ("รหัสโรงเรียน,ชั้น,รวม", f"{school_code(0)},ป.6,9")
    _bring(planner, "enrolment-by-grade", *lines, year="๒๕๕๖")
    assert _report()["changed"] == 1
    planner.post(_address(), {"do": "check", "year": "2557"})
    assert _report()["added"] == 1
    _keep(planner)
    found = Enrolment.objects.filter(school__code=school_code(0), grade="P6")
    assert dict(found.values_list("academic_year", "pupils")) == {2556: 1, 2557: 9}


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.csv", "ไฟล์ว่าง"),
        (b"x", "a.docx", "เฉพาะไฟล์ .xlsx และ .csv"),
        (b"\xd0\xcf\x11\xe0old", "a.xlsx", "รุ่นเก่า"),
        (b"\x89PNG\r\n\x1a\n", "a.xlsx", "เป็นรูปภาพ"),
        (b"not a book", "a.xlsx", "ไม่ใช่ไฟล์ Excel"),
        (b"PK\x03\x04zip", "a.csv", "เนื้อไฟล์ไม่ใช่ CSV"),
        (b"%PDF-1.4", "a.csv", "เนื้อไฟล์ไม่ใช่ CSV"),
    ],
)
def test_a_file_is_looked_at_by_its_content(
    sign_in: SignIn, content: bytes, name: str, told: str
) -> None:
    sent = {"file": SimpleUploadedFile(name, content), "on": ON}
    assert told in sign_in("planner").post(f"{INDEX}schools", sent).content.decode()
    brought = Import.objects.filter(what="schools").exclude(pk=SAMPLE)
    assert not brought.exists()


def test_a_file_that_cannot_be_read_says_why(sign_in: SignIn) -> None:
    page = _bring(sign_in("planner"), "schools", "ก,ข", "1,2").content.decode()
    assert "ไม่พบหัวคอลัมน์ของโรงเรียน" in page


def test_a_day_that_cannot_be_read_is_told_at_its_field(sign_in: SignIn) -> None:
    sent = {"file": _file(*RENAMED), "on": "31/2/2556"}
    page = sign_in("planner").post(f"{INDEX}schools", sent).content.decode()
    assert "อ่านวันที่ไม่ได้" in page


PUPILS = (
    "รหัสโรงเรียน,ชั้น,รหัสนักเรียน,ชื่อ,นามสกุล,เพศ",
    f"{school_code(0)},ป.6,1,ตัวอย่าง,สมมติ,ช",
)


def test_a_school_brings_its_own_pupils_only(sign_in: SignIn) -> None:
    director = sign_in("school-director")
    page = _bring(director, "pupils", *PUPILS, f"{school_code(1)},ป.6,1,ก,ข,ช", year="2556")
    assert "เฉพาะนักเรียนของโรงเรียนตนเอง" in page.content.decode()
    _bring(director, "pupils", *PUPILS, year="2556")
    _keep(director)
    assert [pupil.school.code for pupil in Pupil.objects.filter(academic_year=2556)] == [
        school_code(0)
    ]


def test_no_pupil_is_named_in_pages_reports_and_events(sign_in: SignIn) -> None:
    officer = sign_in("data-officer")
    wrong = f"{school_code(0)},ป.9,2,ชื่อที่สอง,สกุลที่สอง,ช"
    told = [_bring(officer, "pupils", *PUPILS, wrong, year="2556").content.decode()]
    told.append(_bring(officer, "pupils", *PUPILS, year="2556").content.decode())
    told.append(_keep(officer).content.decode())
    told += [str(row) for row in Import.objects.values_list("report", "choices")]
    told += [str(row) for row in Event.objects.values_list("before", "after", "key")]
    assert not [text for text in told if "สมมติ" in text or "สกุลที่สอง" in text]


def test_who_brought_a_file_sees_it_and_another_school_does_not(sign_in: SignIn) -> None:
    _bring(sign_in("data-officer"), "pupils", *PUPILS, year="2556")
    assert sign_in("school-director").get(_address()).status_code == 404
    assert sign_in("planner").get(_address()).status_code == 403
    assert sign_in("school-director").get(f"{_address()}/report.xlsx").status_code == 404


def test_pupils_leave_by_name_only_after_a_second_factor(sign_in: SignIn) -> None:
    found = [
        sign_in("data-officer", factor).get(f"{INDEX}pupils.xlsx").status_code
        for factor in (False, True)
    ]
    assert found == [403, 200]


def test_a_large_file_is_checked_behind_the_page(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khet.web.registry.imports.views.LARGE", 10)
    page = _bring(sign_in("planner"), "schools", *RENAMED).content.decode()
    held = Import.objects.latest("brought_at")
    assert held.state in (Import.State.CHECKING, Import.State.CHECKED)
    assert ("hx-get" in page) == (held.state == Import.State.CHECKING)


def test_the_list_takes_few_queries(
    sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    planner = sign_in("planner")
    with django_assert_max_num_queries(15):
        page = planner.get(INDEX).content.decode()
    assert "จำนวนนักเรียน (96 คอลัมน์)" in page


def test_a_form_without_its_token_is_refused(sign_in: SignIn) -> None:
    sign_in("planner")
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in("planner").cookies
    assert client.post(f"{INDEX}schools", {"file": _file(*RENAMED), "on": ON}).status_code == 403


def test_unknown_registers_and_endings_are_not_there(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    found = [planner.get(f"{INDEX}{part}").status_code for part in ("nothing", "schools.pdf")]
    assert found == [404, 404]


_PEOPLE = "ชื่อ,ชื่อผู้ใช้,บทบาท,หน่วยงาน,ตำแหน่ง,ถึงวันที่"


@pytest.mark.parametrize(
    ("who", "row"),
    [
        ("personnel", "ผู้ทดสอบ,administrator,ผู้ดูแลระบบ,9302,,1/1/2569"),
        ("personnel", "ผู้ทดสอบ,administrator,ผู้ดูแลระบบ,9302,ภารโรง,"),
        ("personnel", "ผู้ทดสอบ,administrator,เจ้าหน้าที่ธุรการ,9302,,"),
        ("school-director", f"ผู้ทดสอบ,administrator,ครู,{school_code(0)},ภารโรง,"),
        ("school-director", f"ผู้ทดสอบ,supervisor,ครู,{school_code(0)},,"),
        ("school-director", f"ผู้มาใหม่,newcomer,ครู,{school_code(0)},,"),
    ],
)
@pytest.mark.parametrize("on", [ON, "16/5/2540"])
def test_a_file_touches_no_account_that_its_bringer_does_not_manage(
    sign_in: SignIn, who: str, row: str, on: str
) -> None:
    """A file can't do what the pages of people refuse."""
    client, held = sign_in(who), list(RoleHeld.objects.order_by("pk").values())
    _bring(client, "people", _PEOPLE, row, on=on)
    found = {problem["kind"] for problem in _report()["problems"] if problem["level"] == "error"}
    assert found == {"not-allowed"}
    _keep(client)
    assert list(RoleHeld.objects.order_by("pk").values()) == held
    assert not User.objects.filter(position="ภารโรง").exists()


def test_a_director_changes_the_own_teachers_by_a_file(sign_in: SignIn) -> None:
    director = sign_in("school-director")
    _bring(director, "people", _PEOPLE, f"ผู้ทดสอบ,teacher,ครู,{school_code(0)},ครูชำนาญการ,")
    _keep(director)
    assert User.objects.get(username="teacher").position == "ครูชำนาญการ"


def test_a_large_file_is_kept_in_the_name_of_who_said_so(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    _bring(sign_in("planner"), "schools", *RENAMED)
    monkeypatch.setattr("khet.web.registry.imports.brought.LARGE", 10)
    _keep(sign_in("data-officer"))
    held = Import.objects.latest("brought_at")
    run_step.func("keep", str(held.pk))
    told = Event.objects.filter(kind="registry.school", action="change-unit")
    keeper = User.objects.get(username="data-officer")
    assert [event.actor_id for event in told] == [str(keeper.pk)]


def test_an_id_in_the_wrong_column_is_not_kept(sign_in: SignIn) -> None:
    identity, dashed = "1234567890121", "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑"
    head = f"รหัสโรงเรียน,ชั้น,ห้อง,รหัสนักเรียน,ชื่อ,{identity}"
    rows = [f"{identity},P6,1,11,ก,", f"{school_code(0)},{dashed},{identity},12,ข,"]
    client = sign_in("school-director")
    page = _bring(client, "pupils", head, *rows, year="2556").content.decode()
    assert _report()["errors"] >= 3
    assert identity not in f"{_report()}{page}"
    assert dashed not in f"{_report()}{page}"
    client.post(_address(), {"do": "discard"})
    assert not {"problems", "changes"} & _report().keys()
    assert client.get(_address()).status_code == 200


def test_the_list_says_how_each_file_stands(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    _bring(planner, "schools", RENAMED[0], "1,ก")
    assert "มีข้อผิดพลาด ต้องแก้" in planner.get(f"{INDEX}schools").content.decode()
    _bring(planner, "schools", RENAMED[0], f"{school_code(0)},{school_name(0)}")
    assert "ไม่มีอะไรเปลี่ยน" in planner.get(f"{INDEX}schools").content.decode()
    _bring(planner, "schools", *RENAMED)
    assert "รอยืนยัน" in planner.get(f"{INDEX}schools").content.decode()
    _keep(planner)
    assert "บันทึกแล้ว" in planner.get(f"{INDEX}schools").content.decode()


def test_many_faults_of_one_kind_hide_no_other(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    same = [f"{n},บ้าน" for n in range(1, 251)]
    page = _bring(planner, "schools", RENAMED[0], *same, f"{school_code(0)},").content.decode()
    assert "250 รายการ" in page
    assert "และอีก 230 รายการ" in page
    assert f"แถว {len(same) + 2}<" in page
    assert len(_report()["problems"]) == 201


def test_every_change_can_be_seen(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    lines = [f"{n},กลุ่มที่ {n}" for n in range(1, 251)]
    first = _bring(planner, "groups", "รหัสกลุ่ม,กลุ่มงาน", *lines).content.decode()
    assert ("กลุ่มที่ 100" in first, "กลุ่มที่ 101" in first) == (True, False)
    assert "กลุ่มที่ 250" in planner.get(f"{_address()}?page=3").content.decode()


def test_after_people_come_their_slips(sign_in: SignIn) -> None:
    personnel = sign_in("personnel")
    _bring(personnel, "people", "ชื่อ,หน่วยงาน,ตำแหน่ง", f"ใหม่,{school_code(0)},ครู")
    assert "ต่อไป: พิมพ์ใบรหัส" in _keep(personnel).content.decode()


def test_another_layout_is_not_the_next_step(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    assert "ไม่บังคับ" in planner.get(INDEX).content.decode()
    lines = ("รหัสโรงเรียน,ป.1 รวม", f"{school_code(0)},33")
    _bring(planner, "enrolment", *lines, year="2556")
    reasons = dict.fromkeys(_report()["doubts"], "ตรวจแล้ว")
    page = _keep(planner, **reasons).content.decode()
    assert "บันทึกแล้วทุกแถว" in page
    assert f"{INDEX}enrolment-by-grade" not in page


def test_the_tab_stays_marked_below_the_list(sign_in: SignIn) -> None:
    page = sign_in("planner").get(f"{INDEX}schools").content.decode()
    assert page.count(f'href="{INDEX}" aria-current="true"') == 1
