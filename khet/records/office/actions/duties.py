"""Writes about duties: opened, moved or opened again, done, checked, waived. Each is audited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khet.records.office.actions.evidence import About, use_evidence
from khet.records.office.models import Body, Duty, Evidence
from khet.records.registry.actions.audit import Actor, event_of
from khet.records.registry.models import Event, Team, Unit, User
from khet.rules.deadlines import Deadline
from khet.rules.duties import OWED


@dataclass(frozen=True)
class Owner:
    """Whose a duty is: a role at the unit, a person, a team or a body; it counts at the unit."""

    unit: Unit
    role: str = ""
    person: User | None = None
    team: Team | None = None
    body: Body | None = None


class DutyMovedError(Exception):
    """The duty is in another state than one in which this can be done; tells which."""


def posts_at(units: Iterable[Unit], role: str) -> list[Owner]:
    """Whoever holds the role at each of the units."""
    return [Owner(unit, role) for unit in units]


@transaction.atomic
def open_duties(
    *,
    by: Actor,
    rule: Deadline,
    owners: Iterable[Owner],
    about: About,
    opened: date,
    due: date,
    title: str = "",
) -> list[Duty]:
    """Have each owner do something until a day.

    What is open already gets the new day; what was done or waived is opened again.

    Args:
        title: what is to be done, where the rule and the record alone would say too little.
    """
    known = {_owner_of(duty): duty for duty in _locked(rule, about)}
    found, changed = [], []
    for owner in owners:
        duty = known.get(_key(owner)) or Duty(
            rule=rule.code, about_kind=about[0], about_key=about[1], first_due=due, **vars(owner)
        )
        before = told_duty(duty) if duty.pk else None
        duty.opened, duty.due, duty.title = opened, due, title
        duty.state, duty.done_at, duty.done_by = Duty.State.OPEN, None, ""
        duty.checked_at, duty.checked_by = None, ""
        if before != told_duty(duty):
            changed.append((duty, before))
        found.append(duty)
    _save(by, changed)
    return found


@transaction.atomic
def finish_duty(
    *, by: Actor, duty: Duty, at: datetime, evidence: Iterable[Evidence] = (), note: str = ""
) -> bool:
    """Say that a duty is done, and what shows it; one that isn't owed stays as it is.

    Returns whether it was owed.
    """
    kept = _of(duty)
    if kept.state not in OWED:
        return False
    done = {"state": Duty.State.DONE, "done_at": at, "done_by": str(by)}
    _move(by, "finish-duty", kept, **done, note=note or kept.note)
    use_evidence(by=by, evidence=evidence, about=("office.duty", str(kept.pk)))
    return True


@transaction.atomic
def accept_duty(*, by: Actor, duty: Duty, at: datetime) -> None:
    """Say that what was done is right.

    Raises:
        DutyMovedError: the duty isn't done, or was checked before.
    """
    kept = _in(duty, Duty.State.DONE)
    _move(by, "accept-duty", kept, state=Duty.State.ACCEPTED, checked_at=at, checked_by=str(by))


@transaction.atomic
def return_duty(*, by: Actor, duty: Duty, at: datetime, reason: str) -> None:
    """Give back what was done, to be mended; the reason says what.

    Raises:
        DutyMovedError: the duty isn't done, or was accepted before.
    """
    kept = _in(duty, Duty.State.DONE)
    _move(
        by,
        "return-duty",
        kept,
        state=Duty.State.RETURNED,
        reason=reason,
        done_at=None,
        done_by="",
        checked_at=at,
        checked_by=str(by),
    )


@transaction.atomic
def reopen_check(*, by: Actor, duty: Duty, reason: str) -> None:
    """Take back that what was done is right, so that it waits for its check again.

    Raises:
        DutyMovedError: the duty isn't accepted.
    """
    kept = _in(duty, Duty.State.ACCEPTED)
    waiting = {"state": Duty.State.DONE, "checked_at": None, "checked_by": ""}
    _move(by, "reopen-check", kept, **waiting, reason=reason)


@transaction.atomic
def postpone_duty(*, by: Actor, duty: Duty, due: date, reason: str) -> None:
    """Give the owner until a later day.

    Raises:
        DutyMovedError: the duty isn't owed any more.
    """
    _move(by, "postpone-duty", _in(duty, *OWED), due=due, reason=reason)


@transaction.atomic
def waive_duty(*, by: Actor, duty: Duty, reason: str) -> bool:
    """Say that a duty need not be done any more, and why; one that isn't owed stays as it is.

    Returns whether it was owed.
    """
    kept = _of(duty)
    if kept.state not in OWED:
        return False
    _move(by, "waive-duty", kept, state=Duty.State.WAIVED, reason=reason)
    return True


@transaction.atomic
def ask_again(*, by: Actor, duty: Duty, reason: str) -> None:
    """Ask after all for what was waived, by the day that it had.

    Raises:
        DutyMovedError: the duty isn't waived.
    """
    _move(by, "ask-again", _in(duty, Duty.State.WAIVED), state=Duty.State.OPEN, reason=reason)


@transaction.atomic
def pass_duty(*, by: Actor, duty: Duty, to: User | None) -> None:
    """Have somebody do it; the owner stays accountable. ``None`` takes it back.

    Raises:
        DutyMovedError: the duty isn't owed any more.
    """
    action = "take-back-duty" if to is None else "pass-duty"
    _move(by, action, _in(duty, *OWED), passed=to)


@transaction.atomic
def tell_progress(*, by: Actor, duty: Duty, progress: str, note: str) -> None:
    """Say how a duty that is still owed goes.

    Raises:
        DutyMovedError: the duty isn't owed any more.
    """
    _move(by, "tell-progress", _in(duty, *OWED), progress=progress, note=note)


def _save(by: Actor, changed: list[tuple[Duty, dict[str, str] | None]]) -> None:
    """Keep the duties with an event each: new ones all at once, as there may be one a school."""
    Duty.objects.bulk_create(duty for duty, before in changed if before is None)
    for duty, before in changed:
        if before is not None:
            duty.save()
    Event.objects.bulk_create(
        duty_event(by, "reopen-duty" if before else "open-duty", duty, before, told_duty(duty))
        for duty, before in changed
    )


def _move(by: Actor, action: str, kept: Duty, **values: Any) -> None:
    before = told_duty(kept)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    duty_event(
        by, action, kept, before, {**told_duty(kept), "reason": values.get("reason", "")}
    ).save()


def _locked(rule: Deadline, about: About) -> Iterable[Duty]:
    held = Duty.objects.select_for_update(of=("self",)).select_related("unit", "passed")
    return held.filter(rule=rule.code, about_kind=about[0], about_key=about[1]).order_by("pk")


def _of(duty: Duty) -> Duty:
    held = Duty.objects.select_for_update(of=("self",)).select_related("unit", "passed")
    return held.get(pk=duty.pk)


def _in(duty: Duty, *states: str) -> Duty:
    kept = _of(duty)
    if kept.state not in states:
        raise DutyMovedError(kept.state)
    return kept


def _key(owner: Owner) -> tuple[object, ...]:
    """What makes an owner of one record's duties the same."""
    keys = [one.pk if one else None for one in (owner.person, owner.team, owner.body)]
    return (owner.unit.pk if owner.role else None, owner.role, *keys)


def _owner_of(duty: Duty) -> tuple[object, ...]:
    unit = duty.unit_id if duty.role else None
    return (unit, duty.role, duty.person_id, duty.team_id, duty.body_id)


def told_duty(duty: Duty) -> dict[str, str]:
    """What a duty says, as its events tell it."""
    told = {
        "rule": duty.rule,
        "unit": duty.unit.code,
        "about": f"{duty.about_kind} {duty.about_key}",
        "due": duty.due.isoformat(),
        "state": duty.state,
    }
    more = {
        "title": duty.title,
        "passed": duty.passed.username if duty.passed else "",
        "progress": duty.progress,
        "note": duty.note,
    }
    return told | {name: value for name, value in more.items() if value}


def duty_event(
    by: Actor, action: str, duty: Duty, before: dict[str, str] | None, after: dict[str, str]
) -> Event:
    """An event of a duty, not yet added."""
    return event_of(
        by=by,
        action=action,
        kind="office.duty",
        key=str(duty.pk),
        before=before,
        after={name: value for name, value in after.items() if value or name != "reason"},
    )
