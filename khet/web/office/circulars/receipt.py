"""A circular as its receiver has it: read, taken note of, answered in words or by files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.records.office.actions.receipts import (
    ClosedError,
    LastFileError,
    Said,
    acknowledge,
    answer_circular,
    return_answer,
    take_off_answer,
)
from khet.records.office.models import AttachedFile, Circular, Receipt
from khet.records.office.queries.circulars import KIND
from khet.records.office.queries.files import attached, files_of
from khet.records.office.queries.instruments import sheets_about
from khet.rules.circulars import asks_answer, may_return
from khet.rules.deadlines import days_late
from khet.web.office.circulars.asked import Reading, kept_sending, reading_of
from khet.web.office.circulars.forms import FileAnswerForm, ReasonForm, TextAnswerForm
from khet.web.office.circulars.words import (
    FAULTS,
    asks_name,
    fault_told,
    receipt_url,
    sending_url,
    state_name,
)
from khet.web.office.evidence.asked import sent
from khet.web.office.evidence.receiving import arrive
from khet.web.office.instruments.answered import sections_of
from khet.web.office.letters.asked import LetterDesk
from khet.web.office.letters.page import attached_to
from khet.web.office.letters.words import part_name
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in, viewer_of


@private
@require_safe
def show_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a circular that was received."""
    reading = reading_of(request, pk)
    return render(request, "office/circulars/receipt.html", told_receipt(reading))


@private
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Take note of a circular: for the school or group, or as the person."""
    reading = reading_of(request, pk)
    if not reading.reads:
        raise PermissionDenied
    by, now = signed_in(request), timezone.now()
    if acknowledge(by=by, receipt=reading.receipt, at=now, acting=reading.acting):
        messages.success(request, _("รับทราบแล้ว"))
    else:
        messages.info(request, _("รับทราบไปแล้วก่อนหน้านี้"))
    return redirect(_back(request, receipt_url(reading.receipt)))


@private
@form_page
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer in words or by files, or otherwise than before."""
    reading = answering(request, pk)
    if not reading.is_open:
        messages.info(request, str(fault_told(ClosedError())))
        return redirect(receipt_url(reading.receipt))
    if reading.circular.asks not in (Circular.Asks.TEXT, Circular.Asks.FILE):
        return redirect(answer_page(reading.receipt) or receipt_url(reading.receipt))
    by_files = reading.circular.asks == Circular.Asks.FILE
    form = (FileAnswerForm if by_files else TextAnswerForm)(*sent(request), reading.receipt.answer)
    context: dict[str, Any] = {"form": form, **told_receipt(reading)}
    if request.method == "POST":
        form.is_valid()
        user = signed_in(request)
        held = request.POST.getlist("held")
        arrived = arrive(form, form.cleaned_data.get("file", ()), held, user)
        kept = arrived.brought or context["answer_files"]
        if by_files and not kept and "file" not in form.errors:
            form.add_error("file", _("เลือกไฟล์ที่ส่งอย่างน้อยหนึ่งไฟล์"))
        said = Said(form.cleaned_data.get("answer", ""), arrived.brought, reading.acting)
        if form.is_valid() and _kept(request, reading, form, said):
            return redirect(receipt_url(reading.receipt))
        context["held"] = arrived.held_by(user)
    return render(request, "office/circulars/answer.html", context)


