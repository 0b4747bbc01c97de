"""What becomes of a duty: how pressing it is, how many were late, and who may do what with it.

Source: the office's minutes and instructions are followed until they are closed; what is late is
counted from the calendar, week by week. Nobody accepts, puts off or drops what is the own work.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from khet.rules.deadlines import (
    ANSWER_CIRCULAR,
    ANSWER_RESULTS,
    ANSWER_VISIT,
    INTERNAL_SUPERVISION,
    MINUTES,
    SCHOOL_ACCOUNTS,
    SEND_RESULTS,
    SUPERVISION_BOOK,
    TRIP_REPORT,
    days_late,
)

OWED = ("open", "returned")
"""The states in which a duty is still owed."""
ELSEWHERE = frozenset(
    rule.code
    for rule in (
        *(ANSWER_RESULTS, SEND_RESULTS, MINUTES, ANSWER_VISIT),
        *(SCHOOL_ACCOUNTS, INTERNAL_SUPERVISION, SUPERVISION_BOOK, TRIP_REPORT, ANSWER_CIRCULAR),
    )
)
"""The rules whose duties are done on a page of their own, and not on that of the duty."""
AGES = ((1, 3), (4, 7), (8, 30), (31, None))
"""How late, in days, from and to, both counted."""
_WEEK = 7


class Pressing(StrEnum):
    """How soon something is due: the groups of a person's list, in their order."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


class Act(StrEnum):
    """What can be done with a duty."""

    FINISH = "finish"
    PROGRESS = "progress"
    HAND_ON = "pass"
    TAKE_BACK = "take-back"
    ACCEPT = "accept"
    RETURN = "return"
    POSTPONE = "postpone"
    WAIVE = "waive"
    REOPEN_CHECK = "reopen-check"
    ASK_AGAIN = "ask-again"


@dataclass(frozen=True)
class Standing:
    """What a person is to a duty.

    It is the person's own (``owns``: of a post held, a team or body joined), the person is the one
    who ``answers`` for it, it was ``passed`` to the person; the person ``checks`` what is done for
    its rule there, or ``manages`` the work of its unit.
    """

    owns: bool = False
    answers: bool = False
    passed: bool = False
    checks: bool = False
    manages: bool = False


@dataclass(frozen=True)
class Nature:
    """What of a duty itself decides who may do what.

    It is ``checked`` after it is done, done ``elsewhere``, ``personal`` where it is of one person
    and no post, team or body, and ``handed_on`` while it is passed to somebody.
    """

    checked: bool = False
    elsewhere: bool = False
    personal: bool = False
    handed_on: bool = False


def may_ever(standing: Standing, nature: Nature) -> frozenset[Act]:
    """What a person may do with a duty while it is in a state that allows it.

    >>> sorted(act.value for act in may_ever(Standing(owns=True, answers=True), Nature()))
    ['finish', 'pass', 'progress']
    >>> sorted(act.value for act in may_ever(Standing(manages=True), Nature(checked=True)))
    ['ask-again', 'postpone', 'waive']
    """
    acts: set[Act] = set()
    if standing.owns or standing.passed:
        acts |= {Act.PROGRESS} if nature.elsewhere else {Act.PROGRESS, Act.FINISH}
    if standing.answers and not nature.personal:
        acts |= {Act.HAND_ON, Act.TAKE_BACK} if nature.handed_on else {Act.HAND_ON}
    if standing.answers or standing.passed:
        return frozenset(acts)
    if standing.checks and nature.checked:
        acts |= {Act.ACCEPT, Act.RETURN, Act.REOPEN_CHECK, Act.ASK_AGAIN}
    if standing.manages:
        acts |= {Act.POSTPONE, Act.WAIVE, Act.ASK_AGAIN}
    return frozenset(acts)


def possible(state: str) -> frozenset[Act]:
    """What can be done with a duty in that state by anybody at all.

    >>> sorted(act.value for act in possible("done"))
    ['accept', 'return']
    >>> sorted(act.value for act in possible("waived"))
    ['ask-again']
    """
    after = {
        "done": frozenset({Act.ACCEPT, Act.RETURN}),
        "accepted": frozenset({Act.REOPEN_CHECK}),
        "waived": frozenset({Act.ASK_AGAIN}),
    }
    return frozenset(Act).difference(*after.values()) if state in OWED else after[state]


def may_now(standing: Standing, nature: Nature, state: str) -> frozenset[Act]:
    """What a person may do with a duty in that state."""
    return may_ever(standing, nature) & possible(state)


def may_show(standing: Standing, state: str) -> bool:
    """Whether a person may say what shows that a duty was done, which is over once it is checked.

    >>> may_show(Standing(passed=True), "open"), may_show(Standing(passed=True), "accepted")
    (True, False)
    """
    concerned = standing.owns or standing.answers or standing.passed
    return (concerned or standing.checks or standing.manages) and state in (*OWED, "done")


def week_end(day: date) -> date:
    """The Sunday of the week of a day.

    >>> week_end(date(2014, 4, 4))
    datetime.date(2014, 4, 6)
    """
    return day + timedelta(_WEEK - 1 - day.weekday())


def pressing(due: date, today: date) -> Pressing:
    """How soon something is due; a week ends on its Sunday.

    >>> pressing(date(2014, 4, 6), date(2014, 4, 4))
    <Pressing.WEEK: 'week'>
    """
    if due < today:
        return Pressing.LATE
    if due == today:
        return Pressing.TODAY
    return Pressing.WEEK if due <= week_end(today) else Pressing.LATER


def due_range(age: int, today: date) -> tuple[date, date]:
    """From when to when something fell due that is so late today; ``age`` is a place in ``AGES``.

    >>> due_range(0, date(2014, 4, 10))
    (datetime.date(2014, 4, 7), datetime.date(2014, 4, 9))
    """
    fewest, most = AGES[age]
    return today - timedelta(most) if most else date.min, today - timedelta(fewest)


def ended_weeks(today: date, weeks: int) -> list[date]:
    """The last days of so many weeks that are over, oldest first.

    >>> ended_weeks(date(2014, 4, 4), 2)
    [datetime.date(2014, 3, 23), datetime.date(2014, 3, 30)]
    """
    last = week_end(today)
    return [last - timedelta(_WEEK * back) for back in range(weeks, 0, -1)]


def was_late(due: date, done: date | None, day: date) -> bool:
    """Whether something was late at the end of a day; ``done`` is when it was done, if it was.

    The follow-up board counts by it how many were late in the weeks before.

    >>> was_late(date(2014, 4, 4), date(2014, 4, 7), date(2014, 4, 6))
    True
    >>> was_late(date(2014, 4, 4), date(2014, 4, 7), date(2014, 4, 7))
    False
    """
    return days_late(due, day) > 0 and (done is None or done > day)
