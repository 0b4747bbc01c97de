"""How many came in a fiscal year, what for, and how long they waited."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Visitor
from khet.records.office.queries.visitors import first_visit, visitors_between
from khet.rules.calendar import fiscal_year
from khet.rules.months import fiscal_months, month_of
from khet.rules.visitors import OTHER, PURPOSES, median_minutes, minutes_waited, usual
from khet.web.office.monthly.words import month_name
from khet.web.office.visitors.asked import counter_of, year_asked
from khet.web.parts.private import private


@dataclass(frozen=True)
class Sum:
    """Visits of a month or for a purpose: how often, people, half of them served within."""

    label: str
    url: str
    count: int
    people: int
    median: int | None


@private
@require_safe
def stats(request: HttpRequest) -> HttpResponse:
    """A fiscal year by months and by purposes; each count leads to its list."""
    counter = counter_of(request)
    area, today = counter.viewer.area, counter.viewer.today
    year = year_asked(request, today)
    months = fiscal_months(year)
    found = list(visitors_between(area, months[0].first, months[-1].last))
    by_month = [
        _sum(month_name(month), {"month": month.key}, (v for v in found if _month(v) == month.key))
        for month in months
        if month.first <= today
    ]
    by_purpose = [
        _sum(
            _(one),
            {"year": str(year), "purpose": one},
            (v for v in found if usual(v.purpose) == one),
        )
        for one in (*PURPOSES, OTHER)
    ]
    this = fiscal_year(today).be
    begun = first_visit(area)
    years = range(this, (fiscal_year(begun).be if begun else this) - 1, -1)
    context = {
        "year": year,
        "years": years,
        "total": _sum(_("ทั้งปี"), {"year": str(year)}, found),
        "tables": ((_("เดือน"), by_month), (_("เรื่อง"), by_purpose)),
    }
    return render(request, "office/visitors/stats.html", context)


def _sum(label: str, asked: dict[str, str], found: Iterable[Visitor]) -> Sum:
    here = list(found)
    return Sum(
        label,
        f"{reverse('office:visitors')}?{urlencode(asked)}",
        len(here),
        sum(one.people for one in here),
        median_minutes(minutes_waited(one.came_at, one.served_at) for one in here),
    )


def _month(visitor: Visitor) -> str:
    return month_of(timezone.localdate(visitor.came_at)).key
