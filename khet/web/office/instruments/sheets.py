"""Sheets of answers: those of an instrument, as XLSX, one alone, and those about a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet, Value
from khet.records.office.models import AnswerSheet
from khet.records.office.queries.instruments import answers_in, sheets_about, sheets_of
from khet.rules.instrument_scores import calculated
from khet.rules.instruments import FILES, Answers, Item, ItemKind, content_of
from khet.web.office.instruments.answered import (
    Scored,
    answer_word,
    scored,
    sections_of,
)
from khet.web.office.instruments.asked import InstrumentDesk, asked_of, desk_of
from khet.web.parts.kinds import Named, Ref, kinds, named
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date, words
from khet.web.parts.viewer import Viewer, viewer_of

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A sheet of the list, the record that it is about, its score."""

    sheet: AnswerSheet
    about: Named | None
    scored: Scored | None


@private
@require_safe
def show_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an instrument was answered, the newest first."""
    asked = asked_of(desk_of(request), pk)
    found = sheets_of(asked.instrument, asked.desk.schools)
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = _rows(asked.desk.viewer, leaf)
    context = {"asked": asked, "leaf": leaf, "rows": rows}
    return render(request, "office/instruments/sheets.html", context)


def _rows(viewer: Viewer, sheets: Iterable[AnswerSheet]) -> list[Row]:
    listed = list(sheets)
    refs = [Ref(one.about_kind, one.about_key) for one in listed]
    names = named(viewer, refs)
    return [
        Row(sheet, names.get(ref), scored(sheet, viewer.tables))
        for sheet, ref in zip(listed, refs, strict=True)
    ]


@private
@require_safe
def show_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What was answered once."""
    viewer = viewer_of(request)
    rows = AnswerSheet.objects.select_related("unit", "version__instrument")
    sheet = get_object_or_404(rows, pk=pk, version__instrument__area=viewer.area)
    desk = InstrumentDesk(viewer)
    if not desk.sees(sheet):
        raise PermissionDenied
    about = Ref(sheet.about_kind, sheet.about_key)
    own = about.kind == "office.instrument"
    context = {
        "sheet": sheet,
        "desk": desk,
        "sections": sections_of(viewer, sheet),
        "scored": scored(sheet, viewer.tables),
        "about": None if own else named(viewer, [about]).get(about),
        "change": _change(sheet) if own and desk.looks and desk.fills(sheet.unit.code) else "",
    }
    return render(request, "office/instruments/sheet.html", context)


def _change(sheet: AnswerSheet) -> str:
    page = reverse("office:answer", args=[sheet.version.instrument_id])
    return f"{page}?school={sheet.unit.code}&day={sheet.day.isoformat()}"


@private
@require_safe
def sheets_of_record(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What was answered about a record, as a part of the record's own page."""
    viewer = viewer_of(request)
    _ = viewer.area
    about = Ref(kind, key)
    if kind not in kinds():
        raise Http404
    if about not in named(viewer, [about]):
        raise PermissionDenied
    rows = [(sheet, scored(sheet, viewer.tables)) for sheet in sheets_about(kind, key)]
    return render(request, "office/instruments/_of_record.html", {"rows": rows})


@private
@require_safe
def sheets_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers as XLSX: a row a sheet, a column an item of any version."""
    asked = asked_of(desk_of(request), pk)
    sheets = sheets_of(asked.instrument, asked.desk.schools)
    sheet = answers_told(asked.desk.viewer, asked.instrument.title, sheets)
    return workbook_of(sheet, f"answers-{pk}")


def answers_told(viewer: Viewer, title: str, found: Iterable[AnswerSheet]) -> Sheet:
    """Sheets of answers as a table: a row a sheet, a column an item of any version."""
    sheets = list(found)
    items = _items(sheets)
    columns = (
        *(_("วันที่"), _("รหัส"), _("หน่วยงาน"), _("ฉบับที่")),
        *(f"{item.label or name} [{name}]" for name, item in items.items()),
        *(_("คะแนนที่ได้"), _("คะแนนเต็ม"), _("ร้อยละ"), _("ระดับ"), _("ผู้กรอก")),
    )
    return Sheet(
        name=_("คำตอบ"),
        heading=(str(viewer.area), title),
        columns=columns,
        rows=[_cells(one, list(items), scored(one, viewer.tables)) for one in sheets],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(viewer.today)},),
        frozen=3,
    )


def _items(sheets: Iterable[AnswerSheet]) -> dict[str, Item]:
    """The items of all versions that were answered, those of the newest first."""
    versions = {sheet.version.number: sheet.version for sheet in sheets}
    found: dict[str, Item] = {}
    for number in sorted(versions, reverse=True):
        for item in content_of(versions[number].content).items:
            if item.kind != ItemKind.NOTE:
                found.setdefault(item.name, item)
    return found


def _cells(sheet: AnswerSheet, names: list[str], found: Scored | None) -> tuple[Value, ...]:
    content, answers = content_of(sheet.version.content), answers_in(sheet)
    items = {item.name: item for item in content.items}
    whole = {**answers.values, **calculated(content, answers)}
    told = (_cell(items.get(n), whole.get(n), n in answers.skipped) for n in names)
    marks: tuple[Value, ...] = (None, None, None, "")
    if found:
        band = words(found.band.th) if found.band else ""
        marks = (found.got, found.possible, found.percent, band)
    head = (be_date(sheet.day), sheet.unit.code, str(sheet.unit), sheet.version.number)
    return (*head, *told, *marks, sheet.filled_by)


def _cell(item: Item | None, value: Any, skipped: bool) -> Value:
    """An answer as a cell: numbers as numbers, all else in words, empty where there is none."""
    if skipped:
        return _("ไม่เกี่ยวข้อง")
    if item is None or value is None:
        return None
    if item.kind in FILES:
        return len(value)
    if item.kind == ItemKind.DECIMAL:
        return Decimal(value)
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return answer_word(item, Answers(), value)
