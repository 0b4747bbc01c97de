"""The form by which one letter is signed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Number
from khet.rules.calendar import calendar_year
from khet.web.account.forms import password_field
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose

_SAID = {"required": _("กรุณากรอกช่องนี้")}


class SignForm(forms.Form):
    """The day that a letter bears, as what it is signed, and the own password or a signed scan."""

    day = DayField(label=_("ลงวันที่"), error_messages=_SAID)
    number = forms.ChoiceField(
        label=_("เลขที่"),
        required=False,
        error_messages={"invalid_choice": _("เลขนี้ใช้หรือยกเลิกไปแล้ว: เลือกเลขอื่น")},
    )
    post = forms.CharField(
        label=_("ตำแหน่งผู้ลงนาม"),
        max_length=200,
        error_messages=_SAID,
        widget=forms.TextInput(attrs={"lang": "th"}),
    )
    password = password_field(_("รหัสผ่านของท่าน"), "current-password")
    scan = forms.FileField(
        label=_("หรือแนบฉบับที่ลงนามแล้ว"),
        required=False,
        help_text=_("ไฟล์สแกน PDF หรือภาพ แนบแล้วไม่ต้องใส่รหัสผ่าน"),
        error_messages={"empty": _("ไฟล์ว่างเปล่า: เลือกไฟล์ใหม่")},
    )

    def __init__(
        self, data: Any, files: Any, today: date, reserved: Sequence[Number], post: str
    ) -> None:
        super().__init__(data, files, label_suffix="", initial={"day": today, "post": post})
        self._today = today
        self._reserved = {str(number.pk): number for number in reserved}
        self.fields["password"].required = False
        if not reserved:
            del self.fields["number"]
            return
        told = [(key, f"{number} · {number.reason}") for key, number in self._reserved.items()]
        choose(self, "number", [("", gettext("เลขถัดไปของปี")), *told])

    def clean_day(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["day"]
        if day > self._today:
            raise forms.ValidationError(gettext("วันนี้ยังไม่มาถึง: ใส่วันนี้หรือวันก่อนหน้า"))
        return day

    def clean(self) -> None:
        """Of this year unless a number was reserved before; either the password or the scan."""
        told = self.cleaned_data
        day = told.get("day")
        if day and not self.reserved and calendar_year(day) != calendar_year(self._today):
            self.add_error("day", gettext("เลขของปีก่อนปิดแล้ว: ใส่วันในปีนี้"))
        if "scan" in told and not told.get("scan") and not told.get("password"):
            self.add_error("password", gettext("ใส่รหัสผ่านเพื่อลงนาม หรือแนบฉบับที่ลงนามแล้ว"))

    @property
    def reserved(self) -> Number | None:
        """The reserved number itself; none for the next one."""
        return self._reserved.get(self.cleaned_data.get("number", ""))
