"""Looking up what schools send each month: of a year, of one school, what waits for a check."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from khet.records.office.models import Duty, Evidence, EvidenceUse, EvidenceVersion
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.schools import ever_in
from khet.rules.months import Month

MONTH = "office.month"
"""The kind of record that monthly duties are about; its key is ``2569-11``."""
DUTY = "office.duty"


class Cell(NamedTuple):
    """A duty of a month as the grid needs it."""

    pk: int
    school: str
    month: str
    state: str
    due: date


def cells_of(area: Unit, rule: str, months: Iterable[Month]) -> list[Cell]:
    """The duties of all schools of an area for several months; one query."""
    found = Duty.objects.filter(
        rule=rule,
        about_kind=MONTH,
        about_key__in=[month.key for month in months],
        unit__in=ever_in(area).order_by(),
    )
    rows = found.order_by("pk").values_list("pk", "unit__code", "about_key", "state", "due")
    return [Cell(*row) for row in rows]


def monthly_duties(
    area: Unit, rule: str, state: str, schools: Collection[str] | None, month: str = ""
) -> QuerySet[Duty]:
    """The monthly duties in a state of schools (their codes, ``None`` for all of the area).

    Those of one month (its key) where that is given.
    What was done first comes first, of the others what is due first.
    """
    found = Duty.objects.filter(rule=rule, about_kind=MONTH, state=state)
    found = found.filter(unit__in=ever_in(area).order_by())
    if schools is not None:
        found = found.filter(unit__code__in=schools)
    if month:
        found = found.filter(about_key=month)
    return found.select_related("unit").order_by("done_at", "due", "unit__sort_key", "pk")


def own_months(user: User, schools: Iterable[int]) -> QuerySet[Duty]:
    """The monthly duties of schools that the person heads (their keys), or that were passed on.

    The newest month comes first.
    """
    own = Q(passed=user) | Q(unit__in=list(schools), role=SCHOOL_HEAD)
    found = Duty.objects.filter(own, about_kind=MONTH).select_related("unit", "passed")
    return found.order_by("-about_key", "rule", "unit__sort_key")


def evidence_of(duties: Iterable[Duty]) -> dict[int, list[Evidence]]:
    """What shows that duties (their keys) were done, with all versions, the oldest first."""
    keys = {str(duty.pk): duty.pk for duty in duties}
    uses = EvidenceUse.objects.filter(about_kind=DUTY, about_key__in=keys)
    versions = Prefetch("evidence__versions", EvidenceVersion.objects.order_by("number"))
    found: dict[int, list[Evidence]] = {key: [] for key in keys.values()}
    for use in uses.select_related("evidence").prefetch_related(versions).order_by("pk"):
        found[keys[use.about_key]].append(use.evidence)
    return found


def opened_months(area: Unit, rule: str) -> set[str]:
    """The keys of the months that a rule asks for in an area, of one school at least."""
    found = Duty.objects.filter(rule=rule, about_kind=MONTH, unit__in=ever_in(area).order_by())
    found = found.exclude(state=Duty.State.WAIVED)
    return set(found.order_by().values_list("about_key", flat=True).distinct())
