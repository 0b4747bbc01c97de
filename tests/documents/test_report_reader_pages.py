"""Pages of PDFs: paragraphs and tables go on over them, without their heads, feet and numbers."""

import pytest

from khet.documents.report_reader import read_report
from tests.documents.report_files import typeset_pdf

LONG = (
    "สำนักงานเขตพื้นที่การศึกษาได้รับจัดสรรงบประมาณ จำนวน 250,000 บาท เพื่อพัฒนาคุณภาพการศึกษา "
    "มีโรงเรียนเข้าร่วม 45 โรงเรียน จากทั้งหมด 50 โรงเรียน คิดเป็นร้อยละ 90.00 ของโรงเรียนทั้งหมด"
)
SMALL = "#set page(width: 14cm, height: 10cm, margin: 2cm)\n"


def _texts(source: str) -> list[str]:
    return [line.text for line in read_report(typeset_pdf(source))]


def _bare(texts: list[str]) -> list[str]:
    """The texts without spaces: a typesetter leaves those at the ends of lines out."""
    return ["".join(text.split()) for text in texts]


@pytest.mark.parametrize("justify", ["true", "false"])
def test_lines_of_a_paragraph_are_one(justify: str) -> None:
    source = f"#set par(justify: {justify}, first-line-indent: (amount: 1cm, all: true))\n"
    assert _bare(_texts(f"{SMALL}{source}{LONG}\n\n{LONG}\n\nจบ")) == _bare([LONG, LONG, "จบ"])


def test_items_and_headings_begin_anew() -> None:
    texts = ["ผลการดำเนินงาน", f"1) {LONG}", f"2) {LONG}", f"ตารางที่ 1 {LONG}", "- ข้อเสนอ"]
    source = "\n\n".join(texts).replace(")", "\\)").replace("- ข", "\\- ข")
    assert _bare(_texts(f"{SMALL}{source}")) == _bare(texts)


def test_short_lines_are_paragraphs() -> None:
    names = ["นายสมชาย ใจดี", "นางสมศรี มีสุข", "นายมานะ อดทน", "นางชูใจ ใฝ่เรียน"]
    assert _texts(" \\\n".join(names)) == names


def test_lines_of_dots_for_writing_on_are_not_joined() -> None:
    line = "ชื่อ" + "." * 110
    assert len(_texts(f"{line} \\\n{line} \\\n{line}")) == 3


@pytest.mark.parametrize("number", ["1", "– 1 –", "หน้า 1", "1 / 1", "หน้าที่ 1"])
def test_heads_feet_and_numbers_of_pages_are_left_out(number: str) -> None:
    both = "true" if "/" in number else "false"
    shown = f'counter(page).display("{number}", both: {both})'
    head = "#align(right)[รายงานผล ปีงบประมาณ 2567]"
    size = "width: 14cm, height: 10cm, margin: 2cm"
    page = f"#set page({size}, header: [{head}], footer: [#context {{ {shown} }}])"
    texts = _texts(f"{page}\n{LONG} #pagebreak() {LONG} #pagebreak() {LONG}")
    assert texts[0] == "รายงานผล ปีงบประมาณ 2567"
    assert all("ปีงบประมาณ 2567" not in text for text in texts[1:])
    assert not any(text.strip("–- ").isdigit() or text.startswith("หน้า") for text in texts)


def test_a_sentence_goes_on_over_a_page() -> None:
    texts = _texts(f'#set page(width: 14cm, height: 7cm, margin: 2cm, numbering: "1")\n{LONG}')
    assert _bare(texts) == _bare([LONG])


def test_a_row_broken_by_the_end_of_a_page_is_one() -> None:
    long = "โครงการพัฒนาคุณภาพการศึกษาของโรงเรียนในสังกัด"
    cells = ", ".join(f"[{n}], [{long}], [{n},250]" for n in range(1, 10))
    page = "#set page(width: 14cm, height: 8.3cm, margin: 2cm)\n"
    table = f"#table(columns: (1cm, 4cm, 3cm), [ที่], [โครงการ], [บาท], {cells})"
    rows = [line.cells for line in read_report(typeset_pdf(page + table))]
    expected = [("ที่", "โครงการ", "บาท"), *((str(n), long, f"{n},250") for n in range(1, 10))]
    assert rows == expected


