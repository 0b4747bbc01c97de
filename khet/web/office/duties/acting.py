"""Doing something with a duty: each act is a form of its own, for who may."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khet.jobs.evidence_files import RefusedFileError, keep, take_in
from khet.records.office.actions.duties import (
    DutyMovedError,
    accept_duty,
    ask_again,
    finish_duty,
    pass_duty,
    postpone_duty,
    reopen_check,
    return_duty,
    tell_progress,
    waive_duty,
)
from khet.records.office.actions.evidence import Brought, EvidenceEntry
from khet.records.office.actions.search import Seen
from khet.records.office.models import Duty, Evidence, Level
from khet.records.registry.models import UnitKind
from khet.rules.deadlines import label_of
from khet.rules.duties import Act
from khet.web.office.duties.asked import Case, case_of
from khet.web.office.duties.forms import FORMS, ActForm
from khet.web.office.duties.one import act_names
from khet.web.office.duties.words import title_of
from khet.web.parts.private import private

_LONGEST_TITLE = 300
Asked = dict[str, Any]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The form of one act, and the act itself; who may not is refused whatever was typed."""
    case = case_of(request, pk)
    asked = _act(what)
    if asked not in case.ever:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, case, asked, FORMS[asked](case))
    form = FORMS[asked](case, request.POST, request.FILES)
    if form.is_valid() and _done(case, asked, form):
        messages.success(request, _told(asked))
        return redirect("office:duty", pk)
    return _page(request, case, asked, form)


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Say by one tap that it is being done, and go back to where that was said."""
    case = case_of(request, pk)
    if Act.PROGRESS not in case.ever:
        raise PermissionDenied
    try:
        tell_progress(
            by=case.by, duty=case.duty, progress=Duty.Progress.WORKING, note=case.duty.note
        )
    except DutyMovedError as moved:
        messages.error(request, moved_told(str(moved)))
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return redirect(url if safe else "office:duties")


def moved_told(state: str) -> str:
    """Why something can't be done with a duty that is in another state by now."""
    told = {
        Duty.State.WAIVED: _("งานนี้ได้รับยกเว้นแล้ว ไม่ต้องทำและไม่ต้องส่ง"),
        Duty.State.DONE: _("งานนี้ส่งแล้ว: เปิดหน้าของงานเพื่อดูว่าใครส่งเมื่อใด"),
        Duty.State.ACCEPTED: _("งานนี้ตรวจรับแล้ว จึงแก้ไม่ได้"),
    }
    return told.get(Duty.State(state), _("งานนี้ยังไม่ส่ง: รอให้เจ้าของงานส่งก่อน"))


def _act(what: str) -> Act:
    try:
        return Act(what)
    except ValueError:
        raise Http404 from None


def _done(case: Case, asked: Act, form: ActForm) -> bool:
    """Do it; where the duty has moved or the file is refused, the form says so."""
    try:
        if asked not in case.now:
            raise DutyMovedError(case.duty.state)
        brought = _brought(form.cleaned_data)
        with transaction.atomic():
            _deeds(case, form.cleaned_data, brought)[asked]()
    except RefusedFileError as refused:
        form.add_error("file", str(refused))
    except DutyMovedError as moved:
        form.add_error(None, moved_told(str(moved)))
    else:
        return True
    return False


def _deeds(case: Case, asked: Asked, brought: Brought | None) -> dict[Act, Callable[[], None]]:
    by, duty, now = case.by, case.duty, timezone.now()
    note, reason = asked.get("note", ""), asked.get("reason", "")
    return {
        Act.FINISH: lambda: _finish(case, note, brought),
        Act.PROGRESS: lambda: tell_progress(
            by=by, duty=duty, progress=asked["progress"], note=note
        ),
        Act.HAND_ON: lambda: pass_duty(by=by, duty=duty, to=asked["to"]),
        Act.TAKE_BACK: lambda: pass_duty(by=by, duty=duty, to=None),
        Act.ACCEPT: lambda: accept_duty(by=by, duty=duty, at=now),
        Act.RETURN: lambda: return_duty(by=by, duty=duty, at=now, reason=reason),
        Act.POSTPONE: lambda: postpone_duty(by=by, duty=duty, due=asked["due"], reason=reason),
        Act.WAIVE: lambda: _waive(case, reason),
        Act.REOPEN_CHECK: lambda: reopen_check(by=by, duty=duty, reason=reason),
        Act.ASK_AGAIN: lambda: ask_again(by=by, duty=duty, reason=reason),
    }


