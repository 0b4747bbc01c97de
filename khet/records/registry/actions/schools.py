"""What schools have in a year: pupils by grade."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Enrolment, Unit, UnitKind


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
