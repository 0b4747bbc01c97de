"""The form by which any instrument is filled in, on a phone first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.rules.expressions import as_json, parse
from khet.rules.instrument_scores import asked, bands, calculated, checked, fitting
from khet.rules.instruments import FILES, Answers, Content, Item, ItemKind
from khet.rules.tables import SHIPPED, Tables
from khet.web.office.instruments.answer_fields import field_of
from khet.web.office.instruments.words import condition_word, fault_word, worked_out
from khet.web.parts.tags import words

_NEW = "new file "


@dataclass(frozen=True)
class Row:
    """An item as the page asks it: its field, whether it may be skipped, and its conditions.

    ``relevant``, ``constraint`` and ``calculation`` are JSON that a script evaluates, empty where
    there are none; ``when`` says in words when it is asked, ``value`` what was calculated.
    ``brought`` are the keys of files that are kept already.
    """

    item: Item
    field: BoundField | None
    skip: BoundField | None
    relevant: str
    constraint: str
    calculation: str
    when: str
    value: str
    brought: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A section as the page asks it."""

    name: str
    title: str
    relevant: str
    when: str
    rows: tuple[Row, ...]


class AnswerForm(forms.Form):
    """An instrument to be filled in; the item ``rooms`` is the field ``q_rooms``.

    It is checked as the rules check answers, and each fault is told at its field. Files stand in
    ``uploads``, by item; the one who keeps them adds their keys to the answers. Where files can't
    be brought, ``instead`` says what to do, and stands in the place of their fields.
    """

    def __init__(
        self,
        content: Content,
        data: Any = None,
        files: Any = None,
        prefix: str = "",
        initial: Answers | None = None,
        *,
        today: date | None = None,
        tables: Tables = SHIPPED,
        instead: str = "",
    ) -> None:
        self.instead = instead
        self.content, self.before = content, fitting(content, initial or Answers())
        self._today = today or timezone.localdate()
        shown = _shown(content, self.before)
        super().__init__(data, files, prefix=prefix or None, initial=shown, label_suffix="")
        levels = {band.level: words(band.th) for band in bands(content.bands, self._today, tables)}
        for item in content.items:
            self._add(item, levels)

    def _add(self, item: Item, levels: Mapping[int, str]) -> None:
        made = field_of(item, levels)
        if made is None or (self.instead and item.kind in FILES):
            return
        self.fields[f"q_{item.name}"] = made
        if item.may_skip:
            self.fields[f"skip_{item.name}"] = forms.BooleanField(
                label=_("ไม่เกี่ยวข้อง"), required=False, label_suffix=""
            )

    @property
    def answers(self) -> Answers:
        """What was answered: of a form that isn't filled in, what it began from."""
        if not self.is_bound:
            return self.before
        return self._read(self.cleaned_data)

    @property
    def uploads(self) -> dict[str, list[Any]]:
        """The files that were brought, by item."""
        found = {item.name: self.cleaned_data.get(f"q_{item.name}") for item in self._file_items()}
        return {name: files for name, files in found.items() if files}

    def clean(self) -> dict[str, Any]:
        """Each fault of the answers at its field; what isn't asked has none."""
        answers = self._read(self.cleaned_data)
        new = {n: [f"{_NEW}{k}" for k, _f in enumerate(f)] for n, f in self.uploads.items()}
        had = {n: [*answers.values.get(n, []), *more] for n, more in new.items()}
        whole = Answers({**answers.values, **had}, answers.skipped)
        self._forget_unasked(whole)
        items = {item.name: item for item in self.content.items}
        for fault in checked(self.content, whole, self._today, files=not self.instead):
            name = f"q_{fault.name}"
            if name not in self.errors:
                told = fault_word(items.get(fault.name), fault.code)
                self.add_error(name if name in self.fields else None, told)
        return self.cleaned_data

    def _forget_unasked(self, answers: Answers) -> None:
        """What can't be read counts only where it is asked and not skipped."""
        counts = {item.name for item in asked(self.content, answers)} - answers.skipped
        for name in [name for name in self.errors if name.removeprefix("q_") not in counts]:
            del self.errors[name]

    def _file_items(self) -> list[Item]:
        return [item for item in self.content.items if item.kind in FILES]

    def _read(self, cleaned: Mapping[str, Any]) -> Answers:
        values = {item.name: self._value(item, cleaned) for item in self.content.items}
        skipped = {item.name for item in self.content.items if cleaned.get(f"skip_{item.name}")}
        told = {name: value for name, value in values.items() if value not in (None, "", [])}
        return Answers(told, frozenset(skipped))

    def _value(self, item: Item, cleaned: Mapping[str, Any]) -> Any:
        """The answer of an item as JSON has it."""
        found = cleaned.get(f"q_{item.name}")
        if item.kind in FILES:
            return list(self.before.values.get(item.name, []))
        if item.kind == ItemKind.YES_NO:
            return {"yes": True, "no": False}.get(found or "")
        return found.isoformat() if isinstance(found, date) else found

    @property
    def sections(self) -> list[Section]:
        """The sections as the page asks them."""
        items = {item.name: item for item in self.content.items}
        values = calculated(self.content, self._known())
        return [
            Section(
                part.name,
                part.title,
                _json(part.relevant),
                _words(part.relevant, items),
                tuple(self._row(item, items, values) for item in part.items),
            )
            for part in self.content.parts
        ]

    def _known(self) -> Answers:
        """What is answered so far, also where something else is wrong."""
        if not self.is_bound:
            return self.before
        return self._read(self.cleaned_data if self.errors is not None else {})

    def _row(self, item: Item, items: Mapping[str, Item], values: Mapping[str, Any]) -> Row:
        field, skip = (
            self[name] if name in self.fields else None
            for name in (f"q_{item.name}", f"skip_{item.name}")
        )
        value = values.get(item.name)
        brought = self.before.values.get(item.name, []) if item.kind in FILES else []
        return Row(
            item,
            field,
            skip,
            _json(item.relevant),
            _json(item.constraint),
            _json(item.calculation),
            _words(item.relevant, items),
            "" if value is None else worked_out(value),
            tuple(brought),
        )


def _shown(content: Content, answers: Answers) -> dict[str, Any]:
    """Answers as the fields show them at first."""
    shown: dict[str, Any] = {f"skip_{name}": True for name in answers.skipped}
    for item in content.items:
        value = answers.values.get(item.name)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        elif item.kind == ItemKind.DATE and value:
            value = date.fromisoformat(value)
        if item.kind not in FILES:
            shown[f"q_{item.name}"] = value
    return shown


def _json(text: str) -> str:
    return json.dumps(as_json(parse(text)), ensure_ascii=False) if text else ""


def _words(text: str, items: Mapping[str, Item]) -> str:
    return condition_word(parse(text), items) if text else ""