def _finish(case: Case, note: str, brought: Brought | None) -> None:
    now = timezone.now()
    shown = [_keep(case, note, brought)] if brought else []
    if not finish_duty(by=case.by, duty=case.duty, at=now, evidence=shown, note=note):
        raise _moved(case)


def _waive(case: Case, reason: str) -> None:
    if not waive_duty(by=case.by, duty=case.duty, reason=reason):
        raise _moved(case)


def _moved(case: Case) -> DutyMovedError:
    case.duty.refresh_from_db(fields=["state"])
    return DutyMovedError(case.duty.state)


def _brought(asked: Asked) -> Brought | None:
    file = asked.get("file")
    return take_in(file) if file else None


def _keep(case: Case, note: str, brought: Brought) -> Evidence:
    """The file as evidence: a school's is the school's own, the office's everybody's there."""
    duty = case.duty
    level = Level.UNIT if duty.unit.kind == UnitKind.SCHOOL else Level.OFFICE
    seen = Seen(case.viewer.area, duty.unit, level, case.by, duty.body)
    title = title_of(duty, case.about)[:_LONGEST_TITLE]
    entry = EvidenceEntry(seen, label_of(duty.rule), title, case.viewer.today, note)
    return keep(by=case.by, entry=entry, brought=brought)


def _page(request: HttpRequest, case: Case, asked: Act, form: ActForm) -> HttpResponse:
    return render(
        request,
        "office/duties/act.html",
        {
            "duty": case.duty,
            "title": title_of(case.duty, case.about),
            "form": form,
            "button": act_names()[asked],
            "warning": _warning(asked),
            "moved": "" if asked in case.now or form.is_bound else moved_told(case.duty.state),
            "with_file": form.is_multipart(),
        },
    )


def _warning(asked: Act) -> str:
    """What can't be undone, before it is done."""
    return {
        Act.WAIVE: _("งานที่ยกเว้นแล้ว เจ้าของงานส่งไม่ได้ และไม่นับว่าเกินกำหนด จนกว่าจะขอให้ส่งอีกครั้ง"),
        Act.ACCEPT: _("งานที่ตรวจรับแล้ว ส่งกลับแก้ไขไม่ได้ จนกว่าผู้ตรวจนำการตรวจรับกลับ"),
    }.get(asked, "")


def _told(asked: Act) -> str:
    return {
        Act.FINISH: _("ส่งงานแล้ว"),
        Act.PROGRESS: _("แจ้งความคืบหน้าแล้ว"),
        Act.HAND_ON: _("มอบงานต่อแล้ว ท่านยังเห็นงานนี้จนกว่าจะเสร็จ"),
        Act.TAKE_BACK: _("ดึงงานกลับแล้ว"),
        Act.ACCEPT: _("ตรวจรับงานแล้ว"),
        Act.RETURN: _("ส่งงานกลับแก้ไขแล้ว"),
        Act.POSTPONE: _("ขยายเวลาแล้ว"),
        Act.WAIVE: _("ยกเว้นงานแล้ว"),
        Act.REOPEN_CHECK: _("นำการตรวจรับกลับแล้ว งานนี้รอตรวจอีกครั้ง"),
        Act.ASK_AGAIN: _("ขอให้ส่งอีกครั้งแล้ว ถ้ากำหนดผ่านไปแล้ว ให้ขยายเวลาด้วย"),
    }[asked]
