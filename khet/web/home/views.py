"""The first page: the office for anyone, what this person must look at for who has signed in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import SEE_SCHOOL_RESULTS
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The public front page, or the person's panels.

    Raises:
        PermissionDenied: the person who signed in holds no role.
    """
    viewer = viewer_of(request)
    if viewer.user is None:
        return render(request, "home/front.html")
    context = {"panels": _panels(viewer) if viewer.score_files else []}
    return render(request, "home/home.html", context)


def _panels(viewer: Viewer) -> list[Nearest]:
    """The panels of the person's roles: title and address; each comes by its own request."""
    colours = Nearest(_("กลุ่มสีคุณภาพของเขต"), reverse("learning:panel-colours"))
    if not viewer.scope.may(SEE_SCHOOL_RESULTS):
        return [colours]
    if viewer.at_school:
        return [Nearest(_("กลุ่มสีของโรงเรียน"), reverse("learning:panel-own")), colours]
    return [colours, Nearest(_("โรงเรียนที่ต้องดูแลก่อน"), reverse("learning:panel-schools"))]
