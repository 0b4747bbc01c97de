"""Which request a page is of, and what its reader may do with it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.office.models import ServiceRequest
from khet.records.office.queries.requests import Desk, keeps, requests_seen
from khet.records.registry.access import ALLOW_SERVICES
from khet.records.registry.models import Unit, User
from khet.rules.services import (
    ALLOW,
    CANCEL,
    CHANGE,
    CHECK,
    CLOSE,
    REFUSE,
    RETURN,
    SERVICES,
    after_step,
)
from khet.web.office.delegations.deciding import Deciding, decides, own_told, why_not
from khet.web.parts.viewer import Viewer, viewer_of

DECIDING = (ALLOW, REFUSE)
STEPS = (CHECK, ALLOW, CLOSE, RETURN, REFUSE, CANCEL)
"""The steps that are buttons of a request's page, in their order."""


@dataclass
class RequestDesk:
    """The reader before the requests of the office."""

    viewer: Viewer
    user: User

    @property
    def checks(self) -> bool:
        """Whether the reader checks requests: keeps the services, or allows them by the post."""
        return keeps(self.viewer.roles) or self.viewer.scope.may_everywhere(ALLOW_SERVICES)

    def decides(self, service: str) -> Deciding | None:
        """As what the reader allows a service."""
        known = SERVICES.get(service)
        return decides(self.viewer, ALLOW_SERVICES, known.power) if known else None

    def lapsed(self, service: str) -> str:
        """Why the reader allows a service no more, who had the power for it."""
        known = SERVICES.get(service)
        return why_not(self.viewer, known.power) if known and not self.decides(service) else ""

    @cached_property
    def records(self) -> Desk:
        """The reader as look-ups know one."""
        mine = frozenset(code for code in SERVICES if self.decides(code))
        return Desk(self.viewer.area.pk, self.user.pk, self.checks, mine)

    @property
    def unit(self) -> Unit:
        """The unit from which the reader asks."""
        return self.viewer.roles[0].unit

    def own(self, request: ServiceRequest) -> bool:
        """Whether the reader asked for it."""
        return request.asked_by_id == self.user.pk

    def may(self, step: str, request: ServiceRequest) -> bool:
        """Whether the reader may take a step with the request, its state aside.

        Nobody checks or decides the own request.
        """
        own = self.own(request)
        if step in (CHANGE, CANCEL):
            return own
        if step in DECIDING:
            return not own and self.decides(request.service) is not None
        if step == CLOSE:
            return own or self.checks
        gives_back = step == RETURN and self.decides(request.service) is not None
        return not own and (self.checks or gives_back)

    def barred(self, step: str, request: ServiceRequest) -> str:
        """Why the reader doesn't decide on the own request, who decides on those of others."""
        decides = step in DECIDING and self.decides(request.service) is not None
        return own_told() if decides and self.own(request) else ""

    def steps(self, request: ServiceRequest) -> list[str]:
        """The steps that the reader can take with the request as it is."""
        return [s for s in STEPS if after_step(s, request.state) and self.may(s, request)]

    def may_change(self, request: ServiceRequest) -> bool:
        """Whether the reader can ask otherwise."""
        return self.own(request) and after_step(CHANGE, request.state) is not None


def request_desk(request: HttpRequest) -> RequestDesk:
    """The desk of a reader with any role.

    Raises:
        PermissionDenied: nobody is signed in, or the person holds no role.
    """
    viewer = viewer_of(request)
    _ = viewer.area
    if viewer.user is None:
        raise PermissionDenied
    return RequestDesk(viewer, viewer.user)


def request_of(desk: RequestDesk, pk: int) -> ServiceRequest:
    """The request of that key, where the reader may see it.

    Raises:
        PermissionDenied: the reader may not.
        Http404: there is none.
    """
    found = requests_seen(desk.records).filter(pk=pk).first()
    if found is None:
        get_object_or_404(ServiceRequest, pk=pk, area=desk.viewer.area)
        raise PermissionDenied
    return found
