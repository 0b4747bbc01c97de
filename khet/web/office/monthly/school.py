"""What a school sends each month: its list, and the form of one month."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.jobs.evidence_files import RefusedFileError, read_newest_later, take_in
from khet.records.office.actions.duties import DutyMovedError
from khet.records.office.actions.evidence import Brought, EvidenceEntry
from khet.records.office.actions.monthly import month_title, send_month
from khet.records.office.actions.search import Seen
from khet.records.office.models import Duty, Evidence, Level
from khet.records.office.queries.calendar import closed_days
from khet.records.office.queries.duties import late
from khet.records.office.queries.monthly import MONTH, evidence_of, own_months
from khet.records.registry.access import SCHOOL_HEAD
from khet.rules.deadlines import DEADLINES, INTERNAL_SUPERVISION
from khet.rules.duties import OWED
from khet.rules.holidays import is_closed
from khet.rules.month_grid import standing
from khet.rules.months import Month, parse_month
from khet.web.office.monthly.forms import AccountsForm, SendForm, SupervisionForm
from khet.web.office.monthly.words import (
    KINDS,
    duty_of_month,
    month_name,
    pieces,
    record_parts,
    record_text,
    standing_words,
)
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of


@private
@require_safe
def show_own(request: HttpRequest) -> HttpResponse:
    """What the reader's school sends each month, what is owed first."""
    viewer = viewer_of(request)
    duties = list(own_months(signed_in(request), _headed(viewer)))
    if not duties and not _headed(viewer):
        raise PermissionDenied(_("ผู้อำนวยการโรงเรียนเป็นผู้ส่ง หรือมอบให้ครูส่งแทน ยังไม่มีงานที่มอบให้ท่าน"))
    rows = [_row(duty, viewer.today) for duty in duties]
    owed = sorted((r for r in rows if r["owed"]), key=lambda r: (r["duty"].due, r["duty"].rule))
    context = {"owed": owed, "others": [row for row in rows if not row["owed"]]}
    return render(request, "office/monthly/school.html", context)


def _headed(viewer: Viewer) -> list[int]:
    """The keys of the schools that the reader heads."""
    return [held.unit_id for held in viewer.roles if held.role == SCHOOL_HEAD]


def _row(duty: Duty, today: date) -> dict[str, Any]:
    return {
        "duty": duty,
        "name": duty_of_month(duty),
        "state": standing_words(standing(duty.state, duty.due, today)),
        "owed": duty.state in OWED,
        "late": late(duty, today),
    }


@private
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what is owed for a month, or send it again until it was accepted."""
    viewer, user = viewer_of(request), signed_in(request)
    duty = get_object_or_404(Duty, pk=pk, about_kind=MONTH)
    own = own_months(user, _headed(viewer)).filter(pk=pk).first()
    if own is None:
        raise PermissionDenied
    sent = evidence_of([duty])[duty.pk]
    form = _form(request, viewer, own, sent)
    if request.method == "POST" and form.is_valid() and _sent(request, viewer, own, form):
        messages.success(request, _("ส่ง%(name)sแล้ว") % {"name": duty_of_month(own)})
        return redirect("office:monthly-school")
    own.refresh_from_db(fields=["state", "reason"])
    context = {
        **_row(own, viewer.today),
        "form": form,
        "sent": pieces(sent),
        "open": form.is_bound or own.state in (*OWED, Duty.State.DONE),
        "month": month_name(parse_month(own.about_key)),
    }
    return render(request, "office/monthly/send.html", context)


def _form(request: HttpRequest, viewer: Viewer, duty: Duty, sent: list[Evidence]) -> SendForm:
    month = parse_month(duty.about_key)
    posted = request.method == "POST"
    data, files = (request.POST, request.FILES) if posted else (None, None)
    if duty.rule != INTERNAL_SUPERVISION.code:
        start: Mapping[str, Any] = {"day": _last_working_day(viewer, month)}
        return AccountsForm(data, files, viewer.today, month, start)
    record = next((one for one in sent if one.source == Evidence.Source.RECORD), None)
    start = {"chair": viewer.user if _headed(viewer) else ""}
    if record:
        start = {"day": record.about_day, "presided": True, **record_parts(record.note)}
    return SupervisionForm(data, files, viewer.today, month, start)


def _last_working_day(viewer: Viewer, month: Month) -> date:
    closed = closed_days(viewer.area, month.first, month.last, viewer.tables)
    day = min(month.last, viewer.today)
    while is_closed(day, closed) and day > month.first:
        day -= timedelta(1)
    return day


def _sent(request: HttpRequest, viewer: Viewer, duty: Duty, form: SendForm) -> bool:
    """Whether it was sent; if not, the form says why."""
    brought = _received(form)
    if form.errors:
        return False
    said, record = form.cleaned_data, None
    if duty.rule == INTERNAL_SUPERVISION.code:
        record = _entry(viewer, duty, said["day"], record_text(said))
    note = said.get("note", "")
    files = [(_entry(viewer, duty, said["day"], note, one.name), one) for one in brought]
    try:
        send_month(by=signed_in(request), duty=duty, record=record, files=files, at=timezone.now())
    except DutyMovedError:
        form.add_error(None, _("งานนี้ตรวจรับหรือยกเว้นไปแล้ว จึงไม่ได้บันทึก"))
        return False
    read_newest_later(evidence_of([duty])[duty.pk])
    return True


def _received(form: SendForm) -> list[Brought]:
    """The files as they were stored; each that can't be kept is told at the field."""
    found = []
    for upload in form.cleaned_data["uploads"]:
        try:
            found.append(take_in(upload))
        except RefusedFileError as refused:
            form.add_error("uploads", f"{upload.name}: {refused}")
    return found


def _entry(viewer: Viewer, duty: Duty, day: date, note: str, name: str = "") -> EvidenceEntry:
    title = f"{month_title(DEADLINES[duty.rule], parse_month(duty.about_key))} {duty.unit}"
    seen = Seen(viewer.area, duty.unit, Level.UNIT)
    told = f"{title} ({name})" if name else title
    return EvidenceEntry(seen, KINDS[duty.rule], told[:300], day, note)
