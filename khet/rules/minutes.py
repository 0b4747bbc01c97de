"""Minutes from draft to adoption, and how far what a meeting told somebody to do has come.

Source: the office's custom: minutes go to the executives, are circulated as not yet adopted, and
are adopted in the next meeting of the body or by circulation; corrections before that are kept,
after it nothing changes. An instruction is late as soon as one of those who owe it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta

DRAFT, PROPOSED, CIRCULATED, ADOPTED = "draft", "proposed", "circulated", "adopted"
WRITE, PROPOSE, RETURN, CIRCULATE = "write", "propose", "return", "circulate"
CORRECT, PUBLISH, ADOPT = "correct", "publish", "adopt"
_STEPS = {
    (DRAFT, WRITE): DRAFT,
    (DRAFT, PROPOSE): PROPOSED,
    (PROPOSED, RETURN): DRAFT,
    (PROPOSED, CIRCULATE): CIRCULATED,
    (CIRCULATED, CORRECT): CIRCULATED,
    (CIRCULATED, PUBLISH): CIRCULATED,
    (CIRCULATED, ADOPT): ADOPTED,
    (ADOPTED, PUBLISH): ADOPTED,
}
DAYS = 30
"""How many days an instruction gives where nothing else is said."""
ASSIGNED, WORKING, TROUBLE, LATE, DONE, CLOSED = (
    *("assigned", "working", "trouble", "late", "done", "closed"),
)


def next_state(state: str, step: str) -> str | None:
    """The state of minutes after a step; ``None`` where the step isn't allowed.

    >>> next_state("draft", "propose")
    'proposed'
    >>> next_state("proposed", "return")
    'draft'
    >>> next_state("adopted", "correct") is None
    True
    """
    return _STEPS.get((state, step))


def usual_day(last: date, following: date | None) -> date:
    """Until when an instruction is to be done by default: the body's next meeting, or 30 days.

    >>> usual_day(date(2014, 6, 6), date(2014, 6, 24))
    datetime.date(2014, 6, 24)
    >>> usual_day(date(2014, 6, 6), None)
    datetime.date(2014, 7, 6)
    """
    return following if following and following > last else last + timedelta(DAYS)


@dataclass(frozen=True)
class Tally:
    """The duties of an instruction, counted: ``of`` without those waived, ``waived`` those.

    ``done`` were sent, ``accepted`` of these were looked at; ``late`` are owed after their day.
    ``working`` and ``trouble`` are owed and say so.
    """

    of: int = 0
    done: int = 0
    accepted: int = 0
    late: int = 0
    working: int = 0
    trouble: int = 0
    waived: int = 0


def instruction_state(tally: Tally) -> str:
    """How an instruction stands, from its duties; the worst that is still to be minded comes first.

    Done is what all have sent, closed what nobody has to do any more.

    >>> instruction_state(Tally(of=117, done=87, late=30))
    'late'
    >>> instruction_state(Tally(of=117, done=87))
    'working'
    >>> instruction_state(Tally(of=2, done=2, accepted=1))
    'done'
    >>> instruction_state(Tally(waived=1)), instruction_state(Tally(of=1))
    ('closed', 'assigned')
    """
    if tally.of == 0:
        return CLOSED if tally.waived else ASSIGNED
    if tally.done == tally.of:
        return DONE
    if tally.late:
        return LATE
    if tally.trouble:
        return TROUBLE
    return WORKING if tally.working or tally.done else ASSIGNED
