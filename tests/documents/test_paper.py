"""A paper of every block, as DOCX and as PDF: the same words, Thai digits, the same bytes twice."""

from datetime import date
from io import BytesIO

import pypdfium2
from docx import Document

from khet.documents.paper import (
    Crest,
    Entry,
    Heading,
    Paper,
    Rule,
    Signature,
    Table,
    Text,
    Title,
    docx_of,
    pdf_of,
)
from khet.documents.thai_docx import Columns

DAY = date(2014, 8, 22)
PAPER = Paper(
    "คำสั่งที่ 295/2557",
    (
        Crest(),
        Title(("คำสั่งสำนักงาน", "ที่ 295/2557")),
        Rule(),
        Heading("ผู้มาประชุม 3 คน"),
        Text("ด้วยสำนักงานดำเนินการตามนโยบาย", indented=True),
        Entry("1.", "ประธานกรรมการ"),
        Entry("1.1", "กรรมการ", level=1),
        Entry("2.", "ผู้แทนกลุ่ม", aside="เลขานุการ 1 คน"),
        Table(Columns(("ที่", "โรงเรียน"), (1.5, 6), frozenset({0})), [[["1"], ["บ้านกลาง", "12 คน"]]]),
        Signature(("(ผู้ลงนาม)", "ผู้อำนวยการ")),
    ),
)


def _pdf_text(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def test_docx_and_pdf_say_the_same_with_thai_digits() -> None:
    made = Document(BytesIO(docx_of(PAPER, DAY)))
    cells = [cell.text for row in made.tables[0].rows for cell in row.cells]
    words = " ".join([p.text for p in made.paragraphs] + cells)
    printed = _pdf_text(pdf_of(PAPER, DAY)).replace("\r\n", " ")
    for said in (
        "๒๙๕/๒๕๕๗",
        "ผู้มาประชุม ๓ คน",
        "ประธานกรรมการ",
        "๑๒ คน",
        "(ผู้ลงนาม)",
        "เลขานุการ ๑ คน",
    ):
        assert said in words
        assert said in printed
    assert not any(digit in words for digit in "0123456789")


def test_digits_are_arabic_where_chosen() -> None:
    plain = Paper(PAPER.title, PAPER.blocks, thai=False)
    assert "295/2557" in _pdf_text(pdf_of(plain, DAY))
    assert Document(BytesIO(docx_of(plain, DAY))).core_properties.title == "คำสั่งที่ 295/2557"


def test_the_same_paper_of_a_day_has_the_same_bytes() -> None:
    assert docx_of(PAPER, DAY) == docx_of(PAPER, DAY)
    assert pdf_of(PAPER, DAY) == pdf_of(PAPER, DAY)


def test_no_row_of_a_table_goes_alone_to_the_next_page() -> None:
    columns = Columns(("ที่", "เรื่อง"), (1, 6))

    def pages(rows: int, said: str = "เรื่อง") -> list[int]:
        blocks = (Heading("หัวข้อ"), Text("นำ"), Table(columns, [[["#"], [said]]] * rows))
        made = pypdfium2.PdfDocument(pdf_of(Paper("แฟ้ม", blocks), DAY))
        return [page.get_textpage().get_text_range().count("#") for page in made]

    one = next(n for n in range(20, 80) if len(pages(n)) == 2)
    assert pages(one)[1] >= 3
    assert sum(pages(one)) == one
    before = Text("บรรทัด " * 12)
    blocks = (*[before] * 18, Heading("หัวข้อ"), Text("นำ"), Table(columns, [[["#"], ["ก"]]] * 6))
    made = pypdfium2.PdfDocument(pdf_of(Paper("แฟ้ม", blocks), DAY))
    told = [page.get_textpage().get_text_range() for page in made]
    assert [(("นำ" in text), text.count("#")) for text in told if "#" in text] == [(True, 6)]
    assert sum(pages(5, "ยาว " * 900)) == 5, "what is too long for one page is broken"
