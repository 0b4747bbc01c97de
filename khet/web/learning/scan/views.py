"""Pages of the A/B/C scan. Each reads the request, asks once, and draws."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.registry.access import EXPORT_RESULTS, SEE_AREA_RESULTS
from khet.web.learning.frame import frame, opens_by_default
from khet.web.learning.scan.asked import PAGE, scan_file
from khet.web.learning.scan.listing import ScanList
from khet.web.learning.scan.page import ScanPage
from khet.web.learning.scan.sheet import list_sheet, scan_sheet
from khet.web.learning.study import Study
from khet.web.parts.kept import answered, drawn
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import viewer_of


@require_safe
@opens_by_default
def show_scan(request: HttpRequest) -> HttpResponse:
    """The groups A, B and C of a sitting, school by school, and how they changed."""
    asked = ScanPage(_study(request, SEE_AREA_RESULTS), request.GET)

    def page() -> HttpResponse:
        context = {
            **frame(request, asked.study, PAGE),
            "whole": drawn(request, "learning/scan/_area.html", asked.whole),
            "content": drawn(request, "learning/scan/_schools.html", asked.content),
            "filters": drawn(request, "learning/_filters.html", asked.filters),
            "of_pupils": asked.of_pupils,
        }
        return render(request, "learning/scan/scan.html", context)

    return answered(request, page)


@require_safe
def export_scan(request: HttpRequest) -> HttpResponse:
    """The table of schools as it is seen, as XLSX."""
    asked = ScanPage(_study(request, EXPORT_RESULTS), request.GET)
    return workbook_of(scan_sheet(asked), asked.file_name)


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


def _study(request: HttpRequest, permission: str) -> Study:
    viewer = viewer_of(request)
    viewer.require(permission)
    return Study(viewer, scan_file(viewer.score_files, request.GET))


def _list(request: HttpRequest, code: str) -> ScanList:
    study = _study(request, SEE_AREA_RESULTS)
    study.viewer.require_school(code)
    return ScanList(study, code)
