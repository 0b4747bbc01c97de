"""Every fault is named by its row and cell, and nothing of the file is kept."""

from collections.abc import Sequence

import pytest

from khet.figures.intake.problems import Level
from khet.figures.intake.sheets import UnreadableError
from khet.jobs.registers.keeping import NotAsSeenError, keep_file
from khet.jobs.registers.planning import plan_of
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Enrolment, Event, Unit
from tests.jobs.registers.conftest import DISTRICTS, ON, SCHOOLS, SINCE, Office

SCHOOL = "รหัสโรงเรียน"
PUPIL = "รหัสโรงเรียน,ชั้น,รหัสนักเรียน,ชื่อ,เลขประจำตัวประชาชน"
FAULTS = [
    ("areas", ["รหัสเขต,ชื่อเขต", "9301,เขตอื่น"], [(2, "รหัสเขต", "เฉพาะเขต 9302")]),
    ("districts", ["รหัสอำเภอ,อำเภอ,รหัสตำบล,ตำบล", "9303,ตะโหมด,930301,"], [(2, "ตำบล", "ว่างอยู่")]),
    ("districts", ["รหัสอำเภอ,อำเภอ,รหัสตำบล,ตำบล", "9303,ตะโหมด,,แม่ขรี"], [(2, "รหัสตำบล", "ว่างอยู่")]),
    (
        "districts",
        ["รหัสอำเภอ,อำเภอ,รหัสตำบล,ตำบล", "9303,ตะโหมด,930301,แม่ขรี", "9303,ตะโหมต,930302,คลองใหญ่"],
        [(3, "อำเภอ", "สองชื่อ")],
    ),
    (
        "districts",
        ["รหัสอำเภอ,อำเภอ,รหัสตำบล,ตำบล", "9302,ป่าบอน,930101,คลองทรายขาว"],
        [(2, "รหัสตำบล", "อยู่ในอำเภอรหัส 9301")],
    ),
    ("networks", ["ลำดับที่,เครือข่าย,อำเภอ", "3,สองเกาะ,กงหลา"], [(2, "อำเภอ", "กงหรา")]),
    ("networks", ["ลำดับที่,เครือข่าย", "3,สองเกาะ", "๐๓,สามเกาะ"], [(3, "รหัสเครือข่าย", "ซ้ำกับแถว 2")]),
    ("networks", ["เครือข่าย", "สองเกาะ"], [(1, "รหัสเครือข่าย", "ไม่พบคอลัมน์")]),
    ("schools", [f"{SCHOOL},ชื่อโรงเรียน", "9302000,บ้านสั้น"], [(2, SCHOOL, "8 หลัก")]),
    ("schools", [f"{SCHOOL},ชื่อโรงเรียน", "1093000009,บ้านยาว"], [(2, SCHOOL, "ใช้รหัส 8 หลัก")]),
    ("schools", [f"{SCHOOL},ชื่อโรงเรียน", "94010001,บ้านของเขตอื่น"], [(2, SCHOOL, "เขตอื่น")]),
    ("schools", [f"{SCHOOL},ชื่อโรงเรียน,ตำบล", "93020001,บ้านเหนือ,ทุ่งนา"], [(2, "ตำบล", "ทุ่งนารี")]),
    (
        "schools",
        [f"{SCHOOL},ชื่อโรงเรียน,ตำบล,อำเภอ,เครือข่าย", "93020009,บ้านใหม่,ทุ่งนารี,กงหรา,ทุ่งธงทอง"],
        [
            (2, "ตำบล", "ตำบลนี้อยู่ในอำเภอป่าบอนในทะเบียน"),
            (2, "เครือข่าย", "อำเภอป่าบอน แต่โรงเรียนอยู่อำเภอกงหรา"),
        ],
    ),
    (
        "schools",
        [f"{SCHOOL},ชื่อโรงเรียน,เครือข่าย", "93020001,บ้านเหนือ,ทุ่งธงทอง"],
        [(2, "เครือข่าย", "อำเภอป่าบอน แต่โรงเรียนอยู่อำเภอกงหรา")],
    ),
    (
        "schools",
        [f"{SCHOOL},ชื่อโรงเรียน,รหัส 10 หลัก,รหัส 6 หลัก", "93020001,บ้านเหนือ,1093990501,990502"],
        [(2, "รหัสกระทรวง 10 หลัก", "ไม่ตรงกับรหัส สพฐ.")],
    ),
    (
        "schools",
        [f"{SCHOOL},ชื่อโรงเรียน,ระดับชั้น", "93020001,บ้านเหนือ,ป.6-ป.1"],
        [(2, "ระดับชั้น", "อ.2–ป.6")],
    ),
    (
        "schools",
        [f"{SCHOOL},ชื่อโรงเรียน,วันที่เปิด,วันที่เลิก", "93020001,บ้านเหนือ,1/5/2540,1/5/2539"],
        [(2, "วันที่เลิก", "ก่อนวันที่เปิด")],
    ),
    (
        "schools",
        [f"{SCHOOL},ชื่อโรงเรียน,วันที่เปิด", "93020001,บ้านเหนือ,31/2/2540"],
        [(2, "วันที่เปิด", "16 พ.ค. 2556")],
    ),
    (
        "schools",
        [f"{SCHOOL},ชื่อโรงเรียน,รวมกับโรงเรียน", "93020001,บ้านเหนือ,93020099"],
        [(2, "รวมกับโรงเรียน", "ในทะเบียน"), (2, "วันที่เลิก", "ใส่วันที่เลิก")],
    ),
    ("enrolment-by-grade", [f"{SCHOOL},ชั้น,ชาย,หญิง,รวม", "93020001,ป.1,3,4,8"], [(2, "รวม", "= 7")]),
    ("enrolment-by-grade", [f"{SCHOOL},ชั้น,ชาย,รวม", "93020001,ป.1,9,8"], [(2, "รวม", "น้อยกว่า")]),
    ("enrolment-by-grade", [f"{SCHOOL},ชั้น,ห้อง", "93020001,ป.1,1"], [(2, "รวม", "ว่างอยู่")]),
    ("enrolment-by-grade", [f"{SCHOOL},ชั้น,รวม", "93020001,ป.1,สิบ"], [(2, "รวม", "จำนวนเต็ม")]),
    (
        "enrolment-by-grade",
        [f"{SCHOOL},ชั้น,รวม", '93020001,ป.1,"1,5"'],
        [(2, "รวม", "จำนวนเต็ม")],
    ),
    ("enrolment-by-grade", [f"{SCHOOL},ชั้น,รวม", "93020009,ป.1,1"], [(2, SCHOOL, "ไม่มีโรงเรียน")]),
    (
        "enrolment",
        [f"{SCHOOL},ป.1 รวม,ป.2 รวม,รวมประถม รวม,รวมทั้งหมด รวม", "93020001,3,4,8,8"],
        [(2, "รวมทั้งหมด รวม", "คือ 7"), (2, "รวมประถม รวม", "คือ 7")],
    ),
    ("enrolment", [f"รหัสเขต,{SCHOOL},ป.1 รวม", "9401,93020001,3"], [(2, "รหัสเขต", "เขต 9302")]),
    (
        "programmes",
        [f"โครงการ,{SCHOOL},ตั้งแต่ปีการศึกษา,ถึงปีการศึกษา", "สุจริต,93020001,2556,2555"],
        [(2, "ถึงปีการศึกษา", "ก่อนปีที่เริ่ม")],
    ),
    ("pupils", [PUPIL, "93020001,ป.1,1,ก,1234567890122"], [(2, "เลขประจำตัวประชาชน", "13 หลัก")]),
    ("pupils", [PUPIL, "93020001,ป.1,1,ก,1.23E+12"], [(2, "เลขประจำตัวประชาชน", "ข้อความ")]),
    ("pupils", [PUPIL, "93020001,ป.1,,ก,"], [(2, "รหัสนักเรียน", "ว่างอยู่")]),
    ("pupils", [PUPIL, "93020001,ป.1,1,ก,", "93020001,ป.1,1,ข,"], [(3, "รหัสนักเรียน", "ซ้ำกับแถว 2")]),
    (
        "districts",
        ["รหัสอำเภอ,อำเภอ,รหัสตำบล,ตำบล", *["9303,ตะโหมด,930301,แม่ขรี"] * 2],
        [(3, "รหัสตำบล", "รหัสตำบล ซ้ำกับแถว 2")],
    ),
    ("pupils", [PUPIL, *["93020001,ป.1,,ก,"] * 2], [(2, "รหัสนักเรียน", ""), (3, "รหัสนักเรียน", "ว่าง")]),
]


