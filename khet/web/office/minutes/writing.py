"""Writing minutes: one page, saved item by item or as a whole; nothing that was typed is lost."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.records.office.actions.instructions import drop_instruction
from khet.records.office.actions.minutes_items import (
    ItemChangedError,
    ItemText,
    add_item,
    save_item,
    text_of_item,
)
from khet.records.office.actions.minutes_steps import MinutesMovedError
from khet.records.office.models import Instruction, Item
from khet.records.office.queries.instructions import followed, given_before, instructions_of
from khet.records.office.queries.owner_choices import OwnerWords
from khet.web.office.minutes.asked import Asked, asked_minutes
from khet.web.office.minutes.filling import FAULTS, fault_told
from khet.web.office.minutes.follow_up import Row, adopts, rows_of
from khet.web.office.minutes.forms import ItemForm
from khet.web.office.minutes.words import state_word
from khet.web.parts.private import private

_TITLE = 300


@dataclass
class Line:
    """An item with its form, what follows from it, and the text that somebody else wrote there."""

    item: Item
    form: ItemForm
    told: list[tuple[Instruction, str]] = field(default_factory=list)
    other: ItemText | None = None
    saved: bool = False

    @property
    def is_right(self) -> bool:
        """Whether what was sent is kept, or needn't be."""
        return not self.form.errors and self.other is None


class WritingPage:
    """The page on which minutes are written; ``data`` is what was sent."""

    def __init__(self, asked: Asked, data: Any = None) -> None:
        self.asked, self._data = asked, data
        self.error = ""

    @cached_property
    def _told(self) -> list[Instruction]:
        return list(instructions_of(self.asked.meeting))

    @cached_property
    def _before(self) -> list[Instruction]:
        return list(given_before(self.asked.meeting))

    @cached_property
    def _words(self) -> OwnerWords:
        return OwnerWords(one.owners for one in (*self._told, *self._before))

    @property
    def follows(self) -> list[Row]:
        """What the body's earlier meetings told somebody to do and isn't settled."""
        found = followed(self._before, self.asked.viewer.today, self._words)
        return rows_of(one for one in found if not one.settled)

    @cached_property
    def lines(self) -> list[Line]:
        """The items in their order."""
        meeting = self.asked.meeting
        told: dict[int, list[tuple[Instruction, str]]] = {}
        for one in self._told:
            told.setdefault(one.item_id or 0, []).append((one, self._words.of(one.owners)))
        items = meeting.items.select_related("unit", "meeting")
        return [Line(item, self._form(item), told.get(item.pk, [])) for item in items]

    def _form(self, item: Item) -> ItemForm:
        """What was sent of the item; one that somebody added meanwhile was not."""
        sent = self._data is not None and f"item-{item.pk}-seen" in self._data
        return ItemForm(self._data if sent else None, item.pk, text_of_item(item))

    def line(self, key: int) -> Line | None:
        """The line of an item."""
        return next((line for line in self.lines if line.item.pk == key), None)

    def keep(self, only: Line | None = None) -> bool:
        """Keep what was typed; tells whether all of it was."""
        sent = [line for line in ([only] if only else self.lines) if line.form.is_bound]
        for line in sent:
            if line.form.is_valid() and not self.error:
                self._keep(line)
        return not self.error and all(line.is_right for line in sent)

    def add(self) -> dict[int, Item]:
        """Make an item of each title that was typed, in any section; the items by section."""
        meeting, by = self.asked.meeting, self.asked.user
        return {
            section: add_item(by=by, meeting=meeting, section=section, title=title)
            for section, title in self._titles.items()
        }

    @cached_property
    def _titles(self) -> dict[int, str]:
        """What was typed as the title of a further item, by section."""
        named = [(name.removeprefix("new-"), name) for name in self._data or {}]
        typed = {
            max(int(section[:2]), 1): self._data[name].strip()[:_TITLE]
            for section, name in named
            if name != section and section.isdecimal()
        }
        return {section: title for section, title in typed.items() if title}

    def _keep(self, line: Line) -> None:
        told = line.form.cleaned_data["seen"]
        line.item.meeting = self.asked.meeting
        try:
            save_item(by=self.asked.user, item=line.item, text=line.form.text, seen=told)
            line.saved = True
            self._see(line, line.form.text)
        except ItemChangedError as fault:
            line.other = text_of_item(fault.item)
            self._see(line, line.other)
        except MinutesMovedError as fault:
            named = {"state": state_word(str(fault))}
            self.error = _("รายงานนี้%(state)s จึงยังไม่ได้บันทึก สิ่งที่พิมพ์ยังอยู่ในหน้านี้") % named

    def _see(self, line: Line, text: ItemText) -> None:
        """From now on the writer has seen this text of the item."""
        sent = {name: self._data[name] for name in self._data}
        self._data = {**sent, f"item-{line.item.pk}-seen": text.state}
        line.form.data = self._data

    def context(self) -> dict[str, Any]:
        """Context of the page."""
        meeting = self.asked.meeting
        last = max([len(meeting.sections), *(line.item.section for line in self.lines)])
        heads = [*meeting.sections, *[""] * (last - len(meeting.sections))]
        return {
            "page": self,
            "asked": self.asked,
            "meeting": meeting,
            "sections": [
                (number, head, self._in(number), self._titles.get(number, ""))
                for number, head in enumerate(heads, 1)
            ],
            "faulty": [line for line in self.lines if line.form.is_bound and not line.is_right],
            "adopts": adopts(meeting),
            "follows": self.follows,
        }

    def _in(self, section: int) -> list[Line]:
        return [line for line in self.lines if line.item.section == section]


