"""The first page: the office for anyone, what this person must look at for who has signed in."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import (
    EDIT_REGISTERS,
    IMPORT_SCORES,
    MANAGE_ACCOUNTS,
    SEE_SCHOOL_RESULTS,
)
from khet.web.parts.viewer import Viewer, viewer_of


class Panel(NamedTuple):
    """A panel: its address, and that of the whole page about it, which a year is added to."""

    label: str
    url: str
    whole: str


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The public front page (of a bare installation, its set-up), or the person's panels.

    Raises:
        PermissionDenied: the person who signed in holds no role.
    """
    viewer = viewer_of(request)
    if viewer.user is None and viewer.office is None:
        return redirect("start")
    if viewer.user is None:
        return render(request, "home/front.html")
    panels = _panels(viewer) if viewer.score_files else []
    return render(request, "home/home.html", {"panels": panels, "begin": _begin(viewer)})


def _begin(viewer: Viewer) -> list[tuple[str, str]]:
    """What the person can do towards the first results: labels with their pages."""
    ways = (
        (EDIT_REGISTERS, _("นำเข้าข้อมูลพื้นฐานของเขต"), "registry:imports"),
        (MANAGE_ACCOUNTS, _("ออกใบรหัสเข้าใช้ให้บุคลากร"), "registry:slips"),
        (IMPORT_SCORES, _("นำเข้าไฟล์คะแนน"), "learning:imports"),
    )
    may = viewer.scope.may_everywhere
    return [(label, reverse(name)) for permission, label, name in ways if may(permission)]


def _panels(viewer: Viewer) -> list[Panel]:
    """The panels of the person's roles; each comes by its own request."""
    overview, board = reverse("learning:overview"), reverse("learning:colours")
    colours = Panel(_("กลุ่มสีคุณภาพของเขต"), reverse("learning:panel-colours"), f"{overview}?")
    own = Panel(_("กลุ่มสีของโรงเรียน"), reverse("learning:panel-own"), f"{board}?")
    first = reverse("learning:panel-schools")
    if not viewer.scope.may(SEE_SCHOOL_RESULTS):
        return [colours]
    if viewer.at_school:
        return [own, colours]
    return [colours, Panel(_("โรงเรียนที่ต้องดูแลก่อน"), first, f"{board}?sort=-ALL&")]
