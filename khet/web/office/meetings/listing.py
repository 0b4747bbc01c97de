"""The register of meetings: to come, held without minutes, past; filtered, and as XLSX."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.models import Meeting
from khet.records.office.queries.bodies import bodies_in_area
from khet.records.office.queries.meetings import (
    meetings_in,
    meetings_told,
    name_of,
    without_minutes,
    years_met,
)
from khet.rules.calendar import BUDDHIST_ERA, fiscal_year
from khet.rules.thai import arabic_digits
from khet.web.office.meetings.asked import OPEN, Desk, desk_of
from khet.web.office.meetings.words import state_words
from khet.web.parts.filter_form import FilterForm
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date, days_told, hours
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50
COMING, WITHOUT, PAST = "coming", "without", "past"


class MeetingFilters(FilterForm):
    """Which meetings; an empty choice means all."""

    q = forms.CharField(label=gettext_lazy("คำในการประชุมหรือวาระ"), required=False, max_length=100)
    body = forms.ChoiceField(label=gettext_lazy("คณะ"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("ปีงบประมาณ"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("สถานะ"), required=False)

    def __init__(self, data: Mapping[str, Any], desk: Desk) -> None:
        super().__init__(data)
        bodies = bodies_in_area(desk.viewer.area).filter(desk.seen())
        self.offer("body", [(str(body.pk), body.name) for body in bodies])
        years = {fiscal_year(day).be for day in years_met(desk.seen("body__"))}
        self.offer("year", [(str(year), str(year)) for year in sorted(years, reverse=True)])
        self.offer("state", _states().items())

    def choose(self, found: QuerySet[Meeting]) -> QuerySet[Meeting]:
        """The meetings that pass."""
        asked = self.cleaned_data
        if asked["q"]:
            found = meetings_told(found, asked["q"])
        if asked["body"]:
            found = found.filter(body=asked["body"])
        if asked["year"]:
            ends = int(arabic_digits(asked["year"])) - BUDDHIST_ERA
            found = found.filter(begins__range=(f"{ends - 1}-10-01", f"{ends}-09-30"))
        return _in_state(found, asked["state"])


def _states() -> dict[str, str]:
    return {
        COMING: _("ที่จะถึง"),
        WITHOUT: _("ประชุมแล้ว ยังไม่มีรายงาน"),
        PAST: _("ผ่านมาแล้ว"),
    }


def _in_state(found: QuerySet[Meeting], state: str) -> QuerySet[Meeting]:
    to_come = Q(state__in=OPEN)
    if state == COMING:
        return found.filter(to_come).order_by("begins", "pk")
    if state == WITHOUT:
        return found.filter(without_minutes())
    return found.exclude(to_come) if state == PAST else found


@dataclass(frozen=True)
class Row:
    """A meeting as the list shows it."""

    meeting: Meeting
    name: str
    days: str
    times: str
    state: str
    minutes: str


class MeetingList:
    """The meetings that an address asks for; those to come where it asks for none."""

    def __init__(self, request: HttpRequest) -> None:
        self.desk = desk_of(request)
        self._page = request.GET.get("page")
        chosen = request.GET.keys() - {"page"}
        self._asked = request.GET if chosen else QueryDict(f"state={COMING}")

    @cached_property
    def form(self) -> MeetingFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = MeetingFilters(self._asked, self.desk)
        if not form.is_valid():
            whole = Nearest(_("การประชุมทั้งหมด"), reverse("office:meetings"))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายการประชุม"), [whole])
        return form

    @property
    def found(self) -> QuerySet[Meeting]:
        """The meetings chosen."""
        return self.form.choose(meetings_in(self.desk.seen("body__")))

    @cached_property
    def leaf(self) -> Page[Meeting]:
        """The page of the list that is asked for, or the nearest."""
        return Paginator(self.found, PER_PAGE).get_page(self._page)

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """The states with how many meetings are in each, whatever else is chosen."""
        seen = meetings_in(self.desk.seen("body__"))
        return [(key, word, _in_state(seen, key).count()) for key, word in _states().items()]


def row_of(meeting: Meeting) -> Row:
    """A meeting as lists show it."""
    return Row(
        meeting,
        name_of(meeting),
        days_told(meeting.begins, meeting.ends),
        hours(meeting.starts, meeting.finishes),
        state_words()[Meeting.State(meeting.state)],
        _minutes(meeting),
    )


def _minutes(meeting: Meeting) -> str:
    """How far the minutes of a meeting are; empty where none are owed yet."""
    if meeting.state != Meeting.State.HELD:
        return ""
    minutes = getattr(meeting, "minutes", None)
    words = {
        "draft": _("กำลังร่าง"),
        "proposed": _("เสนอผู้บริหารแล้ว"),
        "circulated": _("แจ้งเวียนแล้ว ยังไม่รับรอง"),
        "adopted": _("รับรองแล้ว"),
    }
    if minutes is None:
        return _("ยกเว้น") if getattr(meeting, "excused", False) else _("ยังไม่มี")
    return words[minutes.state]


@private
@require_safe
def show_meetings(request: HttpRequest) -> HttpResponse:
    """The list of meetings."""
    listed = MeetingList(request)
    context = {
        "form": listed.form,
        "leaf": listed.leaf,
        "states": listed.states,
        "rows": [row_of(meeting) for meeting in listed.leaf],
        "holds": listed.desk.holds_any,
        "xlsx": f"{reverse('office:meetings-xlsx')}?{listed.form.query}".rstrip("?"),
    }
    return render(request, "office/meetings/list.html", context)


@private
@require_safe
def export_meetings(request: HttpRequest) -> HttpResponse:
    """The register as it is seen, as XLSX."""
    listed = MeetingList(request)
    columns = (_("การประชุม"), _("เลขที่พิมพ์"), _("วันที่"), _("เวลา"), _("สถานที่"), _("เจ้าภาพ"))
    rows = [row_of(meeting) for meeting in listed.found]
    sheet = Sheet(
        name=_("ทะเบียนการประชุม"),
        heading=(str(listed.desk.viewer.area.name), _("ทะเบียนการประชุม"), *listed.form.told),
        columns=(*columns, _("เรื่อง"), _("สถานะ"), _("รายงานการประชุม")),
        rows=[
            (
                *(row.name, row.meeting.printed, row.days, row.times, row.meeting.place),
                *(str(row.meeting.host or ""), row.meeting.title, row.state, row.minutes),
            )
            for row in rows
        ],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(listed.desk.viewer.today)},),
    )
    return workbook_of(sheet, "meetings")
