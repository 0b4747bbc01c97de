"""Writes about the office's calendar: days on which it closes, or opens all the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from khet.records.office.models import Holiday
from khet.records.registry.actions.audit import Actor, event_of, record_event
from khet.records.registry.models import Event, Unit


@dataclass(frozen=True)
class HolidayEntry:
    """A day on which the office is closed, or open though it would be closed, and why."""

    day: date
    name: str
    closed: bool = True


class HolidayTakenError(Exception):
    """A day is entered already; tells which."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


@transaction.atomic
def add_holidays(*, by: Actor, area: Unit, entries: Iterable[HolidayEntry]) -> None:
    """Enter days of the office's own, all or none. Duties already opened keep their day.

    Raises:
        HolidayTakenError: one of the days is entered already.
    """
    Unit.objects.select_for_update().get(pk=area.pk)
    taken = set(Holiday.objects.filter(area=area).values_list("day", flat=True))
    rows, events = [], []
    for entry in entries:
        if entry.day in taken:
            raise HolidayTakenError(entry.day)
        taken.add(entry.day)
        rows.append(Holiday(area=area, day=entry.day, name=entry.name, closed=entry.closed))
        action = "close-day" if entry.closed else "open-day"
        told = {"name": entry.name}
        events.append(
            event_of(
                by=by, action=action, kind="office.holiday", key=_key(area, entry.day), after=told
            )
        )
    Holiday.objects.bulk_create(rows)
    Event.objects.bulk_create(events)


@transaction.atomic
def remove_holiday(*, by: Actor, holiday: Holiday) -> None:
    """Take a day of the office's own back; one that is gone already is left.

    Duties already opened keep their day.
    """
    if Holiday.objects.filter(pk=holiday.pk).delete()[0]:
        told = {"name": holiday.name}
        key = _key(holiday.area, holiday.day)
        record_event(by=by, action="remove-holiday", kind="office.holiday", key=key, before=told)


def _key(area: Unit, day: date) -> str:
    return f"{area.code}/{day.isoformat()}"
