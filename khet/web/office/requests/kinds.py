"""The kind of record that a request of a service is, and the words of its events."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.queries.requests import requests_seen
from khet.web.office.requests.asked import RequestDesk
from khet.web.office.requests.words import service_name, state_name
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.viewer import Viewer


def _requests(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Requests that the viewer asked for, checks or decides."""
    keys = numbers(ref.key for ref in refs)
    if not keys:
        return {}
    if viewer.user is None:
        raise PermissionDenied
    found = requests_seen(RequestDesk(viewer, viewer.user).records).filter(pk__in=keys)
    return {
        Ref("office.request", str(one.pk)): Named(
            gettext("คำขอ: %(service)s") % {"service": service_name(one.service)},
            reverse("office:request", args=[one.pk]),
        )
        for one in found
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """Which service, and from which state to which."""
    was, now = dict(before or {}), dict(after or {})
    service = now.get("service", "")
    states = [state_name(told["state"]) if "state" in told else "" for told in (was, now)]
    told = [(gettext("บริการ"), "", service_name(service)), (gettext("สถานะ"), *states)]
    return [(label, old, new) for label, old, new in told if old != new]


register(
    {"office.request": Kind(_("คำขอบริการ"), _requests, _differences, closed=True)},
    {
        "ask-service": _("ขอรับบริการ"),
        "change-request": _("แก้คำขอบริการ"),
        "check-request": _("ตรวจคำขอบริการ"),
        "return-request": _("ส่งคำขอบริการกลับแก้ไข"),
        "allow-request": _("อนุญาตคำขอบริการ"),
        "refuse-request": _("ไม่อนุญาตคำขอบริการ"),
        "close-request": _("รับบริการแล้ว"),
        "cancel-request": _("ยกเลิกคำขอบริการ"),
    },
    {},
)
