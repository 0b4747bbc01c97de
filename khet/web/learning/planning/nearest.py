"""The pupils of a school who are nearest to the limit: by name only for who needs to know."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from khet.figures.measures.limits import school_steps
from khet.figures.pupil_scores import PupilScore, scores_of_school
from khet.figures.results import LimitRow, SchoolRow
from khet.jobs.sitting_results import score_path
from khet.records.learning.queries import pupils_by_key
from khet.records.registry.models import Pupil
from khet.rules.next_colour import Step
from khet.web.learning.asked import address, file_name, sitting_query
from khet.web.learning.study import Study
from khet.web.learning.words import result_title, subject_name, unannounced
from khet.web.parts.names import tell_seen, why_hidden

_STEP = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """A pupil not above the limit; ``pupil`` where the reader may know who and the register knows.

    ``missing`` is the least that lacks to be above the limit; ``step`` the better colour that the
    school has once this pupil and all before pass.
    """

    place: int
    pupil: Pupil | None
    score: Decimal
    missing: Decimal
    step: Step | None


class Nearest:
    """The pupils of a school and subject as far as one person may see them.

    Raises:
        KeyError: the results hold no such school and subject, or no single scores.
    """

    def __init__(self, study: Study, subject: str, code: str) -> None:
        self.study, self.subject, self.school = study, subject, study.schools[code]
        self._row: SchoolRow = study.results.schools[code, subject]
        self._limit: LimitRow = study.traced.limit(subject)

    @property
    def title(self) -> str:
        """What the list is of."""
        told = {"subject": subject_name(self.subject), "title": result_title(self.study.file)}
        return _("ใกล้ขีดจำกัดล่างที่สุด %(subject)s %(title)s") % told

    @property
    def named(self) -> bool:
        """Whether the reader may see these pupils by name."""
        return self.study.viewer.sees_names_of(self.school.code)

    @property
    def alone(self) -> bool:
        """Whether single scores may be shown: without names only where they are not few.

        Where they may not, neither may how many lie near the limit: of so few, that tells who.
        """
        return not self.study.hides(self.subject, [self.school.code])

    @cached_property
    def _below(self) -> list[PupilScore]:
        limit = self._limit.limit
        if limit is None or not self.alone:
            return []
        file = self.study.file
        told = score_path(file), self.school.code, self.subject, file.sitting.pupils
        scores = scores_of_school(*told)
        below = [one for one in scores if one.score is not None and one.score <= limit]
        return sorted(below, key=lambda one: (-(one.score or 0), one.row))

    @cached_property
    def _pupils(self) -> dict[str, Pupil]:
        if not self.named:
            return {}
        keys = [told.pupil for told in self._below]
        return pupils_by_key(self.school.code, self.study.year, keys)

    @property
    def steps(self) -> list[Step]:
        """The better colours that can be reached, nearest first."""
        return school_steps(self.study.traced, self._row)

    @cached_property
    def lines(self) -> list[Line]:
        """The pupils not above the limit, nearest first; none where single scores stay hidden."""
        steps = {step.pupils: step for step in self.steps}
        limit = self._limit.limit or Decimal(0)
        return [
            Line(
                place,
                self._pupils.get(told.pupil),
                told.score or Decimal(0),
                limit + _STEP - (told.score or 0),
                steps.get(place),
            )
            for place, told in enumerate(self._below, 1)
        ]

    @property
    def file_name(self) -> str:
        """The name of the exported file, without its ending."""
        words = (self.school.code, self.subject, *sitting_query(self.study.sitting).values())
        return file_name("nearest", *words)

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        study, code = self.study, self.school.code
        about = {"school": code, "subject": self.subject}
        return {
            "title": self.title,
            "unannounced": unannounced(study.file),
            "sitting_title": result_title(study.file),
            "school": self.school,
            "school_url": study.school_url(code),
            "subject": subject_name(self.subject),
            "alone": self.alone,
            "n": self._row.n or 0,
            "limit": self._limit.limit,
            "band": study.cell(self.subject, code).band,
            "steps": self.steps,
            "step_url": study.links.to("to-next-colour", self.subject, school=code),
            "lines": self.lines,
            "named": self.named,
            "why_hidden": self.why_hidden,
            "few": 0 < (self._row.n or 0) < study.few,
            "xlsx": address("learning:nearest-xlsx", study.sitting, **about) if self.named else "",
        }

    @property
    def why_hidden(self) -> str:
        """Why the page has no names, or not even scores; empty where it has."""
        if self.named:
            return ""
        if not self.alone:
            return _("โรงเรียนนี้มีผู้เข้าสอบน้อย คะแนนรายคนจึงแสดงเฉพาะผู้ที่เห็นนักเรียนของโรงเรียนได้")
        return why_hidden(self.study.viewer)

    def tell(self, exported: bool = False) -> None:
        """Leave the event that these pupils were seen by name, where any were."""
        keys = [line.pupil.pk for line in self.lines if line.pupil]
        if keys or exported:
            sitting, viewer = self.study.sitting, self.study.viewer
            tell_seen(viewer, self.school.code, self.study.year, sitting.grade, keys, exported)
