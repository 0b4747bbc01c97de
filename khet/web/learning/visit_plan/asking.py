"""Requests of schools: asked for, planned as visits or declined with the reason."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from khet.records.learning.actions.visit_plan import plan_visits
from khet.records.learning.actions.visit_requests import (
    AskedAlreadyError,
    RequestEntry,
    RequestSettledError,
    ask_visit,
    decline_request,
    hold_open,
)
from khet.records.learning.models import Visit, VisitRequest
from khet.records.learning.queries.visit_plan import requests_in
from khet.records.registry.access import ANSWER_VISITS, PLAN_VISITS, SEE_VISITS
from khet.records.registry.queries.schools import School
from khet.rules.months import Month, month_of
from khet.rules.thai import tidy
from khet.web.learning.visit_plan.asked import Desk, desk_of, instruments_of
from khet.web.learning.visit_plan.assign_forms import SAID
from khet.web.learning.visit_plan.changing import entry_of, plan_url, warn
from khet.web.learning.visit_plan.visit_forms import VisitForm
from khet.web.learning.visit_plan.words import months_named, request_names
from khet.web.office.monthly.words import month_name
from khet.web.office.orders.forms import ReasonForm
from khet.web.parts import filling
from khet.web.parts.filling import Page, form_page
from khet.web.parts.filter_form import choose
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in

_HERE, _PER_PAGE = "learning:visit-requests", 50
_FAULTS = (AskedAlreadyError, RequestSettledError)
_THAI = {"lang": "th"}


class AskForm(forms.Form):
    """For what a school asks to be visited, and when."""

    school = forms.ChoiceField(
        label=_("โรงเรียน"), error_messages=SAID, widget=forms.Select(attrs=_THAI)
    )
    topic = forms.CharField(
        label=_("เรื่องที่ขอ"),
        max_length=120,
        error_messages=SAID,
        widget=forms.TextInput(attrs=_THAI),
        help_text=_("เช่น การอ่านออกเขียนได้ ป.1"),
    )
    wish = forms.CharField(
        label=_("สิ่งที่อยากให้ช่วย"),
        max_length=2000,
        error_messages=SAID,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "th"}),
        help_text=_("ไม่ต้องใส่ชื่อนักเรียน"),
    )
    month = forms.ChoiceField(label=_("เดือนที่สะดวก"), required=False, error_messages=SAID)

    def __init__(self, data: Any, schools: dict[str, School], months: list[Month]) -> None:
        super().__init__(data, label_suffix="")
        self._months = {month.key: month for month in months}
        choose(self, "school", [(code, one.name) for code, one in schools.items()])
        choose(self, "month", [("", gettext("เดือนใดก็ได้")), *months_named(months)])
        if len(schools) == 1:
            del self.fields["school"]

    def clean_topic(self) -> str:
        """The topic on one line."""
        return tidy(self.cleaned_data["topic"])

    def clean_month(self) -> Month | None:
        """The month itself, if any."""
        return self._months.get(self.cleaned_data["month"])


def _told(fault: Exception) -> str | dict[str, str]:
    if isinstance(fault, AskedAlreadyError):
        told = gettext("โรงเรียนขอเรื่องนี้ไว้แล้วและยังรอวางแผน: รอคำตอบ หรือขอเรื่องอื่น")
        return {"topic": told}
    return gettext("คำขอนี้วางแผนหรือตอบไปแล้ว: เปิดรายการดูอีกครั้ง")


filled = partial(filling.filled, faults=_FAULTS, told=_told)


def requests_seen(desk: Desk) -> QuerySet[VisitRequest]:
    """The requests of schools whose visits the person sees."""
    reach, found = desk.viewer.scope.reach.get(SEE_VISITS, frozenset()), requests_in(desk.area)
    return found if reach is None else found.filter(school__code__in=reach)


@private
@require_safe
def show_requests(request: HttpRequest) -> HttpResponse:
    """What schools asked for, those to be planned first; a school sees its own."""
    desk = desk_of(request)
    seen, names = requests_seen(desk), request_names()
    counts = dict(seen.order_by().values_list("state").annotate(Count("pk")))
    asks = desk.viewer.scope.may(ANSWER_VISITS)
    state = request.GET.get("state", "" if asks else VisitRequest.State.OPEN)
    chosen = seen.filter(state=state) if state in names else seen
    leaf = Paginator(chosen, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": desk,
        "leaf": leaf,
        "rows": [_row(desk, one, names[one.state]) for one in leaf],
        "tabs": [
            (key, name, counts.get(key, 0) if key else sum(counts.values()), key == state)
            for key, name in [*names.items(), ("", gettext("ทั้งหมด"))]
        ],
        "asks": asks,
    }
    return render(request, "learning/visit_plan/requests.html", context)


def _row(desk: Desk, one: VisitRequest, state: str) -> dict[str, Any]:
    visit = next((v for v in one.visits.all() if v.state != Visit.State.CANCELLED), None)
    shown = visit if visit and (visit.state != Visit.State.DRAFT or desk.plans) else None
    open_ = one.state == VisitRequest.State.OPEN
    return {
        "one": one,
        "state": state,
        "visit": shown,
        "month": month_name(month_of(one.month)) if one.month else "",
        "when": month_name(month_of(shown.month)) if shown else "",
        "plans": open_ and desk.may_plan(one.school.code),
    }


@private
@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a visit to the own school."""
    desk = desk_of(request, ANSWER_VISITS)
    may = desk.viewer.scope.may_at
    own = {c: one for c, one in desk.schools.items() if may(ANSWER_VISITS, c)}
    if not own:
        raise PermissionDenied
    form = AskForm(request.POST or None, own, desk.months)

    def do() -> str:
        said = dict(form.cleaned_data)
        school = desk.unit(said.pop("school", next(iter(own))))
        entry = RequestEntry(**said)
        by, now = signed_in(request), timezone.now()
        ask_visit(by=by, area=desk.area, school=school, entry=entry, at=now)
        return reverse(_HERE)

    lead = gettext("สำนักงานจะวางแผนให้หรือตอบเหตุผล เห็นได้ที่หน้ารายการ")
    done = gettext("ส่งคำขอแล้ว")
    page = Page(gettext("ขอรับการนิเทศ"), gettext("ส่งคำขอ"), reverse(_HERE), lead, done=done)
    return filled(request, form, page, do)


