"""Who looks after which network: the table, who did before, assigned, ended, handed on."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.learning.actions.assignments import (
    AssignedAlreadyError,
    AssignmentEndsEarlyError,
    AssignmentEntry,
    OtherSupervisorError,
    assign,
    end_assignment,
    hand_over_network,
)
from khet.records.learning.models import Assignment
from khet.records.learning.queries.visit_plan import assignments_of
from khet.records.registry.access import valid_on
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.entries import units_of
from khet.web.learning.visit_plan.asked import Desk, desk_of, office_desk
from khet.web.learning.visit_plan.assign_forms import AssignForm, EndForm, PersonForm
from khet.web.learning.visit_plan.words import part_names
from khet.web.parts import filling
from khet.web.parts.filling import Page, form_page
from khet.web.parts.private import private
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import signed_in

_HERE = "learning:assignments"
_FAULTS = (AssignedAlreadyError, AssignmentEndsEarlyError)


@dataclass(frozen=True)
class Held:
    """Somebody who looks after a network; ``left`` where the person works here no more."""

    held: Assignment
    left: bool

    @property
    def part(self) -> str:
        """As what."""
        return part_names()[self.held.part]


@dataclass(frozen=True)
class Line:
    """A network with who looks after it, who will, and who did before."""

    network: Unit
    schools: int
    now: list[Held]
    coming: list[Held]
    before: list[Held]

    @property
    def lacks(self) -> bool:
        """Whether no supervisor looks after it today."""
        part = Assignment.Part.SUPERVISOR
        return not any(one.held.part == part and not one.left for one in self.now)


def networks_of(desk: Desk) -> list[Unit]:
    """The networks of the area that stand today, in Thai order."""
    return list(units_of(desk.area, UnitKind.NETWORK).filter(valid_on(desk.viewer.today)))


@private
@require_safe
def show_assignments(request: HttpRequest) -> HttpResponse:
    """The networks with who looks after each."""
    desk = office_desk(request)
    lines = _lines(desk)
    context = {"lines": lines, "lacking": [one for one in lines if one.lacks], "desk": desk}
    return render(request, "learning/visit_plan/assignments.html", context)


def _lines(desk: Desk) -> list[Line]:
    every, today = list(assignments_of(desk.area)), desk.viewer.today
    here = desk.leads
    counts: dict[str, int] = {}
    for school in desk.schools.values():
        counts[school.network_code or ""] = counts.get(school.network_code or "", 0) + 1

    def line(network: Unit) -> Line:
        of = [Held(a, a.person_id not in here) for a in every if a.network_id == network.pk]
        over = [one for one in of if one.held.until and one.held.until < today]
        coming = [one for one in of if one.held.since > today]
        now = [one for one in of if one not in over and one not in coming]
        return Line(network, counts.get(network.code, 0), now, coming, over)

    return [line(network) for network in networks_of(desk)]


def _told(fault: Exception) -> dict[str, str]:
    """What is wrong, at its field."""
    if isinstance(fault, AssignedAlreadyError):
        named = {"name": fault.held.person, "day": be_date(fault.held.since)}
        if isinstance(fault, OtherSupervisorError):
            told = _("%(name)s รับผิดชอบเครือข่ายนี้ตั้งแต่ %(day)s: ให้สิ้นสุดก่อน หรือใช้ “ส่งต่อ”")
            return {"since": told % named}
        told = _("%(name)s รับผิดชอบเครือข่ายนี้อยู่แล้วตั้งแต่ %(day)s: เลือกบุคคลหรือวันอื่น")
        return {"person": told % named}
    told = _("วันนี้ไม่อยู่ในช่วงที่ผู้เดิมรับผิดชอบ: ใส่วันหลังวันแรกและไม่เกินวันสุดท้ายของผู้เดิม")
    return {"since": told, "until": told}


filled = partial(filling.filled, faults=_FAULTS, told=_told)


def _assigning(request: HttpRequest) -> Desk:
    desk = desk_of(request)
    if not desk.assigns:
        raise PermissionDenied
    return desk


@private
@form_page
def add(request: HttpRequest) -> HttpResponse:
    """Let a person look after a network."""
    desk = _assigning(request)
    viewer, asked = desk.viewer, request.GET.get("network", "")
    form = AssignForm(request.POST or None, networks_of(desk), desk.leads, viewer.today, asked)

    def do() -> str:
        entry = AssignmentEntry(**form.cleaned_data)
        assign(by=signed_in(request), area=desk.area, entry=entry)
        return reverse(_HERE)

    title, done = _("มอบผู้รับผิดชอบเครือข่าย"), _("บันทึกผู้รับผิดชอบแล้ว")
    return filled(request, form, Page(title, _("บันทึก"), reverse(_HERE), done=done), do)


@private
@form_page
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody look after a network until a day."""
    desk = _assigning(request)
    held = _held(desk, pk)
    form = EndForm(request.POST or None, held, desk.viewer.today)

    def do() -> str:
        until = form.cleaned_data["until"]
        end_assignment(by=signed_in(request), assignment=held, until=until)
        return reverse(_HERE)

    page = _page(held, _("สิ้นสุดการรับผิดชอบ"), _("บันทึกวันสุดท้าย"))
    return filled(request, form, page, do)


@private
@form_page
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another person look after a network from a day on."""
    desk = _assigning(request)
    held = _held(desk, pk)
    start: dict[str, Any] = {"since": max(desk.viewer.today, held.since)}
    form = PersonForm(request.POST or None, desk.leads, desk.viewer.today, start)

    def do() -> str:
        hand_over_network(by=signed_in(request), assignment=held, **form.cleaned_data)
        return reverse(_HERE)

    return filled(request, form, _page(held, _("ส่งต่อให้ผู้อื่น"), _("ส่งต่อ")), do)


def _held(desk: Desk, pk: int) -> Assignment:
    return get_object_or_404(assignments_of(desk.area), pk=pk)


def _page(held: Assignment, title: str, button: str) -> Page:
    told = _("%(name)s รับผิดชอบตั้งแต่ %(day)s")
    lead = told % {"name": held.person, "day": be_date(held.since)}
    return Page(f"{title}: {held.network}", button, reverse(_HERE), lead, done=_("บันทึกแล้ว"))
