"""Workbooks read by a process of their own, checked as a whole, marked, and written together."""

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from khet.documents.answer_books import reading
from khet.documents.answer_books.reading import UnreadableBookError, marked_book, read_book
from khet.documents.answer_books.words import told
from khet.documents.answer_books.writing import Leaf, merged_book
from khet.rules.workbook_checks import Checked, check
from khet.rules.workbook_templates import Kind, Template, template_of
from tests.made_books import FORM, GOOD, WATER, filled, form_book, kept, open_book

SCHOOL = "บ้านสมมติ"
_UNKNOWN = re.compile(rb">\s*<f>B4\*2</f>\s*(<v ?/>|<v></v>)")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """What the protected form asks."""
    return template_of(read_book(kept(tmp_path_factory.mktemp("t"), form_book())))


def _checked(template: Template, folder: Path, cells: Mapping[str, Any]) -> Checked:
    return check(template, read_book(kept(folder, filled(form_book(), cells))), SCHOOL)


def test_a_protected_form_is_understood(template: Template) -> None:
    [sheet] = template.sheets
    assert template.hidden == ("รายการ",)
    assert [(one.label, one.kind, one.required) for one in sheet.single] == [
        ("ชื่อโรงเรียน", Kind.ANY, False),
        ("จำนวนนักเรียน", Kind.WHOLE, True),
        ("วันที่ตรวจน้ำ", Kind.DATE, False),
        ("แหล่งน้ำ", Kind.LIST, True),
        ("โทรศัพท์", Kind.TEXT, False),
        ("นักเรียนต่อเดือน", Kind.FORMULA, False),
    ]
    assert sheet.single[3].limit is not None
    assert sheet.single[3].limit.items == WATER
    assert sheet.table is not None
    assert (sheet.table.top, sheet.table.bottom) == (12, 21)
    assert [(one.label, one.required) for one in sheet.table.columns] == [
        ("ชื่ออาคาร", True),
        ("ปีที่สร้าง", False),
        ("จำนวนห้อง", False),
    ]


def test_an_open_table_with_two_rows_of_headings_is_understood(tmp_path: Path) -> None:
    [sheet] = template_of(read_book(kept(tmp_path, open_book()))).sheets
    assert sheet.table is None
    assert [(one.place, one.label, one.required) for one in sheet.single] == [
        ((5, 2), "ป.1 – จำนวน ชาย", True),
        ((5, 3), "ป.1 – จำนวน หญิง", False),
        ((6, 2), "ป.2 – จำนวน ชาย", True),
        ((6, 3), "ป.2 – จำนวน หญิง", False),
    ]


def test_a_good_answer_has_its_values(template: Template, tmp_path: Path) -> None:
    checked = _checked(template, tmp_path, {**GOOD, "B3": f"โรงเรียน{SCHOOL}", "B4": "๑,๒๓๔"})
    assert checked.faults == ()
    assert checked.values[FORM] == {
        "B3": f"โรงเรียน{SCHOOL}",
        "B4": Decimal(1234),
        "B5": date(2026, 5, 16),
        "B6": "บาดาล",
        "B7": "081-000-0000",
        "A12": "อาคาร 1",
        "B12": Decimal(2540),
        "C12": Decimal(8),
    }
    assert [(one.cell, one.code) for one in checked.odd] == [("B8", "not-calculated")]


