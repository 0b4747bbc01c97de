"""What the office decides about answers: until when, and whether any more are taken."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khet.records.learning.actions import (
    WrongStateError,
    change_answers_due,
    close_answers,
    reopen_answers,
)
from khet.records.office.models import Duty
from khet.records.registry.access import ANNOUNCE_RESULTS
from khet.web.learning.answers.asked import PAGE, Held, answered_study, none_yet
from khet.web.learning.asked import address
from khet.web.learning.imports.forms import AnnounceForm
from khet.web.learning.words import sitting_title
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in, viewer_of


@private
@require_http_methods(["GET", "HEAD", "POST"])
def change_day(request: HttpRequest) -> HttpResponse:
    """Give the schools that have not answered until another day."""
    viewer = viewer_of(request)
    viewer.require_everywhere(ANNOUNCE_RESULTS)
    study = answered_study(viewer, request.GET, PAGE)
    if study is None:
        return none_yet(request)
    file, url = study.file, address(PAGE, study.sitting)
    form = AnnounceForm(request.POST or None, viewer.today, file.answers_due)
    if request.method == "POST" and form.is_valid():
        with suppress(WrongStateError):
            change_answers_due(by=signed_in(request), file=file, due=form.cleaned_data["due"])
            messages.success(request, _("เปลี่ยนวันตอบแล้ว โรงเรียนที่ยังไม่ตอบเห็นวันใหม่"))
        return redirect(url)
    context = {"title": sitting_title(study.sitting), "url": url, "file": file, "form": form}
    return render(request, "learning/answers/day.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Close answering, or open it again; first what that means."""
    viewer = viewer_of(request)
    viewer.require_everywhere(ANNOUNCE_RESULTS)
    study = answered_study(viewer, request.GET, PAGE)
    if study is None:
        return none_yet(request)
    held = Held(study)
    url = address(PAGE, study.sitting)
    if request.method == "POST":
        _close(request, held)
        return redirect(url)
    open_now = sum(one.duty.state == Duty.State.OPEN for one in held.duties.values())
    title = sitting_title(study.sitting)
    context = {"title": title, "url": url, "closed": held.is_closed, "open": open_now}
    return render(request, "learning/answers/close.html", context)


def _close(request: HttpRequest, held: Held) -> None:
    """As the form says: somebody else may have done so just before."""
    by, sitting = signed_in(request), held.sitting
    if request.POST.get("to") == "open":
        reopen_answers(by=by, sitting=sitting)
        messages.success(request, _("เปิดรับคำตอบแล้ว"))
    else:
        close_answers(by=by, sitting=sitting, at=timezone.now())
        messages.success(request, _("ปิดรับคำตอบแล้ว"))
