"""One item of a draft, added or changed."""

from collections.abc import Callable, Mapping
from itertools import takewhile

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khet.records.office.actions.instruments import DraftMovedError
from khet.rules.instrument_changes import (
    changed_item,
    fresh_name,
    item_named,
    part_named,
    with_item,
)
from khet.rules.instrument_checks import flaws
from khet.rules.instrument_scores import schemes
from khet.rules.instruments import Content, Item, ItemKind
from khet.web.office.instruments.asked import Asked, asked_of, maker_of
from khet.web.office.instruments.drafting import draft_page, moved_told, said, save
from khet.web.office.instruments.item_form import ItemForm, initial_of
from khet.web.office.instruments.picking import ConditionForm
from khet.web.parts.filling import form_page

_TELLS = (
    *("weight", "levels", "choices", "name", "label", "hint", "message"),
    *("relevant", "constraint", "calculation"),
)


@form_page
def item_add(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """An item more at the end of a section, of the kind that was chosen."""
    asked = asked_of(maker_of(request), pk)
    if part_named(asked.content, part) is None:
        raise Http404
    kind = _kind(request, ItemKind.LEVEL)
    stem = fresh_name(asked.content, "q")
    scored = kind == ItemKind.LEVEL
    initial = {"kind": kind.value, "required": scored, "weight": "1" if scored else ""}
    form = _form(request, asked, kind, stem, initial)
    return _page(
        request, asked, form, stem, _("เพิ่มข้อ"), lambda item: with_item(asked.content, part, item)
    )


@form_page
def item_change(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Another wording, kind or condition of an item."""
    asked = asked_of(maker_of(request), pk)
    item = item_named(asked.content, name)
    if item is None:
        raise Http404
    kind = _kind(request, item.kind)
    form = _form(request, asked, kind, name, initial_of(item))
    return _page(
        request, asked, form, name, _("แก้ข้อ"), lambda new: changed_item(asked.content, name, new)
    )


def _kind(request: HttpRequest, else_: ItemKind) -> ItemKind:
    """The kind that is chosen."""
    told = request.POST.get("kind") or request.GET.get("kind", "")
    return ItemKind(told) if told in list(ItemKind) else else_


def _looks(request: HttpRequest) -> bool:
    """Whether only another kind or a condition was chosen, and nothing is to be kept yet."""
    return request.method == "POST" and request.POST.get("do") in ("kind", "when")


def _form(
    request: HttpRequest, asked: Asked, kind: ItemKind, stem: str, initial: Mapping[str, object]
) -> ItemForm:
    if _looks(request):
        typed = {name: request.POST.get(name, "") for name in ItemForm.field_order}
        if request.POST.get("do") == "when":
            picked = ConditionForm(_before(asked, stem), {})
            typed["relevant"] = picked.joined_to(typed["relevant"], request.POST.dict())
        ticked = {name: name in request.POST for name in ("required", "may_skip")}
        return ItemForm(None, kind, stem, initial={**typed, **ticked})
    return ItemForm(request.POST or None, kind, stem, initial=initial)


def _page(
    request: HttpRequest,
    asked: Asked,
    form: ItemForm,
    stem: str,
    title: str,
    change: Callable[[Item], Content],
) -> HttpResponse:
    if request.method == "POST" and not _looks(request) and form.is_valid():
        content = change(form.item)
        if _good(asked, form, content):
            try:
                save(request, asked, content)
            except DraftMovedError as fault:
                form.add_error(None, moved_told(fault))
            else:
                messages.success(request, _("บันทึกร่างแล้ว"))
                return redirect(f"{draft_page(asked)}#{form.item.name}")
    typed = {} if request.POST.get("do") == "when" else request.POST.dict()
    context = {
        "asked": asked,
        "form": form,
        "title": title,
        "known": _known(asked, stem),
        "picks": ConditionForm(_before(asked, stem), typed),
    }
    return render(request, "office/instruments/item.html", context)


def _good(asked: Asked, form: ItemForm, content: Content) -> bool:
    """Whether nothing is wrong with the item as it would stand; else it is told at its fields."""
    viewer = asked.desk.viewer
    found = flaws(content, schemes(viewer.today, viewer.tables))
    wrong = [flaw for flaw in found if flaw.of == form.item.name and flaw.field in _TELLS]
    for flaw in wrong:
        form.tell(flaw)
    return not wrong


def _known(asked: Asked, name: str) -> list[tuple[str, str, str]]:
    """The items that expressions of this one may name: name, label, choices."""
    items = {item.name: item for item in asked.content.items}
    found = []
    for item in _before(asked, name):
        told = ", ".join(f"'{one.name}' = {one.label}" for one in item.choices)
        yes_no = _("'yes' = ใช่, 'no' = ไม่ใช่") if item.kind == ItemKind.YES_NO else ""
        comes = said(item.calculation, items)
        found.append((item.name, item.label, told or yes_no or comes))
    return found


def _before(asked: Asked, name: str) -> list[Item]:
    """The items that stand before the one of that name."""
    return list(takewhile(lambda item: item.name != name, asked.content.items))
