"""The list of schools that get rewards for their colours, as an official paper. Thai only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from khet.documents.thai_docx import Columns, ThaiPaper
from khet.rules.calendar import thai_date
from khet.rules.thai import thai_digits

_HEADS = ("ที่", "โรงเรียน", "เครือข่าย", "สีที่มีและผลที่ใช้", "สถานะ")
_WIDTHS = (1.1, 3.6, 3.2, 4.6, 3.5)
_BLANK = "……………………………"
TITLE = "บัญชีรายชื่อโรงเรียนที่เสนอและได้รับแรงจูงใจตามสีคุณภาพ"


@dataclass(frozen=True)
class Listed:
    """A school of a reward: the lines of its reason, and of how far its reward is."""

    school: str
    network: str
    reason: tuple[str, ...]
    state: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A reward, the words of the colours that count for it, and its schools."""

    reward: str
    colours: tuple[str, ...]
    rows: tuple[Listed, ...]


@dataclass(frozen=True)
class Paper:
    """What the paper says; ``counted`` are the results that count, ``thai`` is for Thai digits.

    ``whole`` is whether all schools of the area are in it; ``signer`` is empty where nobody is
    known to hold the post.
    """

    office: str
    year: int
    source: str
    counted: tuple[str, ...]
    tables: tuple[Table, ...]
    day: date
    signer: str
    post: tuple[str, ...]
    thai: bool = True
    whole: bool = True


def reward_list(paper: Paper) -> bytes:
    """The paper as DOCX; the same data, the same bytes."""
    digits = thai_digits if paper.thai else str
    year = f"ปีการศึกษา {paper.year}"
    made = ThaiPaper(digits(f"{TITLE} {year}"), paper.thai)
    made.title(*map(digits, (TITLE, year, paper.office)))
    made.text(digits(f"ที่มาของเกณฑ์: {paper.source}"))
    made.text(digits(f"ผลที่ประกาศแล้วซึ่งนับ: {', '.join(paper.counted) or 'ยังไม่มี'}"))
    if not paper.whole:
        made.text("เฉพาะโรงเรียนที่ผู้จัดทำรับผิดชอบ มิใช่ทั้งเขต")
    for place, table in enumerate(paper.tables, 1):
        _write(made, f"{place}. {table.reward}", table, digits)
    made.text(digits(f"ข้อมูล ณ วันที่ {thai_date(paper.day)}"))
    made.signature([f"ลงชื่อ {_BLANK}", f"({paper.signer or _BLANK})", *map(digits, paper.post)])
    return made.saved(paper.day)


def _write(made: ThaiPaper, heading: str, table: Table, digits: Callable[[str], str]) -> None:
    made.heading(digits(f"{heading} ({len(table.rows)} โรงเรียน)"))
    if table.colours:
        made.text(f"ทุกสีของโรงเรียนต้องเป็น {' หรือ '.join(table.colours)}")
    if not table.rows:
        made.text("ไม่มีโรงเรียนที่เสนอ")
        return
    rows = [_row(place, row) for place, row in enumerate(table.rows, 1)]
    told = [[[digits(line) for line in cell] for cell in row] for row in rows]
    made.table(Columns(_HEADS, _WIDTHS, frozenset({0})), told)


def _row(place: int, row: Listed) -> list[Sequence[str]]:
    return [[str(place)], [row.school], [row.network], row.reason, row.state]
