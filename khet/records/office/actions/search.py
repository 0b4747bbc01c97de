"""What the search knows: kept beside each write of what can be found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from khet.records.office.models import Body, Findable
from khet.records.office.queries.minutes import level_of
from khet.records.registry.models import Unit, User
from khet.rules.finding import search_text

_LONGEST_TITLE = 500
_AT_ONCE = 2000


@dataclass(frozen=True)
class Seen:
    """Whose a record is and how far it is seen: see ``Kept``."""

    area: Unit
    unit: Unit
    level: str
    owner: User | None = None
    body: Body | None = None


def seen_of(body: Body) -> Seen:
    """How far what a body does is seen: of a closed one only by its members and secretariat."""
    return Seen(body.area, body.secretariat or body.area, level_of(body), body=body)


def make_findable(
    *, seen: Seen, kind: str, key: str, title: str, day: date, text: str = ""
) -> None:
    """Let a record be found by its title and text; called inside the transaction of its write."""
    told = _told(seen, title, day, text)
    Findable.objects.update_or_create(area=seen.area, kind=kind, key=key, defaults=told)


def make_new_findable(*, kind: str, rows: Iterable[tuple[str, Seen, str, date, str]]) -> None:
    """Let new records of a kind be found: each its key, whose it is, title, day and text."""
    found = [
        Findable(area=seen.area, kind=kind, key=key, **_told(seen, title, day, text))
        for key, seen, title, day, text in rows
    ]
    Findable.objects.bulk_create(found, batch_size=_AT_ONCE)


def _told(seen: Seen, title: str, day: date, text: str) -> dict[str, Any]:
    heading = search_text(title[:_LONGEST_TITLE])
    return {
        "unit": seen.unit,
        "owner": seen.owner,
        "body": seen.body,
        "level": seen.level,
        "title": title[:_LONGEST_TITLE],
        "heading": heading,
        "day": day,
        "text": f"{heading} {search_text(text)}",
    }


def forget(*, area: Unit, kind: str, key: str) -> None:
    """Let a record be found no more."""
    Findable.objects.filter(area=area, kind=kind, key=key).delete()
