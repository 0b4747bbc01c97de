"""Tables of PDFs: what stands in which row and column, however they are drawn."""

from io import BytesIO

import pypdfium2
import pytest

from khet.documents.report_reader import read_report
from khet.documents.report_reader.pdf import PDFIUM
from khet.rules.checking.reading.stream import Line
from tests.documents.report_files import drawn_pdf, typeset_pdf

HEAD = """table.header(table.cell(rowspan: 2)[ที่], table.cell(rowspan: 2)[โรงเรียน],
table.cell(colspan: 2)[นักเรียน], table.cell(rowspan: 2)[รวม], [ชาย], [หญิง])"""
HEADS = [("ที่", "โรงเรียน", "นักเรียน", "รวม"), ("", "", "ชาย", "หญิง", "")]


def _cells(rows: list[tuple[str, ...]]) -> str:
    return ", ".join(f"[{cell}]" for row in rows for cell in row)


def _rows(content: bytes) -> list[tuple[str, ...]]:
    """The cells of all rows, which are of one table."""
    lines = [line for line in read_report(content) if line.table]
    assert {line.table for line in lines} == {1}
    return [line.cells for line in lines]


def _row(number: int, *cells: str) -> Line:
    return Line(number, " | ".join(cells), 1, cells, 1, spans=(1,) * len(cells))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_row_is_a_line_with_its_cells(turned: int) -> None:
    cells = "[ที่],[โรงเรียน],[จำนวน (คน)],[1],[บ้าน นา 2],[10],[2],[วัดใน],[1,250]"
    content = typeset_pdf(f"#rotate(-{turned}deg, reflow: true)[#table(columns: 3, {cells})]")
    assert read_report(_turned(content, turned)) == (
        _row(1, "ที่", "โรงเรียน", "จำนวน (คน)"),
        _row(2, "1", "บ้าน นา 2", "10"),
        _row(3, "2", "วัดใน", "1,250"),
    )


def test_blank_cells_stay_and_merged_ones_stand_once() -> None:
    rows = [("1", "บ้านนา", "", "10", "10"), ("2", "วัดใน", "5", "", "5")]
    total = "table.cell(colspan: 2)[รวม], [5], [10], [15]"
    content = typeset_pdf(f"#table(columns: 5, {HEAD}, {_cells(rows)}, {total})")
    assert _rows(content) == [*HEADS, *rows, ("รวม", "5", "10", "15")]


@pytest.mark.parametrize("stroke", ["none", "(x, y) => (top: 1pt)"])
def test_columns_without_lines_between_them_are_cells_too(stroke: str) -> None:
    rows = [
        *(("โรงเรียน", "ชาย", "หญิง", "รวม"), ("บ้านนาใหญ่", "", "1,010", "1,010")),
        *(("วัดใน", "15", "", "15"), ("บ้านดอน", "20", "30", "50")),
        ("รวม", "35", "1,040", "1,075"),
    ]
    columns = "columns: 4, column-gutter: 1cm, align: (x, y) => if x == 0 {left} else {right}"
    content = typeset_pdf(f"ก่อน\n#table({columns}, stroke: {stroke}, {_cells(rows)})\nหลัง")
    assert _rows(content) == rows
    assert [line.text for line in read_report(content) if not line.table] == ["ก่อน", "หลัง"]


def test_a_label_of_several_lines_is_of_the_row_of_its_figures() -> None:
    long = "โครงการพัฒนาคุณภาพการศึกษาของโรงเรียน"
    rows = [(long, "10", "20", "30"), ("ค่าวัสดุ", "5", "6", "11"), (long, "", "7", "7")]
    rows += [("รวม", "15", "33", "48")]
    columns = (
        "columns: (6cm, 2cm, 2cm, 2cm), align: (x, y) => horizon + if x == 0 {left} else {right}"
    )
    content = typeset_pdf(f"#table({columns}, stroke: none, {_cells(rows)})")
    assert _rows(content) == rows


def test_lines_without_rules_are_rows_from_the_top() -> None:
    places = [(60, y, f"a{y}") for y in (500, 540)] + [(60, 520, "a520")]
    figures = [(x, y, f"{x}") for _x, y, _text in places for x in (160, 260)]
    drawn = [one for place in places for one in (place, *(f for f in figures if f[1] == place[1]))]
    told = [("a540", "160", "260"), ("a520", "160", "260"), ("a500", "160", "260")]
    assert _rows(drawn_pdf(_words(*drawn))) == told