@pytest.mark.parametrize(
    ("cells", "cell", "code", "said"),
    [
        ({"B4": "12 คน"}, "B4", "not-number", "“12 คน” ไม่ใช่ตัวเลข"),
        ({"B4": 5001}, "B4", "range", "5001 อยู่นอกช่วงที่กำหนด: ต้องอยู่ระหว่าง 0 ถึง 5000"),
        ({"B4": 1.5}, "B4", "not-whole", "ไม่ใช่จำนวนเต็ม"),
        ({"B4": None}, "B4", "missing", "ต้องกรอกช่องนี้"),
        ({"B5": "31/2/2569"}, "B5", "not-day", "อ่านวันที่ “31/2/2569” ไม่ได้"),
        ({"B6": "ปะปา"}, "B6", "not-listed", "ใกล้ที่สุดคือ “ประปา”"),
        ({"B6": "#REF!"}, "B6", "error", "#REF!"),
        ({"B8": 240}, "B8", "formula-gone", "สูตรหายไป เดิมเป็น =B4*2 แต่พบ “240”"),
        ({"B8": "=B4*3"}, "B8", "formula-changed", "เดิมเป็น =B4*2 แต่พบ =B4*3"),
        ({"A4": "จำนวนครู"}, "A4", "locked", "เดิมเป็น “จำนวนนักเรียน *” แต่พบ “จำนวนครู”"),
        ({"B13": 2541}, "A13", "missing", "ต้องกรอกช่องนี้"),
        ({"A22": "อาคาร 11"}, "A22", "below", "ซึ่งจบที่แถว 21"),
        ({"E2": "หมายเหตุ"}, "E2", "outside", "อยู่นอกช่องที่ให้กรอก"),
        ({"B3": "วัดอื่น"}, "B3", "other-school", "“วัดอื่น” แต่ผู้ส่งคือ “บ้านสมมติ”"),
    ],
)
def test_each_fault_is_told_at_its_cell(
    template: Template, tmp_path: Path, cells: dict[str, Any], cell: str, code: str, said: str
) -> None:
    [fault] = _checked(template, tmp_path, {**GOOD, **cells}).faults
    assert (fault.sheet, fault.cell, fault.code) == (FORM, cell, code)
    assert said in told(fault)
    assert "%(" not in told(fault)


def test_all_faults_are_told_at_once(template: Template, tmp_path: Path) -> None:
    faults = _checked(template, tmp_path, {**GOOD, "B4": "x", "A3": "อื่น", "B6": "y"}).faults
    assert {fault.cell for fault in faults} == {"B4", "A3", "B6"}


def test_rows_put_in_are_told_as_such(template: Template, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(filled(form_book(), GOOD)))
    book[FORM].insert_rows(3, 2)
    book.save(tmp_path / "moved.xlsx")
    [fault] = check(template, read_book(tmp_path / "moved.xlsx"), SCHOOL).faults
    assert told(fault).startswith("มีแถวแทรกเข้ามา 2 แถว ก่อนแถวที่ 3")


