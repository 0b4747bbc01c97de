"""Writes about means by strand, standard and indicator, each with its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction

from khet.records.learning.models import Sitting, StandardMean
from khet.records.registry.actions.audit import Actor, event_of, record_event
from khet.records.registry.models import Event, Unit, UnitKind
from khet.records.registry.queries.entries import units_of

_KIND = "learning.standards"
_Place = tuple[int, str, str, str]


@dataclass(frozen=True)
class StandardEntry:
    """A mean (0–100, at most 2 decimals) of a strand, standard or indicator in a sitting.

    ``school`` is a school's code, empty for the whole area; ``n`` are the pupils, where told.
    """

    academic_year: int
    test: str
    grade: str
    round: str
    subject: str
    level: str
    code: str
    mean: Decimal
    source: str
    school: str = ""
    name: str = ""
    n: int | None = None

    @property
    def sitting(self) -> tuple[int, str, str, str]:
        """What names the sitting."""
        return self.academic_year, self.test, self.grade, self.round


@transaction.atomic
def keep_standard_means(*, by: Actor, area: Unit, entries: Iterable[StandardEntry]) -> None:
    """Add means or put them in the place of those there; sittings are made where new.

    One event for each sitting and subject, with the means that were there before.

    Raises:
        KeyError: a school's code is not of the area.
        django.db.IntegrityError: a mean outside 0–100, or no source.
    """
    listed = sorted(entries, key=lambda entry: (entry.sitting, entry.subject))
    schools = {unit.code: unit for unit in units_of(area, UnitKind.SCHOOL)}
    events = [
        _kept(by, _sitting(area, *told), subject, list(group), schools)
        for (told, subject), group in groupby(listed, lambda e: (e.sitting, e.subject))
    ]
    Event.objects.bulk_create(events)


@transaction.atomic
def withdraw_standard_means(*, by: Actor, sitting: Sitting, subject: str, reason: str) -> int:
    """Take back every mean of a subject of a sitting; says how many there were."""
    Sitting.objects.select_for_update().get(pk=sitting.pk)
    rows = list(_rows(sitting, subject).values())
    if rows:
        record_event(
            by=by,
            action="withdraw-standards",
            kind=_KIND,
            key=str(sitting.pk),
            before=_words(sitting, subject, rows),
            after={"sitting": str(sitting), "subject": subject, "reason": reason},
        )
        StandardMean.objects.filter(sitting=sitting, subject=subject).delete()
    return len(rows)


def _sitting(area: Unit, year: int, test: str, grade: str, round_: str) -> Sitting:
    found, _ = Sitting.objects.get_or_create(
        area=area, academic_year=year, test=test, grade=grade, round=round_
    )
    return Sitting.objects.select_for_update().get(pk=found.pk)


def _rows(sitting: Sitting, subject: str) -> dict[tuple[str, str], StandardMean]:
    found = StandardMean.objects.filter(sitting=sitting, subject=subject).select_related("school")
    return {(row.school.code if row.school else "", row.code): row for row in found}


def _kept(
    by: Actor,
    sitting: Sitting,
    subject: str,
    entries: list[StandardEntry],
    schools: Mapping[str, Unit],
) -> Event:
    """Put the entries in the place of what is there; the event says what was and what is."""
    there = _rows(sitting, subject)
    old = [row for entry in entries if (row := there.get((entry.school, entry.code)))]
    rows = [_row(by, sitting, entry, schools) for entry in entries]
    StandardMean.objects.filter(pk__in=[row.pk for row in old]).delete()
    StandardMean.objects.bulk_create(rows)
    return event_of(
        by=by,
        action="keep-standards",
        kind=_KIND,
        key=str(sitting.pk),
        before=_words(sitting, subject, old) if old else None,
        after=_words(sitting, subject, rows),
    )


def _row(
    by: Actor, sitting: Sitting, entry: StandardEntry, schools: Mapping[str, Unit]
) -> StandardMean:
    return StandardMean(
        sitting=sitting,
        school=schools[entry.school] if entry.school else None,
        subject=entry.subject,
        level=entry.level,
        code=entry.code,
        name=entry.name,
        n=entry.n,
        mean=entry.mean,
        source=entry.source,
        told_by=str(by),
    )


def _words(sitting: Sitting, subject: str, rows: Iterable[StandardMean]) -> dict[str, Any]:
    """What rows say, as their event tells it: each mean by its school and code."""
    listed = list(rows)
    return {
        "sitting": str(sitting),
        "subject": subject,
        "source": " | ".join(dict.fromkeys(row.source for row in listed)),
        "means": {
            f"{row.school.code if row.school else ''} {row.code}".strip(): f"{row.mean:.2f}"
            for row in listed
        },
    }
