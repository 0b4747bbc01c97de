"""The fields by which items of an instrument are answered; each reads what people type."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.answer_values import LONGEST_TEXT
from khet.rules.instruments import LEVELS, Item, ItemKind
from khet.web.parts.fields import DayField, FilesField, typed_number

_FEW, _LONGEST_NUMBER = 8, 30
_WHOLE, _DECIMAL = re.compile(r"-?[0-9]+"), re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SAID = {
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
}


class NumberField(forms.Field):
    """A number as people type it: Thai digits, commas; as the answers have it."""

    widget = forms.TextInput

    def __init__(self, whole: bool, **more: Any) -> None:
        super().__init__(**more)
        self._whole = whole
        mode = "numeric" if whole else "decimal"
        self.widget.attrs.update({"inputmode": mode, "maxlength": _LONGEST_NUMBER})

    def to_python(self, value: Any) -> Any:
        """The number, whole or as text; ``None`` where none was typed."""
        text = typed_number(str(value or ""))
        if not text:
            return None
        kind = _WHOLE if self._whole else _DECIMAL
        if not kind.fullmatch(text) or len(text) > _LONGEST_NUMBER:
            raise forms.ValidationError(
                gettext("ใส่เป็นตัวเลขจำนวนเต็ม เช่น 12 หรือ ๑๒")
                if self._whole
                else gettext("ใส่เป็นตัวเลข เช่น 12.50 หรือ ๑๒.๕")
            )
        return int(text) if self._whole else f"{Decimal(text):f}"


class LevelField(forms.TypedChoiceField):
    """A level from 1 to 5."""

    def __init__(self, **more: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **more)


def field_of(item: Item, levels: Mapping[int, str]) -> forms.Field | None:
    """The field of an item; none for what isn't answered. ``levels`` are words for the levels.

    No field is required by itself: what must be answered depends on the other answers.
    """
    more: dict[str, Any] = {
        "label": item.label,
        "help_text": item.hint,
        "required": False,
        "label_suffix": "",
    }
    return _plain(item, more) or _chosen(item, levels, more)


def _plain(item: Item, more: dict[str, Any]) -> forms.Field | None:
    kind = item.kind
    if kind in (ItemKind.INTEGER, ItemKind.DECIMAL):
        return NumberField(kind == ItemKind.INTEGER, **more)
    if kind == ItemKind.TEXT:
        area = forms.Textarea(attrs={"rows": 3, "lang": "th"})
        return forms.CharField(max_length=LONGEST_TEXT, widget=area, error_messages=_SAID, **more)
    if kind == ItemKind.DATE:
        return DayField(**more)
    if kind in (ItemKind.FILE, ItemKind.PHOTO):
        made = FilesField(**more)
        if kind == ItemKind.PHOTO:
            made.widget.attrs["accept"] = "image/*"
        return made
    return None


def _chosen(item: Item, levels: Mapping[int, str], more: dict[str, Any]) -> forms.Field | None:
    more = {**more, "error_messages": _SAID}
    none = [] if item.required else [("", gettext("ยังไม่ตอบ"))]
    if item.kind == ItemKind.LEVEL:
        texts = dict(zip(LEVELS, item.levels, strict=False)) if item.levels else levels
        told = [(str(n), f"{n} · {texts[n]}" if texts.get(n) else str(n)) for n in LEVELS]
        return LevelField(choices=[*told, *none], widget=forms.RadioSelect, **more)
    if item.kind == ItemKind.YES_NO:
        said = [("yes", gettext("ใช่")), ("no", gettext("ไม่ใช่")), *none]
        return forms.ChoiceField(choices=said, widget=forms.RadioSelect, **more)
    offered = [(choice.name, choice.label) for choice in item.choices]
    if item.kind == ItemKind.MANY:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=offered, widget=widget, **more)
    if item.kind == ItemKind.ONE and len(offered) <= _FEW:
        return forms.ChoiceField(choices=[*offered, *none], widget=forms.RadioSelect, **more)
    if item.kind == ItemKind.ONE:
        return forms.ChoiceField(choices=[("", "–"), *offered], **more)
    return None
