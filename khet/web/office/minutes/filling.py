"""A page that is one form about minutes: shown, filled in, shown again with what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khet.records.office.actions.instructions import NotDraftError
from khet.records.office.actions.minutes import (
    ClosedBodyError,
    NotAdoptingError,
    NothingWrittenError,
)
from khet.records.office.actions.minutes_items import ItemChangedError
from khet.records.office.actions.minutes_steps import MinutesMovedError, NotHeldError
from khet.web.office.minutes.words import state_word

FAULTS = (
    *(MinutesMovedError, NotHeldError, NothingWrittenError, ClosedBodyError, NotAdoptingError),
    *(ItemChangedError, NotDraftError),
)


@dataclass(frozen=True)
class Page:
    """What stands around the form: title, button, the page to go back to, words before it."""

    title: str
    button: str
    back: str
    lead: str = ""
    warning: str = ""
    quoted: Sequence[tuple[str, str]] = ()


def filled(
    request: HttpRequest, form: forms.Form, page: Page, do: Callable[[], str]
) -> HttpResponse:
    """Do what a good form asks for, and go to the address that comes back; else show the form."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(do())
        except FAULTS as fault:
            form.add_error(None, fault_told(fault))
    return render(request, "office/minutes/form.html", {"form": form, "page": page})


def fault_told(fault: Exception) -> str:
    """What is wrong, and what to do."""
    if isinstance(fault, MinutesMovedError):
        told = _("รายงานนี้อยู่ในสถานะ %(state)s แล้ว จึงทำไม่ได้: กลับไปดูรายงานล่าสุด")
        return told % {"state": state_word(str(fault))}
    return _simple()[type(fault)]


def _simple() -> Mapping[type[Exception], str]:
    return {
        NotHeldError: _("การประชุมนี้ยังไม่ได้บันทึกว่าประชุมแล้ว"),
        NothingWrittenError: _("ยังไม่มีข้อความในรายงาน: เขียนการอภิปรายหรือมติอย่างน้อยหนึ่งเรื่องก่อนเสนอ"),
        ClosedBodyError: _("คณะนี้เป็นคณะปิด รายงานเผยแพร่ไม่ได้"),
        NotAdoptingError: _("รับรองในการประชุมนั้นไม่ได้: เลือกครั้งหลังของคณะเดียวกันที่ประชุมแล้ว"),
        ItemChangedError: _("มีผู้อื่นแก้เรื่องนี้หลังจากท่านเปิดหน้านี้: อ่านข้อความล่าสุด แล้วบันทึกอีกครั้ง"),
        NotDraftError: _("รายงานนี้ไม่ใช่ร่างแล้ว จึงเพิ่มหรือแก้ไม่ได้"),
    }
