"""Owners of instructions, as instructions name them, in words and to choose from."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext

from khet.records.office.models import Body
from khet.records.office.queries.bodies import bodies_in
from khet.records.registry.access import ROLES, roles_on, valid_on
from khet.records.registry.models import Placement, Post, RoleHeld, Team, Unit, UnitKind, User
from khet.rules.posts import post_at

EVERY_SCHOOL = "schools"
"""The director of every public school; ``schools:<code>`` of those of a network."""
Choice = tuple[str, str]


def units_under(unit: Unit, kind: str, day: date) -> QuerySet[Unit]:
    """The units of a kind that stand under another on a day, in Thai order."""
    placed = Placement.objects.filter(valid_on(day), parent=unit, child__kind=kind)
    found = Unit.objects.filter(valid_on(day), pk__in=placed.values("child"))
    return found.order_by("sort_key", "pk")


def owner_choices(area: Unit, day: date) -> list[tuple[str, list[Choice]]]:
    """Who can be told to do something, in groups with their headings; seven queries."""
    networks = list(units_under(area, UnitKind.NETWORK, day))
    office = [area.pk, *(unit.pk for unit in units_under(area, UnitKind.GROUP, day))]
    posts = _posts(area, office)
    held = roles_on(day).filter(unit__in=office, user__is_active=True)
    people = people_told(held.select_related("user", "unit").order_by("user__sort_key", "pk"))
    teams = Team.objects.filter(area=area, until=None).order_by("name")
    chairs = [(f"network:{n.code}", gettext("ประธาน%s") % n) for n in networks]
    schools = [(f"schools:{n.code}", gettext("ทุกโรงเรียนใน%s") % n) for n in networks]
    return [
        (gettext("โรงเรียน"), [(EVERY_SCHOOL, gettext("ทุกโรงเรียน")), *schools]),
        (gettext("เครือข่ายโรงเรียน"), chairs),
        (gettext("ตำแหน่ง"), posts),
        (gettext("คณะ"), [(f"body:{body.pk}", str(body)) for body in bodies_in(area, day)]),
        (gettext("ทีมงาน"), [(f"team:{team.pk}", str(team)) for team in teams]),
        (gettext("บุคคล"), [(f"person:{u.username}", told) for u, told in people.items()]),
    ]


def people_told(held: Iterable[RoleHeld]) -> dict[User, str]:
    """Who holds the roles, in their order, as lists name people: told apart by position and unit.

    Who has no position is told by the first of the roles.
    """
    roles: dict[User, list[RoleHeld]] = {}
    for one in held:
        roles.setdefault(one.user, []).append(one)
    return {user: _person_told(user, several) for user, several in roles.items()}


def _person_told(user: User, held: Sequence[RoleHeld]) -> str:
    role = held[0].role
    position = user.position or (str(ROLES[role].label) if role in ROLES else role)
    units = dict.fromkeys(str(one.unit) for one in held if one.unit.kind != UnitKind.AREA)
    return " · ".join([str(user), position, *(unit for unit in units if unit not in position)])


def _posts(area: Unit, office: list[int]) -> list[Choice]:
    """Posts at the office and its groups, each role once a unit."""
    posts = Post.objects.filter(unit__in=office).select_related("unit")
    found: dict[str, str] = {}
    for post in posts.order_by("unit__kind", "unit__sort_key", "pk"):
        name = str(post) if post.unit_id == area.pk else post_at(str(post), str(post.unit))
        found.setdefault(f"post:{post.role}:{post.unit.kind}:{post.unit.code}", name)
    return list(found.items())


class OwnerWords:
    """What owners are called, looked up once for several instructions; five queries at most."""

    def __init__(self, named: Iterable[Sequence[str]]) -> None:
        asked: dict[str, set[str]] = {}
        for token in (token for tokens in named for token in tokens):
            kind, _, rest = token.partition(":")
            asked.setdefault(kind, set()).add(rest)
        codes = {code.rpartition(":")[2] for code in asked.get("post", ())}
        for kind in ("schools", "school", "network"):
            codes |= asked.get(kind, set())
        units = Unit.objects.filter(code__in=codes - {""}) if codes - {""} else ()
        self._units = {(unit.kind, unit.code): str(unit) for unit in units}
        people = User.objects.filter(username__in=asked["person"]) if "person" in asked else ()
        self._names = {f"person:{user.username}": str(user) for user in people}
        for kind, model in (("team", Team), ("body", Body)):
            found = model.objects.filter(pk__in=asked[kind]) if kind in asked else ()
            self._names |= {f"{kind}:{one.pk}": str(one) for one in found}

    def of(self, tokens: Sequence[str]) -> str:
        """The owners of one instruction; many single schools are counted."""
        single = [token for token in tokens if token.startswith("school:")]
        many = len(single) > _LISTED
        told = [self._one(token) for token in tokens if not (many and token in single)]
        return ", ".join([*told, *([gettext("%s โรงเรียน") % len(single)] if many else [])])

    def _one(self, token: str) -> str:
        kind, _, rest = token.partition(":")
        if token == EVERY_SCHOOL:
            return gettext("ทุกโรงเรียน")
        if kind == "post":
            role, unit_kind, code = rest.split(":")
            label = str(ROLES[role].label) if role in ROLES else role
            unit = self._units.get((unit_kind, code), code)
            return (
                gettext(label) if unit_kind == UnitKind.AREA else post_at(gettext(label), str(unit))
            )
        shapes = {"schools": gettext("ทุกโรงเรียนใน%s"), "network": gettext("ประธาน%s")}
        if kind in shapes:
            return shapes[kind] % self._units.get((UnitKind.NETWORK, rest), rest)
        if kind == "school":
            return self._units.get((UnitKind.SCHOOL, rest), rest)
        return self._names.get(token, "–")


_LISTED = 5
