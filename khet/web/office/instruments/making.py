"""Making instruments: begun, taken ready, called otherwise, released, closed and opened again."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.records.office.actions.instruments import (
    DraftMovedError,
    FlawedError,
    NeverReleasedError,
    NoDraftError,
    TitleTakenError,
    change_draft,
    change_instrument,
    close_instrument,
    discard_draft,
    make_instrument,
    release_version,
    reopen_instrument,
    take_ready,
)
from khet.records.registry.models import User
from khet.rules.instrument_scores import schemes
from khet.rules.instruments import Content
from khet.web.office.instruments.asked import Asked, InstrumentDesk, asked_of, maker_of
from khet.web.office.instruments.forms import InstrumentForm
from khet.web.office.instruments.words import flaw_word
from khet.web.parts.filling import Page, filled, form_page, nothing_asked
from khet.web.parts.viewer import signed_in

FAULTS = (DraftMovedError, FlawedError, NeverReleasedError, NoDraftError, TitleTakenError)


def fault_told(fault: Exception) -> str | dict[str, str]:
    """What is wrong with a change, and what to do."""
    if isinstance(fault, TitleTakenError):
        return {"title": _("มีแบบชื่อนี้แล้ว: ตั้งชื่อให้ต่างกัน")}
    if isinstance(fault, FlawedError):
        first = fault.flaws[0]
        return _("ยังประกาศใช้ไม่ได้ %(where)s: %(what)s") % {
            "where": first.of,
            "what": flaw_word(first),
        }
    if isinstance(fault, DraftMovedError):
        return _("มีผู้แก้ร่างนี้ระหว่างที่เปิดหน้านี้อยู่: เปิดร่างใหม่แล้วแก้อีกครั้ง")
    if isinstance(fault, NeverReleasedError):
        return _("แบบนี้ยังไม่เคยประกาศใช้: ปิดแบบแทน ถ้าไม่ใช้แล้ว")
    return _("ไม่มีร่างที่รอประกาศใช้: อาจมีผู้ประกาศใช้ไปแล้ว")


def page_of(asked: Asked) -> str:
    """The address of an instrument."""
    return reverse("office:instrument", args=[asked.instrument.pk])


@form_page
def add(request: HttpRequest) -> HttpResponse:
    """Begin an instrument."""
    desk = maker_of(request)
    form = InstrumentForm(request.POST or None, _schemes(desk), initial={"bands": "five"})

    def do() -> str:
        made = make_instrument(
            by=signed_in(request),
            area=desk.viewer.area,
            unit=desk.unit,
            title=form.cleaned_data["title"],
            note=form.cleaned_data["note"],
            content=Content((), form.cleaned_data["bands"]),
        )
        return reverse("office:instrument-draft", args=[made.pk])

    page = Page(_("สร้างแบบ"), _("สร้างและเพิ่มข้อ"), reverse("office:instruments"))
    return filled(request, form, page, do, FAULTS, fault_told)


@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Call an instrument otherwise, or read its score by other levels."""
    asked = asked_of(maker_of(request), pk)
    one, content = asked.instrument, asked.content
    initial = {"title": one.title, "note": one.note, "bands": content.bands}
    form = InstrumentForm(request.POST or None, _schemes(asked.desk), initial=initial)

    def do() -> str:
        said, by = form.cleaned_data, signed_in(request)
        other = replace(content, bands=said["bands"])
        with transaction.atomic():
            change_instrument(by=by, instrument=one, title=said["title"], note=said["note"])
            if other != content:
                change_draft(by=by, instrument=one, content=other, base=content)
        return page_of(asked)

    lead = _("เปลี่ยนเกณฑ์ระดับแล้วต้องประกาศใช้ฉบับใหม่ ชื่อเปลี่ยนทันที")
    page = Page(_("แก้ชื่อแบบ"), _("บันทึก"), page_of(asked), lead)
    return filled(request, form, page, do, FAULTS, fault_told)


def _schemes(desk: InstrumentDesk) -> dict[str, str]:
    return schemes(desk.viewer.today, desk.viewer.tables)


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Let the office use an instrument that comes with Khet."""
    desk = maker_of(request)
    told = {"by": signed_in(request), "area": desk.viewer.area, "unit": desk.unit}
    try:
        made = take_ready(**told, code=code, at=timezone.now())  # type: ignore[arg-type]
    except LookupError:
        raise Http404 from None
    except TitleTakenError:
        messages.error(request, _("มีแบบชื่อนี้แล้ว: เปลี่ยนชื่อแบบนั้นก่อน แล้วกดใช้แบบนี้อีกครั้ง"))
        return redirect("office:instruments")
    messages.success(request, _("ใช้แบบนี้ได้แล้ว แก้ถ้อยคำให้เหมาะกับเขตได้ที่ แก้แบบ"))
    return redirect("office:instrument", made.pk)


class Step(NamedTuple):
    """A step that is confirmed: its words, and what does it."""

    title: str
    button: str
    lead: str
    done: str
    do: Callable[[User, Asked], object]


@form_page
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Release the draft or throw it away, close the instrument or open it again."""
    asked = asked_of(maker_of(request), pk)
    found = _steps().get(step)
    if found is None:
        raise Http404

    def do() -> str:
        found.do(signed_in(request), asked)
        return page_of(asked)

    back = reverse("office:instrument-draft", args=[pk]) if step == "release" else page_of(asked)
    page = Page(found.title, found.button, back, found.lead, done=found.done)
    return filled(request, nothing_asked(request), page, do, FAULTS, _step_told)


def _step_told(fault: Exception) -> str:
    told = fault_told(fault)
    return told if isinstance(told, str) else str(ValidationError(told))


def _steps() -> dict[str, Step]:
    return {
        "release": Step(
            _("ประกาศใช้ฉบับใหม่"),
            _("ประกาศใช้"),
            _("ตั้งแต่นี้ไปจะกรอกด้วยฉบับนี้ และแก้ฉบับนี้อีกไม่ได้ คำตอบเดิมยังอยู่กับฉบับเดิม"),
            _("ประกาศใช้แล้ว"),
            lambda by, asked: release_version(
                by=by, instrument=asked.instrument, at=timezone.now()
            ),
        ),
        "discard": Step(
            _("ทิ้งร่าง"),
            _("ทิ้งร่าง"),
            _("สิ่งที่แก้ไว้ในร่างจะหายไป ฉบับที่ใช้อยู่ไม่เปลี่ยน"),
            _("ทิ้งร่างแล้ว"),
            lambda by, asked: discard_draft(by=by, instrument=asked.instrument),
        ),
        "close": Step(
            _("ปิดแบบ"),
            _("ปิดแบบ"),
            _("จะไม่มีให้เลือกกรอกอีก คำตอบเดิมยังอยู่ครบ เปิดใช้อีกได้"),
            _("ปิดแบบแล้ว"),
            lambda by, asked: close_instrument(by=by, instrument=asked.instrument),
        ),
        "reopen": Step(
            _("เปิดแบบใช้อีก"),
            _("เปิดใช้"),
            _("จะมีให้เลือกกรอกอีกครั้ง"),
            _("เปิดแบบใช้อีกแล้ว"),
            lambda by, asked: reopen_instrument(by=by, instrument=asked.instrument),
        ),
    }
