"""What others told of sittings as a file: every fault by its row and cell, all or nothing."""

from decimal import Decimal

import pytest
from openpyxl import Workbook

from khet.jobs.registers.planning import plan_of
from khet.jobs.registers.writing import written
from khet.records.learning.models import Published, Sitting
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event
from tests.jobs.registers.conftest import SINCE, Office

HEAD = "ปีการศึกษา,การสอบ,ครั้งที่,ชั้น,วิชา,เรื่อง,รหัสโรงเรียน,ค่า,ที่มา"
GOOD = "2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน"
FAULTS = [
    ("256,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "ปีการศึกษา", "พ.ศ."),
    (",O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "ปีการศึกษา", "พ.ศ."),
    ("2556,PISA,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "การสอบ", "มีการสอบ O-NET, NT"),
    ("2556,O-NET,,ป.5,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "ชั้น", "สอบชั้น ป.6, ม.3"),
    ("2556,O-NET,,ป.9,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "ชั้น", "ใส่ชั้น"),
    ("2556,O-NET,1,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "ครั้งที่", "ไม่มีครั้งที่"),
    ("2556,Pre O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "ครั้งที่", "1 หรือ 2"),
    ("2556,Pre O-NET,3,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "ครั้งที่", "1 หรือ 2"),
    ("2556,Pre O-NET,สอง,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน", "ครั้งที่", "1–9"),
    ("2556,O-NET,,ป.6,ดนตรี,ขีดจำกัดล่าง,,46.18,รายงาน", "วิชา", "ไม่รู้จักวิชานี้"),
    ("2556,Pre O-NET,1,ป.6,ศิลปะ,ขีดจำกัดล่าง,,46.18,รายงาน", "วิชา", "ไม่มีวิชานี้"),
    ("2558,O-NET,,ป.6,ศิลปะ,ขีดจำกัดล่าง,,46.18,รายงาน", "วิชา", "ไม่มีวิชานี้"),
    ("2556,O-NET,,ป.6,รวมทุกวิชา,ขีดจำกัดล่าง,,46.18,รายงาน", "วิชา", "ทีละวิชา"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ค่ากลาง,,46.18,รายงาน", "เรื่อง", "ใส่ ขีดจำกัดล่าง"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,93020001,46.18,รายงาน", "รหัสโรงเรียน", "ทั้งเขต"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ร้อยละไม่ผ่าน,,46.18,รายงาน", "รหัสโรงเรียน", "บอกโรงเรียน"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ร้อยละไม่ผ่าน,93020009,46.18,รายงาน", "รหัสโรงเรียน", "ไม่มีโรงเรียน"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ร้อยละไม่ผ่าน,93030009,46.18,รายงาน", "รหัสโรงเรียน", "ไม่มีโรงเรียน"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ร้อยละไม่ผ่าน,9302,46.18,รายงาน", "รหัสโรงเรียน", "8 หลัก"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.185,รายงาน", "ค่า", "ไม่เกิน 2 ตำแหน่ง"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,100.01,รายงาน", "ค่า", "0–100"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,-1,รายงาน", "ค่า", "0–100"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,ขาดสอบ,รายงาน", "ค่า", "0–100"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,,รายงาน", "ค่า", "ว่างอยู่"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,ดำ,รายงาน", "ค่า", "เป็นตัวเลข"),
    ("2556,O-NET,,ป.6,ภาษาไทย,สีของเขต,,46.18,รายงาน", "ค่า", "เป็นสี"),
    ("2556,O-NET,,ป.6,ภาษาไทย,สีของเขต,,ชมพู,รายงาน", "ค่า", "แสด"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,", "ที่มา", "ว่างอยู่"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ค่าเฉลี่ยจังหวัด,,46.18,", "ที่มา", "ว่างอยู่"),
    ("2556,O-NET,,ป.6,ภาษาไทย,ระดับจังหวัด,93020001,46.18,รายงาน", "รหัสโรงเรียน", "ทั้งเขต"),
    (f"2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,{'ก' * 301}", "ที่มา", "300 ตัวอักษร"),
]


@pytest.mark.parametrize(("row", "column", "told"), FAULTS)
def test_a_fault_is_named_by_its_cell_and_keeps_all_out(
    working: Office, row: str, column: str, told: str
) -> None:
    other = [
        UnitEntry("area", "9303", "เขตอื่น"),
        UnitEntry("school", "93030009", "ของเขตอื่น", above=(("place", "area", "9303"),)),
    ]
    register_units(by="ทดสอบ", entries=other, since=SINCE)
    good = GOOD.replace("ภาษาไทย", "คณิต")
    plan = working.plan("published", [HEAD, good, row])
    assert [(found.row, found.column) for found in plan.errors] == [(3, column)]
    assert told in plan.errors[0].message
    assert not plan.may_be_kept({})
    assert not Published.objects.exists()


def test_the_same_row_twice_is_told(working: Office) -> None:
    plan = working.plan("published", [HEAD, GOOD, GOOD.replace("ภาษาไทย", "วิชาภาษาไทย")])
    assert [(f.row, "ซ้ำกับแถว 2" in f.message) for f in plan.errors] == [(3, True)]


@pytest.mark.parametrize("column", [h for h in HEAD.split(",") if h not in ("ครั้งที่", "รหัสโรงเรียน")])
def test_a_column_that_is_missing_is_told(working: Office, column: str) -> None:
    at = HEAD.split(",").index(column)
    lines = [",".join(c for i, c in enumerate(r.split(",")) if i != at) for r in (HEAD, GOOD)]
    plan = working.plan("published", lines)
    assert [found.column for found in plan.errors] == [column]


def test_what_is_in_a_file_is_kept(working: Office) -> None:
    rows = [
        GOOD,
        "๒๕๕๖,o-net,,ประถมศึกษาปีที่ 6,สังคมฯ,ค่าเฉลี่ยระดับประเทศ,,๓๘.๓,ประกาศ",
        "2556,O-NET,,M3,english,สีของเขต,,สีแสด,ประกาศ",
        "2556,Pre O-NET,2,ป.6,คณิต,ร้อยละไม่ผ่าน,93020003,70,ประกาศ",
    ]
    plan = working.keep("published", [HEAD, *rows])
    assert (plan.added, plan.unchanged) == (4, 0)
    kept = {
        (str(row.sitting), row.what, row.subject): (row.value, row.colour, row.school_id)
        for row in Published.objects.all()
    }
    school = working.register("schools").terms.area.pk
    assert kept[("O-NET P6 2556", "limit", "thai")] == (Decimal("46.18"), "", None)
    assert kept[("O-NET P6 2556", "national-mean", "social_studies")][0] == Decimal("38.30")
    assert kept[("O-NET M3 2556", "colour", "english")] == (None, "orange", None)
    value, _, of_school = kept[("Pre O-NET P6 2556 2", "percent", "mathematics")]
    assert value == 70
    assert of_school not in (None, school)
    assert Event.objects.filter(kind="learning.published").count() == 4


def test_a_changed_value_is_shown_before_it_is_kept(working: Office) -> None:
    working.keep("published", [HEAD, GOOD])
    plan = working.plan("published", [HEAD, GOOD.replace("46.18", "46.2")])
    assert [(c.changed, c.before and c.before["value"]) for c in plan.changes] == [
        (("value",), "46.18")
    ]
    assert plan.changes[0].after["value"] == "46.20"
    assert Published.objects.get().value == Decimal("46.18")


def test_a_value_of_a_test_that_has_that_round_is_taken(working: Office) -> None:
    area = working.area
    Sitting.objects.create(area=area, academic_year=2556, test="Pre O-NET", round="3", grade="M3")
    row = "2556,Pre O-NET,3,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.18,รายงาน"
    assert not working.plan("published", [HEAD, row]).errors


def test_it_is_not_taken_for_another_register(working: Office) -> None:
    whole = working.file(written(working.register("published"), "xlsx"), "xlsx")
    told = plan_of(working.register("published"), whole, whole.name).errors
    assert [found.kind for found in told] == ["no-rows"]


def test_numbers_that_a_spreadsheet_holds_as_numbers_are_taken(working: Office) -> None:
    book = Workbook()
    book.active.append(HEAD.split(","))
    for subject, value in (("ภาษาไทย", 46.18), ("คณิต", 44.5), ("อังกฤษ", 30), ("ศิลปะ", 0.07 * 700)):
        row = [2556, "O-NET", None, "ป.6", subject, "ขีดจำกัดล่าง", None, value, "รายงาน"]
        book.active.append(row)
    path = working.file(b"", "xlsx")
    book.save(path)
    plan = plan_of(working.register("published"), path, path.name)
    assert (plan.problems, [change.after["value"] for change in plan.changes]) == (
        *((), ["46.18", "44.50", "30.00", "49.00"]),
    )
