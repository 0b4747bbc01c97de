"""The agenda of a meeting: its sections and items, entered by groups and by who holds it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.records.office.actions.agenda import (
    add_item,
    change_item,
    move_item,
    remove_item,
    set_sections,
)
from khet.records.office.actions.meetings import MeetingMovedError, MinutesProposedError
from khet.records.office.models import Item
from khet.records.office.queries.meetings import agenda_of, item_of, name_of
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.register import units_of
from khet.web.office.meetings.agenda_forms import ItemForm, SectionsForm
from khet.web.office.meetings.asked import OPEN, Held, meeting_of
from khet.web.office.meetings.facts import around
from khet.web.office.meetings.tabs import AGENDA
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in

_BUSINESS = 4
"""The section in which groups usually report their business."""


@private
@require_safe
def show_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda, section by section."""
    held = meeting_of(request, pk)
    sections = [
        (number, head, [(item, may_change(held, item)) for item in items])
        for number, head, items in agenda_of(held.meeting)
    ]
    context = {
        **around(held, AGENDA),
        "sections": sections,
        "count": sum(len(items) for *_, items in sections),
        "enters": held.enters,
        "keeps": held.keeps,
        "closed": held.closed,
        "to_come": held.meeting.state in OPEN,
    }
    return render(request, "office/meetings/agenda.html", context)


def may_change(held: Held, item: Item) -> bool:
    """Whether the reader changes an item: who keeps the agenda, or its own unit in time."""
    own = item.unit_id in {unit.pk for unit in held.desk.entering}
    return held.keeps or (own and held.enters)


@private
@form_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a further item."""
    held = meeting_of(request, pk)
    if not held.enters:
        raise PermissionDenied(_closed(held))
    section = request.GET.get("section", str(_BUSINESS))
    own = [unit for unit in held.desk.entering if unit.kind == UnitKind.GROUP]
    form = _form(request, held, {"section": section, "unit": str(own[0].pk) if own else ""})
    page = Page(
        _("เพิ่มเรื่องในวาระ %(meeting)s") % {"meeting": name_of(held.meeting)},
        _("เพิ่มเรื่อง"),
        _of(held),
        done=_("เพิ่มเรื่องแล้ว"),
    )
    by, meeting = signed_in(request), held.meeting
    return filled(
        request,
        form,
        page,
        _doing(held, lambda: add_item(by=by, meeting=meeting, entry=form.entry)),
    )


@private
@form_page
def change(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Change an item."""
    held, found = _item(request, pk, item)
    initial = {"section": str(found.section), "title": found.title, "text": found.text}
    form = _form(request, held, {**initial, "unit": str(found.unit_id or "")}, found.unit)
    page = Page(_("แก้เรื่องในวาระ"), _("บันทึก"), _of(held), done=_("บันทึกแล้ว"))
    by = signed_in(request)
    return filled(
        request, form, page, _doing(held, lambda: change_item(by=by, item=found, entry=form.entry))
    )


@private
@require_POST
def move(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Move an item up or down, or take it off: what the button says."""
    held, found = _item(request, pk, item)
    by, act = signed_in(request), request.POST.get("do", "")
    try:
        if act == "remove":
            remove_item(by=by, item=found)
            messages.success(request, _("เอาเรื่องออกแล้ว: %(title)s") % {"title": found.title})
        elif held.keeps and act in ("up", "down"):
            move_item(by=by, item=found, up=act == "up")
    except (MeetingMovedError, MinutesProposedError):
        messages.error(request, _fixed())
    return redirect(f"{_of(held)}#section-{found.section}")


@private
@form_page
def sections(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the headings of the agenda."""
    held = meeting_of(request, pk)
    if not held.keeps:
        raise PermissionDenied(_kept_by_others())
    meeting, by = held.meeting, signed_in(request)
    initial = {"sections": "\n".join(meeting.sections)}
    form = SectionsForm(request.POST or None, label_suffix="", initial=initial)

    def act() -> None:
        try:
            set_sections(by=by, meeting=meeting, sections=form.cleaned_data["sections"])
        except ValueError:
            told = _("มีเรื่องอยู่ในหัวข้อที่เอาออก: ย้ายเรื่องไปหัวข้ออื่นก่อน")
            raise ValidationError({"sections": told}) from None

    page = Page(_("หัวข้อระเบียบวาระ"), _("บันทึก"), _of(held), done=_("บันทึกแล้ว"))
    return filled(request, form, page, _doing(held, act))


def _doing(held: Held, act: Callable[[], object]) -> Callable[[], str]:
    def do() -> str:
        try:
            act()
        except (MeetingMovedError, MinutesProposedError):
            raise ValidationError(_fixed()) from None
        return _of(held)

    return do


def _form(
    request: HttpRequest, held: Held, initial: dict[str, object], own: Unit | None = None
) -> ItemForm:
    """The form of an item: who keeps the agenda chooses any group, others the own unit."""
    if held.keeps:
        units = list(units_of(held.desk.viewer.area, UnitKind.GROUP))
        units += [own] if own and own not in units else []
    else:
        units = held.desk.entering
    asked = (held.keeps, initial)
    return ItemForm(request.POST or None, held.meeting.sections, units, asked)


def _item(request: HttpRequest, pk: int, item: int) -> tuple[Held, Item]:
    """An item that the reader changes.

    Raises:
        PermissionDenied: the reader doesn't.
        Http404: the meeting has no such item.
    """
    held = meeting_of(request, pk)
    found = item_of(held.meeting, item)
    if found is None:
        if not held.enters:
            raise PermissionDenied
        raise Http404
    if not may_change(held, found):
        raise PermissionDenied(_closed(held) or _kept_by_others())
    return held, found


def _of(held: Held) -> str:
    return reverse("office:agenda", args=[held.meeting.pk])


def _closed(held: Held) -> str:
    """That it is too late for who could have entered business in time."""
    if held.closed and held.desk.entering and held.meeting.state in OPEN:
        return _("ปิดรับข้อราชการแล้ว: แจ้งเลขานุการของคณะถ้าต้องเพิ่มหรือแก้เรื่อง")
    return ""


def _kept_by_others() -> str:
    return _("เรื่องและหัวข้อของหน่วยอื่น เลขานุการของคณะหรือหน่วยเจ้าของเรื่องเป็นผู้แก้")


def _fixed() -> str:
    return _("วาระของการประชุมนี้แก้ไม่ได้แล้ว: ประชุมแล้ว ยกเลิก หรือเสนอรายงานแล้ว")
