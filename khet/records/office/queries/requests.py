"""Looking up requests of services: only who asks, who checks and who decides sees one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khet.records.office.models import ServiceRequest
from khet.records.registry.access import ALLOW_SERVICES, AT_OFFICE, KEEP_SERVICES, ROLES
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import roles_on_in
from khet.rules.services import ALLOWED, ASKED, CHECKED, CLOSED, REFUSED

KIND = "office.request"
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


def checkers(area: Unit, day: date) -> list[User]:
    """Who checks requests at an office on a day: its keepers of services, else who allows them."""
    held = list(roles_on_in(area, day).filter(unit__kind__in=AT_OFFICE))
    for permission in (KEEP_SERVICES, ALLOW_SERVICES):
        fit = [one.user for one in held if permission in ROLES[one.role].permissions]
        if fit:
            return list(dict.fromkeys(fit))
    return []
