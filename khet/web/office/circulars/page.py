"""The office's page of a sending: whom it goes to, how many have read and answered, who has not."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.models import Circular, Receipt
from khet.records.office.queries.audiences import AddressBook, places_of
from khet.records.office.queries.circulars import (
    Counts,
    counts_of,
    in_network,
    owing,
    receipts_of,
)
from khet.records.office.queries.owner_choices import units_under
from khet.records.registry.models import UnitKind
from khet.rules.circulars import asks_answer, line_text, may_return
from khet.web.office.circulars.asked import Sending, sending_of
from khet.web.office.circulars.forms import ReceiverFilters
from khet.web.office.circulars.reminding import told_thai
from khet.web.office.circulars.words import TokenWords, asks_name, sending_url, state_name
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date, hour
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 100
OWING, UNREAD, ANSWERED, RETURNED = "owing", "unread", "answered", "returned"
_SHOWN = (OWING, UNREAD, "read", ANSWERED, RETURNED)


@dataclass(frozen=True)
class Row:
    """A receiver of the list: who, where that is, how far."""

    receipt: Receipt
    place: str
    can_return: bool

    @property
    def name(self) -> str:
        """The school, group or person."""
        return str(self.receipt.unit or self.receipt.user)

    @property
    def state(self) -> str:
        """How far, in words."""
        return state_name(self.receipt.state)


class ReceiverList:
    """The receivers of a sending that an address asks for."""

    def __init__(self, request: HttpRequest, sending: Sending, circular: Circular) -> None:
        self.sending, self.circular, self._asked = sending, circular, request.GET

    @cached_property
    def counts(self) -> Counts:
        """How many have read and answered."""
        return counts_of([self.circular.pk]).get(self.circular.pk, Counts())

    @cached_property
    def form(self) -> ReceiverFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = ReceiverFilters(self._asked)
        viewer = self.sending.viewer
        self._networks = {
            unit.code: unit for unit in units_under(viewer.area, UnitKind.NETWORK, viewer.today)
        }
        form.offer("show", [(one, one) for one in _SHOWN])
        form.offer("network", [(code, str(unit)) for code, unit in self._networks.items()])
        if not form.is_valid():
            whole = Nearest(_("ผู้รับทั้งหมด"), sending_url(self.sending.letter))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายการผู้รับ"), [whole])
        return form

    @property
    def found(self) -> QuerySet[Receipt]:
        """The receipts that are asked for."""
        told, rows = self.form.cleaned_data, receipts_of(self.circular)
        which = {
            OWING: owing(self.circular),
            UNREAD: Q(state=Receipt.State.UNREAD),
            "read": ~Q(state=Receipt.State.UNREAD),
            ANSWERED: Q(state=Receipt.State.ANSWERED),
            RETURNED: Q(state=Receipt.State.RETURNED),
        }
        if told["show"]:
            rows = rows.filter(which[told["show"]])
        if told["network"]:
            network = self._networks[told["network"]]
            rows = rows.filter(in_network(network, self.sending.viewer.today))
        return rows

    @cached_property
    def leaf(self) -> Page[Receipt]:
        """The page of the list."""
        return Paginator(self.found, PER_PAGE).get_page(self._asked.get("page"))

    def rows(self, receipts: Iterable[Receipt]) -> list[Row]:
        """Receipts as the list shows them."""
        listed = list(receipts)
        viewer, closed = self.sending.viewer, self.circular.closed_at is not None
        networks = _networks(self.sending.book) if any(one.unit for one in listed) else {}
        people = [one.user_id for one in listed if one.user_id]
        places = places_of(viewer.area, people, viewer.today)
        keeps = self.sending.keeps
        return [
            Row(
                one,
                networks.get(one.unit.code, "") if one.unit else _at(places.get(one.user_id or 0)),
                keeps and may_return(one.state, closed=closed),
            )
            for one in listed
        ]

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The parts of the list: word with its number, address, whether it is the one shown."""
        n, answers = self.counts, asks_answer(self.circular.asks)
        words = {
            "": (_("ผู้รับทั้งหมด"), n.total),
            UNREAD: (_("ยังไม่รับทราบ"), n.unread),
            "read": (_("รับทราบแล้ว"), n.read),
            **({OWING: (_("ยังไม่ตอบ"), n.unanswered)} if answers else {}),
            **({ANSWERED: (_("ตอบแล้ว"), n.answered)} if answers else {}),
            **({RETURNED: (_("ส่งกลับแก้ไข"), n.returned)} if n.returned else {}),
        }
        others = {k: v for k, v in self.form.chosen.items() if k != "show"}
        now = self.form.cleaned_data["show"]
        return [
            (f"{word} {number:,}", f"?{urlencode({**others, 'show': key})}", key == now)
            for key, (word, number) in words.items()
        ]


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
        link=request.build_absolute_uri(page),
    )


def _sent(request: HttpRequest, sending: Sending, circular: Circular) -> dict[str, Any]:
    """What the page of a sent one shows besides."""
    listed = ReceiverList(request, sending, circular)
    query = listed.form.query
    xlsx = reverse("office:circular-xlsx", args=[sending.letter.pk])
    wanted = listed.counts.unanswered if asks_answer(circular.asks) else listed.counts.unread
    return {
        "answers": asks_answer(circular.asks),
        "form": listed.form,
        "counts": listed.counts,
        "wanted": wanted,
        "leaf": listed.leaf,
        "rows": listed.rows(listed.leaf),
        "tabs": listed.tabs,
        "xlsx": f"{xlsx}?{query}".rstrip("?"),
        "chat": chat_text(request, sending, circular),
    }


def _networks(book: AddressBook) -> dict[str, str]:
    """The network of each school (code)."""
    return {code: school.network or "" for code, school in book.schools.items()}


def _at(unit: object) -> str:
    return str(unit) if unit else ""


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
