"""Receipts of circulars: read, answered, given back. Each is one audited transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khet.records.office.actions.duties import finish_duty, return_duty
from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.files import attach, take_off
from khet.records.office.models import AttachedFile, Duty, Receipt
from khet.records.office.queries.circulars import KIND, duty_of
from khet.records.office.queries.files import attached
from khet.records.registry.actions.audit import Actor, record_event
from khet.rules.circulars import FILE, WORKBOOK, may_answer, may_return

ANSWER = "answer"
"""The part of a receipt's files that its answer is."""


@dataclass(frozen=True)
class Said:
    """An answer: its text, files that come besides those there, and whether by an acting head."""

    text: str = ""
    brought: Sequence[Brought] = ()
    acting: bool = False


class ClosedError(Exception):
    """The circular takes no more answers, or asks for none."""


class LastFileError(Exception):
    """The answer is this one file."""


class ReceiptMovedError(Exception):
    """The receipt is in another state than one in which this can be done; tells which."""


@transaction.atomic
def acknowledge(*, by: Actor, receipt: Receipt, at: datetime, acting: bool = False) -> bool:
    """Take note of a circular; once: returns whether nobody had before."""
    kept = _held(receipt)
    if kept.state != Receipt.State.UNREAD:
        return False
    _read(by, kept, at, acting)
    kept.state = Receipt.State.READ
    kept.save()
    _tell(by, "read-circular", kept, Receipt.State.UNREAD, {"acting": acting} if acting else {})
    return True


@transaction.atomic
def answer_circular(*, by: Actor, receipt: Receipt, said: Said, at: datetime) -> Receipt:
    """Answer a circular, or otherwise than before, until it is closed; who answers has read it.

    Raises:
        ClosedError: see there.
    """
    kept = _held(receipt)
    circular = kept.circular
    if not may_answer(circular.asks, closed=circular.closed_at is not None):
        raise ClosedError
    before = kept.state
    if kept.read_at is None:
        _read(by, kept, at, said.acting)
    kept.state, kept.answer, kept.reason = Receipt.State.ANSWERED, said.text, ""
    kept.answered_at, kept.answered_by = at, str(by)
    kept.save()
    about = (KIND, str(kept.pk))
    for brought in said.brought:
        attach(by=by, about=about, brought=brought, at=at, part=ANSWER)
    if duty := duty_of(kept):
        finish_duty(by=by, duty=duty, at=at)
    files = attached().filter(about_kind=KIND, about_key=str(kept.pk)).count()
    _tell(by, "answer-circular", kept, before, {"files": files} if files else {})
    return kept


@transaction.atomic
def take_off_answer(*, by: Actor, receipt: Receipt, file: AttachedFile, at: datetime) -> None:
    """Take a file off an answer, until the circular is closed; one of files keeps the last.

    Raises:
        ClosedError, LastFileError: see there.
    """
    circular = _held(receipt).circular
    if circular.closed_at is not None:
        raise ClosedError
    files = attached().filter(about_kind=KIND, about_key=str(receipt.pk))
    if circular.asks in (FILE, WORKBOOK) and not files.exclude(pk=file.pk).exists():
        raise LastFileError
    take_off(by=by, file=file, at=at)


@transaction.atomic
def return_answer(*, by: Actor, receipt: Receipt, reason: str, at: datetime) -> None:
    """Give an answer back to be mended; its duty is owed again.

    Raises:
        ReceiptMovedError: see there.
    """
    kept = _held(receipt)
    if not may_return(kept.state, closed=kept.circular.closed_at is not None):
        raise ReceiptMovedError(kept.state)
    before, kept.state, kept.reason = kept.state, Receipt.State.RETURNED, reason
    kept.save()
    duty = duty_of(kept)
    if duty is not None and duty.state == Duty.State.DONE:
        return_duty(by=by, duty=duty, at=at, reason=reason)
    _tell(by, "return-answer", kept, before, {"reason": reason})


def _held(receipt: Receipt) -> Receipt:
    """The receipt, kept from others until the transaction ends."""
    rows = Receipt.objects.select_for_update(of=("self",))
    return rows.select_related("circular", "unit", "user").get(pk=receipt.pk)


def _read(by: Actor, receipt: Receipt, at: datetime, acting: bool) -> None:
    receipt.read_at, receipt.read_by, receipt.acting = at, str(by), acting


def _tell(by: Actor, action: str, receipt: Receipt, before: str, more: dict[str, object]) -> None:
    record_event(
        by=by,
        action=action,
        kind=KIND,
        key=str(receipt.pk),
        before={"state": before},
        after={"state": receipt.state, **more},
    )
