"""Pages about results. Each reads the request, asks once, and draws."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.registry.access import EXPORT_RESULTS, SEE_AREA_RESULTS
from khet.web.learning.asked import address
from khet.web.learning.board_page import BoardPage
from khet.web.learning.board_sheet import board_sheet
from khet.web.learning.frame import frame, opens_by_default, study_of
from khet.web.learning.overview import overview
from khet.web.parts.kept import answered, drawn
from khet.web.parts.private import workbook_of

_OVERVIEW, _COLOURS, _ROUNDS = "learning:overview", "learning:colours", "learning:rounds"


@require_safe
@opens_by_default
def show_overview(request: HttpRequest) -> HttpResponse:
    """The area's subjects: means, limits, gaps, colours and years."""
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)

    def content() -> dict[str, Any]:
        return {"overview": overview(study), "board_url": address(_COLOURS, study.sitting)}

    def page() -> HttpResponse:
        part = drawn(request, "learning/_overview.html", content)
        rounds_url = address(_ROUNDS, study.sitting) if study.sitting.round else ""
        told = {"content": part, "rounds_url": rounds_url}
        context = {**frame(request, study, _OVERVIEW), **told}
        return render(request, "learning/overview.html", context)

    return answered(request, page)


@require_safe
@opens_by_default
def show_colours(request: HttpRequest) -> HttpResponse:
    """The colour board."""
    study = study_of(request, SEE_AREA_RESULTS, _COLOURS)
    asked = BoardPage(study, request.GET)

    def page() -> HttpResponse:
        context = {
            **frame(request, study, _COLOURS),
            "content": drawn(request, "learning/_board.html", asked.content),
            "filters": drawn(request, "learning/_filters.html", asked.filters),
        }
        return render(request, "learning/colours.html", context)

    return answered(request, page)


@require_safe
def export_colours(request: HttpRequest) -> HttpResponse:
    """The colour board as it is seen, as XLSX."""
    asked = BoardPage(study_of(request, EXPORT_RESULTS, _COLOURS), request.GET)
    return workbook_of(board_sheet(asked), asked.file_name)
