"""The office's holidays: fixed ones and its own, entered one by one or pasted."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khet.records.office.actions.calendar import (
    HolidayEntry,
    HolidayTakenError,
    add_holidays,
    remove_holiday,
)
from khet.records.office.models import Holiday
from khet.records.office.queries.agenda import meetings_on
from khet.records.office.queries.calendar import fixed_days, own_holidays
from khet.records.registry.access import KEEP_CALENDAR
from khet.rules.calendar import BUDDHIST_ERA, calendar_year, thai_date
from khet.rules.holidays import SATURDAY, FixedHoliday, fixed_holidays
from khet.rules.thai import arabic_digits
from khet.web.office.calendar.holiday_forms import NEAR, DayForm, LinesForm, OpenDayForm
from khet.web.office.calendar.words import holiday_name, meeting_title
from khet.web.office.meetings.asked import Desk
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

_AROUND = (-1, 3)
_YEARS = range(2500, 2601)


class FixedRow(NamedTuple):
    """A fixed holiday of the list; ``opened`` is why the office opens on it, if it does."""

    holiday: FixedHoliday
    weekday: str
    closed: date
    opened: str

    @property
    def on_working_day(self) -> bool:
        """Whether it closes a day on which the office would be open."""
        return self.closed.weekday() < SATURDAY


@require_safe
def show_holidays(request: HttpRequest) -> HttpResponse:
    """The holidays of a calendar year: those of every year, and the office's own."""
    viewer = viewer_of(request)
    area, year = viewer.area, _asked_year(request, viewer)
    begins = date(year - BUDDHIST_ERA, 1, 1)
    own = list(own_holidays(area, begins, begins.replace(year=begins.year + 1, month=1, day=31)))
    opened = {one.day: one.name for one in own if not one.closed}
    fixed = fixed_holidays(year, viewer.tables)
    now = calendar_year(viewer.today).be
    context = {
        "year": year,
        "years": sorted({*(now + n for n in range(*_AROUND)), year}),
        "fixed": [_fixed_row(one, opened) for one in fixed],
        "own": [(one, _weekday(one.day)) for one in own if one.day.year == begins.year],
        "keeps": viewer.scope.may_everywhere(KEEP_CALENDAR),
    }
    return render(request, "office/calendar/holidays.html", context)


def _fixed_row(one: FixedHoliday, opened: dict[date, str]) -> FixedRow:
    closed = one.instead or one.day
    return FixedRow(one, _weekday(one.day), closed, opened.get(closed, ""))


def _weekday(day: date) -> str:
    return date_format(day, "l")


def _asked_year(request: HttpRequest, viewer: Viewer) -> int:
    asked = arabic_digits(request.GET.get("year", ""))
    return int(asked) if asked in map(str, _YEARS) else calendar_year(viewer.today).be


@require_http_methods(["GET", "HEAD", "POST"])
def add_day(request: HttpRequest) -> HttpResponse:
    """Close the office on one day."""
    return _entered(request, DayForm, _("เพิ่มวันหยุด"))


@require_http_methods(["GET", "HEAD", "POST"])
def open_day(request: HttpRequest) -> HttpResponse:
    """Open the office on a day on which it would be closed."""
    return _entered(request, OpenDayForm, _("เปิดทำการในวันหยุดประจำปี"))


@require_http_methods(["GET", "HEAD", "POST"])
def add_lines(request: HttpRequest) -> HttpResponse:
    """Close the office on the days of a pasted list: all of them, or none."""
    return _entered(request, LinesForm, _("วางรายการวันหยุด"))


def _entered(
    request: HttpRequest, kind: Callable[..., DayForm | LinesForm], title: str
) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_everywhere(KEEP_CALENDAR)
    form = kind(request.POST or None, *_known(viewer))
    _begin_with(form, request)
    if request.method == "POST" and form.is_valid():
        try:
            add_holidays(by=signed_in(request), area=viewer.area, entries=form.entries)
        except HolidayTakenError as taken:
            told = _("%(day)s มีในรายการของสำนักงานแล้ว") % {"day": be_date(taken.day)}
            form.add_error(None, told)
        else:
            messages.success(request, _("บันทึกแล้ว งานที่เปิดจากนี้ใช้วันหยุดนี้ งานที่เปิดแล้วใช้กำหนดเดิม"))
            if meeting := _meetings_told(viewer, form.entries):
                messages.warning(request, meeting)
            return redirect(_list(calendar_year(form.entries[0].day).be))
    page: dict[str, Any] = {"form": form, "title": title, "back": _list()}
    page |= {"section": _("วันหยุดของสำนักงาน"), "button": _("บันทึก")}
    return render(request, "office/form.html", page)


def _meetings_told(viewer: Viewer, entries: Sequence[HolidayEntry]) -> str:
    """The meetings to come on the days that close, with links to those that the reader sees."""
    days = {entry.day for entry in entries if entry.closed}
    found = meetings_on(Desk(viewer).seen("body__"), days)
    if not found:
        return ""
    links = [(reverse("office:meeting", args=[one.pk]), meeting_title(one)) for one in found]
    told = _("วันหยุดที่เพิ่มตรงกับประชุม %(n)s ครั้ง") % {"n": len(found)}
    listed = format_html_join(", ", '<a href="{}" lang="th">{}</a>', links)
    return format_html("{}: {}", told, listed)


def _known(viewer: Viewer) -> tuple[date, dict[date, str], set[date]]:
    """Today, the fixed holidays of the years around it, and the days that the office entered."""
    today = viewer.today
    begins, ends = date(today.year - NEAR, 1, 1), date(today.year + NEAR, 12, 31)
    own = own_holidays(viewer.area, begins, ends).values_list("day", flat=True)
    fixed = fixed_days(begins, ends, viewer.tables)
    return today, {day: holiday_name(one, day) for day, one in fixed.items()}, set(own)


def _begin_with(form: forms.Form, request: HttpRequest) -> None:
    """Let the form begin with the day that the address names."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return
    form.initial["day"] = thai_date(day, short=True)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a day of the office's own back."""
    viewer = viewer_of(request)
    viewer.require_everywhere(KEEP_CALENDAR)
    holiday = get_object_or_404(Holiday.objects.select_related("area"), pk=pk, area=viewer.area)
    year, told = calendar_year(holiday.day).be, be_date(holiday.day)
    remove_holiday(by=signed_in(request), holiday=holiday)
    messages.success(request, _("นำ %(day)s ออกจากรายการแล้ว") % {"day": told})
    return redirect(_list(year))


def _list(year: int | None = None) -> str:
    return reverse("office:holidays") + (f"?year={year}" if year else "")
