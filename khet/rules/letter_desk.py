"""Who may take which step with a letter, and before whom it goes next.

Source: the correspondence rules of the Office of the Prime Minister 2526: a letter is put before
heads in the order of the office, each writes an opinion (เกษียน), and who has the power orders or
signs. Whoever registered or drafted it sends, files and cancels it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from khet.rules.letters import (
    CANCEL,
    CIRCULAR,
    ENDORSE,
    FILE,
    OPEN,
    ORDER,
    PROPOSE,
    REOPEN,
    RETURN,
    SEND,
    SIGN,
    after_step,
)

STEPS = (PROPOSE, ORDER, SIGN, ENDORSE, RETURN, SEND, FILE, REOPEN, CANCEL)
"""The steps in the order in which they are offered."""
RANKS = {"group-director": 1, "deputy": 2, "director": 3}
"""The order of heads before whom a letter goes."""


@dataclass(frozen=True)
class Before:
    """A person before a letter.

    ``handles`` is whoever registered or drafted it, its unit, or the registry (``registers``).
    ``endorses`` and ``decides`` are what the person may at the office; ``at_desk`` is whether the
    letter lies before the person.
    """

    handles: bool = False
    registers: bool = False
    endorses: bool = False
    decides: bool = False
    at_desk: bool = False


def may_ever(book: str, step: str, before: Before) -> bool:
    """Whether a person may take a step with a letter of a book while its state allows that.

    Circulars and open letters are sent to their receivers, not marked as sent.

    >>> may_ever("received", "order", Before(endorses=True, at_desk=True))
    False
    >>> may_ever("received", "order", Before(decides=True))
    True
    >>> may_ever("sent", "send", Before(handles=True))
    True
    >>> may_ever("circular", "send", Before(handles=True))
    False
    """
    if step == SEND and book in (CIRCULAR, OPEN):
        return False
    if step in (ORDER, SIGN):
        return before.decides
    if step == ENDORSE:
        return before.decides or (before.endorses and before.at_desk)
    if step == RETURN:
        return before.decides or before.at_desk or before.registers
    return before.handles or (before.decides and step in (PROPOSE, REOPEN, CANCEL))


def may_take(book: str, step: str, state: str, before: Before) -> bool:
    """Whether a person may take a step with a letter of a book as it is.

    >>> may_take("received", "order", "proposed", Before(decides=True))
    True
    >>> may_take("received", "order", "registered", Before(decides=True))
    False
    """
    return after_step(book, step, state) is not None and may_ever(book, step, before)


def next_above(own: int, ranks: Iterable[int]) -> int | None:
    """The place, among ranks, of the first head above the own rank; none where there is none.

    >>> next_above(0, [3, 1, 2]), next_above(1, [3, 1]), next_above(3, [3, 2])
    (1, 0, None)
    """
    above = [(rank, place) for place, rank in enumerate(ranks) if rank > own]
    return min(above)[1] if above else None
