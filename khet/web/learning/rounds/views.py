"""The page of the rounds of a test. It reads the request, asks once, and draws."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.registry.access import SEE_AREA_RESULTS
from khet.web.learning.frame import frame, opens_by_default
from khet.web.learning.rounds.page import PAGE, RoundsPage
from khet.web.learning.scan.asked import scan_file
from khet.web.learning.study import Study
from khet.web.parts.kept import answered, drawn
from khet.web.parts.viewer import viewer_of


@require_safe
@opens_by_default
def show_rounds(request: HttpRequest) -> HttpResponse:
    """The means of each round of a test, and how they changed."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    study = Study(viewer, scan_file(viewer.score_files, request.GET))
    asked = RoundsPage(study, request.GET)

    def page() -> HttpResponse:
        context = {
            **frame(request, study, PAGE),
            "content": drawn(request, "learning/rounds/_rounds.html", asked.content),
        }
        return render(request, "learning/rounds/rounds.html", context)

    return answered(request, page)
