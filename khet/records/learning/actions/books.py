"""Writes about supervisors' monthly books: asked for, written, sent."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from khet.records.learning.models import SupervisionBook
from khet.records.learning.queries.books import BOOK, book_duties
from khet.records.office.actions.duties import Owner, finish_duty, open_duties
from khet.records.office.actions.evidence import EvidenceEntry, keep_record
from khet.records.office.actions.monthly import month_title
from khet.records.office.actions.search import Seen
from khet.records.office.models import Duty, Level
from khet.records.office.queries.calendar import due_in
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.rules.deadlines import SUPERVISION_BOOK, opens_on, terms_of
from khet.rules.months import Month
from khet.rules.supervision_books import book_key
from khet.rules.tables import Tables

EVIDENCE_KIND = "สมุดนิเทศ"


@dataclass(frozen=True)
class BookText:
    """What a supervisor writes of a month beside its visits."""

    summary: str = ""
    problems: str = ""
    proposals: str = ""


class MonthNotOverError(Exception):
    """The month isn't over and its book isn't asked for, so it can't be sent yet."""


@transaction.atomic
def open_books(
    *, by: Actor, area: Unit, month: Month, people: Iterable[User], tables: Tables
) -> list[Duty]:
    """Have people send the book of a month; what is asked for or sent already stays as it is."""
    Unit.objects.select_for_update().get(pk=area.pk)
    wanted = {book_key(person.pk, month): person for person in people}
    known = set(book_duties(wanted).values_list("about_key", flat=True))
    sent = SupervisionBook.objects.filter(month=month.key, sent_at__isnull=False)
    known |= {book_key(person, month) for person in sent.values_list("person", flat=True)}
    opens = opens_on(terms_of(SUPERVISION_BOOK.code, month.first, tables), month)
    due = due_in(area, SUPERVISION_BOOK, month, tables)
    made: list[Duty] = []
    for key, person in wanted.items():
        if key not in known:
            made += open_duties(
                by=by,
                rule=SUPERVISION_BOOK,
                owners=[Owner(area, person=person)],
                about=(BOOK, key),
                opened=opens,
                due=due,
                title=month_title(SUPERVISION_BOOK, month),
            )
    return made


@transaction.atomic
def write_book(*, by: User, area: Unit, month: Month, text: BookText) -> SupervisionBook:
    """Write the own book of a month, or write it anew; also after it was sent."""
    kept = _own(by, area, month)
    if all(getattr(kept, name) == value for name, value in asdict(text).items()):
        return kept
    for name, value in asdict(text).items():
        setattr(kept, name, value)
    kept.save()
    record_event(
        by=by,
        action="change-book" if kept.sent_at else "write-book",
        kind=BOOK,
        key=book_key(by.pk, month),
    )
    return kept


@transaction.atomic
def send_book(
    *, by: User, area: Unit, month: Month, text: BookText, told: str, at: datetime
) -> SupervisionBook:
    """Send the own book of a month: it is evidence, and what was owed for it is done.

    Sent again it stays as it is. Visits of the month that are recorded later join it.

    Args:
        told: what is in it, in a sentence.

    Raises:
        MonthNotOverError: the month isn't over, and nobody asks for it yet.
    """
    key, today = book_key(by.pk, month), timezone.localdate(at)
    owed = list(book_duties([key]))
    if today <= month.last and not owed:
        raise MonthNotOverError
    kept = write_book(by=by, area=area, month=month, text=text)
    if kept.sent_at:
        return kept
    kept.sent_at = at
    kept.save()
    seen, day = Seen(area, area, Level.PERSON, by), min(month.last, today)
    title = f"{month_title(SUPERVISION_BOOK, month)} {by}"
    entry = EvidenceEntry(seen, EVIDENCE_KIND, title, day, told)
    shown = keep_record(by=by, entry=entry, record=(BOOK, key))
    for duty in owed:
        finish_duty(by=by, duty=duty, at=at, evidence=[shown])
    record_event(by=by, action="send-book", kind=BOOK, key=key, after={"note": told})
    return kept


def _own(by: User, area: Unit, month: Month) -> SupervisionBook:
    made, _new = SupervisionBook.objects.get_or_create(
        person=by, month=month.key, defaults={"area": area}
    )
    return SupervisionBook.objects.select_for_update().get(pk=made.pk)
