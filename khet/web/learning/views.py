"""Pages about results. Each reads the request, asks once, and draws."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import workbook
from khet.jobs.sitting_results import results_for, traced
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import EXPORT_RESULTS, SEE_AREA_RESULTS
from khet.records.registry.queries import School, public_schools, schools_of
from khet.web.learning.asked import address, asked_file
from khet.web.learning.board import Board, board, visible
from khet.web.learning.board_sheet import board_sheet
from khet.web.learning.forms import BoardFilters
from khet.web.learning.overview import overview
from khet.web.learning.tabs import tabs
from khet.web.learning.tracing import asked_figure, trace
from khet.web.learning.words import sitting_title
from khet.web.parts.kept import drawn, key_of, page_key, unchanged, with_key
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

_OVERVIEW, _COLOURS = "learning:overview", "learning:colours"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show_overview(request: HttpRequest) -> HttpResponse:
    """The area's subjects: means, limits, gaps, colours and years."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    file = asked_file(viewer.score_files, request.GET, _OVERVIEW)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    named = viewer.scope.schools is None

    def content() -> dict[str, object]:
        schools = public_schools(_schools(viewer, file))
        return {"overview": overview(file, viewer.score_files, schools, named), "file": file}

    shown = [f.sha256 for f in viewer.score_files], file.pk, named
    context = {
        "title": sitting_title(file.sitting),
        "tabs": tabs(file, viewer.score_files, _OVERVIEW),
        "board_url": address(_COLOURS, file.sitting),
        "content": drawn(key_of("overview", *shown), "learning/_overview.html", content),
    }
    return with_key(render(request, "learning/overview.html", context), key)


@require_safe
def show_colours(request: HttpRequest) -> HttpResponse:
    """The colour board; for HTMX only its table."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    file = asked_file(viewer.score_files, request.GET, _COLOURS)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    form, schools = _filters(request, viewer, file)
    part = _drawn_board(viewer, file, form, schools)
    if request.headers.get("HX-Request"):
        return with_key(HttpResponse(part), key)
    context = {
        "title": sitting_title(file.sitting),
        "tabs": tabs(file, viewer.score_files, _COLOURS),
        "form": form,
        "content": part,
        "here": address(_COLOURS, file.sitting),
    }
    return with_key(render(request, "learning/colours.html", context), key)


def _drawn_board(
    viewer: Viewer, file: ScoreFile, form: BoardFilters, schools: dict[str, School]
) -> str:
    def content() -> dict[str, object]:
        base = results_for(file).limits
        return {
            "board": _board(file, schools, form),
            "file": file,
            "traced": traced(file),
            "area": viewer.area,
            "base_n": max((row.n for row in base.values()), default=0),
            "here": f"{address(_COLOURS, file.sitting)}&{form.query}",
            "xlsx": f"{address('learning:colours-xlsx', file.sitting)}&{form.whole_query}",
            "may_export": viewer.scope.may(EXPORT_RESULTS),
            "all_seen": viewer.scope.schools is None,
        }

    seen = sorted(schools.values(), key=lambda school: school.code)
    shown = file.pk, file.sha256, seen, form.cleaned_data, viewer.scope.permissions
    return drawn(key_of("board", *shown), "learning/_board.html", content)


def _board(file: ScoreFile, schools: dict[str, School], form: BoardFilters) -> Board:
    return board(file.sitting, traced(file), schools, form.cleaned_data)


@require_safe
def export_colours(request: HttpRequest) -> HttpResponse:
    """The colour board as it is seen, as XLSX."""
    viewer = viewer_of(request)
    viewer.require(EXPORT_RESULTS)
    file = asked_file(viewer.score_files, request.GET, _COLOURS)
    form, schools = _filters(request, viewer, file)
    sheet = board_sheet(viewer.area, traced(file), file.sitting, _board(file, schools, form))
    name = "-".join(filter(None, ("colours", *form.sitting.values()))).replace(" ", "-")
    response = HttpResponse(workbook(sheet), content_type=_XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _filters(
    request: HttpRequest, viewer: Viewer, file: ScoreFile
) -> tuple[BoardFilters, dict[str, School]]:
    schools = visible(_schools(viewer, file), results_for(file), viewer.scope)
    form = BoardFilters(request.GET, file.sitting, schools.values())
    if not form.is_valid():
        whole = Nearest(sitting_title(file.sitting), address(_COLOURS, file.sitting))
        raise NotHereError(_("ไม่มีตัวเลือกนี้ในกลุ่มสีของการสอบนี้"), [whole])
    return form, schools


@require_safe
def show_figure(request: HttpRequest, measure: str) -> HttpResponse:
    """A number with its trace; for HTMX without the frame of the page."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    file = asked_file(viewer.score_files, request.GET, _OVERVIEW)
    asked = asked_figure(measure, request.GET, file.sitting)
    viewer.require_school(asked.school)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    context = {
        "trace": trace(traced(file), asked, file.sitting, _schools(viewer, file), viewer.scope),
        "title": sitting_title(file.sitting),
        "overview_url": address(_OVERVIEW, file.sitting),
        "part": bool(request.headers.get("HX-Request")),
    }
    template = "learning/_figure.html" if context["part"] else "learning/figure.html"
    return with_key(render(request, template, context), key)


def _schools(viewer: Viewer, file: ScoreFile) -> dict[str, School]:
    return schools_of(viewer.area, file.sitting.academic_year, viewer.today)
