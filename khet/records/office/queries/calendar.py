"""On which days an office is closed, and so when something falls due."""

from datetime import date, timedelta

from khet.records.office.models import Holiday
from khet.records.registry.models import Unit
from khet.rules.deadlines import Deadline, due_day

_LONGEST = timedelta(60)


def closed_days(area: Unit, begins: date, ends: date) -> frozenset[date]:
    """The days from one to another, both counted, on which the office is closed for a holiday.

    Saturdays and Sundays are not among them.
    """
    known = Holiday.objects.filter(area=area, closed=True, day__range=(begins, ends))
    return frozenset(known.values_list("day", flat=True))


def due_of(area: Unit, rule: Deadline, opened: date) -> date:
    """When a duty falls due in an area that the rule opens on a day.

    Raises:
        ValueError: the rule gives no number of days; its event names the day.
    """
    if rule.days is None:
        raise ValueError(rule.code)
    ends = opened + timedelta(rule.days) + _LONGEST
    return due_day(opened, rule.days, closed_days(area, opened, ends))
