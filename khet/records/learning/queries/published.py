"""Looking up: what others told of sittings."""

from functools import cached_property

from django.db.models import QuerySet

from khet.records.learning.models import (
    Published,
    Sitting,
)
from khet.records.registry.models import Unit


class Together:
    """What was published of the sittings of an area, looked up once for all of them."""

    def __init__(self, area: Unit) -> None:
        self._area = area

    @cached_property
    def rows(self) -> list[Published]:
        """The published figures of every sitting, with files or without."""
        return list(published_in(self._area))

    @cached_property
    def by_sitting(self) -> dict[int, list[Published]]:
        """The published figures by the key of their sitting."""
        found: dict[int, list[Published]] = {}
        for row in self.rows:
            found.setdefault(row.sitting_id, []).append(row)
        return found


def told_of(sitting: Sitting) -> list[Published]:
    """What others told of a sitting; of sittings that were looked up together, with one query."""
    if isinstance(sitting.together, Together):
        return sitting.together.by_sitting.get(sitting.pk, [])
    return list(published_of(sitting))


def told_value(sitting: Sitting, what: str, subject: str) -> Published | None:
    """What others told of a matter and subject of a sitting, for the whole area."""
    wanted = what, subject, None
    told = told_of(sitting)
    return next((p for p in told if (p.what, p.subject, p.school_id) == wanted), None)


def told_of_test(sitting: Sitting) -> dict[tuple[int, str, str], Published]:
    """What others told of the sitting's test, grade and round for the whole area, in any year.

    By academic year (BE), matter and subject; years without a file are there too.
    """
    together = sitting.together
    rows = together.rows if isinstance(together, Together) else published_in(sitting.area)
    wanted = sitting.test, sitting.grade, sitting.round
    return {
        (p.sitting.academic_year, p.what, p.subject): p
        for p in rows
        if p.school_id is None and (p.sitting.test, p.sitting.grade, p.sitting.round) == wanted
    }


def published_of(sitting: Sitting) -> QuerySet[Published]:
    """What others told of a sitting, by subject; percents in the Thai order of their schools."""
    return _published(sitting=sitting)


def published_in(area: Unit) -> QuerySet[Published]:
    """What others told of every sitting of an area, newest year first."""
    return _published(sitting__area=area)


def _published(**only: object) -> QuerySet[Published]:
    found = Published.objects.filter(**only).select_related("sitting")
    order = ("-sitting__academic_year", "sitting__test", "sitting__grade", "sitting__round")
    return found.order_by(*order, "what", "subject", "school__sort_key", "pk")
