"""What a person says of a finding: right, wrong, or accepted with a reason."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from khet.records.reports.actions import OldVersionError, mark_finding
from khet.records.reports.models import ReportFinding
from khet.records.reports.queries import finding_of_key, findings_of
from khet.web.parts.private import private
from khet.web.reports.asked import report_desk, report_of
from khet.web.reports.page import counts_of, told_of
from khet.web.reports.words import report_url


@private
@require_POST
def mark(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Mark a finding of the newest version of a report; the finding alone where asked for.

    Raises:
        Http404: there is none in that version.
    """
    desk = report_desk(request)
    report = report_of(desk, pk)
    found = finding_of_key(desk.reports.filter(pk=report.pk), finding)
    if found is None:
        raise Http404
    told = told_of(found, request.POST)
    if told.form.is_valid():
        said = told.form.cleaned_data
        at = timezone.now()
        try:
            found = mark_finding(
                by=desk.user, finding=found, mark=said["mark"], reason=said["reason"], at=at
            )
        except OldVersionError:
            raise Http404 from None
        told = told_of(found)
    if request.headers.get("HX-Request"):
        return render(request, "reports/_marked.html", _after(found, told))
    for fault in chain(*told.form.errors.values()):
        messages.error(request, str(fault))
    return redirect(f"{report_url(report)}#f{found.pk}")


def _after(found: ReportFinding, told: Any) -> dict[str, Any]:
    """The finding as it is now, and how many there are of each mark."""
    counts = [(code, n) for code, _word, n in counts_of(findings_of(found.version))]
    return {"row": told, "report": found.version.report, "counts": counts, "may_mark": True}
