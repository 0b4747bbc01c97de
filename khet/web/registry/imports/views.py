"""Pages of registers as files: the list, one register to bring a file for, and its file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.jobs.background import begin_check
from khet.jobs.registers.columns import year as read_year
from khet.jobs.registers.register import Register
from khet.jobs.registers.take_in import check_now
from khet.jobs.registers.writing import FORMATS, written
from khet.jobs.uploads import place, receive
from khet.records.registry.access import SEE_PUPILS
from khet.records.registry.actions.audit import record_pupils_seen
from khet.records.registry.actions.imports import bring
from khet.records.registry.models import Import, User
from khet.records.registry.queries.imports import imports_of
from khet.records.registry.queries.tallies import pupils_by_school
from khet.rules.calendar import academic_year
from khet.web.parts.private import file_of, private
from khet.web.parts.tags import words
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.registry.imports.asked import (
    kind_to_bring,
    may_take,
    register_to_take,
    schools_to_touch,
)
from khet.web.registry.imports.forms import BringForm
from khet.web.registry.imports.index import entries

LARGE = 400_000
_RECENT = 5


@private
@require_safe
def show_registers(request: HttpRequest) -> HttpResponse:
    """Every register that the person may bring or take out."""
    viewer = viewer_of(request)
    listed = entries(viewer)
    if not listed:
        raise PermissionDenied
    context = {"entries": listed, "year": academic_year(viewer.today).be}
    return render(request, "registry/imports/index.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def bring_register(request: HttpRequest, key: str) -> HttpResponse:
    """One register: what its file holds, and a place to drop one."""
    viewer = viewer_of(request)
    kind = kind_to_bring(viewer, key)
    form = BringForm(kind, viewer.today, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        held = _brought(signed_in(request), viewer, kind, form)
        return redirect("registry:import", held.pk)
    context = {
        "kind": kind,
        "form": form,
        "may_take": may_take(viewer, kind),
        "recent": _recent(viewer, kind),
    }
    return render(request, "registry/imports/register.html", context)


@private
@require_safe
def take_register(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """A register as a file, which is its template too."""
    if ending not in FORMATS:
        raise Http404
    viewer = viewer_of(request)
    year = _asked_year(request, viewer)
    register = register_to_take(viewer, key, year)
    named = f"{key}-{year}" if register.yearly else key
    content = written(register, ending)
    response = file_of(content, FORMATS[ending], f"{named}.{ending}")
    if register.seen_with == SEE_PUPILS:
        _tell(signed_in(request), register)
    return response


def _brought(by: User, viewer: Viewer, kind: type[Register], form: BringForm) -> Import:
    file = form.cleaned_data["file"]
    received = receive(file.chunks())
    held = bring(
        by=by,
        area=viewer.area,
        what=kind.key,
        name=file.name,
        sha256=received.sha256,
        size=received.size,
    )
    place(received, held)
    check(by, held, {**form.choices, "schools": schools_to_touch(viewer, kind)})
    return held


def check(by: User, held: Import, choices: dict[str, Any]) -> None:
    """Check a brought file: at once, or behind the page where it is large."""
    if held.size > LARGE:
        begin_check(by=by, held=held, choices=choices)
    else:
        check_now(by=by, held=held, choices=choices)


def _recent(viewer: Viewer, kind: type[Register]) -> list[tuple[Import, str]]:
    """The newest files for the register; only the own ones for who keeps it of some schools."""
    found = imports_of(viewer.area, kind.key)
    if not viewer.scope.may_everywhere(kind.permission):
        found = found.filter(brought_by=viewer.user)
    counts = {f"told_{name}": F(f"report__{name}") for name in ("errors", "added", "changed")}
    return [(held, _standing(held)) for held in found.annotate(**counts)[:_RECENT]]


def _standing(held: Any) -> str:
    """How a brought file stands, for who has to go on with it."""
    if held.state == Import.State.KEPT:
        return _("บันทึกแล้ว")
    if held.state != Import.State.CHECKED:
        return words(held.get_state_display())
    if held.told_errors:
        return _("มีข้อผิดพลาด ต้องแก้")
    return _("รอยืนยัน") if held.told_added or held.told_changed else _("ไม่มีอะไรเปลี่ยน")


def _asked_year(request: HttpRequest, viewer: Viewer) -> int:
    try:
        return int(read_year(request.GET["year"]))
    except (KeyError, ValueError):
        return academic_year(viewer.today).be


def _tell(by: User, register: Register) -> None:
    """Leave an event for each school whose pupils left by name."""
    terms = register.terms
    for school, pupils in pupils_by_school(terms.area, terms.year, terms.schools).items():
        record_pupils_seen(
            by=by, school=school, year=terms.year, grade="", pupils=pupils, exported=True
        )
