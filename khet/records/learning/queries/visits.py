"""Looking up visits, what they found, and who looks after which network."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from khet.records.learning.models import (
    Assignment,
    Finding,
    FindingCheck,
    Visit,
    VisitConflict,
    VisitPhoto,
    VisitTopic,
)
from khet.records.office.models import Duty
from khet.records.registry.access import valid_on
from khet.records.registry.models import Event, Placement, Unit, UnitKind, User
from khet.rules.deadlines import ANSWER_VISIT, VISIT_FINDING
from khet.rules.duties import OWED

KIND = "learning.visit"
SETTLED = (Duty.State.ACCEPTED, Duty.State.WAIVED)
"""The states of a finding's duty in which the finding is closed."""
UNSETTLED = (*OWED, Duty.State.DONE)
"""Those in which it is open."""


def visits_in(seen: Q) -> QuerySet[Visit]:
    """The visits among those seen, as lists show them: the newest first."""
    found = Visit.objects.filter(seen).select_related("school", "lead")
    return found.prefetch_related("topics").order_by("-day", "-month", "-pk")


def visit_of(seen: Q, pk: int) -> Visit | None:
    """A visit among those seen, with all that its page says."""
    found = Visit.objects.filter(seen, pk=pk)
    return found.select_related("school", "lead", "area", "request", "follows").first()


def visits_of_keys(keys: Sequence[int]) -> list[Visit]:
    """Visits as lists show them, in the order of their keys."""
    found = Visit.objects.select_related("school", "lead").prefetch_related("topics")
    rows = found.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def open_counts(visits: Iterable[int]) -> dict[int, int]:
    """How many findings of each visit (its key) are still open; those without are left out."""
    told = Finding.objects.filter(visit__in=list(visits), duty__isnull=False)
    counted = told.exclude(duty__state__in=SETTLED).order_by().values_list("visit")
    return dict(counted.annotate(n=Count("pk")))


def unanswered(seen: Q) -> QuerySet[Visit]:
    """Visits of which the school was told and hasn't answered yet, the longest waiting first."""
    told = Visit.objects.filter(seen, state__in=[Visit.State.TOLD, Visit.State.FOLLOWED])
    waiting = told.filter(answered_at=None).select_related("school", "lead")
    return waiting.order_by("told_at", "pk")


def answers_due(visits: Iterable[Visit]) -> dict[str, date]:
    """When the school's answer to each visit (its key as a text) is due, where it is owed."""
    keys = [str(visit.pk) for visit in visits]
    owed = Duty.objects.filter(rule=ANSWER_VISIT.code, about_kind=KIND, about_key__in=keys)
    return dict(owed.filter(state__in=OWED).values_list("about_key", "due"))


def in_days(first: date, last: date) -> Q:
    """Visits that were made or are planned on the days from one to another, both counted."""
    planned = Q(day=None, planned_on__range=(first, last))
    return (Q(day__range=(first, last)) | planned) & ~Q(state=Visit.State.CANCELLED)


def in_networks(networks: Collection[int], day: date) -> Q:
    """Visits to the schools that stand in one of the networks (their keys) on a day."""
    work = Placement.objects.filter(
        valid_on(day), parent__in=networks, hierarchy=Placement.Hierarchy.WORK
    )
    return Q(school__in=work.values("child"))


def networks_on(area: Unit, day: date) -> dict[int, str]:
    """The name of the network in which each school (its key) of an area stands on a day."""
    inside = Placement.objects.filter(parent=area).values("child")
    work = Placement.objects.filter(
        valid_on(day), hierarchy=Placement.Hierarchy.WORK, parent__kind=UnitKind.NETWORK
    )
    return dict(work.filter(child__in=inside).values_list("child", "parent__name"))


def about_topic(words: str) -> Q:
    """Visits with a topic that has the words in it."""
    return Q(pk__in=VisitTopic.objects.filter(name__icontains=words).values("visit"))


def leads_of(area: Unit) -> QuerySet[User]:
    """Who ever led a visit of the area, in Thai order of names."""
    leading = Visit.objects.filter(area=area).order_by().values("lead").distinct()
    return User.objects.filter(pk__in=leading).order_by("sort_key", "pk")


def first_day(area: Unit) -> date | None:
    """The day of the first visit that was made in the area."""
    made = Visit.objects.filter(area=area, day__isnull=False).order_by("day", "pk")
    return made.values_list("day", flat=True).first()


def findings_of(visit: Visit) -> list[Finding]:
    """What a visit found, with the duty of each."""
    return list(visit.findings.select_related("duty").order_by("pk"))


def checks_of(visit: Visit) -> list[FindingCheck]:
    """What a visit saw of earlier findings."""
    return list(visit.checked.select_related("finding__visit", "finding__duty").order_by("pk"))


def conflicts_of(visit: Visit) -> list[VisitConflict]:
    """The texts that came beside the record that is kept."""
    return list(visit.conflicts.all())


def photos_of(visit: Visit) -> list[VisitPhoto]:
    """The pictures of a visit."""
    return list(visit.photos.select_related("evidence"))


def followers_of(visit: Visit, seen: Q) -> list[Visit]:
    """The visits among those seen that follow up a visit, but for those cancelled."""
    found = visit.followers.filter(seen).exclude(state=Visit.State.CANCELLED)
    return list(found.select_related("school").order_by("pk"))


def events_of(visit: Visit) -> list[Event]:
    """What was done with a visit, the newest first."""
    found = Event.objects.filter(kind=KIND, key=str(visit.pk))
    return list(found.order_by("-at", "-pk"))


def findings_in(seen: Q) -> QuerySet[Finding]:
    """What schools were told by the visits among those seen, what is due first."""
    visits = Visit.objects.filter(seen).order_by().values("pk")
    found = Finding.objects.filter(duty__rule=VISIT_FINDING.code, visit__in=visits)
    return found.select_related("visit__school", "visit__lead", "duty").order_by("duty__due", "pk")


def findings_of_keys(keys: Iterable[int]) -> list[Finding]:
    """Findings as lists show them, in the order of their keys."""
    listed = list(keys)
    rows = Finding.objects.select_related("visit__school", "visit__lead", "duty").in_bulk(listed)
    return [rows[key] for key in listed if key in rows]


def open_findings(schools: Q) -> QuerySet[Finding]:
    """What schools (``visit__school…``) were told and haven't mended yet, what is due first."""
    found = Finding.objects.filter(schools, duty__isnull=False).exclude(duty__state__in=SETTLED)
    return found.select_related("visit__school", "duty").order_by("duty__due", "pk")


def assignments_on(area: Unit, day: date) -> QuerySet[Assignment]:
    """Who looks after which network on a day."""
    found = Assignment.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)
    found = found.filter(area=area).select_related("network", "person")
    return found.order_by("network__sort_key", "part", "person__sort_key", "pk")
