"""Who need not send what schools send each month, and asking for it after all."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khet.records.office.actions.monthly import exempt_months
from khet.records.office.models import Duty
from khet.records.office.queries.monthly import monthly_duties
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.schools import public_schools, schools_of
from khet.rules.calendar import academic_year, fiscal_year
from khet.rules.deadlines import Deadline, first_month
from khet.rules.months import Month, fiscal_months, from_to, month_of
from khet.web.office.monthly.asked import asked_rule, exempts_by
from khet.web.office.monthly.forms import ExemptForm
from khet.web.office.monthly.words import duty_of_month, tab_name
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

PER_PAGE = 50
_BACK = 12


@private
@require_http_methods(["GET", "HEAD", "POST"])
def exempt(request: HttpRequest) -> HttpResponse:
    """Say that a school need not send for a month, or from it to the end of the fiscal year."""
    viewer, rule = viewer_of(request), asked_rule(request)
    schools = _exemptable(viewer, rule)
    form = ExemptForm(request.POST or None, schools, _months(viewer, rule))
    back = f"{reverse('office:monthly')}?rule={rule.code}"
    if request.method == "POST" and form.is_valid():
        exempted, sent = exempt_months(
            by=signed_in(request),
            area=viewer.area,
            rule=rule,
            school=form.chosen_school,
            months=form.chosen_months,
            reason=form.cleaned_data["reason"],
        )
        level = messages.SUCCESS if exempted else messages.WARNING
        messages.add_message(request, level, _exempted(form.chosen_school, exempted, sent))
        return redirect(request.get_full_path())
    page = {"form": form, "title": _("โรงเรียนที่ไม่ต้องส่ง"), "back": back}
    page |= {"section": tab_name(rule), "button": _("บันทึกว่าไม่ต้องส่ง")}
    return render(request, "office/monthly/exempt.html", page | _waived(request, viewer, rule))


def _exempted(school: Unit, exempted: int, sent: int) -> str:
    """What became of the months of a school: how many are exempt now, and how many were sent."""
    told = [_("%(school)s ไม่ต้องส่ง %(n)s เดือน")] if exempted else []
    told += [_("%(school)s ส่งแล้ว %(sent)s เดือน จึงไม่ยกเว้น")] if sent else []
    told = told or [_("%(school)s ยกเว้นไว้ก่อนแล้ว")]
    return " · ".join(told) % {"school": school, "n": exempted, "sent": sent}


def _waived(request: HttpRequest, viewer: Viewer, rule: Deadline) -> dict[str, Any]:
    """A page of what the schools need not send, the newest month first."""
    reach = viewer.scope.reach[_permission(viewer, rule)]
    found = monthly_duties(viewer.area, rule.code, Duty.State.WAIVED, reach)
    found = found.order_by("-about_key", "unit__sort_key", "pk")
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {"rows": [(duty, duty_of_month(duty)) for duty in leaf], "leaf": leaf}


def _permission(viewer: Viewer, rule: Deadline) -> str:
    """The permission by which the reader exempts schools.

    Raises:
        PermissionDenied: there is none.
    """
    permission = exempts_by(viewer, rule)
    if not permission:
        raise PermissionDenied
    return permission


def _exemptable(viewer: Viewer, rule: Deadline) -> list[Unit]:
    """The public schools that the reader may exempt, in Thai order."""
    permission = _permission(viewer, rule)
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
