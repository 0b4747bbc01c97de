"""The schools whose mean is above that of the nation, of OBEC or of the province, years running."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from khet.jobs.draw_trends import same_test
from khet.records.learning.models import Published
from khet.records.learning.queries import told_of_test
from khet.records.registry.access import IMPORT_SCORES
from khet.records.registry.queries.schools import School
from khet.rules.gains import gain
from khet.rules.running import years_running
from khet.web.learning.asked import address
from khet.web.learning.linked import Linked
from khet.web.learning.published.words import what_names
from khet.web.learning.schools_page import SchoolsPage
from khet.web.learning.study import Study
from khet.web.learning.success.forms import SuccessFilters
from khet.web.learning.words import subject_name
from khet.web.parts.filters import in_order, passes

PAGE = "learning:success"


@dataclass(frozen=True)
class Year:
    """A year's mean, the published one, and how much the own is above; ``counts`` in the run."""

    year: int
    mean: Linked
    reference: Decimal | None
    above: Decimal | None
    counts: bool


@dataclass(frozen=True)
class Line:
    """How many years running a school or the area is above, and its years, newest first."""

    run: int
    years: tuple[Year, ...]


class SuccessPage(SchoolsPage[SuccessFilters]):
    """The schools above others' mean as one person asks for them."""

    page, filters_of = PAGE, SuccessFilters

    @cached_property
    def subject(self) -> str:
        """The subject, or all together."""
        return str(self.form.cleaned_data["subject"])

    @cached_property
    def whose(self) -> str:
        """What the published mean is called."""
        return what_names()[self.form.cleaned_data["reference"]]

    @cached_property
    def told(self) -> Mapping[int, Published]:
        """The published means by academic year (BE), newest first."""
        wanted = self.form.cleaned_data["reference"], self.subject
        found = {
            year: told
            for (year, *about), told in told_of_test(self.study.sitting).items()
            if tuple(about) == wanted and year <= self.study.year
        }
        return dict(sorted(found.items(), reverse=True))

    @cached_property
    def _studies(self) -> dict[int, Study]:
        """The test in this year and the years before."""
        viewer, here = self.study.viewer, self.study.year
        files = same_test(viewer.score_files, self.study.sitting)
        earlier = (f for f in files if f.sitting.academic_year < here)
        return {here: self.study, **{f.sitting.academic_year: Study(viewer, f) for f in earlier}}

    @cached_property
    def lines(self) -> list[tuple[School, Line]]:
        """The schools with as many years running as asked for, filtered and sorted."""
        asked = self.form.cleaned_data
        every = ((school, self._line(school)) for school in self.schools.values())
        chosen = [
            (school, line)
            for school, line in every
            if line.run >= int(asked["least"]) and passes(school, asked)
        ]
        return in_order(chosen, asked["sort"], lambda pair: pair[0], _value)

    @cached_property
    def area(self) -> Line:
        """The whole area beside the same mean."""
        return self._line(None)

    @cached_property
    def years(self) -> list[int]:
        """The years that a column is for, newest first: those of the longest run, two at least."""
        longest = max(2, self.area.run, *(line.run for _school, line in self.lines))
        return [y for y in self._studies if y > self.study.year - longest]

    @property
    def without(self) -> list[int]:
        """The years with results whose published mean is not known; these end every run."""
        return [year for year in self._studies if year not in self.told]

    def shown(self, line: Line) -> list[Year]:
        """A line's years as the columns stand."""
        return [year for year in line.years if year.year in self.years]

    def content(self) -> dict[str, Any]:
        """Context of the table's kept part."""
        may_publish = self.study.viewer.scope.may_everywhere(IMPORT_SCORES)
        return {
            **self.around(),
            "whose": self.whose,
            "subject": subject_name(self.subject),
            "year": self.study.year,
            "years": self.years,
            "lines": [
                (school, self.study.school_url(school.code), line, self.shown(line))
                for school, line in self.lines
            ],
            "area": (self.area, self.shown(self.area)),
            "known": self.study.year in self.told,
            "told": self.told.items(),
            "without": self.without,
            "publish_url": address("learning:published", self.study.sitting) if may_publish else "",
        }

    def _line(self, school: School | None) -> Line:
        means = {year: self._mean(one, school) for year, one in self._studies.items()}
        references = {year: told.value for year, told in self.told.items()}
        run = years_running(means, references, self.study.year)
        years = (
            self._year(one, school, means[year], references.get(year), year in run)
            for year, one in self._studies.items()
        )
        return Line(len(run), tuple(years))

    def _year(
        self,
        study: Study,
        school: School | None,
        mean: Decimal | None,
        reference: Decimal | None,
        counts: bool,
    ) -> Year:
        about = {"school": school.code} if school else {}
        linked = Linked(mean, study.links.to("mean", self.subject, **about))
        return Year(study.year, linked, reference, gain(mean, reference), counts)

    def _mean(self, study: Study, school: School | None) -> Decimal | None:
        if school is None:
            return study.mean(self.subject)
        row = study.row(self.subject, school.code)
        return row.mean if row else None


def _value(pair: tuple[School, Line], key: str) -> Decimal | int | None:
    line = pair[1]
    newest = line.years[0]
    values = {"years": line.run, "mean": newest.mean.value, "above": newest.above}
    return values[key]
