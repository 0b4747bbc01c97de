"""Reports as DOCX: reading order, tables, headings, Word's own numbers, and what isn't printed."""

import pytest
from docx import Document

from khet.documents.report_reader import read_report
from khet.rules.checking.reading.stream import Line
from tests.documents.report_files import docx, item, level, numbered, saved, with_part, xml


def texts(content: bytes) -> list[str]:
    return [line.text for line in read_report(content)]


def items(paper_levels: str, *places: int | tuple[int, int], more: str = "") -> list[str]:
    """The numbers before paragraphs at those levels, or levels and lists."""
    paper = numbered(paper_levels, more)
    for place in places:
        depth, list_id = place if isinstance(place, tuple) else (place, 1)
        paper.element.body.insert(len(paper.element.body) - 1, xml(item("ก", depth, list_id)))
    return [line.item for line in read_report(saved(paper))]


def test_paragraphs_and_rows_are_numbered_in_reading_order() -> None:
    lines = read_report(docx("รายงาน", "", [["ที่", "จำนวน"], ["๑", "1,250"]], "จบ"))
    assert lines == (
        Line(1, "รายงาน"),
        Line(2, ""),
        Line(3, "ที่ | จำนวน", cells=("ที่", "จำนวน"), table=1, spans=(1, 1)),
        Line(4, "๑ | 1,250", cells=("๑", "1,250"), table=1, spans=(1, 1)),
        Line(5, "จบ"),
    )


def test_text_is_as_printed_but_for_sara_am_and_what_nobody_sees() -> None:
    written = "สํานักงาน  ดำ เนินการ\tก\u200bข\u00a0ค"
    assert texts(docx(written)) == ["สำนักงาน  ดำเนินการ\tกข ค"]


def test_merged_cells_stand_once_and_are_empty_below() -> None:
    paper = Document()
    table = paper.add_table(3, 3)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(place)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "กว้าง"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "สูง"
    assert [line.cells for line in read_report(saved(paper))] == [
        ("กว้าง", "2"),
        ("3", "4", "สูง"),
        ("6", "7", ""),
    ]
    assert [line.spans for line in read_report(saved(paper))] == [(2, 1), (1, 1, 1), (1, 1, 1)]


def test_a_row_that_begins_later_begins_with_an_empty_cell() -> None:
    later = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    cell = "<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc>"
    (line,) = read_report(docx(f"<w:tbl><w:tr>{later}{cell}</w:tr></w:tbl>"))
    assert line.cells == ("", "5")


def test_a_table_in_a_cell_follows_the_row_as_its_own() -> None:
    paper = Document()
    outer = paper.add_table(2, 1)
    outer.cell(0, 0).text = "นอก"
    outer.cell(0, 0).add_table(1, 2).rows[0].cells[1].text = "ใน"
    outer.cell(1, 0).text = "ถัดไป"
    lines = read_report(saved(paper))
    assert [(line.number, line.table, line.cells) for line in lines] == [
        (1, 1, ("นอก",)),
        (2, 2, ("", "ใน")),
        (3, 1, ("ถัดไป",)),
    ]


def test_a_cell_of_several_paragraphs_is_one_text() -> None:
    paper = Document()
    cell = paper.add_table(1, 1).cell(0, 0)
    cell.text = "หนึ่ง\nสอง"
    cell.add_paragraph("สาม")
    assert [line.cells for line in read_report(saved(paper))] == [("หนึ่ง สอง สาม",)]


def test_figures_below_each_other_in_cells_are_rows_of_one_number() -> None:
    paper = Document()
    table = paper.add_table(2, 3)
    told = (("1", "ค่าอาหาร\nค่าวิทยากร\nรวม", "1,000\n๒,๐๐๐\n3,000"), ("2", "ก\nข", "ค\nง"))
    for row, texts in zip(table.rows, told, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 2).add_paragraph()
    lines = read_report(saved(paper))
    assert [(line.number, line.cells) for line in lines] == [
        (1, ("1", "ค่าอาหาร", "1,000")),
        (1, ("", "ค่าวิทยากร", "๒,๐๐๐")),
        (1, ("", "รวม", "3,000")),
        (2, ("2", "ก ข", "ค ง")),
    ]


def test_a_break_of_line_parts_lines_of_one_number() -> None:
    lines = read_report(docx("รายการ ก 100\nรวม 100", "ต่อไป"))
    assert [(line.number, line.text) for line in lines] == [
        (1, "รายการ ก 100"),
        (1, "รวม 100"),
        (2, "ต่อไป"),
    ]


def test_headings_are_told_by_style_or_by_level() -> None:
    paper = Document()
    paper.add_heading("บทที่ 1\nบทนำ", 1)
    paper.add_heading("ข้อย่อย", 2)
    paper.add_paragraph("เนื้อความ")
    own = paper.styles.add_style("ของเรา", 1)
    own.base_style = paper.styles["Heading 3"]
    paper.add_paragraph("ตามแบบของตน", style="ของเรา")
    by_level = '<w:outlineLvl w:val="1"/>'
    no_more = '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>'
    for told in (by_level, no_more):
        piece = xml(f"<w:p><w:pPr>{told}</w:pPr><w:r><w:t>ก</w:t></w:r></w:p>")
        paper.element.body.insert(len(paper.element.body) - 1, piece)
    lines = read_report(saved(paper))
    assert [line.heading for line in lines] == [1, 2, 0, 3, 2, 0]
    assert lines[0].text == "บทที่ 1 บทนำ"


