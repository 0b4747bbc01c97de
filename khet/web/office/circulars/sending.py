"""Sending a letter to many, and what follows: moved, closed, opened again, reminded of."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from khet.records.office.actions.circular_steps import (
    close_circular,
    extend_circular,
    remind_circular,
    reopen_circular,
)
from khet.records.office.actions.circulars import send_circular
from khet.records.office.models import Circular, Letter
from khet.rules.circulars import asks_answer
from khet.web.office.circulars.asked import Sending, kept_sending
from khet.web.office.circulars.forms import DueForm
from khet.web.office.circulars.reminding import entries_of
from khet.web.office.circulars.words import FAULTS, asks_name, fault_told, sending_url
from khet.web.parts import filling
from khet.web.parts.filling import Page, form_page, nothing_asked
from khet.web.parts.private import private
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import signed_in

filled = partial(filling.filled, faults=FAULTS, told=fault_told)


@private
@form_page
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a signed letter to its receivers of today, after saying how many they are."""
    sending = kept_sending(request, pk)
    circular, letter = sending.circular, sending.letter
    if circular is None or letter.state != Letter.State.SIGNED:
        return _not_now(request, sending)
    n = len(sending.book.of(circular.audience))
    lead = _lead(circular, n)
    done = ngettext("ส่งแล้ว ถึงผู้รับ %(n)s ราย", "ส่งแล้ว ถึงผู้รับ %(n)s ราย", n) % {"n": f"{n:,}"}
    page = Page(
        _("ส่งหนังสือเวียน: %(subject)s") % {"subject": letter.subject},
        _("ส่ง"),
        sending_url(letter),
        lead,
        _("เมื่อส่งแล้วแก้ผู้รับและเรียกคืนไม่ได้"),
        done,
    )

    def do() -> str:
        by, now = signed_in(request), timezone.now()
        send_circular(by=by, letter=letter, at=now, today=sending.viewer.today)
        return sending_url(letter)

    return filled(request, nothing_asked(request), page, do)


@private
@form_page
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Move the day of a sending, close it, or open it again."""
    if step not in ("extend", "close", "reopen"):
        raise Http404
    sending = kept_sending(request, pk)
    circular = sending.circular
    if circular is None or not _fits(sending, circular, step):
        return _not_now(request, sending)
    form = _form(request, sending, circular, step)

    def do() -> str:
        _take(request, sending, step, form)
        return sending_url(sending.letter)

    return filled(request, form, _page(sending, circular, step), do)


@private
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind all who have not read or answered, once a day."""
    sending = kept_sending(request, pk)
    if sending.circular is None or not sending.is_open:
        return _not_now(request, sending)
    by, today = signed_in(request), sending.viewer.today
    entries = entries_of(sending.circular, sending.letter, str(by), today)
    try:
        n = remind_circular(
            by=by, letter=sending.letter, entries=entries, at=timezone.now(), today=today
        )
    except FAULTS as fault:
        messages.info(request, str(fault_told(fault)))
    else:
        told = _("เตือนแล้ว: ผู้รับที่ยังค้างเห็นในหนังสือเวียนของตน และส่งอีเมล %(n)s ฉบับ")
        messages.success(request, told % {"n": f"{n:,}"})
    return redirect(sending_url(sending.letter))


def _not_now(request: HttpRequest, sending: Sending) -> HttpResponse:
    messages.info(request, _("ทำรายการนี้ไปแล้ว หรือทำไม่ได้แล้ว"))
    return redirect(sending_url(sending.letter))


def _lead(circular: Circular, n: int) -> str:
    """To how many, and what is asked until when."""
    asked = asks_name(circular.asks)
    told = _("ถึงผู้รับ %(n)s ราย ขอให้%(asked)s") % {"n": f"{n:,}", "asked": asked}
    until = _("ภายใน %(day)s") % {"day": be_date(circular.due)} if circular.due else ""
    return f"{told} {until}".strip()


def _fits(sending: Sending, circular: Circular, step: str) -> bool:
    """Whether a step can be taken: only of what asks for an answer is there a day to move."""
    if step == "reopen":
        return sending.sent and not sending.is_open
    return sending.is_open and (step == "close" or asks_answer(circular.asks))


def _form(request: HttpRequest, sending: Sending, circular: Circular, step: str) -> forms.Form:
    if step == "close" or not asks_answer(circular.asks):
        return nothing_asked(request)
    data = request.POST if request.method == "POST" else None
    before = circular.due if step == "extend" else None
    return DueForm(data, sending.viewer.today, before)


def _take(request: HttpRequest, sending: Sending, step: str, form: forms.Form) -> None:
    by, letter, due = signed_in(request), sending.letter, form.cleaned_data.get("due")
    if step == "close":
        close_circular(by=by, letter=letter, at=timezone.now())
    elif step == "reopen":
        reopen_circular(by=by, letter=letter, due=due)
    elif due is not None:
        extend_circular(by=by, letter=letter, due=due, reason="เลื่อนวันตอบหนังสือเวียน")


def _page(sending: Sending, circular: Circular, step: str) -> Page:
    words = _answer_words() if asks_answer(circular.asks) else _read_words()
    button, lead, done = words[step]
    title = f"{button}: {sending.letter.subject}"
    return Page(title, button, sending_url(sending.letter), lead, done=done)


def _answer_words() -> dict[str, tuple[str, str, str]]:
    """The steps where an answer is asked for: the button, what follows, what was done."""
    return {
        "extend": (
            _("เลื่อนวันตอบ"),
            _("กำหนดของผู้รับที่ยังไม่ตอบทุกรายเลื่อนตาม"),
            _("เลื่อนวันตอบแล้ว"),
        ),
        "close": (
            _("ปิดรับคำตอบ"),
            _("ผู้รับที่ยังไม่ตอบไม่ต้องตอบอีก และแก้คำตอบไม่ได้ เปิดรับใหม่ภายหลังได้"),
            _("ปิดรับคำตอบแล้ว"),
        ),
        "reopen": (
            _("เปิดรับคำตอบอีกครั้ง"),
            _("ผู้รับที่ยังไม่ตอบต้องตอบภายในวันที่ใหม่"),
            _("เปิดรับคำตอบแล้ว"),
        ),
    }


def _read_words() -> dict[str, tuple[str, str, str]]:
    """The same where to take note is all that is asked."""
    return {
        "close": (
            _("ปิดการติดตาม"),
            _("ไม่นับว่าค้างและไม่เตือนอีก ผู้รับยังกดรับทราบได้ ติดตามต่อภายหลังได้"),
            _("ปิดการติดตามแล้ว"),
        ),
        "reopen": (
            _("ติดตามต่อ"),
            _("ผู้รับที่ยังไม่รับทราบนับว่าค้าง และเตือนได้อีก"),
            _("ติดตามต่อแล้ว"),
        ),
    }
