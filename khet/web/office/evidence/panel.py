"""The evidence of one record, as a part of that record's page: what there is, and more of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khet.jobs.evidence_files import keep
from khet.records.office.actions.evidence import (
    Brought,
    EvidenceEntry,
    attach_evidence,
    end_use,
)
from khet.records.office.actions.search import Seen
from khet.records.office.models import Evidence
from khet.records.office.queries.evidence import (
    Used,
    evidence_of_keys,
    evidence_seen,
    used_for,
    with_content,
    with_words,
)
from khet.records.registry.models import User
from khet.web.office.evidence.asked import heads, keeper_of
from khet.web.office.evidence.forms import AttachForm
from khet.web.office.evidence.keeping import year_doubt
from khet.web.office.evidence.listing import rows_of
from khet.web.office.evidence.receiving import arrive, title_of
from khet.web.office.evidence.words import own_units, usual_level
from khet.web.parts.kinds import Ref, kinds, named, numbers
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer

_MOST_FOUND = 10


@dataclass
class Panel:
    """The evidence of a record before its reader.

    ``told`` is what was just done, ``held`` the files that came with a form still to be mended.
    """

    viewer: Viewer
    ref: Ref
    words: str = ""
    form: AttachForm | None = None
    held: Sequence[tuple[Brought, str]] = ()
    told: str = ""

    def context(self) -> dict[str, Any]:
        """Everything that the template shows."""
        used = used_for(self.viewer.office_sight, *self.ref)
        return {
            "ref": self.ref,
            "closed": self.closed,
            "rows": rows_of(self.viewer, used.seen),
            "endable": {one.pk for one in used.seen if self.may_end(one)},
            "hidden": used.hidden,
            "words": self.words,
            "found": self._found(used),
            "form": self.form or AttachForm(self.viewer),
            "held": self.held,
            "told": self.told,
        }

    @cached_property
    def closed(self) -> str:
        """Why the reader may change nothing of it; empty where the reader may."""
        told = kinds()[self.ref.kind].shown_by
        return told(self.viewer, self.ref.key) if told else _("แนบหลักฐานกับเรื่องนี้ที่นี่ไม่ได้")

    def _found(self, used: Used) -> list[Evidence] | None:
        """Evidence with the words that isn't attached yet; ``None`` where none were typed."""
        if not self.words:
            return None
        seen = evidence_seen(self.viewer.office_sight)
        rest = seen.exclude(pk__in=[one.pk for one in used.seen])
        return list(with_words(rest, self.words)[:_MOST_FOUND])

    def may_end(self, one: Evidence) -> bool:
        """Whether the reader may take the use of it back: its keeper, or a head of the office."""
        if self.closed:
            return False
        own = one.owner is not None and one.owner == self.viewer.user
        own = own or one.unit_id in self.viewer.office_sight.units
        return own or heads(self.viewer, one)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_of(request: HttpRequest) -> HttpResponse:
    """The evidence of a record that its reader may see; ``do`` says what becomes of it.

    Who sends its forms without scripts goes back to the record's page.

    Raises:
        PermissionDenied: the reader may not see the record, or keeps no evidence, or sends
            something that shows it without being who may.
    """
    viewer, user = keeper_of(request)
    asked = {**request.GET.dict(), **request.POST.dict()}
    ref = Ref(asked.get("kind", ""), asked.get("key", ""))
    record = named(viewer, [ref]).get(ref)
    if record is None:
        raise PermissionDenied
    panel = Panel(viewer, ref, asked.get("q", "").strip()[:100])
    if request.method == "POST":
        if panel.closed:
            raise PermissionDenied(panel.closed)
        step = {"attach": _attach, "use": _use, "end": _end}.get(asked.get("do", ""))
        if step:
            step(request, panel, user)
        if panel.told and record.url and "HX-Request" not in request.headers:
            messages.success(request, panel.told)
            return redirect(record.url)
    return render(request, "office/evidence/_of.html", panel.context())


def _attach(request: HttpRequest, panel: Panel, user: User) -> None:
    """Keep new files and use them; content that was kept before is used as it is."""
    form = AttachForm(panel.viewer, request.POST, request.FILES)
    form.is_valid()
    files = form.cleaned_data.get("file", ())
    arrived = arrive(form, files, request.POST.getlist("held"), user)
    if not arrived.brought and "file" not in form.errors:
        form.add_error("file", _("เลือกไฟล์ก่อน"))
    if form.errors:
        panel.form, panel.held = form, arrived.held_by(user)
        return
    panel.told = _kept_and_used(panel, form, arrived.brought, user)


def _kept_and_used(panel: Panel, form: AttachForm, brought: list[Brought], user: User) -> str:
    """Keep what isn't kept yet, use all of it, and say so."""
    viewer = panel.viewer
    seen = Seen(viewer.area, own_units(viewer)[0], usual_level(viewer), user)
    kind, day = form.cleaned_data["kind"], form.cleaned_data["about_day"]
    known = with_content(evidence_seen(viewer.office_sight), [one.sha256 for one in brought])
    kept = [
        known.get(one.sha256)
        or keep(
            by=user, entry=EvidenceEntry(seen, kind, title_of(one, "", False), day), brought=one
        )
        for one in brought
    ]
    attach_evidence(by=user, evidence=kept, about=panel.ref)
    told = [_("แนบแล้ว %(n)s รายการ") % {"n": len(kept)}]
    if known:
        told.append(_("ไฟล์ที่มีเก็บไว้แล้วใช้รายการเดิม ไม่เก็บซ้ำ"))
    return " ".join([*told, year_doubt(day, viewer)])


def _use(request: HttpRequest, panel: Panel, user: User) -> None:
    for one in _chosen(request, panel):
        attach_evidence(by=user, evidence=[one], about=panel.ref)
        panel.told, panel.words = _("แนบ “%(title)s” แล้ว") % {"title": one}, ""


def _end(request: HttpRequest, panel: Panel, user: User) -> None:
    for one in _chosen(request, panel):
        if not panel.may_end(one):
            raise PermissionDenied
        end_use(by=user, evidence=one, about=panel.ref)
        panel.told = _("เลิกใช้ “%(title)s” กับเรื่องนี้แล้ว หลักฐานยังเก็บอยู่") % {"title": one}


def _chosen(request: HttpRequest, panel: Panel) -> list[Evidence]:
    keys = numbers([request.POST.get("evidence", "")])
    return list(evidence_of_keys(panel.viewer.office_sight, keys))
