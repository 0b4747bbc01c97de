"""The list of schools by reward: its page, as XLSX and DOCX, and what a school reads of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from khet.documents.reward_list import reward_list
from khet.records.learning.queries import rewards_told
from khet.records.registry.access import (
    EXPORT_RESULTS,
    PROPOSE_REWARDS,
    SEE_REGISTERS,
    SEE_SCHOOL_RESULTS,
    Scope,
)
from khet.rules.thai import arabic_digits
from khet.web.learning.asked import file_name
from khet.web.learning.rewards.asked import RewardYear
from khet.web.learning.rewards.page import RewardPage, Section
from khet.web.learning.rewards.paper import paper_of
from khet.web.learning.rewards.sheet import order_note, rewards_sheet
from khet.web.learning.rewards.steps import STEPS
from khet.web.parts.private import DOCX, file_of, private, workbook_of
from khet.web.parts.viewer import viewer_of

ARABIC = "arabic"


@private
@require_safe
def show_rewards(request: HttpRequest) -> HttpResponse:
    """The schools of a year by reward, with their colours and how far each is."""
    year = RewardYear(viewer_of(request), request.GET)
    page, scope = RewardPage(year), year.viewer.scope
    context = {
        "year": year,
        "page": page,
        "sections": [(section, _steps(scope, section)) for section in page.sections],
        "may_propose": scope.may_everywhere(PROPOSE_REWARDS),
        "may_export": scope.may(EXPORT_RESULTS),
        "order_note": order_note(),
        "table_url": reverse("settings:table", args=["rewards"])
        if scope.may_everywhere(SEE_REGISTERS)
        else "",
    }
    return render(request, "learning/rewards/rewards.html", context)


def _steps(scope: Scope, section: Section) -> dict[str, str]:
    """The steps that the reader may take with schools of a reward, by the state they begin with."""
    return {
        step.before: to
        for to, step in STEPS.items()
        if scope.may_everywhere(step.permission) and step.before in section.states
    }


@require_safe
def export_rewards(request: HttpRequest) -> HttpResponse:
    """The list as XLSX."""
    year = _exported(request)
    return workbook_of(rewards_sheet(RewardPage(year)), _file_name(year))


@require_safe
def write_rewards(request: HttpRequest) -> HttpResponse:
    """The schools proposed, agreed and given as a paper to edit, as DOCX."""
    year = _exported(request)
    thai = request.GET.get("digits") != ARABIC
    with override("th"):
        paper = paper_of(RewardPage(year), thai)
    return file_of(reward_list(paper), DOCX, f"{_file_name(year)}.docx")


def _exported(request: HttpRequest) -> RewardYear:
    viewer = viewer_of(request)
    viewer.require(EXPORT_RESULTS)
    return RewardYear(viewer, request.GET)


def _file_name(year: RewardYear) -> str:
    return file_name("rewards", str(year.year))


@private
@require_safe
def of_school(request: HttpRequest) -> HttpResponse:
    """What a school gets for its colours of a year, once it is agreed."""
    viewer, code = viewer_of(request), request.GET.get("school", "")
    viewer.require_at(SEE_SCHOOL_RESULTS, code)
    year = arabic_digits(request.GET.get("year", ""))
    known = year.isascii() and year.isdecimal() and len(year) == 4
    rewards = rewards_told(viewer.area, int(year), code) if known else []
    context = {"rewards": rewards, "year": year}
    return render(request, "learning/rewards/_panel.html", context)
