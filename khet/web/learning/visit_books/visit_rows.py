"""A visit as a row of a paper's table, and who signs below; in Thai."""

from khet.documents.paper import Block, Signature, Table
from khet.documents.thai_docx import Columns
from khet.records.learning.models import Finding, Visit
from khet.rules.calendar import thai_date
from khet.web.learning.visit_books.words import finding_state, topics_of
from khet.web.learning.visits.words import level_name

Cell = list[str]
_DOTS = "......................................"
_WIDTHS = (3.2, 4.9, 4.6, 3.6)


def book_table(heads: tuple[str, str, str, str], rows: list[list[Cell]]) -> Table:
    """The table of a book."""
    return Table(Columns(heads, _WIDTHS), rows)


def signing(part: str, name: str = "") -> Block:
    """Where somebody signs as something."""
    day = "วันที่ ........../........../.........."
    return Signature((f"ลงชื่อ {_DOTS}", f"({name or _DOTS})", part, day))


def found_of(visit: Visit) -> Cell:
    """The topics of a visit, what was good and what was found."""
    good = [f"จุดเด่น: {line}" for line in visit.strengths.splitlines()[:1]]
    good += visit.strengths.splitlines()[1:]
    findings = [_finding(n, one) for n, one in enumerate(visit.findings.all(), 1)]
    return [f"เรื่อง {topics_of(visit)}", *good, *findings]


def advice_of(visit: Visit) -> Cell:
    """The advice of a visit and its level."""
    level = [f"ระดับ {level_name(visit.level)}"] if visit.level else []
    return [*(visit.advice.splitlines() or ["–"]), *level]


def answer_of(visit: Visit) -> Cell:
    """What the school answered."""
    if not visit.answer:
        return ["ยังไม่ตอบ" if visit.told_at else "ยังไม่ได้แจ้งโรงเรียน"]
    return visit.answer.splitlines()


def _finding(number: int, finding: Finding) -> str:
    state = finding_state(finding)
    due = thai_date(finding.until, short=True)
    told = f"{number}. {' '.join(finding.text.split())} – {finding.action} ภายใน {due}"
    return f"{told} ({state})" if state else told
