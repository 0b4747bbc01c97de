"""The pupils of one school by A/B/C group: names only for who needs to know."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from khet.figures.abilities import Ability
from khet.jobs.sitting_results import abilities_for
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import pupils_by_key
from khet.records.registry.models import Pupil, Unit, UnitKind
from khet.rules.ability import GROUPS
from khet.rules.rounding import shown
from khet.web.learning.asked import address, file_name, near_codes, sitting_query
from khet.web.learning.scan.asked import PAGE, SCHOOL, rounds
from khet.web.learning.scan.counts import Scan
from khet.web.learning.scan.page import round_of
from khet.web.learning.study import Study
from khet.web.learning.words import grade_name, group_name, result_title, test_name, unannounced
from khet.web.parts.names import sees_names, tell_seen, why_hidden
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

_EXPORT = "learning:scan-school-xlsx"


@dataclass(frozen=True)
class Line:
    """A pupil with mean and group; ``pupil`` is ``None`` where the register has no such number.

    ``few`` says of how many subjects the mean is, where not of all; ``other`` is the group of the
    other round; ``elsewhere`` the registered grade where it isn't the sitting's.
    """

    pupil: Pupil | None
    group: str
    mean: Decimal | None
    few: str
    other: str
    elsewhere: str


class ScanList:
    """The pupils of a school in one sitting, as one person may see them.

    Raises:
        NotHereError: the area has no such school in this sitting.
    """

    def __init__(self, study: Study, code: str) -> None:
        self.study, self.viewer, self.file = study, study.viewer, study.file
        self._code = code
        if code not in study.schools or code not in self._scan.schools:
            raise _not_here(study, code, self._scan.schools)
        self.school = study.schools[code]

    @cached_property
    def _scan(self) -> Scan:
        return Scan(round_of(self.file, self.viewer), None, self.study.kept_back)

    @cached_property
    def other(self) -> ScoreFile | None:
        """The other round that this one is held against, where there is one."""
        pair = rounds(self.viewer.score_files, self.file) or ()
        return next((file for file in pair if file.pk != self.file.pk), None)

    @property
    def other_name(self) -> str:
        """The name of the other round, empty where there is none."""
        return test_name(self.file.sitting.test, self.other.sitting.round) if self.other else ""

    @cached_property
    def _unit(self) -> Unit:
        return Unit.objects.get(kind=UnitKind.SCHOOL, code=self._code)

    @cached_property
    def named(self) -> bool:
        """Whether the reader may see these pupils by name."""
        return sees_names(self.viewer, self._unit, self.study.year)

    @property
    def why_hidden(self) -> str:
        """Why the page has no names; empty where it has."""
        return "" if self.named else why_hidden(self.viewer)

    @cached_property
    def lines(self) -> list[Line]:
        """The pupils, weakest last, those without a score after them; none without the right."""
        if not self.named:
            return []
        here = _of_school(self.file, self.viewer, self._code)
        known = pupils_by_key(self._code, self.study.year, [found.pupil for found in here])
        other = _of_school(self.other, self.viewer, self._code) if self.other else []
        groups = {found.pupil: found.group for found in other}
        lines = [self._line(a, known.get(a.pupil), groups.get(a.pupil)) for a in here]
        return sorted(lines, key=_place)

    def _line(self, found: Ability, pupil: Pupil | None, other: str | None) -> Line:
        of = len(self.study.subjects)
        told = {"n": found.n, "of": of}
        return Line(
            pupil,
            group_name(found.group) if found.group else "",
            None if found.mean is None else shown(found.mean, 2),
            _("จาก %(n)s ใน %(of)s วิชา") % told if 0 < found.n < of else "",
            group_name(other) if other else "",
            grade_name(pupil.grade) if pupil and pupil.grade != self.file.sitting.grade else "",
        )

    @property
    def file_name(self) -> str:
        """The name of the exported file, without its ending."""
        return file_name("scan", self._code, *sitting_query(self.file.sitting).values())

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        sitting = self.file.sitting
        by_group = {key: list(rows) for key, rows in groupby(self.lines, lambda row: row.group)}
        return {
            "title": result_title(self.file),
            "unannounced": unannounced(self.file),
            "school": self.school,
            "scan_url": address(PAGE, sitting),
            "counts": self._scan.of_school(self._code),
            "unscored": self._scan.unscored_of(self._code),
            "named": self.named,
            "why_hidden": self.why_hidden,
            "groups": [(name, by_group.get(name, [])) for name in map(group_name, GROUPS)],
            "without": by_group.get("", []),
            "other": self.other_name,
            "other_url": address(SCHOOL, self.other.sitting, self._code) if self.other else "",
            "xlsx": address(_EXPORT, sitting, self._code),
        }

    def tell(self, exported: bool) -> None:
        """Leave the event that these pupils were seen by name, where any were."""
        keys = [line.pupil.pk for line in self.lines if line.pupil]
        if keys or exported:
            grade = self.study.sitting.grade
            tell_seen(self.viewer, self._code, self.study.year, grade, keys, exported)


def _of_school(file: ScoreFile, viewer: Viewer, code: str) -> list[Ability]:
    return [found for found in abilities_for(file, viewer.tables).pupils if found.school == code]


def _place(line: Line) -> tuple[bool, Decimal, bool, str]:
    """Strongest first; of equals in Thai order, those that the register hasn't last."""
    unknown = line.mean is None
    key = line.pupil.sort_key if line.pupil else ""
    return unknown, -(line.mean or Decimal(0)), line.pupil is None, key


def _not_here(study: Study, code: str, sat: Collection[str]) -> NotHereError:
    """Says that the school has no pupils in this sitting; offers those of like codes."""
    schools, sees = study.schools, study.viewer.scope.sees_school
    near = near_codes(code, [c for c in schools if c in sat and sees(c)])
    like = [Nearest(schools[c].name, address(SCHOOL, study.sitting, c)) for c in near]
    whole = Nearest(_("Scan A B C ทุกโรงเรียน"), address(PAGE, study.sitting))
    name = schools[code].name if code in schools else code[:20]
    return NotHereError(
        _("ไม่มีผลของโรงเรียน “%(school)s” ในการสอบนี้") % {"school": name}, [*like, whole]
    )
