"""Pages about results. Each reads the request, asks once, and draws."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.learning.models import ScoreFile
from khet.records.registry.access import (
    EXPORT_RESULTS,
    SEE_AREA_RESULTS,
)
from khet.web.learning.asked import address, asked_file
from khet.web.learning.board_page import BoardPage
from khet.web.learning.board_sheet import board_sheet
from khet.web.learning.frame import frame, none_yet
from khet.web.learning.overview import overview
from khet.web.learning.study import Study
from khet.web.parts.kept import drawn, page_key, unchanged, with_key
from khet.web.parts.private import workbook_of
from khet.web.parts.viewer import Viewer, viewer_of

_OVERVIEW, _COLOURS = "learning:overview", "learning:colours"


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
        return {
            "overview": overview(Study(viewer, file)),
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
    page = BoardPage(Study(viewer, file), request.GET)
    board = drawn(request, "learning/_board.html", page.content)
    filters = drawn(request, "learning/_filters.html", page.filters)
    parts = {"content": board, "filters": filters}
    return with_key(_page(request, "learning/colours.html", file, _COLOURS, **parts), key)


@require_safe
def export_colours(request: HttpRequest) -> HttpResponse:
    """The colour board as it is seen, as XLSX."""
    viewer, file = _asked(request, EXPORT_RESULTS, _COLOURS)
    page = BoardPage(Study(viewer, file), request.GET)
    return workbook_of(board_sheet(page), page.file_name)


def _asked(request: HttpRequest, permission: str, page: str) -> tuple[Viewer, ScoreFile]:
    viewer = viewer_of(request)
    viewer.require(permission)
    return viewer, asked_file(viewer.score_files, request.GET, page)


def _page(
    request: HttpRequest, template: str, file: ScoreFile, page: str, **context: str
) -> HttpResponse:
    return render(request, template, {**frame(request, file, page), **context})
