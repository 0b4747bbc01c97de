"""A fiscal year of a school's own book of supervision as a paper to print and to edit; in Thai."""

from django.utils import timezone

from khet.documents.paper import Paper, Text, Title
from khet.records.learning.models import Visit
from khet.web.learning.visit_books.school_book import BookMonth, Entry, Record, SchoolBook
from khet.web.learning.visit_books.visit_rows import (
    Cell,
    advice_of,
    answer_of,
    book_table,
    found_of,
    signing,
)
from khet.web.learning.visit_books.words import team_of
from khet.web.parts.tags import be_date, short_date

_HEADS = ("วัน เดือน ปี และผู้นิเทศ", "เรื่องและสิ่งที่พบ", "ข้อเสนอแนะ", "ผลและการรับทราบ")


def school_paper(book: SchoolBook) -> Paper:
    """The book as it is today."""
    title = f"สมุดนิเทศ {book.school} ปีงบประมาณ {book.year}"
    office = book.viewer.area.name
    lines = ("สมุดนิเทศ", f"โรงเรียน{book.school}", f"ปีงบประมาณ {book.year}", office)
    rows = [row for month in book.months for row in _rows(month)]
    made = Text(f"ข้อมูล ณ วันที่ {be_date(book.viewer.today)}")
    signed = signing("ผู้อำนวยการโรงเรียน")
    return Paper(title, [Title(lines), made, book_table(_HEADS, rows), signed])


def _rows(month: BookMonth) -> list[list[Cell]]:
    rows = [_row(line, month.told) for line in month.lines]
    if not month.recorded:
        told = [f"นิเทศภายใน: {_without_record(month)}"]
        rows.append([[f"เดือน{month.month.named()}"], told, ["–"], ["–"]])
    return rows


def _row(line: Entry, told: str) -> list[Cell]:
    day = short_date(line.day)
    if line.visit:
        visit = line.visit
        asked = [*answer_of(visit), _read(visit)]
        return [[day, team_of(visit)], found_of(visit), advice_of(visit), asked]
    return [[day, "นิเทศภายในของโรงเรียน"], *_record(line.record, told)]


def _record(record: Record | None, told: str) -> list[Cell]:
    if record is None:
        return [[], [], []]
    said, files = record.said, ", ".join(piece.name for piece in record.files)
    who = [f"ประธาน: {said['chair']}", *_named("ครูที่ร่วม", said["teachers"])]
    return [
        [*_named("เรื่อง", said["topics"]), *who],
        said["result"].splitlines(),
        [told, *_named("ไฟล์ประกอบ", files)],
    ]


def _named(name: str, text: str) -> Cell:
    """Lines of text after their name; none where there is no text."""
    first, *more = text.splitlines() or [""]
    return [f"{name}: {first}", *more] if text else []


def _without_record(month: BookMonth) -> str:
    if month.duty is None:
        return "เดือนนี้ยังไม่ได้กำหนดให้ส่งบันทึก"
    why = f": {month.duty.reason}" if month.duty.state == "waived" else ""
    return f"ไม่มีบันทึก ({month.told}{why})"


def _read(visit: Visit) -> str:
    if visit.acknowledged_at is None:
        return "ยังไม่รับทราบ"
    return (
        f"รับทราบโดย {visit.acknowledged_by} {short_date(timezone.localdate(visit.acknowledged_at))}"
    )
