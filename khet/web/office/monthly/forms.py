"""The forms of what schools send each month. They check what a person says and never save."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.registry.models import Unit
from khet.rules.calendar import fiscal_year
from khet.rules.months import Month, fiscal_months, from_to, month_of, parse_month
from khet.rules.thai import tidy
from khet.web.office.monthly.words import month_name
from khet.web.parts.fields import DayField, FilesField
from khet.web.parts.filter_form import choose

_LONGEST, _REASON = 3000, 300
_AHEAD, _BACK = 12, 36


class MonthField(forms.CharField):
    """A month with its Buddhist year: ``พ.ย. 2569``, ``พฤศจิกายน ๒๕๖๙``."""

    widget = forms.TextInput(attrs={"maxlength": 40})

    def to_python(self, value: Any) -> Any:
        """The month; ``None`` where none was typed."""
        text = super().to_python(value)
        try:
            return parse_month(text) if text else None
        except ValueError:
            told = gettext("อ่านเดือนไม่ได้: พิมพ์เดือนและปี พ.ศ. เช่น พ.ย. 2569")
            raise ValidationError(told) from None

    def prepare_value(self, value: Any) -> Any:
        """A month as it is shown in the field; what was typed stays."""
        return value.named(short=True) if isinstance(value, Month) else value


class StartForm(forms.Form):
    """The first month of which schools send something."""

    first = MonthField(
        label=_("ส่งตั้งแต่เดือน"),
        help_text=_("เช่น ต.ค. 2569"),
        error_messages={"required": _("ใส่เดือนแรกที่ต้องส่ง")},
    )

    def __init__(self, data: Mapping[str, Any] | None, today: date, begun: Month | None) -> None:
        super().__init__(data, label_suffix="", initial={"first": begun or month_of(today)})
        self._now = month_of(today)

    def clean_first(self) -> Month:
        """A month that isn't far away: each opens a duty of every school."""
        first: Month = self.cleaned_data["first"]
        if not self._now.plus(-_BACK) <= first <= self._now.plus(_AHEAD):
            told = {"first": month_name(self._now.plus(-_BACK), short=True)}
            told["last"] = month_name(self._now.plus(_AHEAD), short=True)
            raise ValidationError(gettext("ใส่เดือนระหว่าง %(first)s ถึง %(last)s") % told)
        return first


class ReturnForm(forms.Form):
    """What is to be mended in what a school sent."""

    reason = forms.CharField(
        label=_("สิ่งที่ต้องแก้ไข"),
        max_length=_REASON,
        error_messages={"required": _("เขียนว่าต้องแก้ไขอะไร โรงเรียนจะได้แก้ถูกจุด")},
    )

    def clean_reason(self) -> str:
        """The reason on one line."""
        return tidy(self.cleaned_data["reason"])


