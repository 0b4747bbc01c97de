"""Letters: registered, drafted, changed, and each step they take; each is one audited transaction.

A letter's number is taken with the step that needs it, or not at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from khet.records.office.actions.letter_events import tell, told
from khet.records.office.actions.letter_files import find_letter, is_written
from khet.records.office.actions.letter_readers import set_readers
from khet.records.office.actions.numbers import take_number, use_number
from khet.records.office.models import Duty, Letter, LetterReader, LetterStep, Level, Number
from khet.records.office.queries.circulars import lacks_template
from khet.records.office.queries.letters import same_letter
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year, calendar_year
from khet.rules.letters import (
    CANCEL,
    CHANGED,
    MEMO,
    OURS,
    PROPOSE,
    RECEIVED,
    REGISTER,
    SIGN,
    after_step,
    bare_ref,
    letter_ref,
    ref_key,
    sender_key,
    series_of,
)
from khet.rules.thai import tidy

_POST = 200


@dataclass(frozen=True)
class LetterEntry:
    """What is written of a letter; ``unit`` is the group that handles it."""

    unit: Unit
    subject: str
    ref: str = ""
    day: date | None = None
    sender: str = ""
    to: str = ""
    refers_to: str = ""
    answers: Letter | None = None
    urgency: str = ""
    secrecy: str = ""
    text: str = ""
    note: str = ""
    level: str = Level.OFFICE


@dataclass(frozen=True)
class Step:
    """A step as somebody takes it: which, when, what is written, and to whom the letter goes.

    ``post`` is as what the writer takes it, ``for_whom`` in whose stead. ``duty`` is what an order
    opened. ``day`` and ``reserved`` are of a signature: the day that the letter bears (the day of
    the step where none), and the number that was reserved for it.
    """

    step: str
    at: datetime
    note: str = ""
    post: str = ""
    for_whom: str = ""
    to_person: User | None = None
    to_unit: Unit | None = None
    duty: Duty | None = None
    day: date | None = None
    reserved: Number | None = None


class LetterMovedError(Exception):
    """The letter is in another state than one in which this can be done; tells which."""


class SameLetterError(Exception):
    """The letter was registered before; ``letter`` is that one."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(letter.pk)
        self.letter = letter


class UnwrittenError(Exception):
    """A letter of ours is put before somebody without a text and without a file."""


class NoTemplateError(Exception):
    """A workbook is to be filled in, and none is attached."""


class OtherYearError(Exception):
    """The letter would bear a day of another year than its reserved number's; tells that year."""


@transaction.atomic
def register_letter(
    *, by: User, area: Unit, entry: LetterEntry, at: datetime, readers: Iterable[User] = ()
) -> Letter:
    """Enter a received letter in the book (ลงรับ), under the next number of the day's year.

    Who comes at the same time waits for the number, so that none enters the same letter twice.

    Raises:
        SameLetterError: see there.
    """
    letter = Letter(area=area, owner=by, book=RECEIVED, state=Letter.State.REGISTERED)
    write_letter(letter, entry)
    step = Step(REGISTER, at)
    _number(by, letter, step)
    if known := same_letter(letter):
        raise SameLetterError(known)
    letter.save()
    set_readers(by=by, letter=letter, readers=readers)
    _step(by, letter, step)
    find_letter(letter)
    tell(by, "register-letter", letter, None)
    return letter


@transaction.atomic
def draft_letter(
    *, by: User, area: Unit, book: str, entry: LetterEntry, readers: Iterable[User] = ()
) -> Letter:
    """Begin a letter of ours."""
    letter = Letter(area=area, owner=by, book=book, state=Letter.State.DRAFT)
    write_letter(letter, entry)
    letter.save()
    set_readers(by=by, letter=letter, readers=readers)
    find_letter(letter)
    tell(by, "draft-letter", letter, None)
    return letter


@transaction.atomic
def change_letter(
    *, by: Actor, letter: Letter, entry: LetterEntry, readers: Iterable[User] = ()
) -> Letter:
    """Write a letter otherwise, while it is a draft or registered and not yet proposed.

    What its number made of one of ours, its ที่ and day, stays with it.

    Raises:
        LetterMovedError, SameLetterError: see there.
    """
    kept = held_letter(letter)
    if kept.state not in CHANGED:
        raise LetterMovedError(kept.state)
    before, was = told(kept), model_to_dict(kept)
    ours = kept.book in OURS
    write_letter(kept, replace(entry, ref=kept.ref, day=kept.day) if ours else entry)
    if was != model_to_dict(kept):
        _save_once(kept)
        find_letter(kept)
        tell(by, "change-letter", kept, before)
    set_readers(by=by, letter=kept, readers=readers)
    return kept


