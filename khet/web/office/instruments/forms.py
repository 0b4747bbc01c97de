"""Forms by which instruments are made: they check what was typed and never save."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.rules.expressions import LONGEST as LONGEST_EXPRESSION
from khet.rules.instrument_checks import LONGEST, expression_flaw
from khet.rules.thai import tidy
from khet.web.office.instruments.words import flaw_word
from khet.web.parts.filter_form import choose

SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
}
RELEVANT_HELP = _(
    "เว้นว่าง คือถามทุกครั้ง เช่น ${q1} = 'yes' หรือ ${q2} > 3 and not(selected(${q3}, 'c1'))"
)


def text_field(label: Any, **more: Any) -> forms.CharField:
    """A field for text in Thai, on one line unless it has ``rows``."""
    rows = more.pop("rows", 0)
    attrs = {"lang": "th", **({"rows": rows} if rows else {})}
    widget = forms.Textarea(attrs=attrs) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, widget=widget, error_messages=SAID, **more)


def expression_field(label: Any, **more: Any) -> forms.CharField:
    """A field for a condition or a calculation, or none."""
    return text_field(label, max_length=LONGEST_EXPRESSION, required=False, **more)


def checked_expression(text: str, *, condition: bool) -> str:
    """A condition or a calculation that can be read."""
    if flaw := expression_flaw(text, condition=condition):
        raise forms.ValidationError(flaw_word(flaw))
    return text


class InstrumentForm(forms.Form):
    """What an instrument is called, when it is used, and the levels that its score is read by."""

    title = text_field(_("ชื่อแบบ"), max_length=200)
    note = text_field(_("ใช้เมื่อใด อย่างไร"), max_length=2000, required=False, rows=3)
    bands = forms.ChoiceField(label=_("เกณฑ์ระดับของคะแนนรวม"), error_messages=SAID)

    def __init__(self, data: Any, schemes: Mapping[str, str], **more: Any) -> None:
        super().__init__(data, label_suffix="", **more)
        choose(self, "bands", schemes.items())

    def clean_title(self) -> str:
        """The title on one line."""
        return tidy(self.cleaned_data["title"])


class PartForm(forms.Form):
    """A section: its title, and when it is asked."""

    title = text_field(_("ชื่อส่วน"), max_length=LONGEST["title"])
    relevant = expression_field(_("ถามส่วนนี้เมื่อ"), help_text=RELEVANT_HELP)

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, label_suffix="", **more)

    def clean_title(self) -> str:
        """The title on one line."""
        return tidy(self.cleaned_data["title"])

    def clean_relevant(self) -> str:
        """A condition that can be read."""
        return checked_expression(self.cleaned_data["relevant"], condition=True)
