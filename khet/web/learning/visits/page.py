"""The page of one visit: what was planned, seen, advised, found, answered, and what comes next."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.learning.models import Visit
from khet.records.learning.queries.visits import (
    checks_of,
    events_of,
    followers_of,
)
from khet.records.office.models import Duty
from khet.web.learning.visits.asked import Case, case_of
from khet.web.learning.visits.found import rows_of
from khet.web.learning.visits.kinds import KIND
from khet.web.learning.visits.words import kind_name, level_name, state_name, visit_name, when
from khet.web.parts.kinds import actions, kinds
from khet.web.parts.private import private
from khet.web.parts.tags import be_date

_ORDER = ("planned", "done", "told", "answered", "followed", "closed")


@dataclass(frozen=True)
class Stage:
    """A state on the way of a visit: its word, whether it is reached, when and by whom."""

    word: str
    reached: bool
    when: str = ""
    who: str = ""


@private
@require_safe
def show_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit, for who may see it."""
    case = case_of(request, pk)
    visit = case.visit
    first, more = case.steps
    context = {
        "visit": visit,
        "case": case,
        "title": visit_name(visit),
        "when": when(visit),
        "kind": kind_name(visit.kind),
        "state": state_name(visit.state),
        "level": level_name(visit.level),
        "stages": stages(visit),
        "first": first,
        "waits": _waits(case) if first is None else "",
        "more": more,
        "topics": [topic.name for topic in visit.topics.all()],
        "team": list(visit.team.order_by("sort_key", "pk")),
        "rows": rows_of(case),
        "checked": checks_of(visit) if visit.day else [],
        "followers": followers_of(visit, case.desk.seen),
        "reasons": _reasons(case),
    }
    return render(request, "learning/visits/visit.html", context)


def stages(visit: Visit) -> list[Stage]:
    """The way of a visit, with who took each step and when."""
    planned = _("กำหนดไป %(day)s") % {"day": when_planned(visit)}
    told = {
        "planned": (_("วางแผน"), planned, str(visit.lead)),
        "done": (_("ออกนิเทศ"), be_date(visit.day) if visit.day else "", visit.recorded_by),
        "told": (_("แจ้งโรงเรียน"), _day(visit.told_at), visit.told_by),
        "answered": (_("โรงเรียนตอบ"), _day(visit.answered_at), visit.answered_by),
        "followed": (_("ติดตามซ้ำ"), "", ""),
        "closed": (_("ปิด"), _day(visit.closed_at), visit.closed_by),
    }
    at = _ORDER.index(visit.state) if visit.state in _ORDER else -1
    passed = {"answered": visit.answered_at, "followed": visit.follow_note or at == _FOLLOWED}
    return [
        Stage(word, bool(passed.get(name, at >= place)), day, who)
        for place, (name, (word, day, who)) in enumerate(told.items())
    ]


_FOLLOWED = _ORDER.index("followed")


def when_planned(visit: Visit) -> str:
    """The day or month that a visit was planned for."""
    return be_date(visit.planned_on) if visit.planned_on else when(Visit(month=visit.month))


def _day(at: object) -> str:
    return be_date(at) if at else ""  # type: ignore[arg-type]


def _waits(case: Case) -> str:
    """For what a visit waits that its reader can't go on with."""
    if not case.records:
        sent = any(one.duty and one.duty.state == Duty.State.DONE for one in case.findings)
        return _("รอผู้นิเทศตรวจสิ่งที่ส่ง") if case.answers and sent else ""
    if case.visit.state == Visit.State.TOLD:
        return _("รอโรงเรียนตอบ")
    return _("รอโรงเรียนแก้ไขข้อค้นพบ %(n)s ข้อ") % {"n": case.open} if case.open else ""


def _reasons(case: Case) -> list[str]:
    """Why the plan proposed it, for who writes it down."""
    told = [one.get("text", "") for one in case.visit.reasons] if case.records else []
    return [text for text in told if text]


@private
@require_safe
def show_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done with a visit, as a part of its page, for who writes it down."""
    case = case_of(request, pk)
    changed = kinds()[KIND].differences
    told = [
        (
            *(event.at, _(actions().get(event.action, event.action))),
            changed(event.key, event.before, event.after) if changed and case.records else [],
            event.actor,
        )
        for event in events_of(case.visit)
    ]
    return render(request, "learning/visits/_history.html", {"history": told})
