"""Looking up: what schools were asked to send, and what they sent."""

from collections.abc import Iterable

from django.db.models import QuerySet

from khet.records.learning.models import (
    Collection,
    SchoolPart,
)
from khet.records.registry.models import Unit


def collections_of(area: Unit) -> list[Collection]:
    """What the area's schools were ever asked to send, what was opened last first."""
    found = Collection.objects.filter(sitting__area=area).select_related("sitting__area")
    return list(found.order_by("-opened_at", "-pk"))


def collection_of(area: Unit, key: int) -> Collection | None:
    """The collection of that key in an area, if there is one."""
    found = Collection.objects.filter(sitting__area=area, pk=key)
    return found.select_related("sitting__area").first()


def current_parts(*collections: Collection) -> list[SchoolPart]:
    """What schools sent and nothing took the place of, by school, without reports."""
    return list(_parts(collection__in=collections, current=True))


def with_corrections(collections: Iterable[Collection]) -> set[int]:
    """The keys of those collections with a correction that is not taken in."""
    found = SchoolPart.objects.filter(
        collection__in=list(collections), current=True, after_closing=True, taken_into=None
    )
    return set(found.values_list("collection", flat=True))


def parts_of_school(school: str, *collections: Collection) -> list[SchoolPart]:
    """Everything that the school of that code sent, newest first, without reports."""
    found = _parts(collection__in=collections, school__code=school)
    return list(found.order_by("collection", "-version"))


def every_part() -> list[SchoolPart]:
    """What any school ever sent, without reports."""
    return list(_parts())


def _parts(**only: object) -> QuerySet[SchoolPart]:
    found = SchoolPart.objects.filter(**only).select_related(
        "school", "collection__sitting__area", "taken_into"
    )
    return found.defer("report", "taken_into__report").order_by("school__sort_key", "school__code")
