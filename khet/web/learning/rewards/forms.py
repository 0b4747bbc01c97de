"""The forms of steps with rewards. They check what a person says and never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.calendar import academic_year, thai_date
from khet.rules.thai import tidy
from khet.web.learning.imports.forms import ReasonForm
from khet.web.learning.rewards.page import Row, Section
from khet.web.parts.fields import DayField

_LONGEST = 300


class ChosenForm(forms.Form):
    """The schools of a step: those of a reward whose state is the one that it begins with.

    ``chosen`` are their codes; none means every school that can take the step.
    """

    def __init__(self, data: Any, chosen: Sequence[str], section: Section, before: str) -> None:
        super().__init__(data, label_suffix="")
        able = [row.school.code for row in section.in_state(before)]
        self._chosen = list(chosen) if chosen or self.is_bound else able
        self._able, self._section = set(able), section

    def clean(self) -> dict[str, Any]:
        """Some school is chosen, and every one can take the step."""
        if not self._chosen:
            self.add_error(None, gettext("ไม่มีโรงเรียนที่ทำขั้นนี้ได้: กลับไปเลือกจากรายชื่อ"))
        if self._unable:
            told = gettext("%(schools)s ทำขั้นนี้ไม่ได้แล้ว อาจมีผู้อื่นทำไปก่อน: กลับไปดูรายชื่อแล้วเลือกใหม่")
            named = {row.school.code: row.school.name for row in self._section.rows}
            schools = ", ".join(named.get(code, code[:20]) for code in self._unable)
            self.add_error(None, told % {"schools": schools[:_LONGEST]})
        return self.cleaned_data

    @property
    def _unable(self) -> list[str]:
        return [code for code in self._chosen if code not in self._able]

    @property
    def rows(self) -> list[Row]:
        """The schools that can take the step."""
        return [r for r in self._section.rows if r.school.code in self._able & {*self._chosen}]

    @property
    def left_out(self) -> list[Row]:
        """The schools that were chosen and can't take it."""
        return [r for r in self._section.rows if r.school.code in self._unable]

    @property
    def keys(self) -> list[int]:
        """The keys of their rewards."""
        return [row.kept.pk for row in self.rows if row.kept]


class DayForm(ChosenForm):
    """When a step was taken, and by what."""

    on = DayField(
        label=_("วันที่"),
        help_text=_("เช่น 25 มี.ค. 2557 หรือ ๒๕/๓/๒๕๕๗"),
        error_messages={"required": _("ใส่วันที่")},
    )

    def __init__(self, *chosen: Any, year: int, today: date) -> None:
        super().__init__(*chosen)
        self._year, self._today = year, today

    def clean_on(self) -> date:
        """A day that has come, in the year of the results or later, not before the agreement."""
        day: date = self.cleaned_data["on"]
        if day > self._today:
            raise forms.ValidationError(gettext("วันที่ยังมาไม่ถึง: ใส่วันนี้หรือวันก่อนหน้า"))
        if academic_year(day).be < self._year:
            told = gettext("วันที่มาก่อนปีการศึกษา %(year)s: ตรวจปี พ.ศ. อีกครั้ง")
            raise forms.ValidationError(told % {"year": self._year})
        agreed = [r.kept.agreed_on for r in self.rows if r.kept and r.kept.agreed_on]
        if agreed and day < max(agreed):
            told = gettext("วันที่ให้ต้องไม่มาก่อนวันที่เห็นชอบ คือ %(day)s")
            raise forms.ValidationError(told % {"day": thai_date(max(agreed))})
        return day

    def clean_note(self) -> str:
        """The note on one line."""
        return tidy(self.cleaned_data["note"])


class AgreeForm(DayForm):
    """When the board agreed, and by what resolution."""

    note = forms.CharField(
        label=_("มติ"),
        max_length=_LONGEST,
        help_text=_("เช่น มติที่ประชุมคณะกรรมการบริหารสำนักงาน ครั้งที่ 5/2557"),
        error_messages={"required": _("บอกมติที่เห็นชอบ เช่น มติที่ประชุมครั้งใด")},
    )


class GiveForm(DayForm):
    """When the reward was given, and how."""

    note = forms.CharField(
        label=_("หมายเหตุ"),
        max_length=_LONGEST,
        help_text=_("เช่น ให้แล้วในการประชุมผู้บริหารโรงเรียน หรือเดินทางวันใดถึงวันใด"),
        error_messages={"required": _("บอกสั้น ๆ ว่าให้อย่างไรหรือที่ใด")},
    )


class WithdrawForm(ReasonForm):
    """Why a proposal is taken back."""

    reason = forms.CharField(
        label=_("เหตุผลที่ถอนการเสนอ"),
        max_length=_LONGEST,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ เช่น เสนอผิดโรงเรียน")},
    )
