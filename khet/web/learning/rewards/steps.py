"""Steps with rewards, confirmed first: proposed, agreed, given; a proposal withdrawn."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khet.records.learning.actions import (
    RewardMovedError,
    agree_rewards,
    give_rewards,
    propose_rewards,
    withdraw_reward,
)
from khet.records.learning.models import Reward
from khet.records.learning.queries import reward_of_key
from khet.records.registry.access import AGREE_REWARDS, PROPOSE_REWARDS
from khet.web.learning.rewards.asked import RewardYear, page_url
from khet.web.learning.rewards.forms import AgreeForm, ChosenForm, DayForm, GiveForm, WithdrawForm
from khet.web.learning.rewards.page import NOT_PROPOSED, RewardPage, Section
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in, viewer_of


class Step(NamedTuple):
    """A step: who may take it, and the state that it begins with."""

    permission: str
    before: str


STEPS = {
    str(Reward.State.PROPOSED): Step(PROPOSE_REWARDS, NOT_PROPOSED),
    str(Reward.State.AGREED): Step(AGREE_REWARDS, Reward.State.PROPOSED),
    str(Reward.State.GIVEN): Step(AGREE_REWARDS, Reward.State.AGREED),
}


@private
@require_http_methods(["GET", "HEAD", "POST"])
def take_step(request: HttpRequest) -> HttpResponse:
    """Propose schools for a reward, agree to it or give it: first which schools these are."""
    viewer, to = viewer_of(request), request.GET.get("to", "")
    if to not in STEPS:
        raise Http404
    viewer.require_everywhere(STEPS[to].permission)
    year = RewardYear(viewer, request.GET)
    section = RewardPage(year).section(request.GET.get("reward", ""))
    if section is None:
        raise Http404
    form = _form(request, year, section, to)
    if request.method == "POST" and form.is_valid() and _taken(request, year, form, to):
        return redirect(page_url(year.year, section.key))
    context = {
        "form": form,
        "to": to,
        "year": year.year,
        "section": section,
        "back": page_url(year.year, section.key),
        "missing": year.missing if to == Reward.State.PROPOSED else [],
    }
    return render(request, "learning/rewards/step.html", context)


def _form(request: HttpRequest, year: RewardYear, section: Section, to: str) -> ChosenForm:
    """The step's form as it is first drawn, or as it was sent."""
    sent = request.POST if request.method == "POST" else None
    chosen = (request.GET if sent is None else sent).getlist("school")
    asked = sent, chosen, section, STEPS[to].before
    if to == Reward.State.PROPOSED:
        return ChosenForm(*asked)
    kind = AgreeForm if to == Reward.State.AGREED else GiveForm
    return kind(*asked, year=year.year, today=year.viewer.today)


def _taken(request: HttpRequest, year: RewardYear, form: ChosenForm, to: str) -> bool:
    """Whether the step was taken; if not, the form says why."""
    try:
        taken = _take(request, year, form, to)
    except RewardMovedError:
        form.add_error(None, _("มีผู้อื่นทำรายการนี้ไปก่อน จึงยังไม่ได้บันทึก: กลับไปดูรายชื่อล่าสุดแล้วเลือกใหม่"))
        return False
    messages.success(request, _told(to) % {"n": len(taken)})
    return True


def _told(to: str) -> str:
    return {
        Reward.State.PROPOSED: _("เสนอแล้ว %(n)s โรงเรียน"),
        Reward.State.AGREED: _("บันทึกการเห็นชอบแล้ว %(n)s โรงเรียน"),
        Reward.State.GIVEN: _("บันทึกการให้แล้ว %(n)s โรงเรียน"),
    }[Reward.State(to)]


def _take(request: HttpRequest, year: RewardYear, form: ChosenForm, to: str) -> list[Reward]:
    by, area = signed_in(request), year.viewer.area
    if not isinstance(form, DayForm):
        entries = [year.earned[row.school.code].entry(row.school.code) for row in form.rows]
        return propose_rewards(by=by, area=area, academic_year=year.year, entries=entries)
    said = {"on": form.cleaned_data["on"], "note": form.cleaned_data["note"]}
    act = agree_rewards if to == Reward.State.AGREED else give_rewards
    return act(by=by, area=area, rewards=form.keys, **said)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a proposal that nobody agreed to yet, with a reason."""
    viewer = viewer_of(request)
    viewer.require_everywhere(PROPOSE_REWARDS)
    reward = reward_of_key(viewer.area, pk)
    if reward is None:
        raise Http404
    back = page_url(reward.academic_year, reward.reward)
    form = WithdrawForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid() and _withdrawn(request, reward, form):
        return redirect(back)
    possible = reward.state == Reward.State.PROPOSED
    context = {"form": form, "reward": reward, "possible": possible, "back": back}
    return render(request, "learning/rewards/withdraw.html", context)


def _withdrawn(request: HttpRequest, reward: Reward, form: WithdrawForm) -> bool:
    """Whether the proposal was taken back; if not, the form says why."""
    reason = form.cleaned_data["reason"]
    try:
        withdraw_reward(by=signed_in(request), area=reward.area, reward=reward.pk, reason=reason)
    except RewardMovedError:
        form.add_error(None, _("มีผู้เห็นชอบหรือถอนไปก่อนแล้ว จึงถอนไม่ได้"))
        return False
    messages.success(request, _("ถอนการเสนอแล้ว"))
    return True
