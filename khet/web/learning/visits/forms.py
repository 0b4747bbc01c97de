"""What is asked for at the steps of a visit. The forms check and never save."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.visits import LONGEST_NOTE, LONGEST_TEXT
from khet.web.parts.fields import DayField, still_to_come
from khet.web.parts.filter_form import choose

AGAIN, NOTE = "again", "note"
_TOO_LONG = _("ยาวเกินไป: เขียนได้ไม่เกิน %(limit_value)s ตัวอักษร")


def _text(label: Any, longest: int, missing: Any = None, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=missing is not None,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "th"}),
        error_messages={"required": missing or "", "max_length": _TOO_LONG},
    )


class AnswerForm(forms.Form):
    """What the school makes of the advice."""

    error_css_class = "wrong"
    answer = _text(
        _("คำตอบของโรงเรียน"),
        LONGEST_TEXT,
        _("เขียนว่าโรงเรียนเห็นอย่างไร และจะทำอะไรตามข้อเสนอแนะ"),
        _("โรงเรียนเห็นอย่างไร จะทำอะไร เมื่อใด"),
    )


class FollowForm(forms.Form):
    """By another visit, with its day, or otherwise, in words."""

    error_css_class = "wrong"
    how = forms.ChoiceField(
        label=_("ติดตามซ้ำด้วยวิธีใด"),
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกวิธีติดตามซ้ำ")},
    )
    day = DayField(
        label=_("วันที่จะไปอีกครั้ง"), required=False, help_text=_("เช่น 16 พ.ค. 2569 หรือ 16/5/2569")
    )
    note = _text(_("บันทึกการติดตาม"), LONGEST_NOTE, hint=_("เช่น โทรศัพท์สอบถามแล้ว โรงเรียนทำแล้ว"))

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, label_suffix="")
        self._today = today
        self.fields["note"].required = False
        choices = [(AGAIN, gettext("ไปนิเทศอีกครั้ง")), (NOTE, gettext("ติดตามทางอื่นแล้ว"))]
        choose(self, "how", choices)

    def clean_day(self) -> date | None:
        """A day that is still to come."""
        day: date | None = self.cleaned_data["day"]
        return still_to_come(day, self._today) if day else None

    def clean(self) -> dict[str, Any]:
        """What the chosen way needs."""
        asked = self.cleaned_data
        if asked.get("how") == AGAIN and "day" in asked and not asked["day"]:
            self.add_error("day", gettext("ใส่วันที่จะไปนิเทศอีกครั้ง"))
        if asked.get("how") == NOTE and "note" in asked and not asked["note"]:
            self.add_error("note", gettext("เขียนว่าติดตามอย่างไรและพบอะไร"))
        return asked


class ChoiceForm(forms.Form):
    """Which of two texts counts."""

    error_css_class = "wrong"
    use = forms.ChoiceField(
        label=_("ใช้ฉบับใด"),
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกฉบับที่จะใช้")},
    )

    def __init__(self, data: Any, may_use: bool) -> None:
        super().__init__(data, label_suffix="")
        late = [("late", gettext("ฉบับที่ส่งมาทีหลัง"))] if may_use else []
        choose(self, "use", [("kept", gettext("ฉบับที่บันทึกไว้")), *late])
