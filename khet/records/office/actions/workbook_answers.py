"""The office's own workbook: its template attached to a circular, and answers that were accepted.

What is kept of an answer are its cells; the file stays beside them, and is evidence once, however
often it is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from khet.records.office.actions.duties import finish_duty
from khet.records.office.actions.evidence import (
    Brought,
    EvidenceEntry,
    add_version,
    keep_brought,
    use_evidence,
)
from khet.records.office.actions.files import attach, take_off
from khet.records.office.actions.letter_files import KIND as LETTER
from khet.records.office.actions.search import Seen
from khet.records.office.models import AttachedFile, Circular, Evidence, Level, Receipt
from khet.records.office.queries.files import attached
from khet.records.office.queries.workbook_answers import (
    ANSWER,
    RECEIPT,
    TEMPLATE,
    duty_of,
    evidence_of,
)
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import User

EVIDENCE_KIND = "แบบที่ส่งเขต"


@dataclass(frozen=True)
class Answer:
    """A workbook that was accepted: the file, its cells by sheet, what is odd, and when.

    ``acting`` is whether who sent it acts as head.
    """

    brought: Brought
    cells: Mapping[str, Mapping[str, Any]]
    odd: Sequence[Mapping[str, Any]]
    at: datetime
    acting: bool = False


class SentError(Exception):
    """The circular was sent, so its template stays as it is."""


class ClosedError(Exception):
    """The circular takes no more answers."""


@transaction.atomic
def set_template(*, by: Actor, circular: Circular, brought: Brought, at: datetime) -> AttachedFile:
    """Let a workbook be what the receivers of a circular fill in; it takes the place of another.

    Raises:
        SentError: see there.
    """
    kept = Circular.objects.select_for_update(of=("self",)).get(pk=circular.pk)
    if kept.sent_at is not None:
        raise SentError
    about = (LETTER, str(kept.letter_id))
    _replace(by, about, TEMPLATE, at)
    kept.template = attach(by=by, about=about, brought=brought, at=at, part=TEMPLATE)
    kept.asks = Circular.Asks.WORKBOOK
    kept.save()
    return kept.template


@transaction.atomic
def answer_workbook(*, by: User, receipt: Receipt, answer: Answer) -> Receipt:
    """Keep a filled-in workbook as what the receiver answers; a further one takes its place.

    Raises:
        ClosedError: see there.
    """
    rows = Receipt.objects.select_for_update(of=("self",))
    kept = rows.select_related("circular__letter__area", "unit", "user").get(pk=receipt.pk)
    if kept.circular.closed_at is not None:
        raise ClosedError
    before = kept.state
    if kept.read_at is None:
        kept.read_at, kept.read_by, kept.acting = answer.at, str(by), answer.acting
    kept.state, kept.reason = Receipt.State.ANSWERED, ""
    kept.cells, kept.odd = dict(answer.cells), list(answer.odd)
    kept.answered_at, kept.answered_by = answer.at, str(by)
    kept.save()
    about = (RECEIPT, str(kept.pk))
    _replace(by, about, ANSWER, answer.at)
    attach(by=by, about=about, brought=answer.brought, at=answer.at, part=ANSWER)
    _finish(by, kept, answer)
    record_event(
        by=by,
        action="answer-workbook",
        kind=RECEIPT,
        key=str(kept.pk),
        before={"state": before},
        after={"state": kept.state, "odd": len(kept.odd)},
    )
    return kept


def _replace(by: Actor, about: tuple[str, str], part: str, at: datetime) -> None:
    """Take off what stood there before."""
    for file in attached().filter(about_kind=about[0], about_key=about[1], part=part):
        take_off(by=by, file=file, at=at)


def _finish(by: User, receipt: Receipt, answer: Answer) -> None:
    """Finish the duty to answer, with the file as evidence; a further file is its next version."""
    shown = evidence_of(receipt)
    if shown is None:
        shown = _keep(by, receipt, answer)
    else:
        add_version(by=by, evidence=shown, brought=answer.brought, at=answer.at)
    if duty := duty_of(receipt):
        finish_duty(by=by, duty=duty, at=answer.at, evidence=[shown])


def _keep(by: User, receipt: Receipt, answer: Answer) -> Evidence:
    letter = receipt.circular.letter
    level = Level.UNIT if receipt.unit else Level.PERSON
    seen = Seen(letter.area, receipt.unit or letter.area, level, by)
    title = f"ตอบ {letter.subject}"[:300]
    entry = EvidenceEntry(seen, EVIDENCE_KIND, title, answer.at.date())
    kept = keep_brought(by=by, entry=entry, brought=answer.brought, at=answer.at)
    use_evidence(by=by, evidence=[kept], about=(RECEIPT, str(receipt.pk)))
    return kept
