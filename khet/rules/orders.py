"""How far an order is on a day, and which step may follow.

Source: the life of orders in Thai offices: drafted by a group, proposed, signed by the director,
circulated, in force until it ends or is cancelled.
"""

from collections.abc import Mapping
from datetime import date

DRAFT, PROPOSED, SIGNED, CIRCULATED = "draft", "proposed", "signed", "circulated"
IN_FORCE, ENDED, CANCELLED = "in-force", "ended", "cancelled"
STAGES = (DRAFT, PROPOSED, SIGNED, CIRCULATED, IN_FORCE, ENDED, CANCELLED)
"""How far an order can be, in their order."""
EXPIRES_WITHIN = 60
"""Days before its end in which an order is told to be ending."""

STEPS: Mapping[str, frozenset[str]] = {
    "propose": frozenset({DRAFT}),
    "return": frozenset({PROPOSED}),
    "sign": frozenset({PROPOSED}),
    "circulate": frozenset({SIGNED}),
    "end": frozenset({CIRCULATED}),
    "cancel": frozenset({DRAFT, PROPOSED, SIGNED, CIRCULATED}),
}
"""From which states each step can be taken."""


def stage(state: str, starts: date | None, ends: date | None, today: date) -> str:
    """How far an order is: what was done (``state``), and what the day makes of it.

    A circulated order is in force from the day it starts to the day it ends, both counted; before,
    it is only circulated, after, it has ended.

    >>> begins, ends = date(2014, 8, 22), date(2015, 8, 21)
    >>> [stage("circulated", begins, ends, date(2014, 8, d)) for d in (21, 22)]
    ['circulated', 'in-force']
    >>> stage("circulated", begins, ends, date(2015, 8, 22))
    'ended'
    >>> stage("signed", begins, ends, date(2015, 8, 22))
    'signed'
    """
    if state != CIRCULATED:
        return state
    if ends is not None and ends < today:
        return ENDED
    return CIRCULATED if starts is not None and today < starts else IN_FORCE


def may_take(step: str, state: str) -> bool:
    """Whether a step can be taken from a state.

    >>> may_take("sign", "draft"), may_take("sign", "proposed")
    (False, True)
    """
    return state in STEPS.get(step, frozenset())
