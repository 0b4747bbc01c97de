"""Writes about duties: opened, moved or opened again, done, waived. Each is audited."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from khet.records.office.models import Duty
from khet.records.registry.actions.audit import Actor, event_of
from khet.records.registry.models import Event, Unit
from khet.rules.deadlines import Deadline

About = tuple[str, str]
"""The kind and the key of the record that a duty is about."""


@transaction.atomic
def open_duties(
    *,
    by: Actor,
    rule: Deadline,
    units: Iterable[Unit],
    role: str,
    about: About,
    opened: date,
    due: date,
) -> None:
    """Have whoever holds the role at each unit do something until a day.

    What is open already gets the new day; what was done or waived is opened again.
    """
    known = {duty.unit_id: duty for duty in _locked(rule, about)}
    events = []
    for unit in units:
        duty = known.get(unit.pk) or Duty(
            rule=rule.code, unit=unit, role=role, about_kind=about[0], about_key=about[1]
        )
        before = _told(duty) if duty.pk else None
        duty.opened, duty.due, duty.state = opened, due, Duty.State.OPEN
        duty.done_at, duty.done_by = None, ""
        if before != (after := _told(duty)):
            duty.save()
            action = "reopen-duty" if before else "open-duty"
            events.append(_event(by, action, duty, before, after))
    Event.objects.bulk_create(events)


@transaction.atomic
def finish_duty(*, by: Actor, duty: Duty, at: datetime) -> None:
    """Say that a duty is done; one that isn't open stays as it is."""
    kept = _of(duty)
    if kept.state == Duty.State.OPEN:
        before = _told(kept)
        kept.state, kept.done_at, kept.done_by = Duty.State.DONE, at, str(by)
        kept.save()
        _event(by, "finish-duty", kept, before, _told(kept)).save()


@transaction.atomic
def waive_duty(*, by: Actor, duty: Duty, reason: str) -> None:
    """Say that a duty need not be done any more, and why; one that isn't open stays as it is."""
    kept = _of(duty)
    if kept.state == Duty.State.OPEN:
        before = _told(kept)
        kept.state = Duty.State.WAIVED
        kept.save()
        _event(by, "waive-duty", kept, before, {**_told(kept), "reason": reason}).save()


def _locked(rule: Deadline, about: About) -> Iterable[Duty]:
    held = Duty.objects.select_for_update(of=("self",)).select_related("unit")
    return held.filter(rule=rule.code, about_kind=about[0], about_key=about[1]).order_by("pk")


def _of(duty: Duty) -> Duty:
    return Duty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty.pk)


def _told(duty: Duty) -> dict[str, str]:
    """What a duty says, as its events tell it."""
    return {
        "rule": duty.rule,
        "unit": duty.unit.code,
        "about": f"{duty.about_kind} {duty.about_key}",
        "due": duty.due.isoformat(),
        "state": duty.state,
    }


def _event(
    by: Actor, action: str, duty: Duty, before: dict[str, str] | None, after: dict[str, str]
) -> Event:
    return event_of(
        by=by, action=action, kind="office.duty", key=str(duty.pk), before=before, after=after
    )
