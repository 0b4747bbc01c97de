"""Late duties counted by group, by kind and by age, each count with the list of its duties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.queries.late import LateSum
from khet.rules.deadlines import days_late
from khet.web.office.kinds import duty_name
from khet.web.office.late.asked import SCHOOLS, Board, age_names, own_choice


@dataclass(frozen=True)
class Sum:
    """How many duties are late, how many days the oldest is, and the address of their list."""

    name: str
    n: int
    longest: int
    url: str


def by_group(board: Board) -> list[Sum]:
    """Late duties by group of the office in Thai order, all schools last."""
    named = [(unit.pk, str(unit), own_choice(unit)) for unit in board.units]
    found: dict[int | None, list[LateSum]] = {}
    for one in board.sums:
        found.setdefault(one.unit, []).append(one)
    return [
        _sum(found[key], name, board.viewer.today, unit=asked)
        for key, name, asked in [*named, (None, _("โรงเรียน"), SCHOOLS)]
        if key in found
    ]


def by_rule(board: Board) -> list[Sum]:
    """Late duties by kind, the most first."""
    found: dict[str, list[LateSum]] = {}
    for one in board.sums:
        found.setdefault(one.rule, []).append(one)
    sums = [
        _sum(of_rule, duty_name(rule), board.viewer.today, rule=rule)
        for rule, of_rule in found.items()
    ]
    return sorted(sums, key=lambda one: (-one.n, one.name))


def by_age(board: Board) -> list[tuple[str, int, str]]:
    """How many are how late, with the addresses of their lists."""
    return [
        (name, sum(one.ages[place] for one in board.sums), late_url(age=str(place)))
        for place, name in enumerate(age_names())
    ]


def total(sums: Iterable[Sum]) -> tuple[int, int]:
    """How many there are together, and how many days the oldest of all is."""
    listed = list(sums)
    return sum(one.n for one in listed), max((one.longest for one in listed), default=0)


def late_url(**asked: str) -> str:
    """The list of the late duties that pass these filters."""
    return f"{reverse('office:late')}?{urlencode(asked)}#list"


def _sum(found: Sequence[LateSum], name: str, today: date, **asked: str) -> Sum:
    oldest = min(one.oldest for one in found)
    return Sum(name, sum(one.n for one in found), days_late(oldest, today), late_url(**asked))
