"""Rooms and vehicles by week and by day: what is in use when, by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Booking, Meeting, Resource
from khet.records.office.queries.bookings import used_between
from khet.records.office.queries.meetings import name_of
from khet.records.office.queries.room_use import is_in
from khet.records.office.queries.visitors import start_of
from khet.rules.bookings import Span, gaps, room_hours
from khet.rules.calendar import calendar_year, fiscal_year
from khet.web.office.bookings.asked import Desk, day_asked, desk_of
from khet.web.office.bookings.beside import meetings_seen, times_of
from khet.web.office.bookings.words import kind_words, resource_name, state_of, times_on
from khet.web.parts.private import private
from khet.web.parts.tags import short_date

_WEEK = timedelta(7)


@dataclass(frozen=True)
class Line:
    """A booking as a cell shows it; without a title for who doesn't read what it is for."""

    booking: Booking
    times: str
    state: str
    seen: bool


@dataclass(frozen=True)
class Cell:
    """A resource on a day: what is booked, which meetings name the room, and when."""

    day: date
    lines: list[Line]
    meetings: list[tuple[Meeting, str, str]]


@dataclass(frozen=True)
class Row:
    """A resource with its cells."""

    resource: Resource
    name: str
    kind: str
    cells: list[Cell]


@private
@require_safe
def show_week(request: HttpRequest) -> HttpResponse:
    """The week of the day that is asked for: resources and days."""
    desk = desk_of(request)
    day = day_asked(request, desk.viewer.today)
    first = day - timedelta(day.weekday())
    days = [first + timedelta(turn) for turn in range(7)]
    rows = _rows(desk, days)
    context = {
        "days": days,
        "rows": rows,
        "listed": [(day, _in_use(rows, place)) for place, day in enumerate(days)],
        "before": first - _WEEK,
        "after": first + _WEEK,
        "year": fiscal_year(first).be,
        **_around(desk),
    }
    return render(request, "office/bookings/week.html", context)


@private
@require_safe
def show_day(request: HttpRequest) -> HttpResponse:
    """One day with its hours, and when what is free."""
    desk = desk_of(request)
    day = day_asked(request, desk.viewer.today)
    usual = room_hours(desk.viewer.tables, calendar_year(day).be)
    whole = Span(datetime.combine(day, usual.opens), datetime.combine(day, usual.closes))
    rows = [(row, row.cells[0], _free(row.cells[0], whole)) for row in _rows(desk, [day])]
    context = {
        "day": day,
        "rows": rows,
        "before": day - timedelta(1),
        "after": day + timedelta(1),
        **_around(desk),
    }
    return render(request, "office/bookings/day.html", context)


def _around(desk: Desk) -> dict[str, Any]:
    """What both pages offer besides."""
    waiting = desk.waiting.count() if desk.decided else None
    return {"desk": desk, "waiting": waiting, "today": desk.viewer.today}


def _rows(desk: Desk, days: list[date]) -> list[Row]:
    found = list(
        used_between(desk.viewer.area, start_of(days[0]), start_of(days[-1] + timedelta(1)))
    )
    held = meetings_seen(desk, days[0], days[-1])
    words = kind_words()
    return [
        Row(
            one,
            resource_name(one),
            words[Resource.Kind(one.kind)],
            [_cell(desk, one, day, found, held) for day in days],
        )
        for one in desk.resources
    ]


def _in_use(rows: list[Row], place: int) -> list[tuple[Row, Cell]]:
    """What is in use on one of the days, for a narrow screen."""
    cells = [(row, row.cells[place]) for row in rows]
    return [(row, cell) for row, cell in cells if cell.lines or cell.meetings]


def _cell(
    desk: Desk, resource: Resource, day: date, found: list[Booking], held: Iterable[Meeting]
) -> Cell:
    here = [one for one in found if one.resource_id == resource.pk]
    lines = lines_on(desk, here, day)
    named = [
        (one, name_of(one), times_of(one))
        for one in held
        if is_in(one, resource) and one.begins <= day <= one.ends
    ]
    return Cell(day, lines, named)


def lines_on(desk: Desk, found: Iterable[Booking], day: date) -> list[Line]:
    """Those of the bookings that are in use on a day, as lines."""
    first, last = start_of(day), start_of(day + timedelta(1))
    return [
        Line(
            one,
            times_on(Span(one.starts, one.ends), first, last),
            state_of(one),
            desk.sees(one),
        )
        for one in found
        if one.starts < last and one.ends > first
    ]


def _free(cell: Cell, whole: Span) -> str:
    """When the resource is free in the hours of the day."""
    taken = [
        Span(*(_local(at) for at in (line.booking.starts, line.booking.ends)))
        for line in cell.lines
    ]
    taken += [_meeting_on(cell.day, one) for one, _name, _times in cell.meetings]
    free = gaps(whole, taken)
    told = ", ".join(f"{one.starts:%H.%M}–{one.ends:%H.%M}" for one in free)
    return told or _("ไม่ว่างทั้งวัน (%(day)s)") % {"day": short_date(cell.day)}


def _meeting_on(day: date, one: Meeting) -> Span:
    """A meeting on one of its days; without times it takes the whole day."""
    starts, finishes = one.starts or time.min, one.finishes or time.max
    return Span(datetime.combine(day, starts), datetime.combine(day, finishes))


def _local(at: datetime) -> datetime:
    return timezone.localtime(at).replace(tzinfo=None)
