"""The page on which a school sends the filled-in workbook: taken whole, or every fault told."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.answer_books.reading import UnreadableBookError, marked_book
from khet.documents.answer_books.words import told as words_of
from khet.jobs.evidence_files import RefusedFileError, stored_path
from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.receipts import ClosedError
from khet.records.office.actions.workbook_answers import Answer, answer_workbook
from khet.records.office.models import Receipt
from khet.records.office.queries.workbook_answers import answer_file, cells_of, faults_of
from khet.rules.workbook_cells import Book, Value, place_of
from khet.rules.workbook_checks import Checked, Fault, check
from khet.rules.workbook_templates import Template
from khet.web.office.evidence.asked import sent
from khet.web.office.returned.asked import Answering, answering_of
from khet.web.office.returned.books import book_at, bring
from khet.web.office.returned.forms import BookForm
from khet.web.office.returned.words import value_told
from khet.web.parts.filling import form_page
from khet.web.parts.private import XLSX, file_of, private
from khet.web.parts.viewer import signed_in

SHOWN = 200
"""Faults and values that are listed; the rest are counted."""
_SALT, _DAY = "khet.returned", 24 * 60 * 60


@private
@require_safe
def workbook_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the workbook away, and see what was taken of the one that was sent."""
    asked = answering_of(request, pk)
    return render(request, "office/returned/answer.html", _told(asked, BookForm()))


@private
@form_page
def workbook_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the workbook filled in: taken where all is right, else all that is wrong is told.

    Raises:
        PermissionDenied: the answer isn't the reader's to give.
    """
    asked = answering_of(request, pk)
    if not asked.answers:
        raise PermissionDenied
    form, marked = BookForm(*sent(request)), ""
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        faults, marked = _sent(request, asked, form)
        if form.is_valid() and not faults:
            messages.success(request, _("เขตได้รับแล้ว"))
            return redirect("office:workbook-answer", pk)
    return render(request, "office/returned/answer.html", _told(asked, form, faults, marked))


@private
@require_safe
def workbook_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook that was refused, with the faulty cells marked; for its bringer, for a day.

    Raises:
        Http404: there is no such file, or not any more.
    """
    asked = answering_of(request, pk)
    try:
        token = request.GET.get("file", "")
        sha256 = signing.loads(token, salt=_salt(request, asked.receipt), max_age=_DAY)
        content = _marked(asked, sha256)
    except (signing.BadSignature, FileNotFoundError, UnreadableBookError):
        raise Http404 from None
    return file_of(content, XLSX, f"khet-{pk}-marked.xlsx")


def _sent(request: HttpRequest, asked: Answering, form: BookForm) -> tuple[list[Fault], str]:
    """Keep a good answer; else what is wrong, and where the marked file is."""
    template = asked.template
    if not asked.takes or template is None:
        form.add_error(None, _("เขตปิดรับคำตอบแล้ว: ถ้ายังต้องส่ง ให้ติดต่อผู้ส่งหนังสือ"))
        return [], ""
    try:
        brought, book = bring(form.cleaned_data["file"])
        checked = _checked(asked, template, book)
        if checked.faults:
            token = signing.dumps(brought.sha256, salt=_salt(request, asked.receipt))
            page = reverse("office:workbook-marked", args=[asked.receipt.pk])
            marks = _by_cell(checked.faults)
            return list(checked.faults), f"{page}?{urlencode({'file': token})}" if marks else ""
        _keep(request, asked, brought, checked)
    except (RefusedFileError, UnreadableBookError) as refused:
        form.add_error("file", str(refused))
    except ClosedError:
        form.add_error(None, _("เขตปิดรับคำตอบแล้ว: ถ้ายังต้องส่ง ให้ติดต่อผู้ส่งหนังสือ"))
    return [], ""


def _keep(request: HttpRequest, asked: Answering, brought: Brought, checked: Checked) -> None:
    answer = Answer(brought, checked, timezone.now(), asked.acting)
    answer_workbook(by=signed_in(request), receipt=asked.receipt, answer=answer)


def _checked(asked: Answering, template: Template, book: Book) -> Checked:
    return check(template, book, asked.receipt.unit.name if asked.receipt.unit else "")


def _marked(asked: Answering, sha256: str) -> bytes:
    """The file with every faulty cell marked and what is wrong written there."""
    if asked.template is None:
        raise Http404
    faults = _by_cell(_checked(asked, asked.template, book_at(sha256)).faults)
    marks = [
        (sheet, cell, "\n".join(words_of(fault) for fault in here))
        for (sheet, cell), here in faults.items()
    ]
    return marked_book(stored_path(sha256), marks)


def _told(
    asked: Answering, form: BookForm, faults: Sequence[Fault] = (), marked: str = ""
) -> dict[str, Any]:
    receipt = asked.receipt
    answered = bool(receipt.answered_at) and not faults
    values = list(_values(asked)) if answered and asked.template else []
    odd = faults_of(receipt) if answered else []
    return {
        "asked": asked,
        "receipt": receipt,
        "letter": receipt.circular.letter,
        "form": form,
        "faults": lines(faults),
        "count": len(faults),
        "marked": marked,
        "values": values[:SHOWN],
        "more": max(len(values) - SHOWN, 0),
        "odd": lines(odd),
        "empty": sum(one.code == "empty" for one in odd),
        "file": answer_file(receipt) if receipt.answered_at else None,
        "returned": receipt.state == Receipt.State.RETURNED,
    }


def _by_cell(faults: Iterable[Fault]) -> dict[tuple[str, str], list[Fault]]:
    """The faults of single cells, by sheet and cell."""
    found: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        if fault.cell:
            found.setdefault((fault.sheet, fault.cell), []).append(fault)
    return found


def lines(faults: Iterable[Fault]) -> list[tuple[Fault, str]]:
    """Faults with their words, as many as a page lists."""
    return [(fault, words_of(fault)) for fault in list(faults)[:SHOWN]]


def _values(asked: Answering) -> list[tuple[str, str, str, str]]:
    """What was taken: sheet, cell, label and value, as the template's sheets go."""
    template = asked.template
    cells = cells_of(asked.receipt)
    if template is None:
        return []
    found: list[tuple[str, str, str, str]] = []
    for sheet in template.sheets:
        here: dict[str, Value] = cells.get(sheet.name, {})
        known = {one.place: one for one in sheet.single}
        for cell in sorted(here, key=place_of):
            place = place_of(cell)
            one = known.get(place) or (sheet.table.column_at(place) if sheet.table else None)
            label = one.label if one else ""
            found.append((sheet.name, cell, label, value_told(here[cell], one)))
    return found


def _salt(request: HttpRequest, receipt: Receipt) -> str:
    return f"{_SALT} {receipt.pk} {signed_in(request).pk}"
