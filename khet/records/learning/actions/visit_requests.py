"""What schools ask to be visited for: asked, and declined; a visit in the plan answers it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khet.records.learning.models import VisitRequest
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.rules.months import Month

KIND = "learning.visit-request"


@dataclass(frozen=True)
class RequestEntry:
    """For what a school asks to be visited, and when it wishes that; without a month any time."""

    topic: str
    wish: str
    month: Month | None = None


class RequestSettledError(Exception):
    """The request was planned or declined meanwhile."""


class AskedAlreadyError(Exception):
    """The school asked for the same already, and it is still open."""


@transaction.atomic
def ask_visit(
    *, by: User, area: Unit, school: Unit, entry: RequestEntry, at: datetime
) -> VisitRequest:
    """Ask for a visit to a school.

    Raises:
        AskedAlreadyError: see there.
    """
    Unit.objects.select_for_update().get(pk=school.pk)
    same = VisitRequest.objects.filter(school=school, topic=entry.topic)
    if same.filter(state=VisitRequest.State.OPEN).exists():
        raise AskedAlreadyError
    made = VisitRequest.objects.create(
        area=area,
        school=school,
        topic=entry.topic,
        wish=entry.wish,
        month=entry.month.first if entry.month else None,
        asked_at=at,
        asked_by=by,
    )
    after = {"school": school.code, "topic": entry.topic}
    record_event(by=by, action="ask-visit", kind=KIND, key=str(made.pk), after=after)
    return made


@transaction.atomic
def decline_request(*, by: Actor, asked: VisitRequest, reason: str) -> None:
    """Say that a visit won't be made, and why; the school reads it.

    Raises:
        RequestSettledError: see there.
    """
    kept = hold_open(asked)
    kept.state, kept.reason = VisitRequest.State.DECLINED, reason
    kept.save()
    after = {"state": kept.state, "reason": reason}
    record_event(by=by, action="decline-request", kind=KIND, key=str(kept.pk), after=after)


def hold_open(asked: VisitRequest) -> VisitRequest:
    """The request, locked, while it is still open.

    Raises:
        RequestSettledError: see there.
    """
    kept = VisitRequest.objects.select_for_update().get(pk=asked.pk)
    if kept.state != VisitRequest.State.OPEN:
        raise RequestSettledError
    return kept
