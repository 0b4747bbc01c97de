"""Looking up who came to the counter."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from khet.records.office.models import Visitor
from khet.records.registry.models import Unit
from khet.rules.visitors import FORGOTTEN, OTHER, PURPOSES


def start_of(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time()))


def visitors_between(area: Unit, first: date, last: date) -> QuerySet[Visitor]:
    """Who came from one day to another, both counted, in order."""
    moments = start_of(first), start_of(last + timedelta(1))
    found = Visitor.objects.filter(area=area, came_at__gte=moments[0], came_at__lt=moments[1])
    return found.order_by("came_at", "pk")


def of_purpose(found: QuerySet[Visitor], purpose: str) -> QuerySet[Visitor]:
    """Those who came for a usual purpose, or for none of them."""
    if purpose == OTHER:
        return found.exclude(purpose__in=PURPOSES)
    return found.filter(purpose=purpose)


def first_visit(area: Unit) -> date | None:
    """The day of the first visitor of an area."""
    came = Visitor.objects.filter(area=area).order_by("came_at").values_list("came_at", flat=True)
    first = came.first()
    return timezone.localdate(first) if first else None


def named_before(area: Unit, day: date) -> QuerySet[Visitor]:
    """Who came before a day and is still kept by name."""
    return Visitor.objects.filter(area=area, came_at__lt=start_of(day)).exclude(name=FORGOTTEN)
