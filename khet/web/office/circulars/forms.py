"""Forms of circulars: they check what was typed and never save."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.thai import tidy
from khet.web.parts.fields import DayField, FilesField, still_to_come
from khet.web.parts.filter_form import FilterForm
from khet.web.parts.tags import be_date

SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
}
DAY_HINT = _("เช่น 22 ส.ค. 2557 หรือ ๒๒/๘/๒๕๕๗")


class ReasonForm(forms.Form):
    """Why an answer is given back."""

    reason = forms.CharField(
        label=_("สิ่งที่ต้องแก้"),
        max_length=300,
        error_messages={**SAID, "required": _("เขียนสั้น ๆ ว่าต้องแก้อะไร")},
        widget=forms.TextInput(attrs={"lang": "th"}),
    )

    def clean_reason(self) -> str:
        """On one line."""
        return tidy(self.cleaned_data["reason"])


class DueForm(forms.Form):
    """Another last day for answers."""

    due = DayField(label=_("ให้ตอบภายในวันที่"), error_messages=SAID, help_text=DAY_HINT)

    def __init__(self, data: Any, today: date, before: date | None) -> None:
        super().__init__(data, label_suffix="", initial={"due": before})
        self._today, self._before = today, before

    def clean_due(self) -> date:
        """A later day than before, that isn't over."""
        day = still_to_come(self.cleaned_data["due"], self._today)
        if day == self._before:
            raise forms.ValidationError(gettext("เป็นวันเดิม: ใส่วันใหม่"))
        if self._before and day < self._before:
            told = gettext("เร็วกว่ากำหนดเดิม (%(day)s) ที่แจ้งผู้รับไปแล้ว: ใส่วันหลังจากนั้น")
            raise forms.ValidationError(told % {"day": be_date(self._before)})
        return day


class TextAnswerForm(forms.Form):
    """An answer in words, with files or without."""

    answer = forms.CharField(
        label=_("คำตอบ"),
        max_length=20000,
        error_messages={**SAID, "required": _("เขียนคำตอบก่อนส่ง")},
        widget=forms.Textarea(attrs={"rows": 6, "lang": "th"}),
    )
    file = FilesField(label=_("ไฟล์แนบ"), required=False, help_text=_("เลือกได้หลายไฟล์ ไม่บังคับ"))

    def __init__(self, data: Any, files: Any, answer: str) -> None:
        super().__init__(data, files, label_suffix="", initial={"answer": answer})


class FileAnswerForm(TextAnswerForm):
    """An answer of files, with words or without."""

    answer = forms.CharField(
        label=_("ข้อความ"),
        required=False,
        max_length=20000,
        error_messages=SAID,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "th"}),
    )
    file = FilesField(label=_("ไฟล์ที่ส่ง"), required=False, help_text=_("เลือกได้หลายไฟล์"))
    field_order = ("file", "answer")


class InboxForm(FilterForm):
    """Which circulars of the inbox: words, and a part of it."""

    q = forms.CharField(label=_("คำในเรื่อง ที่ หรือไฟล์"), required=False, max_length=100)
    tab = forms.ChoiceField(required=False, widget=forms.HiddenInput)


class ReceiverFilters(FilterForm):
    """Which receivers of a sending."""

    show = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    network = forms.ChoiceField(
        label=_("เครือข่ายโรงเรียน"), required=False, widget=forms.Select(attrs={"lang": "th"})
    )
