"""The form of a supervisor's month. It checks what a person writes and never saves."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.actions.books import BookText

_LONGEST = 5000


def _field(label: Any, rows: int) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows, "lang": "th"})
    return forms.CharField(label=label, required=False, max_length=_LONGEST, widget=box)


class BookForm(forms.Form):
    """What a supervisor says of a month; without visits the book is sent with the reason."""

    summary = _field(_("สรุปผลการนิเทศของเดือน"), 5)
    problems = _field(_("ปัญหาและอุปสรรค"), 4)
    proposals = _field(_("ข้อเสนอแนะต่อเขต"), 4)

    def __init__(
        self, data: Mapping[str, Any] | None, initial: Mapping[str, Any], *, reason_due: bool
    ) -> None:
        super().__init__(data, label_suffix="", initial=dict(initial))
        self._reason_due = reason_due
        if reason_due:
            self.fields["summary"].label = _("เหตุผลที่ไม่มีการนิเทศในเดือนนี้")
            self.fields["summary"].help_text = _("เขียนก่อนส่ง เช่น ไปราชการหรือปิดภาคเรียนทั้งเดือน")

    @property
    def sends(self) -> bool:
        """Whether it is to be sent, not only kept."""
        return self.data.get("do") == "send"

    def clean_summary(self) -> str:
        """The summary; the reason can't be left out of what is sent."""
        said: str = self.cleaned_data["summary"]
        if self.sends and self._reason_due and not said:
            raise ValidationError(gettext("เดือนนี้ไม่มีการนิเทศที่บันทึกไว้: เขียนเหตุผลก่อนส่ง"))
        return said

    @property
    def text(self) -> BookText:
        """What was written, with plain line ends."""
        said = {name: value.replace("\r\n", "\n") for name, value in self.cleaned_data.items()}
        return BookText(**said)
