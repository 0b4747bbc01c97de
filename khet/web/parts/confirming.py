"""Forms that have what is unusual confirmed before it is done."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ConfirmingForm(forms.Form):
    """A form with a tick that counts only for what was told beside it; call ``settle`` last."""

    confirm = forms.BooleanField(label=_("ตรวจแล้ว ยืนยันตามนี้"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, initial: Any = None) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._posted = data
        self.order_fields([*(name for name in self.fields if name != "confirm"), "confirm"])
        if data is None:
            del self.fields["confirm"]

    def settle(self, told: str) -> None:
        """Have confirmed what is unusual; without any, nothing is asked."""
        asked = self.cleaned_data
        if not told:
            del self.fields["confirm"]
        elif not asked["confirm"] or asked["seen"] != told:
            data = self._posted.copy()
            data["seen"] = told
            data.pop("confirm", None)
            self.data = data
            self.add_error("confirm", f"{told} {gettext('ถ้าถูกต้องให้เลือกยืนยันแล้วส่งอีกครั้ง')}")
