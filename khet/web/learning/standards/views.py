"""Pages of means by strand, standard and indicator, and taking back those of a subject."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.records.learning.actions import withdraw_standard_means
from khet.records.registry.access import EXPORT_RESULTS, IMPORT_SCORES, SEE_AREA_RESULTS
from khet.web.learning.asked import address, file_name, sitting_query
from khet.web.learning.standards.asked import PAGE, Known
from khet.web.learning.standards.forms import WithdrawForm
from khet.web.learning.standards.page import StandardsPage
from khet.web.learning.standards.sheet import standards_sheet
from khet.web.learning.words import sitting_title, subject_name
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.public.errors import NotHereError


@private
@require_safe
def show_standards(request: HttpRequest) -> HttpResponse:
    """The means of a sitting and subject, or how to bring the first."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    known = Known(viewer)
    page = _page(request, viewer, known)
    if page is None:
        context = {
            "may_change": viewer.scope.may_everywhere(IMPORT_SCORES),
            "known": [(sitting_title(s), address(PAGE, s)) for s in known.subjects],
        }
        return render(request, "learning/standards/none.html", context)
    return render(request, "learning/standards/standards.html", page.content())


@require_safe
def export_standards(request: HttpRequest) -> HttpResponse:
    """Every code of the subject as XLSX."""
    viewer = viewer_of(request)
    viewer.require(EXPORT_RESULTS)
    viewer.require(SEE_AREA_RESULTS)
    page = _there(_page(request, viewer, Known(viewer)))
    sitting = sitting_query(page.sitting).values()
    return workbook_of(
        standards_sheet(page), file_name("standards", *sitting, page.subject, page.school)
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_standards(request: HttpRequest) -> HttpResponse:
    """Take back every mean of a subject, with a reason."""
    viewer = viewer_of(request)
    viewer.require_everywhere(IMPORT_SCORES)
    page = _there(_page(request, viewer, Known(viewer)))
    form = WithdrawForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        n = withdraw_standard_means(
            by=signed_in(request), sitting=page.sitting, subject=page.subject, reason=reason
        )
        messages.success(request, _("ถอนแล้ว %(n)s ค่า") % {"n": n})
        return redirect(reverse(PAGE))
    context = {
        "form": form,
        "title": f"{subject_name(page.subject)} {sitting_title(page.sitting)}",
        "codes": len(page.codes),
        "schools": len(page.schools),
        "back": address(PAGE, page.sitting, subject=page.subject),
    }
    return render(request, "learning/standards/withdraw.html", context)


def _page(request: HttpRequest, viewer: Viewer, known: Known) -> StandardsPage | None:
    sitting = known.asked(request.GET)
    return StandardsPage(viewer, known, sitting, request.GET) if sitting else None


def _there(page: StandardsPage | None) -> StandardsPage:
    if page is None:
        raise NotHereError(_("ยังไม่ได้นำเข้าผลตามมาตรฐานของการสอบนี้"), [])
    return page
