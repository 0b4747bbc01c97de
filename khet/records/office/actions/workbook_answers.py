"""The office's own workbook: its template attached to a circular, and answers that were accepted.

What is kept of an answer are its cells; the file stays beside them, and is evidence once, however
often it is sent.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from khet.records.office.actions.evidence import (
    About,
    Brought,
    EvidenceEntry,
    add_version,
    keep_brought,
    use_evidence,
)
from khet.records.office.actions.files import attach, take_off
from khet.records.office.actions.letter_files import KIND as LETTER
from khet.records.office.actions.receipts import ANSWER, Said, answer_circular
from khet.records.office.actions.search import Seen
from khet.records.office.models import AttachedFile, Circular, Evidence, Letter, Level, Receipt
from khet.records.office.queries.circulars import KIND, duty_of, lacks_template
from khet.records.office.queries.files import attached
from khet.records.office.queries.workbook_answers import TEMPLATE, evidence_of
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import User
from khet.rules.workbook_checks import Checked
from khet.rules.workbook_values import as_json

EVIDENCE_KIND = "แบบที่ส่งเขต"


@dataclass(frozen=True)
class Answer:
    """A workbook without faults: the file, what was read in it, and when it was sent.

    ``acting`` is whether who sent it acts as head.
    """

    brought: Brought
    checked: Checked
    at: datetime
    acting: bool = False


class SentError(Exception):
    """The circular was sent, or signed with its template, which stays as it is."""


@transaction.atomic
def set_template(*, by: Actor, circular: Circular, brought: Brought, at: datetime) -> AttachedFile:
    """Let a workbook be what the receivers of a circular fill in; it takes the place of another.

    Raises:
        SentError: see there.
    """
    kept = Circular.objects.select_for_update(of=("self",)).get(pk=circular.pk)
    signed = kept.letter.state == Letter.State.SIGNED and not lacks_template(kept.letter)
    if signed or kept.sent_at is not None:
        raise SentError
    about = (LETTER, str(kept.letter_id))
    _replace(by, about, TEMPLATE, at)
    kept.template = attach(by=by, about=about, brought=brought, at=at, part=TEMPLATE)
    kept.save()
    return kept.template


@transaction.atomic
def answer_workbook(*, by: Actor, receipt: Receipt, answer: Answer) -> Receipt:
    """Keep a filled-in workbook as what the receiver answers; a further one takes its place.

    Raises:
        khet.records.office.actions.receipts.ClosedError: the circular takes no more answers.
    """
    said = Said(brought=[answer.brought], acting=answer.acting)
    kept = answer_circular(by=by, receipt=receipt, said=said, at=answer.at)
    kept.cells, kept.odd = _kept(answer.checked)
    kept.save()
    _replace(by, (KIND, str(kept.pk)), ANSWER, answer.at, but=1)
    shown = evidence_of(kept)
    if shown is None:
        shown = _keep(by, kept, answer)
    else:
        add_version(by=by, evidence=shown, brought=answer.brought, at=answer.at)
    if duty := duty_of(kept):
        use_evidence(by=by, evidence=[shown], about=("office.duty", str(duty.pk)))
    return kept


def _kept(checked: Checked) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The values and what is odd, as they are kept."""
    values = {
        sheet: {cell: as_json(value) for cell, value in cells.items()}
        for sheet, cells in checked.values.items()
    }
    return values, [{**vars(one), "about": dict(one.about)} for one in checked.odd]


def _replace(by: Actor, about: About, part: str, at: datetime, but: int = 0) -> None:
    """Take off the files that stood there before, but for so many of the newest."""
    found = attached().filter(about_kind=about[0], about_key=about[1], part=part)
    for file in found.order_by("-pk")[but:]:
        take_off(by=by, file=file, at=at)


def _keep(by: Actor, receipt: Receipt, answer: Answer) -> Evidence:
    letter = receipt.circular.letter
    level = Level.UNIT if receipt.unit else Level.PERSON
    owner = by if isinstance(by, User) else None
    seen = Seen(letter.area, receipt.unit or letter.area, level, owner)
    title = f"ตอบ {letter.subject}"[:300]
    entry = EvidenceEntry(seen, EVIDENCE_KIND, title, timezone.localdate(answer.at))
    kept = keep_brought(by=by, entry=entry, brought=answer.brought, at=answer.at)
    use_evidence(by=by, evidence=[kept], about=(KIND, str(receipt.pk)))
    return kept
