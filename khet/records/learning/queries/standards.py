"""Looking up: means by strand, standard and indicator."""

from django.db.models import QuerySet

from khet.records.learning.models import (
    Sitting,
    StandardMean,
)
from khet.records.learning.queries.sittings import sittings_of
from khet.records.registry.models import Unit


def standards_known(area: Unit) -> list[tuple[Sitting, str]]:
    """The sittings of an area with means by standard, each subject, the newest year first."""
    found = StandardMean.objects.filter(sitting__area=area)
    pairs = found.order_by().values_list("sitting", "subject").distinct()
    sittings = {s.pk: s for s in sittings_of(area)}
    order = {key: place for place, key in enumerate(sittings)}
    listed = sorted(pairs, key=lambda pair: (order[pair[0]], pair[1]))
    return [(sittings[key], subject) for key, subject in listed]


def standards_of(sitting: Sitting, school: str = "", subject: str = "") -> list[StandardMean]:
    """A sitting's means by standard: of the whole area, or of the school of that code."""
    of = {"school__code": school} if school else {"school__isnull": True}
    more = {"subject": subject} if subject else {}
    return list(StandardMean.objects.filter(sitting=sitting, **of, **more).order_by("pk"))


def standards_in(area: Unit) -> QuerySet[StandardMean]:
    """Every mean by standard of an area with its sitting and school, newest year first."""
    order = ("-sitting__academic_year", "sitting__test", "sitting__grade", "sitting__round")
    found = StandardMean.objects.filter(sitting__area=area).select_related("sitting", "school")
    return found.order_by(*order, "subject", "school__sort_key", "pk")


def schools_with_standards(sitting: Sitting, subject: str) -> list[str]:
    """The codes of the schools with means by standard in a subject of a sitting."""
    found = StandardMean.objects.filter(sitting=sitting, subject=subject, school__isnull=False)
    return list(found.order_by().values_list("school__code", flat=True).distinct())
