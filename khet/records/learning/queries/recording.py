"""Looking up what is written down at a school: visits by their number, what is to be looked at."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khet.records.learning.models import Finding, Visit, VisitPhoto, VisitTopic
from khet.records.learning.queries.visits import SETTLED
from khet.records.office.models import InstrumentVersion
from khet.records.registry.access import valid_on
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.schools import ever_in

_TOPICS = 6
_LONG_AGO = timedelta(days=400)


def visit_numbered(seen: Q, number: UUID) -> Visit | None:
    """The visit of that number among those seen, with what its record needs."""
    found = Visit.objects.filter(seen, uuid=number)
    return found.select_related("school", "lead", "area").first()


def visits_to_record(user: User, months: Collection[date]) -> QuerySet[Visit]:
    """Visits that a person leads or takes part in: of these months, or made and not told yet."""
    own = Q(lead=user) | Q(pk__in=Visit.team.through.objects.filter(user=user).values("visit"))
    planned = Q(state=Visit.State.PLANNED, month__in=months)
    found = Visit.objects.filter(own, planned | Q(state=Visit.State.DONE))
    return (
        found.select_related("school")
        .prefetch_related("topics")
        .order_by("month", "planned_on", "school__sort_key", "pk")
    )


def findings_to_look_at(visit: Visit, numbers: Collection[UUID] = ()) -> list[Finding]:
    """What earlier visits found at the school and isn't mended, or this one has looked at.

    ``numbers`` are further ones that were looked at, mended since or not.
    """
    still = Q(duty__isnull=False) & ~Q(duty__state__in=SETTLED)
    looked = Q(pk__in=visit.checked.values("finding")) | Q(uuid__in=numbers)
    found = Finding.objects.filter(still | looked, visit__school=visit.school)
    return list(
        found.exclude(visit=visit).select_related("visit", "duty").order_by("duty__due", "pk")
    )


def usual_topics(area: Unit, today: date) -> list[str]:
    """The topics that visits of the area have most often had of late."""
    lately = VisitTopic.objects.filter(visit__area=area, visit__month__gte=today - _LONG_AGO)
    counted = lately.values("name").annotate(n=Count("pk")).order_by("-n", "name")
    return [row["name"] for row in counted[:_TOPICS]]


def photo_numbered(number: UUID) -> VisitPhoto | None:
    """The picture of that number, of whichever visit."""
    return VisitPhoto.objects.filter(uuid=number).select_related("visit").first()


def schools_to_visit(area: Unit, today: date) -> list[Unit]:
    """The schools of an area that are there today."""
    return list(ever_in(area).filter(valid_on(today)).order_by("sort_key", "code"))


def versions_to_fill(visit: Visit, chosen: Collection[int] = ()) -> list[InstrumentVersion]:
    """Of each instrument of a visit the chosen version, else the newest that was released."""
    out = InstrumentVersion.objects.filter(
        instrument__in=visit.instruments.all(), released_at__isnull=False
    )
    found: dict[int, InstrumentVersion] = {}
    for one in out.select_related("instrument").order_by("instrument__sort_key", "number"):
        before = found.get(one.instrument_id)
        if before is None or before.pk not in chosen:
            found[one.instrument_id] = one
    return list(found.values())


def photos_kept(visit: Visit) -> int:
    """How many pictures of a visit are kept."""
    return visit.photos.count()
