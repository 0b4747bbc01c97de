"""Pages of schools, networks, districts and subjects in a sitting."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import EXPORT_RESULTS, SEE_AREA_RESULTS
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import School
from khet.web.learning.asked import address, near_codes, sitting_query
from khet.web.learning.frame import frame, opens_by_default, study_of
from khet.web.learning.places import Place, places_in
from khet.web.learning.study import Study
from khet.web.learning.units.papers import papers_of_place, papers_of_school
from khet.web.learning.units.place_page import PlacePage
from khet.web.learning.units.profile import Profile
from khet.web.learning.units.subject import SubjectPage
from khet.web.learning.units.subject_sheet import subject_sheet
from khet.web.learning.words import subject_name
from khet.web.parts.kept import answered, drawn
from khet.web.parts.panels import PLACE_RESULTS, SCHOOL_RESULTS, panels_of
from khet.web.parts.private import workbook_of
from khet.web.parts.viewer import viewer_of
from khet.web.public.errors import Nearest, NotHereError

_OVERVIEW = "learning:overview"


@require_safe
def show_school(request: HttpRequest, code: str) -> HttpResponse:
    """The profile of a school."""
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    school = asked_school(study, code)
    content = Profile(study, school).content
    told = {"school": school, "papers": papers_of_school(study, code)}
    return _unit_page(request, study, "profile", content, ("school", code), **told)


def _unit_page(
    request: HttpRequest,
    study: Study,
    template: str,
    content: Callable[[], dict[str, Any]],
    unit: tuple[str, str],
    **context: object,
) -> HttpResponse:
    """The page of a unit (kind and code), with the panels that subjects offer to it."""
    (kind, code), viewer = unit, study.viewer
    offered = SCHOOL_RESULTS if kind == UnitKind.SCHOOL else PLACE_RESULTS

    def page() -> HttpResponse:
        part = drawn(request, f"learning/units/_{template}.html", content)
        panels = panels_of(offered, viewer, urlencode({kind: code, **sitting_query(study.sitting)}))
        framed = frame(request, study, f"learning:{kind}", code)
        told = {**framed, **context, "content": part, "panels": panels}
        return render(request, f"learning/units/{template}.html", told)

    return answered(request, page)


@require_safe
@opens_by_default
def show_own_school(request: HttpRequest) -> HttpResponse:
    """The profile of the reader's own school."""
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    held = [role.unit for role in study.viewer.roles if role.unit.kind == UnitKind.SCHOOL]
    if not held:
        raise PermissionDenied(_("หน้านี้สำหรับบุคลากรของโรงเรียน"))
    return HttpResponseRedirect(study.school_url(held[0].code))


def asked_school(study: Study, code: str) -> School:
    """The school of a code; others of like codes are offered to who sees every school."""
    sees_all = study.viewer.scope.schools is None
    if code in study.schools or not sees_all:
        study.viewer.require_school(code)
    if code not in study.schools:
        near = near_codes(code, study.schools) if sees_all else []
        links = [Nearest(study.schools[c].name, study.school_url(c)) for c in near]
        links.append(Nearest(_("กลุ่มสีทุกโรงเรียน"), address("learning:colours", study.sitting)))
        raise NotHereError(_("ไม่มีโรงเรียนรหัส “%(code)s”") % {"code": code[:20]}, links)
    return study.schools[code]


@require_safe
def show_network(request: HttpRequest, code: str) -> HttpResponse:
    """A network."""
    return _show_place(request, UnitKind.NETWORK, code)


@require_safe
def show_district(request: HttpRequest, code: str) -> HttpResponse:
    """A district."""
    return _show_place(request, UnitKind.DISTRICT, code)


def _show_place(request: HttpRequest, kind: UnitKind, code: str) -> HttpResponse:
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    place = asked_place(study, kind, code)
    study.require_place(place)
    content = PlacePage(study, place).content
    told = {"place": place, "papers": papers_of_place(study, place)}
    return _unit_page(request, study, "place", content, (str(kind), code), **told)


def asked_place(study: Study, kind: UnitKind, code: str) -> Place:
    """The network or district of that code, seen or not; of no such one it offers all."""
    places = places_in(study.schools, kind)
    if code not in places:
        near = [Nearest(place.name, study.place_url(place)) for place in places.values()]
        raise NotHereError(_("ไม่มี “%(code)s” ในทะเบียน") % {"code": code[:40]}, near)
    return places[code]


@require_safe
@opens_by_default
def show_first_subject(request: HttpRequest) -> HttpResponse:
    """The subject asked for where the sitting has it, or else its first."""
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    asked = request.GET.get("subject", "")
    subject = asked if asked in study.subjects else study.subjects[0]
    return HttpResponseRedirect(address("learning:subject", study.sitting, subject))


@require_safe
def show_subject(request: HttpRequest, subject: str) -> HttpResponse:
    """All schools of a subject; the tabs lead to it where another test asks it."""
    asked = _subject_page(request, subject)
    study = asked.study

    def page() -> HttpResponse:
        context = {
            **frame(request, study, "learning:subjects", subject=subject),
            "name": subject_name(subject),
            "subjects": [
                (subject_name(code), url, code == subject) for code, url in _subject_urls(study)
            ],
            "area": drawn(request, "learning/units/_subject_area.html", asked.area_content),
            "content": drawn(request, "learning/units/_subject.html", asked.content),
            "filters": drawn(request, "learning/_filters.html", asked.filters),
        }
        return render(request, "learning/units/subject.html", context)

    return answered(request, page)


@require_safe
def export_subject(request: HttpRequest, subject: str) -> HttpResponse:
    """The schools of a subject as they are seen, as XLSX."""
    viewer_of(request).require(EXPORT_RESULTS)
    asked = _subject_page(request, subject)
    return workbook_of(subject_sheet(asked), asked.file_name)


def _subject_page(request: HttpRequest, subject: str) -> SubjectPage:
    study = study_of(request, SEE_AREA_RESULTS, _OVERVIEW)
    if subject not in study.subjects:
        told = _("ไม่มีวิชา “%(given)s” ในผลการสอบนี้") % {"given": subject[:40]}
        near = [Nearest(subject_name(code), url) for code, url in _subject_urls(study)]
        raise NotHereError(told, near)
    return SubjectPage(study, subject, request.GET)


def _subject_urls(study: Study) -> list[tuple[str, str]]:
    """The subjects of the sitting with their pages."""
    return [(code, address("learning:subject", study.sitting, code)) for code in study.subjects]
