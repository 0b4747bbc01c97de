"""Looking up requests of services: only who asks, who checks and who decides sees one."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khet.records.office.models import ServiceRequest
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