@pytest.mark.parametrize(("key", "lines", "told"), FAULTS)
def test_a_fault_is_named(
    working: Office, key: str, lines: Sequence[str], told: list[tuple[int, str, str]]
) -> None:
    register_units(by="ทดสอบ", entries=[UnitEntry("school", "94010001", "อื่น")], since=SINCE)
    errors = working.plan(key, lines).errors
    assert [(found.row, found.column) for found in errors] == [part[:2] for part in told]
    assert all(words in found.message for found, (_, _, words) in zip(errors, told, strict=True))


DOUBTS = [
    ("networks", ["ลำดับที่,เครือข่าย", "3,ไพรวัลย์"], "same-name", 2),
    ("networks", ["ลำดับที่,เครือข่าย,อำเภอ", "1,ไพรวัลย์,ป่าบอน"], "network-district", 2),
    ("schools", [f"{SCHOOL},ชื่อโรงเรียน", "93020009,บ้านเหนิอ"], "near-name", 2),
    (
        "schools",
        [f"{SCHOOL},ชื่อโรงเรียน,รหัส 6 หลัก", "93020001,บ้านเหนือ,000001", "93020002,วัดกลาง,000001"],
        "code-twice",
        2,
    ),
    (
        "enrolment-by-grade",
        [f"{SCHOOL},ชื่อโรงเรียน,ชั้น,รวม", "93020001,วัดกลาง,ป.1,3"],
        "name-differs",
        2,
    ),
    ("enrolment", [f"{SCHOOL},ม.1 รวม", "93020001,3"], "level-not-taught", 2),
    ("pupils", [f"ชื่อโรงเรียน,{PUPIL}", "วัดกลาง,93020001,ป.1,1,ก,"], "name-differs", 2),
    (
        "pupils",
        [PUPIL, "93020001,ป.1,1,ก,1234567890121", "93020002,ป.1,1,ข,1-2345-67890-12-1"],
        "identity-twice",
        3,
    ),
]


