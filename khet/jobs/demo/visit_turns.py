"""When which supervisor goes to which school, and how far each visit has come by today.

Everything follows from places and days, so that the same day gives the same visits.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import count

from khet.jobs.demo.area import rows
from khet.jobs.demo.visit_posts import Post
from khet.records.learning.models import Visit, VisitRequest
from khet.records.registry.models import Unit, User
from khet.rules.calendar import fiscal_year
from khet.rules.holidays import is_closed
from khet.rules.months import Month, fiscal_months, from_to, month_of

Row = dict[str, str]
APRIL = 4
FURTHER = 1000
_AHEAD, _URGENT, _ROUND = 3, 3, 11
_KINDS = ("project", "online", "request", "project")
_BACK = timedelta(150)
FINDINGS = "findings:"
_OWN = (
    *((75, "findings:mended,returned"), (38, "findings:,sent"), (24, "findings:mended,")),
    *((12, "silent"), (2, "untold"), (-3, ""), (-24, "")),
)
"""How many days ago the cast's supervisor was at the cast's school, and what became of it."""
_ASKED = (-26, 16)
_UNPLANNED = (170, 131, 96, 61, 47, 33, 19, 9)


@dataclass(frozen=True)
class Turn:
    """A visit of the plan: its number gives what is said, ``team`` who comes along.

    It is of the round that looks at the four ``works`` of each school, or another.
    """

    number: int
    school: Unit
    lead: User
    day: date
    kind: str
    team: Sequence[User] = ()
    fate: str = ""
    works: bool = False
    follows: Visit | None = None
    request: VisitRequest | None = None
    reasons: Sequence[Row] = ()

    @property
    def regular(self) -> bool:
        """Whether it is of the year's plan: neither of the round nor a further one."""
        return self.number < FURTHER and not self.works

    @cached_property
    def said(self) -> list[Row]:
        """What is talked about: one topic, or two where there was time."""
        known = [row for row in rows("visit_texts") if row["kind"] == self.kind]
        first = known[self.number % len(known)]
        second = known[(self.number * 7 + 3) % len(known)]
        both = self.number % 3 == 0 or self.fate.startswith(FINDINGS)
        return [first, second] if both and second["topic"] != first["topic"] else [first]


def turns(posts: Sequence[Post], today: date, closed: Collection[date]) -> Iterator[Turn]:
    """The visits of last fiscal year and this one, a month and network after another.

    Last year's round saw the four works of each school. Schools are closed in April. In the three
    months before this one the urgent policy asks for a further visit.
    """
    year, now, numbers = fiscal_year(today).be, month_of(today), count(1)
    last = max(fiscal_months(year)[-1], now.plus(_AHEAD))
    months = [m for m in from_to(fiscal_months(year - 1)[0], last) if m.number != APRIL]
    urgent = {now.plus(-back) for back in range(1, _URGENT + 1)}
    for place, month in enumerate(months):
        days = _working(month, closed)
        for net, post in enumerate(posts):
            goes = _round(post, place) if place < _ROUND else _year(post, place, net)
            extra = [] if month not in urgent else post.schools[(place + net) % 6 :: 6][:1]
            for more, school in enumerate([*goes, *extra]):
                day = days[(net * 3 + place * 5 + more * 7) % len(days)]
                kind = "policy" if month in urgent else _KINDS[(place + net + more) % len(_KINDS)]
                number, works = next(numbers), place < _ROUND and more < len(goes)
                others = [posts[net - 1].lead(day)] if number % 5 == 0 else []
                yield Turn(number, school, post.lead(day), day, kind, others, works=works)


def _round(post: Post, place: int) -> Sequence[Unit]:
    """Whose turn it is in a month of the round that comes to every school."""
    return post.every[place::_ROUND]


def _year(post: Post, place: int, net: int) -> Sequence[Unit]:
    return [post.schools[(place + net) % len(post.schools)]]


def _working(month: Month, closed: Collection[date]) -> list[date]:
    days = (month.first + timedelta(n) for n in range((month.last - month.first).days + 1))
    return [day for day in days if not is_closed(day, closed)]


def own_turns(post: Post, school: Unit, today: date, closed: Collection[date]) -> Iterator[Turn]:
    """The visits of the cast's supervisor to the cast's school, near to today."""
    for number, (back, fate) in enumerate(_OWN, FURTHER):
        day = open_day(today - timedelta(back), closed, 1 if back < 0 else -1)
        kind = "online" if number % 7 == 5 else "project"
        yield Turn(number, school, post.lead(day), day, kind, fate=fate)


def unplanned_turns(posts: Sequence[Post], today: date, closed: Collection[date]) -> Iterator[Turn]:
    """Visits that weren't in the plan: somebody called, and a supervisor went."""
    for number, back in enumerate(_UNPLANNED, FURTHER + 100):
        post = posts[number % len(posts)]
        day = open_day(today - timedelta(back), closed, -1)
        school = post.schools[number % len(post.schools)]
        yield Turn(number, school, post.lead(day), day, "request")


def requested_turns(
    asked: Sequence[VisitRequest], posts: Sequence[Post], today: date, closed: Collection[date]
) -> Iterator[Turn]:
    """The visits that answer requests of schools: one made, the others to come."""
    for number, request in enumerate(asked, FURTHER + 200):
        post = next(post for post in posts if request.school in post.schools)
        day = open_day(today + timedelta(_ASKED[number % len(_ASKED)]), closed, -1)
        yield Turn(number, request.school, post.lead(day), day, "request", request=request)


def open_day(day: date, closed: Collection[date], step: int) -> date:
    """The day, or the nearest before (``step`` -1) or after it on which the office is open."""
    while is_closed(day, closed):
        day += timedelta(step)
    return day


@dataclass(frozen=True)
class Course:
    """How far a visit has come by today; each is the day of a step, none before it is made."""

    told: date | None = None
    read: date | None = None
    answered: date | None = None
    closes: bool = False


def course_of(turn: Turn, today: date) -> Course:
    """The days of what follows a visit: most answer in time, each seventh late, a few not yet."""
    number, age = turn.number, (today - turn.day).days
    told = turn.day + timedelta(2 + number % 3)
    if turn.fate == "untold" or (turn.regular and number % 3 == 1 and age < 25) or told >= today:
        return Course()
    read = told + timedelta(1 + number % 4)
    wait = 19 + number % 9 if number % 7 == 2 else 4 + number % 9
    answered = told + timedelta(wait)
    silent = turn.fate == "silent" or (number % 13 == 4 and today - timedelta(100) < told)
    return Course(
        told,
        read if read < today and number % 11 != 6 else None,
        answered if answered < today and not silent else None,
        closes=age > 40,
    )


def fate_of(turn: Turn, place: int, due: date, today: date) -> str:
    """What became of a finding: ``mended``, ``sent``, ``returned`` or, empty, nothing yet.

    A visit whose fate is said says it of each; the older ones are mended.
    """
    if turn.fate.startswith(FINDINGS):
        return turn.fate.removeprefix(FINDINGS).split(",")[place]
    if turn.day < today - _BACK:
        return "mended"
    luck = (turn.number * 3 + place) % 9
    if luck in (1, 2, 4, 7):
        return "returned" if luck == 2 else "sent"
    return "mended" if luck > 2 and due - timedelta(turn.number % 9) < today else ""
