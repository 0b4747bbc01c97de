"""Workbooks as offices make them, for tests: a protected form with a table, and an open table."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

FORM, ROWS = "แบบสำรวจ", "อาคาร"
WATER = ("ประปา", "บาดาล", "ไม่มี")
GOOD: Mapping[str, Any] = {
    "B4": 120,
    "B5": "16 พ.ค. 2569",
    "B6": "บาดาล",
    "B7": "081-000-0000",
    "A12": "อาคาร 1",
    "B12": 2540,
    "C12": 8,
}


def form_book() -> bytes:
    """A protected sheet: a name, a number, a day, a list, a text, a formula and a table."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet(FORM)
    lists = book.add_worksheet("รายการ")
    lists.hide()
    for row, name in enumerate(WATER):
        lists.write(row, 0, name)
    sheet.protect("รหัส")
    free = {name: book.add_format({"locked": False, "num_format": name}) for name in _SHAPES}
    sheet.merge_range("A1:C1", "แบบสำรวจน้ำดื่มโรงเรียน")
    for row, (label, shape) in enumerate(_CELLS, 3):
        sheet.write(f"A{row}", label)
        sheet.write_blank(f"B{row}", None, free[shape])
    whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 5000}
    sheet.data_validation("B4", whole)
    sheet.data_validation("B6", {"validate": "list", "source": "=รายการ!$A$1:$A$3"})
    sheet.write("A8", "นักเรียนต่อเดือน")
    sheet.write_formula("B8", "=B4*2", None, 0)
    for column, name in enumerate(("ชื่ออาคาร *", "ปีที่สร้าง", "จำนวนห้อง")):
        sheet.write(10, column, name)
    for row in range(11, 21):
        sheet.write_row(row, 0, [""] * 3, free["General"])
        sheet.write_blank(row, 2, None, free["#,##0"])
    book.close()
    return out.getvalue()


_SHAPES = ("General", "#,##0", "d mmm yyyy", "@")
_CELLS = (
    ("ชื่อโรงเรียน", "General"),
    ("จำนวนนักเรียน *", "#,##0"),
    ("วันที่ตรวจน้ำ", "d mmm yyyy"),
    ("แหล่งน้ำ *", "General"),
    ("โทรศัพท์", "@"),
)


def open_book() -> bytes:
    """A sheet that isn't protected: two rows of headings, and words in each row below."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("นักเรียน")
    sheet.write("A1", "จำนวนนักเรียน ปีการศึกษา 2569")
    sheet.merge_range("A3:A4", "ชั้น")
    sheet.merge_range("B3:C3", "จำนวน")
    sheet.write_row("B4", ["ชาย *", "หญิง"])
    for row, grade in enumerate(("ป.1", "ป.2"), 4):
        sheet.write(row, 0, grade)
    book.close()
    return out.getvalue()


def filled(content: bytes, cells: Mapping[str, Any], sheet: str = FORM) -> bytes:
    """The workbook with values written into cells of a sheet."""
    book = openpyxl.load_workbook(BytesIO(content))
    for name, value in cells.items():
        book[sheet][name] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def kept(folder: Path, content: bytes, name: str = "book") -> Path:
    """The workbook as a file, without an ending as files are stored."""
    path = folder / name
    path.write_bytes(content)
    return path
