"""Looking up what a plan of visits rests on: last visits, open findings, requests, who can lead."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from khet.records.learning.models import Assignment, Finding, Visit, VisitRequest
from khet.records.learning.queries.visits import SETTLED
from khet.records.registry.access import RECORD_VISITS, ROLES, roles_on, valid_on
from khet.records.registry.models import Placement, Unit, UnitKind, User
from khet.records.registry.queries.people import holding_units
from khet.rules.duties import OWED
from khet.rules.months import Month, month_of

TO_COME = (Visit.State.DRAFT, Visit.State.PLANNED)
"""The states of a visit that is still to be made."""
UNMADE = (*TO_COME, Visit.State.CANCELLED)
"""The states of a visit that wasn't made."""
_LEADS = [code for code, role in ROLES.items() if RECORD_VISITS in role.permissions]
_DEPUTIES = ("director", "deputy")


class Findings(NamedTuple):
    """How many findings of a school are open, and how many of them late."""

    open: int
    late: int


def made_visits(seen: Q) -> QuerySet[Visit]:
    """The visits among those seen that were made."""
    return Visit.objects.filter(seen).exclude(state__in=UNMADE)


def last_visits(seen: Q) -> dict[str, date]:
    """The day of the last visit to each school (its code) that was visited."""
    found = made_visits(seen).order_by().values_list("school__code").annotate(Max("day"))
    return {code: day for code, day in found if day}


def findings_of(area: Unit, today: date) -> dict[str, Findings]:
    """The findings that schools (by code) haven't mended yet."""
    found = Finding.objects.filter(visit__area=area, duty__isnull=False).order_by()
    still = found.exclude(duty__state__in=SETTLED).values_list("visit__school__code")
    late = Q(duty__state__in=OWED, duty__due__lt=today)
    rows = still.annotate(all=Count("pk"), late=Count("pk", filter=late))
    return {code: Findings(n, n_late) for code, n, n_late in rows}


def requests_of(area: Unit) -> dict[str, int]:
    """How many requests of each school (its code) are open."""
    found = VisitRequest.objects.filter(area=area, state=VisitRequest.State.OPEN)
    return dict(found.order_by().values_list("school__code").annotate(Count("pk")))


class Planned(NamedTuple):
    """A visit of a month that isn't cancelled: to which school (its code), led by whom (the key).

    ``to_come`` is whether it is still to be made.
    """

    school: str
    lead: int
    month: Month
    to_come: bool


def planned_in(area: Unit, months: Iterable[Month]) -> list[Planned]:
    """The visits of the months, made and to come, the last month first."""
    found = Visit.objects.filter(area=area, month__in=[month.first for month in months])
    rows = found.exclude(state=Visit.State.CANCELLED).order_by("-month", "pk")
    fields = rows.values_list("school__code", "lead", "month", "state")
    return [
        Planned(school, lead, month_of(first), state in TO_COME)
        for school, lead, first, state in fields
    ]


def subdistricts_of(area: Unit, day: date) -> dict[str, str]:
    """The name of the sub-district of each school (its code) on a day."""
    here = Placement.objects.filter(parent=area).values("child")
    placed = Placement.objects.filter(
        valid_on(day), parent__kind=UnitKind.SUBDISTRICT, child__in=here
    )
    return dict(placed.values_list("child__code", "parent__name"))


def leads_in(area: Unit, day: date) -> QuerySet[User]:
    """Who can lead a visit on a day, in Thai order of names."""
    held = roles_on(day).filter(user=OuterRef("pk"), unit__in=holding_units([area], day))
    found = User.objects.filter(Exists(held.filter(role__in=_LEADS)), is_active=True)
    deputy = Exists(held.filter(role__in=_DEPUTIES))
    return found.annotate(is_deputy=deputy).order_by("sort_key", "pk")


def assignments_of(area: Unit) -> QuerySet[Assignment]:
    """Who looks after which network, looked and will look after it; the latest first."""
    found = Assignment.objects.filter(area=area).select_related("network", "person", "area")
    return found.order_by("network__sort_key", "part", "-since", "-pk")


def requests_in(area: Unit) -> QuerySet[VisitRequest]:
    """What schools asked for, the newest first."""
    found = VisitRequest.objects.filter(area=area).select_related("school", "asked_by")
    return found.prefetch_related("visits__lead").order_by("-asked_at", "-pk")


class Busy(NamedTuple):
    """Who (a key) leads or joins which visit (a key) to which school (a key) on a day."""

    who: int
    day: date
    visit: int
    school: int


def same_day(area: Unit, days: Iterable[date]) -> list[Busy]:
    """Who is where on days, as far as visits are planned for them."""
    found = Visit.objects.filter(area=area, planned_on__in=set(days))
    rows = found.exclude(state=Visit.State.CANCELLED)
    led = rows.values_list("lead", "planned_on", "pk", "school")
    joined = rows.filter(team__isnull=False).values_list("team", "planned_on", "pk", "school")
    return [Busy(who, day, pk, school) for who, day, pk, school in led.union(joined) if day]


def drafts_in(seen: Q) -> dict[date, int]:
    """How many drafts among the visits seen wait to be agreed to, by the first day of the month."""
    found = Visit.objects.filter(seen, state=Visit.State.DRAFT).order_by("month")
    return dict(found.values_list("month").annotate(Count("pk", distinct=True)))


def overdue(today: date) -> Q:
    """The visits that were agreed to and not made when they should have been.

    The same of one visit is ``rules.visits.is_overdue``.
    """
    over = Q(planned_on__lt=today) | Q(planned_on=None, month__lt=today.replace(day=1))
    return Q(state=Visit.State.PLANNED) & over


def missed_visits(seen: Q, today: date) -> QuerySet[Visit]:
    """Those of the visits seen that are overdue, the longest first."""
    found = Visit.objects.filter(seen & overdue(today))
    return found.select_related("school").order_by("month", "planned_on", "pk")


def open_requests(area: Unit, schools: Iterable[str]) -> dict[str, VisitRequest]:
    """The oldest open request of each of the schools (by code) that has one."""
    found = VisitRequest.objects.filter(area=area, state=VisitRequest.State.OPEN)
    rows = found.filter(school__code__in=list(schools)).select_related("school")
    return {one.school.code: one for one in rows.order_by("-asked_at", "-pk")}
