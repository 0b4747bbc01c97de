"""Changing the plan: a visit added by hand, changed, moved, cancelled."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.records.learning.actions.visit_plan import (
    PlanEntry,
    VisitMovedError,
    cancel_visit,
    change_visit,
    plan_visits,
)
from khet.records.learning.models import Visit
from khet.records.office.models import Instrument
from khet.records.registry.access import PLAN_VISITS
from khet.rules.calendar import fiscal_year
from khet.rules.months import Month, month_of
from khet.web.learning.visit_plan.asked import (
    Desk,
    desk_of,
    instruments_of,
    is_to_come,
    planned_visit,
)
from khet.web.learning.visit_plan.visit_forms import AddForm, VisitForm, initial_of, with_note
from khet.web.learning.visit_plan.warnings import Warnings, overload
from khet.web.office.monthly.words import month_name
from khet.web.office.orders.forms import ReasonForm
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import signed_in

WHOLE = "all"
"""What an address says in place of a month for all of a year."""
_MOVED = (VisitMovedError,)


def plan_url(month: Month, page: str = "learning:visit-plan", **more: str) -> str:
    """The address of the plan of a month, or of another page about it."""
    asked = {"year": str(fiscal_year(month.first).be), "month": month.key, **more}
    return f"{reverse(page)}?{urlencode(asked)}"


def months_url(months: Sequence[Month]) -> str:
    """The address of the plan of one month, or of the fiscal year of several."""
    if len(months) == 1:
        return plan_url(months[0])
    year = fiscal_year(months[0].first).be
    return f"{reverse('learning:visit-plan')}?year={year}&month={WHOLE}"


def moved_told(_fault: Exception) -> str:
    """That a visit can't be changed any more."""
    return _("การนิเทศนี้บันทึกผลหรือยกเลิกไปแล้ว จึงแก้แผนไม่ได้: เปิดแผนดูอีกครั้ง")


def entry_of(form: VisitForm, **more: Any) -> PlanEntry:
    """The visit that a good form asks for."""
    said = {"instruments": [], **form.cleaned_data}
    note, reasons = said.pop("note"), more.pop("reasons", ())
    said.pop("school", None)
    return PlanEntry(**said, reasons=with_note(reasons, note), **more)


def warn(request: HttpRequest, desk: Desk, visits: Sequence[Visit]) -> None:
    """Tell what is to be minded of visits that were just planned, with where to change it."""
    prefetch_related_objects(visits, "team")
    minded = Warnings(desk, visits)
    for one in visits:
        for text in minded.of(one, [user.pk for user in one.team.all()]):
            where = reverse("learning:visit-change", args=[one.pk])
            _mind(request, f"{one.school}: {text}", where, _("แก้แผน"))
    for text, lead, month in overload(desk, visits):
        _mind(request, text, plan_url(month, lead=str(lead)), _("ดูการนิเทศเหล่านี้"))


def _mind(request: HttpRequest, text: str, where: str, name: str) -> None:
    told = format_html('{}: {} <a href="{}">{}</a>', _("ระวัง"), text, where, name)
    messages.warning(request, told)


@private
@form_page
def add(request: HttpRequest) -> HttpResponse:
    """Put a visit to any school into the plan, as a draft."""
    desk = desk_of(request, PLAN_VISITS)
    schools, asked = desk.plannable, request.GET.get("school", "")
    lead = desk.supervisor_of(schools[asked]) if asked in schools else None
    start = {"school": asked, "lead": str((lead or desk.user).pk), "kind": Visit.Kind.POLICY}
    form = AddForm(*given_to_form(request, desk, desk.months, start), schools=schools)

    def do() -> str:
        entry = entry_of(form, school=desk.unit(form.cleaned_data["school"]))
        made = plan_visits(by=signed_in(request), area=desk.area, entries=[entry])
        warn(request, desk, made)
        return plan_url(entry.month)

    page = Page(_("เพิ่มการนิเทศ"), _("บันทึกเป็นร่างแผน"), reverse("learning:visit-plan"))
    return filled(request, form, page, do)


def given_to_form(
    request: HttpRequest,
    desk: Desk,
    months: Sequence[Month],
    start: Mapping[str, Any],
    kept: Iterable[Instrument] = (),
) -> tuple[Any, ...]:
    """What the form of a visit is made of; ``kept`` are instruments that the visit has already."""
    data = request.POST if request.method == "POST" else None
    leads = {str(pk): user for pk, user in desk.leads.items()}
    instruments = list(dict.fromkeys([*instruments_of(desk.area), *kept]))
    return data, desk.viewer.today, leads, desk.lead_names, months, instruments, start


