"""Writes about what others told the office of a sitting, each value with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from khet.records.learning.models import Published, Sitting
from khet.records.registry.actions.audit import Actor, event_of, record_event
from khet.records.registry.models import Event, Unit, UnitKind
from khet.records.registry.queries.entries import units_of

_Place = tuple[int, str, str, str]


@dataclass(frozen=True)
class PublishedEntry:
    """A value (0–100, at most 2 decimals) or the key of a colour, told of a sitting of an area.

    ``what`` is one of ``Published.What``; ``school`` is the code of the school of a percent.
    """

    academic_year: int
    test: str
    grade: str
    round: str
    what: str
    subject: str
    source: str
    school: str = ""
    value: Decimal | None = None
    colour: str = ""


@transaction.atomic
def publish(*, by: Actor, area: Unit, entries: Iterable[PublishedEntry]) -> None:
    """Add what was told or put it in the place of what is there; sittings are made where new.

    What is there already, told by the same source, is left as it is.

    Raises:
        KeyError: a school's code is not of the area.
        django.db.IntegrityError: a value and a colour, a school without a percent, no source.
    """
    listed = list(entries)
    sittings = {told: _sitting(area, *told) for told in {_told_of(entry) for entry in listed}}
    there = _there(sittings.values())
    schools = {unit.code: unit for unit in units_of(area, UnitKind.SCHOOL)}
    events = []
    for entry in listed:
        sitting, school = sittings[_told_of(entry)], entry.school and schools[entry.school]
        row = there.get((sitting.pk, entry.what, entry.subject, entry.school)) or Published(
            sitting=sitting, what=entry.what, subject=entry.subject, school=school or None
        )
        events += _saved(by, row, entry)
    Event.objects.bulk_create(events)


@transaction.atomic
def withdraw_published(*, by: Actor, published: Published, reason: str) -> None:
    """Take back what was told; its sitting stays.

    Raises:
        Published.DoesNotExist: it was withdrawn already.
    """
    found = Published.objects.select_for_update(of=("self",))
    row = found.select_related("school", "sitting").get(pk=published.pk)
    record_event(
        by=by,
        action="withdraw-published",
        kind="learning.published",
        key=str(row.sitting_id),
        before=_words(row),
        after={"sitting": str(row.sitting), "reason": reason},
    )
    row.delete()


def _sitting(area: Unit, year: int, test: str, grade: str, round_: str) -> Sitting:
    found, _ = Sitting.objects.get_or_create(
        area=area, academic_year=year, test=test, grade=grade, round=round_
    )
    return found


def _told_of(entry: PublishedEntry) -> tuple[int, str, str, str]:
    return entry.academic_year, entry.test, entry.grade, entry.round


def _there(sittings: Iterable[Sitting]) -> dict[_Place, Published]:
    """What was told of those sittings, which nobody else changes until this is done."""
    keys = [sitting.pk for sitting in sittings]
    list(Sitting.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    found = Published.objects.filter(sitting__in=keys).select_related("sitting", "school")
    return {(row.sitting_id, row.what, row.subject, _code(row)): row for row in found}


def _code(row: Published) -> str:
    return row.school.code if row.school else ""


def _saved(by: Actor, row: Published, entry: PublishedEntry) -> list[Event]:
    """The event of saving an entry to its row; none where nothing changes."""
    was = _words(row) if row.pk else None
    row.value, row.colour, row.source = entry.value, entry.colour, entry.source
    now = _words(row)
    if was == now:
        return []
    row.told_by = str(by)
    row.save()
    event = event_of(
        by=by,
        action="change-published" if was else "publish-value",
        kind="learning.published",
        key=str(row.sitting_id),
        before=was,
        after=now,
    )
    return [event]


def _words(row: Published) -> dict[str, Any]:
    """What a row says, as its events tell it."""
    return {
        "sitting": str(row.sitting),
        "what": row.what,
        "subject": row.subject,
        "school": _code(row),
        "value": "" if row.value is None else f"{row.value:.2f}",
        "colour": row.colour,
        "source": row.source,
    }
