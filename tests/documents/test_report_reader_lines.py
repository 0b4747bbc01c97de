"""Lines of PDFs are numbered as printed, and findings told at the line that has their figure."""

import io
from datetime import date

from docx import Document

from khet.documents.report_findings import commented
from khet.documents.report_reader import read_report
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.report import check_between, check_report
from tests.documents.report_files import typeset_pdf

PAGE = (
    "#set page(width: 14cm, height: 8.5cm, margin: 2cm, header: [รายงานผลการดำเนินงาน], "
    'numbering: "1")\n'
)
SHARE = (
    "สำนักงานเขตพื้นที่การศึกษาได้นิเทศติดตามโรงเรียนในสังกัดตามแผนที่กำหนดไว้ทั้งปี "
    "มีโรงเรียนเข้าร่วม 45 โรงเรียน จากทั้งหมด 50 โรงเรียน คิดเป็นร้อยละ 80.00"
)
BUDGET = (
    "ในปีงบประมาณ 2567 สำนักงานเขตพื้นที่การศึกษาได้รับจัดสรรงบประมาณเพื่อพัฒนาคุณภาพ "
    "การศึกษาของโรงเรียนในสังกัดทุกแห่งตามแผน รวมทั้งสิ้น {} บาท"
)


def _printed(source: str) -> list[tuple[int, str, int | None]]:
    """What is printed in each line, with its number and page."""
    told = []
    for line in read_report(typeset_pdf(source)):
        begins = [(0, line.number, line.page), *line.breaks]
        ends = [start for start, _number, _page in line.breaks] + [None]
        for (start, number, page), end in zip(begins, ends, strict=True):
            told.append((number, line.text[start:end].strip(), page))
    return told


def test_every_printed_line_has_its_number_with_heads_and_feet() -> None:
    lines = [f"บรรทัดที่ {n}" for n in range(1, 15)]
    _head, *told = _printed(PAGE + " \\\n".join(lines))
    on_first = [page for _number, _text, page in told].count(1)
    foot_and_head = 2
    expected = [(n + 1 + foot_and_head * (n > on_first), f"บรรทัดที่ {n}") for n in range(1, 15)]
    assert [(number, text) for number, text, _page in told] == expected


def test_lines_of_a_paragraph_keep_their_numbers_over_a_page() -> None:
    told = _printed(PAGE + "ก่อน\n\n" + f"{SHARE} " * 3)
    numbers = [number for number, _text, page in told if page == 1]
    assert numbers == list(range(1, len(numbers) + 1))
    foot_and_head = 2
    assert next(n for n, _text, page in told if page == 2) == len(numbers) + foot_and_head + 1


def test_repeated_headings_of_tables_are_counted() -> None:
    rows = [(str(n), f"{n},250") for n in range(1, 31)]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    head = "table.header([ที่], [บาท])"
    page = "#set page(width: 14cm, height: 9cm, margin: 2cm)\n"
    told = read_report(typeset_pdf(f"{page}#table(columns: (3cm, 3cm), {head}, {cells})"))
    assert [line.cells for line in told] == [("ที่", "บาท"), *rows]
    assert all(line.number == n + (line.page or 1) for n, line in enumerate(told))


def test_rows_without_rules_are_numbered_by_their_first_line() -> None:
    long = "โครงการพัฒนาคุณภาพการศึกษาของโรงเรียน"
    rows = [("ค่าวัสดุ", "5", "6", "11"), (long, "10", "20", "30"), ("รวม", "15", "26", "41")]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    columns = "columns: (5cm, 2cm, 2cm, 2cm), align: (x, y) => horizon + right, stroke: none"
    told = read_report(typeset_pdf(f"ก่อน\n#table({columns}, {cells})\nหลัง"))
    assert [line.cells[1:] for line in told if line.table] == [row[1:] for row in rows]
    numbers = [line.number for line in told]
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[1], numbers[2]) == (1, 2, 3)


def _number_of(words: str, printed: list[tuple[int, str, int | None]]) -> tuple[int, int | None]:
    return next((number, page) for number, text, page in printed if words in text)


def test_a_finding_is_told_at_the_line_that_has_its_figure() -> None:
    source = f"{PAGE}เรื่อง\n\n{SHARE}\n\nจบ"
    (found,) = check_report(read_report(typeset_pdf(source))).findings
    assert (found.printed, found.expected) == ("80.00", "90.00")
    assert (found.line, found.page) == _number_of("80.00", _printed(source))
    assert found.text.startswith("สำนักงาน")


def test_what_differs_between_files_is_told_at_its_line() -> None:
    sources = {name: f"{PAGE}เรื่อง\n\n{BUDGET.format(told)}" for name, told in NAMED.items()}
    read = {name: read_report(typeset_pdf(source)) for name, source in sources.items()}
    (found,) = check_between(read).findings
    assert (found.line, found.page) == _number_of("1,254,300", _printed(sources["ข.pdf"]))
    assert f"บรรทัด {found.line} " in found.message


NAMED = {"ก.pdf": "1,245,300", "ข.pdf": "1,254,300"}


def test_a_comment_stands_at_the_paragraph_of_its_line() -> None:
    content = typeset_pdf(f"{PAGE}เรื่อง\n\n{SHARE}\n\nจบ")
    lines = read_report(content)
    number = lines[2].breaks[0][1]
    found = Finding(number, lines[2].text, Kind.PERCENT, "80.00", "90.00", Sure.CERTAIN, "ผิด")
    paper = Document(io.BytesIO(commented("ก", content, lines, {1: found}, date(2026, 11, 30))))
    places = [p.text for p in paper.paragraphs if p._p.xpath(".//w:commentReference")]
    assert places == [lines[2].text]
