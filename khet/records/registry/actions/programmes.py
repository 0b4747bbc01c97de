"""Programmes of an area, and the schools that take part in them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction

from khet.records.registry.actions.audit import Actor, event_of
from khet.records.registry.models import Event, Programme, ProgrammeSchool, Unit, UnitKind


@dataclass(frozen=True)
class ProgrammeEntry:
    """A school (its code) takes part in a programme from one academic year (BE) on.

    ``until_year`` is the last year of it, ``None`` while it goes on.
    """

    programme: str
    school: str
    from_year: int
    until_year: int | None = None
    cohort: str = ""
    part: str = ""


@transaction.atomic
def save_programmes(*, by: Actor, area: Unit, entries: Iterable[ProgrammeEntry]) -> None:
    """Add schools to programmes, or change how they take part; new programmes are made.

    Raises:
        KeyError: a school's code is not registered.
        django.db.IntegrityError: it would end before it began.
    """
    listed = list(entries)
    programmes = {
        name: Programme.objects.get_or_create(area=area, name=name)[0]
        for name in {entry.programme for entry in listed}
    }
    codes = {entry.school for entry in listed}
    found = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=codes)
    schools = dict(found.values_list("code", "pk"))
    there = {
        (row.programme_id, row.school_id, row.from_year): row
        for row in ProgrammeSchool.objects.filter(programme__in=programmes.values())
    }
    events = []
    for entry in listed:
        key = (programmes[entry.programme].pk, schools[entry.school], entry.from_year)
        events.append(_told(by, entry, there.get(key)))
    ProgrammeSchool.objects.bulk_create(
        [_row(entry, programmes[entry.programme], schools[entry.school]) for entry in listed],
        update_conflicts=True,
        unique_fields=["programme", "school", "from_year"],
        update_fields=["cohort", "part", "until_year"],
    )
    Event.objects.bulk_create(events)


def _row(entry: ProgrammeEntry, programme: Programme, school: int) -> ProgrammeSchool:
    return ProgrammeSchool(
        programme=programme,
        school_id=school,
        cohort=entry.cohort,
        part=entry.part,
        from_year=entry.from_year,
        until_year=entry.until_year,
    )


def _told(by: Actor, entry: ProgrammeEntry, before: ProgrammeSchool | None) -> Event:
    was = None
    if before:
        held = {
            name: getattr(before, name) for name in ("from_year", "until_year", "cohort", "part")
        }
        was = {"programme": entry.programme, **held}
    return event_of(
        by=by,
        action="change-programme-school" if before else "join-programme",
        kind="registry.programme",
        key=entry.school,
        before=was,
        after=asdict(entry),
    )
