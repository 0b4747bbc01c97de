"""The page of the proposed plan: chosen, ranked, edited, saved as a draft."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid5

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khet.records.learning.actions.visit_plan import PlanEntry, plan_visits
from khet.records.learning.models import Visit
from khet.records.learning.queries.visit_plan import open_requests
from khet.records.registry.models import Unit, UnitKind
from khet.web.learning.visit_plan.changing import months_url, warn
from khet.web.learning.visit_plan.picked import Pick, Rows, SaveForm
from khet.web.learning.visit_plan.proposal import Proposal
from khet.web.learning.visit_plan.words import months_named
from khet.web.learning.words import unannounced
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in


@private
@form_page
def propose(request: HttpRequest) -> HttpResponse:
    """Propose visits from what is known of schools, and save what the planner made of them."""
    proposal = Proposal(request)
    data = request.POST if request.method == "POST" else None
    form, rows = SaveForm(data, proposal), Rows(proposal, data)
    if data is not None and (picks := _picked(form, rows)):
        return redirect(_save(request, proposal, form, picks))
    context = {
        "proposal": proposal,
        "filters": proposal.form,
        "form": form,
        "rows": rows,
        "leads": list(proposal.desk.lead_names.items()),
        "months": months_named(proposal.desk.months),
        "unannounced": unannounced(proposal.study.file) if proposal.study else "",
        "lacking": len(proposal.ranked) - len(proposal.slots) - len(_planned(proposal)),
    }
    return render(request, "learning/visit_plan/proposal.html", context)


def _planned(proposal: Proposal) -> list[str]:
    return [code for code in proposal.chosen if code in proposal.coming]


def _picked(form: SaveForm, rows: Rows) -> list[Pick]:
    """The schools to be visited; none where something is wrong, which is told at its field."""
    picks = rows.picks()
    if not form.is_valid():
        return []
    try:
        picks += rows.also(form.cleaned_data["also"])
    except ValidationError as fault:
        form.add_error("also", fault)
    if not picks and not rows.wrong and not form.errors:
        form.add_error(None, _("ยังไม่ได้เลือกโรงเรียน: ทำเครื่องหมายหน้าโรงเรียนที่จะนิเทศ"))
    return [] if rows.wrong or form.errors else picks


def _save(request: HttpRequest, proposal: Proposal, form: SaveForm, picks: list[Pick]) -> str:
    """Put the visits into the plan as drafts, each once; gives the address of the plan."""
    desk = proposal.desk
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=desk.area.pk)
        entries = _entries(proposal, form, picks)
        sent = Visit.objects.filter(uuid__in=[entry.uuid for entry in entries])
        known = set(sent.values_list("uuid", flat=True))
        new = [entry for entry in entries if entry.uuid not in known]
        made = plan_visits(by=signed_in(request), area=desk.area, entries=new)
    if made:
        told = _("บันทึกร่างแผน %(n)s ครั้งแล้ว รอเห็นชอบ") % {"n": len(made)}
        messages.success(request, told)
    else:
        messages.info(request, _("แผนนี้บันทึกไว้แล้ว จึงไม่บันทึกซ้ำ"))
    warn(request, desk, made)
    return months_url(sorted({pick.month for pick in picks}))


def _entries(proposal: Proposal, form: SaveForm, picks: Sequence[Pick]) -> list[PlanEntry]:
    said: dict[str, Any] = {"instruments": [], **form.cleaned_data}
    codes = [pick.school for pick in picks]
    units = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=codes)
    schools = {unit.code: unit for unit in units}
    asked = open_requests(proposal.desk.area, codes) if said["kind"] == "request" else {}
    return [
        PlanEntry(
            schools[pick.school],
            pick.lead,
            pick.month,
            said["kind"],
            said["topics"],
            pick.day,
            instruments=said["instruments"],
            reasons=proposal.reasons(pick.school),
            request=asked.get(pick.school),
            uuid=uuid5(said["token"], pick.school),
        )
        for pick in picks
    ]
