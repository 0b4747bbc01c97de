"""The office's page of a sending: whom it goes to, how many have read and answered, who has not."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.models import Circular
from khet.rules.circulars import asks_answer, line_text
from khet.web.office.circulars.asked import Sending, sending_of
from khet.web.office.circulars.receivers import ReceiverList, Row
from khet.web.office.circulars.reminding import told_thai
from khet.web.office.circulars.words import TokenWords, asks_name
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date, hour
from khet.web.registry.people.address import is_of_one_machine


@private
@require_safe
def show_sending(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a sending."""
    sending = sending_of(request, pk)
    circular = sending.circular
    context: dict[str, Any] = {"sending": sending, "letter": sending.letter, "circular": circular}
    if circular is not None:
        context["asks"] = asks_name(circular.asks)
        context["told"] = TokenWords(sending.book).told(circular.audience)
    if circular is not None and not sending.sent:
        context["n"] = len(sending.book.of(circular.audience))
    if circular is not None and sending.sent:
        context |= _sent(request, sending, circular)
    return render(request, "office/circulars/circular.html", context)


@private
@require_safe
def receivers_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The receivers as the page lists them, as XLSX.

    Raises:
        Http404: it wasn't sent.
    """
    sending = sending_of(request, pk)
    circular = sending.circular
    if circular is None or not sending.sent:
        raise Http404
    listed = ReceiverList(request, sending, circular)
    columns = (
        *(_("ผู้รับ"), _("เครือข่ายหรือหน่วยงาน"), _("สถานะ"), _("รับทราบเมื่อ"), _("ผู้รับทราบ")),
        *(_("รักษาการ"), _("ตอบเมื่อ"), _("ผู้ตอบ"), _("คำตอบ")),
    )
    letter = sending.letter
    sheet = Sheet(
        name=_("ผู้รับหนังสือเวียน"),
        heading=(str(sending.viewer.area.name), letter.subject, letter.ref, *listed.form.told),
        columns=columns,
        rows=[_line(row) for row in listed.rows(listed.found)],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(sending.viewer.today)},),
    )
    return workbook_of(sheet, f"circular-{pk}")


def chat_text(request: HttpRequest, sending: Sending, circular: Circular) -> str:
    """What is copied into a chat."""
    letter = sending.letter
    page = reverse("office:circular-open", args=[letter.pk])
    return line_text(
        subject=letter.subject,
        ref=letter.ref,
        day=letter.day,
        asked=told_thai(circular.asks),
        due=circular.due,
        link=f"{_site(request).rstrip('/')}{page}",
    )


def _reminded(sending: Sending, circular: Circular) -> bool:
    """Whether all who owe were reminded today, so that they can't be again."""
    last = circular.reminded_at
    return last is not None and timezone.localdate(last) == sending.viewer.today


def _site(request: HttpRequest) -> str:
    """The address of the installation, or the one this request came by."""
    return settings.ADDRESS or request.build_absolute_uri("/")


def _sent(request: HttpRequest, sending: Sending, circular: Circular) -> dict[str, Any]:
    """What the page of a sent one shows besides."""
    listed = ReceiverList(request, sending, circular)
    xlsx = reverse("office:circular-xlsx", args=[sending.letter.pk])
    query = urlencode({**listed.form.chosen, "show": listed.shown})
    return {
        "answers": asks_answer(circular.asks),
        "form": listed.form,
        "counts": listed.counts,
        "wanted": listed.wanted,
        "leaf": listed.leaf,
        "rows": listed.rows(listed.leaf),
        "tabs": listed.tabs,
        "xlsx": f"{xlsx}?{query}",
        "chat": chat_text(request, sending, circular),
        "reminded": _reminded(sending, circular),
        "shut_in": is_of_one_machine(_site(request)),
    }


def _line(row: Row) -> tuple[str | None, ...]:
    one = row.receipt
    return (
        row.name,
        row.place or None,
        row.state,
        f"{be_date(one.read_at)} {hour(one.read_at)}" if one.read_at else None,
        one.read_by or None,
        _("รักษาการ") if one.acting else None,
        f"{be_date(one.answered_at)} {hour(one.answered_at)}" if one.answered_at else None,
        one.answered_by or None,
        one.answer or None,
    )
