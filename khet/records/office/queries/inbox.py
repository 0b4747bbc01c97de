"""The inbox of circulars: read from the newest on, a page at a time, never counted through.

A person's inbox is that of each own school or group and the person's own. Each is read in the order
of an index and the first of all are taken, so that a page costs the same however much lies there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from khet.records.office.models import Duty, Findable, Receipt
from khet.records.office.queries.circulars import KIND
from khet.records.office.queries.letters import KIND as LETTER
from khet.records.office.queries.search import holding, keys_saying
from khet.records.registry.models import Unit
from khet.rules.deadlines import ANSWER_CIRCULAR
from khet.rules.duties import OWED
from khet.rules.finding import query_parts

MOST = 99
"""Beyond so many, what is unread isn't counted."""
_FEW = 300

Place = tuple[datetime, int]


@dataclass(frozen=True)
class Inbox:
    """Whose circulars are read: of the units (keys), and of a person (the key)."""

    area: Unit
    units: tuple[int, ...]
    user: int

    def page(self, most: int, before: Place | None = None, which: Q | None = None) -> list[Receipt]:
        """The newest receipts, or those that come after a place; of all only ``which``."""
        found = [self._part(own, most, before, which or Q()) for own in self._owners]
        newest = merge(*found, key=lambda one: (one.sent_at, one.pk), reverse=True)
        return list(islice(newest, most))

    def unread(self) -> int:
        """How many are unread, up to one more than ``MOST``."""
        return sum(
            own.filter(state=Receipt.State.UNREAD)[: MOST + 1].count() for own in self._owners
        )

    def owed(self) -> list[int]:
        """The keys of the receipts still to be answered, those passed to the person too."""
        mine = Q(unit__in=self.units) & ~Q(role="") | Q(person=self.user) | Q(passed=self.user)
        found = Duty.objects.filter(mine, rule=ANSWER_CIRCULAR.code, about_kind=KIND)
        return [
            int(key) for key in found.filter(state__in=OWED).values_list("about_key", flat=True)
        ]

    def among(
        self, keys: Iterable[int], most: int, before: Place | None, which: Q
    ) -> list[Receipt]:
        """The newest of receipts of those keys, or those that come after a place."""
        return list(self._part(Receipt.objects.filter(pk__in=list(keys)), most, before, which))

    def saying(self, asked: str) -> Q:
        """Receipts of letters with every part of what is asked for in their words or files.

        Words that few letters have lead to these; with common ones the newest receipts are gone
        through until enough are found.
        """
        letters = list(keys_saying(self.area, LETTER, asked)[: _FEW + 1])
        if len(letters) <= _FEW:
            return Q(circular__letter__in=letters)
        key = Cast(OuterRef("circular__letter"), CharField())
        text = Findable.objects.filter(area=self.area, kind=LETTER, key=key)
        return Q(Exists(text.filter(holding("text", query_parts(asked)))))

    @property
    def _owners(self) -> Iterator[QuerySet[Receipt]]:
        for unit in self.units:
            yield Receipt.objects.filter(unit=unit)
        yield Receipt.objects.filter(user=self.user)

    def _part(
        self, own: QuerySet[Receipt], most: int, before: Place | None, which: Q
    ) -> QuerySet[Receipt]:
        if before is not None:
            sent, pk = before
            own = own.filter(Q(sent_at__lt=sent) | Q(sent_at=sent, pk__lt=pk), sent_at__lte=sent)
        return _listed(own.filter(which)).order_by("-sent_at", "-pk")[:most]


def _listed(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    near = receipts.select_related("circular__letter", "unit")
    return near.defer("circular__letter__text", "answer", "cells", "odd", "circular__audience")
