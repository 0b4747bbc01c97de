"""The field of a target: a mean that a school is to reach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.rules.targets import TargetError, WrongTarget, parse_target

_LONGEST = 10
_FAULTS = {
    WrongTarget.NO_NUMBER: _("ใส่เป้าหมายเป็นตัวเลข 0–100 เช่น 52.50"),
    WrongTarget.ABOVE: _("เป้าหมายต้องไม่เกิน 100 เพราะคะแนนเต็ม 100"),
    WrongTarget.DECIMALS: _("ใส่ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 52.50"),
}


class TargetField(forms.CharField):
    """A mean to reach, in Thai digits or others; ``None`` where nothing was typed."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "autocomplete": "off"})
        super().__init__(max_length=_LONGEST, widget=widget, **more)

    def to_python(self, value: Any) -> Any:
        """The target in marks with 2 decimals."""
        try:
            return parse_target(super().to_python(value) or "")
        except TargetError as fault:
            raise forms.ValidationError(_FAULTS[fault.why], fault.why) from None

    def run_validators(self, value: Any) -> None:
        """Reading it checked all there is."""
