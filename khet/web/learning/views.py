"""Pages about results. Each reads the request, asks once, and draws."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.documents.sheets import workbook
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import (
    EXPORT_RESULTS,
    IMPORT_SCORES,
    SEE_AREA_RESULTS,
    SEE_UNANNOUNCED,
)
from khet.records.registry.queries.schools import School, public_schools, schools_of
from khet.rules.sizes import size_labels
from khet.web.learning.asked import address, asked_file
from khet.web.learning.board_page import BoardPage
from khet.web.learning.board_sheet import board_sheet
from khet.web.learning.overview import overview
from khet.web.learning.tabs import tabs
from khet.web.learning.words import result_title, unannounced
from khet.web.parts.kept import drawn, page_key, unchanged, with_key
from khet.web.parts.viewer import Viewer, viewer_of

_OVERVIEW, _COLOURS = "learning:overview", "learning:colours"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show_overview(request: HttpRequest) -> HttpResponse:
    """The area's subjects: means, limits, gaps, colours and years."""
    if (none := none_yet(request)) is not None:
        return none
    viewer, file = _asked(request, SEE_AREA_RESULTS, _OVERVIEW)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same

    def content() -> dict[str, Any]:
        schools = public_schools(_schools(viewer, file))
        named = viewer.scope.schools is None
        return {
            "overview": overview(file, viewer.score_files, schools, named, viewer.tables),
            "board_url": address(_COLOURS, file.sitting),
        }

    part = drawn(request, "learning/_overview.html", content)
    return with_key(_page(request, "learning/overview.html", file, _OVERVIEW, content=part), key)


@require_safe
def show_colours(request: HttpRequest) -> HttpResponse:
    """The colour board."""
    if (none := none_yet(request)) is not None:
        return none
    viewer, file = _asked(request, SEE_AREA_RESULTS, _COLOURS)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    page = BoardPage(viewer, file, request.GET)
    board = drawn(request, "learning/_board.html", page.content)
    filters = drawn(request, "learning/_filters.html", page.filters)
    parts = {"content": board, "filters": filters}
    return with_key(_page(request, "learning/colours.html", file, _COLOURS, **parts), key)


@require_safe
def export_colours(request: HttpRequest) -> HttpResponse:
    """The colour board as it is seen, as XLSX."""
    viewer, file = _asked(request, EXPORT_RESULTS, _COLOURS)
    page = BoardPage(viewer, file, request.GET)
    sizes = size_labels(file.sitting.academic_year, viewer.tables)
    sheet = board_sheet(viewer.area, page.traced, file.sitting, page.board, page.applied, sizes)
    told = [line for line in [unannounced(file)] if line]
    sheet = replace(sheet, heading=[*sheet.heading, *told])
    response = HttpResponse(workbook(sheet), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{page.file_name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def none_yet(request: HttpRequest) -> HttpResponse | None:
    """Instead of the page that opens by default: that the reader's area has no result yet."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    if viewer.score_files or request.GET.get("year") or request.GET.get("test"):
        return None
    context = {
        "office": viewer.scope.may(SEE_UNANNOUNCED),
        "may_import": viewer.scope.may_everywhere(IMPORT_SCORES),
    }
    return render(request, "learning/none_yet.html", context)


def _asked(request: HttpRequest, permission: str, page: str) -> tuple[Viewer, ScoreFile]:
    viewer = viewer_of(request)
    viewer.require(permission)
    return viewer, asked_file(viewer.score_files, request.GET, page)


def _schools(viewer: Viewer, file: ScoreFile) -> dict[str, School]:
    year = file.sitting.academic_year
    return schools_of(viewer.area, year, viewer.today, viewer.tables)


def _page(
    request: HttpRequest, template: str, file: ScoreFile, page: str, **context: str
) -> HttpResponse:
    viewer = viewer_of(request)
    frame = {
        "title": result_title(file),
        "unannounced": unannounced(file),
        "tabs": tabs(file, viewer.score_files, page, request.GET, viewer.tables),
    }
    return render(request, template, {**frame, **context})
