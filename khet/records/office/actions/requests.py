"""Requests of services: asked, checked, allowed or refused, received. Each is audited.

Events tell which service and which state, and nothing of what the form says: that is personal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.files import attach
from khet.records.office.models import ServiceRequest
from khet.records.office.queries.requests import KIND
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.rules.services import ALLOW, CANCEL, CHANGE, CHECK, CLOSE, REFUSE, RETURN, after_step

_KEPT_REASON = (RETURN, REFUSE, CANCEL)


@dataclass(frozen=True)
class Asking:
    """What a form of a service says, by the names of its fields, and the files with it."""

    details: Mapping[str, str]
    at: datetime
    files: Sequence[Brought] = ()


@dataclass(frozen=True)
class RequestStep:
    """A step: which, when, why, and in whose stead (empty for the own right)."""

    step: str
    at: datetime
    reason: str = ""
    for_whom: str = ""


class RequestMovedError(Exception):
    """The request is in another state than one in which this can be done; tells which."""


@transaction.atomic
def ask_service(
    *, by: User, area: Unit, unit: Unit, service: str, asking: Asking
) -> ServiceRequest:
    """Ask for a service."""
    made = ServiceRequest.objects.create(
        area=area,
        unit=unit,
        service=service,
        details=dict(asking.details),
        asked_by=by,
        asked_at=asking.at,
    )
    _attach(by, made, asking)
    _tell(by, "ask-service", made, None)
    return made


@transaction.atomic
def change_request(*, by: User, request: ServiceRequest, asking: Asking) -> ServiceRequest:
    """Ask otherwise, before it is checked or after it was given back; it waits for its check.

    Raises:
        RequestMovedError: see there.
    """
    kept, after = _held(request, CHANGE)
    before = _told(kept)
    kept.state, kept.details, kept.reason = after, dict(asking.details), ""
    kept.save()
    _attach(by, kept, asking)
    _tell(by, "change-request", kept, before)
    return kept


@transaction.atomic
def move_request(*, by: User, request: ServiceRequest, step: RequestStep) -> ServiceRequest:
    """Let a request take a step other than being changed.

    Raises:
        RequestMovedError: see there.
    """
    kept, after = _held(request, step.step)
    before = _told(kept)
    kept.state = after
    for name, value in _written(by, step).items():
        setattr(kept, name, value)
    kept.save()
    _tell(by, f"{step.step}-request", kept, before)
    return kept


def _written(by: User, step: RequestStep) -> dict[str, Any]:
    """What a step writes beside the state."""
    reason = {"reason": step.reason} if step.step in _KEPT_REASON or step.reason else {}
    if step.step == CHECK:
        return {"checked_by": by, "checked_at": step.at, "reason": step.reason}
    if step.step in (ALLOW, REFUSE):
        decided = {"decided_by": by, "decided_at": step.at, "decided_for": step.for_whom}
        return {**decided, "reason": step.reason}
    return {"closed_at": step.at, **reason} if step.step == CLOSE else reason


def _held(request: ServiceRequest, step: str) -> tuple[ServiceRequest, str]:
    """The request, kept from others until the transaction ends, and the state after the step."""
    kept = ServiceRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    after = after_step(step, kept.state)
    if after is None:
        raise RequestMovedError(kept.state)
    return kept, after


def _attach(by: Actor, request: ServiceRequest, asking: Asking) -> None:
    for file in asking.files:
        attach(by=by, about=(KIND, str(request.pk)), brought=file, at=asking.at, told=False)


def _told(request: ServiceRequest) -> dict[str, str]:
    return {"service": request.service, "state": request.state}


def _tell(
    by: Actor, action: str, request: ServiceRequest, before: Mapping[str, str] | None
) -> None:
    record_event(
        by=by, action=action, kind=KIND, key=str(request.pk), before=before, after=_told(request)
    )
