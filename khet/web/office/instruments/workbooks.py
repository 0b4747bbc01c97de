"""Instruments as XLSForm workbooks: taken away, and brought as a new instrument or a draft."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.xlsform.opening import LARGEST, refused
from khet.documents.xlsform.reading import ReadForm, read
from khet.documents.xlsform.remarks import RefusedWorkbookError, Remark
from khet.documents.xlsform.writing import write
from khet.records.office.actions.instruments import (
    DraftMovedError,
    TitleTakenError,
    change_draft,
    make_instrument,
)
from khet.rules.instrument_changes import difference
from khet.rules.instrument_checks import flaws
from khet.rules.instrument_scores import schemes
from khet.rules.instruments import Content, content_of, told_of
from khet.web.office.instruments.asked import Asked, InstrumentDesk, asked_of, desk_of, maker_of
from khet.web.office.instruments.words import KIND_WORDS, plain
from khet.web.office.instruments.workbook_forms import KeepForm, WorkbookForm
from khet.web.parts.filling import form_page
from khet.web.parts.private import XLSX, file_of
from khet.web.parts.viewer import signed_in

SHOWN = 200
"""Faults and notices that are listed; the rest are counted."""
_DAY = 24 * 60 * 60


@require_safe
def take_away(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version as an XLSForm workbook; one with flaws has to be mended first."""
    asked = asked_of(desk_of(request), pk)
    version = asked.instrument.versions.filter(number=number).first()
    if version is None:
        raise Http404
    content = content_of(version.content)
    if flaws(content, _schemes(asked.desk)):
        messages.error(request, _("ร่างนี้ยังมีข้อที่ต้องแก้: แก้ให้ครบก่อน แล้วดาวน์โหลดอีกครั้ง"))
        return redirect("office:instrument", pk)
    name = f"khet_{pk}"
    made = write(content, asked.instrument.title, name, str(number))
    return file_of(made, XLSX, f"{name}-{number}.xlsx")


@form_page
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a workbook as a new instrument: checked, shown, and kept when that is confirmed."""
    return _brought(request, maker_of(request), None)


@form_page
def bring_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a workbook as what an instrument asks next: checked, shown, and kept as the draft."""
    desk = maker_of(request)
    return _brought(request, desk, asked_of(desk, pk))


def _brought(request: HttpRequest, desk: InstrumentDesk, asked: Asked | None) -> HttpResponse:
    if "kept" in request.POST:
        return _keep(request, desk, asked)
    posted = request.method == "POST"
    form = WorkbookForm(request.POST if posted else None, request.FILES if posted else None)
    faults: list[Remark] = []
    if form.is_valid():
        try:
            found = read(form.cleaned_data["file"].read(), _schemes(desk))
            return _preview(request, asked, found)
        except RefusedWorkbookError as fault:
            faults = fault.faults
    told = {"form": form, "asked": asked, "faults": faults[:SHOWN], "count": len(faults)}
    return render(request, "office/instruments/bring.html", told)


def _preview(request: HttpRequest, asked: Asked | None, found: ReadForm) -> HttpResponse:
    """What was read, before it is kept.

    Raises:
        RefusedWorkbookError: it is more than a page can send back.
    """
    base = told_of(asked.content) if asked else None
    told = {
        "content": told_of(found.content),
        "base": base,
        "notices": [list(one) for one in found.notices[:SHOWN]],
        "told": len(found.notices),
        "title": found.title,
    }
    kept = signing.dumps(told, salt=_salt(request, asked), compress=True)
    if len(kept) > LARGEST:
        raise refused(_("ข้อและตัวเลือกมีข้อความมากเกินไป: แบ่งเป็นหลายแบบ"))
    form = KeepForm(asked is None, initial={"title": found.title, "kept": kept})
    return _shown(request, asked, told, form)


def _keep(request: HttpRequest, desk: InstrumentDesk, asked: Asked | None) -> HttpResponse:
    """Keep what was shown, once more checked that nobody changed it on the way."""
    form = KeepForm(asked is None, request.POST)
    try:
        told = signing.loads(request.POST["kept"], salt=_salt(request, asked), max_age=_DAY)
    except signing.BadSignature:
        messages.error(request, _("ตัวอย่างนี้หมดอายุแล้ว: เลือกไฟล์อีกครั้ง"))
        return redirect(request.path)
    if form.is_valid() and (where := _done(request, desk, asked, told, form)):
        return redirect(where)
    return _shown(request, asked, told, form)


def _done(
    request: HttpRequest,
    desk: InstrumentDesk,
    asked: Asked | None,
    told: dict[str, Any],
    form: KeepForm,
) -> str:
    """Where to go after it was kept; nowhere where it couldn't be."""
    by, content = signed_in(request), content_of(told["content"])
    try:
        if asked is None:
            title = form.cleaned_data["title"]
            kept = {"area": desk.viewer.area, "unit": desk.unit, "title": title}
            pk = make_instrument(by=by, content=content, **kept).pk
        else:
            pk, base = asked.instrument.pk, content_of(told["base"])
            change_draft(by=by, instrument=asked.instrument, content=content, base=base)
    except TitleTakenError:
        form.add_error("title", _("มีแบบชื่อนี้แล้ว: ตั้งชื่อให้ต่างกัน"))
        return ""
    except DraftMovedError:
        form.add_error(None, _("มีผู้แก้แบบนี้ระหว่างที่คุณดูตัวอย่าง: เลือกไฟล์อีกครั้งเพื่อดูสิ่งที่จะเปลี่ยน"))
        return ""
    messages.success(request, _("นำเข้าเป็นร่างแล้ว ตรวจแล้วกด ประกาศใช้"))
    return reverse("office:instrument-draft", args=[pk])


def _shown(
    request: HttpRequest, asked: Asked | None, told: dict[str, Any], form: KeepForm
) -> HttpResponse:
    content = content_of(told["content"])
    base = content_of(told["base"]) if told["base"] else None
    return render(
        request,
        "office/instruments/brought.html",
        {
            "form": form,
            "asked": asked,
            "title": told["title"],
            "count": len(list(content.items)),
            "parts": _parts(content),
            "notices": [Remark(*one) for one in told["notices"]],
            "told": told["told"],
            "change": difference(base, content) if base else None,
            "same": base == content,
        },
    )


def _parts(content: Content) -> list[dict[str, Any]]:
    """The sections with their items as they are listed."""
    return [
        {
            "title": part.title,
            "items": [
                {"item": one, "kind": KIND_WORDS[one.kind], "weight": plain(one.weight)}
                for one in part.items
            ],
        }
        for part in content.parts
    ]


def _salt(request: HttpRequest, asked: Asked | None) -> str:
    of = asked.instrument.pk if asked else "new"
    return f"khet.instruments.workbooks {of} {signed_in(request).pk}"


def _schemes(desk: InstrumentDesk) -> dict[str, str]:
    return schemes(desk.viewer.today, desk.viewer.tables)
