"""The report of a body to its upper body, which is a duty after each of its meetings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khet.jobs.evidence_files import RefusedFileError, keep, take_in
from khet.records.office.actions.evidence import EvidenceEntry
from khet.records.office.actions.minutes import report_body
from khet.records.office.actions.minutes_steps import minutes_title
from khet.records.office.actions.search import seen_of
from khet.records.office.models import Evidence, Minutes
from khet.rules.deadlines import BODY_REPORT
from khet.web.office.minutes.asked import Asked, asked_minutes
from khet.web.office.minutes.filling import Page, filled
from khet.web.office.minutes.forms import ReportForm
from khet.web.parts.private import private

_TITLE = 300


@private
@require_http_methods(["GET", "HEAD", "POST"])
def body_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the report of a body went to its upper body, and what shows it."""
    asked = asked_minutes(request, pk)
    asked.require_writer()
    if asked.state == Minutes.State.DRAFT:
        raise PermissionDenied(_("เสนอรายงานการประชุมก่อน แล้วจึงบันทึกว่ารายงานต่อแล้ว"))
    if asked.duty(BODY_REPORT.code) is None:
        raise Http404
    form = ReportForm(
        request.POST if request.method == "POST" else None, request.FILES or None, label_suffix=""
    )
    if request.method == "POST" and form.is_valid() and form.cleaned_data["file"]:
        evidence = _kept(asked, form)
    else:
        evidence = None

    def do() -> str:
        report_body(by=asked.user, meeting=asked.meeting, at=timezone.now(), evidence=evidence)
        messages.success(request, _("บันทึกว่ารายงานแล้ว"))
        return asked.url

    names = {"upper": asked.meeting.body.upper, "meeting": asked.title}
    title = _("รายงานต่อ %(upper)s: %(meeting)s") % names
    return filled(request, form, Page(title, _("บันทึกว่ารายงานแล้ว"), asked.url), do)


def _kept(asked: Asked, form: ReportForm) -> Evidence | None:
    """The file as evidence; the form says where it can't be kept."""
    try:
        brought = take_in(form.cleaned_data["file"])
    except RefusedFileError as fault:
        form.add_error("file", str(fault))
        return None
    meeting = asked.meeting
    title = f"รายงานต่อ {meeting.body.upper}: {minutes_title(meeting)}"[:_TITLE]
    entry = EvidenceEntry(seen_of(meeting.body), "รายงาน", title, meeting.ends)
    return keep(by=asked.user, entry=entry, brought=brought)
