"""Instructions and recommendations: said in minutes, given as duties, followed, answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khet.records.office.actions.duties import (
    Owner,
    accept_duty,
    finish_duty,
    open_duties,
    postpone_duty,
    waive_duty,
)
from khet.records.office.actions.minutes_steps import MinutesMovedError, NotHeldError, take_step
from khet.records.office.actions.owners import owners_named
from khet.records.office.actions.search import make_findable, seen_of
from khet.records.office.models import Body, Duty, Instruction, Item, Meeting
from khet.records.office.queries.instructions import duties_of_instruction
from khet.records.office.queries.minutes import INSTRUCTION
from khet.records.office.queries.minutes_content import FOLLOW_UP_SECTION, number_of
from khet.records.registry.actions.audit import Actor, record_event
from khet.rules.deadlines import INSTRUCTION as RULE
from khet.rules.duties import OWED
from khet.rules.minutes import WRITE

FOLLOW_UP = "ติดตามข้อสั่งการของการประชุมครั้งก่อน"
"""The item of the agenda under which what was said of earlier instructions is noted."""
NOTE, ACCEPT, CLOSE, POSTPONE = "note", "accept", "close", "postpone"
"""What a meeting does about an earlier instruction."""


@dataclass(frozen=True)
class InstructionEntry:
    """An instruction with whose it is and until when; a recommendation may have neither."""

    kind: str
    text: str
    owners: Sequence[str] = ()
    due: date | None = None


class NotDraftError(Exception):
    """The minutes aren't a draft any more, or the meeting wasn't held."""


@transaction.atomic
def add_instruction(
    *, by: Actor, meeting: Meeting, item: Item | None, entry: InstructionEntry
) -> Instruction:
    """Write down an instruction or recommendation; its duties follow with the minutes.

    Raises:
        NotDraftError: the minutes aren't a draft.
    """
    _require_draft(meeting)
    made = Instruction.objects.create(
        meeting=meeting,
        item=item,
        kind=entry.kind,
        text=entry.text,
        owners=list(entry.owners),
        due=entry.due,
    )
    _tell(by, "add-instruction", made, {"meeting": meeting.pk, "kind": entry.kind})
    return made


@transaction.atomic
def drop_instruction(*, by: Actor, instruction: Instruction) -> None:
    """Take an instruction out of a draft.

    Raises:
        NotDraftError: the minutes aren't a draft.
    """
    _require_draft(instruction.meeting)
    _tell(by, "drop-instruction", instruction, {"meeting": instruction.meeting_id})
    instruction.delete()


def give_instructions(*, by: Actor, meeting: Meeting, on: date) -> None:
    """Open the duties of a meeting's instructions; part of circulating."""
    for one in Instruction.objects.filter(meeting=meeting, kind=Instruction.Kind.INSTRUCTION):
        if one.due:
            _open(by, meeting, one, on, one.due)


def _open(by: Actor, meeting: Meeting, one: Instruction, on: date, due: date) -> None:
    owners: list[Owner] = owners_named(meeting.body.area, one.owners, on)
    open_duties(
        by=by,
        rule=RULE,
        owners=owners,
        about=(INSTRUCTION, str(one.pk)),
        opened=on,
        due=due,
        title=_title(meeting, one),
    )


def _title(meeting: Meeting, one: Instruction) -> str:
    """What its duties are called; of a closed body without what was told, as lists show titles."""
    if not meeting.body.closed:
        return one.text
    return f"ข้อสั่งการของ{meeting.body.name} ครั้งที่ {number_of(meeting)}"[:500]


def name_duties_anew(body: Body) -> None:
    """Let the duties of a body's instructions be called anew; part of a body's change."""
    for one in Instruction.objects.filter(meeting__body=body).select_related("meeting__body"):
        duties_of_instruction(one).update(title=_title(one.meeting, one))


def find_instructions(meeting: Meeting) -> None:
    """Let each instruction of circulated minutes be found; part of circulating."""
    seen = seen_of(meeting.body)
    for one in Instruction.objects.filter(meeting=meeting).select_related("item"):
        text = one.item.title if one.item else ""
        make_findable(
            seen=seen,
            kind=INSTRUCTION,
            key=str(one.pk),
            title=one.text,
            day=meeting.ends,
            text=text,
        )


@transaction.atomic
def follow_instruction(
    *,
    by: Actor,
    meeting: Meeting,
    instruction: Instruction,
    does: str,
    said: str,
    at: datetime,
    due: date | None = None,
) -> None:
    """Note what a later meeting said of an instruction, and what it decided.

    ``ACCEPT``: all of it is done; ``CLOSE``: what isn't done need not be done any more;
    ``POSTPONE``: until the day ``due``; ``NOTE``: it goes on.

    Raises:
        NotDraftError: the minutes of that meeting aren't a draft.
    """
    _require_draft(meeting)
    _note(meeting, instruction, said)
    for duty in duties_of_instruction(instruction):
        if does == ACCEPT:
            finish_duty(by=by, duty=duty, at=at)
        elif does == CLOSE:
            waive_duty(by=by, duty=duty, reason=said[:300])
        elif does == POSTPONE and due and duty.state in OWED:
            postpone_duty(by=by, duty=duty, due=due, reason=said[:300])
    if does in (ACCEPT, CLOSE):
        for duty in duties_of_instruction(instruction).filter(state=Duty.State.DONE):
            accept_duty(by=by, duty=duty, at=at)
    _tell(by, "follow-instruction", instruction, {"meeting": meeting.pk, "does": does})


def _note(meeting: Meeting, instruction: Instruction, said: str) -> None:
    """A line of the automatic item, after those that were noted before."""
    kept, _ = Item.objects.get_or_create(
        meeting=meeting, section=FOLLOW_UP_SECTION, title=FOLLOW_UP, defaults={"place": 1}
    )
    line = f"– {instruction.text}: {said}"
    kept.discussion = f"{kept.discussion}\n{line}".strip()
    kept.save()


@transaction.atomic
def answer_recommendation(
    *,
    by: Actor,
    instruction: Instruction,
    answer: str,
    at: datetime,
    record: tuple[str, str] = ("", ""),
) -> None:
    """Say what follows of a recommendation, with the record (kind and key) that shows it.

    A further answer takes the place of the one before.
    """
    kept = Instruction.objects.select_for_update().get(pk=instruction.pk)
    before = {"answered_by": kept.answered_by} if kept.answered_at else None
    kept.answer, (kept.answer_kind, kept.answer_key) = answer, record
    kept.answered_at, kept.answered_by = at, str(by)
    kept.save()
    after = {"record": " ".join(record).strip(), "answered_by": str(by)}
    record_event(
        by=by,
        action="answer-recommendation",
        kind=INSTRUCTION,
        key=str(kept.pk),
        before=before,
        after=after,
    )


def _require_draft(meeting: Meeting) -> None:
    try:
        take_step(meeting, WRITE)
    except (NotHeldError, MinutesMovedError):
        raise NotDraftError from None


def _tell(by: Actor, action: str, instruction: Instruction, after: dict[str, object]) -> None:
    record_event(by=by, action=action, kind=INSTRUCTION, key=str(instruction.pk), after=after)