@private
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say otherwise what is planned of a visit."""
    desk = desk_of(request, PLAN_VISITS)
    visit = planned_visit(desk, pk)
    month = month_of(visit.month)
    if not is_to_come(visit):
        return _back(request, month)
    for person in (visit.lead, *visit.team.all()):
        desk.leads.setdefault(person.pk, person)
    months, start = sorted({month, *desk.months}), initial_of(visit)
    form = VisitForm(*given_to_form(request, desk, months, start, visit.instruments.all()))

    def do() -> str:
        kept: dict[str, Any] = {"request": visit.request, "follows": visit.follows}
        entry = entry_of(form, school=visit.school, reasons=visit.reasons, **kept)
        warn(request, desk, [change_visit(by=signed_in(request), visit=visit, entry=entry)])
        return plan_url(entry.month)

    page = Page(str(visit.school), _("บันทึก"), plan_url(month), thai=True)
    return filled(request, form, page, do, _MOVED, moved_told)


def _back(request: HttpRequest, month: Month) -> HttpResponse:
    messages.info(request, moved_told(VisitMovedError()))
    return redirect(plan_url(month))


@private
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a visit to the next month; its day is left open. Pressed twice, it moves once."""
    desk = desk_of(request, PLAN_VISITS)
    visit = planned_visit(desk, pk)
    month = month_of(visit.month)
    if request.POST.get("from", month.key) != month.key:
        return redirect(plan_url(month))
    to = max(month.plus(1), desk.months[0])
    try:
        moved = change_visit(by=signed_in(request), visit=visit, entry=_moved(visit, to))
    except VisitMovedError:
        return _back(request, month)
    messages.success(request, _moved_told(visit, to))
    warn(request, desk, [moved])
    return redirect(plan_url(month))


def _moved_told(visit: Visit, to: Month) -> str:
    """To where a visit was moved, and that its day is open now."""
    told = _("เลื่อน %(school)s ไปเดือน%(month)s แล้ว ยังไม่กำหนดวัน")
    if visit.planned_on:
        told = _("เลื่อน %(school)s ไปเดือน%(month)s แล้ว ยังไม่กำหนดวันใหม่แทน %(day)s")
    day = be_date(visit.planned_on) if visit.planned_on else ""
    return told % {"school": visit.school, "month": month_name(to), "day": day}


def _moved(visit: Visit, to: Month) -> PlanEntry:
    return PlanEntry(
        visit.school,
        visit.lead,
        to,
        visit.kind,
        [topic.name for topic in visit.topics.all()],
        team=list(visit.team.all()),
        instruments=list(visit.instruments.all()),
        reasons=visit.reasons,
        request=visit.request,
        follows=visit.follows,
    )


@private
@form_page
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a planned visit won't be made, and why."""
    desk = desk_of(request, PLAN_VISITS)
    visit = planned_visit(desk, pk)
    month = month_of(visit.month)
    if not is_to_come(visit):
        return _back(request, month)
    form = ReasonForm(request.POST or None, label_suffix="")

    def do() -> str:
        cancel_visit(by=signed_in(request), visit=visit, reason=form.cleaned_data["reason"])
        return plan_url(month)

    title = _("ยกเลิกการนิเทศ %(school)s") % {"school": visit.school}
    lead = _("เดือน%(month)s โดย %(lead)s") % {"month": month_name(month), "lead": visit.lead}
    warning = _("ยกเลิกแล้วนำกลับมาไม่ได้ ถ้าเพียงเปลี่ยนเวลาให้เลื่อนเดือนแทน")
    page = Page(title, _("ยกเลิกการนิเทศ"), plan_url(month), lead, warning, _("ยกเลิกการนิเทศแล้ว"))
    return filled(request, form, page, do, _MOVED, moved_told)


def months_told(months: Sequence[Month]) -> str:
    """One month by its name, or the fiscal year of several."""
    if len(months) == 1:
        return _("เดือน%(month)s") % {"month": month_name(months[0])}
    return _("ปีงบประมาณ %(year)s") % {"year": fiscal_year(months[0].first).be}
