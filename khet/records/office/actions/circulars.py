"""Circulars: prepared, sent to many at once, closed, their day moved. Each is one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khet.records.office.actions.duties import Owner
from khet.records.office.actions.duties_together import (
    ask_each_again,
    open_each,
    postpone_each,
    waive_each,
)
from khet.records.office.actions.letters import LetterMovedError, Step, held_letter, move_letter
from khet.records.office.models import Circular, InstrumentVersion, Letter, Receipt
from khet.records.office.queries.audiences import AddressBook, Receivers
from khet.records.office.queries.circulars import BOOKS, KIND, duties_of, owing, receipts_of
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.actions.letters import LetterEntry, write_letters
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.registry.queries.settings import office_tables
from khet.rules.circulars import WORKBOOK, asks_answer, may_remind
from khet.rules.deadlines import ANSWER_CIRCULAR
from khet.rules.letters import SEND

LETTER = "office.letter"
_OPEN = (Letter.State.DRAFT, Letter.State.PROPOSED, Letter.State.SIGNED)
_GROUP_HEAD = "group-director"
_CLOSED, _REOPENED = "ปิดรับคำตอบแล้ว", "เปิดรับคำตอบอีกครั้ง"


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


class NoTemplateError(Exception):
    """A workbook is to be filled in, and none is attached."""


class NotOpenError(Exception):
    """The sending isn't open, or not closed, as this asks for."""


class RemindedError(Exception):
    """Who has not answered was reminded today."""


@transaction.atomic
def prepare_circular(
    *, by: Actor, letter: Letter, audience: Sequence[str], asking: Asking
) -> Circular:
    """Write to whom a letter is to go and what is asked, until it is sent.

    Raises:
        LetterMovedError, SecretLetterError: see there.
    """
    kept = held_letter(letter)
    _refuse(kept)
    circular = Circular.objects.filter(letter=kept).first() or Circular(letter=kept)
    before = told_circular(circular) if circular.pk else None
    circular.audience, circular.asks, circular.due = list(audience), asking.asks, asking.due
    circular.ask_note, circular.instrument = asking.note, asking.instrument
    circular.save()
    if before != (after := told_circular(circular)):
        _tell(by, "prepare-circular", kept, before, after)
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
    _tell(by, "send-circular", kept, None, told)
    return len(found)


@transaction.atomic
def close_circular(*, by: Actor, letter: Letter, at: datetime) -> None:
    """Take no more answers; what is still owed is waived.

    Raises:
        NotOpenError: see there.
    """
    circular = _sent(letter, closed=False)
    circular.closed_at = at
    circular.save()
    waive_each(by=by, duties=_duties(circular), reason=_CLOSED)
    _tell(by, "close-circular", letter, {"closed": ""}, {"closed": at.date().isoformat()})


@transaction.atomic
def reopen_circular(*, by: Actor, letter: Letter, due: date | None) -> None:
    """Take answers again until a day, of those too who had not answered.

    Raises:
        NotOpenError: see there.
    """
    circular = _sent(letter, closed=True)
    before = {"closed": circular.closed_at.date().isoformat() if circular.closed_at else ""}
    circular.closed_at = None
    circular.due = due or circular.due
    circular.save()
    if due is not None:
        ask_each_again(by=by, duties=_owing_duties(circular), reason=_REOPENED, due=due)
    _tell(by, "reopen-circular", letter, before, {"closed": "", **_due(circular)})


@transaction.atomic
def extend_circular(*, by: Actor, letter: Letter, due: date, reason: str) -> None:
    """Give everybody until another day.

    Raises:
        NotOpenError: see there.
    """
    circular = _sent(letter, closed=False)
    before = _due(circular)
    circular.due = due
    circular.save()
    postpone_each(by=by, duties=_duties(circular), due=due, reason=reason)
    _tell(by, "extend-circular", letter, before, {**_due(circular), "reason": reason})


@transaction.atomic
def remind_circular(
    *, by: User, letter: Letter, entries: Iterable[LetterEntry], at: datetime, today: date
) -> int:
    """Remind those from whom something is still wanted; returns how many get an e-mail.

    Each sees in the inbox that the office reminded.

    Raises:
        NotOpenError, RemindedError: see there.
    """
    circular = _sent(letter, closed=False)
    last = circular.reminded_at
    if not may_remind(last and last.astimezone(at.tzinfo).date(), today):
        raise RemindedError
    circular.reminded_at = at
    circular.save()
    about = f"circular {circular.pk} {today.isoformat()}"
    written = write_letters(by=by, about=about, entries=entries, at=at)
    wanted = receipts_of(circular).filter(owing(circular)).count()
    _tell(by, "remind-circular", letter, None, {"receivers": wanted, "letters": len(written)})
    return len(written)


def told_circular(circular: Circular) -> dict[str, str]:
    """A sending as its events tell it; nothing that is empty."""
    told = {
        "audience": " ".join(circular.audience),
        "asks": circular.asks,
        "ask_note": circular.ask_note,
        "instrument": str(circular.instrument_id or ""),
        **_due(circular),
    }
    return {name: value for name, value in told.items() if value}


def _due(circular: Circular) -> dict[str, str]:
    return {"due": circular.due.isoformat() if circular.due else ""}


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
    if circular.asks == WORKBOOK and circular.template is None:
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


def _sent(letter: Letter, *, closed: bool) -> Circular:
    """The sending of a letter, kept from others; of those sent an open or a closed one."""
    rows = Circular.objects.select_for_update(of=("self",))
    found = rows.filter(letter=letter, sent_at__isnull=False, closed_at__isnull=not closed).first()
    if found is None:
        raise NotOpenError
    return found


def _duties(circular: Circular) -> Iterable[int]:
    receipts = Receipt.objects.filter(circular=circular).values_list("pk", flat=True)
    return duties_of(receipts).values_list("pk", flat=True)


def _owing_duties(circular: Circular) -> Iterable[int]:
    receipts = Receipt.objects.filter(owing(circular), circular=circular)
    return duties_of(receipts.values_list("pk", flat=True)).values_list("pk", flat=True)


def _tell(
    by: Actor,
    action: str,
    letter: Letter,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    record_event(by=by, action=action, kind=LETTER, key=str(letter.pk), before=before, after=after)
