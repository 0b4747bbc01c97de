"""Who looks after which network of the demonstration: invented holders of the posts there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khet.jobs.demo.area import demo_area
from khet.jobs.demo.registers import home_school
from khet.records.learning.actions.assignments import (
    AssignmentEntry,
    assign,
    hand_over_network,
)
from khet.records.learning.models import Assignment
from khet.records.registry.models import Placement, Unit, UnitKind, User
from khet.records.registry.queries.register import units_of
from khet.rules.calendar import fiscal_year
from khet.rules.months import Month

SUPERVISOR, DEPUTY = "supervisor", "deputy"
_EVERY = 8
"""One of so many schools of a network isn't in this year's plan."""
_NEVER = ("สมมติ 70", "สมมติ 90", "สมมติ 101")
"""Schools at which nobody was."""
_CHANGED = "บูรพาป่าบอน"
"""The network that another supervisor took over this year."""
_MIDDLE = 11
_Part = Assignment.Part


@dataclass(frozen=True)
class Post:
    """Who looks after a network, and since when.

    ``every`` school of it is visited in a round, ``schools`` are those that are in the plan.
    """

    network: Unit
    every: Sequence[Unit]
    schools: Sequence[Unit]
    leads: Sequence[tuple[date, User]]

    def lead(self, day: date) -> User:
        """Who looks after them on that day: the last one who began by then."""
        return next(user for since, user in reversed(self.leads) if since <= day)


def make_posts(*, by: str, area: Unit, since: date, today: date) -> list[Post]:
    """Have each network looked after by who holds the post there, one of them by the cast's.

    Whoever has that post takes over another network in November of this fiscal year, or the year
    before where that is still to come.
    """
    held, free = _held(area)
    year = fiscal_year(today).be - 1
    change = Month(year, _MIDDLE).first
    if change > today:
        change = Month(year - 1, _MIDDLE).first
    posts, home = [], home_school(demo_area())
    for network, holder in held:
        after = [(change, free)] if network.name == _CHANGED else []
        every = _visited(network)
        planned = [
            one for n, one in enumerate(every) if n % _EVERY != _EVERY - 3 or one.code == home
        ]
        posts.append(Post(network, every, planned, [(since, holder), *after]))
    _assign(by, area, posts, since)
    return posts


def _held(area: Unit) -> tuple[list[tuple[Unit, User]], User]:
    """Networks with who looks after each, and who gave up the post for the cast's supervisor."""
    cast, home = User.objects.get(username=SUPERVISOR), home_school(demo_area())
    own = Placement.objects.get(child__code=home, parent__kind=UnitKind.NETWORK).parent
    public = units_of(area, UnitKind.NETWORK).filter(sector="public").order_by("code")
    found = [(one, _holder(one)) for one in public]
    free = next(user for network, user in found if network == own)
    return [(one, cast if one == own else user) for one, user in found], free


def _holder(network: Unit) -> User:
    return User.objects.get(roles_held__unit=network, roles_held__role=SUPERVISOR)


def _visited(network: Unit) -> list[Unit]:
    under = Unit.objects.filter(kind=UnitKind.SCHOOL, placements__parent=network)
    return list(under.exclude(name__in=_NEVER).order_by("code"))


def _assign(by: str, area: Unit, posts: Sequence[Post], since: date) -> None:
    deputy = User.objects.get(username=DEPUTY)
    for place, post in enumerate(posts):
        kept = None
        for begins, user in post.leads:
            if kept:
                hand_over_network(by=by, assignment=kept, person=user, since=begins)
            else:
                entry = AssignmentEntry(post.network, user, _Part.SUPERVISOR, begins)
                kept = assign(by=by, area=area, entry=entry)
        if place % 2 == 0:
            entry = AssignmentEntry(post.network, deputy, _Part.DEPUTY, since)
            assign(by=by, area=area, entry=entry)