def test_another_file_is_told_with_its_first_difference(template: Template, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = FORM
    book.active["A1"] = "เรื่องอื่น"
    book.save(tmp_path / "other.xlsx")
    [fault] = check(template, read_book(tmp_path / "other.xlsx"), SCHOOL).faults
    said = "แผ่น “แบบสำรวจ” ช่อง A1 ควรเป็น “แบบสำรวจน้ำดื่มโรงเรียน” แต่พบ “เรื่องอื่น”"
    assert said in told(fault)


def test_a_renamed_sheet_is_told_with_its_new_name(template: Template, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(filled(form_book(), GOOD)))
    book[FORM].title = "Sheet1"
    book.save(tmp_path / "named.xlsx")
    [fault] = check(template, read_book(tmp_path / "named.xlsx"), SCHOOL).faults
    assert "ไม่มีแผ่น “แบบสำรวจ” มี “Sheet1”" in told(fault)


def test_the_empty_template_isn_t_an_answer(tmp_path: Path) -> None:
    template = template_of(read_book(kept(tmp_path, open_book())))
    faults = check(template, read_book(kept(tmp_path, open_book()))).faults
    assert [fault.code for fault in faults] == ["missing", "missing"]


def _came_to(plain: Path, made: bytes) -> Path:
    """The workbook with its formula calculated."""
    with zipfile.ZipFile(plain) as box:
        parts = {name: box.read(name) for name in box.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name], found = _UNKNOWN.subn(made, parts[name])
    assert found == 1
    path = plain.with_name("calculated.xlsx")
    with zipfile.ZipFile(path, "w") as box:
        for part, content in parts.items():
            box.writestr(part, content)
    return path


def test_what_a_formula_came_to_is_read(template: Template, tmp_path: Path) -> None:
    plain = kept(tmp_path, filled(form_book(), GOOD))
    book = read_book(_came_to(plain, b"><f>B4*2</f><v>240</v>"))
    assert check(template, book).values[FORM]["B8"] == Decimal(240)
    book = read_book(_came_to(plain, b' t="e"><f>B4*2</f><v>#DIV/0!</v>'))
    checked = check(template, book)
    assert checked.faults == ()
    assert [told(one) for one in checked.odd if one.cell == "B8"] == ["สูตรให้ผลผิดพลาด #DIV/0!"]


def test_the_faulty_cells_are_marked_and_the_file_stays_an_answer(
    template: Template, tmp_path: Path
) -> None:
    path = kept(tmp_path, filled(form_book(), {**GOOD, "B4": "12 คน"}))
    marked = marked_book(path, [(FORM, "B4", "ไม่ใช่ตัวเลข")])
    book = openpyxl.load_workbook(BytesIO(marked))
    assert book[FORM]["B4"].comment.text == "ไม่ใช่ตัวเลข"
    assert book[FORM]["B4"].fill.fgColor.rgb == "FFFFC7CE"
    book[FORM]["B4"] = 12
    book.save(tmp_path / "mended.xlsx")
    assert check(template, read_book(tmp_path / "mended.xlsx"), SCHOOL).faults == ()


def _huge(folder: Path) -> Path:
    """A small file that says that millions of cells are merged."""
    plain = kept(folder, form_book())
    with zipfile.ZipFile(plain) as box:
        parts = {name: box.read(name) for name in box.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'ref="A1:C1"', b'ref="A1:XFD1048576"', 1)
    parts[name] = parts[name].replace(
        b'<mergeCell ref="A1:C1"/>', b'<mergeCell ref="A1:XFD1048576"/>'
    )
    path = folder / "huge.xlsx"
    with zipfile.ZipFile(path, "w") as box:
        for part, content in parts.items():
            box.writestr(part, content)
    return path


def _bomb(folder: Path) -> Path:
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", "<x/>")
        box.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return path


def test_a_file_made_to_harm_is_refused(tmp_path: Path) -> None:
    for path, said in ((_huge(tmp_path), "กว้างหรือยาวเกินไป"), (_bomb(tmp_path), "ใหญ่เกินไป")):
        with pytest.raises(UnreadableBookError, match=said):
            read_book(path)
    broken = kept(tmp_path, form_book()[:-200])
    with pytest.raises(UnreadableBookError, match="เปิดไฟล์ไม่ได้"):
        read_book(broken)


def test_a_reader_that_was_ended_is_replaced(tmp_path: Path) -> None:
    path = kept(tmp_path, form_book())
    first = read_book(path)
    for waiting in reading._IDLE:
        waiting.kill()
        waiting.wait()
    assert read_book(path) == first


def test_what_schools_typed_is_never_a_formula(tmp_path: Path) -> None:
    odd = ["=1+1", "+66", "-", "@x", "{=1}", "http://x.example"]
    leaf = Leaf("ก", ["รหัส", "ค่า", "วัน"], [["0123", value, date(2026, 5, 16)] for value in odd])
    made = merged_book([leaf, Leaf("ก", ["n"], [[Decimal("2.5")], [None], [True]])])
    book = openpyxl.load_workbook(BytesIO(made))
    assert book.sheetnames == ["ก", "ก 2"]
    rows = list(book["ก"].iter_rows(min_row=2))
    assert [row[1].value for row in rows] == odd
    assert {row[1].data_type for row in rows} == {"s"}
    assert {(row[0].value, row[2].value.date()) for row in rows} == {("0123", date(2026, 5, 16))}
    assert [cell.value for cell in book["ก 2"]["A"]] == ["n", 2.5, None, True]
    assert made == merged_book([leaf, Leaf("ก", ["n"], [[Decimal("2.5")], [None], [True]])])
