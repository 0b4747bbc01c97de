"""Who may see a checked report: its bringer, its unit's head, who sees the office's."""

from dataclasses import dataclass

from django.db.models import Q

from khet.records.registry.models import UnitKind


@dataclass(frozen=True)
class ReportSight:
    """A person before checked reports; all are keys, ``headed`` those of the groups and schools
    one heads.

    ``office`` is whether the person sees what was brought for any unit that is no school.
    """

    area: int
    user: int
    headed: frozenset[int] = frozenset()
    office: bool = False


def seen_reports(sight: ReportSight) -> Q:
    """Which checked reports the person may see."""
    seen = Q(brought_by=sight.user) | Q(unit__in=sight.headed)
    if sight.office:
        seen |= ~Q(unit__kind=UnitKind.SCHOOL)
    return Q(area=sight.area) & seen
