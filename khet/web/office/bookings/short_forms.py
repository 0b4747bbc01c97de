"""Forms of rooms and vehicles themselves, and of reasons. They check and never save."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.web.office.meetings.fields import SAID, number_field


class ReasonForm(forms.Form):
    """Why a booking is refused or given back."""

    reason = forms.CharField(label=_("เหตุผล"), max_length=300, error_messages=SAID)


class ResourceForm(forms.Form):
    """A room or vehicle."""

    kind = forms.ChoiceField(label=_("ประเภท"), error_messages=SAID)
    name = forms.CharField(label=_("ชื่อ"), max_length=150, error_messages=SAID)
    seats = number_field(label=_("จำนวนที่นั่ง (ถ้าทราบ)"), required=False, max_value=5000)
    note = forms.CharField(
        label=_("หมายเหตุ เช่น ชั้น อุปกรณ์"), required=False, max_length=300, error_messages=SAID
    )
    closed = forms.BooleanField(label=_("ปิด ไม่ให้จองต่อไป (ที่จองไว้แล้วยังอยู่)"), required=False)
