"""Accounts from files: who gets which, and every mistake at its row and column."""

from datetime import date

import pytest

from khet.jobs.registers.people import People
from khet.jobs.registers.planning import Plan, plan_of
from khet.jobs.registers.register import Terms
from khet.records.registry.models import Event, RoleHeld, User
from tests.jobs.registers.conftest import ON, SCHOOLS, Office

DMC = (
    "รหัสโรงเรียน,ชื่อโรงเรียน,เลขประจำตัวประชาชน,สอนชั้น,รหัสประจำตำแหน่ง,เพศ,คำนำหน้าชื่อ,ชื่อ,นามสกุล,"
    "ชื่อ(อังกฤษ),นามสกุล(อังกฤษ),ตำแหน่ง,วิทยฐานะ,วันเกิด,อายุ(ปี),อายุ(เดือน),เริ่มดำรงตำแหน่ง,อายุราชการ(ปี),"
    "อายุ(เดือน),วุฒิการศึกษา,ชื่อย่อวุฒิ,การศึกษาสูงสุด,ครูพี่เลี้ยง,สอนตรงตามวุฒิ"
)
OURS = "คำนำหน้าชื่อ,ชื่อ,นามสกุล,หน่วยงาน,บทบาท,ชื่อผู้ใช้,ตำแหน่ง,ตั้งแต่วันที่,ถึงวันที่,เลขประจำตัวประชาชน"
ID, OTHER_ID = "1234567890121", "1234567890139"


def _teacher(school: str, identity: str, first: str, position: str) -> str:
    cells = [school, "", identity, "ป.1", "1", "ญ", "นางสาว", first, "สมมติ", "", "", position]
    return ",".join([*cells, "ชำนาญการ", *[""] * 11])


TEACHERS = [
    DMC,
    _teacher("93020001", "1-2345-67890-12-1", "เก่ง", "ผู้อำนวยการสถานศึกษา"),
    _teacher("93020001", "๑๒๓๔๕๖๗๘๙๐๑๓๙", "ขวัญ", "ครู"),
    _teacher("93020002", "", "คำ", "ครู รักษาการในตำแหน่งผู้อำนวยการโรงเรียน"),
]


def _ours(**cells: str) -> str:
    heads = (
        "title",
        "first",
        "last",
        "unit",
        "role",
        "username",
        "position",
        "since",
        "until",
        "id",
    )
    return ",".join({**dict.fromkeys(heads, ""), "first": "สมมติ", **cells}[head] for head in heads)


def _told(plan: Plan) -> list[tuple[int, str]]:
    return [(found.row, found.column) for found in plan.problems]


def test_the_teachers_export_opens_accounts_with_roles_by_position(working: Office) -> None:
    working.keep("people", TEACHERS)
    held = RoleHeld.objects.order_by("user__username").select_related("user", "unit")
    assert [(h.user.username, h.user.name, h.role, h.unit.code, h.acting) for h in held] == [
        ("0001-01", "นางสาวเก่ง สมมติ", "school-director", "93020001", False),
        ("0001-02", "นางสาวขวัญ สมมติ", "teacher", "93020001", False),
        ("0002-01", "นางสาวคำ สมมติ", "school-director", "93020002", True),
    ]
    user = User.objects.get(username="0001-01")
    assert (user.position, user.academic_rank) == ("ผู้อำนวยการสถานศึกษา", "ชำนาญการ")
    assert not user.has_usable_password()
    assert {role.since for role in held} == {ON}
    assert Event.objects.filter(kind="registry.user", action="open-account").count() == 3


def test_no_id_is_in_the_records(working: Office) -> None:
    working.keep("people", TEACHERS)
    for model in (User, Event):
        assert ID not in str(list(model.objects.values()))
    assert len(set(User.objects.values_list("identity_hash", flat=True)) - {""}) == 2


def test_the_same_file_again_changes_nothing(working: Office) -> None:
    working.keep("people", TEACHERS)
    plan = working.plan("people", TEACHERS)
    assert (plan.changes, plan.problems, plan.unchanged) == ((), (), 3)