@pytest.mark.parametrize(("key", "lines", "kind", "row"), DOUBTS)
def test_a_doubt_is_kept_only_with_a_reason(
    working: Office, key: str, lines: Sequence[str], kind: str, row: int
) -> None:
    plan = working.plan(key, lines)
    assert (list(plan.doubts), plan.doubts[kind][0].row) == ([kind], row)
    assert not plan.may_be_kept({kind: " "})
    assert plan.may_be_kept({kind: "ตรวจแล้ว"})


def test_one_fault_keeps_the_whole_file_out(working: Office) -> None:
    lines = [f"{SCHOOL},ชั้น,รวม", "93020001,ป.1,5", "93020001,ป.2,ห้า"]
    plan = working.plan("enrolment-by-grade", lines)
    events = Event.objects.count()
    with pytest.raises(NotAsSeenError):
        keep_file(
            by="ทดสอบ",
            register=working.register("enrolment-by-grade"),
            path=working.file("\n".join(lines)),
            name="",
            seen=plan.print,
            reasons={},
        )
    assert (Enrolment.objects.count(), Event.objects.count()) == (0, events)


def test_other_columns_are_told_and_columns_may_stand_in_any_order(working: Office) -> None:
    plan = working.plan("schools", [f"หมายเหตุ,ชื่อโรงเรียน,{SCHOOL}", "ก,บ้านใหม่เอี่ยม,93020001"])
    assert plan.ignored == ("หมายเหตุ",)
    assert [(change.number, change.changed) for change in plan.changes] == [(2, ("name",))]


def test_rows_that_a_file_lacks_are_left_alone_and_told(working: Office) -> None:
    plan = working.keep("schools", [f"{SCHOOL},ชื่อโรงเรียน", "93020001,บ้านใหม่เอี่ยม"])
    assert plan.left == ("93020003 ชุมชนใต้", "93020002 วัดกลาง")
    assert Unit.objects.filter(kind="school").count() == 3


def test_headings_may_follow_a_title_and_windows_874_is_read(working: Office) -> None:
    text = f"ทะเบียนโรงเรียน,,\n{SCHOOL},ชื่อโรงเรียน,ตำบล\n93020001,บ้านใหม่เอี่ยม,ชะรัด\n"
    path = working.file(text.encode("cp874"))
    plan = plan_of(working.register("schools"), path, "")
    assert (plan.encoding, plan.problems) == ("windows-874", ())
    assert plan.changes[0].number == 3


