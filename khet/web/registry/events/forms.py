"""The filters of the audit trail. They choose what is shown and never save."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from khet.records.registry.models import Unit
from khet.records.registry.queries.events import EventFilter
from khet.rules.dates import parse_day
from khet.rules.thai import arabic_digits, school_key, tidy
from khet.web.parts.kinds import actions, kinds


class Day(forms.CharField):
    """A day as people type it; an empty one is none."""

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except ValueError:
            raise forms.ValidationError(now("ใส่วันที่ พ.ศ. เช่น 16/5/2556 หรือ 16 พ.ค. 2556")) from None


class EventForm(forms.Form):
    """Which record, who, when, what was done; empty means all."""

    error_css_class = "wrong"
    kind = forms.ChoiceField(label=_("ประเภทข้อมูล"), required=False)
    key = forms.CharField(label=_("รหัสข้อมูล"), required=False, max_length=80)
    action = forms.ChoiceField(label=_("สิ่งที่ทำ"), required=False)
    who = forms.CharField(label=_("ผู้ทำ"), required=False, max_length=150)
    since = Day(label=_("ตั้งแต่วันที่"), required=False, max_length=40)
    until = Day(label=_("ถึงวันที่"), required=False, max_length=40)

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        self._choose("kind", {key: now(kind.word) for key, kind in kinds().items()})
        self._choose("action", {key: now(word) for key, word in actions().items()})

    def _choose(self, name: str, words: dict[str, str]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", now("ทั้งหมด")), *words.items()]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", now("วันสุดท้ายต้องไม่ก่อนวันแรก"))
        return told

    @property
    def chosen(self) -> EventFilter:
        """What was asked for, days as moments."""
        told = self.cleaned_data
        until = told["until"]
        return EventFilter(
            kind=told["kind"],
            key=arabic_digits(told["key"].strip()),
            who=tidy(told["who"]),
            action=told["action"],
            since=_moment(told["since"]),
            until=_moment(until + timedelta(days=1)) if until else None,
        )

    @property
    def told(self) -> list[str]:
        """What was asked for, in words."""
        shown = {name: self.data.get(name, "").strip() for name in self.fields}
        for name in ("kind", "action"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                shown[name] = dict(field.choices).get(shown[name], "") if shown[name] else ""  # type: ignore[arg-type]
        return [f"{self.fields[name].label}: {value}" for name, value in shown.items() if value]


def _moment(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


class PupilForm(forms.Form):
    """Which child: its school by name or code, and its number there; never by its name."""

    error_css_class = "wrong"
    school = forms.CharField(label=_("ชื่อหรือรหัสโรงเรียน"), max_length=200)
    number = forms.CharField(label=_("เลขประจำตัวนักเรียนของโรงเรียน"), max_length=30)

    def __init__(self, data: Any, schools: Iterable[Unit]) -> None:
        super().__init__(data, label_suffix="")
        self._schools = schools
        for field in self.fields.values():
            field.error_messages["required"] = now("กรุณากรอกช่องนี้")

    def clean_school(self) -> Unit:
        """The school of that code or name."""
        told = arabic_digits(tidy(self.cleaned_data["school"]))
        key = school_key(told)
        found = [s for s in self._schools if s.code == told or school_key(s.name) == key]
        if not found:
            raise forms.ValidationError(_("ไม่พบโรงเรียนนี้ในเขต ใส่ชื่อเต็มหรือรหัสตามทะเบียนโรงเรียน"))
        if len(found) > 1:
            codes = ", ".join(school.code for school in found)
            raise forms.ValidationError(_("มีหลายโรงเรียนชื่อนี้ ใส่รหัสแทน: %(codes)s") % {"codes": codes})
        return found[0]

    def clean_number(self) -> str:
        """The number with Arabic digits."""
        return arabic_digits(tidy(self.cleaned_data["number"]))
