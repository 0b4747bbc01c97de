"""The days on which an office is closed, or opens all the same, as calendars tell them."""

from datetime import date
from typing import NamedTuple

from khet.records.office.queries.calendar import fixed_days, own_holidays
from khet.records.registry.models import Unit
from khet.rules.tables import Tables
from khet.web.office.calendar.words import holiday_name


class DayOff(NamedTuple):
    """What a day is called: closed or open all the same; ``own`` where the office said so."""

    name: str
    closed: bool
    own: bool


def days_off(area: Unit, first: date, last: date, tables: Tables) -> dict[date, DayOff]:
    """The fixed holidays and the office's own from one day to another, both counted."""
    fixed = fixed_days(first, last, tables).items()
    found = {day: DayOff(holiday_name(one, day), True, False) for day, one in fixed}
    own = own_holidays(area, first, last)
    return found | {one.day: DayOff(one.name, one.closed, True) for one in own}
