"""Panels of results that the home page shows by their address."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khet.records.learning.models import ScoreFile
from khet.records.registry.access import SEE_AREA_RESULTS, SEE_SCHOOL_RESULTS
from khet.rules.colours import five_bands
from khet.rules.limits import terms
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address, asked_file
from khet.web.learning.board import FIVE, Board, board, visible
from khet.web.learning.overview import overview_row
from khet.web.learning.study import Study
from khet.web.learning.words import result_title
from khet.web.parts.kept import drawn, page_key, unchanged, with_key
from khet.web.parts.viewer import Viewer, viewer_of

_FIRST = 6
_UNFILTERED = {
    **dict.fromkeys(("network", "district", "size", "colour"), ""),
    "subject": ALL_SUBJECTS,
    "scheme": FIVE,
}
Panel = Callable[[Viewer, ScoreFile], dict[str, object]]


def _panel(permission: str, template: str) -> Callable[[Panel], Callable[..., HttpResponse]]:
    """A view of one part: the year's main test, seen by whoever has the permission."""

    def view(content: Panel) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(content)
        def answer(request: HttpRequest) -> HttpResponse:
            viewer = viewer_of(request)
            viewer.require(permission)
            file = asked_file(viewer.score_files, request.GET, "learning:overview")
            key = page_key(request)
            if (same := unchanged(request, key)) is not None:
                return same

            def context() -> dict[str, object]:
                return {"title": result_title(file), **content(viewer, file)}

            return with_key(HttpResponse(drawn(request, template, context)), key)

        return answer

    return view


@_panel(SEE_AREA_RESULTS, "learning/_panel_colours.html")
def colours(viewer: Viewer, file: ScoreFile) -> dict[str, object]:
    """Schools per colour in the year's main test."""
    return {
        "row": overview_row(Study(viewer, file), ALL_SUBJECTS),
        "url": address("learning:overview", file.sitting),
    }


@_panel(SEE_SCHOOL_RESULTS, "learning/_panel_schools.html")
def schools_first(viewer: Viewer, file: ScoreFile) -> dict[str, object]:
    """The schools to look after first: most subjects in the worst colour, then most below."""
    rows = _board(viewer, file, "-ALL").rows
    worst = five_bands(file.sitting.academic_year, viewer.tables)[-1]
    found = [(row, [cell for cell in row.cells[1:] if cell.band == worst]) for row in rows]
    first = sorted(found, key=lambda pair: -len(pair[1]))[:_FIRST]
    return {
        "first": [(row, cells) for row, cells in first if cells],
        "worst": worst,
        "few": terms(file.sitting.academic_year, viewer.tables).few,
        "url": address("learning:colours", file.sitting, sort="-ALL"),
    }


@_panel(SEE_SCHOOL_RESULTS, "learning/_panel_own.html")
def own_schools(viewer: Viewer, file: ScoreFile) -> dict[str, object]:
    """The colours of the reader's own schools."""
    own = _board(viewer, file, "name")
    return {
        "schools": [(row.school, zip(own.columns, row.cells, strict=True)) for row in own.rows],
        "url": address("learning:colours", file.sitting),
    }


def _board(viewer: Viewer, file: ScoreFile, sort: str) -> Board:
    study = Study(viewer, file)
    seen = visible(study.schools, study.traced.results, viewer.scope)
    return board(study, seen, {**_UNFILTERED, "sort": sort})
