"""Forms by which workbooks are brought: they check what was chosen and never save."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.documents.xlsform.opening import LARGEST
from khet.rules.thai import tidy
from khet.web.office.instruments.forms import text_field


class WorkbookForm(forms.Form):
    """The workbook."""

    file = forms.FileField(
        label=_("ไฟล์ XLSForm"),
        help_text=_("ไฟล์ .xlsx ที่มีแผ่น survey และ choices ไม่เกิน 2 MB ระบบตรวจก่อน ยังไม่บันทึก"),
        error_messages={
            "required": _("เลือกไฟล์ก่อน"),
            "empty": _("ไฟล์ว่าง: บันทึกไฟล์ใหม่ แล้วเลือกอีกครั้ง"),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, data: Any, files: Any) -> None:
        super().__init__(data, files, label_suffix="")

    def clean_file(self) -> "UploadedFile[Any]":
        """A file that isn't too large to be read at once."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            told = gettext("ไฟล์ใหญ่เกิน %(most)s MB: ลบภาพ แผ่นงาน และแถวที่ไม่ใช้ แล้วบันทึกใหม่")
            raise forms.ValidationError(told % {"most": LARGEST // 1_000_000})
        return file


class KeepForm(forms.Form):
    """What was read, as it is kept; a new instrument has a title."""

    title = text_field(_("ชื่อแบบ"), max_length=200)
    kept = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, new: bool, data: Any = None, **more: Any) -> None:
        super().__init__(data, label_suffix="", **more)
        if not new:
            del self.fields["title"]

    def clean_title(self) -> str:
        """The title on one line."""
        return tidy(self.cleaned_data["title"])
