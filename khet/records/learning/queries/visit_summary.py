"""Visits of a period counted by school and topic, and the lists behind the counts.

A count and its list are of the same conditions, so they can't differ.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from khet.records.learning.models import Finding, Visit, VisitTopic
from khet.records.learning.queries.visit_plan import UNMADE, overdue
from khet.records.learning.queries.visits import SETTLED, visits_in
from khet.records.office.models import AnswerSheet, Instrument
from khet.records.registry.models import Enrolment, Event, Unit
from khet.records.registry.queries.register import Pupils
from khet.rules.duties import OWED
from khet.rules.visit_summary import LEVELS, Tally

Key = tuple[int, str | None]
"""A school (its key), and a topic where counts are by topic; ``None`` where it has none."""
KIND = "learning.visit"
"""As what sheets of answers are about a visit."""


@dataclass(frozen=True)
class Span:
    """From when to when visits are counted, as of which day, and which are seen.

    ``by_topic`` has each topic counted apart.
    """

    seen: Q
    first: date
    last: date
    today: date
    by_topic: bool = False


def visit_conditions(span: Span) -> dict[str, Q]:
    """Which visits each count is of."""
    due = Q(month__range=(span.first, span.last))
    made = _made(span)
    return {
        "planned": due & ~Q(state__in=[Visit.State.DRAFT, Visit.State.CANCELLED]),
        "missed": due & overdue(span.today),
        "made": made,
        "told": made & Q(told_at__isnull=False),
        "answered": made & Q(answered_at__isnull=False),
        **{f"level{level}": made & Q(level=level) for level in LEVELS},
        "unrated": made & Q(level=None),
    }


def finding_conditions(today: date) -> dict[str, Q]:
    """Which findings of the visits made each count is of."""
    return {
        "findings": Q(),
        "untold": Q(duty=None),
        "open": Q(duty__isnull=False) & ~Q(duty__state__in=SETTLED),
        "late": Q(duty__state__in=OWED, duty__due__lt=today),
        "closed": Q(duty__state__in=SETTLED),
    }


def tallies_of(span: Span) -> list[tuple[Key, Tally]]:
    """The visits and findings of a period counted in two queries, by school and topic."""
    return _counted(_visit_rows(span), _finding_rows(span))


def visit_tallies(span: Span) -> list[tuple[Key, Tally]]:
    """The visits alone."""
    return _counted(_visit_rows(span))


def listed_visits(span: Span, what: str, schools: Collection[int]) -> QuerySet[Visit]:
    """The visits that a count of those schools is of, the newest first."""
    found = visits_in(span.seen & visit_conditions(span)[what])
    return found.filter(school__in=schools)


def with_topic(visits: QuerySet[Visit], topic: str | None) -> QuerySet[Visit]:
    """Those of the visits that have a topic, or none at all."""
    return visits.filter(topics__name=topic) if topic else visits.filter(topics=None)


def listed_findings(span: Span, what: str, schools: Collection[int]) -> QuerySet[Finding]:
    """The findings that a count of those schools is of, what is due first."""
    found = _findings(span).filter(finding_conditions(span.today)[what])
    found = found.filter(visit__school__in=schools).select_related("visit__school", "duty")
    return found.order_by(Coalesce("duty__due", "due"), "pk")


def visited_schools(span: Span) -> QuerySet[Visit]:
    """The visits made, each with its school, for who asks which schools were visited."""
    return Visit.objects.filter(span.seen & _made(span))


def schools_of_keys(keys: Collection[int]) -> QuerySet[Unit]:
    """Schools by their keys, in Thai order."""
    return Unit.objects.filter(pk__in=keys).order_by("sort_key", "code")


def sheets_of(span: Span, instrument: int) -> QuerySet[AnswerSheet]:
    """The sheets of an instrument about the visits made, the newest first."""
    made = visited_schools(span).annotate(key=Cast("pk", CharField())).values("key")
    found = AnswerSheet.objects.filter(
        version__instrument=instrument, about_kind=KIND, about_key__in=made
    )
    found = found.annotate(scheme=F("version__content__bands"))
    return found.select_related("unit").order_by("-day", "pk")


def topics_of_visits(keys: Iterable[int]) -> dict[int, list[str]]:
    """The topics of visits by the visits' keys."""
    found: dict[int, list[str]] = {}
    rows = VisitTopic.objects.filter(visit__in=list(keys))
    for visit, name in rows.order_by("pk").values_list("visit", "name"):
        found.setdefault(visit, []).append(name)
    return found


