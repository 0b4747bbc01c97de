"""Looking up who may sit in a body: people of the office and its schools, and roles they hold."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from khet.records.office.models import Seat
from khet.records.registry.access import ROLES, roles_on
from khet.records.registry.models import RoleHeld, Unit, User
from khet.records.registry.queries.people import holding_units, named, roles_on_in
from khet.rules.names import name_key
from khet.rules.posts import post_at


def people_of(area: Unit, today: date) -> QuerySet[User]:
    """The people who hold a role of an area today, in Thai order of names."""
    held = roles_on(today).filter(user=OuterRef("pk"), unit__in=holding_units([area], today))
    return User.objects.filter(Exists(held), is_active=True).order_by("sort_key", "pk")


def people_named(area: Unit, today: date, asked: str, most: int) -> list[User]:
    """The first of them whose name or user name has every part of the text."""
    return list(named(people_of(area, today), asked)[:most])


def people_said(area: Unit, today: date, said: Iterable[str], kept: Iterable[int]) -> list[User]:
    """Those of the people whose user name, or whole name, is one of the texts.

    ``kept`` are keys of people who may be found though they hold no role any more.
    """
    texts = list(said)
    alike = Q(username__in=[text.lower() for text in texts])
    alike |= Q(sort_key__in=[name_key(text) for text in texts])
    here = Q(pk__in=people_of(area, today).values("pk")) | Q(pk__in=list(kept))
    return list(User.objects.filter(alike, here).order_by("sort_key", "pk"))


def posts_of(area: Unit, people: Iterable[User], day: date) -> dict[int, str]:
    """As what each of the people (by key) works on the day: the own position, else a role held."""
    own = {user.pk: user.position for user in people}
    without = [pk for pk, position in own.items() if not position]
    held = roles_on_in(area, day).filter(user__in=without) if without else RoleHeld.objects.none()
    for one in held.select_related("unit").order_by("pk"):
        label = str(ROLES[one.role].label) if one.role in ROLES else one.role
        own[one.user_id] = own[one.user_id] or post_at(label, str(one.unit))
    return own


def holders_of(area: Unit, roles: Iterable[str], today: date) -> list[tuple[str, int, int]]:
    """Who holds the roles in an area today: role, unit (its key), person (the key)."""
    held = roles_on_in(area, today).filter(role__in=set(roles))
    return list(held.values_list("role", "unit", "user"))


def who_left(area: Unit, seats: Iterable[Seat], today: date) -> frozenset[int]:
    """The keys of those who sit in the seats by name, and hold no role of the area any more."""
    people = {seat.person_id for seat in seats if seat.person_id is not None}
    here = people_of(area, today).filter(pk__in=people) if people else User.objects.none()
    return frozenset(people) - frozenset(here.values_list("pk", flat=True))
