"""Circulars: prepared, and sent to many at once. Each is one audited transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khet.records.office.actions.duties import Owner
from khet.records.office.actions.duties_together import open_each
from khet.records.office.actions.letters import (
    LetterMovedError,
    NoTemplateError,
    Step,
    held_letter,
    move_letter,
)
from khet.records.office.models import Circular, InstrumentVersion, Letter, Receipt
from khet.records.office.queries.audiences import AddressBook, Receivers
from khet.records.office.queries.circulars import BOOKS, KIND, lacks_template
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.registry.queries.settings import office_tables
from khet.rules.circulars import asks_answer
from khet.rules.deadlines import ANSWER_CIRCULAR
from khet.rules.letters import SEND

LETTER = "office.letter"
_OPEN = (Letter.State.DRAFT, Letter.State.PROPOSED, Letter.State.SIGNED)
_GROUP_HEAD = "group-director"


@dataclass(frozen=True)
class Asking:
    """What is asked of each receiver; ``due`` is the last day for an answer."""

    asks: str = Circular.Asks.READ
    note: str = ""
    due: date | None = None
    instrument: InstrumentVersion | None = None


class SecretLetterError(Exception):
    """A secret letter isn't sent to many."""


class NobodyError(Exception):
    """The audience has nobody in it today."""


class DuePassedError(Exception):
    """The day for the answer is over; tells it."""


class SignedError(Exception):
    """The letter is signed: to whom it goes and what it asks stay as they were signed."""


@transaction.atomic
def prepare_circular(
    *, by: Actor, letter: Letter, audience: Sequence[str], asking: Asking
) -> Circular:
    """Write to whom a letter is to go and what is asked, until it is sent.

    What was written when it was signed stays, but for the note and the day.

    Raises:
        LetterMovedError, SecretLetterError, SignedError: see there.
    """
    kept = held_letter(letter)
    _refuse(kept)
    circular = Circular.objects.filter(letter=kept).first() or Circular(letter=kept)
    before = told_circular(circular) if circular.pk else None
    was = _signed_for(circular)
    circular.audience, circular.asks, circular.due = list(audience), asking.asks, asking.due
    circular.ask_note, circular.instrument = asking.note, asking.instrument
    if before and kept.state == Letter.State.SIGNED and was != _signed_for(circular):
        raise SignedError
    circular.save()
    if before != (after := told_circular(circular)):
        tell(by, "prepare-circular", kept, before, after)
    return circular


@transaction.atomic
def send_circular(*, by: User, letter: Letter, at: datetime, today: date) -> int:
    """Send a signed letter to everybody whom its audience means today; returns to how many.

    Each gets a receipt once and, where an answer is asked for, owes it: of a school its head, of a
    group its director, a person for him- or herself.

    Raises:
        LetterMovedError, SecretLetterError, NobodyError, DuePassedError, NoTemplateError: see
            there.
    """
    kept = held_letter(letter)
    _refuse(kept)
    circular = Circular.objects.select_for_update(of=("self",)).filter(letter=kept).first()
    if circular is None or kept.state != Letter.State.SIGNED:
        raise LetterMovedError(kept.state)
    found = AddressBook(kept.area, today, office_tables(kept.area)).of(circular.audience)
    _check(circular, found, today)
    circular.sent_at = at
    circular.save()
    receipts = _receipts(circular, found, at)
    if asks_answer(circular.asks) and circular.due is not None:
        _owe(by, kept, circular.due, receipts, found, today)
    move_letter(by=by, letter=kept, step=Step(SEND, at))
    told = {**told_circular(circular), "units": len(found.units), "people": len(found.people)}
    tell(by, "send-circular", kept, None, told)
    return len(found)


def told_circular(circular: Circular) -> dict[str, str]:
    """A sending as its events tell it; nothing that is empty."""
    told = {
        "audience": " ".join(circular.audience),
        "asks": circular.asks,
        "ask_note": circular.ask_note,
        "instrument": str(circular.instrument_id or ""),
        **due_told(circular),
    }
    return {name: value for name, value in told.items() if value}


def due_told(circular: Circular) -> dict[str, str]:
    """The day for answers as events tell it."""
    return {"due": circular.due.isoformat() if circular.due else ""}


def _signed_for(circular: Circular) -> tuple[object, ...]:
    return (sorted(circular.audience or ()), circular.asks, circular.instrument_id)


def _refuse(letter: Letter) -> None:
    if letter.book not in BOOKS or letter.state not in _OPEN:
        raise LetterMovedError(letter.state)
    if letter.secrecy:
        raise SecretLetterError


def _check(circular: Circular, found: Receivers, today: date) -> None:
    if not len(found):
        raise NobodyError
    if circular.due is not None and circular.due < today:
        raise DuePassedError(circular.due.isoformat())
    if lacks_template(circular.letter):
        raise NoTemplateError


def _receipts(circular: Circular, found: Receivers, at: datetime) -> list[Receipt]:
    units = (Receipt(circular=circular, unit=unit, sent_at=at) for unit in found.units)
    people = (Receipt(circular=circular, user=user, sent_at=at) for user in found.people)
    return Receipt.objects.bulk_create([*units, *people])


def _owe(
    by: Actor, letter: Letter, due: date, receipts: list[Receipt], found: Receivers, today: date
) -> None:
    places = found.places
    owned = ((_owner(one, letter.area, places), (KIND, str(one.pk))) for one in receipts)
    rule, title = ANSWER_CIRCULAR, letter.subject
    open_each(by=by, rule=rule, owned=owned, opened=today, due=due, title=title)


def _owner(receipt: Receipt, area: Unit, places: Mapping[int, Unit]) -> Owner:
    if receipt.unit is None:
        return Owner(places.get(receipt.user_id or 0, area), person=receipt.user)
    role = SCHOOL_HEAD if receipt.unit.kind == UnitKind.SCHOOL else _GROUP_HEAD
    return Owner(receipt.unit, role)


def tell(
    by: Actor,
    action: str,
    letter: Letter,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """Add to the audit trail what became of a letter's sending."""
    record_event(by=by, action=action, kind=LETTER, key=str(letter.pk), before=before, after=after)