def instruments_used(area: Unit) -> QuerySet[Instrument]:
    """The instruments of an area that visits were ever filled in with, in Thai order."""
    used = AnswerSheet.objects.filter(about_kind=KIND).values("version__instrument")
    return Instrument.objects.filter(area=area, pk__in=used).order_by("sort_key", "pk")


def newest_pupils(area: Unit, academic_year: int) -> tuple[int, dict[int, Pupils]]:
    """Pupils by school (its key), of the newest academic year (BE) up to that one, and the year."""
    inside = Enrolment.objects.filter(
        academic_year__lte=academic_year, school__in=area.members.values("child")
    )
    newest = inside.order_by("-academic_year").values("academic_year")[:1]
    rows = inside.filter(academic_year=newest).order_by().values_list("school", "academic_year")
    found = list(rows.annotate(Sum("pupils")))
    year = found[0][1] if found else academic_year
    return year, {school: Pupils(pupils) for school, _year, pupils in found}


def state_of(area: Unit) -> tuple[int | None, ...]:
    """The newest events about visits, about duties and of the registers, in one query."""
    events = Event.objects.order_by("-at", "-pk").values("pk")
    newest = [Subquery(events.filter(kind=kind)[:1]) for kind in (KIND, "office.duty")]
    registers = Subquery(events.order_by("-pk").filter(of_registers=True)[:1])
    return Unit.objects.filter(pk=area.pk).values_list(*newest, registers).get()


def _made(span: Span) -> Q:
    return ~Q(state__in=UNMADE) & Q(day__range=(span.first, span.last))


def _findings(span: Span) -> QuerySet[Finding]:
    return Finding.objects.filter(visit__in=visited_schools(span))


def _visit_rows(span: Span) -> Iterable[Any]:
    conditions = visit_conditions(span)
    found = Visit.objects.filter(span.seen & (conditions["planned"] | conditions["made"]))
    by = {"at": F("school"), **({"about": F("topics__name")} if span.by_topic else {})}
    return (
        found.order_by()
        .values(**by)
        .annotate(
            **{name: Count("pk", filter=one) for name, one in conditions.items()},
            telling=_days("told_at", conditions["told"]),
            answering=_days("answered_at", conditions["answered"]),
        )
    )


def _days(until: str, of: Q) -> Sum:
    """The days from the visit to that, added up."""
    between = ExpressionWrapper(TruncDate(until) - F("day"), output_field=DurationField())
    return Sum(between, filter=of)


def _finding_rows(span: Span) -> Iterable[Any]:
    by = {"at": F("visit__school"), **({"about": F("topic")} if span.by_topic else {})}
    counts = {
        name: Count("pk", filter=one) if one else Count("pk")
        for name, one in finding_conditions(span.today).items()
    }
    return _findings(span).order_by().values(**by).annotate(**counts)


def _counted(*found: Iterable[Any]) -> list[tuple[Key, Tally]]:
    counted: dict[Key, dict[str, int]] = {}
    for rows in found:
        for row in rows:
            key = (row.pop("at"), row.pop("about", None) or None)
            known = counted.setdefault(key, {})
            for name, value in row.items():
                whole = value.days if isinstance(value, timedelta) else value or 0
                known[name] = known.get(name, 0) + whole
    return [(key, Tally(**values)) for key, values in counted.items()]
