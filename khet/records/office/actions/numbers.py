"""Taking numbers: one at a time, so that none repeats and none is left out."""

from datetime import datetime

from django.db import transaction

from khet.records.office.models import Number, Series
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit


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
    Series.objects.get_or_create(area=area, kind=kind, year=year)
    series = Series.objects.select_for_update().get(area=area, kind=kind, year=year)
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
