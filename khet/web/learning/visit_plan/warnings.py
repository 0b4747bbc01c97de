"""What a planner should mind of visits: days off, two at once, more than one can do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from khet.records.learning.models import Visit
from khet.records.learning.queries.visit_plan import TO_COME, planned_in, same_day
from khet.records.office.queries.calendar import closed_days
from khet.rules.calendar import fiscal_year
from khet.rules.holidays import is_closed
from khet.rules.months import Month, month_of
from khet.web.learning.visit_plan.asked import Desk
from khet.web.office.monthly.words import month_name
from khet.web.parts.tags import be_date


class Warnings:
    """The warnings of several visits; each look-up is asked once for all of them."""

    def __init__(self, desk: Desk, visits: Sequence[Visit]) -> None:
        self._desk = desk
        self._visits = [one for one in visits if one.state in TO_COME]
        days = sorted({one.planned_on for one in self._visits if one.planned_on})
        self._closed = (
            closed_days(desk.area, days[0], days[-1], desk.viewer.tables) if days else frozenset()
        )
        self._busy: dict[tuple[int, date], set[int]] = {}
        self._there: dict[tuple[int, date], set[int]] = {}
        for who, day, visit, school in same_day(desk.area, days) if days else ():
            self._busy.setdefault((who, day), set()).add(visit)
            self._there.setdefault((school, day), set()).add(visit)

    def of(self, visit: Visit, team: Iterable[int] = ()) -> list[str]:
        """What is to be minded of the day of a visit; ``team`` are who joins (their keys)."""
        day = visit.planned_on
        if day is None or visit not in self._visits:
            return []
        told = [_("%(day)s เป็นวันหยุด") % {"day": be_date(day)}] if self._off(day) else []
        if others := self._there.get((visit.school_id, day), set()) - {visit.pk}:
            told.append(_("โรงเรียนนี้มีนิเทศอื่นในวันเดียวกันแล้ว %(n)s ครั้ง") % {"n": len(others)})
        people = [visit.lead_id, *team]
        return [*told, *(text for who in people if (text := self._clash(who, day, visit)))]

    def _off(self, day: date) -> bool:
        return is_closed(day, self._closed)

    def _clash(self, who: int, day: date, visit: Visit) -> str:
        """A day has room for so many visits, half a day each."""
        others = self._busy.get((who, day), set()) - {visit.pk}
        if len(others) < self._desk.terms(fiscal_year(day).be).per_day:
            return ""
        name = self._desk.leads.get(who, visit.lead)
        told = _("%(name)s มีนิเทศที่อื่นในวันเดียวกันแล้ว %(n)s ครั้ง")
        return told % {"name": name, "n": len(others)}


class Over(NamedTuple):
    """That somebody (a key) leads more visits in a month than one can do."""

    text: str
    lead: int
    month: Month


def overload(desk: Desk, visits: Iterable[Visit]) -> list[Over]:
    """Who leads more visits in the months of these than the table gives one person."""
    listed = [one for one in visits if one.state in TO_COME]
    planned = planned_in(desk.area, {month_of(one.month) for one in listed})
    load = Counter((one.lead, one.month) for one in planned)
    found = {}
    for one in listed:
        month = month_of(one.month)
        n, most = load[one.lead_id, month], desk.terms(fiscal_year(one.month).be).capacity
        if n > most:
            told = _("%(name)s มีนิเทศเดือน%(month)s %(n)s ครั้ง เกินกำลัง %(most)s ครั้ง")
            named = {"name": one.lead, "month": month_name(month), "n": n, "most": most}
            found[one.lead_id, month] = Over(told % named, one.lead_id, month)
    return list(found.values())
