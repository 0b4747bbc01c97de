"""Looking up the audit trail: by record, person, day and action, and who saw which child."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from khet.records.registry.models import Event, Pupil, User

PUPIL_LIST = "registry.pupil-list"


@dataclass(frozen=True)
class EventFilter:
    """Which events; what is empty doesn't count. ``until`` is the first moment after."""

    kind: str = ""
    key: str = ""
    who: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


def events(chosen: EventFilter, before: int | None = None) -> QuerySet[Event]:
    """The events chosen, newest first; with ``before`` those older than the event of that key."""
    plain = {"kind": chosen.kind, "key": chosen.key, "action": chosen.action}
    when = {"at__gte": chosen.since, "at__lt": chosen.until}
    named = {name: value for name, value in (*plain.items(), *when.items()) if value}
    found = Event.objects.filter(_by(chosen.who), **named)
    return _older(found, before).order_by("-at", "-pk")


def _by(who: str) -> Q:
    """Events of the people of that user name or name, or of what isn't a person but called so."""
    if not who:
        return Q()
    people = User.objects.filter(Q(username=who.lower()) | Q(name__contains=who))
    known = [str(key) for key in people.values_list("pk", flat=True)]
    return Q(actor_id__in=known) if known else Q(actor=who)


def _older(found: QuerySet[Event], before: int | None) -> QuerySet[Event]:
    """The events after that one in the order of a list; the moment leads into the index."""
    if before is None:
        return found
    at = Event.objects.filter(pk=before).values_list("at", flat=True).first()
    if at is None:
        return found.none()
    return found.filter(at__lte=at).exclude(at=at, pk__gte=before)


def same_child(school: str, number: str) -> list[Pupil]:
    """The register's rows of a child by a school's code and its pupil number, newest year first.

    Rows of other schools are there too where the national id says that it is the same child.
    """
    here = Pupil.objects.filter(school__code=school, number=number)
    known = here.exclude(identity_hash="").values("identity_hash")
    same = Pupil.objects.filter(Q(pk__in=here.values("pk")) | Q(identity_hash__in=known))
    return list(same.select_related("school").order_by("-academic_year", "pk"))


def views_of_pupil(rows: Iterable[Pupil]) -> list[Event]:
    """Every view and export that showed a child (its rows of the register), newest first."""
    listed = list(rows)
    keys, codes = {row.pk for row in listed}, {row.school.code for row in listed}
    found = Event.objects.filter(kind=PUPIL_LIST, key__in=codes).order_by("-at", "-pk")
    return [event for event in found.iterator() if _showed(event, keys)]


def _showed(event: Event, keys: set[int]) -> bool:
    return not keys.isdisjoint((event.after or {}).get("pupils", ()))
