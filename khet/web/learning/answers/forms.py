"""The forms of answers. They check what a school says and never save."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.actions import AnswerEntry
from khet.records.learning.models import Answer, Sitting
from khet.rules.tables import Tables
from khet.web.learning.asked import subjects_of
from khet.web.learning.forms import PlaceFilters
from khet.web.learning.target_field import TargetField
from khet.web.learning.words import subject_name
from khet.web.parts.filter_form import choose

TEXTS = ("pupils_causes", "teachers_causes", "plan")
FIELDS = (*TEXTS, "target")
DONE, OPEN, LATE = "done", "open", "late"
_LONGEST = 2000


def _text(label: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "th"}),
        error_messages={
            "required": missing,
            "max_length": _("ยาวเกินไป: เขียนได้ไม่เกิน %(limit_value)s ตัวอักษร"),
        },
    )


class AnswerForm(forms.Form):
    """What a school answers for one subject."""

    pupils_causes = _text(_("สาเหตุด้านนักเรียน"), _("เขียนสาเหตุด้านนักเรียน"))
    teachers_causes = _text(_("สาเหตุด้านครู"), _("เขียนสาเหตุด้านครู"))
    plan = _text(_("สิ่งที่จะดำเนินการ"), _("เขียนสิ่งที่จะดำเนินการ"))
    target = TargetField(
        label=_("ค่าเป้าหมาย (คะแนนเฉลี่ยครั้งต่อไป)"),
        help_text=_("ตัวเลข 0–100 ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 45.50"),
        error_messages={"required": _("ใส่ค่าเป้าหมาย")},
    )

    def __init__(self, subject: str, data: Any, initial: Mapping[str, str]) -> None:
        super().__init__(data, prefix=subject, initial=dict(initial), label_suffix="")
        self.subject = subject

    @property
    def title(self) -> str:
        """The subject's name."""
        return subject_name(self.subject)

    @property
    def entry(self) -> AnswerEntry:
        """What was said, as it is kept."""
        return AnswerEntry(self.subject, **{name: self.cleaned_data[name] for name in FIELDS})


def said(answer: Answer | None) -> dict[str, str]:
    """An answer as its form shows it."""
    if answer is None:
        return {}
    return {**{name: getattr(answer, name) for name in TEXTS}, "target": f"{answer.target:.2f}"}


class AnswersFilters(PlaceFilters):
    """Which schools that are asked to answer: by place, subject and whether they did."""

    field_order = ("subject", "state", "network", "district", "size", "sort")
    subject = forms.ChoiceField(label=_("วิชาที่ต้องตอบ"), required=False)
    state = forms.ChoiceField(label=_("สถานะ"), required=False)

    def offer_more(self, data: Mapping[str, Any], sitting: Sitting, tables: Tables) -> None:
        """The subjects, and how far schools are."""
        listed = [(code, subject_name(code)) for code in subjects_of(sitting, tables)]
        self.offer("subject", listed)
        states = {
            DONE: gettext("ตอบแล้ว"),
            OPEN: gettext("ยังไม่ตอบ"),
            LATE: gettext("เกินกำหนด"),
        }
        self.offer("state", states.items())

    def values(self, sitting: Sitting, tables: Tables) -> dict[str, str]:
        """How late a school is, and how many subjects it answered."""
        return {"late": gettext("วันที่เกินกำหนด"), "answered": gettext("วิชาที่ตอบ")}


class ReadFilters(PlaceFilters):
    """Which answers to read beside each other."""

    field_order = ("subject", "network", "district", "size", "sort")
    subject = forms.ChoiceField(label=_("วิชา"), required=False)

    def offer_more(self, data: Mapping[str, Any], sitting: Sitting, tables: Tables) -> None:
        """The subjects."""
        listed = [(code, subject_name(code)) for code in subjects_of(sitting, tables)]
        choose(self, "subject", listed)

    def values(self, sitting: Sitting, tables: Tables) -> dict[str, str]:
        """What the answers stand beside."""
        return {"mean": gettext("คะแนนเฉลี่ย"), "target": gettext("ค่าเป้าหมาย")}