def shown(request: HttpRequest, page: WritingPage) -> HttpResponse:
    """The page as it stands."""
    return render(request, "office/minutes/write.html", page.context())


@private
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one item or all; what can't be kept stays as it was typed."""
    asked = asked_minutes(request, pk)
    asked.require_writer()
    page = WritingPage(asked, request.POST)
    what, _of, which = request.POST.get("save", "all").partition("-")
    line = page.line(int(what)) if what.isdecimal() else None
    if "HX-Request" in request.headers and line:
        page.keep(line)
        return render(request, "office/minutes/_item.html", {"line": line, "page": page})
    if not page.keep():
        return shown(request, page)
    try:
        made = page.add()
    except FAULTS as fault:
        page.error = fault_told(fault)
        return shown(request, page)
    return _then(request, asked, what, which, made)


def _then(
    request: HttpRequest, asked: Asked, what: str, which: str, made: dict[int, Item]
) -> HttpResponse:
    """What the button that saved all did besides."""
    pages = {
        "instruct": "office:minutes-instruct",
        "follow": "office:meeting-follow",
    }
    if what in pages and which.isdecimal():
        return redirect(reverse(pages[what], args=[asked.meeting.pk, int(which)]))
    added = made.get(int(which[:2])) if what == "add" and which.isdecimal() else None
    try:
        anchor = f"#item-{added.pk}" if added else _changed(asked, what, which)
    except FAULTS as fault:
        messages.error(request, fault_told(fault))
        anchor = ""
    else:
        messages.success(request, _saved(len(made)))
    return redirect(f"{asked.url}{anchor}")


def _saved(added: int) -> str:
    return _("บันทึกแล้ว และเพิ่ม %(n)s เรื่อง") % {"n": added} if added else _("บันทึกแล้ว")


def _changed(asked: Asked, what: str, which: str) -> str:
    """Take an instruction out where that was asked; where on the page that is."""
    if what == "drop" and which.isdecimal():
        found = instructions_of(asked.meeting).filter(pk=which).first()
        if found:
            drop_instruction(by=asked.user, instruction=found)
            return f"#item-{found.item_id}"
    return f"#item-{what}" if what.isdecimal() else ""
