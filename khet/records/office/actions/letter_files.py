"""Files of letters: attached and taken off, so that a letter is found by what stands in them."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.files import attach, take_off
from khet.records.office.actions.search import Seen, forget, make_findable
from khet.records.office.models import AttachedFile, Letter
from khet.records.office.queries.files import attached
from khet.records.registry.actions.audit import Actor

KIND = "office.letter"


@transaction.atomic
def attach_to_letter(
    *, by: Actor, letter: Letter, brought: Brought, at: datetime, part: str
) -> AttachedFile:
    """Let a file belong to a letter, as the ``letter``, an ``enclosure`` or the ``scan``."""
    about = (KIND, str(letter.pk))
    told = not letter.secrecy
    kept = attach(by=by, about=about, brought=brought, at=at, part=part, told=told)
    find_letter(letter)
    return kept


@transaction.atomic
def take_off_letter(*, by: Actor, letter: Letter, file: AttachedFile, at: datetime) -> None:
    """Let a file belong to a letter no more."""
    take_off(by=by, file=file, at=at, told=not letter.secrecy)
    find_letter(letter)


def find_letter(letter: Letter) -> None:
    """Let a letter be found by its words and the text of its files; a secret one never is."""
    key = str(letter.pk)
    if letter.secrecy or letter.state == Letter.State.CANCELLED:
        return forget(area=letter.area, kind=KIND, key=key)
    files = _files(letter).values_list("name", "text")
    inside = " ".join(f"{name} {text}" for name, text in files)
    make_findable(
        seen=Seen(letter.area, letter.unit, letter.level, letter.owner, letter.body),
        kind=KIND,
        key=key,
        title=letter.subject,
        day=letter.day or letter.drafted_at.date(),
        text=f"{words_of(letter)} {inside}",
    )
    return None


def words_of(letter: Letter) -> str:
    """The words by which a letter is found, besides its subject and its files."""
    return f"{letter.ref} {letter.sender} {letter.to} {letter.text} {letter.note}"


def is_written(letter: Letter) -> bool:
    """Whether a letter says anything: in its text, or in a file."""
    return bool(letter.text.strip()) or _files(letter).exists()


def _files(letter: Letter) -> QuerySet[AttachedFile]:
    return attached().filter(about_kind=KIND, about_key=str(letter.pk))
