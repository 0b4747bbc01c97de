"""Forms of what is done with a trip: they check what was typed and never save."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.thai import tidy
from khet.web.parts.fields import DayField, FilesField

_LONGEST = timedelta(365)
SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
}
DAY_HINT = _("เช่น 22 ส.ค. 2557 หรือ ๒๒/๘/๒๕๕๗")


def text_area(rows: int) -> forms.Textarea:
    """A place for Thai text of so many lines."""
    return forms.Textarea(attrs={"rows": rows, "lang": "th"})


def line() -> forms.TextInput:
    """A place for a line of Thai."""
    return forms.TextInput(attrs={"lang": "th"})


def end_fault(starts: date | None, ends: date | None) -> str:
    """What is wrong with a last day, in words; empty where nothing is."""
    if starts is None or ends is None:
        return ""
    if ends < starts:
        return gettext("วันสุดท้ายอยู่ก่อนวันแรก: แก้ให้ไม่ก่อนวันแรก")
    if ends > starts + _LONGEST:
        return gettext("ไปราชการนานเกินหนึ่งปี: ตรวจปี พ.ศ. อีกครั้ง")
    return ""


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        error_messages={**SAID, "required": _("เขียนเหตุผลสั้น ๆ")},
        widget=line(),
    )

    def clean_reason(self) -> str:
        """On one line."""
        return tidy(self.cleaned_data["reason"])


class NoteForm(ReasonForm):
    """Words that may go with an approval."""

    reason = forms.CharField(
        label=_("ข้อสั่งการ (ถ้ามี)"),
        required=False,
        max_length=300,
        error_messages=SAID,
        widget=line(),
    )


class EndForm(ReasonForm):
    """Another last day, and why."""

    ends = DayField(label=_("วันสุดท้ายใหม่"), error_messages=SAID, help_text=DAY_HINT)
    field_order = ("ends", "reason")

    def __init__(self, data: Any, starts: date, ends: date) -> None:
        super().__init__(data, label_suffix="", initial={"ends": ends})
        self._starts, self._before = starts, ends

    def clean_ends(self) -> date:
        """Another day than before, not before the first."""
        day: date = self.cleaned_data["ends"]
        if fault := end_fault(self._starts, day):
            raise forms.ValidationError(fault)
        if day == self._before:
            raise forms.ValidationError(gettext("เป็นวันเดิม: ใส่วันใหม่"))
        return day


class ReportForm(forms.Form):
    """What a trip brought."""

    essence = forms.CharField(
        label=_("สาระสำคัญ"),
        max_length=20000,
        widget=text_area(8),
        error_messages={**SAID, "required": _("เขียนสาระสำคัญที่ได้จากการไปราชการ")},
        help_text=_("ทุกคนในเขตจะเห็นเมื่อแจ้งเวียน"),
    )
    put_to_use = forms.CharField(
        label=_("การนำไปใช้"),
        max_length=10000,
        widget=text_area(4),
        error_messages={**SAID, "required": _("เขียนว่าจะนำไปใช้อย่างไร")},
    )
    file = FilesField(label=_("ไฟล์และภาพถ่าย"), required=False, help_text=_("เลือกได้หลายไฟล์ ไม่บังคับ"))

    def __init__(self, data: Any, files: Any, initial: Any) -> None:
        super().__init__(data, files, label_suffix="", initial=initial)
