"""The form of one item: only what its kind needs is shown, and nothing that was typed is lost."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.instrument_checks import LONGEST, MOST_CHOICES, Flaw
from khet.rules.instruments import FILES, LEVELS, SCORED, Choice, Item, ItemKind
from khet.rules.thai import tidy
from khet.web.office.instruments.forms import (
    RELEVANT_HELP,
    checked_expression,
    expression_field,
    text_field,
)
from khet.web.office.instruments.words import KIND_WORDS, flaw_word
from khet.web.parts.fields import typed_number

_LEVEL_NAMES = [f"level_{n}" for n in LEVELS]
_ASKS = frozenset(ItemKind) - {ItemKind.NOTE, ItemKind.CALCULATE}
_CHOICES = frozenset({ItemKind.ONE, ItemKind.MANY})
_MUST_BE = ("constraint", "message")
"""What an answer must satisfy: of the kinds that count hardly ever anything."""
_LONGEST_NAME = 60
_SHOWN = {
    "hint": _ASKS,
    "required": _ASKS,
    "may_skip": _ASKS,
    "weight": SCORED,
    **dict.fromkeys(_LEVEL_NAMES, frozenset({ItemKind.LEVEL})),
    "choices": _CHOICES,
    "calculation": frozenset({ItemKind.CALCULATE}),
    **dict.fromkeys(_MUST_BE, _ASKS - FILES),
}


class ItemForm(forms.Form):
    """An item of an instrument; ``stem`` is the name that it gets where none is typed.

    ``base`` is a mark of the item as the page showed it: another's change meanwhile isn't undone.
    """

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    kind = forms.ChoiceField(
        label=_("ชนิดของข้อ"), choices=[(k.value, w) for k, w in KIND_WORDS.items()]
    )
    label = text_field(_("ข้อความของข้อ"), max_length=LONGEST["label"], required=False, rows=2)
    hint = text_field(
        _("คำแนะนำใต้ข้อ"),
        max_length=LONGEST["hint"],
        required=False,
        rows=2,
        help_text=_("เช่น ดูเอกสารใด ถามใคร"),
    )
    required = forms.BooleanField(label=_("ต้องตอบ"), required=False)
    may_skip = forms.BooleanField(label=_("เลือก “ไม่เกี่ยวข้อง” ได้"), required=False)
    weight = text_field(
        _("น้ำหนักคะแนน"), max_length=12, required=False, help_text=_("0 หรือเว้นว่าง คือไม่นับคะแนน")
    )
    choices = text_field(
        _("ตัวเลือก บรรทัดละหนึ่งตัว"),
        max_length=MOST_CHOICES * (_LONGEST_NAME + LONGEST["choices"] + 3),
        required=False,
        rows=6,
        help_text=_("พิมพ์เฉพาะข้อความก็ได้ หรือ ชื่อ|ข้อความ ถ้าต้องอ้างในเงื่อนไข"),
    )
    calculation = expression_field(
        _("วิธีคำนวณ"), help_text=_("เช่น ${q1} + ${q2} หรือ ${q1} * 100 div ${q2}")
    )
    relevant = expression_field(_("ถามข้อนี้เมื่อ"), help_text=RELEVANT_HELP)
    constraint = expression_field(
        _("คำตอบต้องเป็นไปตาม"), help_text=_("จุด (.) คือคำตอบของข้อนี้ เช่น . >= 0 and . <= 100")
    )
    message = text_field(
        _("ข้อความเมื่อคำตอบไม่เป็นไปตามนั้น"), max_length=LONGEST["message"], required=False, rows=2
    )
    name = text_field(
        _("ชื่อย่อของข้อ"),
        max_length=_LONGEST_NAME,
        required=False,
        help_text=_("อักษรอังกฤษ ใช้อ้างในเงื่อนไขและเป็นหัวคอลัมน์ใน Excel เว้นว่างให้ระบบตั้งให้"),
    )
    field_order = (
        *("kind", "label", "hint", "calculation", *_LEVEL_NAMES, "choices", "weight"),
        *("required", "may_skip", "relevant", "constraint", "message", "name", "base"),
    )

    def __init__(self, data: Any, kind: ItemKind, stem: str, **more: Any) -> None:
        super().__init__(data, label_suffix="", **more)
        self._stem = stem
        for n, name in zip(LEVELS, _LEVEL_NAMES, strict=True):
            told = gettext("คำบรรยายระดับ %(n)s") % {"n": n}
            self.fields[name] = text_field(
                told, max_length=LONGEST["levels"], required=False, rows=2
            )
        self.order_fields(self.field_order)
        self._kind = kind
        for name in _SHOWN:
            if not self._shows(name) or self._is_noise(name):
                self.fields[name].widget = forms.HiddenInput()

    def _shows(self, name: str) -> bool:
        return self._kind in _SHOWN.get(name, frozenset(ItemKind))

    def _is_noise(self, name: str) -> bool:
        """Whether the item may have it, but hardly ever does, and hasn't."""
        rare = name in _MUST_BE and self._kind in SCORED
        return rare and not any(self[one].value() for one in _MUST_BE)

    def clean_label(self) -> str:
        """What the item says; only what is calculated may say nothing."""
        label = _plain_lines(self.cleaned_data["label"])
        if not label and self._kind != ItemKind.CALCULATE:
            raise forms.ValidationError(gettext("กรุณากรอกช่องนี้"))
        return label

    def clean_hint(self) -> str:
        """The hint with the ends of lines as every device writes them."""
        return _plain_lines(self.cleaned_data["hint"])

    def clean_message(self) -> str:
        """The message with the ends of lines as every device writes them."""
        return _plain_lines(self.cleaned_data["message"])

    def clean_weight(self) -> Decimal:
        """A number, or none."""
        if not self._shows("weight"):
            return Decimal(0)
        said = typed_number(self.cleaned_data["weight"])
        try:
            return Decimal(said or "0")
        except InvalidOperation:
            raise forms.ValidationError(gettext("ใส่เป็นตัวเลข เช่น 5 หรือ ๒.๕")) from None

    def clean_choices(self) -> tuple[Choice, ...]:
        """The choices, each with a name."""
        return choices_in(self.cleaned_data["choices"])

    def clean_relevant(self) -> str:
        """A condition that can be read."""
        return checked_expression(self.cleaned_data["relevant"], condition=True)

    def clean_constraint(self) -> str:
        """A condition that can be read."""
        return self._expression("constraint", condition=True)

    def clean_calculation(self) -> str:
        """A calculation that can be read."""
        return self._expression("calculation", condition=False)

    def clean(self) -> dict[str, Any]:
        """Refused where the item is another one by now."""
        if self.cleaned_data.get("base", "") not in ("", self.initial.get("base", "")):
            self.add_error(None, gettext("มีผู้แก้ร่างนี้ระหว่างที่เปิดหน้านี้อยู่: เปิดร่างใหม่แล้วแก้อีกครั้ง"))
        return self.cleaned_data

    def _expression(self, name: str, *, condition: bool) -> str:
        text: str = self.cleaned_data[name]
        return checked_expression(text, condition=condition) if self._shows(name) else text

    @property
    def item(self) -> Item:
        """The item, without what its kind doesn't have."""
        said = {
            n: v for n, v in self.cleaned_data.items() if self._kind in _SHOWN.get(n, [self._kind])
        }
        levels = tuple(tidy(said.pop(name, "")) for name in _LEVEL_NAMES)
        del said["base"]
        told = {**said, "kind": self._kind, "name": said["name"].strip() or self._stem}
        return Item(**{**told, "levels": levels if any(levels) else ()})

    def tell(self, flaw: Flaw) -> None:
        """Say what is wrong with the item at its field."""
        field = _LEVEL_NAMES[0] if flaw.field == "levels" else flaw.field
        if field not in self.errors:
            self.add_error(field if field in self.fields else None, flaw_word(flaw))


def choices_in(text: str) -> tuple[Choice, ...]:
    """Choices that were typed one a line, ``name|label`` or the label alone."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line.partition("|") for line in lines]
    taken = {name.strip() for name, bar, _label in named if bar}
    found = []
    for name, bar, label in named:
        known = name.strip() if bar else _free(taken)
        taken.add(known)
        found.append(Choice(known, tidy(label if bar else name)))
    return tuple(found)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _free(taken: set[str]) -> str:
    number = 1
    while f"c{number}" in taken:
        number += 1
    return f"c{number}"


def initial_of(item: Item) -> Mapping[str, Any]:
    """An item as its form shows it."""
    levels = dict(zip(_LEVEL_NAMES, item.levels, strict=False))
    return {
        **vars(item),
        **levels,
        "kind": item.kind.value,
        "weight": f"{item.weight:f}" if item.weight else "",
        "choices": "\n".join(f"{one.name}|{one.label}" for one in item.choices),
        "base": sha256(repr(item).encode()).hexdigest()[:16],
    }
