"""Keeping evidence: files or a link with what they are; doubts are asked about once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khet.jobs.evidence_files import keep
from khet.records.office.actions.evidence import Brought, EvidenceEntry
from khet.records.office.actions.search import Seen
from khet.records.office.models import Evidence
from khet.records.office.queries.evidence import evidence_seen, with_content, with_link
from khet.records.registry.models import User
from khet.rules.calendar import fiscal_year
from khet.rules.evidence import years_away
from khet.web.office.evidence.asked import keeper_of, sent
from khet.web.office.evidence.forms import KeepForm
from khet.web.office.evidence.receiving import Arrived, arrive, title_of
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in


@dataclass(frozen=True)
class Doubt:
    """What its bringer may not have meant: content kept before, or an old day."""

    told: str
    evidence: Evidence | None = None


@private
@require_http_methods(["GET", "HEAD", "POST"])
def keep_new(request: HttpRequest) -> HttpResponse:
    """A place for new evidence."""
    viewer, user = keeper_of(request)
    form = KeepForm(viewer, *sent(request))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        arrived = _arrived(request, form, user)
        doubts = list(_doubts(viewer, form, arrived)) if form.is_valid() else []
        if form.is_valid() and (not doubts or "anyway" in request.POST):
            return _keep(request, viewer, form, arrived)
        context |= {"held": arrived.held_by(user), "doubts": doubts}
    return render(request, "office/evidence/new.html", context)


def year_doubt(about_day: Any, viewer: Viewer) -> str:
    """What is said of a day that is of neither this fiscal year nor the last."""
    if years_away(about_day, viewer.today) in (0, 1):
        return ""
    told = _("วันของเรื่องอยู่ในปีงบประมาณ %(be)s ไม่ใช่ปีนี้หรือปีก่อน: ตรวจวันที่และปี พ.ศ. อีกครั้ง")
    return told % {"be": fiscal_year(about_day).be}


def _arrived(request: HttpRequest, form: KeepForm, user: User) -> Arrived:
    form.is_valid()
    told = form.cleaned_data
    files = [*told.get("file", ()), *told.get("photo", ())]
    arrived = arrive(form, files, request.POST.getlist("held"), user)
    if link := told.get("link"):
        arrived.brought.append(Brought(link=link))
    if not arrived.brought and not {"file", "link"} & set(form.errors):
        form.add_error("file", _("เลือกไฟล์ ถ่ายภาพ หรือใส่ลิงก์อย่างใดอย่างหนึ่ง"))
    return arrived


def _doubts(viewer: Viewer, form: KeepForm, arrived: Arrived) -> Iterator[Doubt]:
    seen = evidence_seen(viewer.office_sight)
    known = with_content(seen, [one.sha256 for one in arrived.brought if one.sha256])
    for one in arrived.brought:
        if before := known.get(one.sha256) or with_link(seen, one.link):
            told = _("“%(name)s” มีเก็บไว้แล้ว: ใช้รายการเดิมได้ ไม่ต้องเก็บซ้ำ")
            yield Doubt(told % {"name": one.name or one.link}, before)
    if told := year_doubt(form.cleaned_data["about_day"], viewer):
        yield Doubt(told)


def _keep(request: HttpRequest, viewer: Viewer, form: KeepForm, arrived: Arrived) -> HttpResponse:
    user, told, several = signed_in(request), form.cleaned_data, len(arrived.brought) > 1
    seen = Seen(viewer.area, told["unit"], told["level"], user)
    kept = []
    for one in arrived.brought:
        title = title_of(one, told["title"], several)
        entry = EvidenceEntry(seen, told["kind"], title, told["about_day"], told["note"])
        kept.append(keep(by=user, entry=entry, brought=one))
    messages.success(request, _("เก็บแล้ว %(n)s รายการ") % {"n": len(kept)})
    return redirect("office:evidence-list") if several else redirect("office:evidence", kept[0].pk)
