"""The page of one duty: what, whose, until when, how it went."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Duty
from khet.records.office.queries.duties import duty_events, late
from khet.records.registry.models import Event, User
from khet.rules.deadlines import DEADLINES
from khet.rules.duties import OWED, Act
from khet.web.office.duties.asked import Case, case_of
from khet.web.office.duties.listing import own_title
from khet.web.office.duties.words import done_at, owner_of, state_of, title_of
from khet.web.parts.kinds import actions, kinds
from khet.web.parts.private import private


@dataclass(frozen=True)
class Told:
    """What somebody did with a duty: when, what, what it changed, and who."""

    at: datetime
    what: str
    changed: list[tuple[str, str, str]]
    actor: str


@private
@require_safe
def show_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty, for who may see it."""
    case = case_of(request, pk)
    duty = case.duty
    rule = DEADLINES.get(duty.rule)
    return render(
        request,
        "office/duties/duty.html",
        {
            "duty": duty,
            "title": title_of(duty, case.about),
            "about": case.about,
            "owner": owner_of(duty),
            "answering": case.owners.answering(duty),
            "late": late(duty, case.viewer.today),
            "state": state_of(duty),
            "back": _back(case),
            "source": rule.source if rule else "",
            "acts": [(act, label) for act, label in act_names().items() if act in case.now],
            "elsewhere": _elsewhere(case),
            "hidden": case.hidden,
            "history": [] if case.hidden else history(duty),
        },
    )


def act_names() -> dict[Act, str]:
    """What can be done with a duty, as buttons say it, the first the most wanted."""
    return {
        Act.FINISH: _("ส่งงาน"),
        Act.ACCEPT: _("ตรวจรับ"),
        Act.RETURN: _("ส่งกลับแก้ไข"),
        Act.PROGRESS: _("แจ้งความคืบหน้า"),
        Act.HAND_ON: _("มอบต่อ"),
        Act.TAKE_BACK: _("ดึงงานกลับ"),
        Act.POSTPONE: _("ขยายเวลา"),
        Act.WAIVE: _("ยกเว้น"),
        Act.REOPEN_CHECK: _("นำการตรวจรับกลับ"),
        Act.ASK_AGAIN: _("ขอให้ส่งอีกครั้ง"),
    }


def history(duty: Duty) -> list[Told]:
    """What was done with a duty, newest first; people stand by their names."""
    events = duty_events(duty)
    passed = {told.get("passed") for e in events for told in (e.before or {}, e.after or {})}
    people = User.objects.filter(username__in=passed - {None}) if passed - {None} else ()
    names = {user.username: str(user) for user in people}
    return [_told(event, names) for event in events]


def _told(event: Event, names: dict[str, str]) -> Told:
    """An event without the name of the duty, with which its differences begin."""
    differences = kinds()["office.duty"].differences
    before, after = (_with_name(told, names) for told in (event.before, event.after))
    changed = differences(event.key, before, after) if differences else []
    what = actions().get(event.action, event.action)
    return Told(event.at, _(what), changed[1:], event.actor)


def _with_name(told: dict[str, str] | None, names: dict[str, str]) -> dict[str, str] | None:
    if not told or "passed" not in told:
        return told
    return {**told, "passed": names.get(told["passed"], told["passed"])}


def _back(case: Case) -> tuple[str, str]:
    """The list to which the page leads back: its name and address."""
    duty, mine = case.duty, case.standing.owns or case.standing.passed
    if not mine and duty.state in OWED and late(duty, case.viewer.today):
        return _("งานเกินกำหนด"), reverse("office:late")
    return own_title(case.viewer), reverse("office:duties")


def _elsewhere(case: Case) -> str:
    """Where the reader does what this duty asks, where that is on a page of its own."""
    return done_at(case.duty, case.about) if Act.PROGRESS in case.now else ""
