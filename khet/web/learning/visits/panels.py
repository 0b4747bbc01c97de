"""Visits as parts of other pages: of the week, without an answer, of a school, for its head."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.records.learning.access import made_by
from khet.records.learning.models import Visit, VisitRequest
from khet.records.learning.queries.visit_panels import networks_of
from khet.records.learning.queries.visit_plan import TO_COME
from khet.records.learning.queries.visits import (
    answers_due,
    findings_in,
    in_days,
    in_networks,
    open_findings,
    unanswered,
)
from khet.records.registry.access import ANSWER_VISITS, RECORD_VISITS, SEE_VISITS
from khet.rules.deadlines import days_late
from khet.rules.duties import OWED, week_end
from khet.rules.months import month_of
from khet.web.learning.letters.told import told_to
from khet.web.learning.visits.asked import Desk, desk_of
from khet.web.learning.visits.found import found_rows
from khet.web.learning.visits.listing import rows_of
from khet.web.learning.visits.words import days_since
from khet.web.parts.private import private

_MOST, _NEWEST = 8, 5
_WEEK = timedelta(6)


@dataclass(frozen=True)
class Waiting:
    """A visit of which the school was told: for how many days, and how many it is late."""

    visit: Visit
    days: int
    late: int


@private
@require_safe
def of_week(request: HttpRequest) -> HttpResponse:
    """The reader's visits of this week, and how many of this month have no day yet."""
    desk = desk_of(request)
    desk.viewer.require(RECORD_VISITS)
    today = desk.viewer.today
    ends = week_end(today)
    mine = Visit.objects.filter(made_by(desk.user), area=desk.viewer.area)
    found = mine.filter(in_days(ends - _WEEK, ends)).order_by("planned_on", "day", "pk")
    undated = mine.filter(
        state__in=TO_COME,
        planned_on=None,
        month__lte=month_of(today).first,
    )
    rows = rows_of(found.values_list("pk", flat=True)[:_MOST])
    return render(
        request, "learning/visits/_panel_week.html", {"rows": rows, "undated": undated.count()}
    )


@private
@require_safe
def without_answer(request: HttpRequest) -> HttpResponse:
    """What waits for an answer of the reader's own visits and networks, and for how long.

    What schools owe of their results is loaded below.
    """
    desk = desk_of(request)
    desk.viewer.require(RECORD_VISITS)
    found = list(unanswered(desk.recorded & _own(desk))[: _MOST + 1])
    context = {
        "waiting": _waiting(found[:_MOST], desk.viewer.today),
        "more": len(found) > _MOST,
        "results": any(file.answers_due for file in told_to(desk.viewer).score_files),
    }
    return render(request, "learning/visits/_panel_unanswered.html", context)


def _own(desk: Desk) -> Q:
    """The visits that the reader joined, and those to schools of the networks looked after."""
    viewer, held = desk.viewer, [role.unit_id for role in desk.viewer.roles]
    networks = networks_of(desk.user, viewer.area, viewer.today, held)
    return made_by(desk.user) | in_networks([one.pk for one in networks], viewer.today)


def _waiting(visits: list[Visit], today: date) -> list[Waiting]:
    due = answers_due(visits)
    return [
        Waiting(
            visit,
            days_since(timezone.localdate(visit.told_at), today),
            days_late(due.get(str(visit.pk), today), today),
        )
        for visit in visits
    ]


@private
@require_safe
def of_school(request: HttpRequest) -> HttpResponse:
    """The newest visits of one school, its open findings and its requests, for its page."""
    desk = desk_of(request)
    code = request.GET.get("school", "")
    here = desk.seen & Q(school__code=code)
    made = Visit.objects.filter(here, day__isnull=False).order_by("-day", "-pk")
    coming = Visit.objects.filter(here, state=Visit.State.PLANNED).order_by("month", "pk")
    keys = [*coming.values_list("pk", flat=True)[:2], *made.values_list("pk", flat=True)[:_NEWEST]]
    reached = desk.viewer.scope.may_at(RECORD_VISITS, code)
    asked = VisitRequest.objects.filter(
        area=desk.viewer.area, school__code=code, state=VisitRequest.State.OPEN
    )
    context = {
        "code": code,
        "rows": rows_of(keys),
        "n": made.count(),
        "found": open_findings(_told_by(here)).count(),
        "requests": list(asked.order_by("pk")) if reached else [],
        "at_school": desk.viewer.at_school,
        "sees_book": desk.viewer.scope.may_at(SEE_VISITS, code),
    }
    return render(request, "learning/visits/_panel_school.html", context)


@private
@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    """What the head of a school is to acknowledge, to answer, and to mend."""
    desk = desk_of(request)
    desk.viewer.require(ANSWER_VISITS)
    if not desk.viewer.at_school:
        raise PermissionDenied
    waiting = Q(acknowledged_at=None) | Q(answered_at=None)
    told = Visit.objects.filter(desk.seen, waiting, told_at__isnull=False)
    told = told.exclude(state=Visit.State.CLOSED, acknowledged_at__isnull=False)
    owed = findings_in(desk.seen).filter(duty__state__in=OWED)
    context = {
        "rows": rows_of(told.order_by("told_at", "pk").values_list("pk", flat=True)[:_MOST]),
        "owed": found_rows(desk.viewer, owed[:_MOST]),
    }
    return render(request, "learning/visits/_panel_advice.html", context)


def _told_by(visits: Q) -> Q:
    """Findings of those visits."""
    return Q(visit__in=Visit.objects.filter(visits).order_by().values("pk"))
