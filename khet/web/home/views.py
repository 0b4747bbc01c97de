"""The first page: the office for anyone, what this person must look at for who has signed in."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import (
    EDIT_REGISTERS,
    IMPORT_SCORES,
    MANAGE_ACCOUNTS,
)
from khet.web.parts.panels import HOME, panels_of
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.front import show_front


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The public front page (of a bare installation, its set-up), or the person's panels.

    Raises:
        PermissionDenied: the person who signed in holds no role.
    """
    viewer = viewer_of(request)
    if viewer.user is None:
        return show_front(request)
    year = request.GET.get("year", "")
    panels = panels_of(HOME, viewer, urlencode({"year": year}) if year else "")
    begin = [] if viewer.score_files else _begin(viewer)
    context = {"panels": panels, "begin": begin, "today": viewer.today}
    return render(request, "home/home.html", context)


def _begin(viewer: Viewer) -> list[tuple[str, str]]:
    """What the person can do towards the first results: labels with their pages."""
    ways = (
        (EDIT_REGISTERS, _("นำเข้าข้อมูลพื้นฐานของเขต"), "registry:imports"),
        (MANAGE_ACCOUNTS, _("ออกใบรหัสเข้าใช้ให้บุคลากร"), "registry:slips"),
        (IMPORT_SCORES, _("นำเข้าไฟล์คะแนน"), "learning:imports"),
    )
    may = viewer.scope.may_everywhere
    return [(label, reverse(name)) for permission, label, name in ways if may(permission)]
