"""The forms of the office's holidays. They check what a person says and never save."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.calendar import HolidayEntry
from khet.rules.calendar import BUDDHIST_ERA
from khet.rules.dates import day_and_rest
from khet.rules.thai import tidy
from khet.web.parts.fields import DayField
from khet.web.parts.tags import be_date

_LONGEST, _MOST = 150, 100
NEAR = 10
"""Years from now in which a day may lie: a slip of the year is farther."""
_REASON = {"required": _("ใส่ชื่อวันหยุดหรือเหตุผล เช่น วันมาฆบูชา")}


class _KnowingForm(forms.Form):
    """Knows ``fixed``, the days closed every year, and ``own``, those entered."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        today: date,
        fixed: Mapping[date, str],
        own: Collection[date],
    ) -> None:
        super().__init__(data, label_suffix="")
        self._today, self._fixed, self._own = today, fixed, own


class DayForm(_KnowingForm):
    """One day and its name."""

    day = DayField(
        label=_("วันที่"), help_text=_("เช่น 13 เม.ย. 2570"), error_messages={"required": _("ใส่วันที่")}
    )
    name = forms.CharField(label=_("ชื่อวันหยุด"), max_length=_LONGEST, error_messages={**_REASON})
    closed = True

    def clean_name(self) -> str:
        """The name with single spaces."""
        return tidy(self.cleaned_data["name"])

    def clean_day(self) -> date:
        """A day that is near and not yet entered."""
        day: date = self.cleaned_data["day"]
        if fault := fault_of(day, self._today, self._fixed, self._own):
            raise ValidationError(fault)
        return day

    @property
    def entries(self) -> Sequence[HolidayEntry]:
        """What was said."""
        said = self.cleaned_data
        return [HolidayEntry(said["day"], said["name"], self.closed)]


class OpenDayForm(DayForm):
    """A day on which the office is open though it would be closed."""

    closed = False

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.fields["name"].label = gettext("เหตุผล")
        self.fields["name"].help_text = gettext("เช่น เลื่อนวันหยุดตามมติคณะรัฐมนตรี")

    def clean_day(self) -> date:
        """A day that is closed every year and not yet entered."""
        day: date = self.cleaned_data["day"]
        if day in self._own:
            raise ValidationError(gettext("มีวันนี้ในรายการของสำนักงานแล้ว"))
        if day not in self._fixed:
            raise ValidationError(gettext("วันนี้ไม่ใช่วันหยุดประจำปี: เลือกจากรายการวันหยุดประจำปีของปีนั้น"))
        return day


class LinesForm(_KnowingForm):
    """Several days pasted, a line each: the day, then its name."""

    lines = forms.CharField(
        label=_("วันหยุด บรรทัดละวัน"),
        help_text=_("วันที่แล้วตามด้วยชื่อ เช่น 13 เม.ย. 2570 วันสงกรานต์"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("วางรายการวันหยุดก่อน")},
    )

    entries: Sequence[HolidayEntry] = ()
    """What was said; empty until the form is sound."""

    def clean_lines(self) -> str:
        """Every line a day with a name; each that isn't is told with its number."""
        text: str = self.cleaned_data["lines"]
        lines = [(n, tidy(line)) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) > _MOST:
            raise ValidationError(gettext("วางได้ครั้งละไม่เกิน %(most)s บรรทัด") % {"most": _MOST})
        faults, found, taken = [], [], set(self._own)
        for number, line in lines:
            try:
                found.append(self._entry(line, taken))
            except ValidationError as fault:
                told = {"n": number, "why": fault.message}
                faults.append(gettext("บรรทัดที่ %(n)s: %(why)s") % told)
        if faults:
            raise ValidationError(faults)
        self.entries = found
        return text

    def _entry(self, line: str, taken: set[date]) -> HolidayEntry:
        try:
            day, name = day_and_rest(line)
        except ValueError:
            why = gettext("อ่านวันที่ไม่ได้ ใส่วัน เดือน ปี พ.ศ. แล้วตามด้วยชื่อ")
            raise ValidationError(why) from None
        if not name:
            raise ValidationError(gettext("ไม่มีชื่อวันหยุด"))
        if len(name) > _LONGEST:
            raise ValidationError(gettext("ชื่อวันหยุดยาวเกินไป"))
        if fault := fault_of(day, self._today, self._fixed, taken):
            raise ValidationError(fault)
        taken.add(day)
        return HolidayEntry(day, name)


def fault_of(day: date, today: date, fixed: Mapping[date, str], own: Collection[date]) -> str:
    """Why a day can't be closed by the office; empty where it can."""
    if abs(day.year - today.year) > NEAR:
        return gettext("ปี พ.ศ. %(year)s ไกลจากปีนี้มาก ตรวจปีอีกครั้ง") % {"year": day.year + BUDDHIST_ERA}
    if day in own:
        return gettext("%(day)s มีในรายการของสำนักงานแล้ว") % {"day": be_date(day)}
    if day in fixed:
        told = {"day": be_date(day), "name": fixed[day]}
        return gettext("%(day)s เป็นวันหยุดประจำปีอยู่แล้ว (%(name)s)") % told
    return ""
