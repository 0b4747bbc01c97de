"""What a request of the A/B/C scan needs, each thing made when it is first asked for."""

from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khet.jobs.sitting_results import abilities_for
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import EXPORT_RESULTS
from khet.records.registry.queries.schools import School, schools_of
from khet.web.learning.asked import FigureLinks, address, sitting_query
from khet.web.learning.forms import ScanFilters
from khet.web.learning.scan.asked import PAGE, rounds, school_address
from khet.web.learning.scan.bands import bands
from khet.web.learning.scan.change import Change
from khet.web.learning.scan.counts import Round, Row, Scan, headings
from khet.web.learning.words import sitting_title, test_name
from khet.web.parts.filters import outside
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

_EXPORT = "learning:scan-xlsx"


class ScanPage:
    """The scan of one sitting as one person asks for it.

    Every property raises ``NotHereError`` where a filter names what the sitting hasn't.
    """

    def __init__(self, viewer: Viewer, file: ScoreFile, asked: QueryDict) -> None:
        self.viewer = viewer
        self.file = file
        self._asked = asked
        self._here = address(PAGE, file.sitting)

    @cached_property
    def _rounds(self) -> tuple[ScoreFile, ScoreFile] | None:
        return rounds(self.viewer.score_files, self.file)

    @cached_property
    def before(self) -> ScoreFile | None:
        """The round before this one, if there is one."""
        earlier = self._rounds and self._rounds[0]
        return earlier if earlier and earlier.pk != self.file.pk else None

    @property
    def of_pupils(self) -> bool:
        """Whether single scores are known, which groups are made of."""
        return self.file.content == ScoreFile.Content.PUPILS

    @property
    def before_name(self) -> str:
        """The name of the round before, empty where there is none."""
        return test_name(self.file.sitting.test, self.before.sitting.round) if self.before else ""

    @cached_property
    def scan(self) -> Scan:
        """The sitting's scan, by the tables of the reader's area."""
        before = round_of(self.before, self.viewer) if self.before else None
        return Scan(round_of(self.file, self.viewer), before)

    @cached_property
    def change(self) -> Change | None:
        """How the groups changed between this round and another, where there is one."""
        if self._rounds is None:
            return None
        first, second = ((f.sitting, abilities_for(f, self.viewer.tables)) for f in self._rounds)
        return Change(first, second)

    @cached_property
    def _of_area(self) -> dict[str, School]:
        viewer, year = self.viewer, self.file.sitting.academic_year
        return schools_of(viewer.area, year, viewer.today, viewer.tables)

    @cached_property
    def schools(self) -> dict[str, School]:
        """The schools with pupils in the sitting that the reader may see by name."""
        sees, here = self.viewer.scope.sees_school, self.scan.schools
        return {c: s for c, s in self._of_area.items() if c in here and sees(c)}

    @cached_property
    def form(self) -> ScanFilters:
        """The filters; those by a place that the reader's list hasn't are left out."""
        asked = {name: v for name, v in self._asked.items() if name not in self._elsewhere}
        sitting = self.file.sitting
        form = ScanFilters(asked, sitting, self.schools.values(), self.viewer.tables)
        if not form.is_valid():
            whole = Nearest(sitting_title(sitting), self._here)
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในการ Scan ของการสอบนี้"), [whole])
        return form

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        asked = {name: str(value) for name, value in self._asked.items()}
        return outside(asked, self._of_area, self.schools)

    @cached_property
    def rows(self) -> list[Row]:
        """The schools chosen, in the order asked for."""
        chosen = [school for school in self.schools.values() if self.form.passes(school)]
        return self.scan.rows(chosen, self.form.cleaned_data["sort"])

    @property
    def file_name(self) -> str:
        """The name of the exported file."""
        return "-".join(("scan", *sitting_query(self.file.sitting).values())).replace(" ", "-")

    def filters(self) -> dict[str, Any]:
        """Context of the filters' part."""
        many = len(self.schools) > 1
        return {"form": self.form, "here": self._here, "many": many, "action": reverse(PAGE)}

    def whole(self) -> dict[str, Any]:
        """Context of the area's part."""
        sitting, thai = self.file.sitting, get_language() == "th"
        return {
            "bands": bands(sitting.academic_year, self.viewer.tables, thai),
            "area": self.scan.of_area(),
            "unscored": self.scan.unscored,
            "before": self.before_name,
            "of_pupils": self.of_pupils,
            "change": self.change,
            "test": sitting.test,
        }

    def content(self) -> dict[str, Any]:
        """Context of the table's part."""
        sitting, scope = self.file.sitting, self.viewer.scope
        return {
            "area": self.scan.of_area(),
            "before": self.before_name,
            "headings": headings(self.form.cleaned_data["sort"]),
            "rows": [(row, school_address(row.school.code, sitting)) for row in self.rows],
            "of": len(self.schools),
            "here": f"{self._here}&{self.form.query}".rstrip("&"),
            "xlsx": f"{address(_EXPORT, sitting)}&{self.form.whole_query}".rstrip("&"),
            "may_export": scope.may(EXPORT_RESULTS),
            "elsewhere": self._elsewhere.values(),
            "all_seen": scope.schools is None,
        }


def round_of(file: ScoreFile, viewer: Viewer) -> Round:
    """A sitting's pupils by group, by the tables of the reader's area."""
    return Round(abilities_for(file, viewer.tables), FigureLinks(file.sitting))
