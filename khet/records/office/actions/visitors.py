"""Writes about visitors at the counter; their events tell nothing of who they were."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khet.records.office.models import Visitor
from khet.records.office.queries.visitors import named_before, of_purpose
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit
from khet.rules.visitors import FORGOTTEN, OTHER, Strokes

KIND, LIST = "office.visitor", "office.visitor-list"
SERVED, LEFT, BACK = "served", "left", "back"


@dataclass(frozen=True)
class VisitorEntry:
    """What a visitor says."""

    name: str
    purpose: str
    from_where: str = ""
    people: int = 1
    to_meet: str = ""
    signature: Strokes = field(default_factory=list)
    note: str = ""


class VisitorMovedError(Exception):
    """Somebody else wrote down the same step meanwhile."""


@transaction.atomic
def sign_in_visitor(*, by: Actor, area: Unit, entry: VisitorEntry, at: datetime) -> Visitor:
    """Write down that somebody came."""
    made = Visitor.objects.create(area=area, came_at=at, taken_by=str(by), **vars(entry))
    _tell(by, "sign-in-visitor", made)
    return made


@transaction.atomic
def move_visitor(*, by: Actor, visitor: Visitor, step: str, at: datetime) -> Visitor:
    """Write down that a visitor is served, has left, or that the last step was a slip.

    Raises:
        VisitorMovedError: see there.
    """
    kept = Visitor.objects.select_for_update().get(pk=visitor.pk)
    if step == SERVED and not kept.served_at and not kept.left_at:
        kept.served_at = max(at, kept.came_at)
    elif step == LEFT and not kept.left_at:
        kept.left_at = max(at, kept.served_at or kept.came_at)
    elif step == BACK and (kept.left_at or kept.served_at):
        kept.served_at = kept.served_at if kept.left_at else None
        kept.left_at = None
    else:
        raise VisitorMovedError
    kept.save()
    _tell(by, f"visitor-{step}", kept)
    return kept


@transaction.atomic
def forget_visitors(*, by: Actor, area: Unit, before: date) -> int:
    """Blank the names of who came before a day, and all else that could tell who it was.

    When they came, for which usual purpose and how long they waited stays.
    """
    old = named_before(area, before)
    keys = list(old.values_list("pk", flat=True))
    if not keys:
        return 0
    of_purpose(old, OTHER).update(purpose=OTHER)
    blank: dict[str, Any] = dict.fromkeys(("from_where", "to_meet", "note", "taken_by"), "")
    old.update(name=FORGOTTEN, signature=[], **blank)
    told = {"before": before.isoformat(), "count": len(keys)}
    record_event(by=by, action="forget-visitors", kind=LIST, key=area.code, after=told)
    return len(keys)


@transaction.atomic
def tell_exported(*, by: Actor, area: Unit, days: tuple[date, date], keys: Sequence[int]) -> None:
    """Say who took away which visitors' names as a file."""
    first, last = (day.isoformat() for day in days)
    told = {"from": first, "to": last, "visitors": sorted(keys)}
    record_event(by=by, action="export-visitors", kind=LIST, key=area.code, after=told)


def _tell(by: Actor, action: str, one: Visitor) -> None:
    record_event(by=by, action=action, kind=KIND, key=str(one.pk), after={"people": one.people})
