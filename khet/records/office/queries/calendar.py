"""On which days an office is closed, and so when something falls due."""

from datetime import date, timedelta

from django.db.models import QuerySet

from khet.records.office.models import Holiday
from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import calendar_year
from khet.rules.deadlines import Deadline, due_day, due_of_month, terms_of
from khet.rules.holidays import FixedHoliday, fixed_holidays, is_closed
from khet.rules.months import Month
from khet.rules.tables import Tables

_LONGEST = timedelta(60)
_WEEKS = 2
"""Days from the first to the last are at most so many times those that a rule gives."""


def own_holidays(area: Unit, begins: date, ends: date) -> QuerySet[Holiday]:
    """The days that an office itself closed or opened, from one to another, in order."""
    return Holiday.objects.filter(area=area, day__range=(begins, ends)).order_by("day")


def fixed_days(begins: date, ends: date, tables: Tables) -> dict[date, FixedHoliday]:
    """The days from one to another that are fixed holidays or closed in place of one."""
    years = range(calendar_year(begins).be - 1, calendar_year(ends).be + 1)
    known = [holiday for year in years for holiday in fixed_holidays(year, tables)]
    closed = {one.day: one for one in known}
    closed |= {one.instead: one for one in known if one.instead}
    return {day: one for day, one in closed.items() if begins <= day <= ends}


def closed_days(
    area: Unit, begins: date, ends: date, tables: Tables | None = None
) -> frozenset[date]:
    """The days from one to another, both counted, on which the office is closed for a holiday.

    They are the fixed ones and the office's own, without those on which it opens all the same;
    other Saturdays and Sundays are not among them. The office's tables are looked up where not
    given.
    """
    fixed = fixed_days(begins, ends, office_tables(area) if tables is None else tables)
    own = list(own_holidays(area, begins, ends))
    closed = fixed.keys() | {one.day for one in own if one.closed}
    return frozenset(closed - {one.day for one in own if not one.closed})


def next_open(area: Unit, day: date) -> date:
    """A day, or the first after it on which the office is open."""
    closed = closed_days(area, day, day + _LONGEST)
    while is_closed(day, closed):
        day += timedelta(1)
    return day


def due_of(area: Unit, rule: Deadline, opened: date) -> date:
    """When a duty falls due in an area that the rule opens on a day: the last of an event.

    Raises:
        ValueError: the rule gives no number of days; its event names the day.
    """
    tables = office_tables(area)
    terms = terms_of(rule.code, opened, tables)
    if terms.days is None:
        raise ValueError(rule.code)
    ends = opened + timedelta(terms.days) * _WEEKS + _LONGEST
    closed = closed_days(area, opened, ends, tables)
    return due_day(opened, terms.days, closed, working=terms.working, moves=terms.moves)


def due_in(area: Unit, rule: Deadline, month: Month, tables: Tables) -> date:
    """When what a monthly rule asks for a month falls due in an area."""
    begins = month.first
    closed = closed_days(area, begins, begins + 2 * _LONGEST, tables)
    return due_of_month(terms_of(rule.code, begins, tables), month, closed)
