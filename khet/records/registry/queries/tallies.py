"""How many rows each register of an area has, and when each was last changed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, Max, Q

from khet.records.registry.models import (
    Enrolment,
    Event,
    Placement,
    Post,
    ProgrammeSchool,
    Pupil,
    Team,
    Unit,
    UnitKind,
)

Listed = dict[str, list[int]]


def tallies(area: Unit) -> dict[str, int]:
    """Rows by kind: of units their kinds, and ``enrolment``, ``programmes`` and so on."""
    inside = Placement.objects.filter(parent=area).values("child")
    units = Unit.objects.filter(pk__in=inside).order_by().values_list("kind").annotate(Count("pk"))
    schools = Unit.objects.filter(pk__in=inside, kind=UnitKind.SCHOOL).values("pk")
    own = Q(unit__in=inside) | Q(unit=area)
    return {
        **{str(kind): number for kind, number in units},
        "area": 1,
        "enrolment": Enrolment.objects.filter(school__in=schools).count(),
        "programmes": ProgrammeSchool.objects.filter(programme__area=area).count(),
        "pupils": Pupil.objects.filter(school__in=schools).count(),
        "posts": Post.objects.filter(own).count(),
        "teams": Team.objects.filter(area=area).count(),
    }


def last_changes(kinds: Iterable[str]) -> dict[str, datetime]:
    """When the newest event of each kind was."""
    found = Event.objects.filter(kind__in=set(kinds)).order_by().values_list("kind")
    return dict(found.annotate(Max("at")))


def pupils_by_school(area: Unit, academic_year: int, schools: Collection[str] | None) -> Listed:
    """The keys of the pupils of a year by school (its code); ``None`` for every school."""
    inside = Placement.objects.filter(parent=area).values("child")
    found = Pupil.objects.filter(academic_year=academic_year, school__in=inside)
    if schools is not None:
        found = found.filter(school__code__in=schools)
    listed: Listed = {}
    for code, pk in found.order_by("school__code", "pk").values_list("school__code", "pk"):
        listed.setdefault(code, []).append(pk)
    return listed
