"""What is ordered on letters: the step with the duties that it opens, and letters called off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from khet.records.office.actions.duties import open_duties, waive_duty
from khet.records.office.actions.letter_files import KIND
from khet.records.office.actions.letters import Step, held_letter, move_letter
from khet.records.office.actions.owners import owners_named
from khet.records.office.models import Duty, Letter, LetterReader, LetterStep, Level
from khet.records.office.queries.folder import duties_of_letter
from khet.records.registry.access import roles_on
from khet.records.registry.models import User
from khet.rules.deadlines import LETTER_ORDER
from khet.rules.letters import ENDORSE
from khet.rules.thai import tidy

_LONGEST = 500
_REASON = 300
_CANCELLED = "หนังสือถูกยกเลิก"


@dataclass(frozen=True)
class Assignment:
    """Who does what was ordered, named as owners of instructions are, and until when."""

    owner: str
    due: date


class NobodyError(Exception):
    """Who was to do it isn't there any more; tells how it was named."""


@transaction.atomic
def order_letter(
    *,
    by: User,
    letter: Letter,
    step: Step,
    assignments: Sequence[Assignment] = (),
    opinion: str = "",
) -> Letter:
    """Order on a letter: the step, with a duty for each to whom it is given.

    Who is given a letter that isn't for the whole office reads it from then on. An ``opinion`` is
    an endorsement of the same writer just before.

    Raises:
        LetterMovedError: see ``move_letter``.
        NobodyError: see there.
    """
    kept = held_letter(letter)
    if opinion:
        move_letter(by=by, letter=kept, step=_opinion(by, step, opinion))
    duties = [_open(by, kept, step, one) for one in assignments]
    first, *more = [_leading(step, duty) for duty in duties] or [step]
    moved = move_letter(by=by, letter=kept, step=first)
    LetterStep.objects.bulk_create(_row(moved, by, one) for one in more)
    if moved.secrecy or moved.level in (Level.UNIT, Level.PERSON):
        _let_read(moved, duties, step)
    return moved


@transaction.atomic
def cancel_letter(*, by: User, letter: Letter, step: Step) -> Letter:
    """Call a letter off; what was ordered on it need not be done any more.

    Why is told of the duties too, save of a secret letter's.

    Raises:
        LetterMovedError: see ``move_letter``.
    """
    moved = move_letter(by=by, letter=letter, step=step)
    reason = _CANCELLED if moved.secrecy else step.note[:_REASON]
    for duty in duties_of_letter(moved):
        waive_duty(by=by, duty=duty, reason=reason)
    return moved


def _opinion(by: User, step: Step, opinion: str) -> Step:
    return Step(ENDORSE, step.at, opinion, step.post, step.for_whom, to_person=by)


def _open(by: User, letter: Letter, step: Step, one: Assignment) -> Duty:
    on = timezone.localdate(step.at)
    owners = owners_named(letter.area, [one.owner], on)
    if not owners:
        raise NobodyError(one.owner)
    [duty] = open_duties(
        by=by,
        rule=LETTER_ORDER,
        owners=owners[:1],
        about=(KIND, str(letter.pk)),
        opened=on,
        due=one.due,
        title=_title(letter, step.note),
    )
    return duty


def _title(letter: Letter, note: str) -> str:
    """What the duty is called; of a secret letter without what it says, as lists show titles."""
    if letter.secrecy:
        return f"ปฏิบัติตามที่สั่งในหนังสือลับ เลขที่ {letter.number or '–'}"
    return f"{letter.subject}: {tidy(note)}"[:_LONGEST] if note else letter.subject


def _leading(step: Step, duty: Duty) -> Step:
    unit = duty.unit if duty.role else None
    return replace(step, duty=duty, to_person=duty.person, to_unit=unit)


def _row(letter: Letter, by: User, step: Step) -> LetterStep:
    """A further line of the same order: to whom else it was given."""
    told = ("step", "at", "post", "for_whom", "to_person", "to_unit", "duty")
    return LetterStep(letter=letter, by=by, **{name: getattr(step, name) for name in told})


def _let_read(letter: Letter, duties: Sequence[Duty], step: Step) -> None:
    """Whoever is to do it reads the letter: the person, or who heads the group on the day."""
    heads = roles_on(timezone.localdate(step.at))
    users = {duty.person_id for duty in duties if duty.person_id}
    for duty in duties:
        if duty.role:
            held = heads.filter(unit=duty.unit_id, role=duty.role)
            users |= set(held.values_list("user", flat=True))
    known = set(letter.readers.values_list("user", flat=True))
    LetterReader.objects.bulk_create(
        LetterReader(letter=letter, user_id=user) for user in sorted(users - known)
    )
