"""A paper of sections: long tables are cut to four pages, and say how much is left out."""

from datetime import date
from io import BytesIO

import pypdfium2
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from khet.documents.gathered import Part, part_blocks
from khet.documents.paper import Heading, Paper, Table, Text, Title, docx_of, pdf_of
from khet.rules.board_paper import ROOM

DAY = date(2014, 4, 1)
HEADS = ("กลุ่ม", "งาน", "ครบกำหนด", "เกินกำหนด")
LONG = "สรุปผลการดำเนินงานตามนโยบายเร่งด่วนของสำนักงานเขตพื้นที่การศึกษา " * 3


def _row(number: int, text: str = LONG) -> list[str]:
    return ["กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา", f"{text}{number}", "30 พ.ย. 2569", "12 วัน"]


def _pages(parts: list[Part], room: int | None) -> int:
    blocks = (Title(("แฟ้มวาระ", "วันที่", "เขต")), Text("ข้อมูล"), *part_blocks(parts, room))
    return len(pypdfium2.PdfDocument(pdf_of(Paper("แฟ้ม", blocks), DAY)))


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["งาน ", LONG])), min_size=5, max_size=7)
)
def test_a_paper_has_four_pages_at_most_however_long_its_tables(
    told: list[tuple[int, str]],
) -> None:
    parts = [
        Part("หัวข้อ", "มีหลายงาน", HEADS, [_row(number, text) for number in range(rows)])
        for rows, text in told
    ]
    assert _pages(parts, ROOM) <= 4


def test_a_long_table_without_room_would_have_more() -> None:
    parts = [Part("หัวข้อ", "", HEADS, [_row(number) for number in range(90)])]
    assert _pages(parts, None) > 4


def test_what_is_left_out_is_counted() -> None:
    parts = [
        Part("สั้น", "สองงาน", HEADS, [_row(1), _row(2)]),
        Part("ยาว", "", HEADS, [_row(number, "งาน ") for number in range(100)]),
    ]
    blocks = part_blocks(parts, 40)
    short, long = [block for block in blocks if isinstance(block, Table)]
    assert len(short.rows) == 2
    left = 100 - len(long.rows)
    assert 0 < left < 100
    assert blocks[-1] == Text(f"และอีก {left} รายการ ดูทั้งหมดได้ที่หน้าแฟ้มนี้ในระบบ")
    made = Document(BytesIO(docx_of(Paper("แฟ้ม", blocks), DAY)))
    assert [len(table.rows) for table in made.tables] == [3, 1 + len(long.rows)]


def test_a_section_without_a_table_is_its_sentence() -> None:
    assert part_blocks([Part("ประชุม", "ไม่มี", HEADS, [])], 10) == [Heading("ประชุม"), Text("ไม่มี")]


def test_columns_fill_the_page_and_a_day_stays_on_one_line() -> None:
    (table,) = (b for b in part_blocks([Part("ก", "", HEADS, [_row(1)])]) if isinstance(b, Table))
    assert abs(sum(table.columns.widths) - 16) < 0.1
    assert table.columns.widths[2] > 2
