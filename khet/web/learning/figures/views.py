"""Figures with their trace, the pupils behind them, and the rows of the files they came from."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.figures.pupil_scores import means_of_school
from khet.figures.traced import Asked
from khet.jobs.sitting_results import kept_for, score_path, traced, year_before
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import file_of
from khet.records.registry.access import ROLES, SEE_AREA_RESULTS, SEE_UNANNOUNCED
from khet.records.registry.actions.audit import record_pupils_seen
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.school import roles_at
from khet.records.registry.queries.schools import School, schools_of
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address, asked_file, subjects_of
from khet.web.learning.figures.asked import FigureAsked, asked_figure, not_here
from khet.web.learning.figures.changed import changed_since
from khet.web.learning.figures.pupils import PupilsOfFigure
from khet.web.learning.figures.source_rows import SourceRow
from khet.web.learning.figures.traces import trace
from khet.web.learning.words import result_title, unannounced
from khet.web.parts.kept import drawn, page_key, unchanged, with_key
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

_OVERVIEW = "learning:overview"
_HEAD = "school-director"


@require_safe
def show_figure(request: HttpRequest, measure: str) -> HttpResponse:
    """A number with its trace; for HTMX without the frame of the page."""
    viewer, file = _asked(request)
    schools = _schools(viewer, file)
    wanted = asked_figure(measure, request.GET, file, viewer, schools)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    part = drawn(
        request, "learning/figures/_figure.html", lambda: _content(request, file, wanted, schools)
    )
    frame = "drawer" if request.headers.get("HX-Request") else "figure"
    context = {
        "content": part,
        "title": result_title(file),
        "unannounced": unannounced(file),
        "overview_url": address(_OVERVIEW, file.sitting),
        "link": _link(request, file),
        "heads": _heads(wanted.asked.school, viewer),
    }
    return with_key(render(request, f"learning/figures/{frame}.html", context), key)


def _content(
    request: HttpRequest, file: ScoreFile, wanted: FigureAsked, schools: dict[str, School]
) -> dict[str, Any]:
    viewer, asked = viewer_of(request), wanted.asked
    read = traced(file, viewer.tables, year_before(file, viewer.score_files))
    found = trace(read, wanted, file.sitting, schools, viewer.scope)
    about = {"subject": asked.subject, "school": asked.school}
    return {
        "trace": found,
        "title": result_title(file),
        "changed": changed_since(request.GET.get("v", ""), file, asked, viewer),
        "pupils_url": address("learning:figure-pupils", file.sitting, **about),
        "told_row": _told_row(file, asked),
    }


def _told_row(file: ScoreFile, asked: Asked) -> tuple[int, int] | None:
    """The file and its row in which a school's mean was told, where no single scores are known."""
    if file.content == ScoreFile.Content.PUPILS or not asked.school:
        return None
    told = means_of_school(score_path(file), asked.school, asked.subject)
    return (file.pk, told[0].row) if told else None


def _link(request: HttpRequest, file: ScoreFile) -> str:
    """The address to send on: it names the results that the reader sees now."""
    given = request.GET.copy()
    given["v"] = kept_for(file, viewer_of(request).tables).version
    return request.build_absolute_uri(f"{request.path}?{given.urlencode()}")


def _heads(school: str, viewer: Viewer) -> list[str] | None:
    """The directors of the school with an account, ``None`` where the figure is of no school."""
    unit = Unit.objects.filter(kind=UnitKind.SCHOOL, code=school).first() if school else None
    if unit is None:
        return None
    held = roles_at(unit, viewer.today)
    return [str(role.user) for role in held if role.role == _HEAD and role.role in ROLES]


@require_safe
def show_pupils(request: HttpRequest) -> HttpResponse:
    """The pupils of a school behind a figure, a part of its page; never kept, each look told."""
    viewer, file = _asked(request)
    school, subject = request.GET.get("school", ""), request.GET.get("subject", ALL_SUBJECTS)
    viewer.require_school(school)
    known = school in _schools(viewer, file) and file.content == ScoreFile.Content.PUPILS
    if not known or subject not in subjects_of(file.sitting, viewer.tables):
        raise not_here(file.sitting)
    pupils = PupilsOfFigure(viewer, file, subject, school)
    try:
        context = pupils.content()
    except KeyError:
        raise not_here(file.sitting) from None
    response = render(request, "learning/figures/_pupils.html", context)
    return _seen(response, viewer, file, school, pupils.shown or None)


@require_safe
def show_row(request: HttpRequest, file: int, row: int) -> HttpResponse:
    """One row of an imported file."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    held = file_of(viewer.area, file, announced=not viewer.scope.may(SEE_UNANNOUNCED))
    if held is None:
        near = [Nearest(_("ภาพรวม"), address(_OVERVIEW, f.sitting)) for f in viewer.score_files[:1]]
        raise NotHereError(_("ไม่มีไฟล์คะแนนนี้ หรือยังไม่ประกาศ"), near)
    found = SourceRow(viewer, held, row)
    response = render(request, "learning/figures/row.html", found.content())
    known = [found.pupil.pk] if found.pupil else []
    return _seen(response, viewer, held, found.school, known if found.tells_pupil else None)


def _seen(
    response: HttpResponse, viewer: Viewer, file: ScoreFile, school: str, pupils: list[int] | None
) -> HttpResponse:
    """The page, not to be kept by anyone; an event tells of the pupils that it named.

    ``None`` named nobody; one that the register hasn't is named without a key.
    """
    response.headers["Cache-Control"] = "private, no-store"
    if pupils is not None and viewer.user:
        sitting = file.sitting
        record_pupils_seen(
            by=viewer.user,
            school=school,
            year=sitting.academic_year,
            grade=sitting.grade,
            pupils=pupils,
        )
    return response


def _asked(request: HttpRequest) -> tuple[Viewer, ScoreFile]:
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    return viewer, asked_file(viewer.score_files, request.GET, _OVERVIEW)


def _schools(viewer: Viewer, file: ScoreFile) -> dict[str, School]:
    year = file.sitting.academic_year
    return schools_of(viewer.area, year, viewer.today, viewer.tables)
