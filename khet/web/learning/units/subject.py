"""The page of a subject: every school's figures, how the area spreads, who gained most."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import QueryDict

from khet.figures.spreads import NOTHING, together
from khet.figures.sums import mean_of_schools, rows_within, sd, sums_of
from khet.records.registry.queries.schools import School
from khet.web.learning.forms import SubjectFilters
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.schools_page import SchoolsPage
from khet.web.learning.small import Small, small_of
from khet.web.learning.spread_bars import spread_bars
from khet.web.learning.study import Study
from khet.web.learning.words import subject_name
from khet.web.parts.filters import in_order, passes

_MOST = 5


@dataclass(frozen=True)
class SchoolLine:
    """A school's figures of the subject; ``lowest`` and ``highest`` are of single scores."""

    school: School
    url: str
    n: Linked
    mean: Linked
    gain: Linked
    rank: Linked
    sd: Linked
    lowest: Linked
    highest: Linked
    cell: Cell
    small: Small | None


class SubjectPage(SchoolsPage[SubjectFilters]):
    """What a page says of a subject in a sitting, as one person asks for it."""

    page, filters_of = "learning:subject", SubjectFilters

    def __init__(self, study: Study, subject: str, asked: QueryDict) -> None:
        super().__init__(study, asked, subject)
        self.subject = subject

    @property
    def name(self) -> str:
        """The subject's name with the sitting."""
        return f"{subject_name(self.subject)} {super().name}"

    @cached_property
    def _every(self) -> list[SchoolLine]:
        return [self._line(school) for school in self.schools.values()]

    @cached_property
    def lines(self) -> list[SchoolLine]:
        """The schools' lines, filtered and sorted."""
        asked = self.form.cleaned_data
        chosen = [line for line in self._every if passes(line.school, asked)]
        return in_order(chosen, asked["sort"], lambda line: line.school, _value)

    def content(self) -> dict[str, Any]:
        """Context of the table's kept part."""
        return {**self.around(), "lines": self.lines, "area": self._area()}

    def area_content(self) -> dict[str, Any]:
        """Context of the area's kept part, whatever the filters.

        Who gained and who fell is told only among more schools than are listed.
        """
        study = self.study
        known = [line for line in self._every if line.gain.value is not None]
        by_gain = sorted(known, key=lambda line: -(line.gain.value or 0))
        most = _MOST if len(known) > _MOST else 0
        return {
            "area": self._area(),
            "gained": [line for line in by_gain[:most] if (line.gain.value or 0) > 0],
            "fell": [line for line in by_gain[::-1][:most] if (line.gain.value or 0) < 0],
            "spread": spread_bars(study, self.subject, subject_name(self.subject), None),
            "years": [self._year(one) for one in study.years],
            "of_pupils": study.results.of_pupils,
        }

    def _line(self, school: School) -> SchoolLine:
        study, code = self.study, school.code
        row = study.row(self.subject, code)
        rows = rows_within(study.results, self.subject, [code])
        spread = study.spreads.get((code, self.subject), NOTHING)
        seen = bool(row and (row.n or 0) >= study.few)

        def linked(measure: str, value: Decimal | int | None) -> Linked:
            return study.linked(value, measure, self.subject, code)

        return SchoolLine(
            school,
            study.school_url(code),
            linked("scored", row.n if row else None),
            linked("mean", row.mean if row else None),
            linked("gain", study.gain(self.subject, [code])),
            linked("rank", row.rank if row else None),
            linked("sd", sd(sums_of(rows)) if seen else None),
            linked("lowest", spread.lowest if seen else None),
            linked("highest", spread.highest if seen else None),
            study.cell(self.subject, code, both=True),
            small_of(study, self.subject, code),
        )

    def _area(self) -> dict[str, Linked]:
        """The area's own figures, by measure."""
        study, subject = self.study, self.subject
        rows = rows_within(study.results, subject, None)
        sums = sums_of(rows)
        whole = together(study.spreads.get((c, subject), NOTHING) for c in rows)
        limit = study.results.limits.get(subject)
        values: Mapping[str, Decimal | int | None] = {
            "scored": sums.n,
            "mean": study.mean(subject),
            "mean-of-schools": mean_of_schools(rows),
            "gain": study.gain(subject),
            "sd": sd(sums),
            "lowest": whole.lowest,
            "highest": whole.highest,
            "lower-limit": limit.limit if limit else None,
            "percent-below": study.percent(subject),
        }
        return {
            code.replace("-", "_"): Linked(value, study.links.to(code, subject))
            for code, value in values.items()
        }

    def _year(self, study: Study) -> tuple[int, Linked, Linked]:
        to = study.links.to
        return (
            study.year,
            Linked(study.mean(self.subject), to("mean", self.subject)),
            Linked(study.gain(self.subject), to("gain", self.subject)),
        )


def _value(line: SchoolLine, key: str) -> Decimal | int | None:
    linked = line.cell.percent if key == "percent" else getattr(line, key)
    value: Decimal | int | None = linked.value
    return value