def test_office_staff_by_unit_and_role(working: Office) -> None:
    lines = [
        OURS,
        _ours(unit="9302", role="ผู้อำนวยการ สพป.", username="Boss"),
        _ours(first="นิเทศ", unit="เครือข่ายไพวัลย์", role="supervisor", since="1 ต.ค. 2555"),
        _ours(first="นิเทศ", last="ก", unit="9302", position="ศึกษานิเทศก์"),
        _ours(first="ครูใหม่", unit="วัดกลาง"),
    ]
    working.keep("people", lines)
    held = RoleHeld.objects.select_related("user", "unit").order_by("pk")
    assert [(h.user.username, h.role, h.unit.kind) for h in held] == [
        ("boss", "director", "area"),
        ("9302n01-01".removeprefix("9302"), "supervisor", "network"),
        ("office-01", "supervisor", "area"),
        ("0002-01", "teacher", "school"),
    ]
    assert held[1].since == date(2012, 10, 1)


def test_a_further_role_by_the_user_name_and_its_end(working: Office) -> None:
    working.keep("people", TEACHERS)
    chair = _ours(title="นางสาว", first="เก่ง", last="สมมติ", unit="ไพรวัลย์", username="0001-01")
    lines = [OURS, chair.replace(",ไพรวัลย์,,", ",ไพรวัลย์,ประธานเครือข่าย,")]
    working.keep("people", lines)
    user = User.objects.get(username="0001-01")
    assert {held.role for held in user.roles_held.all()} == {"school-director", "network-chair"}
    working.keep("people", [OURS, lines[1].replace("0001-01,,,", "0001-01,,,31/5/2556")])
    assert user.roles_held.get(role="network-chair").until == date(2013, 5, 31)
    assert user.position == "ผู้อำนวยการสถานศึกษา"


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (_ours(unit="93029999"), "หน่วยงาน", "ไม่มีในทะเบียน"),
        (_ours(unit="วัดกลาก"), "หน่วยงาน", "วัดกลาง"),
        (_ours(position="ครู"), "หน่วยงาน", "ตำแหน่งและบทบาทต้องอยู่ในหน่วยงาน"),
        (_ours(unit="วัดกลาง", role="หัวหน้าใหญ่"), "บทบาท", "หรือเว้นว่างให้ดูจากตำแหน่ง"),
        (_ours(unit="วัดกลาง", role="ศึกษานิเทศก์"), "บทบาท", "ให้ที่หน่วยงานนี้ไม่ได้"),
        (_ours(unit="9302"), "บทบาท", "ไม่ได้บอกบทบาท"),
        (_ours(unit="9302", role="ผู้ดูแลระบบ"), "บทบาท", "ให้จากไฟล์ไม่ได้"),
        (_ours(unit="วัดกลาง", id="1234567890122"), "เลขประจำตัวประชาชน", "เลขตรวจสอบ"),
        (_ours(unit="วัดกลาง", id="123456789012"), "เลขประจำตัวประชาชน", "13 หลัก"),
        (_ours(unit="วัดกลาง", username="ครู"), "ชื่อผู้ใช้", "a–z"),
        (_ours(unit="วัดกลาง", username="taken"), "ชื่อผู้ใช้", "เป็นของบุคคลอื่น"),
        (_ours(unit="วัดกลาง", until="15 พ.ค. 2556"), "ถึงวันที่", "ก่อนวันเริ่ม"),
        (_ours(unit="วัดกลาง", since="32/1/2556"), "ตั้งแต่วันที่", "16 พ.ค. 2556"),
    ],
)
def test_a_mistake_is_told_at_its_cell(working: Office, line: str, column: str, words: str) -> None:
    User.objects.create_user("taken", name="ผู้อื่น")
    plan = working.plan("people", [OURS, _ours(first="ดี", unit="วัดกลาง"), line])
    assert [(found.row, found.column) for found in plan.errors] == [(3, column)]
    assert words in plan.errors[0].message
    assert not plan.may_be_kept({})


def test_one_person_twice_in_a_file(working: Office) -> None:
    lines = [OURS, _ours(unit="วัดกลาง", id=ID), _ours(first="อีก", unit="บ้านเหนือ", id=ID)]
    plan = working.plan("people", lines)
    assert _told(plan) == [(3, "เลขประจำตัวประชาชน")]
    assert "แถว 2" in plan.problems[0].message
    assert ID not in str(plan.problems)


def test_a_person_with_an_account_elsewhere(working: Office) -> None:
    working.keep("people", TEACHERS)
    plan = working.plan("people", [OURS, _ours(first="เก่ง", unit="วัดกลาง", id=ID)])
    assert [(found.row, found.column) for found in plan.errors] == [(2, "เลขประจำตัวประชาชน")]
    assert "0001-01" in plan.errors[0].message
    plan = working.plan("people", [OURS, _ours(unit="วัดกลาง", id=ID, username="someone")])
    assert "0001-01" in plan.errors[0].message


