"""Pages of schools, networks, districts and subjects in a sitting."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import workbook
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import EXPORT_RESULTS, SEE_AREA_RESULTS
from khet.records.registry.models import UnitKind
from khet.web.learning.asked import address, asked_file
from khet.web.learning.figures.asked import near_schools
from khet.web.learning.frame import none_yet
from khet.web.learning.overview import seen
from khet.web.learning.places import Place, places_in
from khet.web.learning.study import Study
from khet.web.learning.tabs import Tabs, tabs
from khet.web.learning.units.papers import papers_of_network, papers_of_school
from khet.web.learning.units.place_page import PlacePage
from khet.web.learning.units.profile import Profile
from khet.web.learning.units.subject import SubjectPage
from khet.web.learning.words import result_title, subject_name, unannounced
from khet.web.parts.kept import drawn, page_key, unchanged, with_key
from khet.web.parts.panels import PLACE_RESULTS, SCHOOL_RESULTS, panels_of
from khet.web.parts.viewer import viewer_of
from khet.web.public.errors import Nearest, NotHereError

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show_school(request: HttpRequest, code: str) -> HttpResponse:
    """The profile of a school."""
    study = asked_study(request)
    require_school(study, code)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    school = study.schools[code]
    part = drawn(request, "learning/units/_profile.html", lambda: Profile(study, school).content())
    context = {
        "school": school,
        "content": part,
        "papers": papers_of_school(study, code),
        "panels": panels_of(SCHOOL_RESULTS, study.viewer, f"school={code}&year={study.year}"),
    }
    return with_key(
        _page(request, "learning/units/profile.html", study, "school", code, **context), key
    )


@require_safe
def show_own_school(request: HttpRequest) -> HttpResponse:
    """The profile of the reader's own school."""
    if (none := none_yet(request)) is not None:
        return none
    study = asked_study(request)
    held = [role.unit for role in study.viewer.roles if role.unit.kind == UnitKind.SCHOOL]
    if not held:
        raise PermissionDenied(_("หน้านี้สำหรับบุคลากรของโรงเรียน"))
    return HttpResponseRedirect(study.school_url(held[0].code))


def require_school(study: Study, code: str) -> None:
    """Raise unless the area has the school and the reader may see it by name."""
    if code not in study.schools and study.viewer.scope.schools is None:
        near = near_schools(code, study.schools, study.sitting, "percent-below")
        near = [Nearest(one.label, study.school_url(c)) for one in near for c in _codes(study, one)]
        raise NotHereError(_("ไม่มีโรงเรียนรหัส “%(code)s”") % {"code": code[:20]}, near)
    study.viewer.require_school(code)
    if code not in study.schools:
        raise NotHereError(_("ไม่มีโรงเรียนรหัส “%(code)s”") % {"code": code[:20]}, [])


def _codes(study: Study, near: Nearest) -> list[str]:
    return [code for code in study.schools if near.url.endswith(code)]


@require_safe
def show_network(request: HttpRequest, code: str) -> HttpResponse:
    """A network."""
    return _show_place(request, UnitKind.NETWORK, code)


@require_safe
def show_district(request: HttpRequest, code: str) -> HttpResponse:
    """A district."""
    return _show_place(request, UnitKind.DISTRICT, code)


def _show_place(request: HttpRequest, kind: UnitKind, code: str) -> HttpResponse:
    study = asked_study(request)
    place = asked_place(study, kind, code)
    if not seen(study, place):
        raise PermissionDenied(_("ท่านเห็นผลรายโรงเรียนได้เฉพาะโรงเรียนที่รับผิดชอบ"))
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    part = drawn(request, "learning/units/_place.html", lambda: PlacePage(study, place).content())
    context = {
        "place": place,
        "content": part,
        "papers": papers_of_network(study, code, place.schools) if kind == UnitKind.NETWORK else [],
        "panels": panels_of(PLACE_RESULTS, study.viewer, f"{kind}={code}&year={study.year}"),
    }
    return with_key(
        _page(request, "learning/units/place.html", study, str(kind), code, **context), key
    )


def asked_place(study: Study, kind: UnitKind, code: str) -> Place:
    """The network or district of that code.

    Raises:
        NotHereError: there is none in the year; offers those that are.
    """
    places = places_in(study.schools, kind)
    if code not in places:
        page = f"learning:{kind}"
        near = [Nearest(p.name, address(page, study.sitting, p.code)) for p in places.values()]
        raise NotHereError(_("ไม่มี “%(code)s” ในทะเบียน") % {"code": code[:40]}, near)
    return places[code]


@require_safe
def show_first_subject(request: HttpRequest) -> HttpResponse:
    """The subject asked for where the sitting has it, or else its first."""
    if (none := none_yet(request)) is not None:
        return none
    study = asked_study(request)
    asked = request.GET.get("subject", "")
    subject = asked if asked in study.subjects else study.subjects[0]
    return HttpResponseRedirect(address("learning:subject", study.sitting, subject))


@require_safe
def show_subject(request: HttpRequest, subject: str) -> HttpResponse:
    """All schools of a subject."""
    page = _subject_page(request, subject)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    context = {
        "name": page.name,
        "subjects": [
            (
                subject_name(code),
                address("learning:subject", page.study.sitting, code),
                code == subject,
            )
            for code in page.study.subjects
        ],
        "content": drawn(request, "learning/units/_subject.html", page.content),
        "filters": drawn(request, "learning/_filters.html", page.filters),
    }
    return with_key(
        _page(request, "learning/units/subject.html", page.study, "subject", subject, **context),
        key,
    )


@require_safe
def export_subject(request: HttpRequest, subject: str) -> HttpResponse:
    """The schools of a subject as they are seen, as XLSX."""
    viewer_of(request).require(EXPORT_RESULTS)
    page = _subject_page(request, subject)
    response = HttpResponse(workbook(page.sheet()), content_type=_XLSX)
    name = f"{subject}-{page.study.year}-{page.study.sitting.grade}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _subject_page(request: HttpRequest, subject: str) -> SubjectPage:
    study = asked_study(request)
    if subject not in study.subjects:
        near = [
            Nearest(subject_name(code), address("learning:subject", study.sitting, code))
            for code in study.subjects
        ]
        told = _("ไม่มีวิชา “%(given)s” ในผลการสอบนี้") % {"given": subject[:40]}
        raise NotHereError(told, near)
    return SubjectPage(study, subject, request.GET)


def asked_study(request: HttpRequest) -> Study:
    """The sitting that a request asks for, by default the newest year's main test."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    file: ScoreFile = asked_file(viewer.score_files, request.GET, "learning:overview")
    return Study(viewer, file)


def _tabs(request: HttpRequest, study: Study, page: str, about: str) -> Tabs:
    """The tabs of the page; those of a subject lead to it where the other test asks it."""
    files, asked = study.viewer.score_files, request.GET.copy()
    if page != "subject":
        return tabs(study.file, files, f"learning:{page}", asked, study.tables, about)
    asked["subject"] = about
    return tabs(study.file, files, "learning:subjects", asked, study.tables)


def _page(
    request: HttpRequest, template: str, study: Study, page: str, about: str, **context: Any
) -> HttpResponse:
    frame = {
        "title": result_title(study.file),
        "unannounced": unannounced(study.file),
        "tabs": _tabs(request, study, page, about),
        "overview_url": address("learning:overview", study.sitting),
    }
    return render(request, template, {**frame, **context})
