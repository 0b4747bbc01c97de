"""Writes about visits to come: planned, changed, agreed, cancelled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from khet.records.learning.models import Visit, VisitRequest, VisitTopic
from khet.records.learning.queries.visit_plan import TO_COME
from khet.records.office.actions.evidence import EvidenceEntry, keep_record
from khet.records.office.actions.search import Seen
from khet.records.office.models import Instrument, Level
from khet.records.registry.actions.audit import Actor, event_of, record_event
from khet.records.registry.models import Event, Unit, User
from khet.rules.months import Month, month_of

KIND = "learning.visit"
PLAN_KIND = "learning.visit-plan"
"""The plan of a month: its key is that of the area and the month, as ``12-2569-11``."""
_EVIDENCE_KIND = "แผน"
UNPLANNED = {"what": "unplanned", "text": "นอกแผน"}
"""Stands among the reasons of a visit that was made without having been in the plan."""


@dataclass(frozen=True)
class PlanEntry:
    """A visit to come: to which school, by whom, in which month, for which topics and why."""

    school: Unit
    lead: User
    month: Month
    kind: str
    topics: Sequence[str]
    planned_on: date | None = None
    team: Sequence[User] = ()
    instruments: Sequence[Instrument] = ()
    reasons: Sequence[Any] = ()
    request: VisitRequest | None = None
    follows: Visit | None = None
    uuid: UUID = field(default_factory=uuid4)


class VisitMovedError(Exception):
    """The visit is in another state than one in which this can be done; tells which."""


@transaction.atomic
def plan_visits(
    *, by: Actor, area: Unit, entries: Iterable[PlanEntry], draft: bool = True
) -> list[Visit]:
    """Put visits into the plan, as a draft to be agreed or as planned at once.

    Requests that they answer are planned with them.
    """
    state = Visit.State.DRAFT if draft else Visit.State.PLANNED
    made = [_filled(Visit(area=area, uuid=entry.uuid, state=state), entry) for entry in entries]
    Event.objects.bulk_create(
        event_of(by=by, action="plan-visit", kind=KIND, key=str(one.pk), after=_told(one))
        for one in made
    )
    asked = [one.request_id for one in made if one.request_id]
    VisitRequest.objects.filter(pk__in=asked).update(state=VisitRequest.State.PLANNED)
    return made


@transaction.atomic
def change_visit(*, by: Actor, visit: Visit, entry: PlanEntry) -> Visit:
    """Say otherwise what is planned; the school and the number of the visit stay.

    Raises:
        VisitMovedError: it was made or cancelled meanwhile.
    """
    kept = held(visit, *TO_COME)
    before = _told(kept)
    _filled(kept, entry)
    tell(by, "change-visit", kept, _told(kept), before)
    return kept


@transaction.atomic
def agree_visits(*, by: Actor, area: Unit, visits: Iterable[int]) -> int:
    """Agree to drafts (their keys); gives how many of them still were drafts.

    The plan of each of their months is evidence.
    """
    drafts = Visit.objects.select_for_update().filter(area=area, pk__in=list(visits))
    found = list(drafts.filter(state=Visit.State.DRAFT).order_by("pk"))
    Visit.objects.filter(pk__in=[one.pk for one in found]).update(state=Visit.State.PLANNED)
    after = {"state": Visit.State.PLANNED}
    Event.objects.bulk_create(
        event_of(by=by, action="agree-visit", kind=KIND, key=str(one.pk), after=after)
        for one in found
    )
    for first in sorted({one.month for one in found}):
        _show(by, area, month_of(first))
    return len(found)


@transaction.atomic
def cancel_visit(*, by: Actor, visit: Visit, reason: str) -> None:
    """Say that a planned visit won't be made, and why; it stays in the list.

    Raises:
        VisitMovedError: it was made or cancelled meanwhile.
    """
    kept = held(visit, *TO_COME)
    kept.state, kept.reason = Visit.State.CANCELLED, reason
    kept.save()
    if kept.request:
        VisitRequest.objects.filter(pk=kept.request.pk).update(state=VisitRequest.State.OPEN)
    tell(by, "cancel-visit", kept, {"state": kept.state, "reason": reason})


def held(visit: Visit, *states: str) -> Visit:
    """The visit, locked, in one of those states."""
    locked = Visit.objects.select_for_update(of=("self",))
    kept = locked.select_related("school", "area", "lead", "request", "follows").get(pk=visit.pk)
    if kept.state not in states:
        raise VisitMovedError(kept.state)
    return kept


def tell(by: Actor, action: str, visit: Visit, after: Any, before: Any = None) -> None:
    """Leave the event of a write about a visit."""
    record_event(by=by, action=action, kind=KIND, key=str(visit.pk), before=before, after=after)


def set_topics(visit: Visit, names: Iterable[str]) -> None:
    """Let a visit have these topics and no others."""
    visit.topics.all().delete()
    VisitTopic.objects.bulk_create(VisitTopic(visit=visit, name=n) for n in dict.fromkeys(names))


def _filled(visit: Visit, entry: PlanEntry) -> Visit:
    if visit.pk is None:
        visit.school = entry.school
    visit.lead, visit.kind, visit.month = entry.lead, entry.kind, entry.month.first
    visit.planned_on, visit.reasons = entry.planned_on, list(entry.reasons)
    visit.request, visit.follows = entry.request, entry.follows
    visit.save()
    set_topics(visit, entry.topics)
    visit.team.set(entry.team)
    visit.instruments.set(entry.instruments)
    return visit


def _show(by: Actor, area: Unit, month: Month) -> None:
    """Let the plan of a month be evidence."""
    title = f"แผนนิเทศ เดือน{month.named()}"
    entry = EvidenceEntry(Seen(area, area, Level.OFFICE), _EVIDENCE_KIND, title, month.first)
    keep_record(by=by, entry=entry, record=(PLAN_KIND, f"{area.pk}-{month.key}"))


def _told(visit: Visit) -> dict[str, Any]:
    """What is planned, as its events tell it."""
    told = {
        "school": str(visit.school),
        "lead": str(visit.lead),
        "month": month_of(visit.month).key,
        "kind": visit.kind,
        "topics": [topic.name for topic in visit.topics.all()],
        "planned_on": visit.planned_on.isoformat() if visit.planned_on else "",
    }
    return {name: value for name, value in told.items() if value}
