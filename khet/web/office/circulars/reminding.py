"""The letters by which the office reminds of a circular: to whom, and what they say."""

from collections.abc import Iterator
from datetime import date

from khet.jobs.morning import link
from khet.records.office.models import Circular, Letter, Receipt
from khet.records.office.queries.circulars import answering_at, duties_of, owing, receipts_of
from khet.records.registry.actions.letters import LetterEntry
from khet.records.registry.models import User
from khet.rules.circulars import reminder

_TOLD = {
    Circular.Asks.READ: "รับทราบ",
    Circular.Asks.TEXT: "ตอบเป็นข้อความ",
    Circular.Asks.FILE: "ส่งไฟล์",
    Circular.Asks.FORM: "ตอบแบบสอบถาม",
    Circular.Asks.WORKBOOK: "กรอกไฟล์ Excel ของสำนักงาน",
}


def told_thai(asks: str) -> str:
    """What is asked, as letters and chats say it: in Thai, whatever the language of the page."""
    return _TOLD[Circular.Asks(asks)]


def entries_of(circular: Circular, letter: Letter, by: str, today: date) -> Iterator[LetterEntry]:
    """A letter to everybody who answers for a receiver from which something is still wanted."""
    receipts = list(receipts_of(circular).filter(owing(circular)))
    people = _people(receipts, today)
    about = f"circular {circular.pk} {today.isoformat()}"
    for receipt in receipts:
        url = link("office:receipt", receipt.pk)
        told = told_thai(circular.asks)
        subject, body = reminder(letter.subject, told, circular.due, by, url, today)
        for user in people.get(receipt.pk, ()):
            yield LetterEntry(user, about, subject, body)


def _people(receipts: list[Receipt], today: date) -> dict[int, list[User]]:
    """Who answers for each receipt (its key): for a unit, as the person, or because passed on."""
    held = answering_at([one.unit_id for one in receipts if one.unit_id], today)
    passed: dict[int, list[User]] = {}
    for duty in duties_of(one.pk for one in receipts).select_related("passed"):
        if duty.passed is not None:
            passed.setdefault(int(duty.about_key), []).append(duty.passed)
    return {
        one.pk: [
            *([one.user] if one.user else []),
            *(role.user for role in held.get(one.unit_id or 0, ())),
            *passed.get(one.pk, ()),
        ]
        for one in receipts
    }
