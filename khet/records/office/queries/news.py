"""Looking up news: what the public reads, and what a person sees before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from khet.records.office.models import AttachedFile, News, NewsPicture
from khet.records.office.queries.files import attached
from khet.records.registry.access import valid_on
from khet.records.registry.models import Placement, Unit, UnitKind
from khet.records.registry.queries.schools import ever_in
from khet.rules.news import ARCHIVED, CHECKED, PROPOSED, PUBLISHED

KIND = "office.news"
PICTURE, DOCUMENT = "picture", "document"
"""The parts that files are of news."""


@dataclass(frozen=True)
class NewsDesk:
    """A person (the key) before the news of an area (the key).

    ``units`` are the keys of the units for which the person proposes; who ``checks`` sees all.
    """

    area: int
    user: int
    units: frozenset[int]
    checks: bool


def news_seen(desk: NewsDesk) -> QuerySet[News]:
    """The news that a person sees before the public does, the newest first."""
    found = News.objects.filter(_early(desk), area=desk.area)
    people = found.select_related("area", "unit", "proposed_by", "checked_by", "published_by")
    return people.order_by("-proposed_at", "-pk")


def news_known(desk: NewsDesk) -> QuerySet[News]:
    """The same, and what the public finds in lists."""
    return News.objects.filter(_early(desk) | Q(state=PUBLISHED), area=desk.area)


def counted(desk: NewsDesk, which: Mapping[str, Q]) -> dict[str, int]:
    """How many there are of each of several choices, in one query."""
    asked = {name: Count("pk", filter=chosen) for name, chosen in which.items()}
    return News.objects.filter(_early(desk), area=desk.area).aggregate(**asked)


def own(desk: NewsDesk) -> Q:
    """What the person or one of the person's units proposed."""
    return Q(proposed_by=desk.user) | Q(unit__in=desk.units)


def to_check(desk: NewsDesk) -> Q:
    """What others proposed and waits to be checked."""
    return Q(state=PROPOSED) & ~Q(proposed_by=desk.user)


def to_publish() -> Q:
    """What was checked and waits to be published."""
    return Q(state=CHECKED)


def with_children(news: QuerySet[News]) -> QuerySet[News]:
    """The news, each with ``children``: whether any of its pictures shows some."""
    there = NewsPicture.objects.filter(news=OuterRef("pk"), file__taken_off_at=None, children=True)
    return news.annotate(children=Exists(there))


def published(area: Unit) -> QuerySet[News]:
    """What the public finds in lists: the pinned first, then by the day it tells of."""
    found = News.objects.filter(area=area, state=PUBLISHED).select_related("unit")
    return found.order_by("-pinned", "-day", "-pk")


def readable(area: Unit) -> QuerySet[News]:
    """What the public can read at its address: archived news too."""
    found = News.objects.filter(area=area, state__in=[PUBLISHED, ARCHIVED])
    return found.select_related("unit")


def coming(area: Unit, first: date, last: date) -> list[News]:
    """Published news of days from one to another, both counted, in their order."""
    return list(published(area).filter(day__range=(first, last)).order_by("day", "pk"))


def pictures_of(news: News) -> list[NewsPicture]:
    """The pictures of news, in the order they were added."""
    there = news.pictures.filter(file__taken_off_at=None)
    return list(there.select_related("file").defer("file__text").order_by("pk"))


def documents_of(news: News) -> list[AttachedFile]:
    """The documents of news, in the order they were attached."""
    return list(_files([news]).filter(part=DOCUMENT))


def documents_of_each(news: Iterable[News]) -> dict[str, list[AttachedFile]]:
    """The documents of several, by the key of the news as text."""
    found: dict[str, list[AttachedFile]] = {}
    for file in _files(news).filter(part=DOCUMENT):
        found.setdefault(file.about_key, []).append(file)
    return found


def file_of_news(news: News, pk: int) -> AttachedFile | None:
    """A file that belongs to news."""
    return _files([news]).filter(pk=pk).first()


def units_inside(area: Unit, units: Iterable[Unit]) -> list[Unit]:
    """Those of the units that are the area, or stand or stood under it, in their order."""
    asked = list(units)
    placed = Placement.objects.filter(parent=area, child__in=asked)
    inside = {area.pk, *placed.values_list("child", flat=True)}
    return [unit for unit in asked if unit.pk in inside]


def groups_and_office(area: Unit, today: date) -> list[Unit]:
    """The office itself and its groups that stand today, in Thai order."""
    groups = Unit.objects.filter(valid_on(today), kind=UnitKind.GROUP, placements__parent=area)
    return [area, *groups.distinct().order_by("sort_key", "code")]


def schools_today(area: Unit, today: date) -> list[Unit]:
    """The schools that stand today, in Thai order."""
    return list(ever_in(area).filter(valid_on(today)).order_by("sort_key", "code"))


def newest_published(area: Unit) -> dict[int, datetime]:
    """When the newest news that is published was published, by unit (its key)."""
    found = News.objects.filter(area=area, state=PUBLISHED, published_at__isnull=False)
    return dict(found.order_by().values_list("unit").annotate(Max("published_at")))


def _early(desk: NewsDesk) -> Q:
    return Q(area=desk.area) if desk.checks else own(desk)


def _files(news: Iterable[News]) -> QuerySet[AttachedFile]:
    keys = [str(one.pk) for one in news]
    return attached().filter(about_kind=KIND, about_key__in=keys).order_by("pk")
