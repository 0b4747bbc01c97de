"""Requests that wait to be allowed, as the folder shows them and allows several at once."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.office.actions.requests import RequestMovedError
from khet.records.office.models import ServiceRequest
from khet.records.office.queries.requests import requests_seen, to_decide
from khet.rules.services import ALLOW, SERVICES
from khet.web.office.requests.asked import RequestDesk
from khet.web.office.requests.steps import move
from khet.web.office.requests.words import details_told, fault_told, request_url, service_name
from khet.web.parts.folder import RefusedError, Source, Waiting
from khet.web.parts.viewer import Viewer


def _checked(viewer: Viewer) -> dict[str, ServiceRequest]:
    """The requests that the viewer is to allow by their keys, the first asked first."""
    if viewer.user is None or not viewer.office_sight.office:
        return {}
    records = RequestDesk(viewer, viewer.user).records
    if not records.decides:
        return {}
    found = requests_seen(records).filter(to_decide(records)).order_by("checked_at", "pk")
    return {str(one.pk): one for one in found}


def waiting_requests(viewer: Viewer) -> list[Waiting]:
    """The requests that the viewer is to allow."""
    return [
        Waiting(
            key=key,
            title=_("คำขอ: %(service)s") % {"service": service_name(one.service)},
            url=request_url(one),
            about=f"{one.asked_by} · {one.unit}",
            since=one.checked_at,
            act=_("อนุญาต"),
            summary="\n".join(f"{label}: {text}" for label, text in details_told(one)),
        )
        for key, one in _checked(viewer).items()
    ]


def allow_requests(viewer: Viewer, keys: Sequence[str], said: str) -> None:
    """Allow requests, with the same words for all.

    Raises:
        RefusedError: one can't be allowed; tells which and why.
    """
    here = _checked(viewer)
    for key in keys:
        one = here.get(key)
        if one is None or viewer.user is None:
            raise RefusedError(_("คำขอรายการหนึ่งไม่รออนุญาตแล้ว: กลับไปดูแฟ้มเสนอ"))
        try:
            move(RequestDesk(viewer, viewer.user), one, ALLOW, said[:300])
        except RequestMovedError as fault:
            raise RefusedError(f"{service_name(one.service)}: {fault_told(fault)}") from fault


_POWERS = tuple(service.power for service in SERVICES.values())
REQUESTS_SOURCE = Source(
    "requests", gettext_noop("คำขอบริการ"), waiting_requests, allow_requests, _POWERS
)
