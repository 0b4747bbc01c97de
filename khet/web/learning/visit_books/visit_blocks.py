"""A visit as the lines of a paper; in Thai."""

from khet.documents.paper import Block, Entry, Heading, Text
from khet.records.learning.models import Finding, Visit
from khet.rules.calendar import thai_date
from khet.web.learning.visit_books.words import finding_state, team_of, topics_of

_DOTS = "......................................................"


def signing(part: str, name: str = "") -> tuple[str, ...]:
    """The lines to sign on as something."""
    return (f"ลงชื่อ {_DOTS} {part}", f"({name or _DOTS})", "วันที่ ........../........../..........")


def visit_blocks(
    label: str, visit: Visit, *, school: bool = True, later: bool = False
) -> list[Block]:
    """What a book says of a visit; ``school`` is whether it names the school."""
    day = thai_date(visit.day) if visit.day else ""
    where = str(visit.school) if school else "นิเทศโดยเขตพื้นที่"
    mark = " (บันทึกหลังส่ง)" if later else ""
    lines: list[Block] = [Heading(f"{label} วันที่ {day} {where}{mark}".strip())]
    level = str(visit.level) if visit.level else "–"
    told = [
        ("ผู้นิเทศ", team_of(visit)),
        ("เรื่องที่นิเทศ", topics_of(visit)),
        ("ระดับ", level),
        ("จุดเด่น", visit.strengths),
        ("ข้อเสนอแนะ", visit.advice),
    ]
    lines += [Text(f"{name}: {_one_line(text)}") for name, text in told if text]
    found = list(visit.findings.all())
    if found:
        lines.append(Text("ข้อค้นพบและสิ่งที่ให้แก้ไข:"))
    lines += [Entry(f"{n}.", _finding(one)) for n, one in enumerate(found, 1)]
    lines.append(Text(f"โรงเรียนตอบ: {_one_line(visit.answer) or _unanswered(visit)}"))
    return lines


def _finding(finding: Finding) -> str:
    state = finding_state(finding)
    told = (
        f"{_one_line(finding.text)} – {finding.action} ภายใน {thai_date(finding.due, short=True)}"
    )
    return f"{told} ({state})" if state else told


def _unanswered(visit: Visit) -> str:
    return "ยังไม่ตอบ" if visit.told_at else "ยังไม่ได้แจ้งโรงเรียน"


def _one_line(text: str) -> str:
    return " ".join(text.split())
