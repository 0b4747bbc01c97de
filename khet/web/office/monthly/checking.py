"""Checking what schools sent for a month: one by one or several at once."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.records.office.actions.duties import DutyMovedError, accept_duty, return_duty
from khet.records.office.models import Duty
from khet.records.office.queries.duties import late
from khet.records.office.queries.monthly import MONTH, evidence_of, monthly_duties, opened_months
from khet.records.registry.queries.schools import ever_in
from khet.rules.deadlines import Deadline
from khet.rules.duties import Act
from khet.web.office.monthly.asked import CHECKS, asked_month, asked_rule, tabs
from khet.web.office.monthly.filters import CheckFilters
from khet.web.office.monthly.forms import ReturnForm
from khet.web.office.monthly.words import RULES, duty_of_month, pieces, tab_name
from khet.web.parts.kinds import numbers
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

PER_PAGE = 25


@private
@require_safe
def show_waiting(request: HttpRequest) -> HttpResponse:
    """What was sent and waits for a check, the oldest first; and what is still to be mended."""
    viewer = viewer_of(request)
    rule = _checked_rule(request, viewer)
    form = CheckFilters(request.GET, opened_months(viewer.area, rule.code))
    context = {
        "title": tab_name(rule),
        "tabs": tabs("office:monthly-check", rule) if len(_rules_of(viewer)) > 1 else [],
        "form": form,
        "all": "all" in request.GET,
        "query": _query(request, rule),
        **_listed(request, viewer, rule),
    }
    return render(request, "office/monthly/check.html", context)


def _listed(request: HttpRequest, viewer: Viewer, rule: Deadline) -> dict[str, Any]:
    """What waits for a check, and what is still to be mended, of the month asked for."""
    reach = viewer.scope.reach[CHECKS[rule.code]]
    waiting, returned = (
        monthly_duties(viewer.area, rule.code, state, reach, asked_month(request))
        for state in (Duty.State.DONE, Duty.State.RETURNED)
    )
    leaf = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "rule": rule,
        "leaf": leaf,
        "rows": _rows(leaf.object_list, viewer),
        "returned": [(duty, duty_of_month(duty)) for duty in returned],
    }


def _query(request: HttpRequest, rule: Deadline) -> str:
    """The rule and month that are asked for, as the end of an address."""
    month = asked_month(request)
    return urlencode({"rule": rule.code, **({"month": month} if month else {})})


def _checked_rule(request: HttpRequest, viewer: Viewer) -> Deadline:
    """The rule asked for, or the first that the reader checks.

    Raises:
        PermissionDenied: the reader checks none, or not the one asked for.
    """
    rules = _rules_of(viewer)
    asked = asked_rule(request)
    if not rules or (request.GET.get("rule") and asked not in rules):
        raise PermissionDenied
    return asked if asked in rules else rules[0]


def _rules_of(viewer: Viewer) -> list[Deadline]:
    """The rules of which the reader checks what was sent."""
    return [rule for rule in RULES if viewer.scope.may(CHECKS[rule.code])]


def _rows(duties: Iterable[Duty], viewer: Viewer) -> list[dict[str, Any]]:
    listed = list(duties)
    kept = evidence_of(listed)
    return [
        {
            "duty": duty,
            "name": duty_of_month(duty),
            "late": late(duty, viewer.today),
            "evidence": pieces(kept[duty.pk]),
            "form": _form(duty),
        }
        for duty in listed
    ]


def _form(duty: Duty, data: Any = None) -> ReturnForm:
    """The form that gives it back; there is one for each row of the page."""
    return ReturnForm(data, auto_id=f"id_{duty.pk}_%s", label_suffix="")


@private
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what a school sent, or give it back with a reason; the row alone where asked for."""
    viewer = viewer_of(request)
    duty = _checkable(viewer, pk)
    form = _form(duty, request.POST)
    told = _checked(request, duty, form)
    duty.refresh_from_db(fields=["state"])
    rule = _rule_of(duty)
    row = {**_rows([duty], viewer)[0], "form": form}
    told %= {"name": row["name"], "school": duty.unit}
    row["told"] = told and _with_way_back(duty, told)
    context = {"row": row, "title": tab_name(rule), "rule": rule, "query": _query(request, rule)}
    if request.headers.get("HX-Request"):
        context |= _listed(request, viewer, rule)
        return render(request, "office/monthly/_after.html", context)
    if not told:
        return render(request, "office/monthly/check_one.html", context)
    messages.success(request, row["told"])
    return redirect(f"{reverse('office:monthly-check')}?{context['query']}")


def _with_way_back(duty: Duty, told: str) -> SafeString:
    """What was done; after an acceptance with where it is taken back."""
    if duty.state != Duty.State.ACCEPTED:
        return format_html("{}", told)
    url = reverse("office:duty-act", args=[duty.pk, Act.REOPEN_CHECK.value])
    return format_html('{} <a href="{}">{}</a>', told, url, _("นำการตรวจรับกลับ"))


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
    keys = numbers(request.POST.getlist("duty"))
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
    return redirect(f"{reverse('office:monthly-check')}?{_query(request, rule)}")
