"""Looking up trips: which a person sees, how far they are, whose days meet, what is owed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    CharField,
    Count,
    Exists,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from khet.records.office.access import Sight
from khet.records.office.models import Duty, Traveller, Trip
from khet.records.office.queries.search import keys_saying
from khet.records.registry.access import AT_OFFICE
from khet.records.registry.models import Event, RoleHeld, Unit, User
from khet.records.registry.queries.people import roles_on_in
from khet.rules.deadlines import TRIP_REPORT, days_late
from khet.rules.duties import OWED
from khet.rules.evidence import days_of_fiscal_year
from khet.rules.thai import tidy
from khet.rules.trips import ASKED, BACK, COMING, NOW

KIND = "office.trip"
MOVED_BECAUSE = "moved_because"
"""What the event of another last day calls its reason."""
_OFF = (Trip.State.REFUSED, Trip.State.CANCELLED)


@dataclass(frozen=True)
class Owed:
    """What is still owed of a trip: by when at the earliest, and by which of its people (keys)."""

    due: date
    people: frozenset[int]

    def late(self, today: date) -> int:
        """By how many days it is late."""
        return days_late(self.due, today)


def trips_seen(sight: Sight) -> QuerySet[Trip]:
    """The trips that a person may see, the newest first.

    The office sees all of them, others those that were circulated.
    """
    shown = Q() if sight.office else Q(state=Trip.State.CIRCULATED)
    people = Prefetch("travellers", Traveller.objects.select_related("user"))
    found = Trip.objects.filter(shown, area=sight.area).prefetch_related(people)
    listed = found.select_related("area", "unit", "asked_by", "decided_by")
    return listed.order_by("-starts", "-pk")


@dataclass(frozen=True)
class AskedTrip:
    """A trip that waits to be approved: who leads, how many go, and whether the reader does."""

    trip: Trip
    leader: str
    people: int
    goes: bool


def asked_trips(sight: Sight, today: date) -> list[AskedTrip]:
    """The trips that wait to be approved, the first asked first; one query."""
    here = Traveller.objects.filter(trip=OuterRef("pk"))
    name = Coalesce(NullIf("user__name", Value("")), "user__username")
    found = trips_seen(sight).filter(in_phase(ASKED, today)).prefetch_related(None)
    told = found.annotate(
        leader=Subquery(here.annotate(told=name).values("told")[:1]),
        people=Count("travellers"),
        goes=Exists(here.filter(user=sight.user)),
    )
    return [
        AskedTrip(trip, trip.leader or "", trip.people, trip.goes)
        for trip in told.order_by("asked_at", "pk")
    ]


def moved_because(trip: Trip) -> str:
    """Why the last day of a trip was moved lately; empty where it is the one of the approval."""
    if trip.ends == trip.first_ends:
        return ""
    told = Event.objects.filter(kind=KIND, key=str(trip.pk), action="move-trip-end")
    after = told.order_by("-pk").values_list("after", flat=True).first()
    return str((after or {}).get(MOVED_BECAUSE, ""))


def in_phase(phase: str, today: date) -> Q:
    """The trips that are so far on the day, as ``rules.trips.phase`` says of each."""
    days = {
        COMING: Q(starts__gt=today),
        NOW: Q(starts__lte=today, ends__gte=today),
        BACK: Q(ends__lt=today),
    }
    approved = Q(state=Trip.State.APPROVED)
    return approved & days[phase] if phase in days else Q(state=phase)


def reported_late(today: date) -> Q:
    """The trips of which a report is late on the day."""
    key = Cast(OuterRef("pk"), CharField())
    return Q(Exists(_owed_reports().filter(about_key=key, due__lt=today)))


def in_fiscal_year(be: int) -> Q:
    """The trips that begin in a fiscal year (BE)."""
    return Q(starts__range=days_of_fiscal_year(be))


def saying(area: Unit, asked: str) -> Q:
    """The trips with all that is asked for in what is said of them; any with it in the title."""
    return Q(pk__in=keys_saying(area, KIND, asked)) | Q(title__icontains=tidy(asked))


def joined_by(name: str) -> Q:
    """The trips on which somebody is whose name has every part of the text."""
    mine = Traveller.objects.filter(trip=OuterRef("pk"))
    for part in tidy(name).split():
        mine = mine.filter(user__name__icontains=part)
    return Q(Exists(mine))


def trip_units(area: Unit) -> QuerySet[Unit]:
    """The units of an area that have trips, in Thai order."""
    held = Trip.objects.filter(area=area).values("unit")
    return Unit.objects.filter(pk__in=held).order_by("sort_key", "pk")


def trip_days(area: Unit) -> tuple[date, date] | None:
    """The days on which the first and the last trip of an area began; nothing without trips."""
    found = Trip.objects.filter(area=area).aggregate(first=Min("starts"), last=Max("starts"))
    return (found["first"], found["last"]) if found["first"] else None


def meeting_trips(
    area: Unit, people: Iterable[User], starts: date, ends: date, but: Trip | None = None
) -> list[Traveller]:
    """Those of the people who are on another trip on one of the days, asked for or approved."""
    days = Q(trip__starts__lte=ends, trip__ends__gte=starts)
    found = Traveller.objects.filter(days, trip__area=area, user__in=list(people))
    found = found.exclude(trip__state__in=_OFF).exclude(trip=but.pk if but else None)
    return list(found.select_related("user", "trip").order_by("trip__starts", "pk"))


def staff_of(area: Unit, day: date) -> list[RoleHeld]:
    """Who works at the office and its groups on a day, each once by the first role."""
    held = roles_on_in(area, day).filter(unit__kind__in=AT_OFFICE)
    return list({one.user_id: one for one in reversed(held)}.values())[::-1]


def units_at_office(area: Unit, people: Collection[User], day: date) -> dict[int, Unit]:
    """The unit of the office at which each of the people (the key) works; the area where none."""
    at = roles_on_in(area, day).filter(unit__kind__in=AT_OFFICE, user__in=[p.pk for p in people])
    found = {one.user_id: one.unit for one in reversed(at)}
    return {person.pk: found.get(person.pk, area) for person in people}


def owed_of(trips: Iterable[Trip]) -> dict[int, Owed]:
    """What is still owed of each trip (the key); those of which nothing is are left out."""
    keys = [str(trip.pk) for trip in trips]
    rows: dict[int, list[Duty]] = {}
    for duty in _owed_reports().filter(about_key__in=keys) if keys else ():
        rows.setdefault(int(duty.about_key), []).append(duty)
    return {
        key: Owed(min(d.due for d in found), frozenset(d.person_id for d in found if d.person_id))
        for key, found in rows.items()
    }


def in_days(first: date, last: date) -> Q:
    """The approved trips with one of the days, both counted."""
    on = Q(starts__lte=last, ends__gte=first)
    return on & ~Q(state__in=[Trip.State.ASKED, *_OFF])


def writers(trip: Trip) -> list[Traveller]:
    """Who writes of a trip: who leads it, or each traveller."""
    people = list(trip.travellers.select_related("user").order_by("-leads", "pk"))
    return [one for one in people if one.leads] if trip.joint else people


def part_of(traveller: Traveller) -> str:
    """What the files of a traveller's report are called among those of the trip."""
    return f"report-{traveller.pk}"


def _owed_reports() -> QuerySet[Duty]:
    return Duty.objects.filter(rule=TRIP_REPORT.code, about_kind=KIND, state__in=OWED)
