"""A supervisor's book of a month as a paper to print and to edit; in Thai."""

from khet.documents.paper import Block, Entry, Heading, Paper, Signature, Text, Title
from khet.records.learning.models import Visit
from khet.rules.calendar import thai_date
from khet.web.learning.visit_books.own_book import OwnBook
from khet.web.learning.visit_books.visit_blocks import signing, visit_blocks
from khet.web.learning.visit_books.words import book_standing_words, topics_of
from khet.web.parts.tags import be_date


def own_paper(book: OwnBook) -> Paper:
    """The book as it is today."""
    lines = (
        "สมุดนิเทศประจำเดือน",
        f"เดือน{book.month.named()}",
        str(book.person),
        book.viewer.area.name,
    )
    return Paper(
        f"{book.title} {book.person}",
        [
            Title(lines),
            Text(_standing(book)),
            *_counts(book),
            Heading("ผลการนิเทศ"),
            *_visits(book),
            *_missed(book),
            *_written(book),
            Signature(signing("ผู้นิเทศ", str(book.person))),
            Signature(signing("ผู้บังคับบัญชา")),
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


def _visits(book: OwnBook) -> list[Block]:
    if not book.every_visit:
        return [Text("ไม่มีการนิเทศที่บันทึกไว้ในเดือนนี้")]
    return [
        block
        for number, visit in enumerate(book.every_visit, 1)
        for block in visit_blocks(f"{number}.", visit, later=book.recorded_later(visit))
    ]


def _missed(book: OwnBook) -> list[Block]:
    if not book.missed:
        return []
    rows = [Entry(f"{n}.", _missed_line(visit)) for n, visit in enumerate(book.missed, 1)]
    return [Heading("วางแผนไว้แต่ไม่ได้ออกในเดือนนี้"), *rows]


def _missed_line(visit: Visit) -> str:
    told = f"{visit.school} เรื่อง {topics_of(visit)}"
    if visit.day:
        return f"{told} (ออกนิเทศวันที่ {thai_date(visit.day)})"
    why = f" {visit.reason}" if visit.reason else ""
    return f"{told} ({Visit.State(visit.state).label}{why})"


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
