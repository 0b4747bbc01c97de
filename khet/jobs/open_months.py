"""Opening what schools owe each month; run each day, it opens what is due and nothing twice."""

from datetime import date, datetime

from django.utils import timezone

from khet.jobs.background import BY
from khet.records.office.actions.monthly import open_month
from khet.records.office.queries.monthly import opened_months
from khet.records.office.queries.owed import areas_on
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.schools import public_schools, schools_of
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year
from khet.rules.deadlines import DEADLINES, Deadline, first_month, opens_on, terms_of
from khet.rules.months import Month, from_to, month_of
from khet.rules.tables import Tables


def open_everywhere(now: datetime) -> None:
    """Open what is due on the day of that time, in every area."""
    today = timezone.localdate(now)
    for area in areas_on(today):
        open_months(by=BY, today=today, area=area)


def open_months(*, by: Actor, today: date, area: Unit) -> int:
    """Open the monthly duties of an area that were to open by a day; gives how many were opened.

    Of each monthly rule they are those of the months from the first that the office asks for, of
    every public school that stood on the day on which the month opens. The newest month is looked
    at each time, so that a school that came late is asked too; what there is stays as it is.
    """
    tables = office_tables(area)
    monthly = [rule for rule in DEADLINES.values() if rule.monthly]
    return sum(_open(by, area, rule, today, tables) for rule in monthly)


def _open(by: Actor, area: Unit, rule: Deadline, today: date, tables: Tables) -> int:
    first = first_month(rule.code, tables)
    if first is None:
        return 0
    begun = [m for m in from_to(first, month_of(today)) if _opens(rule, m, tables) <= today]
    known = opened_months(area, rule.code)
    wanted = [month for month in begun if month.key not in known or month == begun[-1]]
    return sum(_of_month(by, area, rule, month, tables) for month in wanted)


def _of_month(by: Actor, area: Unit, rule: Deadline, month: Month, tables: Tables) -> int:
    day = _opens(rule, month, tables)
    there = public_schools(schools_of(area, academic_year(day).be, day, tables))
    schools = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=there).order_by("sort_key", "pk")
    return len(open_month(by=by, area=area, rule=rule, month=month, schools=schools, tables=tables))


def _opens(rule: Deadline, month: Month, tables: Tables) -> date:
    return opens_on(terms_of(rule.code, month.first, tables), month)
