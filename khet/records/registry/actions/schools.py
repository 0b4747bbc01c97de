"""What schools have in a year: pupils by grade."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from khet.records.registry.actions.audit import Actor, event_of, record_event
from khet.records.registry.models import Enrolment, Event, Unit, UnitKind


@dataclass(frozen=True)
class EnrolmentEntry:
    """Pupils of a school (its code) in a grade and academic year (BE)."""

    school: str
    academic_year: int
    grade: str
    pupils: int


@transaction.atomic
def record_enrolment(*, by: Actor, entries: Iterable[EnrolmentEntry]) -> None:
    """Add pupils per school, grade and year.

    Raises:
        KeyError: a school's code is not registered.
        django.db.IntegrityError: a school's grade and year are already there.
    """
    schools = dict(Unit.objects.filter(kind=UnitKind.SCHOOL).values_list("code", "pk"))
    made = Enrolment.objects.bulk_create(
        Enrolment(
            school_id=schools[entry.school],
            academic_year=entry.academic_year,
            grade=entry.grade,
            pupils=entry.pupils,
        )
        for entry in entries
    )
    record_event(
        by=by,
        action="record-enrolment",
        kind="registry.enrolment",
        key="*",
        after={"rows": len(made), "pupils": sum(row.pupils for row in made)},
    )


@dataclass(frozen=True)
class GradeCount:
    """Pupils of a grade; boys, girls and rooms are ``None`` where not known."""

    pupils: int
    boys: int | None = None
    girls: int | None = None
    rooms: int | None = None


Counts = Mapping[str, GradeCount | None]


@transaction.atomic
def save_enrolment(*, by: Actor, academic_year: int, counts: Mapping[str, Counts]) -> None:
    """Set pupils by school (its code) and grade in an academic year (BE); ``None`` is not known.

    Grades that aren't named stay. Each school has an event of what it had and has.

    Raises:
        KeyError: a school's code is not registered.
    """
    schools = dict(
        Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=counts).values_list("code", "pk")
    )
    there = Enrolment.objects.filter(academic_year=academic_year, school__code__in=counts)
    before = {(row.school_id, row.grade): row for row in there}
    events, rows, gone = [], [], []
    for code, grades in counts.items():
        held = {grade: before.get((schools[code], grade)) for grade in grades}
        events.append(_counted(by, code, academic_year, held, grades))
        gone += [row.pk for grade, row in held.items() if row and grades[grade] is None]
        rows += [
            Enrolment(school_id=schools[code], academic_year=academic_year, grade=g, **vars(count))
            for g, count in grades.items()
            if count
        ]
    Enrolment.objects.filter(pk__in=gone).delete()
    Enrolment.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["school", "academic_year", "grade"],
        update_fields=["pupils", "boys", "girls", "rooms"],
    )
    Event.objects.bulk_create(events)


def _counted(
    by: Actor, code: str, year: int, held: Mapping[str, Enrolment | None], now: Counts
) -> Event:
    was = {
        grade: asdict(GradeCount(row.pupils, row.boys, row.girls, row.rooms)) if row else None
        for grade, row in held.items()
    }
    return event_of(
        by=by,
        action="save-enrolment",
        kind="registry.enrolment",
        key=code,
        before={"year": year, "grades": was},
        after={"year": year, "grades": {g: asdict(c) if c else None for g, c in now.items()}},
    )
