"""What is done with a circular after it was sent: its day moved, closed, reminded of."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from khet.records.office.actions.circulars import due_told, tell_circular
from khet.records.office.actions.duties_together import ask_each_again, postpone_each, waive_each
from khet.records.office.models import Circular, Letter, Receipt
from khet.records.office.queries.circulars import duties_of, owing, receipts_of
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.letters import LetterEntry, write_letters
from khet.records.registry.models import User
from khet.rules.circulars import may_remind

_CLOSED, _REOPENED = "ปิดรับคำตอบแล้ว", "เปิดรับคำตอบอีกครั้ง"


class NotOpenError(Exception):
    """The sending isn't open, or not closed, as this asks for."""


class RemindedError(Exception):
    """Who has not answered was reminded today."""


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
    tell_circular(by, "close-circular", letter, {"closed": ""}, {"closed": at.date().isoformat()})


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
    tell_circular(by, "reopen-circular", letter, before, {"closed": "", **due_told(circular)})


@transaction.atomic
def extend_circular(*, by: Actor, letter: Letter, due: date, reason: str) -> None:
    """Give everybody until another day.

    Raises:
        NotOpenError: see there.
    """
    circular = _sent(letter, closed=False)
    before = due_told(circular)
    circular.due = due
    circular.save()
    postpone_each(by=by, duties=_duties(circular), due=due, reason=reason)
    tell_circular(by, "extend-circular", letter, before, {**due_told(circular), "reason": reason})


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
    if not may_remind(timezone.localdate(last) if last else None, today):
        raise RemindedError
    circular.reminded_at = at
    circular.save()
    about = f"circular {circular.pk} {today.isoformat()}"
    written = write_letters(by=by, about=about, entries=entries, at=at)
    wanted = receipts_of(circular).filter(owing(circular)).count()
    tell_circular(
        by, "remind-circular", letter, None, {"receivers": wanted, "letters": len(written)}
    )
    return len(written)


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
