"""What a request of the A/B/C scan needs, each thing made when it is first asked for."""

from functools import cached_property
from typing import Any

from khet.jobs.sitting_results import abilities_for
from khet.records.learning.models import ScoreFile
from khet.records.registry.queries.schools import School
from khet.web.learning.asked import FigureLinks, address
from khet.web.learning.forms import ScanFilters
from khet.web.learning.rounds.origins import origins_told
from khet.web.learning.scan.asked import PAGE, SCHOOL, rounds
from khet.web.learning.scan.bands import bands
from khet.web.learning.scan.change import Change
from khet.web.learning.scan.counts import Round, Row, Scan, headings
from khet.web.learning.schools_page import SchoolsPage
from khet.web.learning.words import test_name
from khet.web.parts.filters import passes
from khet.web.parts.viewer import Viewer


class ScanPage(SchoolsPage[ScanFilters]):
    """The scan of one sitting as one person asks for it."""

    page, filters_of = PAGE, ScanFilters

    @cached_property
    def _rounds(self) -> tuple[ScoreFile, ScoreFile] | None:
        return rounds(self.study.viewer.score_files, self.study.file)

    @cached_property
    def before(self) -> ScoreFile | None:
        """The round before this one, if there is one."""
        earlier = self._rounds and self._rounds[0]
        return earlier if earlier and earlier.pk != self.study.file.pk else None

    @property
    def of_pupils(self) -> bool:
        """Whether single scores are known, which groups are made of."""
        return self.study.file.content == ScoreFile.Content.PUPILS

    @property
    def before_name(self) -> str:
        """The name of the round before, empty where there is none."""
        return test_name(self.study.sitting.test, self.before.sitting.round) if self.before else ""

    @cached_property
    def scan(self) -> Scan:
        """The sitting's scan, by the tables of the reader's area."""
        before = round_of(self.before, self.study.viewer) if self.before else None
        return Scan(round_of(self.study.file, self.study.viewer), before, self.study.kept_back)

    @cached_property
    def change(self) -> Change | None:
        """How the groups changed between this round and another, where there is one."""
        if self._rounds is None:
            return None
        first, second = ((f.sitting, abilities_for(f, self.study.tables)) for f in self._rounds)
        return Change(first, second)

    @property
    def warning(self) -> str:
        """What has to be said of papers of two rounds; empty where there is but one."""
        if self._rounds is None:
            return ""
        first, second = (file.sitting for file in self._rounds)
        return origins_told(first, second, self.study.tables)

    @cached_property
    def schools(self) -> dict[str, School]:
        """The schools with pupils in the sitting that the reader may see by name."""
        sees, here = self.study.viewer.scope.sees_school, self.scan.schools
        return {c: s for c, s in self.study.schools.items() if c in here and sees(c)}

    @cached_property
    def rows(self) -> list[Row]:
        """The schools chosen, in the order asked for."""
        asked = self.form.cleaned_data
        chosen = [school for school in self.schools.values() if passes(school, asked)]
        return self.scan.rows(chosen, asked["sort"])

    def whole(self) -> dict[str, Any]:
        """Context of the area's part."""
        return {
            "bands": bands(self.study.year, self.study.tables),
            "area": self.scan.of_area(),
            "unscored": self.scan.unscored,
            "before": self.before_name,
            "of_pupils": self.of_pupils,
            "change": self.change,
            "test": self.study.sitting.test,
            "warning": self.warning,
        }

    def content(self) -> dict[str, Any]:
        """Context of the table's part."""
        sitting = self.study.sitting
        return {
            **self.around(),
            "area": self.scan.of_area(),
            "before": self.before_name,
            "headings": headings(self.form.cleaned_data["sort"]),
            "rows": [(row, address(SCHOOL, sitting, row.school.code)) for row in self.rows],
        }


def round_of(file: ScoreFile, viewer: Viewer) -> Round:
    """A sitting's pupils by group, by the tables of the reader's area."""
    return Round(abilities_for(file, viewer.tables), FigureLinks(file.sitting))
