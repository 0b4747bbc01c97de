"""Fields of forms that read what Thai offices write."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.calendar import thai_date
from khet.rules.dates import parse_day
from khet.rules.thai import plain_number

_LONGEST = 40
_FAR = timedelta(days=366)


def typed_number(text: str) -> str:
    """A number as it was typed, without commas between thousands; refused where one is elsewhere.

    Raises:
        ValidationError: how to write it.
    """
    try:
        return plain_number(text)
    except ValueError:
        told = gettext("ใช้จุลภาคคั่นหลักพันเท่านั้น เช่น 1,250 ส่วนทศนิยมใช้จุด เช่น 12.5")
        raise forms.ValidationError(told, "comma") from None


class DayField(forms.CharField):
    """A day in any of the ways people write one: ``16 พ.ค. 2556``, ``๑๖/๕/๒๕๕๖``."""

    default_error_messages = {
        "day": _("อ่านวันที่ไม่ได้: พิมพ์ วัน เดือน ปี พ.ศ. เช่น 16 พ.ค. 2569 หรือ 16/5/2569"),
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.widget.attrs.setdefault("maxlength", _LONGEST)

    def to_python(self, value: Any) -> Any:
        """The day; ``None`` where none was typed."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["day"], "day") from None

    def prepare_value(self, value: Any) -> Any:
        """A day as it is shown in the field; what was typed stays."""
        return thai_date(value, short=True) if isinstance(value, date) else value


class FilesInput(forms.FileInput):
    """Several files at once, dropped on it or chosen."""

    allow_multiple_selected = True


class FilesField(forms.Field):
    """Files as they were brought; whether they can be kept is for who takes them in."""

    widget = FilesInput

    def to_python(self, value: Any) -> "list[UploadedFile[Any]]":
        """The files."""
        return list(value or ())


def still_to_come(day: date, today: date) -> date:
    """A last day for others to do something by: not over, and not a slip of the year."""
    if day < today:
        raise forms.ValidationError(gettext("วันที่นี้ผ่านไปแล้ว: ใส่วันนี้หรือวันหลังจากนี้"))
    return not_far(day, today)


def not_far(day: date, today: date) -> date:
    """A day that may be over, and is no slip of the year."""
    if day > today + _FAR:
        raise forms.ValidationError(gettext("วันที่นี้ไกลเกินหนึ่งปี: ตรวจปี พ.ศ. อีกครั้ง"))
    return day