@private
@require_POST
def file_off(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off the own answer."""
    reading = answering(request, pk)
    own = attached().filter(about_kind=KIND, about_key=str(pk))
    kept = get_object_or_404(own, pk=file)
    try:
        take_off_answer(
            by=signed_in(request), receipt=reading.receipt, file=kept, at=timezone.now()
        )
    except (ClosedError, LastFileError) as fault:
        messages.info(request, str(fault_told(fault)))
    else:
        messages.success(request, _("นำไฟล์ออกแล้ว"))
    return redirect(receipt_url(reading.receipt))


@private
@form_page
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an answer back to be mended, for who keeps the letter."""
    receipt = reading_of(request, pk).receipt
    letter = receipt.circular.letter
    _sending = kept_sending(request, letter.pk)
    if not may_return(receipt.state, closed=receipt.circular.closed_at is not None):
        messages.info(request, _("ส่งกลับไม่ได้ เพราะยังไม่มีคำตอบ หรือปิดรับแล้ว"))
        return redirect(receipt_url(receipt))
    form = ReasonForm(request.POST if request.method == "POST" else None, label_suffix="")
    title = _("ส่งคำตอบกลับแก้ไข: %(name)s") % {"name": receipt.unit or receipt.user}
    lead = _("ผู้รับจะเห็นเหตุผลนี้ และต้องส่งคำตอบใหม่")
    page = Page(title, _("ส่งกลับแก้ไข"), receipt_url(receipt), lead, done=_("ส่งกลับแล้ว"))

    def do() -> str:
        reason = form.cleaned_data["reason"]
        return_answer(by=signed_in(request), receipt=receipt, reason=reason, at=timezone.now())
        return sending_url(letter)

    return filled(request, form, page, do, FAULTS, fault_told)


@private
@require_safe
def open_own(request: HttpRequest, pk: int) -> HttpResponse:
    """The address that is sent around: leads each reader to the own receipt of a letter.

    Raises:
        PermissionDenied: the letter was not sent to the reader, who isn't of the office either.
    """
    viewer = viewer_of(request)
    sight = viewer.office_sight
    own = Receipt.objects.filter(circular__letter=pk, circular__letter__area=viewer.area)
    found = own.filter(unit__in=sight.units).first() or own.filter(user=sight.user).first()
    if found is None and not sight.office:
        raise PermissionDenied(_("หนังสือเวียนนี้ไม่ได้ส่งถึงท่านหรือหน่วยงานของท่าน"))
    return redirect(receipt_url(found) if found else reverse("office:circular", args=[pk]))


def answering(request: HttpRequest, pk: int) -> Reading:
    """The receipt of that key, for who answers it.

    Raises:
        PermissionDenied: the reader doesn't.
    """
    reading = reading_of(request, pk)
    if not reading.answers:
        raise PermissionDenied
    return reading


def answer_page(receipt: Receipt) -> str:
    """The page on which a receipt is answered; empty where nothing is to be answered."""
    pages = {
        Circular.Asks.TEXT: "office:receipt-answer",
        Circular.Asks.FILE: "office:receipt-answer",
        Circular.Asks.FORM: "office:receipt-form",
        Circular.Asks.WORKBOOK: "office:workbook-answer",
    }
    name = pages.get(Circular.Asks(receipt.circular.asks))
    return reverse(name, args=[receipt.pk]) if name else ""


def told_receipt(reading: Reading) -> dict[str, Any]:
    """A receipt as its pages show it."""
    receipt, circular = reading.receipt, reading.circular
    letter, asked = circular.letter, asks_answer(circular.asks)
    answered = receipt.state == Receipt.State.ANSWERED
    owed = asked and not answered and circular.closed_at is None
    late = days_late(circular.due, reading.viewer.today) if owed and circular.due else 0
    office = reading.viewer.office_sight.office
    return {
        "reading": reading,
        "receipt": receipt,
        "letter": letter,
        "state": state_name(receipt.state),
        "asks": asks_name(circular.asks) if asked else "",
        "late": late,
        "owed": owed,
        "files": [(file, part_name(file.part)) for file in attached_to(letter)],
        "answer_files": _answer_files(receipt),
        "sections": _sections(reading) if circular.asks == Circular.Asks.FORM else [],
        "answer_url": answer_page(receipt) if reading.answers and reading.is_open else "",
        "can_read": reading.reads and receipt.state == Receipt.State.UNREAD,
        "can_return": LetterDesk(reading.viewer).keeps(letter)
        and may_return(receipt.state, closed=circular.closed_at is not None),
        "duty": reading.duty if reading.roles and owed else None,
        "office": office,
    }


def _answer_files(receipt: Receipt) -> list[AttachedFile]:
    return files_of(KIND, [str(receipt.pk)]).get(str(receipt.pk), [])


def _sections(reading: Reading) -> list[Any]:
    """What was answered to the form, section by section."""
    sheet = sheets_about(KIND, str(reading.receipt.pk)).first()
    return sections_of(reading.viewer, sheet) if sheet else []


def _kept(request: HttpRequest, reading: Reading, form: TextAnswerForm, said: Said) -> bool:
    """Keep the answer; whether that could be done, else the form tells why not."""
    try:
        answer_circular(
            by=signed_in(request), receipt=reading.receipt, said=said, at=timezone.now()
        )
    except ClosedError as fault:
        form.add_error(None, str(fault_told(fault)))
        return False
    messages.success(request, _("ส่งคำตอบแล้ว แก้ได้จนกว่าเขตปิดรับ"))
    return True


def _back(request: HttpRequest, page: str) -> str:
    """Where the button stood: a list of the site, else the receipt's page."""
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if safe else page
