"""The groups of the office with their posts and holders."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from khet.records.registry.access import ROLES, SEE_PEOPLE, roles_on
from khet.records.registry.models import Post, RoleHeld, Unit, UnitKind
from khet.records.registry.queries.register import units_of
from khet.web.registry.units.asked import Register
from khet.web.registry.units.pages import Page, register_page


@dataclass(frozen=True)
class PostRow:
    """A post with who holds it, nobody where it is vacant; or a position held without a post."""

    title: str
    holders: tuple[RoleHeld, ...]


@dataclass(frozen=True)
class Group:
    """The office itself or one of its groups: its posts, and how many people are in it."""

    name: str
    works: tuple[str, ...]
    posts: tuple[PostRow, ...]
    people: int


@register_page
def show_groups(request: HttpRequest, register: Register) -> Page:
    """The groups of the office."""
    return Page(_("กลุ่มงาน"), "_groups", lambda: _content(register))


def _content(register: Register) -> dict[str, Any]:
    groups = [register.area, *units_of(register.area, UnitKind.GROUP)]
    posts = list(Post.objects.filter(unit__in=groups).order_by("pk"))
    held = roles_on(register.viewer.today).filter(unit__in=groups, user__is_active=True)
    holders = list(held.select_related("user").order_by("user__sort_key", "pk"))
    listed = [_group(unit, posts, holders) for unit in groups]
    sees_people = register.viewer.scope.may(SEE_PEOPLE)
    return {"office": listed[0], "groups": listed[1:], "sees_people": sees_people}


def _group(unit: Unit, posts: Iterable[Post], holders: Iterable[RoleHeld]) -> Group:
    here = [held for held in holders if held.unit_id == unit.pk]
    rows = [
        PostRow(post.title, tuple(held for held in here if held.post_id == post.pk))
        for post in posts
        if post.unit_id == unit.pk
    ]
    without: dict[str, list[RoleHeld]] = {}
    order = list(ROLES)
    known = [held for held in here if held.post_id is None and held.role in order]
    for held in sorted(known, key=lambda held: order.index(held.role)):
        title = held.user.position or _(ROLES[held.role].label)
        without.setdefault(title, []).append(held)
    rows += [PostRow(title, tuple(holders)) for title, holders in without.items()]
    people = len({held.user_id for held in here})
    return Group(str(unit), tuple(unit.works), tuple(rows), people)
