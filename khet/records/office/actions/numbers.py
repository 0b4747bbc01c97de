"""Taking numbers: one at a time, so that none repeats and none is left out."""

from datetime import datetime

from django.db import transaction

from khet.records.office.models import Number, Series
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit


class NumberGoneError(Exception):
    """The number isn't reserved any more: it was used or cancelled."""


class SeriesBegunError(Exception):
    """Numbers of the series were taken here, so it can't be continued from elsewhere."""


class NotHigherError(Exception):
    """A series is continued upward only; tells the last number that it has."""


@transaction.atomic
def take_number(
    *,
    by: Actor,
    area: Unit,
    kind: str,
    year: int,
    at: datetime,
    state: str = Number.State.USED,
    reason: str = "",
) -> Number:
    """The next number of a series; taken in the transaction of what it is for, or not at all.

    Whoever comes at the same time waits until this transaction ends.

    Args:
        kind: the series, as ``order``; ``year`` its calendar year (BE).
    """
    series = held_series(area, kind, year)
    series.last += 1
    series.save()
    taken = Number.objects.create(
        series=series,
        number=series.last,
        state=state,
        reason=reason,
        taken_at=at,
        taken_by=str(by),
    )
    after = {"series": kind, "number": str(taken), "state": state, "reason": reason}
    record_event(by=by, action="take-number", kind="office.number", key=str(taken.pk), after=after)
    return taken


@transaction.atomic
def use_number(*, by: Actor, number: Number) -> Number:
    """Use a number that was reserved.

    Raises:
        NumberGoneError: see there.
    """
    return _move(by, "use-number", number, Number.State.USED, number.reason)


@transaction.atomic
def cancel_number(*, by: Actor, number: Number, reason: str) -> Number:
    """Let a number that was reserved never be used; it stays, with the reason.

    Raises:
        NumberGoneError: see there.
    """
    return _move(by, "cancel-number", number, Number.State.CANCELLED, reason)


@transaction.atomic
def continue_series(*, by: Actor, area: Unit, kind: str, year: int, last: int) -> None:
    """Go on from a register that was kept elsewhere: ``last`` is the last number given there.

    Raises:
        SeriesBegunError, NotHigherError: see there.
    """
    series = held_series(area, kind, year)
    if series.numbers.exists():
        raise SeriesBegunError
    if last <= series.last:
        raise NotHigherError(series.last)
    before = {"series": kind, "last": series.last}
    series.last = last
    series.save()
    after = {**before, "last": last}
    record_event(
        by=by,
        action="continue-series",
        kind="office.number",
        key=f"{kind}-{year}",
        before=before,
        after=after,
    )


def held_series(area: Unit, kind: str, year: int) -> Series:
    """The series, made where it is its first number; whoever comes later waits for it."""
    Series.objects.get_or_create(area=area, kind=kind, year=year)
    return Series.objects.select_for_update().get(area=area, kind=kind, year=year)


def _move(by: Actor, action: str, number: Number, state: str, reason: str) -> Number:
    kept = Number.objects.select_for_update(of=("self",)).select_related("series").get(pk=number.pk)
    if kept.state != Number.State.RESERVED:
        raise NumberGoneError(kept.state)
    before = {"number": str(kept), "state": kept.state, "reason": kept.reason}
    kept.state, kept.reason = state, reason
    kept.save()
    after = {"number": str(kept), "state": state, "reason": reason}
    record_event(
        by=by, action=action, kind="office.number", key=str(kept.pk), before=before, after=after
    )
    return kept
