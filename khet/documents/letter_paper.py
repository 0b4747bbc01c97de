"""A letter of the office as the official paper: to others, within the office, or an open letter.

Source: the correspondence rules of the Office of the Prime Minister 2526, forms 1 (external letter)
and 2 (memorandum); urgency and secrecy are red and not smaller than 32 points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khet.documents.order_paper import BLANK
from khet.documents.paper import (
    Block,
    Crest,
    Entry,
    MemoHead,
    Paper,
    Sides,
    Signature,
    Stamp,
    Text,
    Title,
)
from khet.rules.calendar import thai_date
from khet.rules.letters import MEMO, OPEN


@dataclass(frozen=True)
class LetterTold:
    """What a letter of ours says; a draft has no ที่, day and signer yet.

    ``marks`` are the words of urgency and secrecy, ``enclosures`` the names of what comes with it.
    """

    book: str
    office: str
    unit: str
    ref: str
    day: date | None
    to: str
    subject: str
    refers_to: str
    enclosures: Sequence[str]
    text: str
    signer: str
    post: str
    marks: Sequence[str]
    draft: bool


def letter_paper(told: LetterTold, thai: bool = True) -> Paper:
    """The paper of a letter in the form of its book; a draft says so above."""
    forms = {MEMO: _memo, OPEN: _open}
    blocks: list[Block] = [Title(("(ร่าง)",))] if told.draft else []
    blocks += [Stamp(mark) for mark in told.marks]
    blocks += forms.get(told.book, _external)(told)
    return Paper(f"{told.ref} {told.subject}".strip(), tuple(blocks), thai)


def _external(told: LetterTold) -> Iterator[Block]:
    yield Crest()
    yield Sides(f"ที่ {told.ref or BLANK}", told.office)
    yield Sides("", _day(told))
    yield Entry("เรื่อง", told.subject)
    yield Entry("เรียน", told.to or BLANK)
    yield from _references(told)
    yield from _paragraphs(told)
    yield _signature(told, "ขอแสดงความนับถือ")
    if told.unit != told.office:
        yield Text(told.unit)


def _memo(told: LetterTold) -> Iterator[Block]:
    yield MemoHead("บันทึกข้อความ")
    here = told.office if told.unit == told.office else f"{told.unit} {told.office}"
    yield Entry("ส่วนราชการ", here)
    yield Sides(f"ที่ {told.ref or BLANK}", f"วันที่ {_day(told)}")
    yield Entry("เรื่อง", told.subject)
    yield Entry("เรียน", told.to or BLANK)
    yield from _references(told)
    yield from _paragraphs(told)
    yield _signature(told)


def _open(told: LetterTold) -> Iterator[Block]:
    yield Title(("จดหมายเปิดผนึก", told.subject))
    yield Sides("", told.office)
    yield Sides("", _day(told))
    yield Entry("เรียน", told.to or BLANK)
    yield from _paragraphs(told)
    yield _signature(told)


def _references(told: LetterTold) -> Iterator[Block]:
    if told.refers_to:
        yield Entry("อ้างถึง", told.refers_to)
    if len(told.enclosures) == 1:
        yield Entry("สิ่งที่ส่งมาด้วย", told.enclosures[0])
    elif told.enclosures:
        yield Text("สิ่งที่ส่งมาด้วย")
        yield from (Entry(f"{n}.", name, level=1) for n, name in enumerate(told.enclosures, 1))


def _paragraphs(told: LetterTold) -> Iterator[Block]:
    lines = [line.strip() for line in told.text.splitlines()]
    return (Text(line, indented=True) for line in lines if line)


def _signature(told: LetterTold, closing: str = "") -> Signature:
    room = ("", "") if closing else ()
    named = (f"({told.signer or BLANK})", *told.post.splitlines())
    return Signature((*((closing,) if closing else ()), *room, *named))


def _day(told: LetterTold) -> str:
    return thai_date(told.day) if told.day else BLANK
