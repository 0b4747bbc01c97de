"""What a week holds: meetings, and what falls due."""

from datetime import date

from khet.records.office.models import Duty, Meeting
from khet.records.office.queries.owed import owed_in
from khet.records.registry.models import Unit


def meetings_between(area: Unit, begins: date, ends: date) -> list[Meeting]:
    """The meetings of an area from one day to another, but for those of closed bodies."""
    found = Meeting.objects.filter(body__area=area, body__closed=False)
    found = found.filter(begins__lte=ends, ends__gte=begins)
    found = found.exclude(state=Meeting.State.CANCELLED)
    return list(found.select_related("body").order_by("begins", "starts", "pk"))


def owed_between(area: Unit, begins: date, ends: date) -> list[Duty]:
    """The duties of an area that are still owed and fall due from one day to another."""
    return list(owed_in(area).filter(due__range=(begins, ends)))
