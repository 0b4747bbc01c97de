"""Panels of results that the home page shows by their address."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khet.records.learning.models import ScoreFile
from khet.records.registry.access import SEE_AREA_RESULTS, SEE_PUPILS, SEE_SCHOOL_RESULTS
from khet.records.registry.models import UnitKind
from khet.rules.colours import five_bands
from khet.rules.limits import terms
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.thai import arabic_digits
from khet.web.learning.asked import address, asked_file
from khet.web.learning.board import FIVE, Board, board, visible
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.overview import overview_row, place_row, seen
from khet.web.learning.places import places_in
from khet.web.learning.study import Study
from khet.web.learning.words import result_title, sitting_name, subject_name
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


@_panel(SEE_PUPILS, "learning/_panel_pupils.html")
def pupils_to_help(viewer: Viewer, file: ScoreFile) -> dict[str, object]:
    """How many pupils of the reader's own schools are not above the limit, by subject.

    Who they are opens by the number, and is then recorded.
    """
    study = Study(viewer, file)
    known = visible(study.schools, study.traced.results, viewer.scope)
    own = [held.unit.code for held in viewer.roles if held.unit.kind == UnitKind.SCHOOL]
    return {
        "schools": [
            (study.school_url(code), [_helped(study, subject, code) for subject in study.subjects])
            for code in dict.fromkeys(own)
            if code in known
        ]
    }


def _helped(study: Study, subject: str, school: str) -> tuple[str, Cell, Linked, Linked]:
    row = study.row(subject, school)
    to = study.links.to
    return (
        subject_name(subject),
        study.cell(subject, school),
        Linked(row.n_below if row else None, to("percent-below", subject, school=school)),
        Linked(row.n if row else None, to("scored", subject, school=school)),
    )


@_panel(SEE_SCHOOL_RESULTS, "learning/_panel_network.html")
def own_networks(viewer: Viewer, file: ScoreFile) -> dict[str, object]:
    """The networks that the reader's roles are held at, and their schools, the weakest first.

    A network that held other schools in the year is told by the reader's schools alone.
    """
    study = Study(viewer, file)
    held = {role.unit.code for role in viewer.roles if role.unit.kind == UnitKind.NETWORK}
    places = places_in(study.schools, UnitKind.NETWORK)
    rows = {row.school.code: row for row in _board(viewer, file, "-ALL").rows}
    return {
        "networks": [
            (
                place.name,
                place_row(study, place) if seen(study, place) else None,
                [row for code, row in rows.items() if code in place.schools][:_FIRST],
            )
            for code, place in places.items()
            if code in held
        ]
    }


@require_safe
def of_school(request: HttpRequest) -> HttpResponse:
    """A school's overall colours in every test of a year, for its page in the registers."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    code, year = request.GET.get("school", ""), arabic_digits(request.GET.get("year", ""))
    viewer.require_school(code)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    files = [f for f in viewer.score_files if str(f.sitting.academic_year) == year]

    def context() -> dict[str, object]:
        return {
            "sittings": [found for f in files if (found := _sat(viewer, f, code))],
            "year": year,
        }

    return with_key(HttpResponse(drawn(request, "learning/_panel_school.html", context)), key)


def _sat(viewer: Viewer, file: ScoreFile, school: str) -> tuple[str, str, Linked, Cell] | None:
    study = Study(viewer, file)
    row = study.row(ALL_SUBJECTS, school)
    if row is None:
        return None
    mean = Linked(row.mean, study.links.to("mean", ALL_SUBJECTS, school=school))
    cell = study.cell(ALL_SUBJECTS, school)
    return sitting_name(file.sitting), study.school_url(school), mean, cell


def _board(viewer: Viewer, file: ScoreFile, sort: str) -> Board:
    study = Study(viewer, file)
    known = visible(study.schools, study.traced.results, viewer.scope)
    return board(study, known, {**_UNFILTERED, "sort": sort})
