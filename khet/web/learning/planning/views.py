"""The planning page: shown, saved, filled for schools without a target, and taken away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.records.learning.actions import TargetsChangedError, set_targets
from khet.records.registry.access import (
    EXPORT_RESULTS,
    SEE_AREA_RESULTS,
    SEE_SCHOOL_RESULTS,
    SEE_UNANNOUNCED,
    SET_TARGETS,
)
from khet.web.learning.frame import frame, opens_by_default, study_of
from khet.web.learning.planning.forms import CHANGED, FillForm, TargetsForm
from khet.web.learning.planning.page import PAGE, PlanPage
from khet.web.learning.planning.sheet import plan_sheet
from khet.web.learning.words import subject_name
from khet.web.parts.kept import answered, drawn
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import signed_in

_TABLE, _WHOLE = "learning/planning/_schools.html", "learning/planning/_whole.html"


@require_safe
@opens_by_default
def show_planning(request: HttpRequest) -> HttpResponse:
    """The plan of a subject, with fields for its targets for who may set them."""
    asked = _asked(request)
    told = len(messages.get_messages(request))
    return answered(request, lambda: _page(request, asked), asked.targets.key, told)


def _asked(request: HttpRequest) -> PlanPage:
    study = study_of(request, SEE_AREA_RESULTS, PAGE)
    study.viewer.require(SEE_UNANNOUNCED)
    study.viewer.require(SEE_SCHOOL_RESULTS)
    return PlanPage(study, request.GET)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def edit_planning(request: HttpRequest) -> HttpResponse:
    """The same page, which takes what was typed for each school, or one target for many."""
    asked = _asked(request)
    asked.study.viewer.require(SET_TARGETS)
    return _save(request, asked) if request.method == "POST" else _page(request, asked)


def _save(request: HttpRequest, asked: PlanPage) -> HttpResponse:
    filling = request.POST.get("do") == "fill"
    form = asked.targets_form(None if filling else request.POST)
    fill = asked.fill_form(request.POST if filling else None)
    sent: TargetsForm | FillForm = fill if filling else form
    if sent.is_valid() and _set(request, asked, sent):
        return HttpResponseRedirect(_with_query(PAGE, request))
    return _page(request, asked, form, fill)


def _set(request: HttpRequest, asked: PlanPage, sent: TargetsForm | FillForm) -> bool:
    """Save the targets of a form; somebody else may have changed them just before."""
    try:
        changed = set_targets(
            by=signed_in(request),
            sitting=asked.study.sitting,
            subject=asked.subject,
            targets=sent.targets,
            seen=asked.plan.office,
        )
    except TargetsChangedError:
        sent.add_error(None, CHANGED)
        return False
    told = _("บันทึกเป้าหมายแล้ว %(n)s โรงเรียน") if changed else _("ไม่มีเป้าหมายใดเปลี่ยน")
    messages.success(request, told % {"n": changed})
    return True


def _page(
    request: HttpRequest, asked: PlanPage, form: TargetsForm | None = None, fill: Any = None
) -> HttpResponse:
    """The page; with forms that were sent it holds what was typed, and is not kept."""
    if form:
        table = render_to_string(_TABLE, asked.content(form))
    else:
        table = drawn(request, _TABLE, asked.content, asked.targets.key)
    context: dict[str, Any] = {
        **frame(request, asked.study, PAGE),
        "name": subject_name(asked.subject),
        "whole": drawn(request, _WHOLE, asked.whole, asked.targets.key),
        "filters": drawn(request, "learning/_filters.html", asked.filters),
        "content": table,
        "wrong": fill if fill and fill.is_bound else form,
        "fill": fill or FillForm(None, ()),
        "may_set": asked.study.viewer.scope.may(SET_TARGETS),
        "save_url": _with_query("learning:planning-edit", request),
    }
    return render(request, "learning/planning/planning.html", context)


def _with_query(page: str, request: HttpRequest) -> str:
    """The address of a page, asked for what is asked now."""
    return f"{reverse(page)}?{request.GET.urlencode()}"


@require_safe
def export_planning(request: HttpRequest) -> HttpResponse:
    """The schools of the plan as they are seen, as XLSX."""
    asked = _asked(request)
    asked.study.viewer.require(EXPORT_RESULTS)
    return workbook_of(plan_sheet(asked), asked.file_name)
