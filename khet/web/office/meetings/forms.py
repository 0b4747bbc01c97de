"""The forms of meetings. They check what a person says and never save."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.meetings import MeetingEntry
from khet.records.office.models import Body, Meeting
from khet.records.registry.models import Unit
from khet.rules.meetings import RUNNING, Span, in_year, year_of
from khet.web.office.meetings.fields import SAID, ClockField, number_field
from khet.web.office.meetings.words import year_word
from khet.web.parts.confirming import ConfirmingForm
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose
from khet.web.parts.tags import be_date

Clashing = Callable[[MeetingEntry], Iterable[str]]
"""What a meeting would clash with that has to be confirmed."""
_LONGEST = timedelta(31)
_FAR = timedelta(800)
_OFFICE_CLOSES = time(16, 30)


class MeetingForm(ConfirmingForm):
    """When and where a meeting is, its number, and who hosts it."""

    begins = DayField(label=_("วันที่ประชุม"), error_messages=SAID)
    ends = DayField(
        label=_("ถึงวันที่"), required=False, help_text=_("เว้นว่างถ้าประชุมวันเดียว"), error_messages=SAID
    )
    starts = ClockField(label=_("เริ่มเวลา"), required=False)
    finishes = ClockField(label=_("เลิกเวลา"), required=False)
    number = number_field(label=_("ครั้งที่"), max_value=999)
    year = number_field(label=_("ของปี"), max_value=2700)
    printed = forms.CharField(
        label=_("เลขที่พิมพ์ในเอกสาร ถ้าต่างออกไป"),
        required=False,
        max_length=40,
        help_text=_("เช่น 4/2557 เก็บตามที่พิมพ์ และเตือนว่าต่างจากลำดับ"),
        error_messages=SAID,
    )
    title = forms.CharField(
        label=_("เรื่องหลักของการประชุม"), required=False, max_length=300, error_messages=SAID
    )
    place = forms.CharField(
        label=_("สถานที่"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "places"}),
        error_messages=SAID,
    )
    host = forms.ChoiceField(label=_("เจ้าภาพ"), required=False, error_messages=SAID)
    closes = DayField(
        label=_("ปิดรับข้อราชการวันที่"),
        required=False,
        help_text=_("หลังจากนี้กลุ่มต่าง ๆ ส่งข้อราชการไม่ได้"),
        error_messages=SAID,
    )
    closes_at = ClockField(label=_("ปิดรับเวลา"), required=False, help_text=_("เว้นว่าง คือ 16.30 น."))

    def __init__(
        self, data: Any, body: Body, units: Iterable[Unit], initial: Any, clashing: Clashing
    ) -> None:
        super().__init__(data, initial)
        self._clashing = clashing
        self._body, self._units = body, {str(unit.pk): unit for unit in units}
        named = [(key, unit.name) for key, unit in self._units.items()]
        choose(self, "host", [("", gettext("ไม่มีเจ้าภาพ")), *named])
        if body.numbering == RUNNING:
            del self.fields["year"]
        else:
            self.fields["year"].label = gettext("ของ%(year)s") % {"year": year_word(body.numbering)}

    def clean_host(self) -> Unit | None:
        """The unit itself."""
        return self._units.get(self.cleaned_data["host"])

    def clean_begins(self) -> date:
        """The first day: not a slip of the year."""
        begins: date = self.cleaned_data["begins"]
        if begins > timezone.localdate() + _FAR:
            raise forms.ValidationError(gettext("วันที่นี้ไกลเกินสองปี: ตรวจปี พ.ศ. อีกครั้ง"))
        return begins

    def clean(self) -> None:
        """Days and times in order, and in the year of the number; clashes confirmed."""
        self._check_days()
        self.settle("" if self.errors else " / ".join(self._clashing(self.entry)))

    def _check_days(self) -> None:
        asked = self.cleaned_data
        if "begins" not in asked or "ends" not in asked:
            return
        begins = asked["begins"]
        asked["ends"] = asked["ends"] or begins
        self._check_end(asked)
        if "year" in asked and not in_year(self._body.numbering, asked["year"], begins):
            self._refuse_year(asked)
        self._check_closing(asked)

    def _check_end(self, asked: dict[str, Any]) -> None:
        begins, ends = asked["begins"], asked["ends"]
        if ends < begins:
            told = gettext("วันสุดท้ายอยู่ก่อนวันแรก (%(day)s): แก้ให้ไม่ก่อนวันแรก")
            self.add_error("ends", told % {"day": be_date(begins)})
        elif ends - begins > _LONGEST:
            self.add_error("ends", gettext("ประชุมนานเกิน 31 วัน: ตรวจวันสุดท้ายอีกครั้ง"))
        elif Span(begins, ends, asked.get("starts"), asked.get("finishes")).ends_early:
            self.add_error("finishes", gettext("เลิกก่อนเวลาเริ่ม: แก้ให้หลังเวลาเริ่ม"))

    def _refuse_year(self, asked: dict[str, Any]) -> None:
        """Say in which year the day lies, and how to mend it."""
        year = year_word(self._body.numbering)
        told = gettext(
            "%(day)s อยู่ใน%(kind)s %(there)s ไม่ใช่ %(said)s: แก้วันที่ หรือแก้ปีของครั้งที่ประชุมให้ตรงกัน"
        )
        there = year_of(self._body.numbering, asked["begins"])
        said = {"day": be_date(asked["begins"]), "kind": year, "there": there}
        self.add_error("begins", told % {**said, "said": asked["year"]})

    def _check_closing(self, asked: dict[str, Any]) -> None:
        closes = asked.get("closes")
        if closes and closes > asked["begins"]:
            self.add_error("closes", gettext("ปิดรับหลังวันประชุมไม่ได้: ใช้วันประชุมหรือวันก่อนหน้า"))

    @property
    def entry(self) -> MeetingEntry:
        """What a good form says."""
        said = self.cleaned_data
        names = ("begins", "ends", "starts", "finishes", "number")
        texts = ("printed", "title", "place", "host")
        return MeetingEntry(
            year=said.get("year", 0),
            closes=_moment(said["closes"], said["closes_at"]),
            **{name: said[name] for name in (*names, *texts)},
        )


class ChangeForm(MeetingForm):
    """The same of a meeting that is planned, with why it changes."""

    reason = forms.CharField(
        label=_("เหตุผลที่เปลี่ยน"),
        required=False,
        max_length=300,
        help_text=_("เก็บไว้ในประวัติ เช่น ห้องประชุมไม่ว่าง"),
        error_messages=SAID,
    )


def _moment(day: date | None, at: time | None) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, at or _OFFICE_CLOSES))


class ManyForm(forms.Form):
    """Until when meetings are planned by the rhythm."""

    until = DayField(label=_("วางกำหนดถึงวันที่"), error_messages=SAID)

    def __init__(self, data: Any, today: date, initial: Any) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._today = today

    def clean_until(self) -> date:
        """A day to come, in the year ahead."""
        until: date = self.cleaned_data["until"]
        if until <= self._today:
            raise forms.ValidationError(gettext("วันที่นี้ผ่านไปแล้ว: ใส่วันหลังจากวันนี้"))
        if until > self._today + timedelta(366):
            raise forms.ValidationError(gettext("วางกำหนดล่วงหน้าได้ไม่เกินหนึ่งปี: ใส่วันที่ใกล้กว่านี้"))
        return until


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=SAID,
    )


class HoldForm(forms.Form):
    """That a meeting was held, from when to when; until when its body reports upward."""

    starts = ClockField(label=_("เริ่มประชุมจริงเวลา"), required=False)
    finishes = ClockField(label=_("เลิกประชุมจริงเวลา"), required=False)
    report_due = DayField(label=_("รายงานหน่วยเหนือภายในวันที่"), error_messages=SAID)

    def __init__(self, data: Any, meeting: Meeting) -> None:
        planned = {"starts": meeting.starts, "finishes": meeting.finishes}
        super().__init__(data, label_suffix="", initial=planned)
        self._meeting, upper = meeting, meeting.body.upper
        if not upper:
            del self.fields["report_due"]
        else:
            told = gettext("ส่งรายงานผลการประชุมต่อ%(upper)s") % {"upper": upper}
            self.fields["report_due"].help_text = told

    def clean_report_due(self) -> date:
        """Not before the meeting's last day."""
        due: date = self.cleaned_data["report_due"]
        if due < self._meeting.ends:
            raise forms.ValidationError(gettext("กำหนดส่งอยู่ก่อนวันประชุม: ใช้วันประชุมหรือหลังจากนั้น"))
        return due

    def clean(self) -> None:
        """It ended after it began."""
        asked, days = self.cleaned_data, (self._meeting.begins, self._meeting.ends)
        if Span(*days, asked.get("starts"), asked.get("finishes")).ends_early:
            self.add_error("finishes", gettext("เลิกก่อนเวลาเริ่ม: แก้ให้หลังเวลาเริ่ม"))
