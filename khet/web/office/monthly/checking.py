"""Checking what schools sent for a month: one by one or several at once; and who need not send."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khet.records.office.actions.duties import DutyMovedError, accept_duty, return_duty
from khet.records.office.actions.monthly import exempt_months
from khet.records.office.models import Duty
from khet.records.office.queries.duties import late
from khet.records.office.queries.monthly import MONTH, evidence_of, monthly_duties
from khet.records.registry.access import MANAGE_WORK
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.schools import ever_in, public_schools, schools_of
from khet.rules.calendar import academic_year, fiscal_year
from khet.rules.deadlines import Deadline, first_month
from khet.rules.months import Month, fiscal_months, from_to, month_of
from khet.web.office.monthly.asked import CHECKS, asked_rule, tabs
from khet.web.office.monthly.forms import ExemptForm, ReturnForm
from khet.web.office.monthly.words import RULES, duty_of_month, pieces, tab_name
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

PER_PAGE = 25
_BACK = 12


@private
@require_safe
def show_waiting(request: HttpRequest) -> HttpResponse:
    """What was sent and waits for a check, the oldest first; and what is still to be mended."""
    viewer = viewer_of(request)
    rule = _checked_rule(request, viewer)
    reach = viewer.scope.reach[CHECKS[rule.code]]
    waiting = monthly_duties(viewer.area, rule.code, Duty.State.DONE, reach)
    leaf = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    returned = list(monthly_duties(viewer.area, rule.code, Duty.State.RETURNED, reach))
    shown = [one for one in tabs("office:monthly-check", rule) if one[2]]
    if len([r for r in RULES if viewer.scope.may(CHECKS[r.code])]) > 1:
        shown = tabs("office:monthly-check", rule)
    context = {
        "rule": rule,
        "title": tab_name(rule),
        "tabs": shown,
        "leaf": leaf,
        "rows": _rows(leaf.object_list, viewer),
        "returned": [(duty, duty_of_month(duty)) for duty in returned],
    }
    return render(request, "office/monthly/check.html", context)


def _checked_rule(request: HttpRequest, viewer: Viewer) -> Deadline:
    """The rule asked for, or the first that the reader checks.

    Raises:
        PermissionDenied: the reader checks none, or not the one asked for.
    """
    rules = [rule for rule in RULES if viewer.scope.may(CHECKS[rule.code])]
    asked = asked_rule(request)
    if not rules or (request.GET.get("rule") and asked not in rules):
        raise PermissionDenied
    return asked if asked in rules else rules[0]


def _rows(duties: Iterable[Duty], viewer: Viewer) -> list[dict[str, Any]]:
    listed = list(duties)
    kept = evidence_of(listed)
    return [
        {
            "duty": duty,
            "name": duty_of_month(duty),
            "late": late(duty, viewer.today),
            "evidence": pieces(kept[duty.pk]),
        }
        for duty in listed
    ]


@private
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what a school sent, or give it back with a reason; the row alone where asked for."""
    viewer = viewer_of(request)
    duty = _checkable(viewer, pk)
    form = ReturnForm(request.POST, auto_id=f"id_{pk}_%s", label_suffix="")
    told = _checked(request, duty, form)
    row = {**_rows([duty], viewer)[0], "form": form}
    row["told"] = told % {"name": row["name"], "school": duty.unit}
    if request.headers.get("HX-Request"):
        return render(request, "office/monthly/_checked.html", {"row": row})
    if not told:
        context = {"row": row, "title": tab_name(_rule_of(duty)), "rule": _rule_of(duty)}
        return render(request, "office/monthly/check_one.html", context)
    messages.success(request, row["told"])
    return redirect(f"{reverse('office:monthly-check')}?rule={duty.rule}")


