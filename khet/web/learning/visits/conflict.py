"""Two texts of one visit beside each other, and the choice of the one that counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.learning.actions.visit_plan import VisitMovedError
from khet.records.learning.actions.visit_records import UNTOLD, record_of, settle_conflict
from khet.records.learning.models import VisitConflict
from khet.web.learning.visits.asked import Case, case_of
from khet.web.learning.visits.forms import ChoiceForm
from khet.web.learning.visits.kinds import url_of
from khet.web.learning.visits.words import fault_told, level_name, visit_name
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.tags import be_date

Line = tuple[str, str, str, bool]


@private
@form_page
def show_conflict(request: HttpRequest, pk: int, conflict: int) -> HttpResponse:
    """Both texts, and which of them counts from now on."""
    case = case_of(request, pk)
    if not case.records:
        raise PermissionDenied
    kept = get_object_or_404(VisitConflict, pk=conflict, visit=case.visit)
    may_use = case.visit.state in UNTOLD
    form = ChoiceForm(request.POST if request.method == "POST" else None, may_use)
    if request.method == "POST" and form.is_valid() and _settled(case, kept, form):
        return redirect(url_of(pk))
    context = {
        "visit": case.visit,
        "title": visit_name(case.visit),
        "conflict": kept,
        "lines": lines_of(case, kept),
        "form": form,
        "may_use": may_use,
    }
    return render(request, "learning/visits/conflict.html", context)


def _settled(case: Case, kept: VisitConflict, form: ChoiceForm) -> bool:
    use = form.cleaned_data["use"] == "late"
    try:
        settle_conflict(by=case.desk.user, conflict=kept, use=use, at=timezone.now())
    except VisitMovedError as moved:
        form.add_error(None, fault_told(moved))
        return False
    return True


def lines_of(case: Case, kept: VisitConflict) -> list[Line]:
    """What both texts say, field by field: label, kept, sent later, and whether they differ.

    Of a choice that was made, the text that was kept then stands on the left.
    """
    before = kept.before if kept.settled_at else record_of(case.visit) or kept.before
    one, other = _said(before), _said(kept.content)
    return [(label, one[label], other[label], one[label] != other[label]) for label in one]


def _said(told: Mapping[str, Any]) -> dict[str, str]:
    follow_up = told["follow_up_on"]
    return {
        _("วันที่นิเทศ"): be_date(date.fromisoformat(told["day"])),
        _("เรื่อง"): ", ".join(told["topics"]),
        _("จุดเด่น"): told["strengths"],
        _("ข้อเสนอแนะ"): told["advice"],
        _("ระดับ"): level_name(told["level"]),
        _("นัดติดตาม"): be_date(date.fromisoformat(follow_up)) if follow_up else "",
        _("ข้อค้นพบ"): "\n".join(_found(one) for one in told["findings"]),
        _("ข้อค้นพบครั้งก่อน"): "\n".join(_looked(one) for one in told["looked"]),
    }


def _found(one: Mapping[str, str]) -> str:
    due = be_date(date.fromisoformat(one["due"]))
    told = _("%(text)s → %(action)s ภายใน %(due)s")
    return told % {"text": one["text"], "action": one["action"], "due": due}


def _looked(one: Mapping[str, Any]) -> str:
    word = _("แก้ไขแล้ว") if one["mended"] else _("ยังไม่แก้ไข")
    return f"{word} {one['note']}".strip()
