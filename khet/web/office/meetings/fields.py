"""Fields of the forms of meetings."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.rules.clock import parse_clock

SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "invalid": _("พิมพ์เป็นตัวเลข เช่น 7"),
    "min_value": _("ต้องเป็น 1 ขึ้นไป"),
    "max_value": _("มากเกินไป: ใช้ไม่เกิน %(limit_value)d"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
}


class ClockField(forms.CharField):
    """A time of day in any of the ways people write one: ``09.00``, ``๙:๓๐ น.``."""

    default_error_messages = {"clock": _("อ่านเวลาไม่ได้: พิมพ์ชั่วโมงและนาที เช่น 09.00 หรือ 13.30")}

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.widget.attrs.setdefault("maxlength", 20)

    def to_python(self, value: Any) -> Any:
        """The time; ``None`` where none was typed."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_clock(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["clock"], "clock") from None

    def prepare_value(self, value: Any) -> Any:
        """A time as it is shown in the field; what was typed stays."""
        return f"{value:%H.%M}" if isinstance(value, time) else value


def number_field(**more: Any) -> forms.IntegerField:
    """A whole number from 1, in Thai or Arabic digits."""
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(min_value=1, widget=widget, error_messages=SAID, **more)
