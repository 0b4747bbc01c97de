"""Reminding the owners of one duty, or of all late ones of a rule or about a record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.jobs.morning import owed_of
from khet.records.office.actions.reminders import Notice, remind
from khet.records.office.models import Duty
from khet.records.office.queries.owed import owed_in
from khet.records.registry.access import MANAGE_WORK
from khet.rules.digest import reminder
from khet.web.parts.kinds import numbers
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

_FILTERS = ("rule", "about_kind", "about_key")


@require_POST
def remind_owners(request: HttpRequest) -> HttpResponse:
    """Write to the owners of the duties that the form names; leads back to where it stood.

    ``duty`` names one by its key; ``rule``, or ``about_kind`` with ``about_key``, all late ones.
    """
    viewer = viewer_of(request)
    viewer.require_everywhere(MANAGE_WORK)
    duties, user = _asked(request, viewer), signed_in(request)
    notices = [Notice(duty, *reminder(owed_of(duty), str(user), viewer.today)) for duty in duties]
    told = remind(by=user, notices=notices, at=timezone.now(), today=viewer.today)
    if told:
        counts = {"duties": len(told), "people": told.total()}
        messages.success(request, _("เตือนแล้ว %(duties)s งาน เป็นจดหมาย %(people)s ฉบับ") % counts)
    elif duties:
        messages.info(request, _("ไม่มีจดหมายใหม่: วันนี้เตือนไปแล้ว หรือผู้รับผิดชอบยังไม่ได้ใส่อีเมล"))
    else:
        messages.info(request, _("ไม่มีงานที่ยังค้างให้เตือน"))
    return redirect(_back(request))


def _asked(request: HttpRequest, viewer: Viewer) -> list[Duty]:
    """The duties of the area that are asked for and still owed."""
    owed, key = owed_in(viewer.area), request.POST.get("duty", "")
    if key:
        return list(owed.filter(pk__in=numbers([key])))
    chosen = {name: request.POST[name] for name in _FILTERS if request.POST.get(name)}
    return list(owed.filter(due__lt=viewer.today, **chosen)) if chosen else []


def _back(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if safe else "office:late"
