"""The pupils nearest to the limit, and a school's targets on its page of results."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.learning.models import ScoreFile
from khet.records.registry.access import SEE_AREA_RESULTS
from khet.web.learning.figures.asked import not_here
from khet.web.learning.frame import study_of
from khet.web.learning.planning.nearest import Nearest
from khet.web.learning.planning.own import own_targets
from khet.web.learning.planning.sheet import nearest_sheet
from khet.web.parts.private import private, workbook_of

_OVERVIEW = "learning:overview"


@private
@require_safe
def show_nearest(request: HttpRequest) -> HttpResponse:
    """The pupils of a school not above the limit of a subject, nearest first; each look told."""
    listed = _nearest(request)
    response = render(request, "learning/planning/nearest.html", listed.content())
    listed.tell()
    return response


@require_safe
def export_nearest(request: HttpRequest) -> HttpResponse:
    """The same list by name, as XLSX.

    Raises:
        PermissionDenied: the reader may not see these pupils by name.
    """
    listed = _nearest(request)
    if not listed.named:
        raise PermissionDenied(listed.why_hidden)
    response = workbook_of(nearest_sheet(listed), listed.file_name)
    listed.tell(exported=True)
    return response


def _nearest(request: HttpRequest) -> Nearest:
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    school, subject = request.GET.get("school", ""), request.GET.get("subject", "")
    if not study.viewer.scope.sees_school(school):
        raise PermissionDenied
    known = school in study.schools and study.file.content == ScoreFile.Content.PUPILS
    if not known or subject not in study.subjects or not study.row(subject, school):
        raise not_here(study.sitting)
    return Nearest(study, subject, school)


@private
@require_safe
def show_own(request: HttpRequest) -> HttpResponse:
    """The targets that the office set a school, a part of its page of results."""
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    school = request.GET.get("school", "")
    if not study.viewer.scope.sees_school(school):
        raise PermissionDenied
    return render(request, "learning/planning/_own.html", own_targets(study, school))
