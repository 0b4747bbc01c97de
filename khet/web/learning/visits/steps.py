"""The steps of a visit: the school is told, acknowledges, answers; followed up, closed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.learning.actions.visit_plan import PlanEntry, plan_visits
from khet.records.learning.actions.visit_steps import (
    acknowledge_visit,
    answer_visit,
    close_visit,
    follow_up,
    hindrance,
    tell_school,
)
from khet.records.learning.models import Visit
from khet.records.office.queries.calendar import due_of
from khet.rules.calendar import fiscal_year
from khet.rules.deadlines import ANSWER_VISIT
from khet.rules.months import month_of
from khet.web.learning.visits.asked import Case, case_of
from khet.web.learning.visits.forms import AGAIN, AnswerForm, FollowForm
from khet.web.learning.visits.kinds import url_of
from khet.web.learning.visits.words import FAULTS, fault_told, step_name, visit_name
from khet.web.parts.filling import Page, filled, form_page, nothing_asked
from khet.web.parts.private import private
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import signed_in


def _recorded(request: HttpRequest, pk: int) -> Case:
    """The visit, for who writes it down."""
    case = case_of(request, pk)
    if not case.records:
        raise PermissionDenied
    return case


def _answered(request: HttpRequest, pk: int) -> Case:
    """The visit, for who answers for the school."""
    case = case_of(request, pk)
    if not case.answers:
        raise PermissionDenied
    return case


def _page(case: Case, step: str, lead: str = "", warning: str = "", done: str = "") -> Page:
    title = f"{step_name(step)}: {visit_name(case.visit)}"
    fault = hindrance(case.visit, step)
    told = fault_told(fault) if fault else ""
    back = url_of(case.visit.pk)
    return Page(title, step_name(step), back, lead, warning, done, thai=True, hindered=told)


@private
@form_page
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the school, after a word on what that opens."""
    case = _recorded(request, pk)
    by, now = signed_in(request), timezone.now()

    def do() -> str:
        tell_school(by=by, visit=case.visit, today=timezone.localdate(now), at=now)
        return url_of(pk)

    lead = _("โรงเรียนจะเห็นบันทึกนี้ ตอบภายในวันที่ %(day)s และแก้ไขข้อค้นพบ %(n)s ข้อตามวันที่กำหนด")
    due = due_of(case.visit.area, ANSWER_VISIT, timezone.localdate(now))
    warning = _("เมื่อแจ้งแล้ว แก้บันทึกไม่ได้อีก")
    told = _("แจ้งโรงเรียนแล้ว")
    page = _page(case, "tell", lead % {"n": len(case.findings), "day": be_date(due)}, warning, told)
    return filled(request, nothing_asked(request), page, do, FAULTS, fault_told)


@private
@form_page
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the school has read it, from the visit's page or the school's book."""
    case = _answered(request, pk)

    def do() -> str:
        acknowledge_visit(by=signed_in(request), visit=case.visit, at=timezone.now())
        return _in_book(case.visit) if "book" in request.GET else url_of(pk)

    warning = _("รับทราบแล้วยกเลิกไม่ได้ ผู้นิเทศเห็นชื่อผู้รับทราบและวันที่")
    page = _page(case, "acknowledge", case.visit.advice, warning, _("รับทราบผลการนิเทศแล้ว"))
    return filled(request, nothing_asked(request), page, do, FAULTS, fault_told)


def _in_book(visit: Visit) -> str:
    page = reverse("learning:school-book", args=[visit.school.code])
    return f"{page}?year={fiscal_year(visit.day or visit.month).be}#visit-{visit.pk}"


@private
@form_page
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the school answers; it may be written anew until the visit is closed."""
    case = _answered(request, pk)
    given = request.POST if request.method == "POST" else None
    form = AnswerForm(given, label_suffix="", initial={"answer": case.visit.answer})

    def do() -> str:
        said = form.cleaned_data["answer"]
        answer_visit(by=signed_in(request), visit=case.visit, answer=said, at=timezone.now())
        return url_of(pk)

    page = _page(case, "answer", case.visit.advice, done=_("ส่งคำตอบแล้ว"))
    return filled(request, form, page, do, FAULTS, fault_told)


@private
@form_page
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan another visit that follows this one, or say how it was followed up otherwise."""
    case = _recorded(request, pk)
    today = case.desk.viewer.today
    form = FollowForm(request.POST if request.method == "POST" else None, today)
    by = signed_in(request)

    def do() -> str:
        said = form.cleaned_data
        if fault := hindrance(case.visit, "follow-up"):
            raise fault
        if said["how"] != AGAIN:
            follow_up(by=by, visit=case.visit, note=said["note"])
            return url_of(pk)
        entry = _again(case, said["day"])
        [made] = plan_visits(by=by, area=case.visit.area, entries=[entry], draft=False)
        return url_of(made.pk)

    page = _page(case, "follow-up", done=_("บันทึกการติดตามซ้ำแล้ว"))
    return filled(request, form, page, do, FAULTS, fault_told)


def _again(case: Case, day: object) -> PlanEntry:
    visit, user = case.visit, case.desk.user
    return PlanEntry(
        visit.school,
        user,
        month_of(day),  # type: ignore[arg-type]
        visit.kind,
        [topic.name for topic in visit.topics.all()],
        planned_on=day,  # type: ignore[arg-type]
        team=[one for one in visit.team.all() if one != user],
        instruments=list(visit.instruments.filter(closed=False)),
        follows=visit,
    )


@private
@form_page
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a visit of which nothing is open."""
    case = _recorded(request, pk)

    def do() -> str:
        close_visit(by=signed_in(request), visit=case.visit, at=timezone.now())
        return url_of(pk)

    warning = _("เมื่อปิดแล้ว โรงเรียนตอบเพิ่มไม่ได้ และเปิดใหม่ไม่ได้")
    page = _page(case, "close", warning=warning, done=_("ปิดการนิเทศแล้ว"))
    return filled(request, nothing_asked(request), page, do, FAULTS, fault_told)
