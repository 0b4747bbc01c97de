"""Looking up requests of services: only who asks, who checks and who decides sees one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khet.records.office.models import ServiceRequest
from khet.rules.services import ASKED, CHECKED, RETURNED

KIND = "office.request"
OPEN = (ASKED, CHECKED, RETURNED)
"""The states in which a request isn't decided."""


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
    found = ServiceRequest.objects.filter(_mine(desk) | _others(desk), area=desk.area)
    people = found.select_related("area", "unit", "asked_by", "checked_by", "decided_by")
    return people.order_by("-asked_at", "-pk")


def own(desk: Desk) -> Q:
    """Those that the person asked for."""
    return _mine(desk)


def to_check(desk: Desk) -> Q:
    """Those of others that wait to be checked."""
    return Q(state=ASKED) & ~_mine(desk) if desk.checks else _nothing()


def to_decide(desk: Desk) -> Q:
    """Those of others that wait to be allowed by the person."""
    return Q(state=CHECKED, service__in=desk.decides) & ~_mine(desk)


def of_state(states: Collection[str]) -> Q:
    """Those in one of the states."""
    return Q(state__in=states)


def _mine(desk: Desk) -> Q:
    return Q(asked_by=desk.user)


def _others(desk: Desk) -> Q:
    decided = Q(decided_by=desk.user)
    checked = Q(service__in=desk.decides) & ~Q(state__in=[ASKED, RETURNED])
    return (Q() if desk.checks else decided | checked) & Q(area=desk.area)


def _nothing() -> Q:
    return Q(pk__in=[])
