"""What was found in a report: as XLSX, and as DOCX with comments at the right places."""

import io
from datetime import date

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from openpyxl import load_workbook

from khet.documents.report_findings import (
    KIND_NAMES,
    SURE_NAMES,
    commented,
    findings_sheet,
    summary,
)
from khet.documents.report_reader import read_report
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from tests.documents.report_files import docx, saved, typeset_pdf

DAY = date(2026, 11, 30)


def finding(line: int, printed: str = "", message: str = "", page: int | None = None) -> Finding:
    return Finding(line, "=ข้อความ", Kind.TOTAL, printed, "3", Sure.LIKELY, message, page)


def comments(content: bytes, *findings: Finding) -> dict[str, str]:
    """Each comment of the copy with the text of the paragraph that it stands at."""
    copy = commented("รายงาน", content, read_report(content), dict(enumerate(findings, 1)), DAY)
    return _comments(Document(io.BytesIO(copy)))


def _comments(paper: Docx) -> dict[str, str]:
    told = {}
    for comment in paper.comments:
        assert comment.author == "Khet"
        for what in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            (place,) = paper.element.body.xpath(f"//w:{what}[@w:id='{comment.comment_id}']")
            (paragraph, *_) = place.iterancestors(qn("w:p"))
            told.setdefault(comment.text, set()).add(paragraph.text)
    assert all(len(texts) == 1 for texts in told.values())
    return {message: texts.pop() for message, texts in told.items()}


def test_a_docx_gets_comments_at_its_paragraphs_and_cells() -> None:
    content = docx("หัวเรื่อง", "", [["ก", "10", "2"], ["รวม", "112", "12"]], "จบ\nแล้ว")
    told = comments(
        content,
        finding(1, "หัว", "หนึ่ง"),
        finding(4, "12", "สอง"),
        finding(4, "", "สาม"),
        finding(5, "แล้ว", "สี่"),
        finding(2, "", "ห้า"),
        finding(99, "", "หก"),
    )
    assert told == {
        "ข้อ 1 (น่าจะผิด) หนึ่ง": "หัวเรื่อง",
        "ข้อ 2 (น่าจะผิด) สอง": "12",
        "ข้อ 3 (น่าจะผิด) สาม": "รวม",
        "ข้อ 4 (น่าจะผิด) สี่": "จบ\nแล้ว",
        "ข้อ 5 (น่าจะผิด) ห้า": "",
        "ข้อ 6 (น่าจะผิด) หก": "หัวเรื่อง",
    }


def test_the_rest_of_a_docx_stays_with_the_comments_that_it_had() -> None:
    paper = Document()
    paragraph = paper.add_paragraph("รวม 12")
    paper.add_comment(paragraph.runs, "ของเดิม", author="Khet")
    paper.add_heading("บท", 1)
    content = saved(paper)
    copy = commented("ก", content, read_report(content), {7: finding(1, "12", "ใหม่")}, DAY)
    again = Document(io.BytesIO(copy))
    assert _comments(again) == {"ของเดิม": "รวม 12", "ข้อ 7 (น่าจะผิด) ใหม่": "รวม 12"}
    assert [p.text for p in again.paragraphs] == ["รวม 12", "บท"]
    assert read_report(copy) == read_report(content)


def test_a_comment_stands_at_the_piece_that_is_wrong() -> None:
    paper = Document()
    paragraph = paper.add_paragraph("มีนักเรียน ")
    paragraph.add_run("12").bold = True
    paragraph.add_run(" คน")
    content = saved(paper)
    found = {1: finding(1, "12", "หนึ่ง"), 2: finding(1, "12 คน", "สอง")}
    copy = commented("ก", content, read_report(content), found, DAY)
    told = [child.tag.split("}")[1] for child in Document(io.BytesIO(copy)).paragraphs[0]._p]
    assert told == [
        *("commentRangeStart", "r", "commentRangeStart", "r", "commentRangeEnd", "r", "r"),
        *("commentRangeEnd", "r"),
    ]


def test_what_stands_in_a_text_box_is_told_at_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>รวม 12</w:t></w:r></w:p></w:txbxContent>"
    content = docx(f"<w:p><w:r><w:t>เนื้อ</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>")
    assert comments(content, finding(2, "12", "หนึ่ง")) == {"ข้อ 1 (น่าจะผิด) หนึ่ง": "เนื้อ"}


def test_other_files_become_a_docx_of_their_lines() -> None:
    content = "หัวเรื่อง\n\nรวม\t12\n".encode("cp874")
    copy = commented("ก", content, read_report(content), {1: finding(3, "12", "ผิด")}, DAY)
    paper = Document(io.BytesIO(copy))
    assert [p.text for p in paper.paragraphs] == ["หัวเรื่อง", "", "รวม\t12"]
    assert _comments(paper) == {"ข้อ 1 (น่าจะผิด) ผิด": "รวม\t12"}


def test_pages_of_a_pdf_begin_on_pages() -> None:
    content = typeset_pdf("หนึ่ง\n\nสอง\n#pagebreak()\nสาม")
    copy = commented("ก", content, read_report(content), {1: finding(3, "", "ผิด", 2)}, DAY)
    paper = Document(io.BytesIO(copy))
    begin = [bool(p.paragraph_format.page_break_before) for p in paper.paragraphs]
    assert (begin, _comments(paper)) == ([False, False, True], {"ข้อ 1 (น่าจะผิด) ผิด": "สาม"})


@pytest.mark.parametrize("content", [docx("รวม 12"), "รวม 12".encode()])
def test_the_same_report_has_the_same_bytes(content: bytes) -> None:
    copies = [
        commented("ก", content, read_report(content), {1: finding(1, "12", "ผิด")}, DAY)
        for _ in range(2)
    ]
    assert copies[0] == copies[1]


def test_a_sheet_has_a_row_of_each_finding() -> None:
    outcome = Outcome(8, (finding(3, "12", "ผิด", 2), finding(4, "5", "อีก")))
    page = load_workbook(io.BytesIO(findings_sheet("ก.pdf", outcome))).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][0] == "ผลการตรวจ ก.pdf"
    assert rows[1][0] == "ตรวจ 8 รายการ ถูกต้อง 6 รายการ พบที่ควรแก้หรือควรดู 2 แห่ง"
    assert rows[4] == [1, 2, 3, "=ข้อความ", "ยอดรวม", "12", "3", "น่าจะผิด", "ผิด"]
    assert rows[5] == [2, None, 4, "=ข้อความ", "ยอดรวม", "5", "3", "น่าจะผิด", "อีก"]
    assert page.cell(5, 4).data_type == "s"


def test_silence_says_how_much_was_checked() -> None:
    assert summary(Outcome()) == "ไม่พบตัวเลขหรือรายการที่ตรวจเทียบกันได้"
    assert summary(Outcome(1_200)).startswith("ตรวจ 1,200 รายการ ถูกต้อง 1,200 รายการ")
    assert summary(Outcome(0, (finding(1),))).startswith("ตรวจ 0 รายการ ถูกต้อง 0 รายการ")


def test_every_kind_and_sureness_has_its_name() -> None:
    assert (set(KIND_NAMES), set(SURE_NAMES)) == (set(Kind), set(Sure))