def test_a_number_that_a_narrow_cell_breaks_is_whole() -> None:
    cells = r"[รายการ], [บาท], [ค่าอาหาร], [1,250,0 \ 00], [รวม], [1,250,0 \ 00]"
    lines = read_report(typeset_pdf(f"#table(columns: (3cm, 2.1cm), {cells})"))
    assert [line.cells for line in lines][1:] == [("ค่าอาหาร", "1,250,000"), ("รวม", "1,250,000")]


def test_a_heading_alone_at_the_end_of_a_page_is_of_the_table_after_it() -> None:
    columns = "columns: (3cm, 3cm, 3cm)"
    head = f"#table({columns}, [โรงเรียน], table.cell(colspan: 2)[นักเรียน])"
    rest = f"#table({columns}, [], [ชาย], [หญิง], [บ้านนา], [5], [6], [วัดใน], [7], [8])"
    lines = read_report(typeset_pdf(f"{head}\n#pagebreak()\n{rest}"))
    assert [(line.table, line.spans) for line in lines] == [(1, (1, 2)), *[(1, (1, 1, 1))] * 3]


def test_a_row_of_cells_alone_is_text() -> None:
    lines = read_report(typeset_pdf("ก่อน\n#table(columns: 2, [ลงชื่อ], [ผู้รายงาน])\nหลัง"))
    assert (lines[1].text, lines[1].table) == ("ลงชื่อ  ผู้รายงาน", 0)


GROUPS = "[ค่าวัสดุ], [5], table.cell(colspan: 2)[งบลงทุน], [ค่าโต๊ะ], [7], [รวม], [12]"
LEVELS = "[ดีมาก], [โล่], [ดี], [เกียรติบัตร], [พอใช้], [ไม่มี]"


@pytest.mark.parametrize(("cells", "at"), [(GROUPS, 3), (LEVELS, 3)])
def test_a_table_goes_on_with_a_group_or_with_words(cells: str, at: int) -> None:
    heads = "#table(columns: (3cm, 3cm), [รายการ], [ผล], "
    several = cells.split(", ")
    cut = next(n for n, cell in enumerate(several) if "colspan" in cell or n == at + 1)
    one, two = ", ".join(several[:cut]), ", ".join(several[cut:])
    source = f"{heads}{one})\n#pagebreak()\n#table(columns: (3cm, 3cm), {two})"
    lines = read_report(typeset_pdf(source))
    assert {line.table for line in lines} == {1}
    assert lines[-1].page == 2


SPACED = "#set par(spacing: 1.6em, justify: true)\n"


def test_a_heading_after_a_full_line_begins_anew() -> None:
    full = f"#box(width: 9.7cm)[{'ก' * 44}]"
    texts = _texts(f"{SMALL}{SPACED}{LONG}\n\n{LONG}\n\n{full}\n\nปฏิทินการดำเนินงาน\n\n{LONG}")
    assert texts[3] == "ปฏิทินการดำเนินงาน"


def test_a_paragraph_whose_lines_go_back_to_the_margin_is_a_new_one() -> None:
    indent = "#set par(first-line-indent: (amount: 1cm, all: true), spacing: 0.65em)\n"
    full = f"#box(width: 8.8cm)[{'ก' * 40}]"
    texts = _texts(f"{SMALL}{indent}{full}\n\n{LONG}")
    assert _bare(texts)[1:] == _bare([LONG])


def test_a_repeated_heading_below_a_caption_is_of_another_table_where_numbers_begin_again() -> None:
    heads = "#table(columns: (2cm, 4cm, 2cm), [ที่], [โรงเรียน], [คะแนน], "
    rows = "[1], [บ้านนา], [91.50], [2], [วัดใน], [88.00])"
    lines = read_report(
        typeset_pdf(f"{heads}{rows}\n#pagebreak()\n10\\. กิจกรรมเล่านิทาน\n\n{heads}{rows}")
    )
    assert [line.table for line in lines] == [1, 1, 1, 0, 2, 2, 2]
