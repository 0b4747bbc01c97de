"""Reminding of duties: a letter to each owner, once a day for each duty."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khet.records.office.models import Duty
from khet.records.office.queries.owed import owners_of
from khet.records.registry.actions.audit import Actor, event_of
from khet.records.registry.actions.letters import LetterEntry, write_letters
from khet.records.registry.models import Event


@dataclass(frozen=True)
class Notice:
    """What a letter says of a duty."""

    duty: Duty
    subject: str
    body: str


@transaction.atomic
def remind(*, by: Actor, notices: Sequence[Notice], at: datetime, today: date) -> Counter[int]:
    """Write to the owners of duties; returns for each duty (its key) how many get a letter now.

    Who was reminded of a duty today, or has no e-mail, gets none.
    """
    owners = owners_of([notice.duty for notice in notices], today)
    about = {f"duty {notice.duty.pk} {today.isoformat()}": notice.duty.pk for notice in notices}
    entries = [
        LetterEntry(user, name, notice.subject, notice.body)
        for name, notice in zip(about, notices, strict=True)
        for user in owners[notice.duty.pk]
    ]
    lot = next(iter(about), "") if len(about) == 1 else f"reminders {today.isoformat()}"
    written = write_letters(by=by, about=lot, entries=entries, at=at)
    reminded = Counter(about[entry.about] for entry in written)
    Event.objects.bulk_create(
        event_of(
            by=by,
            action="remind-duty",
            kind="office.duty",
            key=str(pk),
            after={"people": people},
        )
        for pk, people in reminded.items()
    )
    return reminded
