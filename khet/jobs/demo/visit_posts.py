"""Who looks after which network of the demonstration: invented holders of the posts there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khet.jobs.demo.area import demo_area
from khet.jobs.demo.registers import home_school
from khet.records.learning.models import Assignment
from khet.records.registry.models import Placement, Unit, UnitKind, User
from khet.records.registry.queries.register import units_of
from khet.rules.calendar import fiscal_year
from khet.rules.months import Month

SUPERVISOR, DEPUTY = "supervisor", "deputy"
_NEVER = 8
"""One of so many schools of a network isn't in the plan."""
_CHANGED = "บูรพาป่าบอน"
"""The network that another supervisor took over this year."""
_MIDDLE = 11


@dataclass(frozen=True)
class Post:
    """Who looks after a network, and since when; ``schools`` are those of it that are visited."""

    network: Unit
    schools: Sequence[Unit]
    leads: Sequence[tuple[date, User]]

    def lead(self, day: date) -> User:
        """Who looks after them on that day: the last one who began by then."""
        return next(user for since, user in reversed(self.leads) if since <= day)


def make_posts(*, area: Unit, since: date, today: date) -> list[Post]:
    """Have each network looked after by who holds the post there, one of them by the cast's.

    Whoever has that post takes over another network in November of this fiscal year, or the year
    before where that is still to come.
    """
    held, free = _held(area)
    year = fiscal_year(today).be - 1
    change = Month(year, _MIDDLE).first
    if change > today:
        change = Month(year - 1, _MIDDLE).first
    posts = []
    for network, holder in held:
        after = [(change, free)] if network.name == _CHANGED else []
        posts.append(Post(network, _visited(network), [(since, holder), *after]))
    _assign(area, posts, since)
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
    home = home_school(demo_area())
    under = Unit.objects.filter(kind=UnitKind.SCHOOL, placements__parent=network).order_by("code")
    return [one for n, one in enumerate(under) if n % _NEVER != _NEVER - 3 or one.code == home]


def _assign(area: Unit, posts: Sequence[Post], since: date) -> None:
    Assignment.objects.bulk_create([*_supervisors(area, posts), *_deputies(area, posts, since)])


def _supervisors(area: Unit, posts: Sequence[Post]) -> Iterator[Assignment]:
    for post in posts:
        ends = [begins - timedelta(1) for begins, _ in post.leads[1:]] + [None]
        for (begins, user), until in zip(post.leads, ends, strict=True):
            of = {"area": area, "network": post.network, "person": user}
            yield Assignment(**of, since=begins, until=until)


def _deputies(area: Unit, posts: Sequence[Post], since: date) -> Iterator[Assignment]:
    deputy = User.objects.get(username=DEPUTY)
    for post in posts[::2]:
        of = {"area": area, "network": post.network, "person": deputy}
        yield Assignment(**of, part=Assignment.Part.DEPUTY, since=since)
