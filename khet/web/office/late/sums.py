"""Late duties counted by group, by kind and by age, each count with the list of its duties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.queries.late import LateSum, late_by_age, late_by_rule, late_by_unit
from khet.rules.deadlines import days_late
from khet.web.office.kinds import duty_name
from khet.web.office.late.asked import SCHOOLS, Board, age_names


@dataclass(frozen=True)
class Sum:
    """How many duties are late, how many days the oldest is, and the address of their list."""

    name: str
    n: int
    longest: int
    url: str


def by_group(board: Board) -> list[Sum]:
    """Late duties by group of the office in Thai order, all schools last."""
    found = {one.key: one for one in late_by_unit(board.late)}
    order = [(unit.pk, str(unit), str(unit.pk)) for unit in board.others]
    named = [*order, (None, _("โรงเรียน"), SCHOOLS)]
    today = board.viewer.today
    return [_sum(found[key], name, today, unit=asked) for key, name, asked in named if key in found]


def by_rule(board: Board) -> list[Sum]:
    """Late duties by kind, the most first."""
    found = sorted(late_by_rule(board.late), key=lambda one: (-one.n, str(one.key)))
    today = board.viewer.today
    return [_sum(one, duty_name(str(one.key)), today, rule=str(one.key)) for one in found]


def by_age(board: Board) -> list[tuple[str, int, str]]:
    """How many are how late, with the addresses of their lists."""
    counts = late_by_age(board.late, board.viewer.today)
    named = enumerate(zip(age_names(), counts, strict=True))
    return [(name, n, late_url(age=str(place))) for place, (name, n) in named]


def total(sums: Iterable[Sum]) -> tuple[int, int]:
    """How many there are together, and how many days the oldest of all is."""
    listed = list(sums)
    return sum(one.n for one in listed), max((one.longest for one in listed), default=0)


def late_url(**asked: str) -> str:
    """The list of the late duties that pass these filters."""
    return f"{reverse('office:late')}?{urlencode(asked)}#list"


def _sum(found: LateSum, name: str, today: date, **asked: str) -> Sum:
    return Sum(name, found.n, days_late(found.oldest, today), late_url(**asked))
