"""The inbox of circulars: read from the newest on, a page at a time, never counted through.

A person's inbox is that of each own school or group and the person's own. Each is read in the order
of an index and the first of all are taken, so that a page costs the same however much lies there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from itertools import islice
from typing import NamedTuple

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, StrIndex

from khet.records.office.models import Duty, Findable, Receipt
from khet.records.office.queries.circulars import KIND
from khet.records.office.queries.letters import KIND as LETTER
from khet.records.office.queries.search import keys_saying
from khet.records.registry.models import Unit
from khet.rules.deadlines import ANSWER_CIRCULAR
from khet.rules.duties import OWED
from khet.rules.finding import query_parts

MOST = 99
"""Beyond so many, what is unread isn't counted."""
_FEW = 500
Place = tuple[datetime, int]


class Line(NamedTuple):
    """A receipt as the inbox lists it, with what it says of its circular and letter."""

    pk: int
    sent_at: datetime
    state: str
    unit: int | None
    user: int | None
    unit_name: str | None
    unit_short: str | None
    asks: str
    due: date | None
    closed_at: datetime | None
    reminded_at: datetime | None
    subject: str
    ref: str
    urgency: str

    @property
    def to(self) -> str:
        """The school or group that it was sent to; empty where that is a person."""
        return self.unit_short or self.unit_name or ""


_FIELDS = (
    *("pk", "sent_at", "state", "unit", "user", "unit__name", "unit__short_name"),
    *("circular__asks", "circular__due", "circular__closed_at", "circular__reminded_at"),
    *("circular__letter__subject", "circular__letter__ref", "circular__letter__urgency"),
)


@dataclass(frozen=True)
class Inbox:
    """Whose circulars are read: of the units (keys), and of a person (the key)."""

    area: Unit
    units: tuple[int, ...]
    user: int

    def page(self, most: int, before: Place | None = None, which: Q | None = None) -> list[Line]:
        """The newest receipts, or those that come after a place; of all only ``which``."""
        found = [self._part(own, most, before, which or Q()) for own in self._owners]
        newest = merge(*found, key=lambda one: (one.sent_at, one.pk), reverse=True)
        return list(islice(newest, most))

    def unread(self) -> int:
        """How many are unread, up to one more than ``MOST``."""
        own = Q(unit__in=self.units) | Q(user=self.user)
        return Receipt.objects.filter(own, state=Receipt.State.UNREAD)[: MOST + 1].count()

    def owed(self) -> list[int]:
        """The keys of the receipts still to be answered, those passed to the person too."""
        mine = Q(unit__in=self.units) & ~Q(role="") | Q(person=self.user) | Q(passed=self.user)
        found = Duty.objects.filter(mine, rule=ANSWER_CIRCULAR.code, about_kind=KIND)
        return [
            int(key) for key in found.filter(state__in=OWED).values_list("about_key", flat=True)
        ]

    def among(self, keys: Iterable[int], most: int, before: Place | None, which: Q) -> list[Line]:
        """The newest of receipts of those keys, or those that come after a place."""
        found = Receipt.objects.filter(pk__in=list(keys))
        return list(self._part(found, most, before, which))

    def saying(self, asked: str) -> Q:
        """Receipts of letters with every part of what is asked for in their words or files.

        Words that few letters have lead to these. With common ones the newest receipts are gone
        through until enough are found: told by a function that no index answers, so that the
        database doesn't gather all of them first.
        """
        letters = list(keys_saying(self.area, LETTER, asked)[: _FEW + 1])
        if len(letters) <= _FEW:
            return Q(circular__letter__in=letters)
        key = Cast(OuterRef("circular__letter"), CharField())
        found = Findable.objects.filter(area=self.area, kind=LETTER, key=key)
        for place, part in enumerate(query_parts(asked)):
            at = {f"at_{place}": StrIndex("text", Value(part))}
            found = found.alias(**at).filter(**{f"at_{place}__gt": 0})
        return Q(Exists(found))

    @property
    def _owners(self) -> Iterator[QuerySet[Receipt]]:
        for unit in self.units:
            yield Receipt.objects.filter(unit=unit)
        yield Receipt.objects.filter(user=self.user)

    def _part(
        self, own: QuerySet[Receipt], most: int, before: Place | None, which: Q
    ) -> Iterator[Line]:
        if before is not None:
            sent, pk = before
            own = own.filter(Q(sent_at__lt=sent) | Q(sent_at=sent, pk__lt=pk), sent_at__lte=sent)
        newest = own.filter(which).order_by("-sent_at", "-pk").values_list(*_FIELDS)
        return (Line(*row) for row in newest[:most])
