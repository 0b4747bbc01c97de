"""The paper of rewards: its words, its layout, and Thai as Word needs it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from khet.documents.reward_list import Listed, Paper, Table, reward_list
from khet.documents.thai_docx import FONT

SCHOOL = Listed("บ้านทดสอบ 1", "เครือข่าย 2", ("เขียว 3", "จาก NT ป.3 ฉบับที่ 1"), ("เสนอ 3 มี.ค. 2557",))
PAPER = Paper(
    office="สำนักงานทดสอบ เขต 2",
    year=2556,
    source="แนวปฏิบัติปี 2557",
    counted=("NT ป.3 ฉบับที่ 1",),
    tables=(
        Table("ไปเครื่องบิน", ("เขียว",), (SCHOOL, SCHOOL)),
        Table("ไปรถ", ("เขียว", "เหลือง"), ()),
    ),
    day=date(2014, 3, 4),
    signer="",
    post=("ผู้อำนวยการสำนักงานทดสอบ เขต 2",),
)


def _texts(paper: Paper) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(reward_list(paper))).paragraphs]


def _part(made: bytes, name: str) -> str:
    return ZipFile(BytesIO(made)).read(name).decode()


def test_it_says_what_for_whom_and_by_what_rule() -> None:
    texts = _texts(replace(PAPER, thai=False))
    assert texts[0].startswith("บัญชีรายชื่อโรงเรียน")
    assert texts[1:4] == ["ปีการศึกษา 2556", "สำนักงานทดสอบ เขต 2", "ที่มาของเกณฑ์: แนวปฏิบัติปี 2557"]
    assert "ผลที่ประกาศแล้วซึ่งนับ: NT ป.3 ฉบับที่ 1" in texts
    assert "1. ไปเครื่องบิน (2 โรงเรียน)" in texts
    assert "ทุกสีของโรงเรียนต้องเป็น เขียว หรือ เหลือง" in texts
    assert texts[texts.index("2. ไปรถ (0 โรงเรียน)") + 2] == "ไม่มีโรงเรียนที่เสนอ"
    assert texts[-1] == "ผู้อำนวยการสำนักงานทดสอบ เขต 2"
    assert "ข้อมูล ณ วันที่ 4 มีนาคม 2557" in texts


def test_each_reward_with_schools_is_a_table_with_its_headings_on_every_page() -> None:
    made = Document(BytesIO(reward_list(replace(PAPER, thai=False))))
    (table,) = made.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["ที่", "โรงเรียน", "เครือข่าย", "สีที่มีและผลที่ใช้", "สถานะ"]
    reason = "เขียว 3\nจาก NT ป.3 ฉบับที่ 1"
    assert rows[2] == ["2", "บ้านทดสอบ 1", "เครือข่าย 2", reason, "เสนอ 3 มี.ค. 2557"]
    assert sum(column.width.cm for column in table.columns) == pytest.approx(16, abs=0.01)
    for place, column in enumerate(table.columns):
        assert {row.cells[place].width for row in table.rows} == {column.width}
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_digits_are_thai_where_asked() -> None:
    made = reward_list(PAPER)
    shown = "\n".join([*_texts(PAPER), *(c.text for c in Document(BytesIO(made)).tables[0]._cells)])
    assert "ปีการศึกษา ๒๕๕๖" in shown
    assert "เสนอ ๓ มี.ค. ๒๕๕๗" in shown
    assert not any(digit in shown for digit in "0123456789")
    assert "ThaiArabic" in _part(made, "word/header1.xml")
    assert "ThaiArabic" not in _part(reward_list(replace(PAPER, thai=False)), "word/header1.xml")


def test_thai_letters_have_font_size_weight_and_language_of_their_own() -> None:
    made = Document(BytesIO(reward_list(PAPER)))
    styles = made.styles.element
    for faces in styles.iter(qn("w:rFonts")):
        assert not [name for name in faces.attrib if name.lower().endswith("theme")]
        assert {faces.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "cs")} == {FONT}
    assert {one.get(qn("w:bidi")) for one in styles.iter(qn("w:lang"))} == {"th-TH"}
    normal = made.styles["Normal"].element.rPr
    assert (normal.find(qn("w:sz")).get(qn("w:val"))) == "32"
    assert (normal.find(qn("w:szCs")).get(qn("w:val"))) == "32"
    assert made.styles["Heading 1"].font.cs_bold
    for run in made.element.body.iter(qn("w:tbl")).__next__().iter(qn("w:rPr")):
        assert run.find(qn("w:szCs")).get(qn("w:val")) == "28"
        assert run.find(qn("w:rFonts")).get(qn("w:cs")) == FONT


def test_settings_of_letters_stand_in_the_order_that_word_asks_for() -> None:
    order = ("rFonts", "b", "bCs", "color", "sz", "szCs")
    made = Document(BytesIO(reward_list(PAPER)))
    settings = [*made.element.iter(qn("w:rPr"))]
    settings += [made.styles[name].element.rPr for name in ("Normal", "Heading 1", "Heading 2")]
    for one in settings:
        names = [child.tag.split("}")[1] for child in one]
        known = [name for name in names if name in order]
        assert known == sorted(known, key=order.index)
        assert len(known) == len(set(known))


def test_the_page_is_a4_with_the_margins_of_official_papers() -> None:
    page = Document(BytesIO(reward_list(PAPER))).sections[0]
    assert [round(length.cm, 1) for length in (page.page_width, page.page_height)] == [21, 29.7]
    margins = (page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
    assert [round(margin.cm, 1) for margin in margins] == [3, 2, 2.5, 2]


def test_the_same_paper_has_the_same_bytes() -> None:
    made = reward_list(PAPER)
    assert made == reward_list(PAPER)
    assert {part.date_time for part in ZipFile(BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    told = Document(BytesIO(made)).core_properties
    assert (told.created.date(), told.language) == (date(2014, 3, 4), "th-TH")
    assert "python-docx" not in _part(made, "docProps/core.xml")
    assert reward_list(replace(PAPER, day=date(2014, 3, 5))) != made


def test_who_signs_is_named_where_known() -> None:
    assert "(……………………………)" in _texts(PAPER)
    assert "(ผู้ทดสอบ ลงนาม)" in _texts(replace(PAPER, signer="ผู้ทดสอบ ลงนาม"))