def test_the_same_name_at_a_unit_is_doubted_only(working: Office) -> None:
    lines = [OURS, _ours(unit="วัดกลาง", id=ID), _ours(unit="วัดกลาง", id=OTHER_ID)]
    plan = working.plan("people", lines)
    assert [(found.row, found.kind) for found in plan.problems] == [(3, "same-person")]
    assert plan.may_be_kept({"same-person": "คนละคน"})
    working.keep("people", lines[:2])
    plan = working.plan("people", [OURS, lines[2]])
    assert plan.problems[0].message.count("0002-01") == 1


def test_a_school_brings_its_own_teachers_only(working: Office) -> None:
    lines = [
        OURS,
        _ours(unit="วัดกลาง"),
        _ours(unit="บ้านเหนือ"),
        _ours(unit="วัดกลาง", role="ผอ.โรงเรียน"),
    ]
    path = working.file("\n".join(lines))
    register = working.register("people", schools=frozenset({"93020002"}))
    plan = plan_of(register, path, "file.csv")
    assert [(found.row, found.column) for found in plan.errors] == [(3, "หน่วยงาน"), (4, "บทบาท")]


def test_nobody_changes_the_own_row(working: Office) -> None:
    working.keep("people", TEACHERS)
    terms = Terms(working.area, ON, user="0001-01")
    line = _ours(title="นางสาว", first="เก่ง", last="สมมติ", unit="9302", username="0001-01")
    path = working.file("\n".join([OURS, line.replace(",9302,,", ",9302,ศึกษานิเทศก์,")]))
    plan = plan_of(People(terms), path, "file.csv")
    assert [found.column for found in plan.errors] == ["ชื่อผู้ใช้"]


def test_an_existing_role_keeps_its_first_day(working: Office) -> None:
    working.keep("people", TEACHERS)
    line = _ours(title="นางสาว", first="คำ", last="สมมติ", unit="วัดกลาง", since="1/1/2556")
    assert [found.column for found in working.plan("people", [OURS, line]).errors] == ["ตั้งแต่วันที่"]


CLOSED = [f"{SCHOOLS[0]},วันที่เลิก", f"{SCHOOLS[2]},31/3/2556"]


def test_nobody_begins_at_a_school_that_is_closed(working: Office) -> None:
    working.keep("schools", CLOSED)
    found = working.plan("people", TEACHERS).errors
    assert [(fault.row, fault.column) for fault in found] == [(4, "รหัสโรงเรียน")]
    assert "ปิดแล้วตั้งแต่ 31 มี.ค. 2556" in found[0].message
    early = working.plan("people", [OURS, _ours(unit="9302", role="ศึกษานิเทศก์")])
    assert not early.errors


def test_a_name_that_is_not_the_codes_school_is_doubted(working: Office) -> None:
    lines = [
        "รหัสโรงเรียน,ชื่อโรงเรียน,ชื่อ,ตำแหน่ง",
        "93020001,วัดกลาง,เก่ง,ครู",
        "93020002,ร.ร.วัดกลาง,คำ,ครู",
    ]
    doubts = working.plan("people", lines).doubts
    assert [(found.row, found.message.split(":")[0]) for found in doubts["name-differs"]] == [
        (2, "รหัสนี้ในทะเบียนคือ บ้านเหนือ")
    ]


def test_a_school_has_one_director(working: Office) -> None:
    working.keep("people", TEACHERS)
    new = _ours(first="ใหม่", unit="วัดกลาง", role="ผอ.โรงเรียน")
    [found] = working.plan("people", [OURS, new]).doubts["second-head"]
    assert (found.row, found.column) == (2, "บทบาท")
    assert "0002-01" in found.message
    end = _ours(title="นางสาว", first="คำ", last="สมมติ", unit="วัดกลาง", until="31/5/2556")
    later = _ours(first="ใหม่", unit="วัดกลาง", role="ผอ.โรงเรียน", since="1/6/2556")
    assert not working.plan("people", [OURS, end, later]).problems
    two = [_ours(first=name, unit="ชุมชนใต้", role="ผอ.โรงเรียน") for name in ("หนึ่ง", "สอง")]
    [found] = working.plan("people", [OURS, *two]).doubts["second-head"]
    assert found.row == 3