def test_a_column_of_one_line_alone_is_of_that_beside_it() -> None:
    rows = [("5", "4"), ("1,000,000", "2,000,000"), ("3,000,000", "4,000,000")]
    shown = [("", *rows[0]), *(("บ้านนาใหญ่", *row) for row in rows[1:]), ("รวม", *rows[2])]
    place = "if x == 0 {left} else if y == 0 {center} else {right}"
    columns = f"columns: (4cm, 4cm, 4cm), align: (x, y) => {place}"
    content = typeset_pdf(f"#table({columns}, stroke: none, {_cells(shown)})")
    assert _rows(content) == shown


def test_a_table_goes_on_over_pages_with_feet_between_them() -> None:
    rows = [(str(n), f"บ้านที่ {n}", str(n), str(n), str(2 * n)) for n in range(1, 61)]
    page = '#set page(height: 12cm, numbering: "1 / 1")'
    content = typeset_pdf(f"{page}\n#table(columns: 5, {HEAD}, {_cells(rows)})")
    assert _rows(content) == [*HEADS, *rows]
    lines = read_report(content)
    assert all(line.table for line in lines)
    assert lines[-1].page == 6


@pytest.mark.parametrize("between", ["ตารางที่ 2", ""])
def test_a_table_with_another_heading_is_another(between: str) -> None:
    one, two = (
        f"#table(columns: (3cm, 3cm), [โรงเรียน], [{head}], [บ้านนา], [5], [รวม], [5])"
        for head in ("2566", "2567")
    )
    lines = read_report(typeset_pdf(f"{one}\n#pagebreak()\n{between}\n\n{two}"))
    assert [line.table for line in lines if line.cells] == [1, 1, 1, 2, 2, 2]


def test_the_same_heading_after_a_total_and_a_caption_is_of_another_table() -> None:
    table = "#table(columns: (3cm, 3cm), [โรงเรียน], [คน], [บ้านนา], [5], [รวม], [5])"
    lines = read_report(typeset_pdf(f"{table}\n#pagebreak()\nตารางที่ 2\n\n{table}"))
    assert [line.table for line in lines] == [1, 1, 1, 0, 2, 2, 2]


@pytest.mark.parametrize("align", ["top", "horizon"])
def test_a_cell_of_several_lines_is_one(align: str) -> None:
    long = "โครงการพัฒนาคุณภาพการศึกษาของโรงเรียนในสังกัด"
    rows = [("ที่", "โครงการ", "บาท"), ("1", long, "1,250"), ("2", f"{long} ๒", "50")]
    columns = f"columns: (1cm, 4cm, 3cm), align: {align}"
    content = typeset_pdf(f"#table({columns}, {_cells([*rows, ('', 'รวม', '1,300')])})")
    assert _rows(content) == [*rows, ("", "รวม", "1,300")]


def test_lines_that_were_ended_stay_words() -> None:
    cells = r"[ชื่อ], [คน], [นายก ใจดี \ ประธาน], [1]"
    content = typeset_pdf(f"#table(columns: (8cm, 2cm), {cells})")
    assert _rows(content)[1] == ("นายก ใจดี ประธาน", "1")


def test_figures_below_each_other_in_a_cell_are_rows() -> None:
    cells = r"[รายการ], [บาท], [ค่าอาหาร \ ค่าวัสดุ \ รวม], [1,000 \ 250 \ 1,250]"
    content = typeset_pdf(f"#table(columns: 2, {cells})")
    told = [("รายการ", "บาท"), ("ค่าอาหาร", "1,000"), ("ค่าวัสดุ", "250"), ("รวม", "1,250")]
    assert _rows(content) == told


def test_a_share_in_brackets_below_its_count_is_of_the_same_row() -> None:
    cells = r"[ขนาด], [ดี], [พอใช้], [เล็ก], [16 \ (40.00)], [24 \ (60.00)]"
    content = typeset_pdf(f"#table(columns: 3, {cells})")
    assert _rows(content)[1] == ("เล็ก", "16 (40.00)", "24 (60.00)")


LINES = {
    "thin boxes": b"50 600 301 1 re f 50 650 301 1 re f 50 700 301 1 re f "
    b"50 600 1 100 re f 200 600 1 100 re f 350 600 1 101 re f",
    "boxes around cells": b"50 600 150 50 re 200 600 150 50 re S "
    b"50 650 150 50 re S 200 650 150 50 re S",
    "strokes": b"50 600 m 350 600 l 50 650 m 350 650 l 50 700 m 350 700 l S "
    b"50 600 m 50 700 l 200 600 m 200 700 l 350 600 m 350 700 l S",
    "a shaded head": b"0.8 g 50 650 300 50 re f 0 g 50 600 150 50 re S 200 600 150 50 re S "
    b"50 650 150 50 re S 200 650 150 50 re S",
    "lines between rows": b"".join(
        b"50 %d 150 1 re f 200 %d 150 1 re f " % (up, up) for up in (600, 650, 700)
    ),
    "moved": b"q 1 0 0 -1 0 842 cm 50 142 150 50 re 200 142 150 50 re S "
    b"50 192 150 50 re 200 192 150 50 re S Q",
}
WORDS = b" BT /F 12 Tf 60 670 Td (ab) Tj 200 0 Td (12) Tj -200 -50 Td (cd) Tj ET"


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_cells_are_known_however_their_lines_are_drawn(lines: bytes) -> None:
    assert _rows(drawn_pdf(lines + WORDS)) == [("ab", "12"), ("cd", "")]


