"""Looking up instruments, their versions, and what was answered."""

from collections.abc import Collection

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from khet.records.office.models import AnswerSheet, Instrument, InstrumentVersion
from khet.records.registry.models import Unit
from khet.rules.instruments import Answers


def instruments_in(area: Unit) -> QuerySet[Instrument]:
    """All instruments of an area in Thai order, with the number of the newest released version.

    ``released`` is ``None`` where there is only a draft; ``drafts`` counts drafts, 0 or 1.
    """
    found = Instrument.objects.filter(area=area).select_related("unit")
    out = Q(versions__released_at__isnull=False)
    return found.annotate(
        released=Max("versions__number", filter=out), drafts=Count("versions", filter=~out)
    ).order_by("sort_key", "pk")


def instrument_of(area: Unit, pk: int) -> Instrument | None:
    """An instrument of an area."""
    return instruments_in(area).filter(pk=pk).first()


def released(instrument: Instrument) -> InstrumentVersion | None:
    """The version to be filled in: the newest that was released."""
    return instrument.versions.filter(released_at__isnull=False).order_by("number").last()


def draft(instrument: Instrument) -> InstrumentVersion | None:
    """The draft of an instrument, where there is one."""
    return instrument.versions.filter(released_at=None).first()


def offered(area: Unit) -> QuerySet[InstrumentVersion]:
    """What may be filled in now: the newest released version of each that isn't closed."""
    out = InstrumentVersion.objects.filter(released_at__isnull=False)
    newer = out.filter(instrument=OuterRef("instrument"), number__gt=OuterRef("number"))
    found = out.filter(~Exists(newer), instrument__area=area, instrument__closed=False)
    return found.select_related("instrument").order_by("instrument__sort_key", "instrument")


def sheets_of(instrument: Instrument, schools: Collection[str] | None) -> QuerySet[AnswerSheet]:
    """What was answered to an instrument, the newest day first.

    ``schools`` are the codes of the schools that may be seen, ``None`` for every unit.
    """
    found = AnswerSheet.objects.filter(version__instrument=instrument)
    if schools is not None:
        found = found.filter(unit__code__in=schools)
    return found.select_related("unit", "version").order_by("-day", "-pk")


def sheets_about(kind: str, key: str) -> QuerySet[AnswerSheet]:
    """What was answered about a record, by instrument in Thai order."""
    found = AnswerSheet.objects.filter(about_kind=kind, about_key=key)
    found = found.select_related("unit", "version__instrument")
    return found.order_by("version__instrument__sort_key", "pk")


def answers_in(sheet: AnswerSheet) -> Answers:
    """What a sheet says, as the rules read it."""
    return Answers(sheet.values, frozenset(sheet.skipped))


def answer_counts(area: Unit, schools: Collection[str] | None) -> dict[int, int]:
    """How many sheets each instrument (its key) has about the units that may be seen."""
    found = AnswerSheet.objects.filter(version__instrument__area=area)
    if schools is not None:
        found = found.filter(unit__code__in=schools)
    counted = found.values_list("version__instrument").annotate(n=Count("pk"))
    return dict(counted.order_by("version__instrument"))
