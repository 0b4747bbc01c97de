"""Panels of results that the home page shows by their address."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khet.records.registry.access import SEE_AREA_RESULTS, SEE_PUPILS, SEE_SCHOOL_RESULTS
from khet.records.registry.models import UnitKind
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.thai import arabic_digits
from khet.web.learning.asked import address
from khet.web.learning.board import FIVE, Board, board
from khet.web.learning.frame import study_of
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.overview import overview_row
from khet.web.learning.study import Study
from khet.web.learning.words import result_title, sitting_name, subject_name
from khet.web.parts.kept import answered, drawn
from khet.web.parts.viewer import viewer_of

_FIRST = 6
Panel = Callable[[Study], dict[str, object]]


def _panel(permission: str, template: str) -> Callable[[Panel], Callable[..., HttpResponse]]:
    """A view of one part: the year's main test, seen by whoever has the permission."""

    def view(content: Panel) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(content)
        def answer(request: HttpRequest) -> HttpResponse:
            study = study_of(request, permission, "learning:overview")

            def context() -> dict[str, object]:
                return {"title": result_title(study.file), **content(study)}

            return answered(request, lambda: HttpResponse(drawn(request, template, context)))

        return answer

    return view


@_panel(SEE_AREA_RESULTS, "learning/_panel_colours.html")
def colours(study: Study) -> dict[str, object]:
    """Schools per colour in the year's main test."""
    return {
        "row": overview_row(study, ALL_SUBJECTS),
        "url": address("learning:overview", study.sitting),
    }


@_panel(SEE_SCHOOL_RESULTS, "learning/_panel_schools.html")
def schools_first(study: Study) -> dict[str, object]:
    """The schools to look after first: most subjects in the worst colour, then most below."""
    rows = _board(study, "-ALL").rows
    worst = study.bands[-1]
    found = [(row, [cell for cell in row.cells[1:] if cell.band == worst]) for row in rows]
    first = sorted(found, key=lambda pair: (pair[0].small is not None, -len(pair[1])))[:_FIRST]
    return {
        "first": [(row, cells) for row, cells in first if cells],
        "worst": worst,
        "url": address("learning:colours", study.sitting, sort="-ALL"),
    }


@_panel(SEE_SCHOOL_RESULTS, "learning/_panel_own.html")
def own_schools(study: Study) -> dict[str, object]:
    """The colours of the reader's own schools."""
    own = _board(study, "name")
    return {
        "schools": [(row.school, zip(own.columns, row.cells, strict=True)) for row in own.rows],
        "url": address("learning:colours", study.sitting),
    }


@_panel(SEE_PUPILS, "learning/_panel_pupils.html")
def pupils_to_help(study: Study) -> dict[str, object]:
    """How many pupils of the reader's own schools are not above the limit, by subject.

    Who they are opens by the number, and is then recorded.
    """
    own = [held.unit.code for held in study.viewer.roles if held.unit.kind == UnitKind.SCHOOL]
    return {
        "schools": [
            (study.school_url(code), [_helped(study, subject, code) for subject in study.subjects])
            for code in dict.fromkeys(own)
            if code in study.visible
        ]
    }


def _helped(study: Study, subject: str, school: str) -> tuple[str, Cell, Linked, Linked]:
    row = study.row(subject, school)
    return (
        subject_name(subject),
        study.cell(subject, school),
        study.linked(row.n_below if row else None, "percent-below", subject, school),
        study.linked(row.n if row else None, "scored", subject, school),
    )


@require_safe
def of_school(request: HttpRequest) -> HttpResponse:
    """A school's overall colours in every test of a year, for its page in the registers."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    code, year = request.GET.get("school", ""), arabic_digits(request.GET.get("year", ""))
    viewer.require_school(code)
    files = [f for f in viewer.score_files if str(f.sitting.academic_year) == year]

    def context() -> dict[str, object]:
        sat = (_sat(Study(viewer, file), code) for file in files)
        return {"sittings": list(filter(None, sat)), "year": year}

    template = "learning/_panel_school.html"
    return answered(request, lambda: HttpResponse(drawn(request, template, context)))


def _sat(study: Study, school: str) -> tuple[str, str, Linked, Cell] | None:
    row = study.row(ALL_SUBJECTS, school)
    if row is None:
        return None
    mean = study.linked(row.mean, "mean", ALL_SUBJECTS, school)
    cell = study.cell(ALL_SUBJECTS, school)
    return sitting_name(study.sitting), study.school_url(school), mean, cell


def _board(study: Study, sort: str) -> Board:
    return board(study, study.visible, {"scheme": FIVE, "sort": sort})
