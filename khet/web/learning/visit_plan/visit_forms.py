"""The form of one planned visit. It checks what was typed and never saves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import Visit
from khet.records.office.models import Instrument
from khet.records.registry.models import User
from khet.records.registry.queries.schools import School
from khet.rules.months import Month, month_of
from khet.rules.thai import tidy
from khet.web.learning.visit_plan.assign_forms import SAID
from khet.web.learning.visit_plan.words import kind_names, months_named
from khet.web.office.monthly.words import month_name
from khet.web.parts.fields import DayField, still_to_come
from khet.web.parts.filter_form import choose

MOST_TOPICS, LONGEST_TOPIC = 10, 120
_THAI = {"lang": "th"}


class TopicsField(forms.CharField):
    """Topics, one a line or with commas between."""

    widget = forms.Textarea(attrs={"rows": 3, "lang": "th"})

    def to_python(self, value: Any) -> Any:
        """The topics, each once."""
        text = str(super().to_python(value) or "")
        parts = text.replace(",", "\n").splitlines()
        found = list(dict.fromkeys(topic for part in parts if (topic := tidy(part))))
        if len(found) > MOST_TOPICS:
            told = gettext("ใส่ได้ไม่เกิน %(n)s เรื่อง") % {"n": MOST_TOPICS}
            raise forms.ValidationError(told)
        if any(len(topic) > LONGEST_TOPIC for topic in found):
            told = gettext("แต่ละเรื่องยาวได้ไม่เกิน %(n)s ตัวอักษร") % {"n": LONGEST_TOPIC}
            raise forms.ValidationError(told)
        return found

    def prepare_value(self, value: Any) -> Any:
        """One a line; what was typed stays."""
        return "\n".join(value) if isinstance(value, list) else value


class WhatForm(forms.Form):
    """Of which kind visits are, about what, with which instruments."""

    kind = forms.ChoiceField(label=_("ประเภทการนิเทศ"), error_messages=SAID)
    topics = TopicsField(label=_("เรื่อง"), required=False, help_text=_("บรรทัดละหนึ่งเรื่อง เว้นว่างได้"))
    instruments = forms.MultipleChoiceField(
        label=_("แบบนิเทศที่ใช้"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=_THAI),
        error_messages=SAID,
    )

    def __init__(
        self, data: Any, instruments: Iterable[Instrument], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, label_suffix="", initial=dict(initial))
        self._known = {str(one.pk): one for one in instruments}
        choose(self, "kind", kind_names().items())
        if not self._known:
            del self.fields["instruments"]
        else:
            named = [(key, one.title) for key, one in self._known.items()]
            self.fields["instruments"].choices = named  # type: ignore[attr-defined]

    def clean_instruments(self) -> list[Instrument]:
        """The instruments themselves."""
        return [self._known[key] for key in self.cleaned_data["instruments"]]


class VisitForm(WhatForm):
    """A visit to a known school: when, by whom, about what."""

    month = forms.ChoiceField(label=_("เดือน"), error_messages=SAID)
    planned_on = DayField(
        label=_("วันที่"), required=False, help_text=_("เว้นว่างได้ถ้ายังไม่กำหนดวัน เช่น 15 ธ.ค. 2569")
    )
    lead = forms.ChoiceField(
        label=_("ผู้นิเทศ"), error_messages=SAID, widget=forms.Select(attrs=_THAI)
    )
    team = forms.MultipleChoiceField(
        label=_("ผู้ร่วมนิเทศ"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=_THAI),
        error_messages=SAID,
    )
    note = forms.CharField(
        label=_("หมายเหตุ"),
        required=False,
        max_length=300,
        error_messages=SAID,
        widget=forms.TextInput(attrs=_THAI),
    )
    field_order = ("school", "month", "planned_on", "lead", "kind", "topics", "instruments", "team")

    def __init__(
        self,
        data: Any,
        today: date,
        leads: Mapping[str, User],
        names: Mapping[str, str],
        months: Sequence[Month],
        instruments: Iterable[Instrument],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, instruments, initial)
        self._today, self._leads = today, leads
        self._months = {month.key: month for month in months}
        choose(self, "month", months_named(list(months)))
        people = [(key, names.get(key, str(user))) for key, user in leads.items()]
        choose(self, "lead", [("", gettext("เลือกบุคคล")), *people])
        self.fields["team"].choices = people  # type: ignore[attr-defined]

    def clean_month(self) -> Month:
        """The month itself."""
        return self._months[self.cleaned_data["month"]]

    def clean_lead(self) -> User:
        """The person himself."""
        return self._leads[self.cleaned_data["lead"]]

    def clean_team(self) -> list[User]:
        """The people themselves."""
        return [self._leads[key] for key in self.cleaned_data["team"]]

    def clean(self) -> None:
        """The day lies in the month and is still to come; the lead is in the team once."""
        told = self.cleaned_data
        month, day = told.get("month"), told.get("planned_on")
        if month and day and (fault := day_fault(day, month, self._today, self._kept_day)):
            self.add_error("planned_on", fault)
        if told.get("lead") in told.get("team", ()):
            told["team"] = [user for user in told["team"] if user != told["lead"]]

    @property
    def _kept_day(self) -> date | None:
        kept = self.initial.get("planned_on")
        return kept if isinstance(kept, date) else None


class AddForm(VisitForm):
    """A visit to a school that is chosen."""

    school = forms.ChoiceField(
        label=_("โรงเรียน"), error_messages=SAID, widget=forms.Select(attrs=_THAI)
    )

    def __init__(self, *given: Any, schools: Mapping[str, School]) -> None:
        super().__init__(*given)
        named = [(code, f"{one.name} {one.network or ''}".strip()) for code, one in schools.items()]
        choose(self, "school", [("", gettext("เลือกโรงเรียน")), *named])


def day_fault(day: date, month: Month, today: date, kept: date | None = None) -> str:
    """What is wrong with the day of a visit planned for a month; one ``kept`` may be over."""
    if month_of(day) != month:
        told = gettext("วันนี้ไม่อยู่ในเดือน%(month)s: แก้วันหรือเลือกเดือนให้ตรงกัน")
        return told % {"month": month_name(month)}
    try:
        still_to_come(today if day == kept else day, today)
    except forms.ValidationError as fault:
        return str(fault.message)
    return ""


def initial_of(visit: Visit) -> dict[str, Any]:
    """What is planned of a visit, as the form begins with it."""
    return {
        "month": month_of(visit.month).key,
        "planned_on": visit.planned_on,
        "lead": str(visit.lead_id),
        "kind": visit.kind,
        "topics": [topic.name for topic in visit.topics.all()],
        "team": [str(user.pk) for user in visit.team.all()],
        "instruments": [str(one.pk) for one in visit.instruments.all()],
        "note": note_of(visit),
    }


def note_of(visit: Visit) -> str:
    """What the planner noted of a visit."""
    notes = (one.get("text", "") for one in visit.reasons if one.get("what") == "note")
    return str(next(notes, ""))


def with_note(reasons: Iterable[Mapping[str, Any]], note: str) -> list[Mapping[str, Any]]:
    """The reasons of a visit with this note, or none, in place of the one before."""
    kept = [one for one in reasons if one.get("what") != "note"]
    return [*kept, {"what": "note", "text": tidy(note)}] if note.strip() else kept
