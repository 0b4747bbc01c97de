"""How far a trip on official business is, and which step may follow.

Source: the office's rule on trips (รายงานผลการไปราชการ): approved before it is made, reported to
the executives within 3 days of the return, and its essence told to all. How many days the report
has is in the dated table of deadlines; this says only which step follows which.
"""

from collections.abc import Mapping
from datetime import date

ASKED, APPROVED, REFUSED = "asked", "approved", "refused"
REPORTED, CIRCULATED, CANCELLED = "reported", "circulated", "cancelled"
COMING, NOW, BACK = "coming", "now", "back"
PHASES = (ASKED, COMING, NOW, BACK, REPORTED, CIRCULATED, REFUSED, CANCELLED)
"""How far a trip can be, in their order; the days tell three of what was approved."""

APPROVE, REFUSE, CHANGE = "approve", "refuse", "change"
MOVE_END, CANCEL, REPORT, CIRCULATE = "move-end", "cancel", "report", "circulate"
STEPS: Mapping[str, frozenset[str]] = {
    APPROVE: frozenset({ASKED}),
    REFUSE: frozenset({ASKED}),
    CHANGE: frozenset({ASKED}),
    MOVE_END: frozenset({APPROVED}),
    REPORT: frozenset({APPROVED, REPORTED}),
    CIRCULATE: frozenset({REPORTED}),
    CANCEL: frozenset({ASKED, APPROVED}),
}
"""From which states each step can be taken."""


def may_take(step: str, state: str) -> bool:
    """Whether a step can be taken from a state.

    >>> may_take("approve", "asked"), may_take("approve", "approved")
    (True, False)
    """
    return state in STEPS.get(step, frozenset())


def phase(state: str, starts: date, ends: date, today: date) -> str:
    """How far a trip is: what was done (``state``), and what the day makes of an approved one.

    Its first and last day both belong to it; from the day after the last its report is owed.

    >>> days = date(2014, 8, 20), date(2014, 8, 22)
    >>> [phase("approved", *days, date(2014, 8, d)) for d in (19, 20, 22, 23)]
    ['coming', 'now', 'now', 'back']
    >>> phase("reported", *days, date(2014, 8, 25))
    'reported'
    """
    if state != APPROVED:
        return state
    if today < starts:
        return COMING
    return NOW if today <= ends else BACK
