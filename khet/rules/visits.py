"""What is wrong with the record of a visit, and what comes next of one for each who reads it.

A form and a late sending ask the same, so that they say the same.

Source: Khet's own. A visit lies behind its record, within the fiscal year that it was planned for
or the one before; its level is of five; what a school is to mend has a day after the visit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from khet.rules.calendar import fiscal_year
from khet.rules.evidence import days_of_fiscal_year
from khet.rules.instruments import LEVELS

LONGEST_TOPIC, LONGEST_ACTION, LONGEST_NOTE, LONGEST_TEXT = 120, 500, 300, 4000
"""The most letters of a topic, of what is to be done, of a note, and of any other text."""


def is_overdue(month: date, planned_on: date | None, today: date) -> bool:
    """Whether a visit that was agreed to and not made should have been made by now.

    ``month`` is the first day of the month that it is planned for, ``planned_on`` its day where it
    has one. It is overdue when that day has passed, or where it has none, the month.

    >>> nov, today = date(2026, 11, 1), date(2026, 11, 30)
    >>> is_overdue(nov, date(2026, 11, 26), today), is_overdue(nov, None, today)
    (True, False)
    """
    return planned_on < today if planned_on else month < today.replace(day=1)


class Found(Protocol):
    """A finding: what was found, what is to be done about it, until when, of which topic."""

    @property
    def text(self) -> str:
        """What was found."""

    @property
    def action(self) -> str:
        """What the school should do about it."""

    @property
    def due(self) -> date:
        """Until when."""

    @property
    def topic(self) -> str:
        """Of which topic, empty where of none."""


class Looked(Protocol):
    """What was seen of an earlier finding."""

    @property
    def note(self) -> str:
        """What is said of it."""


class Recorded(Protocol):
    """A visit as it was written down."""

    @property
    def day(self) -> date:
        """On which day the visit was made."""

    @property
    def topics(self) -> Sequence[str]:
        """What it was about."""

    @property
    def strengths(self) -> str:
        """What was good."""

    @property
    def advice(self) -> str:
        """What the school is advised."""

    @property
    def level(self) -> int | None:
        """A level of five, where one was given."""

    @property
    def follow_up_on(self) -> date | None:
        """When it is to be followed up, where that is said."""

    @property
    def findings(self) -> Sequence[Found]:
        """What was found."""

    @property
    def looked(self) -> Sequence[Looked]:
        """What was seen of earlier findings."""


class Fault(NamedTuple):
    """What is wrong, by its code, with a field; ``place`` is which of the findings or notes.

    A code is ``future``, ``long-ago``, ``off-scale``, ``before-visit``, ``blank``, ``too-long`` or,
    of no field, ``empty``.
    """

    field: str
    code: str
    place: int | None = None


def faults_of(
    record: Recorded, today: date, planned: date | None = None, answered: bool = False
) -> list[Fault]:
    """What is wrong with a record, in the order of its fields; nothing where it can be kept.

    Args:
        planned: a day of the month that the visit was planned for, where it was planned.
        answered: whether an instrument was answered or a picture brought, which is a record too.

    >>> from types import SimpleNamespace
    >>> told = SimpleNamespace(day=date(2014, 2, 1), topics=["อ่านออก"], strengths="", level=6,
    ...     advice="", follow_up_on=None, findings=[], looked=[])
    >>> for fault in faults_of(told, date(2014, 1, 31)):
    ...     print(fault.field, fault.code)
    day future
    level off-scale
    """
    return [*_of_day(record, today, planned), *_of_texts(record), *_of_findings(record, answered)]


def earliest_day(planned: date) -> date:
    """The first day of the fiscal year before the one that a visit was planned for.

    >>> earliest_day(date(2013, 11, 1))
    datetime.date(2012, 10, 1)
    """
    return days_of_fiscal_year(fiscal_year(planned).be - 1)[0]


def _of_day(record: Recorded, today: date, planned: date | None) -> Iterator[Fault]:
    if record.day > today:
        yield Fault("day", "future")
    elif record.day < earliest_day(planned or today):
        yield Fault("day", "long-ago")
    if record.follow_up_on and record.follow_up_on < record.day:
        yield Fault("follow_up_on", "before-visit")


def _of_texts(record: Recorded) -> Iterator[Fault]:
    if any(len(topic) > LONGEST_TOPIC for topic in record.topics):
        yield Fault("topics", "too-long")
    for name in ("strengths", "advice"):
        if len(getattr(record, name)) > LONGEST_TEXT:
            yield Fault(name, "too-long")
    if record.level is not None and record.level not in LEVELS:
        yield Fault("level", "off-scale")


def _of_findings(record: Recorded, answered: bool) -> Iterator[Fault]:
    for place, found in enumerate(record.findings):
        yield from _of_finding(found, record.day, place)
    for place, seen in enumerate(record.looked):
        if len(seen.note) > LONGEST_NOTE:
            yield Fault("note", "too-long", place)
    said = record.strengths.strip() or record.advice.strip() or record.level is not None
    if not (said or record.findings or record.looked or answered):
        yield Fault("", "empty")


def _of_finding(found: Found, visited: date, place: int) -> Iterator[Fault]:
    for name, longest in (
        ("topic", LONGEST_TOPIC),
        ("text", LONGEST_TEXT),
        ("action", LONGEST_ACTION),
    ):
        told = getattr(found, name)
        if len(told) > longest:
            yield Fault(name, "too-long", place)
        if name != "topic" and not told.strip():
            yield Fault(name, "blank", place)
    if found.due < visited:
        yield Fault("due", "before-visit", place)


@dataclass(frozen=True)
class Stand:
    """How a visit stands before a reader: its ``state``, and what the reader may do.

    The reader ``records`` it, or ``answers`` for the school. ``crossed`` is whether two records
    wait for a choice; ``owed`` findings still wait for the school, ``late`` of them beyond their
    day, and ``sent`` others wait for their check. The school may have ``acknowledged`` and
    ``answered`` it.
    """

    state: str
    records: bool = False
    answers: bool = False
    crossed: bool = False
    owed: int = 0
    late: int = 0
    sent: int = 0
    acknowledged: bool = False
    answered: bool = False


def steps(stand: Stand) -> tuple[str, list[str]]:
    """The one next step of a visit for a reader, empty where others are to act, and further ones.

    >>> steps(Stand("done", records=True))
    ('tell', ['record'])
    >>> steps(Stand("told", answers=True))
    ('acknowledge', ['answer'])
    >>> steps(Stand("answered", records=True, owed=1, sent=1))
    ('check', ['follow-up'])
    """
    if stand.records:
        return _of_recorder(stand)
    return _of_school(stand) if stand.answers else ("", [])


def _of_recorder(stand: Stand) -> tuple[str, list[str]]:
    if stand.state in ("draft", "planned"):
        return "record", []
    if stand.crossed:
        return "settle", ["record"] if stand.state == "done" else []
    if stand.state == "done":
        return "tell", ["record"]
    if stand.state == "told":
        return ("check" if stand.sent else ""), ["follow-up"]
    if stand.state not in ("answered", "followed"):
        return "", []
    if stand.sent:
        return "check", ["follow-up"]
    if stand.owed:
        return ("follow-up", []) if stand.late else ("", ["follow-up"])
    return "close", ["follow-up"]


def _of_school(stand: Stand) -> tuple[str, list[str]]:
    if stand.state not in ("told", "answered", "followed"):
        closed = stand.state == "closed" and not stand.acknowledged
        return ("acknowledge" if closed else ""), []
    if not stand.acknowledged:
        return "acknowledge", ["answer"]
    if not stand.answered:
        return "answer", ["mend"] if stand.owed else []
    return ("mend" if stand.owed else ""), ["answer"]
