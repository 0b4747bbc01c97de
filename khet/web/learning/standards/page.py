"""Means by strand, standard and indicator: the area beside a school, the weakest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.jobs.sitting_results import results_for
from khet.records.learning.models import Sitting, StandardMean
from khet.records.learning.queries import schools_with_standards, standards_of
from khet.records.registry.access import EXPORT_RESULTS, IMPORT_SCORES, SEE_PUPILS
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.entries import units_of
from khet.rules.gains import gain
from khet.rules.limits import terms
from khet.rules.standards import LEVELS, STRAND, directly_within, level_of, ways_up
from khet.web.learning.asked import address
from khet.web.learning.standards.asked import PAGE, Known
from khet.web.learning.words import level_names, sitting_title, subject_name
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

_WEAKEST = 20


@dataclass(frozen=True)
class Line:
    """A strand, standard or indicator: the area's row, the school's, and how they differ.

    ``url`` leads to what lies within it, empty where nothing does; ``gap`` is the mean less the
    target; ``few`` says that the school's mean is kept back because its pupils are few.
    """

    code: str
    name: str
    level: str
    area: StandardMean | None
    own: StandardMean | None
    differs: Decimal | None
    gap: Decimal | None
    url: str
    few: bool


class StandardsPage:
    """The means by standard of a sitting as one person asks for them."""

    def __init__(self, viewer: Viewer, known: Known, sitting: Sitting, given: QueryDict) -> None:
        self.viewer, self.sitting, self._given = viewer, sitting, given
        self._known = known

    @property
    def subjects(self) -> list[str]:
        """The subjects with means by standard."""
        return self._known.subjects[self.sitting]

    @cached_property
    def subject(self) -> str:
        """The subject asked for; by default the first."""
        asked = self._given.get("subject") or self.subjects[0]
        if asked not in self.subjects:
            near = [Nearest(subject_name(s), self._to(subject=s)) for s in self.subjects]
            told = _("ยังไม่ได้นำเข้าผลตามมาตรฐานของวิชา “%(given)s”") % {"given": asked[:40]}
            raise NotHereError(told, near)
        return asked

    @cached_property
    def schools(self) -> dict[str, Unit]:
        """The schools with such means that the reader may see, in Thai order."""
        codes = set(schools_with_standards(self.sitting, self.subject))
        every = units_of(self.viewer.area, UnitKind.SCHOOL) if codes else ()
        sees = self.viewer.scope.sees_school
        return {unit.code: unit for unit in every if unit.code in codes and sees(unit.code)}

    @cached_property
    def school(self) -> str:
        """The code of the school beside the area; the reader's own by default, else empty."""
        asked = self._given.get("school", "")
        self.viewer.require_school(asked)
        if asked and asked not in self.schools:
            near = [Nearest(_("ดูทั้งเขต"), self._to(subject=self.subject))]
            raise NotHereError(_("ยังไม่ได้นำเข้าผลตามมาตรฐานของโรงเรียนนี้"), near)
        own = list(self.schools) if self.viewer.at_school else []
        return asked or (own[0] if len(own) == 1 else "")

    @cached_property
    def _area(self) -> dict[str, StandardMean]:
        return {row.code: row for row in self._of_area if row.subject == self.subject}

    @cached_property
    def _of_area(self) -> list[StandardMean]:
        return standards_of(self.sitting)

    @cached_property
    def _own(self) -> Mapping[str, StandardMean]:
        if not self.school:
            return {}
        return {row.code: row for row in standards_of(self.sitting, self.school, self.subject)}

    @cached_property
    def codes(self) -> list[str]:
        """The codes of the subject, as they were brought."""
        return list(dict.fromkeys([*self._area, *self._own]))

    @cached_property
    def within(self) -> str:
        """The strand or standard that is looked into; empty is the subject."""
        asked = self._given.get("within", "")
        if asked and asked not in self.codes:
            near = [Nearest(subject_name(self.subject), self._to(subject=self.subject))]
            raise NotHereError(_("ไม่มีรหัส “%(given)s” ในวิชานี้") % {"given": asked[:40]}, near)
        return asked

    @property
    def target(self) -> int:
        """The target of the year."""
        return terms(self.sitting.academic_year, self.viewer.tables).target

    @cached_property
    def lines(self) -> list[Line]:
        """What lies directly within, the weakest first: by the school's mean, else the area's."""
        return sorted(map(self.line, directly_within(self.codes, self.within)), key=_weakness)

    def every_line(self) -> list[Line]:
        """All lines of the subject, strands first."""
        return sorted(map(self.line, self.codes), key=lambda one: LEVELS.index(level_of(one.code)))

    def line(self, code: str) -> Line:
        """The line of a code."""
        area, own = self._area.get(code), self._own.get(code)
        few = own is not None and self._is_few(own)
        shown = None if few else own
        told = shown or area
        return Line(
            code,
            next((row.name for row in (area, own) if row and row.name), ""),
            level_names()[level_of(code)],
            area,
            shown,
            gain(shown.mean if shown else None, area.mean if area else None),
            told.mean - self.target if told else None,
            self._inside(code),
            few,
        )

    def _inside(self, code: str) -> str:
        if not directly_within(self.codes, code):
            return ""
        return self._to(subject=self.subject, school=self.school, within=code)

    @cached_property
    def _scored(self) -> int | None:
        """The school's pupils with a score in the subject, where a file of scores says so."""
        files = self.viewer.score_files
        file = next((f for f in files if f.sitting_id == self.sitting.pk), None)
        if file is None:
            return None
        row = results_for(file, self.viewer.tables).schools.get((self.school, self.subject))
        return row.n if row else None

    def _is_few(self, row: StandardMean) -> bool:
        """Whether a school's mean is of so few pupils that the reader may not see it.

        Where the summary doesn't say how many they are, the file of scores does.
        """
        few = terms(self.sitting.academic_year, self.viewer.tables).few
        may = self.viewer.scope.may_at(SEE_PUPILS, self.school)
        n = self._scored if row.n is None else row.n
        return n is not None and n < few and not may

    def weakest(self) -> list[StandardMean]:
        """The area's standards and indicators below the target in every subject, weakest first."""
        below = (r for r in self._of_area if r.level != STRAND and r.mean < self.target)
        return sorted(below, key=lambda row: (row.mean, row.code))

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        scope, weakest = self.viewer.scope, self.weakest()
        return {
            "title": sitting_title(self.sitting),
            "sitting": self.sitting,
            "years": self._known.years,
            "tabs": self._known.tabs(self.sitting),
            "subjects": [
                (subject_name(s), self._to(subject=s), s == self.subject) for s in self.subjects
            ],
            "subject": self.subject,
            "subject_name": subject_name(self.subject),
            "schools": self.schools.values(),
            "school": self.schools.get(self.school),
            "crumbs": self._crumbs(),
            "within": self.line(self.within) if self.within else None,
            "lines": self.lines,
            "target": self.target,
            "weakest": [
                (row, self._where(row), subject_name(row.subject), level_names()[row.level])
                for row in weakest[:_WEAKEST]
            ],
            "below": len(weakest),
            "sources": self._sources(),
            "xlsx": self._to(f"{PAGE}-xlsx", subject=self.subject, school=self.school),
            "may_export": scope.may(EXPORT_RESULTS),
            "may_change": scope.may_everywhere(IMPORT_SCORES),
            "withdraw": self._to("learning:standards-withdraw", subject=self.subject),
        }

    def _where(self, row: StandardMean) -> str:
        """The address that shows an area's row among those beside it."""
        codes = {one.code for one in self._of_area if one.subject == row.subject}
        above = next((one for one in ways_up(row.code) if one in codes), "")
        return f"{self._to(subject=row.subject, within=above)}#subject"

    def _crumbs(self) -> list[tuple[str, str]]:
        """The way to what is looked into, from the subject on."""
        above = [code for code in reversed(ways_up(self.within)) if code in self.codes]
        whole = (subject_name(self.subject), self._to(subject=self.subject, school=self.school))
        return [whole, *((code, self._inside(code)) for code in above)] if self.within else []

    def _sources(self) -> list[str]:
        rows = [*self._area.values(), *self._own.values()]
        return list(dict.fromkeys(row.source for row in rows))

    def _to(self, page: str = PAGE, **more: str) -> str:
        return address(page, self.sitting, **{k: v for k, v in more.items() if v})


def _weakness(line: Line) -> tuple[bool, Decimal, str]:
    return line.gap is None, line.gap or Decimal(0), line.code