@pytest.mark.parametrize(("content", "told"), [("", "ไฟล์ว่าง"), ("ก,ข\n1,2", "ไม่พบหัวคอลัมน์")])
def test_a_file_without_headings_is_no_register(working: Office, content: str, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        working.plan("schools", content.splitlines())


def test_errors_are_errors_and_doubts_are_warnings(working: Office) -> None:
    plan = working.plan("schools", [f"{SCHOOL},ชื่อโรงเรียน", "1,ก", "93020009,บ้านเหนิอ"])
    assert [found.level for found in plan.problems] == [Level.ERROR, Level.WARNING]


def test_a_move_cannot_come_before_what_it_ends(working: Office) -> None:
    moved = [f"{SCHOOL},ชื่อโรงเรียน,ตำบล,อำเภอ,เครือข่าย", "93020001,บ้านเหนือ,ทุ่งนารี,ป่าบอน,ทุ่งธงทอง"]
    working.keep("schools", moved, on=ON)
    found = working.plan("schools", moved, on=SINCE).errors
    assert ["16 พ.ค. 2556" in problem.message for problem in found] == [True]


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("enrolment", [f"{SCHOOL},ป.1 รวม", "93020002,3"]),
        ("enrolment-by-grade", [f"{SCHOOL},ชั้น,รวม", "93020002,ป.1,3"]),
        ("pupils", [PUPIL, "93020002,ป.1,1,ก,"]),
    ],
)
def test_a_school_closed_before_the_year_is_named(
    working: Office, key: str, lines: Sequence[str]
) -> None:
    closed = [f"{SCHOOL},ชื่อโรงเรียน,วันที่เลิก", "93020002,วัดกลาง,31/3/2556"]
    working.keep("schools", closed)
    [found] = working.plan(key, lines).doubts["school-closed"]
    assert "วัดกลาง เลิกตั้งแต่ 31 มี.ค. 2556" in found.message
    working.keep("schools", [closed[0], "93020002,วัดกลาง,31/3/2557"])
    assert not working.plan(key, lines).problems


def test_a_district_is_in_the_file_on_the_rows_of_its_subdistricts(working: Office) -> None:
    plan = working.plan("districts", DISTRICTS)
    assert (plan.changes, plan.left) == ((), ())
    assert working.plan("districts", DISTRICTS[:3]).left == ("ป่าบอน", "ป่าบอน ทุ่งนารี")


def test_headings_alone_are_no_register(working: Office) -> None:
    [found] = working.plan("schools", [f"{SCHOOL},ชื่อโรงเรียน"]).errors
    assert (found.row, found.message.split(":")[0]) == (1, "ไม่มีแถวข้อมูล")


def test_a_missing_column_brings_no_further_faults(working: Office) -> None:
    [found] = working.plan("schools", [f"{SCHOOL},อำเภอ", "1,ไม่มี", "1,"]).problems
    assert (found.row, found.column) == (1, "ชื่อโรงเรียน")


@pytest.mark.parametrize("first", ["รวม", "รวมทั้งสิ้น"])
def test_a_row_of_sums_is_to_go(working: Office, first: str) -> None:
    plan = working.plan("enrolment-by-grade", [f"{SCHOOL},ชั้น,รวม", "93020001,ป.1,3", f"{first},,3"])
    assert [(found.row, found.message) for found in plan.errors] == [(3, "แถวรวม: ลบแถวนี้ออก")]


@pytest.mark.parametrize(
    ("key", "lines", "told"),
    [
        ("districts", SCHOOLS, "ไฟล์โรงเรียน"),
        ("enrolment", [PUPIL, "93020001,ป.1,1,ก,"], "ไฟล์นักเรียนรายคน"),
        ("schools", ["school,pupil,subject,score", "93020001,1,TH,50"], "ไฟล์คะแนนสอบ"),
    ],
)
def test_a_file_of_something_else_is_called_what_it_seems(
    working: Office, key: str, lines: Sequence[str], told: str
) -> None:
    with pytest.raises(UnreadableError, match=f"ดูเหมือนเป็น{told}"):
        working.plan(key, lines)


def test_names_alike_are_told_once_a_pair(working: Office) -> None:
    lines = [f"{SCHOOL},ชื่อโรงเรียน", "93020008,บ้านไพรวัลย์", "93020009,บ้านไพวัลย์"]
    [found] = working.plan("schools", lines).doubts["near-name"]
    assert (found.row, "บ้านไพวัลย์ (รหัส 93020009)" in found.message) == (2, True)