def _asked(request: HttpRequest, pk: int) -> tuple[Desk, VisitRequest]:
    desk = desk_of(request, PLAN_VISITS)
    asked = get_object_or_404(requests_in(desk.area), pk=pk)
    if not desk.may_plan(asked.school.code):
        raise PermissionDenied
    return desk, asked


@private
@form_page
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the visit that a school asked for into the plan, as a draft."""
    desk, asked = _asked(request, pk)
    if asked.state != VisitRequest.State.OPEN and request.method != "POST":
        return redirect(reverse(_HERE))
    school = desk.schools.get(asked.school.code)
    lead = (desk.supervisor_of(school) if school else None) or desk.user
    wished = month_of(asked.month) if asked.month else None
    start = {
        "kind": Visit.Kind.REQUEST,
        "topics": [asked.topic],
        "lead": str(lead.pk),
        "month": wished.key if wished in desk.months else desk.months[0].key,
    }
    data = request.POST if request.method == "POST" else None
    kinds = instruments_of(desk.area)
    form = VisitForm(data, desk.viewer.today, desk.leads, desk.months, kinds, start)

    def do() -> str:
        entry = entry_of(form, school=asked.school, request=hold_open(asked))
        warn(request, desk, plan_visits(by=signed_in(request), area=desk.area, entries=[entry]))
        return plan_url(entry.month)

    title = gettext("วางแผนตามคำขอของ %(school)s") % {"school": asked.school}
    page = Page(title, gettext("บันทึกเป็นร่างแผน"), reverse(_HERE), asked.wish)
    return filled(request, form, page, do)


@private
@form_page
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the visit won't be made, and why."""
    _desk, asked = _asked(request, pk)
    if asked.state != VisitRequest.State.OPEN and request.method != "POST":
        return redirect(reverse(_HERE))
    form = ReasonForm(request.POST or None, label_suffix="")

    def do() -> str:
        reason = form.cleaned_data["reason"]
        decline_request(by=signed_in(request), asked=asked, reason=reason)
        return reverse(_HERE)

    title = gettext("ไม่จัดให้ตามคำขอของ %(school)s") % {"school": asked.school}
    warning = gettext("โรงเรียนจะเห็นเหตุผลนี้ และเปลี่ยนคำตอบภายหลังไม่ได้")
    done = gettext("ตอบโรงเรียนแล้ว")
    page = Page(title, gettext("ไม่จัดให้"), reverse(_HERE), asked.topic, warning, done)
    return filled(request, form, page, do)
