"""Figures with their trace, the pupils behind them, and the rows of the files they came from."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.figures.pupil_scores import means_of_school
from khet.figures.traced import Asked
from khet.jobs.sitting_results import kept_for, score_path
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import file_of
from khet.records.registry.access import ROLES, SEE_AREA_RESULTS, SEE_UNANNOUNCED
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.school import roles_at
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address, sitting_query
from khet.web.learning.figures.asked import FigureAsked, asked_figure, not_here
from khet.web.learning.figures.changed import changed_since
from khet.web.learning.figures.pupils import PupilsOfFigure
from khet.web.learning.figures.source_rows import SourceRow
from khet.web.learning.figures.traces import trace
from khet.web.learning.frame import study_of
from khet.web.learning.study import Study
from khet.web.learning.words import result_title, unannounced
from khet.web.parts.kept import answered, drawn
from khet.web.parts.names import tell_seen
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

_OVERVIEW = "learning:overview"
_HEAD = "school-director"


@require_safe
def show_figure(request: HttpRequest, measure: str) -> HttpResponse:
    """A number with its trace; for HTMX without the frame of the page."""
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    wanted = asked_figure(measure, request.GET, study)
    part = "drawer" if request.headers.get("HX-Request") else "figure"

    def content() -> dict[str, Any]:
        return _content(study, wanted, request.GET.get("v", ""))

    def page() -> HttpResponse:
        context = {
            "content": drawn(request, "learning/figures/_figure.html", content),
            "title": result_title(study.file),
            "unannounced": unannounced(study.file),
            "overview_url": address(_OVERVIEW, study.sitting),
            "link": _link(request, study),
            "heads": _heads(wanted.asked.school, study.viewer),
        }
        return render(request, f"learning/figures/{part}.html", context)

    return answered(request, page)


def _content(study: Study, wanted: FigureAsked, version: str) -> dict[str, Any]:
    file, asked = study.file, wanted.asked
    about = {"subject": asked.subject, "school": asked.school}
    return {
        "trace": trace(study, wanted),
        "title": result_title(file),
        "changed": changed_since(version, file, asked, study.viewer),
        "pupils_url": address("learning:figure-pupils", file.sitting, **about),
        "told_row": _told_row(file, asked),
    }


def _told_row(file: ScoreFile, asked: Asked) -> tuple[int, int] | None:
    """The file and its row in which a school's mean was told, where no single scores are known."""
    if file.content == ScoreFile.Content.PUPILS or not asked.school:
        return None
    told = means_of_school(score_path(file), asked.school, asked.subject)
    return (file.pk, told[0].row) if told else None


def _link(request: HttpRequest, study: Study) -> str:
    """The address to send on: it names the sitting and the results that the reader sees now."""
    given = request.GET.copy()
    for name, value in sitting_query(study.sitting).items():
        given[name] = value
    given["v"] = kept_for(study.file, study.tables).version
    return request.build_absolute_uri(f"{request.path}?{given.urlencode()}")


def _heads(school: str, viewer: Viewer) -> list[str] | None:
    """The directors of the school with an account, ``None`` where the figure is of no school."""
    unit = Unit.objects.filter(kind=UnitKind.SCHOOL, code=school).first() if school else None
    if unit is None:
        return None
    held = roles_at(unit, viewer.today)
    return [str(role.user) for role in held if role.role == _HEAD and role.role in ROLES]


@private
@require_safe
def show_pupils(request: HttpRequest) -> HttpResponse:
    """The pupils of a school behind a figure, a part of its page; never kept, each look told."""
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    school, subject = request.GET.get("school", ""), request.GET.get("subject", ALL_SUBJECTS)
    study.viewer.require_school(school)
    known = school in study.schools and study.file.content == ScoreFile.Content.PUPILS
    if not known or subject not in study.subjects or not study.row(subject, school):
        raise not_here(study.sitting)
    study.require_shown(subject, [school])
    pupils = PupilsOfFigure(study, subject, school)
    response = render(request, "learning/figures/_pupils.html", pupils.content())
    if pupils.shown:
        tell_seen(study.viewer, school, study.year, study.sitting.grade, pupils.shown)
    return response


@private
@require_safe
def show_row(request: HttpRequest, file: int, row: int) -> HttpResponse:
    """One row of an imported file; that it told whose scores these are is told in an event."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    held = file_of(viewer.area, file, announced=not viewer.scope.may(SEE_UNANNOUNCED))
    if held is None:
        near = [Nearest(_("ภาพรวม"), address(_OVERVIEW, f.sitting)) for f in viewer.score_files[:1]]
        raise NotHereError(_("ไม่มีไฟล์คะแนนนี้ หรือยังไม่ประกาศ"), near)
    study = Study(viewer, held)
    found = SourceRow(study, row)
    response = render(request, "learning/figures/row.html", found.content())
    if found.tells_pupil:
        known = [found.pupil.pk] if found.pupil else []
        tell_seen(viewer, found.school, study.year, study.sitting.grade, known)
    return response
