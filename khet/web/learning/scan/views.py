"""Pages of the A/B/C scan. Each reads the request, asks once, and draws."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.learning.models import ScoreFile
from khet.records.registry.access import EXPORT_RESULTS, SEE_AREA_RESULTS
from khet.web.learning.frame import frame, none_yet
from khet.web.learning.scan.asked import PAGE, scan_file
from khet.web.learning.scan.listing import ScanList
from khet.web.learning.scan.page import ScanPage
from khet.web.learning.scan.sheet import list_sheet, scan_sheet
from khet.web.learning.study import Study
from khet.web.parts.kept import drawn, page_key, unchanged, with_key
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import Viewer, viewer_of


@require_safe
def show_scan(request: HttpRequest) -> HttpResponse:
    """The groups A, B and C of a sitting, school by school, and how they changed."""
    if (none := none_yet(request)) is not None:
        return none
    viewer, file = _asked(request, SEE_AREA_RESULTS)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    page = ScanPage(Study(viewer, file), request.GET)
    parts = {
        "whole": drawn(request, "learning/scan/_area.html", page.whole),
        "content": drawn(request, "learning/scan/_schools.html", page.content),
        "filters": drawn(request, "learning/_filters.html", page.filters),
    }
    context = {**frame(request, file, PAGE), **parts, "of_pupils": page.of_pupils}
    return with_key(render(request, "learning/scan/scan.html", context), key)


@require_safe
def export_scan(request: HttpRequest) -> HttpResponse:
    """The table of schools as it is seen, as XLSX."""
    viewer, file = _asked(request, EXPORT_RESULTS)
    page = ScanPage(Study(viewer, file), request.GET)
    return workbook_of(scan_sheet(page), page.file_name)


@private
@require_safe
def show_school(request: HttpRequest, code: str) -> HttpResponse:
    """A school's pupils by group: by name for who needs to know, else how many."""
    listed = _list(request, code)
    response = render(request, "learning/scan/school.html", listed.content())
    listed.tell(exported=False)
    return response


@require_safe
def export_school(request: HttpRequest, code: str) -> HttpResponse:
    """The list as it is seen, as XLSX.

    Raises:
        PermissionDenied: the reader may not see these pupils by name.
    """
    listed = _list(request, code)
    if not listed.named:
        raise PermissionDenied(listed.why_hidden)
    response = workbook_of(list_sheet(listed), listed.file_name)
    listed.tell(exported=True)
    return response


def _asked(request: HttpRequest, permission: str) -> tuple[Viewer, ScoreFile]:
    viewer = viewer_of(request)
    viewer.require(permission)
    return viewer, scan_file(viewer.score_files, request.GET)


def _list(request: HttpRequest, code: str) -> ScanList:
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    viewer.require_school(code)
    return ScanList(viewer, scan_file(viewer.score_files, request.GET), code)
