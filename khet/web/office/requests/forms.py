"""Forms of requests: made of what a service asks; they check what was typed and never save."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.services import BAHT, CHOICE, DAY, LONG, Asked, Service, read_baht
from khet.rules.thai import tidy
from khet.web.parts.fields import DayField, FilesField

SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
}
_THAI = {"lang": "th"}


class BahtField(forms.CharField):
    """An amount of baht, as people write one."""

    def clean(self, value: Any) -> Any:
        """The amount; ``None`` where none was typed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_baht(text)
        except ValueError:
            told = gettext(
                "อ่านจำนวนเงินไม่ได้: พิมพ์เป็นบาทมากกว่า 0 ไม่เกิน 10 ล้าน ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 1,250.50"
            )
            raise forms.ValidationError(told) from None


class ServiceForm(forms.Form):
    """What a service asks, and files with it."""

    def __init__(self, service: Service, data: Any, files: Any, initial: Any, today: date) -> None:
        super().__init__(data, files, label_suffix="", initial=initial)
        self._service, self._today = service, today
        for asked in service.fields:
            self.fields[asked.name] = _field(asked)
        self.fields["file"] = FilesField(
            label=gettext("แนบไฟล์"), required=False, help_text=gettext(service.files)
        )

    def clean(self) -> None:
        """Days of a claim that have come, and a first day before the last."""
        told = self.cleaned_data
        if (paid := told.get("paid_on")) and paid > self._today:
            self.add_error("paid_on", gettext("วันที่ยังมาไม่ถึง: ใส่วันที่ในใบเสร็จ"))
        first, last = told.get("from_day"), told.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", gettext("วันสุดท้ายอยู่ก่อนวันแรก: แก้ให้ไม่ก่อนวันแรก"))

    @property
    def details(self) -> dict[str, str]:
        """What was said, as it is kept: days as ISO, amounts with two places."""
        said = {asked.name: self.cleaned_data.get(asked.name) for asked in self._service.fields}
        return {name: _kept(value) for name, value in said.items() if value not in (None, "")}


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        error_messages={**SAID, "required": _("เขียนเหตุผลสั้น ๆ")},
        widget=forms.TextInput(attrs=_THAI),
    )

    def clean_reason(self) -> str:
        """On one line."""
        return tidy(self.cleaned_data["reason"])


class NoteForm(ReasonForm):
    """Words that may go with a step."""

    reason = forms.CharField(
        label=_("บันทึก (ถ้ามี)"),
        required=False,
        max_length=300,
        error_messages=SAID,
        widget=forms.TextInput(attrs=_THAI),
    )


def initial_of(service: Service, details: Mapping[str, str]) -> dict[str, Any]:
    """What was said, as the fields of the form show it."""
    days = {asked.name for asked in service.fields if asked.type == DAY}
    return {k: date.fromisoformat(v) if k in days else v for k, v in details.items()}


def _field(asked: Asked) -> forms.Field:
    common: dict[str, Any] = {
        "label": gettext(asked.label),
        "required": asked.required,
        "help_text": gettext(asked.help) if asked.help else "",
        "error_messages": SAID,
    }
    if asked.type == DAY:
        return DayField(**common)
    if asked.type == BAHT:
        return BahtField(max_length=30, **common)
    if asked.type == CHOICE:
        choices = [(one, gettext(one)) for one in asked.choices]
        return forms.ChoiceField(choices=[("", gettext("เลือก")), *choices], **common)
    if asked.type == LONG:
        area = forms.Textarea(attrs={"rows": 4, **_THAI})
        return forms.CharField(max_length=2000, widget=area, **common)
    return forms.CharField(max_length=300, widget=forms.TextInput(attrs=_THAI), **common)


def _kept(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else str(value).strip()
