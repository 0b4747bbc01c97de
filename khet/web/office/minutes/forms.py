"""The forms of minutes. They check what a person says and never save."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.instructions import (
    ACCEPT,
    CLOSE,
    NOTE,
    POSTPONE,
    InstructionEntry,
)
from khet.records.office.actions.minutes_items import ItemText
from khet.records.office.models import Instruction, Meeting
from khet.records.office.queries.minutes_content import number_of
from khet.records.office.queries.owner_choices import Choice
from khet.rules.thai import school_key
from khet.web.parts.fields import DayField, still_to_come
from khet.web.parts.tags import be_date

_LONGEST, _REASON = 20_000, 300
_EMPTY = {"required": _("กรุณากรอกช่องนี้")}
_KIND = Instruction.Kind


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "lang": "th"})


class ItemForm(forms.Form):
    """What was said of an item; ``seen`` is the state of the text that the writer saw."""

    discussion = forms.CharField(
        label=_("การอภิปราย"), required=False, max_length=_LONGEST, widget=_area(4)
    )
    resolution = forms.CharField(
        label=_("มติที่ประชุม"), required=False, max_length=_LONGEST, widget=_area(2)
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, key: int, text: ItemText) -> None:
        start = {"discussion": text.discussion, "resolution": text.resolution, "seen": text.state}
        super().__init__(data, label_suffix="", prefix=f"item-{key}", initial=start)

    @property
    def text(self) -> ItemText:
        """What was typed."""
        told = self.cleaned_data
        return ItemText(_plain(told["discussion"]), _plain(told["resolution"]))


class CorrectionForm(ItemForm):
    """A correction of circulated minutes, and why."""

    reason = forms.CharField(label=_("แก้อะไร เพราะอะไร"), max_length=_REASON, error_messages=_EMPTY)


class ReasonForm(forms.Form):
    """Why minutes are given back."""

    reason = forms.CharField(
        label=_("สิ่งที่ต้องแก้"), max_length=_REASON, widget=_area(3), error_messages=_EMPTY
    )


class InstructionForm(forms.Form):
    """An instruction or a recommendation of an item."""

    kind = forms.ChoiceField(label=_("ประเภท"), choices=[])
    text = forms.CharField(
        label=_("ข้อความ"), max_length=500, widget=_area(3), error_messages=_EMPTY
    )
    owner = forms.ChoiceField(
        label=_("ผู้รับผิดชอบ"), required=False, widget=forms.Select({"lang": "th"})
    )
    schools = forms.CharField(
        label=_("โรงเรียนที่ระบุ"),
        help_text=_("พิมพ์ชื่อหรือรหัสโรงเรียน คั่นด้วยเครื่องหมายจุลภาค ใช้ร่วมกับผู้รับผิดชอบข้างบนได้"),
        required=False,
        max_length=4000,
        widget=_area(2),
    )
    due = DayField(label=_("ภายในวันที่"), required=False)

    def __init__(
        self,
        data: Any,
        owners: list[tuple[str, list[Choice]]],
        schools: Iterable[tuple[str, str]],
        held: date,
        due: date,
    ) -> None:
        start = {"kind": _KIND.INSTRUCTION, "due": due}
        super().__init__(data, label_suffix="", initial=start)
        self._schools, self._held = list(schools), held
        kinds = [(kind.value, gettext(kind.label)) for kind in _KIND]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        cast(forms.ChoiceField, self.fields["owner"]).choices = [
            ("", gettext("เลือกผู้รับผิดชอบ")),
            *owners,
        ]

    def clean_schools(self) -> list[str]:
        """The schools that were named, as owners."""
        names = self.cleaned_data["schools"].replace("\n", ",").split(",")
        return [f"school:{self._school(name.strip())}" for name in names if name.strip()]

    def _school(self, name: str) -> str:
        if name in {code for code, _name in self._schools}:
            return name
        found = [code for code, known in self._schools if school_key(known) == school_key(name)]
        if len(found) == 1:
            return found[0]
        told = {"name": name}
        if found:
            raise forms.ValidationError(gettext("มีหลายโรงเรียนชื่อ %(name)s: ใส่รหัสโรงเรียนแทน") % told)
        raise forms.ValidationError(gettext("ไม่พบโรงเรียน %(name)s: ตรวจชื่อ หรือใส่รหัสโรงเรียน") % told)

    def clean_due(self) -> date | None:
        """Not before the meeting."""
        due: date | None = self.cleaned_data["due"]
        if due and due < self._held:
            told = gettext("วันนี้อยู่ก่อนการประชุม (%(day)s): ใส่วันประชุมหรือวันหลังจากนั้น")
            raise forms.ValidationError(told % {"day": be_date(self._held)})
        return due

    def clean(self) -> None:
        """An instruction has an owner and a day; a recommendation may have neither."""
        if self.cleaned_data.get("kind") != _KIND.INSTRUCTION:
            return
        if "schools" in self.cleaned_data and not self._owners:
            self.add_error("owner", gettext("เลือกผู้รับผิดชอบ หรือพิมพ์ชื่อโรงเรียน"))
        if "due" in self.cleaned_data and self.cleaned_data["due"] is None:
            self.add_error("due", gettext("ใส่วันที่ต้องเสร็จ เช่น 30 มิ.ย. 2569"))

    @property
    def _owners(self) -> list[str]:
        told = self.cleaned_data
        return [*filter(None, [told.get("owner", "")]), *told.get("schools", [])]

    @property
    def entry(self) -> InstructionEntry:
        """What was said."""
        told = self.cleaned_data
        return InstructionEntry(told["kind"], _plain(told["text"]), self._owners, told["due"])


class AdoptForm(forms.Form):
    """In which meeting minutes were adopted, or on which day by circulation."""

    meeting = forms.ChoiceField(label=_("รับรองใน"), required=False)
    on = DayField(label=_("วันที่รับรองโดยแจ้งเวียน"), required=False)

    def __init__(self, data: Any, meetings: list[Meeting], since: date, today: date) -> None:
        start = {"meeting": str(meetings[0].pk)} if meetings else {}
        super().__init__(data, label_suffix="", initial=start)
        self._meetings = {str(one.pk): one for one in meetings}
        self._since, self._today = since, today
        told = gettext("การประชุมครั้งที่ %(number)s วันที่ %(day)s")
        named = [
            (key, told % {"number": number_of(one), "day": be_date(one.begins)})
            for key, one in self._meetings.items()
        ]
        cast(forms.ChoiceField, self.fields["meeting"]).choices = [
            *named,
            ("", gettext("แจ้งเวียนให้รับรอง (ใส่วันที่)")),
        ]

    def clean(self) -> None:
        """A day where it was by circulation, between the meeting and today."""
        told = self.cleaned_data
        if told.get("meeting") or "on" not in told:
            return
        if told["on"] is None:
            self.add_error("on", gettext("ใส่วันที่รับรองโดยแจ้งเวียน"))
        elif not self._since <= told["on"] <= self._today:
            self.add_error("on", gettext("วันที่รับรองต้องไม่ก่อนการประชุมและไม่เกินวันนี้"))

    @property
    def adopting(self) -> Meeting | None:
        """The meeting that was chosen."""
        return self._meetings.get(self.cleaned_data["meeting"])

    @property
    def day(self) -> date:
        """The day of the adoption."""
        chosen = self.adopting
        return chosen.begins if chosen else cast(date, self.cleaned_data["on"])


class FollowForm(forms.Form):
    """What a meeting said of an earlier instruction, and what it decided."""

    said = forms.CharField(
        label=_("ที่ประชุมว่าอย่างไร"), max_length=_REASON, widget=_area(3), error_messages=_EMPTY
    )
    does = forms.ChoiceField(label=_("ผล"), widget=forms.RadioSelect, initial=NOTE)
    due = DayField(label=_("ขยายเวลาถึงวันที่"), required=False)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, label_suffix="")
        self._today = today
        cast(forms.ChoiceField, self.fields["does"]).choices = [
            (NOTE, gettext("ติดตามต่อ")),
            (ACCEPT, gettext("เสร็จทั้งหมดแล้ว ตรวจรับ")),
            (CLOSE, gettext("ปิดเรื่อง: ที่ส่งแล้วตรวจรับ ที่เหลือไม่ต้องทำ")),
            (POSTPONE, gettext("ขยายเวลา")),
        ]

    def clean(self) -> None:
        """A further day where the meeting gives one."""
        if self.cleaned_data.get("does") != POSTPONE or "due" not in self.cleaned_data:
            return
        due = self.cleaned_data["due"]
        if due is None:
            self.add_error("due", gettext("ใส่วันที่ขยายเวลาไปถึง"))
            return
        try:
            still_to_come(due, self._today)
        except forms.ValidationError as fault:
            self.add_error("due", fault)


class ReportForm(forms.Form):
    """What shows that the report of a body went to its upper body; empty means the minutes."""

    file = forms.FileField(
        label=_("ไฟล์รายงานที่ส่ง"),
        help_text=_("เว้นว่างเพื่อใช้รายงานการประชุมในระบบเป็นหลักฐาน"),
        required=False,
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
