"""A fiscal year of a school's own book of supervision as a paper to print and to edit; in Thai."""

from khet.documents.paper import Block, Heading, Paper, Signature, Text, Title
from khet.records.learning.models import Visit
from khet.web.learning.visit_books.school_book import BookMonth, Record, SchoolBook
from khet.web.learning.visit_books.visit_blocks import signing, visit_blocks
from khet.web.parts.tags import be_date


def school_paper(book: SchoolBook) -> Paper:
    """The book as it is today."""
    title = f"สมุดนิเทศ {book.school} ปีงบประมาณ {book.year}"
    lines = ("สมุดนิเทศของโรงเรียน", str(book.school), f"ปีงบประมาณ {book.year}", book.viewer.area.name)
    return Paper(
        title,
        [
            Title(lines),
            Text(f"ข้อมูล ณ วันที่ {be_date(book.viewer.today)}"),
            *(block for month in book.months for block in _month(month)),
            Signature(signing("ผู้อำนวยการโรงเรียน")),
        ],
    )


def _month(month: BookMonth) -> list[Block]:
    found: list[Block] = [Heading(f"เดือน{month.month.named()}")]
    if not month.recorded:
        found.append(Text(f"นิเทศภายใน: {_without_record(month)}"))
    for line in month.lines:
        if line.visit:
            found += [*visit_blocks("", line.visit, school=False), Text(_read(line.visit))]
        if line.record:
            found += _record(line.record, month.told)
    return found


def _without_record(month: BookMonth) -> str:
    if month.duty is None:
        return "เดือนนี้ยังไม่ได้กำหนดให้ส่งบันทึก"
    why = f" เพราะ{month.duty.reason}" if month.duty.state == "waived" else ""
    return f"ไม่มีบันทึก ({month.told}{why})"


def _record(record: Record, told: str) -> list[Block]:
    said = record.said
    files = ", ".join(piece.name for piece in record.files)
    lines = [
        ("ประธาน", said["chair"]),
        ("เรื่องที่นิเทศ", said["topics"]),
        ("ผู้เข้าร่วม", said.get("teachers", "")),
        ("ผลการนิเทศ", said["result"]),
        ("ไฟล์ประกอบ", files),
    ]
    return [
        Heading(f"วันที่ {be_date(record.day)} นิเทศภายในของโรงเรียน ({told})"),
        *(Text(f"{name}: {' '.join(text.split())}") for name, text in lines if text),
    ]


def _read(visit: Visit) -> str:
    if visit.acknowledged_at is None:
        return "ผู้อำนวยการโรงเรียนยังไม่ได้รับทราบ"
    return f"รับทราบโดย {visit.acknowledged_by} เมื่อวันที่ {be_date(visit.acknowledged_at)}"
