"""The page of one pupil: only for who needs to know, each look leaving an event."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import SEE_AREA_RESULTS
from khet.records.registry.models import Pupil
from khet.records.registry.queries.pupils import pupil_of
from khet.web.learning.pupils.page import PupilPage
from khet.web.parts.names import of_area, tell_seen, why_hidden
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError


@private
@require_safe
def show_pupil(request: HttpRequest, pk: int) -> HttpResponse:
    """A pupil's results over all sittings.

    Raises:
        NotHereError: the reader's area has no such pupil.
        PermissionDenied: the reader may not see the name, or not the school's results.
    """
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    pupil = _asked(viewer, pk)
    response = render(request, "learning/pupils/pupil.html", PupilPage(viewer, pupil).content())
    tell_seen(viewer, pupil.school.code, pupil.academic_year, pupil.grade, [pupil.pk])
    return response


def _asked(viewer: Viewer, pk: int) -> Pupil:
    if viewer.names_hidden_reason:
        raise PermissionDenied(viewer.names_hidden_reason)
    pupil = pupil_of(pk)
    if pupil is None or not of_area(viewer, pupil.school, pupil.academic_year):
        near = [
            Nearest(_("Scan A B C"), reverse("learning:scan")),
            Nearest(_("ทะเบียนโรงเรียน"), reverse("registry:schools")),
        ]
        raise NotHereError(_("ไม่มีนักเรียนคนนี้ในทะเบียนของเขต"), near)
    viewer.require_school(pupil.school.code)
    if not viewer.sees_names_of(pupil.school.code):
        raise PermissionDenied(why_hidden(viewer))
    return pupil
