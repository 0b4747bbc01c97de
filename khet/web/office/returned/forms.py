"""The form by which a workbook is brought: it checks that one was chosen and never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class BookForm(forms.Form):
    """The workbook."""

    file = forms.FileField(
        label=_("ไฟล์ Excel (.xlsx)"),
        help_text=_("ลากไฟล์มาวางได้ ไม่เกิน 2 MB ไม่ใส่รหัสผ่านเปิดไฟล์ และไม่มีมาโคร"),
        error_messages={
            "required": _("เลือกไฟล์ก่อน"),
            "empty": _("ไฟล์ว่าง: บันทึกไฟล์ใหม่ แล้วเลือกอีกครั้ง"),
            "max_length": _("ชื่อไฟล์ยาวเกินไป: ตั้งชื่อให้สั้นลง"),
        },
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")
