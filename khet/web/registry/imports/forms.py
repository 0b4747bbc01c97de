"""The forms of registers' files. They check what a person says and never save."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from khet.jobs.registers.columns import year
from khet.jobs.registers.kinds import kind_title
from khet.jobs.registers.register import Register
from khet.rules.calendar import academic_year
from khet.web.parts.fields import DayField
from khet.web.parts.tags import words
from khet.web.registry.imports.content import ENDINGS, fault_of

_YEAR = _("ใส่ปีการศึกษา พ.ศ. สี่หลัก เช่น 2569")


class TermsForm(forms.Form):
    """From which day changes hold, and of which academic year; what the register asks."""

    on = DayField(
        label=_("วันที่มีผล"),
        help_text=_("การย้ายอำเภอ ตำบล หรือเครือข่าย มีผลตั้งแต่วันนี้ ก่อนหน้านั้นยังอยู่ที่เดิม"),
        error_messages={"required": _("ใส่วันที่มีผล เช่น 16 พ.ค. 2569")},
    )
    year = forms.CharField(
        label=_("ปีการศึกษา"),
        max_length=10,
        help_text=_("ข้อมูลในไฟล์เป็นของปีการศึกษาใด"),
        error_messages={"required": _YEAR},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(
        self,
        kind: type[Register],
        today: date,
        data: Any = None,
        files: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        start = {"on": today, "year": academic_year(today).be, **(initial or {})}
        super().__init__(data, files, initial=start, label_suffix="")
        if not kind.dated:
            del self.fields["on"]
        if not kind.yearly:
            del self.fields["year"]
        self._today = today

    def clean_year(self) -> int:
        """The year as a number."""
        try:
            return int(year(self.cleaned_data["year"]))
        except ValueError:
            raise forms.ValidationError(_YEAR) from None

    @property
    def choices(self) -> dict[str, Any]:
        """What an import keeps of it."""
        on = self.cleaned_data.get("on") or self._today
        return {"on": on.isoformat(), "year": self.cleaned_data.get("year", 0)}


class BringForm(TermsForm):
    """A file for a register."""

    file = forms.FileField(
        label=_("ไฟล์"),
        help_text=_("ไฟล์ .xlsx หรือ .csv ไม่เกิน 50 MB หัวคอลัมน์อยู่แถวแรก ลำดับคอลัมน์สลับได้"),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": _("เลือกไฟล์ก่อน"),
            "empty": _("ไฟล์ว่าง: บันทึกไฟล์ใหม่ แล้วเลือกอีกครั้ง"),
        },
    )
    field_order = ("file", "year", "on")

    def clean_file(self) -> "UploadedFile[bytes]":
        """The file, if its content is what its name says."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if fault := fault_of(file):
            raise forms.ValidationError(fault)
        return file


class ReasonsForm(forms.Form):
    """A reason for each kind of warning; ``seen`` is the print of the changes that were shown."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, report: dict[str, Any], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["seen"].initial = report.get("print", "")
        for kind, number in report.get("doubts", {}).items():
            self.fields[f"reason-{kind}"] = forms.CharField(
                label=f"{words(kind_title(kind))} ({number:,})",
                max_length=300,
                help_text=_("ตรวจแล้วถูกต้อง เพราะเหตุใด"),
                error_messages={"required": _("ใส่เหตุผลก่อนบันทึก หรือแก้ไฟล์แล้วนำเข้าใหม่")},
            )

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons by kind."""
        given = self.cleaned_data.items()
        return {n.removeprefix("reason-"): text for n, text in given if n.startswith("reason-")}