def _steps(*ups: int, widths: tuple[int, ...] = (100, 100, 100)) -> bytes:
    """Lines across, in pieces as wide as columns."""
    lefts = [50 + sum(widths[:n]) for n in range(len(widths))]
    pieces = [(left, up, wide) for up in ups for left, wide in zip(lefts, widths, strict=True)]
    return b"".join(b"%d %d %d 1 re f " % piece for piece in pieces)


def _words(*places: tuple[int, int, str]) -> bytes:
    told = (f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET " for x, y, text in places)
    return "".join(told).encode()


def test_a_word_over_the_end_of_a_column_is_in_one_cell() -> None:
    words = _words((60, 620, "1"), (160, 620, "2"), (260, 620, "3"), (110, 670, "both of two"))
    content = drawn_pdf(_steps(600, 650, 700) + words)
    assert _rows(content) == [("both of two", ""), ("1", "2", "3")]


@pytest.mark.parametrize("widths", [(100, 100, 100), (80, 80, 140)])
def test_tables_with_words_between_them_are_two(widths: tuple[int, ...]) -> None:
    prose = [(55, up, "words that go on over all columns of tables") for up in (480, 460, 440)]
    cells = [(x, y, f"{x}") for x in (60, 160, 260) for y in (320, 370, 520, 570)]
    lines = _steps(300, 350, 400, widths=widths) + _steps(500, 550, 600)
    told = read_report(drawn_pdf(lines + _words(*cells, *prose)))
    assert sorted({line.table for line in told}) == [0, 1, 2]


NO_TABLES = {
    "nothing": b"",
    "a frame": b"20 20 500 800 re S",
    "lines below words": b"50 600 m 350 600 l 50 650 m 350 650 l S",
    "bars": b"50 600 20 50 re f 80 600 20 90 re f",
    "a curve": b"50 600 m 200 900 300 900 350 600 c S",
}


@pytest.mark.parametrize("lines", NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_drawn_otherwise_is_no_table(lines: bytes) -> None:
    told = read_report(drawn_pdf(lines + WORDS))
    assert [(line.text, line.table) for line in told] == [("ab  12", 0), ("cd", 0)]


def test_a_syllable_told_again_at_its_mark_stands_once() -> None:
    span = "/Span<</ActualText<FEFF{}>>>BDC".format("".join(f"{ord(one):04X}" for one in "รี"))
    drawn = f"BT /F 20 Tf 50 700 Td {span} (r) Tj 7 0 Td (') Tj EMC -0.5 0 Td (y) Tj ET"
    assert [line.text for line in read_report(drawn_pdf(drawn.encode()))] == ["รีy"]


def test_a_syllable_told_again_beside_itself_stands_once() -> None:
    span = "/Span<</ActualText<FEFF{}>>>BDC".format("".join(f"{ord(one):04X}" for one in "สำ"))
    drawn = f"BT /F 20 Tf 50 700 Td {span} (s) Tj 10 300 Td (') Tj 0 -300 Td (a) Tj EMC"
    told = read_report(drawn_pdf(f"{drawn} 11 0 Td (y) Tj ET".encode()))
    assert [line.text for line in told] == ["สำy"]


def test_a_syllable_is_as_wide_as_all_its_shapes() -> None:
    span = "/Span<</ActualText<FEFF{}>>>BDC".format("".join(f"{ord(one):04X}" for one in "จำ"))
    drawn = f"BT /F 20 Tf 50 700 Td {span} (j) Tj 5 0 Td (mm) Tj EMC 33 0 Td (y) Tj ET"
    assert [line.text for line in read_report(drawn_pdf(drawn.encode()))] == ["จำy"]


def _turned(content: bytes, degrees: int) -> bytes:
    """A PDF whose first page is shown turned."""
    out = BytesIO()
    with PDFIUM, pypdfium2.PdfDocument(content) as pdf:
        pdf[0].set_rotation(degrees)
        pdf.save(out)
    return out.getvalue()
