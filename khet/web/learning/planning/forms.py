"""The forms of the planning page. They check what a person says and never save."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import Sitting
from khet.records.registry.queries.schools import School
from khet.rules.colours import five_bands
from khet.rules.gains import gain
from khet.rules.scores import FULL_MARKS
from khet.rules.tables import Tables
from khet.web.learning.forms import PlaceFilters
from khet.web.learning.planning.plan import Foreseen
from khet.web.learning.target_field import TargetField
from khet.web.parts.tags import words

BY_LIFT = "-lift"
_PREFIX = "target-"
_RISE, _REACH = "rise", "reach"
CHANGED = _("มีผู้เปลี่ยนเป้าหมายของวิชานี้หลังจากท่านเปิดหน้านี้ ตรวจช่องต่าง ๆ แล้วบันทึกอีกครั้ง")


class PlanFilters(PlaceFilters):
    """Which schools of the plan, by their colour now too; those that lift the area most first."""

    start = {"sort": BY_LIFT}
    field_order = ("network", "district", "size", "colour", "sort")
    colour = forms.ChoiceField(label=_("สีตอนนี้"), required=False)

    def offer_more(self, data: Mapping[str, Any], sitting: Sitting, tables: Tables) -> None:
        """The colours."""
        bands = five_bands(sitting.academic_year, tables)
        self.offer("colour", [(band.key, words(band.th)) for band in bands])

    def values(self, sitting: Sitting, tables: Tables) -> dict[str, str]:
        """The columns of the plan."""
        return {
            "lift": gettext("ส่วนที่ยกคะแนนเขต"),
            "mean": gettext("คะแนนเฉลี่ย"),
            "target": gettext("เป้าหมาย"),
            "gain": gettext("ต้องเพิ่ม"),
            "percent": gettext("ร้อยละไม่ผ่าน"),
            "passing": gettext("ผ่านเพิ่ม"),
            "n": gettext("ผู้มีคะแนน"),
        }


class TargetsForm(forms.Form):
    """A target for each school of a table; ``seen`` is the state that its reader saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any, schools: Iterable[School], targets: Mapping[str, Decimal]
    ) -> None:
        start = {f"{_PREFIX}{code}": value for code, value in targets.items()}
        super().__init__(data, label_suffix="", initial={**start, "seen": state_of(targets)})
        self._targets = targets
        for school in schools:
            named = format_html('<span lang="th">{}</span>', school.name)
            self.fields[f"{_PREFIX}{school.code}"] = TargetField(label=named, required=False)

    def of_school(self, code: str) -> forms.BoundField | None:
        """The field of a school, where its target may be set."""
        name = f"{_PREFIX}{code}"
        return self[name] if name in self.fields else None

    def clean(self) -> None:
        """Refuse what rests on targets that somebody changed meanwhile; sent again it holds."""
        if self.cleaned_data.get("seen") != state_of(self._targets):
            sent = {name: self.data[name] for name in self.data}
            self.data = {**sent, "seen": state_of(self._targets)}
            self.add_error(None, CHANGED)

    @property
    def targets(self) -> dict[str, Decimal | None]:
        """What was typed, by school; only of the fields that were sent."""
        sent = (name for name in self.fields if name.startswith(_PREFIX) and name in self.data)
        return {name.removeprefix(_PREFIX): self.cleaned_data[name] for name in sent}


class FillForm(forms.Form):
    """One target for all schools that have none: so many marks more, or a mean to reach."""

    how = forms.ChoiceField(
        label=_("ตั้งเป้าหมาย"),
        choices=((_RISE, _("เพิ่มจากคะแนนเฉลี่ยตอนนี้ (คะแนน)")), (_REACH, _("ถึงคะแนนเฉลี่ย"))),
        error_messages={"required": _("เลือกก่อน"), "invalid_choice": _("เลือกจากรายการ")},
    )
    marks = TargetField(label=_("คะแนน"), error_messages={"required": _("ใส่คะแนน เช่น 3 หรือ 50")})

    def __init__(self, data: Any, schools: Iterable[tuple[School, Foreseen]]) -> None:
        super().__init__(data, label_suffix="")
        self._open = [(school, one) for school, one in schools if one.target is None and one.mean]

    def clean_marks(self) -> Decimal:
        """More than nothing, and for no school beyond full marks."""
        marks = self.cleaned_data["marks"]
        if not marks:
            raise forms.ValidationError(gettext("ใส่คะแนนที่มากกว่า 0"))
        beyond = [s.name for s, one in self._open if _raised(one, marks) > FULL_MARKS]
        if self.cleaned_data.get("how") == _RISE and beyond:
            told = gettext("เป้าหมายต้องไม่เกิน 100: ของ %(school)s จะเกิน ใส่คะแนนที่น้อยลง")
            raise forms.ValidationError(told % {"school": beyond[0]})
        return Decimal(marks)

    @property
    def targets(self) -> dict[str, Decimal]:
        """The targets by school; a school that is at the mean to reach already gets none."""
        marks, rises = self.cleaned_data["marks"], self.cleaned_data["how"] == _RISE
        found = ((s.code, _raised(one, marks) if rises else marks, one) for s, one in self._open)
        return {code: aim for code, aim, one in found if (gain(aim, one.mean) or 0) > 0}


def _raised(one: Foreseen, marks: Decimal) -> Decimal:
    """So many marks above the mean as printed."""
    return (gain(one.mean, Decimal(0)) or Decimal(0)) + marks


def state_of(targets: Mapping[str, Decimal]) -> str:
    """A short word for a subject's targets; others have another."""
    told = "\n".join(f"{code} {value:.2f}" for code, value in sorted(targets.items()))
    return sha256(told.encode()).hexdigest()[:16]
