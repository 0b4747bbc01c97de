"""Changing evidence: what is said of it, a further version, and taking it out of the lists."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khet.jobs.evidence_files import read_later
from khet.records.office.actions.evidence import (
    Brought,
    CitedError,
    EvidenceEntry,
    add_version,
    change_evidence,
    withdraw_evidence,
)
from khet.records.office.actions.search import Seen
from khet.records.office.models import Evidence
from khet.rules.calendar import fiscal_year
from khet.rules.evidence import OTHER, evidence_kinds
from khet.web.office.evidence.asked import Asked, asked_for, sent, to_change
from khet.web.office.evidence.forms import EvidenceForm, VersionForm, WithdrawForm
from khet.web.office.evidence.receiving import arrive
from khet.web.office.evidence.views import uses_told
from khet.web.parts.private import private

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@private
@_form_page
def edit_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say otherwise what evidence is."""
    asked = to_change(request, pk)
    one, viewer = asked.evidence, asked.viewer
    form = EvidenceForm(viewer, *sent(request), unit=one.unit, initial=_initial(asked))
    if form.is_valid():
        told = form.cleaned_data
        seen = Seen(one.area, told["unit"], told["level"], one.owner, one.body)
        entry = EvidenceEntry(seen, told["kind"], told["title"], told["about_day"], told["note"])
        change_evidence(by=asked.user, evidence=one, entry=entry)
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("office:evidence", pk)
    return render(request, "office/evidence/edit.html", {"form": form, "evidence": one})


@private
@_form_page
def bring_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a further version."""
    asked = to_change(request, pk)
    is_link = asked.evidence.source == Evidence.Source.LINK
    form = VersionForm(is_link, *sent(request))
    if request.method == "POST" and (brought := _brought(form, asked)):
        version = add_version(
            by=asked.user, evidence=asked.evidence, brought=brought, at=timezone.now()
        )
        read_later(version)
        messages.success(request, _("เพิ่มเป็นฉบับที่ %(n)s แล้ว") % {"n": version.number})
        return redirect("office:evidence", pk)
    context = {"form": form, "evidence": asked.evidence}
    return render(request, "office/evidence/version.html", context)


@private
@_form_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take evidence out of the lists and say why, unless something refers to it."""
    asked = to_change(request, pk)
    uses = uses_told(asked)
    form = WithdrawForm(request.POST or None, label_suffix="")
    if form.is_valid():
        by, reason = asked.user, form.cleaned_data["reason"]
        try:
            withdraw_evidence(by=by, evidence=asked.evidence, at=timezone.now(), reason=reason)
        except CitedError:
            uses = uses_told(asked_for(request, pk))
        else:
            messages.success(request, _("ถอนหลักฐานแล้ว"))
            return redirect("office:evidence-list")
    context = {"evidence": asked.evidence, "uses": uses, "form": form}
    return render(request, "office/evidence/withdraw.html", context)


def _initial(asked: Asked) -> dict[str, object]:
    """What is said now; a kind that isn't listed stands in its own field."""
    one, viewer = asked.evidence, asked.viewer
    listed = one.kind in evidence_kinds(fiscal_year(viewer.today).be, viewer.tables)
    return {
        "title": one.title,
        "kind": one.kind if listed else OTHER,
        "other": "" if listed else one.kind,
        "about_day": one.about_day,
        "note": one.note,
        "unit": str(one.unit_id),
        "level": one.level,
    }


def _brought(form: VersionForm, asked: Asked) -> Brought | None:
    """What was brought, unless it is the content that is there already."""
    if not form.is_valid():
        return None
    newest = asked.versions[0]
    if "link" in form.fields:
        if form.cleaned_data["link"] == newest.link:
            form.add_error("link", _("เป็นลิงก์เดิม: ใส่ลิงก์ใหม่"))
        return None if form.errors else Brought(link=form.cleaned_data["link"])
    arrived = arrive(form, form.cleaned_data["file"], (), asked.user)
    if not arrived.brought and not form.errors:
        form.add_error("file", _("เลือกไฟล์ก่อน"))
    elif len(arrived.brought) > 1:
        form.add_error("file", _("เลือกไฟล์เดียว: ฉบับหนึ่งมีไฟล์เดียว"))
    elif arrived.brought and arrived.brought[0].sha256 == newest.sha256:
        form.add_error("file", _("เป็นไฟล์เดิมทุกประการ: เลือกไฟล์ที่แก้แล้ว"))
    return None if form.errors else arrived.brought[0]
