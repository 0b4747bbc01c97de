"""A supervisor's book of a month as a paper to print and to edit; in Thai."""

from khet.documents.paper import Block, Entry, Heading, Paper, Text, Title
from khet.records.learning.models import Visit
from khet.rules.calendar import thai_date
from khet.web.learning.visit_books.own_book import OwnBook
from khet.web.learning.visit_books.visit_rows import (
    Cell,
    advice_of,
    answer_of,
    book_table,
    found_of,
    signing,
)
from khet.web.learning.visit_books.words import VisitLine, book_standing_words, topics_of
from khet.web.parts.tags import be_date, short_date

_HEADS = ("วันที่และโรงเรียน", "เรื่องและสิ่งที่พบ", "ข้อเสนอแนะ", "โรงเรียนตอบ")


def own_paper(book: OwnBook) -> Paper:
    """The book as it is today."""
    office = book.viewer.area.name
    lines = ("สมุดนิเทศประจำเดือน", f"เดือน{book.month.named()}", str(book.person), office)
    return Paper(
        f"{book.title} {book.person}",
        [
            Title(lines),
            Text(_standing(book)),
            *_counts(book),
            Heading("ผลการนิเทศ"),
            _visits(book),
            *_missed(book),
            *_written(book),
            signing("ผู้นิเทศ", str(book.person)),
            signing("ผู้บังคับบัญชา"),
        ],
    )


def _standing(book: OwnBook) -> str:
    if book.text is None or book.text.sent_at is None:
        return f"ยังไม่ได้ส่ง ({book_standing_words(book.stands)})"
    late = f" ช้า {book.late} วัน" if book.late else ""
    return f"ส่งเมื่อวันที่ {be_date(book.text.sent_at)}{late}"


def _counts(book: OwnBook) -> list[Block]:
    schools = {visit.school_id for visit in book.every_visit}
    found: list[Block] = [Text(f"นิเทศ {len(book.every_visit)} ครั้ง {len(schools)} โรงเรียน")]
    for title, counts in book.counts:
        told = ", ".join(f"{one.label} {one.n} ครั้ง" for one in counts)
        found += [Text(f"{title}: {told}")] if told else []
    return found


def _visits(book: OwnBook) -> Block:
    if not book.every_visit:
        return Text("ไม่มีการนิเทศที่บันทึกไว้ในเดือนนี้")
    return book_table(_HEADS, [_row(book, visit) for visit in book.every_visit])


def _row(book: OwnBook, visit: Visit) -> list[Cell]:
    day = [short_date(visit.day)] if visit.day else []
    later = ["(บันทึกหลังส่ง)"] if book.recorded_later(visit) else []
    where = [*day, str(visit.school), *later]
    return [where, found_of(visit), advice_of(visit), answer_of(visit)]


def _missed(book: OwnBook) -> list[Block]:
    if not book.missed:
        return []
    rows = [Entry(f"{n}.", _missed_line(line)) for n, line in enumerate(book.missed, 1)]
    return [Heading("วางแผนไว้แต่ไม่ได้ออกในเดือนนี้"), *rows]


def _missed_line(line: VisitLine) -> str:
    visit = line.visit
    told = f"{visit.school} เรื่อง {topics_of(visit)}"
    if visit.day:
        return f"{told} (ออกนิเทศวันที่ {thai_date(visit.day)})"
    why = f" {visit.reason}" if visit.reason else ""
    return f"{told} ({line.state}{why})"


def _written(book: OwnBook) -> list[Block]:
    if book.text is None:
        return []
    said = (
        ("สรุป" if book.every_visit else "เหตุผลที่ไม่มีการนิเทศ", book.text.summary),
        ("ปัญหาและอุปสรรค", book.text.problems),
        ("ข้อเสนอแนะต่อเขต", book.text.proposals),
    )
    found: list[Block] = []
    for title, text in said:
        if text:
            found.append(Heading(title))
            found += [Text(line, indented=True) for line in text.splitlines()]
    return found
