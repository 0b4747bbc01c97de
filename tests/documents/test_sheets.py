"""Tables as XLSX, read back by another program."""

import io
from decimal import Decimal

from openpyxl import load_workbook

from khet.documents.sheets import Sheet, workbook

SHEET = Sheet(
    "O-NET [ป.6] 2556 และชื่อที่ยาวเกินสามสิบเอ็ดตัวอักษร",
    ("หัวเรื่อง", "ฐานคำนวณ"),
    ("รหัส", "โรงเรียน", "ร้อยละ", "คน"),
    (("0012", "=บ้านเกาะ", Decimal("46.10"), 12), ("0013", "วัดโคก", None, 0)),
    ("หมายเหตุ",),
)


def test_numbers_are_numbers_and_codes_stay_text() -> None:
    page = load_workbook(io.BytesIO(workbook(SHEET))).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][0] == "หัวเรื่อง"
    assert rows[3] == ["รหัส", "โรงเรียน", "ร้อยละ", "คน"]
    assert rows[4] == ["0012", "=บ้านเกาะ", 46.1, 12]
    assert rows[5] == ["0013", "วัดโคก", None, 0]
    assert rows[7][0] == "หมายเหตุ"
    assert page.cell(5, 3).number_format == "0.00"
    assert page.cell(5, 2).data_type == "s"


def test_long_words_wrap_in_their_column_and_headings_do_not() -> None:
    long = "คำ " * 40
    sheet = Sheet("ก", (long,), ("ก", "ข"), ((long, "สั้น"),))
    page = load_workbook(io.BytesIO(workbook(sheet))).active
    wraps = [bool(page.cell(*place).alignment.wrap_text) for place in ((1, 1), (4, 1), (4, 2))]
    assert wraps == [False, True, False]


def test_the_heading_stays_in_sight() -> None:
    page = load_workbook(io.BytesIO(workbook(SHEET))).active
    assert page.freeze_panes == "B5"
    assert len(page.title) <= 31
    assert "[" not in page.title
