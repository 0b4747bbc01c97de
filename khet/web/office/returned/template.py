"""The page on which the office's workbook is attached to a circular, with what it will ask."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.answer_books.reading import UnreadableBookError
from khet.jobs.evidence_files import RefusedFileError
from khet.records.office.actions.workbook_answers import SentError, set_template
from khet.rules.workbook_templates import MOST_ASKED, Template, template_of
from khet.web.office.evidence.asked import sent
from khet.web.office.returned.asked import Sending, sending_of
from khet.web.office.returned.books import bring
from khet.web.office.returned.forms import BookForm
from khet.web.office.returned.preview import sheets_shown
from khet.web.office.returned.words import warnings
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in


@private
@require_safe
def workbook_template(request: HttpRequest, pk: int) -> HttpResponse:
    """What the workbook asks, and the place to attach it until the circular is sent."""
    return _page(request, sending_of(request, pk), BookForm())


@private
@form_page
def workbook_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach the workbook, or another in its place; its keeper alone, until the circular is sent.

    Raises:
        PermissionDenied: the reader keeps another letter.
    """
    sending = sending_of(request, pk)
    if not sending.keeps:
        raise PermissionDenied
    form = BookForm(*sent(request))
    if not sending.may_set:
        messages.error(request, _told_sent())
    elif request.method == "POST" and form.is_valid() and _attached(request, sending, form):
        messages.success(request, _("แนบแล้ว ตรวจดูช่องที่จะให้กรอกด้านล่างก่อนส่ง"))
    else:
        return _page(request, sending, form)
    return redirect("office:workbook-template", pk)


def _page(request: HttpRequest, sending: Sending, form: BookForm) -> HttpResponse:
    template = sending.template
    told = {
        "sending": sending,
        "form": form,
        "sheets": sheets_shown(template) if template else [],
        "warnings": list(warnings(template)) if template else [],
    }
    return render(request, "office/returned/template.html", told)


def _attached(request: HttpRequest, sending: Sending, form: BookForm) -> bool:
    """Attach the workbook; where it can't be one, the form says why."""
    by, now = signed_in(request), timezone.now()
    try:
        brought, book = bring(form.cleaned_data["file"])
        if why := _why_not(template_of(book)):
            raise RefusedFileError(why)
        set_template(by=by, circular=sending.circular, brought=brought, at=now)
    except (RefusedFileError, UnreadableBookError) as refused:
        form.add_error("file", str(refused))
    except SentError:
        form.add_error(None, _told_sent())
    else:
        return True
    return False


def _why_not(template: Template) -> str:
    """Why a workbook can't be filled in by schools; empty where it can."""
    if not any(sheet.asks for sheet in template.sheets):
        return _(
            "ไม่พบช่องให้กรอก: ปลดล็อกช่องที่ให้กรอกแล้วป้องกันแผ่น "
            "หรือทำเป็นตารางที่มีหัวตารางตั้งแต่ 2 คอลัมน์และมีช่องว่างข้างใต้"
        )
    asked = sum(len(sheet.single) for sheet in template.sheets)
    if asked > MOST_ASKED:
        told = _("มีช่องให้กรอก %(n)s ช่อง เกิน %(most)s ช่อง: แบ่งเป็นหลายไฟล์")
        return told % {"n": f"{asked:,}", "most": f"{MOST_ASKED:,}"}
    return ""


def _told_sent() -> str:
    return _("แนบหรือเปลี่ยนไฟล์ไม่ได้แล้ว เพราะหนังสือเวียนนี้ลงนามหรือส่งแล้ว")
