"""What a reader chooses for the letters of a sitting: days, digits, and what they refer to."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.calendar import thai_date
from khet.rules.result_letters import answer_by, answer_days
from khet.rules.tables import Tables
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose
from khet.web.parts.tags import be_date

THAI, ARABIC = "thai", "arabic"
_LONGEST = 200


class LettersForm(forms.Form):
    """The choices of letters; what is not said stands as offices write it."""

    day = DayField(label=_("วันที่ของหนังสือ"), help_text=_("เช่น 25 มี.ค. 2557 หรือ ๒๕/๓/๒๕๕๗"))
    by = DayField(label=_("ให้ตอบภายในวันที่"), required=False)
    digits = forms.ChoiceField(label=_("ตัวเลข"))
    place = forms.CharField(
        label=_("ที่ตั้งสำนักงาน"),
        required=False,
        max_length=_LONGEST,
        help_text=_("ไม่ใส่จะเว้นที่ไว้ให้เติม"),
    )
    refers = forms.CharField(label=_("อ้างถึง"), required=False, max_length=_LONGEST)
    encloses = forms.CharField(label=_("สิ่งที่ส่งมาด้วย"), required=False, max_length=_LONGEST)

    def __init__(
        self, asked: QueryDict, today: date, tables: Tables, due: date | None = None
    ) -> None:
        self._due, self._tables = due, tables
        start = {"day": thai_date(today, short=True), "digits": THAI}
        said = {name: asked[name] for name in self.base_fields if asked.get(name)}
        super().__init__({**start, **said}, label_suffix="")
        choose(self, "digits", [(THAI, gettext("เลขไทย")), (ARABIC, gettext("เลขอารบิก"))])
        hint = gettext("เว้นว่างไว้: %(days)s วันหลังวันที่ของหนังสือ")
        told = {"days": str(answer_days(today, tables))}
        if due:
            hint, told = gettext("เว้นว่างไว้: %(day)s ตามที่ประกาศ"), {"day": be_date(due)}
        self.fields["by"].help_text = hint % told

    def clean(self) -> dict[str, Any]:
        """The choices, the day of the answer too; it comes no earlier than the letter."""
        told = self.cleaned_data
        if (day := told.get("day")) and "by" in told:
            announced = self._due if self._due and self._due >= day else None
            told["by"] = told["by"] or announced or answer_by(day, (), self._tables)
            if told["by"] < day:
                self.add_error("by", gettext("วันที่ให้ตอบต้องไม่มาก่อนวันที่ของหนังสือ"))
        return told
