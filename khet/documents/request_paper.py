"""The form of a request of a service: what is asked, who checked it, what was decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khet.documents.paper import Block, Heading, Paper, Signature, Text, Title
from khet.rules.calendar import thai_date

BLANK = "…………………………"


@dataclass(frozen=True)
class Signed:
    """A step that was taken: its word, by whom and when, and in whose stead."""

    word: str
    by: str
    on: date
    in_stead: str = ""


@dataclass(frozen=True)
class RequestTold:
    """What a request's form says; what wasn't done yet has a blank to sign in."""

    office: str
    service: str
    asked_on: date
    asked_by: str
    unit: str
    details: Sequence[tuple[str, str]]
    checked: Signed | None
    decided: Signed | None


def request_paper(told: RequestTold, thai: bool = True) -> Paper:
    """The form of a request as a paper."""
    return Paper(f"แบบคำขอ {told.service}", tuple(_blocks(told)), thai)


def _blocks(told: RequestTold) -> Iterator[Block]:
    yield Title((f"แบบคำขอ{told.service}", told.office))
    yield Text(f"วันที่ {thai_date(told.asked_on)}")
    yield Text(f"ผู้ขอ {told.asked_by} {told.unit}")
    for label, text in told.details:
        yield Text(f"{label}: {text}")
    yield Signature((f"({told.asked_by})", "ผู้ขอ"))
    yield Heading("ผู้ตรวจ")
    yield _signature(told.checked, "ตรวจแล้ว")
    yield Heading("ผู้อนุญาต")
    yield _signature(told.decided, "อนุญาต / ไม่อนุญาต")


def _signature(signed: Signed | None, word: str) -> Signature:
    if signed is None:
        return Signature((word, f"({BLANK})", f"วันที่ {BLANK}"))
    instead = [f"ปฏิบัติราชการแทน {signed.in_stead}"] if signed.in_stead else []
    return Signature((signed.word, f"({signed.by})", *instead, thai_date(signed.on)))
