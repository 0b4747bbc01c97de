"""How many duties are late, of whom, of which kind, for how long, and how that went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.utils import timezone

from khet.records.office.models import Duty
from khet.records.registry.models import UnitKind
from khet.rules.duties import AGES, OWED, due_range


@dataclass(frozen=True)
class LateSum:
    """How many duties of a rule are late at a unit (its key), and when the oldest fell due.

    A ``unit`` of ``None`` is all schools together. ``ages`` are the counts of each of the ``AGES``.
    """

    unit: int | None
    rule: str
    n: int
    oldest: date
    ages: tuple[int, ...]


def late_duties(seen: Q, today: date) -> QuerySet[Duty]:
    """Those of the duties that are owed and late today, the oldest first."""
    return Duty.objects.filter(seen, state__in=OWED, due__lt=today).order_by("due", "pk")


def late_sums(late: QuerySet[Duty], today: date) -> list[LateSum]:
    """Late duties counted by unit, rule and age in one query."""
    ages = {
        f"age{age}": Count("pk", filter=Q(due__range=due_range(age, today)))
        for age in range(len(AGES))
    }
    at = Case(When(unit__kind=UnitKind.SCHOOL, then=None), default=F("unit"))
    grouped = late.order_by().annotate(at=at).values("at", "rule")
    rows = grouped.annotate(n=Count("pk"), oldest=Min("due"), **ages)
    return [
        LateSum(at, rule, n, oldest, tuple(more))
        for at, rule, n, oldest, *more in rows.values_list("at", "rule", "n", "oldest", *ages)
    ]


def late_at_ends(duties: QuerySet[Duty], days: Sequence[date]) -> list[int]:
    """How many of the duties were late at the end of each day, oldest day first.

    As ``was_late`` says, by the last day that each has now; waived ones never count. Only what was
    not done before the first of the days is looked at.
    """
    owed = duties.filter(state__in=OWED, due__lt=days[-1])
    done = duties.filter(due__lt=days[-1], done_at__gte=_after(days[0]))
    still = _counted(owed, [Q(due__lt=day) for day in days])
    until = _counted(done, [Q(due__lt=day, done_at__gte=_after(day)) for day in days])
    return [a + b for a, b in zip(still, until, strict=True)]


def _counted(duties: QuerySet[Duty], filters: Sequence[Q]) -> list[int]:
    """How many of the duties pass each of the filters, in one query."""
    counts = {f"n{place}": Count("pk", filter=one) for place, one in enumerate(filters)}
    return list(duties.order_by().aggregate(**counts).values())


def _after(day: date) -> datetime:
    """The first moment after a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(1), time()))