def _checked(request: HttpRequest, duty: Duty, form: ReturnForm) -> str:
    """What was done, in words with places; empty where the form says what is wrong."""
    by, at = signed_in(request), timezone.now()
    try:
        if duty.state != Duty.State.DONE:
            raise DutyMovedError(duty.state)
        if "accept" in request.POST:
            accept_duty(by=by, duty=duty, at=at)
            return _("ตรวจแล้ว %(name)s %(school)s")
        if not form.is_valid():
            return ""
        return_duty(by=by, duty=duty, at=at, reason=form.cleaned_data["reason"])
    except DutyMovedError:
        return _("%(name)s %(school)s ไม่ได้รอตรวจแล้ว อาจมีผู้ตรวจไปก่อน")
    return _("ส่งกลับแก้ไข %(name)s %(school)s")


def _rule_of(duty: Duty) -> Deadline:
    return next(rule for rule in RULES if rule.code == duty.rule)


def _checkable(viewer: Viewer, pk: int) -> Duty:
    """A monthly duty of a school that the reader checks."""
    found = Duty.objects.filter(about_kind=MONTH, unit__in=ever_in(viewer.area).order_by())
    duty = get_object_or_404(found.select_related("unit"), pk=pk)
    viewer.require_at(CHECKS[duty.rule], duty.unit.code)
    return duty


@private
@require_POST
def accept_several(request: HttpRequest) -> HttpResponse:
    """Accept several at once; what somebody else checked just before is left."""
    viewer = viewer_of(request)
    rule = _checked_rule(request, viewer)
    keys = [int(key) for key in request.POST.getlist("duty") if key.isdecimal()]
    reach = viewer.scope.reach[CHECKS[rule.code]]
    found = list(monthly_duties(viewer.area, rule.code, Duty.State.DONE, reach).filter(pk__in=keys))
    accepted = 0
    for duty in found:
        try:
            accept_duty(by=signed_in(request), duty=duty, at=timezone.now())
        except DutyMovedError:
            continue
        accepted += 1
    if accepted:
        messages.success(request, _("ตรวจแล้ว %(n)s รายการ") % {"n": accepted})
    else:
        messages.warning(request, _("ไม่ได้เลือกรายการใด หรือมีผู้ตรวจไปก่อนแล้ว"))
    return redirect(f"{reverse('office:monthly-check')}?rule={rule.code}")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def exempt(request: HttpRequest) -> HttpResponse:
    """Say that a school need not send for a month, or from it to the end of the fiscal year."""
    viewer, rule = viewer_of(request), asked_rule(request)
    schools = _exemptable(viewer, rule)
    form = ExemptForm(request.POST or None, schools, _months(viewer, rule))
    back = f"{reverse('office:monthly')}?rule={rule.code}"
    if request.method == "POST" and form.is_valid():
        exempted = exempt_months(
            by=signed_in(request),
            area=viewer.area,
            rule=rule,
            school=form.chosen_school,
            months=form.chosen_months,
            reason=form.cleaned_data["reason"],
        )
        told = _("%(school)s ไม่ต้องส่ง %(n)s เดือน เดือนที่ส่งแล้วยังอยู่ตามเดิม")
        messages.success(request, told % {"school": form.chosen_school, "n": exempted})
        return redirect(back)
    page = {"form": form, "title": _("โรงเรียนที่ไม่ต้องส่ง"), "back": back}
    page |= {"section": tab_name(rule), "button": _("บันทึกว่าไม่ต้องส่ง")}
    return render(request, "office/form.html", page)


def _exemptable(viewer: Viewer, rule: Deadline) -> list[Unit]:
    """The public schools that the reader may exempt, in Thai order."""
    permission = CHECKS[rule.code]
    if viewer.scope.may_everywhere(MANAGE_WORK):
        permission = MANAGE_WORK
    viewer.require(permission)
    year = academic_year(viewer.today).be
    there = public_schools(schools_of(viewer.area, year, viewer.today, viewer.tables))
    codes = [code for code in there if viewer.scope.may_at(permission, code)]
    found = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=codes)
    return list(found.order_by("sort_key", "pk"))


def _months(viewer: Viewer, rule: Deadline) -> list[Month]:
    """The months to choose from: from a year back, or the first, to the fiscal year's end."""
    first, now = first_month(rule.code, viewer.tables), month_of(viewer.today)
    if first is None:
        return []
    last = fiscal_months(fiscal_year(viewer.today).be)[-1]
    return from_to(max(first, now.plus(-_BACK)), last)
