"""The outbox: letters written with what they tell, claimed before they are sent, tried again.

A letter is sent at most once by itself: who sends it claims it first, so that one whose sender was
stopped in between is not sent again unless a person says so. Addresses stand in no event.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Letter, User
from khet.rules.recurring import try_again

UNSURE = "หยุดกลางทางระหว่างส่ง ไม่ทราบว่าส่งถึงหรือไม่"
_SENDING_FOR = timedelta(minutes=10)
_LONGEST = 300


@dataclass(frozen=True)
class LetterEntry:
    """A letter to a person; there is one for each person and ``about``."""

    user: User
    about: str
    subject: str
    body: str


@transaction.atomic
def write_letters(
    *, by: Actor, about: str, entries: Iterable[LetterEntry], at: datetime
) -> list[LetterEntry]:
    """Put letters into the outbox, but for those that are there; returns those that were new.

    Who has no e-mail or no open account gets none. ``about`` names the lot in its event.
    """
    able = [entry for entry in entries if entry.user.is_active and entry.user.email]
    known = set(
        Letter.objects.filter(
            user__in={e.user.pk for e in able}, about__in={e.about for e in able}
        ).values_list("user", "about")
    )
    new = {(e.user.pk, e.about): e for e in able if (e.user.pk, e.about) not in known}
    Letter.objects.bulk_create(
        (Letter(**vars(entry), try_after=at) for entry in new.values()), ignore_conflicts=True
    )
    if new:
        after = {"letters": len(new)}
        record_event(by=by, action="write-letters", kind="registry.letter", key=about, after=after)
    return list(new.values())


def claim_letter(*, at: datetime) -> Letter | None:
    """The next letter to be sent, which nobody else gets now; ``None`` where none waits."""
    waiting = Letter.objects.filter(state=Letter.State.WAITING, try_after__lte=at)
    while (letter := waiting.order_by("try_after", "pk").first()) is not None:
        claimed = waiting.filter(pk=letter.pk).update(
            state=Letter.State.SENDING, tries=F("tries") + 1, try_after=at + _SENDING_FOR
        )
        if claimed:
            return Letter.objects.select_related("user").get(pk=letter.pk)
    return None


def letter_sent(*, letter: Letter, at: datetime) -> None:
    """The letter was taken by the mail server."""
    _move(letter, state=Letter.State.SENT, sent_at=at, fault="")


def letter_refused(*, letter: Letter, fault: str, at: datetime) -> None:
    """The letter was surely not taken: try again after a pause, or give it up."""
    pause = try_again(letter.tries)
    if pause is None:
        give_up_letter(letter=letter, fault=fault)
    else:
        _move(letter, state=Letter.State.WAITING, try_after=at + pause, fault=fault[:_LONGEST])


def give_up_letter(*, letter: Letter, fault: str) -> None:
    """The letter isn't tried again by itself; ``fault`` says why."""
    _move(letter, state=Letter.State.FAILED, fault=fault[:_LONGEST])


def give_up_unsure(*, at: datetime) -> int:
    """Give up letters whose sender was stopped while sending; returns how many."""
    lost = Letter.objects.filter(state=Letter.State.SENDING, try_after__lte=at)
    return lost.update(state=Letter.State.FAILED, fault=UNSURE)


@transaction.atomic
def try_letter_again(*, by: Actor, letter: Letter, at: datetime) -> bool:
    """Let a letter that was given up be sent anew; returns whether it was given up."""
    failed = Letter.objects.filter(pk=letter.pk, state=Letter.State.FAILED)
    moved = failed.update(state=Letter.State.WAITING, tries=0, try_after=at)
    if moved:
        record_event(by=by, action="try-again", kind="registry.letter", key=letter.about)
    return bool(moved)


@transaction.atomic
def choose_mail(*, by: User, email: str, digest: bool) -> None:
    """Set the own e-mail, and whether a letter comes each morning; nothing where both stay."""
    before = (by.email, by.digest)
    if before == (email, digest):
        return
    by.email, by.digest = email, digest
    by.save(update_fields=["email", "digest"])
    record_event(
        by=by,
        action="choose-mail",
        kind="registry.user",
        key=by.username,
        before={"has_email": bool(before[0]), "digest": before[1]},
        after={"has_email": bool(email), "digest": digest},
    )


def _move(letter: Letter, **values: object) -> None:
    Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING).update(**values)
