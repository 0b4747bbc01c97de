"""The forms of bookings. They check what a person says and never save."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.bookings import BookingEntry
from khet.records.office.models import Booking, Resource
from khet.records.registry.models import Unit
from khet.rules.bookings import (
    QUARTER,
    Hours,
    Span,
    daily,
    longest_days,
    on_quarter,
)
from khet.rules.calendar import calendar_year
from khet.web.office.bookings.asked import Desk
from khet.web.office.bookings.beside import own_meetings
from khet.web.office.bookings.unusual import odd_times, too_few_seats
from khet.web.office.bookings.words import resource_name
from khet.web.office.meetings.fields import SAID, ClockField, number_field
from khet.web.parts.confirming import ConfirmingForm
from khet.web.parts.fields import DayField, not_far
from khet.web.parts.filter_form import choose
from khet.web.parts.tags import be_date, hour

_DAY = _("เช่น 1 ต.ค. 2569 หรือ 1/10/2569")
_THAI = {"lang": "th"}


class TimeForm(ConfirmingForm):
    """From when to when; what is unusual is said once and then confirmed."""

    first = DayField(label=_("วันที่"), error_messages=SAID, help_text=_DAY)
    last = DayField(
        label=_("ถึงวันที่"), required=False, error_messages=SAID, help_text=_("เว้นว่างถ้าวันเดียว")
    )
    starts = ClockField(label=_("ตั้งแต่เวลา"), error_messages=SAID, help_text=_("เช่น 08.30"))
    ends = ClockField(label=_("ถึงเวลา"), error_messages=SAID, help_text=_("เช่น 16.30"))
    overnight = forms.BooleanField(
        label=_("ใช้ต่อเนื่องข้ามคืน (ไม่เลือก คือใช้ช่วงเวลาเดียวกันทุกวัน)"), required=False
    )

    def __init__(self, data: Any, desk: Desk, now: datetime, initial: Any = None) -> None:
        super().__init__(data, initial)
        self.desk, self._now = desk, timezone.localtime(now)

    def clean_first(self) -> date:
        """Not over, and no slip of the year."""
        first: date = self.cleaned_data["first"]
        if first < self._now.date():
            raise forms.ValidationError(
                gettext("จองย้อนหลังไม่ได้ วันนี้วันที่ %(day)s: ใส่วันนี้หรือวันหลังจากนี้")
                % {"day": be_date(self._now.date())}
            )
        return not_far(first, self._now.date())

    def clean_starts(self) -> time:
        """On a quarter of an hour."""
        return _quarter(self.cleaned_data["starts"])

    def clean_ends(self) -> time:
        """On a quarter of an hour."""
        return _quarter(self.cleaned_data["ends"])

    def clean(self) -> None:
        """Days and times in order, not over, not too long; then what is unusual."""
        asked = self.cleaned_data
        if {"first", "last", "starts", "ends"} <= asked.keys():
            asked["last"] = asked["last"] or asked["first"]
            self._check_order(asked)
            self._check_past(asked)
        self.settle("" if self.errors else " ".join(self.warnings()))

    def _check_order(self, asked: dict[str, Any]) -> None:
        year = calendar_year(asked["first"]).be
        most = longest_days(self.desk.viewer.tables, year)
        one_day = asked["last"] == asked["first"] or not self._through
        if asked["last"] < asked["first"]:
            told = gettext("วันสุดท้ายอยู่ก่อนวันแรก (%(day)s): แก้ให้ไม่ก่อนวันแรก")
            self.add_error("last", told % {"day": be_date(asked["first"])})
        elif asked["last"] - asked["first"] >= timedelta(most):
            told = gettext("จองครั้งเดียวได้ไม่เกิน %(days)s วัน: แบ่งจองเป็นหลายครั้ง")
            self.add_error("last", told % {"days": most})
        elif one_day and asked["ends"] <= asked["starts"]:
            self.add_error("ends", gettext("เวลาสิ้นสุดไม่อยู่หลังเวลาเริ่ม: แก้ให้หลังเวลาเริ่ม"))

    def _check_past(self, asked: dict[str, Any]) -> None:
        begins = timezone.make_aware(datetime.combine(asked["first"], asked["starts"]))
        if begins + QUARTER <= self._now:
            told = gettext("เวลานี้ผ่านไปแล้ว ขณะนี้ %(now)s: ใส่เวลาหลังจากนี้")
            self.add_error("starts", told % {"now": hour(self._now)})

    @property
    def _through(self) -> bool:
        """Whether several days are one time, nights and all."""
        return bool(self.cleaned_data.get("overnight"))

    @cached_property
    def spans(self) -> list[Span]:
        """The times that a good form asks for."""
        asked = self.cleaned_data
        each = Hours(asked["starts"], asked["ends"])
        found = daily(asked["first"], asked["last"], each, self._through)
        return [Span(*map(timezone.make_aware, span)) for span in found]

    def warnings(self) -> list[str]:
        """What is unusual of a form that is good otherwise: hours, own meetings in the rooms."""
        wanted = [
            Booking(resource=room, unit=self.unit, starts=span.starts, ends=span.ends)
            for room in self.rooms
            for span in self.spans
        ]
        return [*odd_times(self.desk, self.spans), *own_meetings(self.desk, wanted)]

    @property
    def unit(self) -> Unit:
        """For which unit it is booked."""
        return self.desk.unit

    @property
    def rooms(self) -> Sequence[Resource]:
        """For which rooms and vehicles the time is."""
        raise NotImplementedError


class BookingForm(TimeForm):
    """Which rooms or vehicles, when, and what for."""

    resources = forms.MultipleChoiceField(
        label=_("ห้องหรือรถ (เลือกได้หลายรายการ)"),
        widget=forms.CheckboxSelectMultiple(attrs=_THAI),
        error_messages={
            "required": _("เลือกอย่างน้อยหนึ่งห้องหรือหนึ่งคัน"),
            "invalid_choice": _("รายการนี้จองไม่ได้: เลือกจากรายการ"),
        },
    )
    title = forms.CharField(label=_("ใช้เพื่อ"), max_length=300, error_messages=SAID)
    people = number_field(label=_("จำนวนคน"), required=False, max_value=5000)
    going_to = forms.CharField(
        label=_("ไปที่ (เฉพาะรถ)"), required=False, max_length=200, error_messages=SAID
    )
    driver = forms.CharField(
        label=_("พนักงานขับรถ (ถ้าทราบ)"), required=False, max_length=150, error_messages=SAID
    )
    note = forms.CharField(
        label=_("หมายเหตุ เช่น เครื่องเสียง น้ำดื่ม"),
        required=False,
        max_length=300,
        error_messages=SAID,
    )
    field_order = ("resources", "first", "last", "starts", "ends", "overnight", "title")

    def __init__(self, data: Any, desk: Desk, now: datetime, initial: Any = None) -> None:
        super().__init__(data, desk, now, initial)
        self._known = {str(one.pk): one for one in desk.resources}
        choose(self, "resources", [(key, _choice(one)) for key, one in self._known.items()])
        if Resource.Kind.VEHICLE not in desk.kinds:
            del self.fields["going_to"], self.fields["driver"]

    def clean_resources(self) -> list[Resource]:
        """The rooms and vehicles themselves, each once."""
        return [one for key, one in self._known.items() if key in self.cleaned_data["resources"]]

    def clean(self) -> None:
        """The same as of a time; who takes a vehicle says where to."""
        chosen = self.cleaned_data.get("resources", ())
        vehicles = any(one.kind == Resource.Kind.VEHICLE for one in chosen)
        if vehicles and not self.cleaned_data.get("going_to"):
            self.add_error("going_to", gettext("ใช้รถไปที่ใด: เขียนสถานที่ปลายทาง"))
        super().clean()

    def warnings(self) -> list[str]:
        """The same as of a time, and more people than seats."""
        people = self.cleaned_data.get("people") or 0
        return [*super().warnings(), *too_few_seats(self.rooms, people)]

    @property
    def rooms(self) -> Sequence[Resource]:
        """Those chosen."""
        return list(self.cleaned_data["resources"])

    @property
    def entries(self) -> list[BookingEntry]:
        """What a good form asks for: each resource at each time."""
        names = ("title", "people", "going_to", "driver", "note")
        told = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return [
            BookingEntry(resource=one, span=span, **_fitting(one, told))
            for one in self.cleaned_data["resources"]
            for span in self.spans
        ]


class MoveForm(TimeForm):
    """Another time for a booking: one span, which may go through nights."""

    def __init__(self, data: Any, desk: Desk, now: datetime, booking: Booking) -> None:
        starts, ends = (timezone.localtime(at) for at in (booking.starts, booking.ends))
        last = ends.date() if ends.date() != starts.date() else None
        initial = {"first": starts.date(), "starts": starts.time(), "ends": ends.time()}
        super().__init__(data, desk, now, {**initial, "last": last})
        del self.fields["overnight"]
        self._booking = booking

    @property
    def unit(self) -> Unit:
        """For which it was booked."""
        return self._booking.unit

    @property
    def rooms(self) -> Sequence[Resource]:
        """The one that is booked."""
        return [self._booking.resource]

    @property
    def _through(self) -> bool:
        return True


def _quarter(at: time) -> time:
    if not on_quarter(at):
        told = gettext("จองเป็นช่วงละ 15 นาที: ใช้นาทีที่ 00 15 30 หรือ 45")
        raise forms.ValidationError(told)
    return at


def _choice(resource: Resource) -> str:
    if resource.seats is None:
        return resource_name(resource)
    told = gettext("%(room)s (%(seats)s ที่นั่ง)")
    return told % {"room": resource_name(resource), "seats": resource.seats}


def _fitting(resource: Resource, told: dict[str, Any]) -> dict[str, Any]:
    """What is said, without what a room doesn't have."""
    if resource.kind == Resource.Kind.VEHICLE:
        return told
    return {name: value for name, value in told.items() if name not in ("going_to", "driver")}
