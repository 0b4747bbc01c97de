"""What all answered to a circular, one beside the other, and as XLSX."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import AnswerSheet, AttachedFile, Circular, Receipt
from khet.records.office.queries.circulars import KIND, receipts_of, sheets_of_receipts
from khet.records.office.queries.files import files_of
from khet.records.office.queries.instruments import answers_in
from khet.rules.circulars import FORM, asks_answer, may_return
from khet.rules.instrument_scores import asked as asked_items
from khet.rules.instrument_scores import calculated
from khet.rules.instruments import FILES, Answers, Item, ItemKind, content_of
from khet.web.office.circulars.asked import Sending, sending_of
from khet.web.office.circulars.words import state_name
from khet.web.office.instruments.answered import answer_word
from khet.web.office.instruments.sheets import answers_told
from khet.web.office.instruments.words import worked_out
from khet.web.parts.private import private, workbook_of

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """What one receiver answered: words, files, or the items of a form."""

    receipt: Receipt
    files: list[AttachedFile]
    items: list[tuple[str, str]]
    can_return: bool

    @property
    def state(self) -> str:
        """How far, in words."""
        return state_name(self.receipt.state)


@private
@require_safe
def show_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What all answered."""
    sending = sending_of(request, pk)
    circular = _asked(sending)
    found = receipts_of(circular).exclude(answered_at=None)
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = _rows(sending, circular, leaf)
    context = {
        "sending": sending,
        "circular": circular,
        "leaf": leaf,
        "rows": rows,
        "by_form": circular.asks == FORM,
    }
    return render(request, "office/circulars/answers.html", context)


@private
@require_safe
def answers_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """What all filled in, a row a receiver.

    Raises:
        Http404: it asks for no form.
    """
    sending = sending_of(request, pk)
    circular = _asked(sending)
    if circular.asks != FORM:
        raise Http404
    receipts = Receipt.objects.filter(circular=circular).values_list("pk", flat=True)
    sheets = sheets_of_receipts(receipts)
    return workbook_of(
        answers_told(sending.viewer, sending.letter.subject, sheets), f"answers-{pk}"
    )


def _asked(sending: Sending) -> Circular:
    circular = sending.circular
    if circular is None or not sending.sent or not asks_answer(circular.asks):
        raise Http404
    return circular


def _rows(sending: Sending, circular: Circular, leaf: Page[Receipt]) -> list[Row]:
    keys = [one.pk for one in leaf]
    files = files_of(KIND, map(str, keys))
    sheets = sheets_of_receipts(keys) if circular.asks == FORM else ()
    items = {sheet.about_key: _items(sheet) for sheet in sheets}
    closed, keeps = circular.closed_at is not None, sending.keeps
    return [
        Row(
            one,
            files.get(str(one.pk), []),
            items.get(str(one.pk), []),
            keeps and may_return(one.state, closed=closed),
        )
        for one in leaf
    ]


def _items(sheet: AnswerSheet) -> list[tuple[str, str]]:
    """The items of a sheet that were asked, each with its answer in words."""
    content, answers = content_of(sheet.version.content), answers_in(sheet)
    values = calculated(content, answers)
    shown = (item for item in asked_items(content, answers) if item.kind != ItemKind.NOTE)
    return [
        (item.label or item.name, _word(item, answers, values.get(item.name))) for item in shown
    ]


def _word(item: Item, answers: Answers, value: Any) -> str:
    """An answer in words; of files how many, of what is calculated its value."""
    found = answers.values.get(item.name)
    if item.kind in FILES:
        return _("%(n)s ไฟล์") % {"n": len(found)} if found else ""
    if item.kind == ItemKind.CALCULATE:
        return "" if value is None else worked_out(value)
    return answer_word(item, answers, found)
