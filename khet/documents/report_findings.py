"""What was found in a report: a table as XLSX, and the report as DOCX with comments at the places.

Of a DOCX the comments stand in a copy of the file itself, of others in a DOCX of their lines. The
same report and findings have the same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khet.documents.report_reader.word import opened, placed_lines
from khet.documents.report_reader.word_text import printed
from khet.documents.sheets import Sheet, Value, workbook
from khet.documents.thai_docx import ThaiPaper, without_clock
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.stream import Line
from khet.rules.thai import as_seen

KIND_NAMES = {
    Kind.TOTAL: "ยอดรวม",
    Kind.PERCENT: "ร้อยละ",
    Kind.AVERAGE: "ค่าเฉลี่ย",
    Kind.DIFFERENCE: "ผลต่าง",
    Kind.COUNT: "จำนวนกับรายการ",
    Kind.NUMBERING: "เลขลำดับ",
    Kind.REPEAT: "ค่าเดียวกันเขียนต่างกัน",
    Kind.DATE: "วันที่",
    Kind.BAND: "ช่วงเกณฑ์",
    Kind.BLANK: "เว้นว่าง",
}
SURE_NAMES = {Sure.CERTAIN: "ผิดแน่", Sure.LIKELY: "น่าจะผิด", Sure.LOOK: "ควรดู"}
AUTHOR = "Khet"
_ZIP = b"PK"
_COLUMNS = (
    *("ที่", "หน้า", "บรรทัด", "ข้อความ", "เรื่อง", "ที่พิมพ์ไว้", "ควรเป็น", "ความแน่ใจ"),
    "คำอธิบาย",
)
_Places = Mapping[int, Sequence[BaseOxmlElement]]


def summary(outcome: Outcome) -> str:
    """How much was checked and found right, so that silence means something.

    >>> summary(Outcome(12))
    'ตรวจ 12 รายการ ถูกต้อง 12 รายการ ไม่พบที่ไม่ตรงกัน'
    """
    if not outcome.checked and not outcome.findings:
        return "ไม่พบตัวเลขหรือรายการที่ตรวจเทียบกันได้"
    found = len(outcome.findings)
    right = max(outcome.checked - found, 0)
    told = f"พบที่ควรแก้หรือควรดู {found:,} แห่ง" if found else "ไม่พบที่ไม่ตรงกัน"
    return f"ตรวจ {outcome.checked:,} รายการ ถูกต้อง {right:,} รายการ {told}"


def findings_sheet(
    name: str, outcome: Outcome, said: Sequence[str] = (), column: str = ""
) -> bytes:
    """The findings of the report of that name as XLSX, in their order.

    Where ``said`` tells what a person said of each, that stands in a further column of that name.
    """
    rows = [_row(place, found) for place, found in enumerate(outcome.findings, 1)]
    columns: tuple[str, ...] = _COLUMNS
    if said:
        rows = [[*row, words] for row, words in zip(rows, said, strict=True)]
        columns = (*_COLUMNS, column)
    return workbook(Sheet("ผลการตรวจ", [f"ผลการตรวจ {name}", summary(outcome)], columns, rows))


def _row(place: int, found: Finding) -> list[Value]:
    return [
        *(place, found.page, found.line, found.text, KIND_NAMES[found.kind]),
        *(found.printed, found.expected, SURE_NAMES[found.sure], found.message),
    ]


def commented(
    name: str, content: bytes, lines: Sequence[Line], findings: Mapping[int, Finding], day: date
) -> bytes:
    """The report of that name as DOCX with a comment of each finding, which begins with its number.

    ``lines`` are what ``read_report`` made of ``content``; ``day`` is kept as the day of a DOCX
    that is made of them.
    """
    if content.startswith(_ZIP):
        made = opened(content)
        places = _places_of(made)
    else:
        made = opened(_paper(name, lines, day))
        places = _new_pages(made, lines)
    for number, found in findings.items():
        _comment(made, _paragraph(places, found), number, found)
    out = BytesIO()
    made.save(out)
    return without_clock(out.getvalue())


def _places_of(made: Docx) -> _Places:
    """The paragraphs that each line stands in."""
    return {placed.line.number: placed.at for placed in placed_lines(made) if placed.at}


def _paper(name: str, lines: Sequence[Line], day: date) -> bytes:
    paper = ThaiPaper(name)
    for line in lines:
        paper.text(line.text)
    return paper.saved(day)


def _new_pages(made: Docx, lines: Sequence[Line]) -> _Places:
    """The paragraph of each line; where a page of the report begins, one begins here."""
    before = lines[0].page
    for line, paragraph in zip(lines, made.paragraphs, strict=True):
        if line.page != before:
            paragraph.paragraph_format.page_break_before = True
        before = line.page
    return {
        number: [p._p]
        for line, p in zip(lines, made.paragraphs, strict=True)
        for number in (line.number, *(number for _start, number, _page in line.breaks))
    }


def _paragraph(places: _Places, found: Finding) -> BaseOxmlElement:
    """Where a finding is told: where what is printed stands, or else where its line has words."""

    def fits(paragraph: BaseOxmlElement) -> tuple[bool, bool, bool]:
        text, wanted = as_seen(printed(paragraph)).strip(), found.printed.strip()
        return text == wanted != "", wanted in text, bool(text)

    return max(places.get(found.line) or next(iter(places.values())), key=fits)


def _comment(made: Docx, paragraph: BaseOxmlElement, number: int, found: Finding) -> None:
    """A comment at the piece of a paragraph that has what is printed, or else at all of it."""
    told = f"ข้อ {number} ({SURE_NAMES[found.sure]}) {found.message}"
    comment = made.comments.add_comment(told, AUTHOR, AUTHOR[0])
    comment._comment_elm.attrib.pop(qn("w:date"), None)
    name = str(comment.comment_id)
    begins, ends, mark = _marked("RangeStart", name), _marked("RangeEnd", name), OxmlElement("w:r")
    mark.append(_marked("Reference", name))
    wanted = found.printed.strip()
    runs = (run for run in paragraph.iterchildren(qn("w:r")) if wanted in as_seen(printed(run)))
    if wanted and (run := next(runs, None)) is not None:
        run.addprevious(begins)
        run.addnext(mark)
        run.addnext(ends)
    else:
        paragraph.insert(0 if paragraph.find(qn("w:pPr")) is None else 1, begins)
        paragraph.extend([ends, mark])


def _marked(what: str, name: str) -> BaseOxmlElement:
    made = OxmlElement(f"w:comment{what}")
    made.set(qn("w:id"), name)
    return made