@transaction.atomic
def move_letter(*, by: User, letter: Letter, step: Step) -> Letter:
    """Let a letter take a step; whom it is put before is a reader of it from then on.

    Raises:
        LetterMovedError, NoTemplateError, OtherYearError, UnwrittenError: see there.
        NumberGoneError: the reserved number was used or cancelled meanwhile.
    """
    kept = held_letter(letter)
    after = after_step(kept.book, step.step, kept.state)
    if after is None:
        raise LetterMovedError(kept.state)
    if step.step == PROPOSE and kept.book in OURS and not is_written(kept):
        raise UnwrittenError
    if step.step in (PROPOSE, SIGN) and lacks_template(kept):
        raise NoTemplateError
    before = told(kept)
    memo = step.step == PROPOSE and kept.book == MEMO and kept.number is None
    numbered = memo or step.step == SIGN
    if numbered:
        _number(by, kept, step)
    if step.step == SIGN:
        kept.signer, kept.signer_post, kept.signed_at = str(by), _signs_as(step), step.at
    kept.state = after
    kept.desk = step.to_person if after == Letter.State.PROPOSED else None
    kept.save()
    if step.to_person is not None and kept.secrecy:
        LetterReader.objects.get_or_create(letter=kept, user=step.to_person)
    _step(by, kept, step)
    if numbered or step.step == CANCEL:
        find_letter(kept)
    tell(by, f"{step.step}-letter", kept, before, {"note": step.note, "for_whom": step.for_whom})
    return kept


def held_letter(letter: Letter) -> Letter:
    """The letter, kept from others until the transaction ends."""
    rows = Letter.objects.select_for_update(of=("self",))
    return rows.select_related("area", "unit", "owner", "number__series").get(pk=letter.pk)


def _signs_as(step: Step) -> str:
    """The post under a signature, with in whose stead a delegate signs."""
    stead = f"ปฏิบัติราชการแทน {step.for_whom}" if step.for_whom else ""
    return "\n".join(filter(None, (step.post, stead)))[:_POST]


def write_letter(letter: Letter, entry: LetterEntry) -> None:
    """Write into a letter what is said of it, and what tells it from others; it isn't saved."""
    for name, value in vars(entry).items():
        setattr(letter, name, value)
    letter.subject, letter.sender = tidy(entry.subject), tidy(entry.sender)
    letter.ref = bare_ref(entry.ref)
    letter.ref_key, letter.sender_key = ref_key(entry.ref), sender_key(entry.sender)


def _save_once(letter: Letter) -> None:
    """Save a letter, unless it is the same received one as another, be it entered this instant."""
    if letter.book == RECEIVED and (known := same_letter(letter)):
        raise SameLetterError(known)
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:
        if known := same_letter(letter):
            raise SameLetterError(known) from None
        raise


def _number(by: Actor, letter: Letter, step: Step) -> None:
    """Take the letter's number, or use the reserved one; ours get their ที่ and day from it."""
    reserved, day = step.reserved, step.day or timezone.localdate(step.at)
    year = calendar_year(day).be
    rows = office_tables(letter.area).of("correspondence", academic_year(day).be)
    kind = series_of(letter.book, circulars_apart=rows["circulars_apart"])
    if reserved is None and kind:
        letter.number = take_number(by=by, area=letter.area, kind=kind, year=year, at=step.at)
    elif reserved is not None:
        if reserved.series.year != year:
            raise OtherYearError(reserved.series.year)
        letter.number = use_number(by=by, number=reserved)
    letter.registered_at = step.at
    if letter.book in OURS:
        letter.day = day
        if letter.number is not None:
            letter.ref = letter_ref(rows["prefix"], letter.book, letter.number.number)
            letter.ref_key = ref_key(letter.ref)


def _step(by: User, letter: Letter, step: Step) -> None:
    names = ("step", "at", "note", "post", "for_whom", "to_person", "to_unit", "duty")
    taken = {name: getattr(step, name) for name in names}
    LetterStep.objects.create(letter=letter, by=by, **taken)
