"""What is asked for before something is done with a duty. The forms check and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Duty
from khet.records.office.queries.calendar import next_open
from khet.records.office.queries.evidence import is_used_for
from khet.records.registry.models import User
from khet.rules.calendar import thai_date
from khet.rules.duties import Act
from khet.web.office.duties.asked import Case
from khet.web.parts.fields import DayField, still_to_come
from khet.web.parts.filter_form import choose

_NOTE, _REASON = 500, 300
_WHY = (_("เหตุผล"), _REASON, _("เขียนเหตุผล เพื่อให้เจ้าของงานเข้าใจ"))
_TOO_LONG = _("ยาวเกินไป: เขียนได้ไม่เกิน %(limit_value)s ตัวอักษร")


def _text(label: Any, longest: int, missing: Any = None, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=missing is not None,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "th"}),
        error_messages={"required": missing or "", "max_length": _TOO_LONG},
    )


class ActForm(forms.Form):
    """Nothing but to say yes."""

    def __init__(self, case: Case, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="", initial=self.start(case.duty))
        self.case = case

    def start(self, duty: Duty) -> dict[str, str]:
        """What stands in the fields before anything is typed."""
        return {}


class FinishForm(ActForm):
    """That it is done, and what shows it."""

    file = forms.FileField(
        label=_("ไฟล์ที่แสดงว่าทำแล้ว"),
        required=False,
        help_text=_("เช่น PDF, DOCX, XLSX หรือภาพถ่าย เก็บเป็นหลักฐานของงานนี้"),
        error_messages={"empty": _("ไฟล์ว่างเปล่า: เลือกไฟล์ใหม่")},
    )
    note = _text(_("ทำอะไรไปแล้ว"), _NOTE, hint=_("เว้นว่างได้เมื่อแนบไฟล์ที่แสดงว่าทำแล้ว"))

    def clean(self) -> dict[str, Any]:
        """What is done has to say or show something; what was attached before counts."""
        asked = self.cleaned_data
        bare = not self.errors and not (asked["note"] or asked["file"])
        if bare and not is_used_for("office.duty", str(self.case.duty.pk)):
            self.add_error("note", gettext("เขียนว่าทำอะไรไปแล้ว หรือแนบไฟล์ที่แสดงว่าทำแล้ว"))
        return asked


class ProgressForm(ActForm):
    """How it goes; trouble is told in words."""

    progress = forms.ChoiceField(
        label=_("ความคืบหน้า"),
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกความคืบหน้า")},
    )
    note = _text(_("บันทึก"), _NOTE, hint=_("ถ้ามีปัญหา เขียนว่าติดเรื่องใดและต้องการให้ใครช่วย"))

    def __init__(self, case: Case, data: Any = None, files: Any = None) -> None:
        super().__init__(case, data, files)
        told = (Duty.Progress.WORKING, Duty.Progress.TROUBLE)
        choose(self, "progress", [(one.value, gettext(one.label)) for one in told])

    def start(self, duty: Duty) -> dict[str, str]:
        """What was told last."""
        return {"progress": duty.progress, "note": duty.note}

    def clean(self) -> dict[str, Any]:
        """Trouble without a word helps nobody."""
        asked = self.cleaned_data
        if asked.get("progress") == Duty.Progress.TROUBLE and not asked.get("note", "x"):
            self.add_error("note", gettext("เขียนว่าติดเรื่องใด เพื่อให้ผู้มอบงานช่วยได้"))
        return asked


class PassForm(ActForm):
    """To whom."""

    to = forms.ModelChoiceField(
        label=_("มอบให้"),
        queryset=User.objects.none(),
        widget=forms.Select(attrs={"lang": "th"}),
        help_text=_("ท่านยังรับผิดชอบงานนี้ และเห็นงานนี้จนกว่าจะเสร็จ"),
        error_messages={
            "required": _("เลือกผู้ที่จะทำงานนี้"),
            "invalid_choice": _("ผู้นี้ไม่อยู่ในหน่วยงานของงานนี้: เลือกจากรายชื่อ"),
        },
    )

    def __init__(self, case: Case, data: Any = None, files: Any = None) -> None:
        super().__init__(case, data, files)
        field = self.fields["to"]
        if isinstance(field, forms.ModelChoiceField):
            keys = [user.pk for user in case.candidates]
            field.queryset = User.objects.filter(pk__in=keys).order_by("sort_key", "pk")


class ReasonForm(ActForm):
    """Why."""

    reason = _text(*_WHY)


class PostponeForm(ActForm):
    """Until which later day, and why."""

    due = DayField(
        label=_("กำหนดใหม่"),
        help_text=_("เช่น 16 พ.ค. 2569 หรือ 16/5/2569"),
        error_messages={"required": _("ใส่กำหนดใหม่")},
    )
    reason = _text(*_WHY)

    def clean_due(self) -> Any:
        """A day to come, after the present one."""
        day = still_to_come(self.cleaned_data["due"], self.case.viewer.today)
        if day <= self.case.duty.due:
            told = gettext("กำหนดเดิมคือ %(day)s: กำหนดใหม่ต้องหลังจากนั้น")
            raise forms.ValidationError(told % {"day": thai_date(self.case.duty.due)})
        if (opens := next_open(self.case.viewer.area, day)) != day:
            told = gettext("วันนั้นสำนักงานหยุด: วันทำการถัดไปคือ %(day)s")
            raise forms.ValidationError(told % {"day": thai_date(opens)})
        return day


FORMS: dict[Act, type[ActForm]] = {
    Act.FINISH: FinishForm,
    Act.PROGRESS: ProgressForm,
    Act.HAND_ON: PassForm,
    Act.TAKE_BACK: ActForm,
    Act.ACCEPT: ActForm,
    Act.RETURN: ReasonForm,
    Act.POSTPONE: PostponeForm,
    Act.WAIVE: ReasonForm,
    Act.REOPEN_CHECK: ReasonForm,
    Act.ASK_AGAIN: ReasonForm,
}
