"""Pages of the schools that are above others' mean for years running."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.registry.access import EXPORT_RESULTS, SEE_AREA_RESULTS
from khet.web.learning.frame import frame, opens_by_default, study_of
from khet.web.learning.success.page import PAGE, SuccessPage
from khet.web.learning.success.sheet import success_sheet
from khet.web.parts.kept import answered, drawn
from khet.web.parts.private import workbook_of


@require_safe
@opens_by_default
def show_success(request: HttpRequest) -> HttpResponse:
    """The schools, by how many years running they are above the mean that was chosen."""
    study = study_of(request, SEE_AREA_RESULTS, PAGE)
    asked = SuccessPage(study, request.GET)

    def page() -> HttpResponse:
        context = {
            **frame(request, study, PAGE),
            "content": drawn(request, "learning/success/_success.html", asked.content),
            "filters": drawn(request, "learning/_filters.html", asked.filters),
        }
        return render(request, "learning/success/success.html", context)

    return answered(request, page)


@require_safe
def export_success(request: HttpRequest) -> HttpResponse:
    """The same schools as XLSX."""
    asked = SuccessPage(study_of(request, EXPORT_RESULTS, PAGE), request.GET)
    return workbook_of(success_sheet(asked), asked.file_name)
