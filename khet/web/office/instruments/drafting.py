"""The draft of an instrument: its sections and items, moved, copied and taken away."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.actions.instruments import DraftMovedError, change_draft
from khet.rules.expressions import ExpressionError, parse
from khet.rules.instrument_changes import (
    changed_part,
    copied_item,
    copied_part,
    fresh_name,
    item_named,
    moved_item,
    moved_part,
    part_named,
    with_part,
    without_item,
    without_part,
)
from khet.rules.instrument_checks import flaws
from khet.rules.instrument_scores import schemes
from khet.rules.instruments import Content, Item, Part
from khet.web.office.instruments.asked import Asked, asked_of, maker_of
from khet.web.office.instruments.forms import PartForm
from khet.web.office.instruments.words import KIND_WORDS, condition_word, flaw_word, plain
from khet.web.parts.filling import Page, filled, form_page, nothing_asked
from khet.web.parts.viewer import signed_in

_DOES: dict[str, Callable[[Content, str], Content]] = {
    "item-up": lambda content, name: moved_item(content, name, -1),
    "item-down": lambda content, name: moved_item(content, name, 1),
    "item-copy": copied_item,
    "part-up": lambda content, name: moved_part(content, name, -1),
    "part-down": lambda content, name: moved_part(content, name, 1),
    "part-copy": copied_part,
}


@dataclass(frozen=True)
class ItemRow:
    """An item of the draft: its number, its kind and conditions in words, what is wrong."""

    number: int
    item: Item
    kind: str
    weight: str
    when: str
    must: str
    comes_of: str
    faults: list[str]


@dataclass(frozen=True)
class PartRow:
    """A section of the draft, when it is asked, and what is wrong with it."""

    part: Part
    when: str
    rows: list[ItemRow]
    faults: list[str]


def draft_page(asked: Asked) -> str:
    """The address of the draft."""
    return reverse("office:instrument-draft", args=[asked.instrument.pk])


def save(request: HttpRequest, asked: Asked, content: Content) -> None:
    """Keep the draft as it is to be; another's change meanwhile isn't undone.

    Raises:
        DraftMovedError: somebody else changed it meanwhile.
    """
    before = asked.content
    change_draft(by=signed_in(request), instrument=asked.instrument, content=content, base=before)


@form_page
def show_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, section by section; its items are moved and copied here."""
    asked = asked_of(maker_of(request), pk)
    if request.method == "POST":
        if not _done(request, asked) or "HX-Request" not in request.headers:
            return redirect(draft_page(asked))
        asked = asked_of(asked.desk, pk)
    content, viewer = asked.content, asked.desk.viewer
    found = flaws(content, schemes(viewer.today, viewer.tables))
    told: dict[str, list[str]] = {}
    for flaw in found:
        told.setdefault(flaw.of, []).append(flaw_word(flaw))
    return render(
        request,
        "office/instruments/draft.html",
        {
            "asked": asked,
            "parts": _rows(content, told),
            "faults": told.get("", []),
            "flawed": len(found),
            "kinds": [(kind.value, word) for kind, word in KIND_WORDS.items()],
        },
    )


def _done(request: HttpRequest, asked: Asked) -> bool:
    """Move or copy what is asked for; where somebody changed the draft meanwhile that is told."""
    does, _dash, name = request.POST.get("do", "").partition(" ")
    if does not in _DOES:
        raise Http404
    try:
        save(request, asked, _DOES[does](asked.content, name))
    except DraftMovedError as fault:
        messages.error(request, moved_told(fault))
        return False
    return True


def _rows(content: Content, told: dict[str, list[str]]) -> list[PartRow]:
    items = {item.name: item for item in content.items}
    numbers = {item.name: n for n, item in enumerate(content.items, 1)}
    return [
        PartRow(
            part,
            said(part.relevant, items),
            [
                ItemRow(
                    numbers[item.name],
                    item,
                    str(KIND_WORDS[item.kind]),
                    plain(item.weight) if item.weight else "",
                    said(item.relevant, items),
                    said(item.constraint, items),
                    said(item.calculation, items),
                    told.get(item.name, []),
                )
                for item in part.items
            ],
            told.get(part.name, []),
        )
        for part in content.parts
    ]


def said(text: str, items: dict[str, Item]) -> str:
    """An expression in plain words; as it was typed where it can't be read."""
    try:
        return condition_word(parse(text), items) if text else ""
    except ExpressionError:
        return text


def moved_told(_fault: Exception) -> str:
    """What is said where somebody else changed the draft meanwhile."""
    return _("มีผู้แก้ร่างนี้ระหว่างที่เปิดหน้านี้อยู่: เปิดร่างใหม่แล้วแก้อีกครั้ง")


@form_page
def part_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A section more, at the end."""
    asked = asked_of(maker_of(request), pk)
    form = PartForm(request.POST or None)

    def do() -> str:
        told = form.cleaned_data
        name = fresh_name(asked.content, "part")
        part = Part(name, told["title"], (), told["relevant"])
        save(request, asked, with_part(asked.content, part))
        return f"{draft_page(asked)}#{name}"

    page = Page(_("เพิ่มส่วน"), _("เพิ่มส่วน"), draft_page(asked))
    return filled(request, form, page, do, (DraftMovedError,), moved_told)


@form_page
def part_change(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Another title of a section, or another condition."""
    asked, part = _asked_part(request, pk, name)
    initial = {"title": part.title, "relevant": part.relevant}
    form = PartForm(request.POST or None, initial=initial)

    def do() -> str:
        told = form.cleaned_data
        changed = changed_part(asked.content, name, told["title"], told["relevant"])
        save(request, asked, changed)
        return f"{draft_page(asked)}#{name}"

    page = Page(_("แก้ส่วน"), _("บันทึก"), draft_page(asked))
    return filled(request, form, page, do, (DraftMovedError,), moved_told)


@form_page
def part_remove(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A section less, with all that it asks."""
    asked, part = _asked_part(request, pk, name)

    def do() -> str:
        save(request, asked, without_part(asked.content, name))
        return draft_page(asked)

    lead = _("ส่วน “%(title)s” และ %(n)s ข้อในส่วนนี้จะถูกเอาออกจากร่าง")
    told = lead % {"title": part.title, "n": len(part.items)}
    page = Page(_("เอาส่วนออก"), _("เอาออก"), draft_page(asked), told)
    return filled(request, nothing_asked(request), page, do, (DraftMovedError,), moved_told)


@form_page
def item_remove(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """An item less."""
    asked = asked_of(maker_of(request), pk)
    item = item_named(asked.content, name)
    if item is None:
        raise Http404

    def do() -> str:
        save(request, asked, without_item(asked.content, name))
        return draft_page(asked)

    told = _("ข้อ “%(label)s” จะถูกเอาออกจากร่าง") % {"label": item.label}
    page = Page(_("เอาข้อออก"), _("เอาออก"), draft_page(asked), told)
    return filled(request, nothing_asked(request), page, do, (DraftMovedError,), moved_told)


def _asked_part(request: HttpRequest, pk: int, name: str) -> tuple[Asked, Part]:
    asked = asked_of(maker_of(request), pk)
    part = part_named(asked.content, name)
    if part is None:
        raise Http404
    return asked, part
