"""Who may read a secret letter, besides those concerned."""

from collections.abc import Iterable

from django.db import transaction

from khet.records.office.actions.letter_files import KIND
from khet.records.office.models import Letter, LetterReader
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import User


@transaction.atomic
def set_readers(*, by: Actor, letter: Letter, readers: Iterable[User]) -> None:
    """Name the readers of a secret letter; whoever was one and isn't named is none any more."""
    before = sorted(letter.readers.values_list("user__username", flat=True))
    wanted = {user.pk: user for user in readers}
    letter.readers.exclude(user__in=wanted).delete()
    known = set(letter.readers.values_list("user", flat=True))
    LetterReader.objects.bulk_create(
        LetterReader(letter=letter, user=user) for pk, user in wanted.items() if pk not in known
    )
    after = sorted(user.username for user in wanted.values())
    if before != after:
        record_event(
            by=by,
            action="set-letter-readers",
            kind=KIND,
            key=str(letter.pk),
            before={"readers": before},
            after={"readers": after},
        )
