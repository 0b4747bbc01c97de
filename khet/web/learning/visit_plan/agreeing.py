"""Drafts of the plan that wait to be agreed to: listed to be ticked, and told to who may agree."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khet.records.learning.actions.visit_plan import agree_visits
from khet.records.learning.models import Visit
from khet.records.registry.access import AGREE_VISITS
from khet.web.learning.visit_plan.asked import Desk, desk_of
from khet.web.learning.visit_plan.changing import months_told, months_url, plan_url
from khet.web.learning.visit_plan.plan import Plan
from khet.web.learning.visit_plan.plan_rows import Row
from khet.web.learning.visit_plan.warnings import overload
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in


class _Ticks(forms.MultipleChoiceField):
    """Ticks of what stood on the page; what stands there no more is told, not refused."""

    def valid_value(self, value: Any) -> bool:
        return True


class AgreeForm(forms.Form):
    """Which of the drafts shown are agreed to."""

    visit = _Ticks(
        label=gettext_lazy("ร่างแผน"),
        error_messages={"required": gettext_lazy("ยังไม่ได้เลือก: ทำเครื่องหมายหน้าการนิเทศที่เห็นชอบ")},
    )


def as_shown(row: Row) -> str:
    """A draft and what its line says of it, so that one that was changed since is another."""
    one = row.visit
    team, topics = [user.pk for user in one.team.all()], [topic.name for topic in one.topics.all()]
    said = (one.month, one.planned_on, one.lead_id, one.kind, row.note, sorted(team), topics)
    return f"{one.pk}-{sha256(repr(said).encode()).hexdigest()[:16]}"


def _desk(request: HttpRequest) -> Desk:
    desk = desk_of(request, AGREE_VISITS)
    if not desk.viewer.scope.may_everywhere(AGREE_VISITS):
        raise PermissionDenied
    return desk


@private
@form_page
def agree(request: HttpRequest) -> HttpResponse:
    """Agree to drafts of the month shown, or of the year: those that were shown and ticked."""
    _desk(request)
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(_agreed(request, form.cleaned_data["visit"]))
    plan = Plan(request)
    rows = plan.rows(plan.waiting)
    context = {
        "form": form,
        "rows": [(as_shown(row), row) for row in rows],
        "load": [
            (over.text, plan_url(over.month, lead=str(over.lead)))
            for over in overload(plan.desk, [row.visit for row in rows])
        ],
        "when": months_told(plan.months),
        "back": months_url(plan.months),
    }
    return render(request, "learning/visit_plan/agree.html", context)


@transaction.atomic
def _agreed(request: HttpRequest, ticked: Sequence[str]) -> str:
    """Agree to the drafts that still are as they were shown; gives the address of the plan."""
    plan = Plan(request)
    list(Visit.objects.select_for_update().filter(pk__in=[one.pk for one in plan.waiting]))
    found = {as_shown(row): row.visit.pk for row in plan.rows(plan.waiting)}
    same = [found[key] for key in set(ticked) if key in found]
    n = agree_visits(by=signed_in(request), area=plan.desk.area, visits=same)
    if n:
        messages.success(request, _("เห็นชอบแผนแล้ว %(n)s ครั้ง") % {"n": n})
    if left := len(set(ticked)) - n:
        told = _("อีก %(n)s ครั้งไม่ได้เห็นชอบ เพราะแก้ ยกเลิก หรือเห็นชอบไปแล้วระหว่างที่ท่านดู: ตรวจแผนอีกครั้ง")
        messages.warning(request, told % {"n": left})
    return months_url(plan.months)
