"""A finding of a report as it is shown, with the form of its mark; how many have each mark."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khet.records.reports.models import ReportFinding, ReportVersion
from khet.web.reports.forms import MarkForm
from khet.web.reports.text import linked
from khet.web.reports.words import (
    ALL,
    OPEN,
    kind_names,
    mark_names,
    report_url,
    sure_colour,
    sure_names,
)

_MOST_OTHERS = 12


@dataclass(frozen=True)
class Told:
    """A finding as it is shown; ``form`` is bound where a mark was refused.

    ``of`` are the versions that it is between, where it is between several.
    """

    finding: ReportFinding
    form: MarkForm
    of: Sequence[ReportVersion] = ()

    @property
    def message(self) -> SafeString:
        """Its words, leading to the places that they name in other files."""
        return linked(
            self.finding.message,
            {one.report.name: f"{report_url(one.report)}?v={one.number}" for one in self.of},
        )

    @property
    def kind(self) -> str:
        """What it is about."""
        return kind_names()[self.finding.kind]

    @property
    def sure(self) -> str:
        """How sure it is."""
        return sure_names()[self.finding.sure]

    @property
    def colour(self) -> str:
        """The colour beside how sure it is."""
        return sure_colour(self.finding.sure)

    @property
    def mark(self) -> str:
        """What was said of it."""
        return mark_names()[self.finding.mark or OPEN]

    @property
    def others(self) -> list[int]:
        """The first lines that it was reckoned from."""
        return [n for n in self.finding.others if n != self.finding.line][:_MOST_OTHERS]


def told_of(finding: ReportFinding, data: Any = None, of: Sequence[ReportVersion] = ()) -> Told:
    """A finding with the form of its mark; there is one for each on the page."""
    return Told(finding, MarkForm(data, auto_id=f"id_{finding.pk}_%s", label_suffix=""), of)


def counts_of(findings: Sequence[ReportFinding]) -> list[tuple[str, str, int]]:
    """How many findings have each mark: its code, its words, how many; all of them last."""
    counted = Counter(one.mark or OPEN for one in findings)
    told = [(code, word, counted[code]) for code, word in mark_names().items()]
    return [*told, (ALL, _("ทุกข้อ"), len(findings))]
