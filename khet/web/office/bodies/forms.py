"""The forms of bodies. They check what a person says and never save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.bodies import BodyEntry
from khet.records.office.models import Body, Order
from khet.records.registry.models import Unit
from khet.rules.thai import tidy
from khet.web.office.meetings.fields import SAID, ClockField
from khet.web.office.meetings.words import (
    kind_words,
    numbering_words,
    quorum_words,
    rhythm_words,
    weekday_words,
)
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose

_SAME = ("kind", "name", "short_name", "closed", "numbering", "quorum", "every", "starts", "ends")
_TEXTS = ("tasks", "place", "upper", "since", "until")


class BodyForm(forms.Form):
    """What a body is, how it counts its meetings, and its rhythm."""

    kind = forms.ChoiceField(label=_("ประเภท"), error_messages=SAID)
    name = forms.CharField(label=_("ชื่อคณะหรือการประชุม"), max_length=300, error_messages=SAID)
    short_name = forms.CharField(
        label=_("ชื่อย่อ"), required=False, max_length=60, error_messages=SAID
    )
    tasks = forms.CharField(
        label=_("หน้าที่"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=SAID,
    )
    secretariat = forms.ChoiceField(
        label=_("กลุ่มที่เป็นฝ่ายเลขานุการ"), required=False, error_messages=SAID
    )
    closed = forms.BooleanField(
        label=_("ประชุมลับ"),
        required=False,
        help_text=_("เห็นได้เฉพาะสมาชิก ฝ่ายเลขานุการ ผู้อำนวยการและรองผู้อำนวยการ เช่น งานบุคคล"),
    )
    numbering = forms.ChoiceField(label=_("การนับครั้งที่ประชุม"), error_messages=SAID)
    quorum = forms.ChoiceField(label=_("องค์ประชุม"), error_messages=SAID)
    every = forms.ChoiceField(label=_("รอบการประชุม"), error_messages=SAID)
    weekday = forms.ChoiceField(
        label=_("วันประจำ"),
        required=False,
        help_text=_("ประชุมทุกเดือนหรือสองเดือน คือวันนั้นวันแรกของเดือน"),
        error_messages=SAID,
    )
    starts = ClockField(label=_("เริ่มเวลา"), required=False)
    ends = ClockField(label=_("เลิกเวลา"), required=False)
    place = forms.CharField(
        label=_("สถานที่ประจำ"), required=False, max_length=200, error_messages=SAID
    )
    upper = forms.CharField(
        label=_("รายงานต่อหน่วยเหนือ"),
        required=False,
        max_length=200,
        help_text=_("เช่น ก.ค.ศ. เมื่อบันทึกการประชุมจะมีงานส่งรายงาน เว้นว่างถ้าไม่มี"),
        error_messages=SAID,
    )
    since = DayField(label=_("ตั้งแต่วันที่"), error_messages=SAID)
    until = DayField(label=_("ถึงวันที่"), required=False, error_messages=SAID)

    def __init__(self, data: Any, units: Iterable[Unit], initial: Any) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._units = {str(unit.pk): unit for unit in units}
        choose(self, "kind", kind_words().items())
        choose(self, "numbering", numbering_words().items())
        choose(self, "quorum", quorum_words().items())
        choose(self, "every", rhythm_words().items())
        days = [(str(number), word) for number, word in enumerate(weekday_words())]
        choose(self, "weekday", [("", gettext("ไม่กำหนด")), *days])
        named = [(key, unit.name) for key, unit in self._units.items()]
        choose(self, "secretariat", [("", gettext("ไม่กำหนด")), *named])

    def clean(self) -> None:
        """Days and times in order; a weekly body has its weekday."""
        said = self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", gettext("วันสุดท้ายอยู่ก่อนวันแรก: แก้ให้ไม่ก่อนวันแรก"))
        if said.get("starts") and said.get("ends") and said["ends"] <= said["starts"]:
            self.add_error("ends", gettext("เลิกก่อนเวลาเริ่ม: แก้ให้หลังเวลาเริ่ม"))
        if said.get("every") == Body.Every.WEEK and not said.get("weekday"):
            self.add_error("weekday", gettext("ประชุมทุกสัปดาห์ต้องเลือกวันประจำ"))

    def entry(self, order: Order | None) -> BodyEntry:
        """What a good form says; ``order`` is what set the body up, which the form leaves."""
        said = self.cleaned_data
        return BodyEntry(
            order=order,
            secretariat=self._units.get(said["secretariat"]),
            weekday=int(said["weekday"]) if said["weekday"] else None,
            **{name: said[name] for name in (*_SAME, *_TEXTS)},
        )


def as_it_is(body: Body) -> dict[str, Any]:
    """A body as its form begins with."""
    return {
        **{name: getattr(body, name) for name in (*_SAME, *_TEXTS)},
        "secretariat": str(body.secretariat_id or ""),
        "weekday": "" if body.weekday is None else str(body.weekday),
    }


class HostsForm(forms.Form):
    """Which groups host in turn, one a line."""

    hosts = forms.CharField(
        label=_("เจ้าภาพตามลำดับ"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("บรรทัดละหนึ่งกลุ่ม ตามลำดับเวร เว้นว่างทั้งหมดถ้าไม่มีเจ้าภาพ"),
        error_messages=SAID,
    )

    def __init__(self, data: Any, units: Iterable[Unit], initial: Any) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._units = list(units)

    def clean_hosts(self) -> list[Unit]:
        """The groups themselves, each once."""
        lines = [tidy(line) for line in self.cleaned_data["hosts"].splitlines()]
        found: dict[int, Unit] = {}
        for number, line in enumerate(lines, 1):
            if line:
                unit = self._unit(number, line)
                found[unit.pk] = unit
        return list(found.values())

    def _unit(self, number: int, line: str) -> Unit:
        for unit in self._units:
            if line in (unit.name, unit.short_name):
                return unit
        told = gettext("บรรทัดที่ %(number)s ไม่มีกลุ่มชื่อ “%(line)s”: เลือกชื่อจาก %(names)s")
        names = ", ".join(unit.name for unit in self._units)
        said = {"number": number, "line": line[:60], "names": names}
        raise forms.ValidationError(told % said)
