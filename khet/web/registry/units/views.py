"""Pages of the registers. Each reads the request, asks once, and draws."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import SEE_REGISTERS
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.school import school_and_joined
from khet.web.parts.kept import answered, drawn
from khet.web.parts.private import workbook_of
from khet.web.public.errors import Nearest, NotHereError
from khet.web.registry.units import places
from khet.web.registry.units.asked import Register, asked_register
from khet.web.registry.units.pages import Page, register_page
from khet.web.registry.units.school import SchoolPage
from khet.web.registry.units.schools import SchoolList


@register_page
def show_area(request: HttpRequest, register: Register) -> Page:
    """The area at every level."""
    return Page(_("ข้อมูลพื้นฐาน"), "_area", lambda: places.area_content(register))


@register_page
def show_schools(request: HttpRequest, register: Register) -> Page:
    """The list of schools."""
    listed = SchoolList(register, request.GET.dict())
    searched = bool(request.GET.get("q"))
    return Page(_("ทะเบียนโรงเรียน"), "_schools", listed.content, keeps=not searched)


@require_safe
def export_schools(request: HttpRequest) -> HttpResponse:
    """The list of schools as it is seen, as XLSX."""
    register = asked_register(request)
    sheet = SchoolList(register, request.GET.dict()).sheet()
    return workbook_of(sheet, f"schools-{register.year}")


@register_page
def show_school(request: HttpRequest, register: Register, code: str) -> Page:
    """One school."""
    register.viewer.require_at(SEE_REGISTERS, code)
    return _school_page(register, code)


@register_page
def show_own_school(request: HttpRequest, register: Register) -> Page:
    """The reader's own school."""
    held = [role.unit for role in register.viewer.roles if role.unit.kind == UnitKind.SCHOOL]
    if not held:
        raise PermissionDenied(_("หน้านี้สำหรับบุคลากรของโรงเรียน"))
    return _school_page(register, held[0].code)


def _school_page(register: Register, code: str) -> Page:
    school, joined = found_school(register, code)
    return Page(school.name, "_school", SchoolPage(register, school, joined).content)


@require_safe
def show_school_panel(request: HttpRequest) -> HttpResponse:
    """A school in short, a part of pages of other subjects."""
    register = asked_register(request)
    code = request.GET.get("school", "")
    register.viewer.require_at(SEE_REGISTERS, code)
    school, joined = found_school(register, code)
    content = SchoolPage(register, school, joined).panel
    template = "registry/units/_panel_school.html"
    return answered(request, lambda: HttpResponse(drawn(request, template, content)))


def found_school(register: Register, code: str) -> tuple[Unit, list[Unit]]:
    """The school of that code, and those merged into it.

    Raises:
        NotHereError: the reader's area has none.
    """
    school, joined = school_and_joined(register.area, code)
    if school is None:
        near = [Nearest(_("ทะเบียนโรงเรียน"), register.url("schools"))]
        raise NotHereError(_("ไม่มีโรงเรียนรหัส “%(code)s”") % {"code": code[:20]}, near)
    return school, joined


@register_page
def show_districts(request: HttpRequest, register: Register) -> Page:
    """Districts and sub-districts."""
    return Page(_("อำเภอและตำบล"), "_places", lambda: places.districts_content(register))


@register_page
def show_networks(request: HttpRequest, register: Register) -> Page:
    """Networks."""
    return Page(_("เครือข่ายโรงเรียน"), "_places", lambda: places.networks_content(register))


@register_page
def show_district(request: HttpRequest, register: Register, code: str) -> Page:
    """One district."""
    return _place_page(register, UnitKind.DISTRICT, code)


@register_page
def show_network(request: HttpRequest, register: Register, code: str) -> Page:
    """One network."""
    return _place_page(register, UnitKind.NETWORK, code)


def _place_page(register: Register, kind: UnitKind, code: str) -> Page:
    place = places.place_of(register, kind, code)

    def content() -> dict[str, Any]:
        return places.place_content(register, place, kind)

    return Page(place.name, "_place", content)
