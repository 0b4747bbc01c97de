"""Forms of orders: they check what was typed and never save."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Number, Series
from khet.records.registry.models import Unit
from khet.rules.calendar import calendar_year
from khet.rules.thai import arabic_digits, tidy
from khet.web.account.forms import password_field
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose
from khet.web.registry.people.words import unit_key, unit_name

SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
}
_DAY = _("เช่น 22 ส.ค. 2557 หรือ ๒๒/๘/๒๕๕๗")


def _text(rows: int, lang: str = "th") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": lang})


class OrderForm(forms.Form):
    """What a draft says."""

    unit = forms.ChoiceField(
        label=_("หน่วยงานที่ร่าง"), widget=forms.Select(attrs={"lang": "th"}), error_messages=SAID
    )
    title = forms.CharField(
        label=_("เรื่อง"),
        max_length=300,
        error_messages=SAID,
        widget=forms.TextInput(attrs={"lang": "th"}),
        help_text=_("เช่น แต่งตั้งคณะกรรมการเครือข่ายประชาสัมพันธ์"),
    )
    ground = forms.CharField(
        label=_("เหตุและอำนาจที่อ้าง"),
        required=False,
        max_length=5000,
        widget=_text(4),
        error_messages=SAID,
        help_text=_("ขึ้นต้นด้วย ด้วย… หรือ เพื่อให้… อาศัยอำนาจตาม…"),
    )
    text = forms.CharField(
        label=_("ข้อความ"),
        required=False,
        max_length=20000,
        widget=_text(6),
        error_messages=SAID,
        help_text=_("จึงแต่งตั้ง… หรือสิ่งที่สั่ง บรรทัดใหม่คือย่อหน้าใหม่ รายชื่อคณะเพิ่มหลังบันทึก"),
    )
    starts = DayField(label=_("มีผลตั้งแต่วันที่"), required=False, help_text=_("เว้นว่าง คือตั้งแต่วันที่สั่ง"))
    ends = DayField(label=_("ถึงวันที่"), required=False, help_text=_("เว้นว่าง คือจนกว่าจะมีคำสั่งเปลี่ยนแปลง"))

    def __init__(self, data: Any, units: Iterable[Unit], initial: Any, today: date) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._today = today
        self._units = {unit_key(unit): unit for unit in units}
        choose(self, "unit", [(key, unit_name(unit)) for key, unit in self._units.items()])

    def clean_unit(self) -> Unit:
        """The unit itself."""
        return self._units[self.cleaned_data["unit"]]

    def clean_starts(self) -> date | None:
        """A day within a year from now, or past."""
        return self._near("starts", 1, gettext("วันที่นี้ไกลเกินหนึ่งปี: ตรวจปี พ.ศ. อีกครั้ง"))

    def clean_ends(self) -> date | None:
        """A day within ten years from now, or past."""
        return self._near("ends", 10, gettext("วันที่นี้ไกลเกินสิบปี: ตรวจปี พ.ศ. อีกครั้ง"))

    def _near(self, name: str, years: int, told: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and day > self._today + timedelta(days=366 * years):
            raise forms.ValidationError(told)
        return day


class CommitteeForm(forms.Form):
    """A committee that an order appoints."""

    name = forms.CharField(
        label=_("ชื่อคณะ"),
        max_length=300,
        error_messages=SAID,
        widget=forms.TextInput(attrs={"lang": "th"}),
        help_text=_("ไม่ต้องพิมพ์จำนวนคน ระบบนับจากองค์ประกอบ"),
    )
    tasks = forms.CharField(
        label=_("หน้าที่"),
        required=False,
        max_length=5000,
        widget=_text(5),
        error_messages=SAID,
        help_text=_("บรรทัดละหนึ่งข้อ"),
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        error_messages={**SAID, "required": _("เขียนเหตุผลสั้น ๆ")},
        widget=forms.TextInput(attrs={"lang": "th"}),
    )

    def clean_reason(self) -> str:
        """The reason on one line."""
        return tidy(self.cleaned_data["reason"])


class EndForm(ReasonForm):
    """On which day an order ends before its time, and why."""

    ends = DayField(label=_("วันสุดท้ายที่มีผล"), error_messages=SAID, help_text=_DAY)
    field_order = ("ends", "reason")

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, label_suffix="", initial={"ends": today})
        self._today = today

    def clean_ends(self) -> date:
        """A day that has come."""
        return _come(self.cleaned_data["ends"], self._today)


class SignForm(forms.Form):
    """The day that an order bears, its number, as what it is signed, and the own password."""

    day = DayField(label=_("สั่ง ณ วันที่"), error_messages=SAID, help_text=_DAY)
    number = forms.ChoiceField(
        label=_("เลขที่"),
        required=False,
        error_messages={"invalid_choice": _("เลขนี้ใช้หรือยกเลิกไปแล้ว: เลือกเลขอื่น")},
    )
    post = forms.CharField(
        label=_("ตำแหน่งผู้ลงนาม"),
        max_length=200,
        error_messages=SAID,
        widget=forms.TextInput(attrs={"lang": "th"}),
    )
    password = password_field(_("รหัสผ่านของท่าน"), "current-password")

    def __init__(
        self,
        data: Any,
        today: date,
        series: Iterable[Series],
        reserved: Iterable[Number],
        post: str,
    ) -> None:
        super().__init__(data, label_suffix="", initial={"day": today, "post": post})
        self._today, self._years = today, {one.year for one in series}
        self._reserved = {str(number.pk): number for number in reserved}
        told = [(key, f"{number} · {number.reason}") for key, number in self._reserved.items()]
        choose(self, "number", [("", gettext("เลขถัดไปของปี")), *told])

    def clean_day(self) -> date:
        """A day that has come, of a year whose register is kept."""
        day = _come(self.cleaned_data["day"], self._today)
        year = calendar_year(day).be
        if year != calendar_year(self._today).be and year not in self._years:
            told = gettext("ยังไม่มีทะเบียนคำสั่งของปี %(year)s: ตรวจปี พ.ศ. หรือตั้งเลขต่อจากทะเบียนเดิมก่อน")
            raise forms.ValidationError(told % {"year": year})
        return day

    def clean_number(self) -> Number | None:
        """The reserved number itself; none for the next one."""
        return self._reserved.get(self.cleaned_data["number"])


class ContinueForm(forms.Form):
    """The last number of a register that was kept elsewhere."""

    year = forms.CharField(label=_("ปี พ.ศ."), max_length=10, error_messages=SAID)
    last = forms.CharField(
        label=_("เลขสุดท้ายที่ออกไปแล้ว"),
        max_length=10,
        error_messages=SAID,
        help_text=_("คำสั่งแรกในระบบจะได้เลขถัดจากเลขนี้"),
    )

    def __init__(self, data: Any, today: date) -> None:
        year = calendar_year(today).be
        super().__init__(data, label_suffix="", initial={"year": year})
        self._newest = year

    def clean_year(self) -> int:
        """A year of the Buddhist era that has come."""
        year = _whole(self.cleaned_data["year"])
        if not self._newest - 20 <= year <= self._newest:
            told = gettext("ใส่ปี พ.ศ. ไม่เกิน %(year)s และไม่ก่อนหน้าเกิน 20 ปี")
            raise forms.ValidationError(told % {"year": self._newest})
        return year

    def clean_last(self) -> int:
        """A number that a register of a year can have."""
        last = _whole(self.cleaned_data["last"])
        if not 1 <= last <= 99_999:
            raise forms.ValidationError(gettext("ใส่เลข 1 ถึง 99999"))
        return last


class ReserveForm(ReasonForm):
    """A number to reserve: for what."""

    reason = forms.CharField(
        label=_("จองไว้เพื่อ"),
        max_length=300,
        error_messages={**SAID, "required": _("บอกว่าจองไว้เพื่อเรื่องใด")},
        widget=forms.TextInput(attrs={"lang": "th"}),
    )


def _come(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(gettext("วันที่ยังมาไม่ถึง: ใส่วันนี้หรือวันก่อนหน้า"))
    return day


def _whole(said: str) -> int:
    plain = arabic_digits(said).strip()
    if not plain.isdecimal():
        raise forms.ValidationError(gettext("ใส่เป็นตัวเลขจำนวนเต็ม"))
    return int(plain)
