"""The paper of a circular that was received: what it says, who took note, and what was answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khet.documents.paper import Block, Entry, Heading, Paper, Text, Title
from khet.rules.calendar import thai_date


@dataclass(frozen=True)
class ReceiptTold:
    """What the paper says; ``read`` and ``answered`` are by whom and when, empty before.

    ``answer`` is what was answered: labels with words, of an answer in words no label.
    """

    office: str
    receiver: str
    subject: str
    ref: str
    day: date | None
    sent: str
    text: str
    asked: str
    due: date | None
    read: str = ""
    answered: str = ""
    answer: Sequence[tuple[str, str]] = ()


def receipt_paper(told: ReceiptTold, thai: bool = True) -> Paper:
    """The paper, digits Thai unless asked otherwise."""
    return Paper(f"หนังสือเวียน {told.subject}", tuple(_blocks(told)), thai)


def _blocks(told: ReceiptTold) -> Iterator[Block]:
    yield Title(["หนังสือเวียนที่ได้รับ", told.office])
    yield Entry("เรื่อง", told.subject)
    yield Entry("ที่", told.ref or "–")
    yield Entry("ลงวันที่", thai_date(told.day) if told.day else "–")
    yield Entry("ผู้รับ", told.receiver)
    yield Entry("ส่งเมื่อ", told.sent)
    until = f" ภายใน {thai_date(told.due)}" if told.due else ""
    yield Entry("ขอให้", f"{told.asked}{until}")
    yield Entry("รับทราบ", told.read or "ยังไม่รับทราบ")
    if told.text:
        yield Heading("ข้อความ")
        yield from (Text(line, indented=True) for line in told.text.splitlines() if line.strip())
    if told.answered:
        yield Heading(f"คำตอบ: {told.answered}")
        for label, word in told.answer:
            yield Entry(label, word or "–") if label else Text(word or "–")