class ExemptForm(forms.Form):
    """Which school need not send anything for a month, or from it to the fiscal year's end."""

    school = forms.ChoiceField(
        label=_("โรงเรียน"),
        error_messages={"required": _("เลือกโรงเรียน"), "invalid_choice": _("เลือกจากรายการ")},
    )
    month = forms.ChoiceField(
        label=_("เดือน"),
        error_messages={"required": _("เลือกเดือน"), "invalid_choice": _("เลือกจากรายการ")},
    )
    onward = forms.BooleanField(label=_("ทุกเดือนต่อจากนั้นจนสิ้นปีงบประมาณด้วย"), required=False)
    reason = forms.CharField(
        label=_("เหตุผล"),
        help_text=_("เช่น โรงเรียนหยุดเรียนทั้งเดือน หรือรวมบัญชีกับโรงเรียนหลัก"),
        max_length=_REASON,
        error_messages={"required": _("เขียนเหตุผลที่ไม่ต้องส่ง")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None, schools: Iterable[Unit], months: list[Month]
    ) -> None:
        super().__init__(data, label_suffix="")
        self._schools = {school.code: school for school in schools}
        self._months = {month.key: month for month in months}
        choose(self, "school", [("", ""), *((c, str(s)) for c, s in self._schools.items())])
        choose(self, "month", [(key, month_name(month)) for key, month in self._months.items()])

    @property
    def chosen_school(self) -> Unit:
        """The school."""
        return self._schools[self.cleaned_data["school"]]

    @property
    def chosen_months(self) -> list[Month]:
        """The month, or all from it to the end of its fiscal year."""
        first = self._months[self.cleaned_data["month"]]
        year = fiscal_months(fiscal_year(first.first).be)
        return from_to(first, year[-1] if self.cleaned_data["onward"] else first)


class SendForm(forms.Form):
    """What is sent for a month, and the day that it is about."""

    def __init__(
        self, data: Any, files: Any, today: date, month: Month, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, files, label_suffix="", initial=dict(initial))
        self._today, self._month = today, month


class AccountsForm(SendForm):
    """The accounts of a month: files, and the day that the report is of."""

    uploads = FilesField(
        label=_("ไฟล์รายงานและไฟล์สำรองข้อมูลบัญชี"),
        help_text=_("PDF, XLSX, DOCX, ZIP หรือภาพถ่าย เลือกได้หลายไฟล์"),
        error_messages={"required": _("เลือกไฟล์ก่อน")},
    )
    day = DayField(
        label=_("รายงาน ณ วันที่"),
        help_text=_("ปกติคือวันทำการสุดท้ายของเดือน"),
        error_messages={"required": _("ใส่วันที่ของรายงาน")},
    )
    note = forms.CharField(label=_("หมายเหตุ"), required=False, max_length=_REASON)

    def clean_day(self) -> date:
        """A day of the month that the accounts are of."""
        return _inside(self.cleaned_data["day"], self._month, self._today)


class SupervisionForm(SendForm):
    """The record of a school's internal supervision in a month."""

    day = DayField(label=_("วันที่นิเทศ"), error_messages={"required": _("ใส่วันที่นิเทศภายใน")})
    presided = forms.BooleanField(
        label=_("ผู้อำนวยการโรงเรียนเป็นประธาน"),
        error_messages={
            "required": _("นิเทศภายในต้องมีผู้อำนวยการเป็นประธาน: ถ้าเป็นผู้รักษาการ ให้ใส่ชื่อและทำเครื่องหมายนี้")
        },
    )
    chair = forms.CharField(
        label=_("ชื่อประธาน"),
        max_length=150,
        error_messages={"required": _("ใส่ชื่อผู้อำนวยการหรือผู้รักษาการที่เป็นประธาน")},
    )
    topics = forms.CharField(
        label=_("เรื่องที่นิเทศ"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("เขียนเรื่องที่นิเทศ")},
    )
    teachers = forms.CharField(
        label=_("ครูที่ร่วมแลกเปลี่ยน"),
        help_text=_("ชื่อครู หรือจำนวนและกลุ่ม เช่น ครูทุกคน 12 คน"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("ใส่ครูที่ร่วมแลกเปลี่ยน")},
    )
    result = forms.CharField(
        label=_("ผลการนิเทศ"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("เขียนผลการนิเทศ")},
    )
    uploads = FilesField(
        label=_("ไฟล์ประกอบ (ถ้ามี)"),
        help_text=_("PDF, XLSX, DOCX, ZIP หรือภาพถ่าย เลือกได้หลายไฟล์"),
        required=False,
    )

    def clean_day(self) -> date:
        """A day of the month that the record is of."""
        return _inside(self.cleaned_data["day"], self._month, self._today)


def _inside(day: date, month: Month, today: date) -> date:
    if month_of(day) != month:
        told = gettext("วันที่นี้ไม่อยู่ในเดือน%(month)s: ใส่วันในเดือนนั้น")
        raise ValidationError(told % {"month": month_name(month)})
    if day > today:
        raise ValidationError(gettext("วันที่นี้ยังมาไม่ถึง: ใส่วันนี้หรือวันก่อนหน้า"))
    return day
