"""Pupils of a school by name, and how many there are of each grade and room."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from khet.records.registry.models import Enrolment, Pupil, Unit
from khet.rules.levels import LEVELS


@dataclass(frozen=True)
class GradeCount:
    """Pupils of a grade by name, room by room, and as they were counted; ``None``: not known."""

    grade: str
    listed: int
    rooms: tuple[tuple[str, int], ...]
    counted: int | None


def pupil_counts(school: Unit, academic_year: int) -> list[GradeCount]:
    """The grades of a school with pupils listed or counted, youngest first. No names.

    A grade counted as 0, with nobody listed, is one that the school doesn't have; where all are,
    they stay.
    """
    listed = Pupil.objects.filter(school=school, academic_year=academic_year)
    rows = listed.values_list("grade", "room").annotate(Count("pk")).order_by("grade", "room")
    rooms: dict[str, list[tuple[str, int]]] = {}
    for grade, room, count in rows:
        rooms.setdefault(grade, []).append((room, count))
    counted = dict(
        Enrolment.objects.filter(school=school, academic_year=academic_year).values_list(
            "grade", "pupils"
        )
    )
    present = rooms.keys() | {grade for grade, pupils in counted.items() if pupils}
    return [
        GradeCount(
            grade,
            sum(count for _, count in rooms.get(grade, ())),
            tuple(rooms.get(grade, ())),
            counted.get(grade),
        )
        for grade in LEVELS
        if grade in (present or counted)
    ]


def pupils_of(
    school: Unit, academic_year: int, grade: str = "", room: str | None = None
) -> QuerySet[Pupil]:
    """The pupils of a school in Thai order within grade and room; all grades where none is said.

    An empty ``room`` are those without one; ``None`` is every room. National ids stay where they
    are.
    """
    found = Pupil.objects.filter(school=school, academic_year=academic_year)
    if grade:
        found = found.filter(grade=grade)
    if room is not None:
        found = found.filter(room=room)
    return found.defer("identity", "identity_hash").order_by("grade", "room", "sort_key", "number")


def pupil_of(pk: int) -> Pupil | None:
    """A registered pupil by key, with the school; the national id stays where it is."""
    found = Pupil.objects.filter(pk=pk).select_related("school")
    return found.defer("identity", "identity_hash").first()


def numbers_of(school: Unit, academic_year: int, grade: str) -> list[str]:
    """The numbers of a school's registered pupils of a grade, in the order of their list."""
    return list(pupils_of(school, academic_year, grade).values_list("number", flat=True))
