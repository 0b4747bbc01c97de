"""Reports as PDF and as text in every encoding, and files that can't be read."""

from io import BytesIO

import pytest
from PIL import Image

from khet.documents import report_reader
from khet.documents.report_reader import UnreadableReportError, read_report
from khet.documents.report_reader.refused import WHY
from khet.rules.checking.reading.stream import Line
from tests.documents.report_files import docx, old_pdf, typeset_pdf
from tests.jobs.brought_files import locked_pdf, picture, pptx, xlsx, zipped

REPORT = "รายงาน ๒๕๕๗\r\n\r\nรวม\t1,250  บาท\nจบ"
LINES = (Line(1, "รายงาน ๒๕๕๗"), Line(2, ""), Line(3, "รวม\t1,250  บาท"), Line(4, "จบ"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_of_every_encoding_is_numbered_as_an_editor_does(encoding: str) -> None:
    assert read_report(REPORT.encode(encoding)) == LINES
    assert read_report(f"{REPORT}\n".encode(encoding)) == LINES


def test_text_with_a_few_broken_letters_is_still_utf_8() -> None:
    broken = (REPORT * 5).encode().replace("จ".encode(), b"\xe0\xb8", 1)
    assert read_report(broken)[2] == LINES[2]


def test_text_is_as_it_looks_with_its_spaces_kept() -> None:
    written = "สํานักงาน  ผู้อำ นวยการ   ท\uf702\uf70a\x00 ทำ 5\nเเห่ง\x0cเรืื่อง\n"
    told = [line.text for line in read_report(written.encode())]
    assert told == ["สำนักงาน  ผู้อำนวยการ   ที่ ทำ 5", "แห่งเรื่อง"]


def test_only_ends_of_lines_end_a_line() -> None:
    told = [line.text for line in read_report("ก\u2028ข\x0bค\rง".encode())]
    assert told == ["ก\u2028ขค", "ง"]


def test_lines_of_a_pdf_are_numbered_through_its_pages() -> None:
    source = "หน้าแรก จำนวน ๕ คน\n\nทั้งสิ้น\n#pagebreak()\nครั้งที่ 2\n\nที่ที่ประชุม"
    assert read_report(typeset_pdf(source)) == (
        Line(1, "หน้าแรก จำนวน ๕ คน", 1),
        Line(2, "ทั้งสิ้น", 1),
        Line(3, "ครั้งที่ 2", 2),
        Line(4, "ที่ที่ประชุม", 2),
    )


def test_a_line_that_the_library_breaks_within_is_whole() -> None:
    (line,) = read_report(typeset_pdf("= ที่สิ่งครั้งน้ำ"))
    assert line.text == "ที่สิ่งครั้งน้ำ"


def test_columns_of_prose_stay_one_below_the_other() -> None:
    left, right = (" ".join(f"{side}{n}" for n in range(200)) for side in "กข")
    told = [line.text for line in read_report(typeset_pdf(_in_columns(left, right)))]
    assert " ".join(" ".join(told).split()) == f"{left} {right}"


def test_items_in_columns_stay_in_their_order() -> None:
    items = [f"{n}. นาย{letter}" for n, letter in enumerate("กขคงจฉ", 1)]
    left, right = (" \\\n".join(items[at : at + 3]).replace(".", "\\.") for at in (0, 3))
    assert [one.text for one in read_report(typeset_pdf(_in_columns(left, right)))] == items


def _in_columns(left: str, right: str) -> str:
    return f"#set page(columns: 2)\n{left}\n#colbreak()\n{right}"


def test_marks_and_letters_of_old_fonts_are_thai() -> None:
    (marks,) = read_report(old_pdf(b"\x80\x81\x82\x83\x84\x85", "ท\uf702\uf70aสํา"))
    assert marks.text == "ที่สำ"
    (latin,) = read_report(old_pdf("เรื่อง รายงาน 12".encode("cp874")))
    assert latin.text == "เรื่อง รายงาน 12"


def test_other_languages_stay() -> None:
    (line,) = read_report(old_pdf("Résumé of the café".encode("latin-1")))
    assert line.text == "Résumé of the café"


def _scan() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    return out.getvalue()


UNREADABLE = {
    "nothing": (b"", "empty"),
    "blank text": (b" \r\n \n", "empty"),
    "a DOCX without words": (docx(""), "empty"),
    "a scan": (_scan(), "scan"),
    "letters of no alphabet": (old_pdf(b"\x80\x81\x82", "\uf000\uf001\uf002"), "font"),
    "a broken PDF": (typeset_pdf("ก")[:200], "pdf"),
    "a locked PDF": (locked_pdf(), "locked"),
    "a broken DOCX": (docx("ก")[:-40], "word"),
    "a DOCX with a broken part": (
        zipped({"[Content_Types].xml": "<", "word/document.xml": "<"}),
        "word",
    ),
    "a locked DOCX": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "locked",
    ),
    "an old DOC": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        "doc",
    ),
    "macros": (zipped({"word/document.xml": "x", "word/vbaProject.bin": "x"}), "macros"),
    "a bomb": (zipped({"word/document.xml": b"0" * 61_000_000}), "bomb"),
    "RTF": (rb"{\rtf1\ansi ...}", "rtf"),
    "a picture": (picture(), "image"),
    "a workbook": (xlsx(), "other"),
    "slides": (pptx("ก"), "other"),
    "a web page": (b"<!doctype html><p>1</p>", "other"),
    "a program": (b"MZ\x90\x00\x03", "other"),
    "bytes of no kind": (bytes(range(1, 32)) * 20, "text"),
}


@pytest.mark.parametrize(("content", "code"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableReportError) as fault:
        read_report(content)
    assert (fault.value.code, str(fault.value)) == (code, WHY[code])


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_reader, "MOST_BYTES", 10)
    with pytest.raises(UnreadableReportError, match="60 MB"):
        read_report(b"12345678901")
    monkeypatch.setattr(report_reader, "_MOST_LETTERS", 5)
    with pytest.raises(UnreadableReportError, match="ยาวเกินไป"):
        read_report(b"123456")
