"""Looking up requests of services: only who asks, who checks and who decides sees one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from khet.records.office.models import ServiceRequest
from khet.records.registry.access import ALLOW_SERVICES, KEEP_SERVICES, ROLES
from khet.records.registry.models import RoleHeld, Unit, UnitKind
from khet.records.registry.queries.people import roles_on_in
from khet.rules.services import ALLOWED, ASKED, CHECKED, CLOSED, REFUSED, RETURNED

KIND = "office.request"
_TOLD = timedelta(30)
_PUT_BEFORE = (CHECKED, ALLOWED, REFUSED, CLOSED)
"""The states of what was checked and lies, or lay, before who decides."""


@dataclass(frozen=True)
class Desk:
    """A person (the key) before the requests of an area (the key).

    ``checks`` is whether the person checks them, ``decides`` the services whose requests the
    person allows.
    """

    area: int
    user: int
    checks: bool
    decides: frozenset[str]


def requests_seen(desk: Desk) -> QuerySet[ServiceRequest]:
    """The requests that a person may see, the newest first: those to decide once they are checked.

    Who decided one sees it always.
    """
    found = ServiceRequest.objects.filter(area=desk.area)
    if not desk.checks:
        before = Q(service__in=desk.decides, state__in=_PUT_BEFORE)
        found = found.filter(own(desk) | before | Q(decided_by=desk.user))
    people = found.select_related("area", "unit", "asked_by", "checked_by", "decided_by")
    return people.order_by("-asked_at", "-pk")


def own(desk: Desk) -> Q:
    """Those that the person asked for."""
    return Q(asked_by=desk.user)


def to_check(desk: Desk) -> Q:
    """Those of others that wait to be checked."""
    return Q(state=ASKED) & ~own(desk)


def to_decide(desk: Desk) -> Q:
    """Those of others that wait to be allowed by the person."""
    return Q(state=CHECKED, service__in=desk.decides) & ~own(desk)


def told_lately(area: int, user: int, day: date) -> QuerySet[ServiceRequest]:
    """The person's own that were given back, or decided within 30 days; the newest first."""
    since = day - _TOLD
    news = Q(state=RETURNED) | Q(state__in=(ALLOWED, REFUSED), decided_at__date__gte=since)
    return ServiceRequest.objects.filter(news, area=area, asked_by=user).order_by("-pk")


def keeps(held: Iterable[RoleHeld]) -> bool:
    """Whether somebody with these roles checks requests: keeps services at the office itself.

    Those of groups don't, as there are many, and what is asked is personal.
    """
    return any(_keeps(one) for one in held)


def checkers(area: Unit, day: date) -> list[RoleHeld]:
    """As what people check requests on a day: who keeps services, else who allows them."""
    held = list(roles_on_in(area, day).filter(unit=area))
    found = [one for one in held if _keeps(one)]
    return found or [one for one in held if ALLOW_SERVICES in ROLES[one.role].permissions]


def _keeps(held: RoleHeld) -> bool:
    at_area = held.unit.kind == UnitKind.AREA
    return at_area and KEEP_SERVICES in ROLES[held.role].permissions