def test_deleted_and_hidden_text_is_left_out_and_insertions_stay() -> None:
    changed = (
        "<w:p><w:r><w:t>งบ </w:t></w:r>"
        "<w:del w:id='1'><w:r><w:delText>100</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>200</w:t></w:r></w:ins>"
        "<w:moveFrom w:id='3'><w:r><w:t>ย้ายไป</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> บาท</w:t></w:r></w:p>"
    )
    gone = (
        "<w:p><w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr>"
        "<w:del w:id='5'><w:r><w:delText>ทั้งย่อหน้า</w:delText></w:r></w:del></w:p>"
    )
    row = "<w:tbl><w:tr><w:trPr><w:del w:id='6'/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert texts(docx(changed, gone, row, "จบ")) == ["งบ 200 บาท", "จบ"]


def test_links_controls_and_signs_are_read() -> None:
    rich = (
        "<w:p><w:hyperlink><w:r><w:t>ลิงก์</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>1</w:t>"
        "<w:noBreakHyphen/><w:t>2</w:t><w:br w:type='page'/></w:r></w:p>"
    )
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>ในช่อง</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert texts(docx(rich, control)) == ["ลิงก์\t1-2", "ในช่อง"]


def test_text_boxes_and_footnotes_follow_the_body() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>ในกล่อง</w:t></w:r></w:p></w:txbxContent>"
    anchor = (
        f"<w:p><w:r><w:t>เนื้อ</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:footnoteReference w:id='7'/></w:r></w:p>"
    )
    paper = Document()
    paper.element.body.insert(0, xml(anchor))
    paper.add_paragraph("จบ")
    note = "<w:p><w:r><w:t>เชิงอรรถ</w:t></w:r></w:p>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{note}</w:footnote></w:footnotes>'
    )
    with_part(paper, "FOOTNOTES", notes)
    lines = read_report(saved(paper))
    assert [line.text for line in lines] == ["เนื้อ", "จบ", "ในกล่อง", "เชิงอรรถ"]
    assert [line.number for line in lines] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("decimal", ["1.", "2.", "3.", "4.", "5."]),
        ("thaiNumbers", ["๑.", "๒.", "๓.", "๔.", "๕."]),
        ("thaiLetters", ["ก.", "ข.", "ค.", "ง.", "จ."]),
        ("lowerLetter", ["a.", "b.", "c.", "d.", "e."]),
        ("upperRoman", ["I.", "II.", "III.", "IV.", "V."]),
        ("decimalZero", ["01.", "02.", "03.", "04.", "05."]),
        ("bullet", [""] * 5),
        ("none", ["."] * 5),
        ("hebrew1", ["1.", "2.", "3.", "4.", "5."]),
    ],
)
def test_numbers_of_word_are_counted_in_their_format(how: str, told: list[str]) -> None:
    assert items(level(0, how, "%1."), *[0] * 5) == told


def test_levels_count_below_each_other_and_start_again() -> None:
    levels = level(0, "thaiNumbers", "%1.") + level(1, "thaiNumbers", "%1.%2")
    assert items(levels, 0, 1, 1, 0, 1) == ["๑.", "๑.๑", "๑.๒", "๒.", "๒.๑"]


def test_a_level_may_go_on_counting_or_be_in_figures() -> None:
    levels = level(0, "upperRoman", "%1") + level(
        1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/>'
    )
    assert items(levels, 0, 1, 0, 1) == ["I", "1.1", "II", "2.2"]


def test_lists_of_a_kind_go_on_together_until_one_starts_anew() -> None:
    same = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    places = [(0, 1), (0, 2), (0, 3), (0, 3), (0, 9)]
    told = items(level(0, "decimal", "%1)"), *places, more=same + anew)
    assert told == ["1)", "2)", "5)", "6)", ""]


def test_the_numbers_of_a_style_are_counted() -> None:
    levels = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Two"/>')
    paper = numbered(levels)
    for name in ("One", "Two"):
        style = paper.styles.add_style(name, 1)
        settings = style.element.get_or_add_pPr()
        settings.append(xml('<w:numPr><w:numId w:val="1"/></w:numPr>'))
    for name in ("One", "Two", "Two", "One"):
        paper.add_paragraph("ก", style=name)
    paper.add_paragraph("ไม่นับ", style="One")
    off = paper.paragraphs[-1]._p.get_or_add_pPr()
    off.append(xml('<w:numPr><w:numId w:val="0"/></w:numPr>'))
    told = [line.item for line in read_report(saved(paper))]
    assert told == ["1", "1.1", "1.2", "2", ""]


def test_numbers_of_cells_are_part_of_their_text() -> None:
    paper = numbered(level(0, "thaiNumbers", "%1."))
    for name in ("ก", "ข"):
        row = paper.add_table(1, 2).rows[0]
        row.cells[1].text = name
        cell = row.cells[0]._tc
        cell.replace(cell.p_lst[0], xml(item("")))
    assert [line.cells for line in read_report(saved(paper))] == [("๑.", "ก"), ("๒.", "ข")]
