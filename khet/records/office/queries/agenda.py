"""What stands in a calendar: duties by the day they fall due, meetings, days off; and its feeds."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from khet.records.office.access import Sight
from khet.records.office.models import Duty, Feed, Meeting
from khet.records.office.queries.meetings import TO_COME
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import holding_units_ever
from khet.rules.duties import OWED

_UNIT_NAME = Coalesce(NullIf("unit__short_name", Value("")), "unit__name")
_OWED = Q(state__in=OWED)


@dataclass(frozen=True)
class Due:
    """Duties of one rule and title that fall due on a day: how many, and how many still owed.

    ``one`` is the key of the first of them, ``unit`` the name of its unit.
    """

    due: date
    rule: str
    title: str
    count: int
    owed: int
    one: int
    unit: str


def duties_of_area(area: Unit) -> Q:
    """All duties that count in an area."""
    return Q(unit__in=holding_units_ever([area]).values("pk"))


def duties_of_units(units: Iterable[int], schools: Iterable[str]) -> Q:
    """The duties that count at units (their keys), and at schools (their codes)."""
    return Q(unit__in=list(units)) | Q(unit__kind="school", unit__code__in=list(schools))


def due_in(owned: Q, begins: date, ends: date, today: date) -> list[Due]:
    """What falls due from one day to another (both counted), and all that is late; by day.

    What was waived is left out.
    """
    late = Q(due__lt=today) & _OWED
    rows = Duty.objects.filter(owned, Q(due__range=(begins, ends)) | late)
    grouped = rows.exclude(state=Duty.State.WAIVED).values_list("due", "rule", "title")
    counted = grouped.annotate(
        all=Count("pk"), owed=Count("pk", filter=_OWED), one=Min("pk"), at=Min(_UNIT_NAME)
    )
    return [Due(*row) for row in counted.order_by("due", "rule", "title")]


def duties_like(owned: Q, key: int) -> QuerySet[Duty] | None:
    """The duties of the same rule, day and title as the one of that key, by unit in Thai order.

    ``None`` where there is none of that key among those owned.
    """
    one = Duty.objects.filter(owned, pk=key).first()
    if one is None:
        return None
    rows = Duty.objects.filter(owned, due=one.due, rule=one.rule, title=one.title)
    rows = rows.exclude(state=Duty.State.WAIVED)
    return rows.select_related("unit").order_by("unit__sort_key", "pk")


def owed_in(owned: Q, begins: date, ends: date) -> QuerySet[Duty]:
    """The duties still owed that fall due from one day to another, both counted; by day."""
    rows = Duty.objects.filter(_OWED, owned, due__range=(begins, ends))
    return rows.select_related("unit").order_by("due", "pk")


def own_meetings(sight: Sight) -> Q:
    """Meetings of the bodies that are a person's."""
    return Q(body__area=sight.area, body__in=sight.bodies)


def meetings_in(seen: Q, begins: date, ends: date) -> list[Meeting]:
    """The meetings held, or cancelled, on any day from one to another, in their order."""
    rows = Meeting.objects.filter(seen, begins__lte=ends, ends__gte=begins)
    return list(rows.select_related("body").order_by("begins", "starts", "pk"))


def meetings_on(seen: Q, days: Collection[date]) -> list[Meeting]:
    """The meetings to come, planned or called, on any of those days, in their order."""
    if not days:
        return []
    found = meetings_in(seen & Q(state__in=TO_COME), min(days), max(days))
    return [one for one in found if any(one.begins <= day <= one.ends for day in days)]


def feeds_of(user: User) -> list[Feed]:
    """The feeds of a person that aren't revoked, newest first."""
    return list(Feed.objects.filter(user=user, revoked_at=None).order_by("-made_at", "-pk"))


def feed_of(token_hash: str) -> Feed | None:
    """The feed of a token that isn't revoked, of somebody whose account is open."""
    known = Feed.objects.filter(token_hash=token_hash, revoked_at=None, user__is_active=True)
    return known.select_related("user").first()


def known_feeds(keys: Iterable[int]) -> list[int]:
    """Which of these keys are of feeds, revoked ones too."""
    return list(Feed.objects.filter(pk__in=list(keys)).values_list("pk", flat=True))
