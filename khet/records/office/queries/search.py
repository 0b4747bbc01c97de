"""Finding records of every kind by words, among those that a person may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from khet.records.office.access import Sight, seen_by
from khet.records.office.models import Findable
from khet.records.registry.access import valid_on
from khet.records.registry.models import Unit
from khet.records.registry.queries.schools import ever_in
from khet.rules.finding import query_parts, search_text

MOST = 1000
"""How many are found at most; what lies beyond is only told to be there."""
_HIT = ("pk", "kind", "day", "heading")
_GRAMS = 3
_WORDS = "SELECT rowid FROM office_findable_words WHERE office_findable_words MATCH %s"


@dataclass(frozen=True)
class Hit:
    """A record that was found: its key among those that can be, its kind and day."""

    pk: int
    kind: str
    day: date


@dataclass(frozen=True)
class Found:
    """What was found, best first, and whether there is ``more`` than is listed."""

    hits: tuple[Hit, ...] = ()
    more: bool = False


def find(sight: Sight, asked: str, kind: str = "", days: tuple[date, date] | None = None) -> Found:
    """The records with all parts of what is asked for: of a kind, of some days (both counted).

    First those so titled, then those with every part in the title, then the others; each newest
    first. Two queries, neither of which gives more than can be shown.
    """
    parts, whole = query_parts(asked), search_text(asked)
    if not parts:
        return Found()
    seen = Findable.objects.filter(seen_by(sight), **({"kind": kind} if kind else {}))
    seen = (seen.filter(day__range=days) if days else seen).order_by("-day", "-pk")
    titled = list(seen.filter(holding("heading", parts)).values_list(*_HIT)[: MOST + 1])
    so_titled = Q(heading__in={whole, whole.strip('"')})
    if len(titled) > MOST:
        rows = [*seen.filter(so_titled).values_list(*_HIT)[:MOST], *titled]
    else:
        titled.sort(key=lambda row: row[3] not in (whole, whole.strip('"')))
        rows = [*titled, *seen.filter(holding("text", parts)).values_list(*_HIT)[: MOST + 1]]
    hits: dict[int, Hit] = {}
    for pk, of, day, _heading in rows:
        hits.setdefault(pk, Hit(pk, of, day))
    return Found(tuple(hits.values())[:MOST], len(hits) > MOST)


def findables(hits: Iterable[Hit]) -> list[Findable]:
    """The records of some hits, in their order."""
    keys = [hit.pk for hit in hits]
    rows = Findable.objects.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def schools_found(area: Unit, asked: str, today: date) -> list[Unit]:
    """The schools that stand in the area today with all parts in name or code, in Thai order."""
    parts = query_parts(asked)
    standing = ever_in(area).filter(valid_on(today)).order_by("sort_key", "code")
    return [unit for unit in standing if parts and _named(unit, parts)]


def _named(unit: Unit, parts: Sequence[str]) -> bool:
    known = search_text(f"โรงเรียน{unit.name} {unit.code}")
    return all(part in known for part in parts)


def holding(column: str, parts: Sequence[str]) -> Q:
    """That a column has all the parts.

    PostgreSQL has an index for this by itself. On SQLite a table of every three letters knows
    parts of three letters or more.
    """
    known = [part for part in parts if connection.vendor == "sqlite" and len(part) >= _GRAMS]
    holding = Q(*[(f"{column}__contains", part) for part in parts if part not in known])
    if known:
        words = " AND ".join(f'{column} : "{part}"' for part in known)
        holding &= Q(pk__in=RawSQL(_WORDS, [words]))  # noqa: S611  # nosec B611  # numbers of words only
    return holding


def keys_saying(area: Unit, kind: str, asked: str) -> QuerySet[Findable, int]:
    """The keys of an area's records of a kind with every part of what is asked for in their text.

    Only for kinds whose keys are numbers.
    """
    found = Findable.objects.filter(holding("text", query_parts(asked)), area=area, kind=kind)
    return found.annotate(number=Cast("key", BigIntegerField())).values_list("number", flat=True)
