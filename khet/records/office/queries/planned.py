"""What a body's rhythm proposes: days, numbers and hosts of its next meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from khet.records.office.models import Body, Host, Meeting
from khet.records.office.queries.bodies import standing_on
from khet.records.office.queries.calendar import fixed_days, own_holidays
from khet.records.office.queries.meetings import hosts_of, last_meeting, numbers_of
from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.meetings import next_number, year_of
from khet.rules.rhythm import WEEK, Turn, next_hosts, rhythm

_MOVED = timedelta(31)
_NEXT = timedelta(400)


@dataclass(frozen=True)
class Proposal:
    """A meeting that the rhythm proposes; ``holiday`` is what moved it from its ``usual`` day.

    One without a ``day`` is left out, because its usual day is that holiday.
    """

    usual: date
    day: date | None
    holiday: str
    number: int = 0
    year: int = 0
    host: Unit | None = None


def proposals(body: Body, until: date, today: date) -> list[Proposal]:
    """The meetings that the rhythm proposes after the last one, from today up to a day."""
    last, yesterday = last_meeting(body), today - timedelta(1)
    after = last.begins if last else yesterday
    if body.every == WEEK:
        after = max(after, yesterday)
    closed = _closed(body.area, after, until)
    turns = [t for t in rhythm(body.every, body.weekday, after, until, closed) if t.usual >= today]
    held = [turn for turn in turns if turn.day is not None]
    hosts = iter(next_hosts(hosts_of(body), last.host if last else None, len(held)))
    numbers = _Numbers(body)
    return [_proposal(turn, closed, numbers, hosts) for turn in turns]


def next_proposal(body: Body, today: date) -> Proposal:
    """The next meeting that the rhythm proposes; today where there is no rhythm."""
    ahead = proposals(body, today + _NEXT, today) if body.every != Body.Every.NONE else []
    found = next((one for one in ahead if one.day is not None), None)
    if found is not None:
        return found
    last = last_meeting(body)
    host = next_hosts(hosts_of(body), last.host if last else None, 1)
    number, year = _Numbers(body).next(today)
    return Proposal(today, None, "", number, year, next(iter(host), None))


class _Numbers:
    """The numbers of a body, asked for once a year, with those proposed since."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._taken: dict[int, list[tuple[date, int]]] = {}

    def next(self, begins: date) -> tuple[int, int]:
        """The number and year of a further meeting on that day."""
        year = year_of(self._body.numbering, begins)
        taken = self._taken.setdefault(year, numbers_of(self._body, year))
        number = next_number(taken, begins)
        taken.append((begins, number))
        return number, year


def _closed(area: Unit, begins: date, ends: date) -> dict[date, str]:
    """The days on which the office is closed, by name: the fixed holidays and its own."""
    last = ends + _MOVED
    fixed = fixed_days(begins, last, office_tables(area))
    closed = {day: holiday.name for day, holiday in fixed.items()}
    for own in own_holidays(area, begins, last):
        closed.pop(own.day, None)
        if own.closed:
            closed[own.day] = own.name
    return closed


def _proposal(
    turn: Turn, closed: dict[date, str], numbers: _Numbers, hosts: Iterator[Unit]
) -> Proposal:
    holiday = closed.get(turn.usual, "")
    if turn.day is None:
        return Proposal(turn.usual, None, holiday)
    return Proposal(turn.usual, turn.day, holiday, *numbers.next(turn.day), next(hosts, None))


@dataclass(frozen=True)
class ToHost:
    """Whose turn it is to host a body's next meeting, and when that is, where it is planned."""

    body: Body
    host: Unit
    meeting: Meeting | None


def turns_to_host(seen: Q, today: date) -> list[ToHost]:
    """The next host of each standing body seen that has a rotation; three queries.

    That is the host of its next meeting; where none is planned, who comes after the last host.
    """
    bodies = list(Body.objects.filter(seen & standing_on(today), hosts__isnull=False).distinct())
    rotations: dict[int, list[Unit]] = {body.pk: [] for body in bodies}
    for turn in Host.objects.filter(body__in=bodies).select_related("unit").order_by("place"):
        rotations[turn.body_id].append(turn.unit)
    known = Meeting.objects.filter(body__in=bodies).exclude(state=Meeting.State.CANCELLED)
    ahead: dict[int, Meeting] = {}
    last: dict[int, Unit] = {}
    for one in known.filter(host__isnull=False).select_related("host").order_by("begins", "pk"):
        if one.begins >= today:
            ahead.setdefault(one.body_id, one)
        elif one.host is not None:
            last[one.body_id] = one.host
    return [
        _to_host(body, rotations[body.pk], ahead.get(body.pk), last.get(body.pk)) for body in bodies
    ]


def _to_host(body: Body, rotation: list[Unit], ahead: Meeting | None, last: Unit | None) -> ToHost:
    if ahead is not None and ahead.host is not None:
        return ToHost(body, ahead.host, ahead)
    return ToHost(body, next_hosts(rotation, last, 1)[0], None)
