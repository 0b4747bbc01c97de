"""What a week holds: meetings, and what falls due."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from khet.records.office.models import Duty, Meeting
from khet.records.office.queries.owed import owed_in
from khet.records.registry.models import Unit


def meetings_between(
    area: Unit, begins: date, ends: date, closed: Collection[int] = ()
) -> list[Meeting]:
    """The meetings of an area from one day to another; of closed bodies only those (keys)."""
    found = Meeting.objects.filter(Q(body__closed=False) | Q(body__in=closed), body__area=area)
    found = found.filter(begins__lte=ends, ends__gte=begins)
    found = found.exclude(state=Meeting.State.CANCELLED)
    return list(found.select_related("body").order_by("begins", "starts", "pk"))


def owed_between(area: Unit, begins: date, ends: date) -> list[Duty]:
    """The duties of an area that are still owed and fall due from one day to another."""
    return list(owed_in(area).filter(due__range=(begins, ends)))
