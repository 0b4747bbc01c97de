"""What was found in a report as files: a table, and the report with comments at the places."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.report_findings import commented, findings_sheet
from khet.jobs.evidence_files import stored_path
from khet.records.office.models import AttachedFile
from khet.records.reports.models import CheckedReport, ReportFinding, ReportVersion
from khet.records.reports.queries import findings_of, lines_of, versions_of
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.packed import unpack
from khet.web.parts.private import DOCX, XLSX, file_of
from khet.web.public.errors import Nearest, NotHereError
from khet.web.reports.asked import report_desk, report_of
from khet.web.reports.words import OPEN, mark_names, report_url

_DONE = (ReportFinding.Mark.WRONG, ReportFinding.Mark.ACCEPTED)


@require_safe
def take_table(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was found in the newest version as XLSX, with what was said of it."""
    desk = report_desk(request)
    report = report_of(desk, pk)
    version = versions_of(report)[0]
    found = findings_of(version)
    names = mark_names()
    said = [f"{names[one.mark or OPEN]} {one.reason}".strip() for one in found]
    outcome = Outcome(version.checked, tuple(map(_finding, found)))
    content = findings_sheet(report.name, outcome, said, _("เครื่องหมาย"))
    return file_of(content, XLSX, f"report-{pk}-{version.number}.xlsx")


@require_safe
def take_commented(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version as DOCX with a comment at what is still to be looked at or mended.

    Raises:
        Http404, NotHereError: as ``there`` does.
    """
    desk = report_desk(request)
    report = report_of(desk, pk)
    version = versions_of(report)[0]
    content = stored_path(there(report, version).sha256).read_bytes()
    lines, day = unpack(lines_of(version)), timezone.localdate(version.brought_at)
    left = {one.rank: _finding(one) for one in findings_of(version) if one.mark not in _DONE}
    made = commented(report.name, content, lines, left, day)
    return file_of(made, DOCX, f"report-{pk}-{version.number}.docx")


def there(report: CheckedReport, version: ReportVersion) -> AttachedFile:
    """The file of a version, which is there.

    Raises:
        Http404: it is a comparison, which has none.
        NotHereError: the file was lost from the folder of the installation.
    """
    if version.file is None:
        raise Http404
    if not stored_path(version.file.sha256).exists():
        told = _("ไฟล์นี้หายไปจากที่เก็บ: แจ้งผู้ดูแลระบบให้นำกลับมาจากชุดสำรอง")
        raise NotHereError(told, [Nearest(report.name, report_url(report))])
    return version.file


def _finding(kept: ReportFinding) -> Finding:
    return Finding(
        line=kept.line,
        text=kept.text,
        kind=Kind(kept.kind),
        printed=kept.printed,
        expected=kept.expected,
        sure=Sure(kept.sure),
        message=kept.message,
        page=kept.page,
        others=tuple(kept.others),
    )
