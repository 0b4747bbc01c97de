"""Further versions of a report, the checks of today on the same file, and its end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.jobs.brought_reports import check_again, keep, look, take
from khet.jobs.check_alone import Looked
from khet.jobs.evidence_files import RefusedFileError
from khet.records.office.actions.evidence import Brought
from khet.records.reports.actions import ReportEntry, delete_report
from khet.records.reports.models import ReportVersion
from khet.records.reports.queries import versions_of
from khet.web.office.evidence.asked import sent
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private
from khet.web.reports.asked import own_report, report_desk
from khet.web.reports.files import there
from khet.web.reports.forms import EndForm, VersionForm
from khet.web.reports.known import known_of
from khet.web.reports.words import report_url


@private
@form_page
def bring_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a mended report: what was said of findings that stay, stays with them.

    Raises:
        PermissionDenied: it is somebody else's, or no file but a comparison of several.
    """
    desk = report_desk(request)
    report = own_report(desk, pk)
    newest = versions_of(report)[0]
    if newest.file is None:
        raise PermissionDenied(_("การตรวจเทียบกันไม่มีไฟล์ของตนเอง: เลือกทุกไฟล์ใหม่ที่หน้าตรวจรายงาน"))
    form = VersionForm(*sent(request), label_suffix="")
    back = report_url(report)
    page = Page(
        title=_("ตรวจฉบับใหม่: %(name)s") % {"name": report},
        button=_("ตรวจ"),
        back=back,
        lead=_("เครื่องหมายของข้อที่ยังอยู่จะตามไปฉบับใหม่ และบอกว่าข้อใดแก้แล้ว"),
        thai=True,
    )

    def do() -> str:
        brought, looked = _looked(form.cleaned_data["file"], newest)
        entry = ReportEntry(report.area, report.unit, report.name, report.year_kind, report.year)
        known = known_of(desk, report.unit.kind, report.year_kind, report.year)
        at = timezone.now()
        keep(by=desk.user, entry=entry, brought=brought, looked=looked, at=at, known=known)
        return back

    return filled(request, form, page, do)


@private
@require_POST
def check_with_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the file of the newest version again, by the checks of today."""
    desk = report_desk(request)
    report = own_report(desk, pk)
    version = versions_of(report)[0]
    file = there(report, version)
    [looked] = look([Brought(file.name, file.type, file.size, file.sha256)])[0].values()
    if looked.fault:
        messages.error(request, _(looked.fault))
    else:
        known = known_of(desk, report.unit.kind, report.year_kind, report.year)
        at = timezone.now()
        check_again(by=desk.user, version=version, looked=looked, at=at, known=known)
    return redirect(report_url(report))


@private
@form_page
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a report with all that was kept of it."""
    desk = report_desk(request)
    report = own_report(desk, pk)
    page = Page(
        title=_("ลบ %(name)s") % {"name": report},
        button=_("ลบรายงานนี้"),
        back=report_url(report),
        warning=_(
            "ลบไฟล์ ข้อความ สิ่งที่พบ และเครื่องหมายของทุกฉบับ รวมทั้งการตรวจเทียบกับรายงานอื่น ลบแล้วนำกลับไม่ได้"
        ),
        done=_("ลบรายงานแล้ว"),
        thai=True,
    )

    def do() -> str:
        delete_report(by=desk.user, report=report)
        return reverse("reports:checks")

    data = request.POST if request.method == "POST" else None
    return filled(request, EndForm(data, label_suffix=""), page, do)


def _looked(file: "UploadedFile[Any]", newest: ReportVersion) -> tuple[Brought, Looked]:
    """A file taken in and checked.

    Raises:
        ValidationError: it can't be kept, or not be read, or is that of the newest version.
    """
    try:
        brought = take(file)
    except RefusedFileError as fault:
        raise ValidationError({"file": str(fault)}) from None
    if newest.file and brought.sha256 == newest.file.sha256:
        told = _("ไฟล์นี้เหมือนฉบับที่ %(n)s ทุกประการ ไม่มีอะไรเปลี่ยน: เลือกไฟล์ที่แก้แล้ว")
        raise ValidationError({"file": told % {"n": newest.number}})
    [looked] = look([brought])[0].values()
    if looked.fault:
        raise ValidationError({"file": _(looked.fault)})
    return brought, looked
