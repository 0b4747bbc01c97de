"""The paper set of a meeting, read back."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document

from khet.documents.meeting_papers import Expected, MeetingPapers, Spoken, meeting_paper
from khet.documents.paper import docx_of, pdf_of

SAID = MeetingPapers(
    office="สำนักงานทดสอบ",
    name="ประชุมคณะทดสอบ ครั้งที่ 5/2557",
    title="เรื่องหลัก",
    days="23–24 เมษายน 2557",
    times="09.00–12.00 น.",
    place="ห้องประชุมพอเพียง",
    sections=[
        ("เรื่องที่ประธานแจ้ง", []),
        ("เรื่องเพื่อทราบ", [Spoken("ส่งบัญชี", "ภายในวันที่ 15\n\nทุกเดือน", "กลุ่มการเงิน")]),
    ],
    expected=[Expected("นายทดสอบ", "ผู้อำนวยการ", "ประธาน"), Expected("ผู้แทนโรงเรียน", "", "กรรมการ")],
    day=date(2014, 4, 20),
)


def _lines(said: MeetingPapers) -> list[str]:
    return [p.text for p in Document(BytesIO(docx_of(meeting_paper(said), said.day))).paragraphs]


def test_invitation_agenda_and_people_are_one_paper() -> None:
    lines = _lines(SAID)
    invited = next(line for line in lines if "จึงขอเชิญ" in line)
    assert "ประชุมคณะทดสอบ ครั้งที่ ๕/๒๕๕๗ เรื่อง เรื่องหลัก วันที่ ๒๓–๒๔ เมษายน ๒๕๕๗" in invited
    assert "เวลา ๐๙.๐๐–๑๒.๐๐ น. ณ ห้องประชุมพอเพียง" in invited
    assert "ระเบียบวาระที่ ๒ เรื่องเพื่อทราบ" in lines
    assert "๒.๑\tส่งบัญชี (กลุ่มการเงิน)" in lines
    assert lines[lines.index("๒.๑\tส่งบัญชี (กลุ่มการเงิน)") + 1 :][:2] == ["ภายในวันที่ ๑๕", "ทุกเดือน"]
    assert "–\tไม่มีเรื่อง" in lines
    [table] = Document(BytesIO(docx_of(meeting_paper(SAID), SAID.day))).tables
    assert [cell.text for cell in table.rows[2].cells] == ["๒", "ผู้แทนโรงเรียน", "กรรมการ", ""]


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(SAID, title="", times="", place="", expected=[])
    lines = _lines(bare)
    invited = next(line for line in lines if "จึงขอเชิญ" in line)
    assert " ณ " not in invited
    assert "เวลา" not in invited.replace("วัน เวลา และสถานที่", "")
    assert "ยังไม่ได้เชิญ จึงยังไม่มีรายชื่อ" in lines


def test_the_same_paper_has_the_same_bytes() -> None:
    paper = meeting_paper(SAID)
    assert pdf_of(paper, SAID.day) == pdf_of(paper, SAID.day)
    assert docx_of(paper, SAID.day) == docx_of(paper, SAID.day)
