"""Findings as lines of a page: what, until when, how late, and what shows that it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from khet.records.learning.models import Finding
from khet.records.office.models import Evidence
from khet.records.office.queries.duties import late
from khet.records.office.queries.evidence import used_for_each
from khet.web.learning.visits.asked import Case
from khet.web.office.duties.words import state_of
from khet.web.parts.viewer import Viewer


@dataclass(frozen=True)
class Row:
    """A finding with the state of its duty, how late that is in days, and its evidence."""

    finding: Finding
    state: str
    late: int
    evidence: list[Evidence]

    @property
    def url(self) -> str:
        """The page on which the school sends, and the office accepts or gives back."""
        return reverse("office:duty", args=[self.finding.duty_id])


def rows_of(case: Case) -> list[Row]:
    """The findings of a visit."""
    return found_rows(case.desk.viewer, case.findings)


def found_rows(viewer: Viewer, findings: Iterable[Finding]) -> list[Row]:
    """Findings with what their reader may see as evidence of them."""
    listed = list(findings)
    keys = [str(one.duty_id) for one in listed if one.duty_id]
    shown = used_for_each(viewer.office_sight, "office.duty", keys) if keys else {}
    return [_row(viewer, one, shown) for one in listed]


def _row(viewer: Viewer, one: Finding, shown: Mapping[str, list[Evidence]]) -> Row:
    if one.duty is None:
        return Row(one, "", 0, [])
    days = late(one.duty, viewer.today)
    return Row(one, state_of(one.duty), days, shown.get(str(one.duty.pk), []))
