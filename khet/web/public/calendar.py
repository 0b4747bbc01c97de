"""The calendar for everybody: days off, and what published news tells of days to come."""

from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.queries.news import coming
from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.months import month_of
from khet.rules.tables import Tables
from khet.web.office.calendar.days_off import days_off
from khet.web.office.monthly.words import month_name
from khet.web.office.news.words import kind_names
from khet.web.parts.viewer import viewer_of
from khet.web.public.frame import public_page

AHEAD = timedelta(days=365)
"""How far the calendar looks."""


class Line(NamedTuple):
    """What is on a day: of what kind, its name, and where more of it stands."""

    day: date
    word: str
    label: str
    url: str = ""
    thai: bool = True


@public_page
def show_calendar(request: HttpRequest, office: Unit) -> HttpResponse:
    """What comes within a year, by month."""
    today = viewer_of(request).today
    lines = public_days(office, today, today + AHEAD, office_tables(office))
    by_month = groupby(lines, lambda line: month_of(line.day))
    months = [(month_name(month), list(several)) for month, several in by_month]
    return render(request, "public/calendar.html", {"months": months})


def public_days(office: Unit, first: date, last: date, tables: Tables) -> list[Line]:
    """Days off and days of published news from one day to another, both counted, in order.

    Meetings, duties and visits are none of everybody's, and never here.
    """
    closed, opened, kinds = _("วันหยุด"), _("เปิดทำการ"), kind_names()
    off = [
        Line(day, closed if one.closed else opened, one.name, thai=one.own)
        for day, one in days_off(office, first, last, tables).items()
    ]
    told = [
        Line(one.day, kinds[one.kind], one.title, reverse("news-item", args=[one.pk]))
        for one in coming(office, first, last)
    ]
    return sorted([*off, *told], key=lambda line: line.day)
