"""The forms of published values. They check what a person says and never save."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.jobs.registers.published import FAULTS
from khet.jobs.registers.published_columns import marks
from khet.records.learning.actions import PublishedEntry
from khet.records.learning.models import Sitting
from khet.records.registry.models import Unit
from khet.rules.published import Told, told_faults
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.tables import Tables
from khet.rules.thai import tidy
from khet.web.learning.asked import subjects_of
from khet.web.learning.imports.forms import ReasonForm
from khet.web.learning.published.words import colour_choices, what_names
from khet.web.learning.words import subject_name
from khet.web.parts.filter_form import choose

_CHOOSE = {"required": _("เลือกก่อน"), "invalid_choice": _("เลือกจากรายการ")}


class PublishedForm(forms.Form):
    """A value or a colour that was told of a sitting."""

    what = forms.ChoiceField(label=_("เรื่อง"), error_messages=_CHOOSE)
    subject = forms.ChoiceField(label=_("วิชา"), error_messages=_CHOOSE)
    school = forms.ChoiceField(
        label=_("โรงเรียน"),
        required=False,
        help_text=_("เลือกเฉพาะเรื่องร้อยละไม่ผ่าน"),
        error_messages=_CHOOSE,
        widget=forms.Select(attrs={"lang": "th"}),
    )
    value = forms.CharField(
        label=_("ค่า"),
        required=False,
        max_length=10,
        help_text=_("ตัวเลข 0–100 ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 46.18"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    colour = forms.ChoiceField(
        label=_("สี"),
        required=False,
        help_text=_("เลือกเฉพาะเรื่องสีของเขต แทนการใส่ค่า"),
        error_messages=_CHOOSE,
    )
    source = forms.CharField(
        label=_("ที่มา"),
        max_length=300,
        help_text=_("เอกสารและหน้าที่พบค่านี้ เช่น รายงานผลสอบของ สทศ. หน้า 12"),
        error_messages={"required": _("บอกที่มา เช่น ชื่อเอกสารและหน้า")},
    )

    def __init__(
        self, data: Any, sitting: Sitting, schools: Iterable[Unit], tables: Tables, initial: Any
    ) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._sitting, self._asked = sitting, subjects_of(sitting, tables)
        first = ("", gettext("เลือก"))
        listed = [(code, subject_name(code)) for code in (*self._asked, ALL_SUBJECTS)]
        choose(self, "what", [first, *what_names().items()])
        choose(self, "subject", [first, *listed])
        whole = ("", gettext("ทั้งเขต"))
        choose(self, "school", [whole, *((unit.code, str(unit)) for unit in schools)])
        choose(self, "colour", colour_choices(sitting.academic_year, tables))

    def clean_value(self) -> str:
        """The number with 2 decimals; empty where none was typed."""
        typed = self.cleaned_data["value"].strip()
        try:
            return marks(typed) if typed else ""
        except ValueError:
            raise forms.ValidationError(
                gettext("ใส่ตัวเลข 0–100 ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 46.18")
            ) from None

    def clean_source(self) -> str:
        """The source on one line."""
        return tidy(self.cleaned_data["source"])

    def clean(self) -> dict[str, Any]:
        """Only what goes together."""
        said = self.cleaned_data
        if said.get("what") and said.get("subject"):
            parts = {name: said.get(name, "") for name in ("school", "value", "colour")}
            told = Told(said["what"], said["subject"], **parts)
            for part, fault in told_faults(told, self._asked).items():
                if part not in self.errors:
                    self.add_error(part, gettext(FAULTS[fault]))
        return said

    @property
    def entry(self) -> PublishedEntry:
        """What was said, as it is kept."""
        said, sitting = self.cleaned_data, self._sitting
        return PublishedEntry(
            sitting.academic_year,
            sitting.test,
            sitting.grade,
            sitting.round,
            said["what"],
            said["subject"],
            said["source"],
            said["school"],
            Decimal(said["value"]) if said["value"] else None,
            said["colour"],
        )


class WithdrawForm(ReasonForm):
    """Why a published value is taken back."""

    reason = forms.CharField(
        label=_("เหตุผลที่ถอนค่านี้"),
        max_length=300,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ เช่น ใส่ผิดวิชา")},
    )
