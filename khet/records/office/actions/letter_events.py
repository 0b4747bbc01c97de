"""Events of letters: they tell nothing that is empty, and no content of a secret letter."""

from collections.abc import Mapping

from khet.records.office.actions.letter_files import KIND
from khet.records.office.models import Letter
from khet.records.registry.actions.audit import Actor, record_event

_CONTENT = frozenset({"subject", "sender", "to", "refers_to", "note"})


def told(letter: Letter) -> dict[str, str]:
    """A letter as an event tells it."""
    return {
        "book": letter.book,
        "state": letter.state,
        "number": str(letter.number or ""),
        "ref": letter.ref,
        "day": letter.day.isoformat() if letter.day else "",
        "unit": letter.unit.code,
        "urgency": letter.urgency,
        "secrecy": letter.secrecy,
        "subject": letter.subject,
        "sender": letter.sender,
        "to": letter.to,
        "refers_to": letter.refers_to,
    }


def tell(
    by: Actor,
    action: str,
    letter: Letter,
    before: Mapping[str, str] | None,
    more: Mapping[str, str] | None = None,
) -> None:
    """Leave the event that something was done with a letter, as it was ``before``."""
    after = {**told(letter), **(more or {})}
    record_event(
        by=by,
        action=action,
        kind=KIND,
        key=str(letter.pk),
        before=before and _open(letter, before),
        after=_open(letter, after),
    )


def _open(letter: Letter, said: Mapping[str, str]) -> dict[str, str]:
    """What may be told to whoever reads events."""
    kept = {name: value for name, value in said.items() if value}
    return {k: v for k, v in kept.items() if not (letter.secrecy and k in _CONTENT)}
