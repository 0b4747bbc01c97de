"""Writing a visit down on a phone, also without a signal: the pages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.jobs.evidence_files import RefusedFileError
from khet.records.learning.actions.visit_plan import VisitMovedError
from khet.records.learning.actions.visit_records import UNTOLD
from khet.records.learning.models import Visit
from khet.records.learning.queries.recording import photos_kept, visits_to_record
from khet.records.office.actions.evidence import Brought
from khet.records.registry.access import RECORD_VISITS
from khet.rules.months import month_of
from khet.web.learning.recording.filled import Filled, filled_anew, filled_for
from khet.web.learning.recording.keeping import (
    add_photos,
    keep_record,
    take_photo,
    visit_to_record,
)
from khet.web.learning.recording.words import page_words
from khet.web.learning.visits.words import kind_name, state_name, when
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of


@private
@require_safe
def show_start(request: HttpRequest) -> HttpResponse:
    """Visits of this month and the next to be written down; what lies on this device."""
    viewer = viewer_of(request)
    viewer.require(RECORD_VISITS)
    this = month_of(viewer.today)
    months = [this.plus(n).first for n in (-1, 0, 1)]
    visits = visits_to_record(signed_in(request), months)
    rows = [(visit, when(visit), state_name(visit.state)) for visit in visits]
    context = {"rows": rows, "words": page_words()}
    return render(request, "learning/recording/start.html", context)


@private
@form_page
def record(request: HttpRequest, number: UUID) -> HttpResponse:
    """One visit: what was seen, found and advised."""
    viewer = viewer_of(request)
    visit = visit_to_record(viewer, signed_in(request), number)
    if visit is None:
        raise Http404
    if visit.state not in UNTOLD:
        messages.warning(request, _("แจ้งโรงเรียนหรือยกเลิกแล้ว จึงแก้บันทึกไม่ได้"))
        return redirect("learning:visit", visit.pk)
    filled = filled_for(viewer, visit, _sent(request))
    return _filled(request, viewer, visit, filled)


@private
@form_page
def record_new(request: HttpRequest) -> HttpResponse:
    """A visit that nobody planned."""
    viewer = viewer_of(request)
    viewer.require(RECORD_VISITS)
    filled = filled_anew(viewer, _sent(request))
    return _filled(request, viewer, None, filled)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _filled(
    request: HttpRequest, viewer: Viewer, visit: Visit | None, filled: Filled
) -> HttpResponse:
    """Keep what was sent and go to the visit; else show the page with what is wrong."""
    taken = _photos(request, filled)
    if request.method == "POST" and filled.is_valid(viewer.today, bool(taken)):
        try:
            return _kept(request, viewer, visit, filled, taken)
        except VisitMovedError:
            filled.form.add_error(None, _("การนิเทศนี้ยกเลิกแล้ว จึงบันทึกไม่ได้"))
    context = {
        "visit": visit,
        "kind": kind_name(visit.kind) if visit else "",
        "state": state_name(visit.state) if visit else "",
        "when": when(visit) if visit else "",
        "filled": filled,
        "today": viewer.today,
        "sent": photos_kept(visit) if visit else 0,
        "words": page_words(),
    }
    return render(request, "learning/recording/record.html", context)


def _kept(
    request: HttpRequest,
    viewer: Viewer,
    visit: Visit | None,
    filled: Filled,
    taken: list[Brought],
) -> HttpResponse:
    user = signed_in(request)
    kept, crossed = keep_record(viewer, user, visit, filled)
    add_photos(user, kept, taken)
    if crossed:
        messages.warning(request, page_words()["conflict"])
    else:
        messages.success(request, _("บันทึกการนิเทศแล้ว"))
    return redirect("learning:visit", kept.pk)


def _photos(request: HttpRequest, filled: Filled) -> list[Brought]:
    taken = []
    for upload in request.FILES.getlist("photo"):
        try:
            taken.append(take_photo(upload))
        except RefusedFileError as fault:
            filled.form.add_error("photo", f"“{upload.name}” {fault}")
    return taken
