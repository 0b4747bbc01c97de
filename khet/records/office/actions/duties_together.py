"""Writes about many duties at once, each about a record of its own: a few queries, however many."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from khet.records.office.actions.duties import Owner, duty_event, told_duty
from khet.records.office.actions.evidence import About
from khet.records.office.models import Duty
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Event
from khet.rules.deadlines import Deadline
from khet.rules.duties import OWED

_AT_ONCE = 500


@transaction.atomic
def open_each(
    *,
    by: Actor,
    rule: Deadline,
    owned: Iterable[tuple[Owner, About]],
    opened: date,
    due: date,
    title: str,
) -> list[Duty]:
    """Open a duty for each owner about the record beside it, none of which has one yet."""
    duties = Duty.objects.bulk_create(
        Duty(
            rule=rule.code,
            title=title,
            about_kind=about[0],
            about_key=about[1],
            opened=opened,
            due=due,
            first_due=due,
            **vars(owner),
        )
        for owner, about in owned
    )
    Event.objects.bulk_create(
        duty_event(by, "open-duty", duty, None, told_duty(duty)) for duty in duties
    )
    return duties


def postpone_each(*, by: Actor, duties: Iterable[int], due: date, reason: str) -> int:
    """Give the owners of those of the duties (keys) that are owed until another day."""
    return _move(by, "postpone-duty", duties, OWED, reason, due=due)


def waive_each(*, by: Actor, duties: Iterable[int], reason: str) -> int:
    """Say of those of the duties (keys) that are owed that they need not be done any more."""
    return _move(by, "waive-duty", duties, OWED, reason, state=Duty.State.WAIVED)


def ask_each_again(*, by: Actor, duties: Iterable[int], reason: str, due: date) -> int:
    """Ask after all for those of the duties (keys) that are waived, until a day."""
    waived = (Duty.State.WAIVED,)
    return _move(by, "ask-again", duties, waived, reason, state=Duty.State.OPEN, due=due)


@transaction.atomic
def _move(
    by: Actor, action: str, keys: Iterable[int], states: Iterable[str], reason: str, **values: Any
) -> int:
    """Change those of the duties that are in one of the states; returns how many."""
    held = Duty.objects.select_for_update(of=("self",)).select_related("unit", "passed")
    duties = list(held.filter(pk__in=list(keys), state__in=list(states)).order_by("pk"))
    before = [told_duty(duty) for duty in duties]
    for duty in duties:
        for name, value in {**values, "reason": reason}.items():
            setattr(duty, name, value)
    Duty.objects.bulk_update(duties, [*values, "reason"], batch_size=_AT_ONCE)
    Event.objects.bulk_create(
        duty_event(by, action, duty, was, {**told_duty(duty), "reason": reason})
        for duty, was in zip(duties, before, strict=True)
    )
    return len(duties)
