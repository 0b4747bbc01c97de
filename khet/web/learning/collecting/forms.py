"""The forms of collections. They check what a person says and never save."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.figures.intake.fields import YEAR
from khet.records.learning.actions import Asked
from khet.rules.calendar import academic_year
from khet.rules.sittings import GRADES, YEARS, held_rounds, subjects
from khet.rules.tables import Tables
from khet.web.learning.imports.forms import ReasonForm
from khet.web.learning.words import grade_name
from khet.web.parts.fields import DayField, still_to_come
from khet.web.parts.filter_form import FilterForm, choose
from khet.web.parts.filters import BY_NAME

COLLECTED = ("LAS", "Pre O-NET")
_CHOOSE = {"required": _("เลือกก่อน"), "invalid_choice": _("เลือกจากรายการ")}


class DueForm(forms.Form):
    """Until when schools send."""

    due = DayField(
        label=_("ส่งภายในวันที่"),
        help_text=_("เช่น 31 มี.ค. 2570"),
        error_messages={"required": _("ใส่วันที่ต้องส่ง")},
    )

    def __init__(self, data: Mapping[str, Any] | None, today: date, **more: Any) -> None:
        self._today = today
        super().__init__(data, label_suffix="", **more)

    def clean_due(self) -> date:
        """A day that is not over."""
        return still_to_come(self.cleaned_data["due"], self._today)


class OpenForm(DueForm):
    """Which results the schools are asked for, and until when."""

    field_order = ("test", "academic_year", "round", "grades", "due")
    test = forms.ChoiceField(
        label=_("การสอบ"), choices=[(t, t) for t in COLLECTED], error_messages=_CHOOSE
    )
    academic_year = forms.CharField(
        label=_("ปีการศึกษา"), max_length=8, error_messages={"required": _("ใส่ปีการศึกษา พ.ศ.")}
    )
    round = forms.ChoiceField(
        label=_("ครั้งที่"), required=False, help_text=_("เฉพาะ Pre O-NET"), error_messages=_CHOOSE
    )
    grades = forms.MultipleChoiceField(
        label=_("ชั้น"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={**_CHOOSE, "required": _("เลือกอย่างน้อยหนึ่งชั้น")},
    )

    def __init__(self, data: Mapping[str, Any] | None, today: date, tables: Tables) -> None:
        self._tables = tables
        super().__init__(data, today, initial={"academic_year": str(academic_year(today).be)})
        choose(self, "round", [("", gettext("ไม่มีครั้งที่")), ("1", "1"), ("2", "2")])
        self.offer_grades()

    def offer_grades(self) -> None:
        """Let the form offer every grade in which one of the tests was ever held."""
        years = {academic_year(self._today).be, YEARS[0]}
        held = [
            grade
            for grade in GRADES
            if any(subjects(t, grade, year, self._tables) for t in COLLECTED for year in years)
        ]
        field = self.fields["grades"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(grade, grade_name(grade)) for grade in held]

    def clean_academic_year(self) -> int:
        """A year that has begun."""
        try:
            year = int(YEAR.rule(self.cleaned_data["academic_year"].strip()))
        except ValueError:
            raise forms.ValidationError(gettext("ใส่ปีการศึกษา พ.ศ. 2500–2600")) from None
        newest = academic_year(self._today).be
        if year > newest:
            told = gettext("ปีการศึกษานี้ยังไม่เริ่ม: ใส่ไม่เกิน %(year)s") % {"year": newest}
            raise forms.ValidationError(told)
        return year

    def clean(self) -> dict[str, Any]:
        """A round that the test has, and grades in which it is held."""
        said = self.cleaned_data
        test, year = said.get("test"), said.get("academic_year")
        if test and year:
            self._check_round(test, year, said.get("round", ""))
            self._check_grades(test, year, said.get("grades", []))
        return said

    def _check_round(self, test: str, year: int, round_: str) -> None:
        rounds = held_rounds(test, year, self._tables)
        if round_ in rounds or "round" in self.errors:
            return
        if rounds == ("",):
            self.add_error("round", gettext("%(test)s ไม่มีครั้งที่") % {"test": test})
        else:
            told = {"test": test, "rounds": ", ".join(rounds)}
            self.add_error("round", gettext("เลือกครั้งที่ของ %(test)s: %(rounds)s") % told)

    def _check_grades(self, test: str, year: int, grades: list[str]) -> None:
        strange = [g for g in grades if not subjects(test, g, year, self._tables)]
        if strange:
            told = {"test": test, "year": year, "grades": ", ".join(map(grade_name, strange))}
            message = gettext("ปีการศึกษา %(year)s ไม่มีการสอบ %(test)s ชั้น %(grades)s: เอาชั้นนี้ออก")
            self.add_error("grades", message % told)

    @property
    def asked(self) -> Asked:
        """The test, its year and its round."""
        said = self.cleaned_data
        return Asked(said["academic_year"], said["test"], said["round"])


class WithdrawForm(ReasonForm):
    """Why what was asked by mistake is taken back."""

    reason = forms.CharField(
        label=_("เหตุผลที่ยกเลิก"),
        max_length=300,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ เช่น เลือกชั้นผิด")},
    )


class SchoolFilters(FilterForm):
    """Which schools of a collection, and in which order."""

    start = {"sort": BY_NAME}
    network = forms.ChoiceField(label=_("เครือข่าย"), required=False)
    state = forms.ChoiceField(label=_("การส่ง"), required=False)
    sort = forms.ChoiceField(label=_("เรียงตาม"), required=False)

    def __init__(self, data: Mapping[str, Any], networks: list[str]) -> None:
        super().__init__(data)
        self.offer("network", [(name, name) for name in networks])
        self.offer("state", state_names().items())
        orders = {"network": gettext("เครือข่าย"), "sent": gettext("ส่งล่าสุดก่อน")}
        choose(self, "sort", [("", gettext("ชื่อ ก–ฮ")), *orders.items()])


def state_names() -> dict[str, str]:
    """How far a school is, in words by key."""
    return {
        "missing": gettext("ยังไม่ส่ง"),
        "sent": gettext("ส่งแล้ว"),
        "correction": gettext("มีฉบับแก้ไข รอรวม"),
    }
