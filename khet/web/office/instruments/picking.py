"""A condition put together from lists, for who would not write one."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.expressions import ExpressionError, parse
from khet.rules.instruments import FILES, Item, ItemKind
from khet.rules.thai import plain_number
from khet.web.parts.filter_form import choose

_ANSWERED = frozenset(ItemKind) - FILES - {ItemKind.NOTE}
_NUMBERS = frozenset({ItemKind.LEVEL, ItemKind.INTEGER, ItemKind.DECIMAL})
_DOES = {
    "=": _("เป็น"),
    "!=": _("ไม่เป็น"),
    "<": _("น้อยกว่า"),
    "<=": _("ไม่เกิน"),
    ">": _("มากกว่า"),
    ">=": _("ตั้งแต่"),
}


class ConditionForm(forms.Form):
    """Which item before, compared how, with what."""

    if_item = forms.ChoiceField(label=_("ข้อ"), required=False)
    if_does = forms.ChoiceField(label=_("คำตอบ"), choices=list(_DOES.items()), required=False)
    if_value = forms.CharField(
        label=_("ค่า"),
        max_length=200,
        required=False,
        help_text=_("เช่น ใช่ หรือ 3 หรือข้อความของตัวเลือก"),
        widget=forms.TextInput(attrs={"lang": "th"}),
    )

    def __init__(self, items: Iterable[Item], typed: Mapping[str, str]) -> None:
        self._items = {item.name: item for item in items if item.kind in _ANSWERED}
        super().__init__(None, label_suffix="", initial=dict(typed))
        told = [(name, item.label or name) for name, item in self._items.items()]
        choose(self, "if_item", [("", gettext("เลือกข้อ")), *told])

    @property
    def offered(self) -> bool:
        """Whether there is any item to choose."""
        return bool(self._items)

    def joined_to(self, text: str, typed: Mapping[str, str]) -> str:
        """The condition with the one that was chosen besides; as it is where nothing fits."""
        item, does = self._items.get(typed.get("if_item", "")), typed.get("if_does", "")
        value = typed.get("if_value", "").strip()
        if item is None or does not in _DOES or not value:
            return text
        made = condition_of(item, does, value)
        whole = f"({text})" if _does(text) == "or" else text
        return " and ".join(filter(None, [whole, made]))


def condition_of(item: Item, does: str, value: str) -> str:
    """A condition as the language writes it: choices by name, yes and no, numbers plain."""
    known = {choice.label: choice.name for choice in item.choices}
    if item.kind == ItemKind.YES_NO:
        known = {gettext("ใช่"): "yes", gettext("ไม่ใช่"): "no", "ใช่": "yes", "ไม่ใช่": "no"}
    said = known.get(value, value)
    literal = _literal(item, said)
    if item.kind == ItemKind.MANY:
        chosen = f"selected(${{{item.name}}}, {literal})"
        return chosen if does == "=" else f"not({chosen})"
    return f"${{{item.name}}} {does} {literal}"


def _literal(item: Item, said: str) -> str:
    """A value as the language writes it; what is no number stands so that its checks refuse it."""
    number = said
    with suppress(ValueError):
        number = plain_number(said)
    if item.kind in _NUMBERS or (_does(number) == "number" and not item.choices):
        return number
    return f"'{said.replace(chr(39), '')}'"


def _does(text: str) -> str:
    """What a text does as an expression; empty where it is none."""
    try:
        return parse(text).does
    except ExpressionError:
        return ""
