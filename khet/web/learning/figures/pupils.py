"""The pupils behind a figure of one school: by name only for who needs to know."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from khet.figures.measures.limits import school_steps
from khet.figures.pupil_scores import PupilScore, scores_of_school
from khet.jobs.sitting_results import score_path
from khet.records.learning.queries import pupils_by_key
from khet.records.registry.models import Pupil
from khet.rules.next_colour import Step
from khet.web.learning.asked import address
from khet.web.learning.study import Study
from khet.web.learning.words import subject_name
from khet.web.parts.names import why_hidden


@dataclass(frozen=True)
class PupilRow:
    """A pupil's score: ``pupil`` where the reader may know who, ``gap`` to the limit.

    ``nearest`` is whether the pupil is one of those who would bring the next colour.
    """

    score: PupilScore
    pupil: Pupil | None
    gap: Decimal | None
    nearest: bool = False


class PupilsOfFigure:
    """The pupils of a school in a subject of a sitting, as far as a reader may see them."""

    def __init__(self, study: Study, subject: str, school: str) -> None:
        self._study, self._viewer = study, study.viewer
        self._subject, self._school = subject, school

    @cached_property
    def _scores(self) -> list[PupilScore]:
        file, pupils = self._study.file, self._study.sitting.pupils
        return scores_of_school(score_path(file), self._school, self._subject, pupils)

    @property
    def named(self) -> bool:
        """Whether the reader may see these pupils by name."""
        return self._viewer.sees_names_of(self._school)

    @property
    def _alone(self) -> bool:
        """Whether single scores may be shown: without names only where they are not few."""
        scored = sum(told.score is not None for told in self._scores)
        return self._study.shows_single(self._school, scored)

    @cached_property
    def _pupils(self) -> dict[str, Pupil]:
        if not self.named:
            return {}
        keys = [score.pupil for score in self._scores]
        return pupils_by_key(self._school, self._study.year, keys)

    @property
    def shown(self) -> list[int]:
        """The keys of the pupils whose names were shown."""
        return [pupil.pk for pupil in self._pupils.values()]

    @cached_property
    def _steps(self) -> list[Step]:
        row = self._study.row(self._subject, self._school)
        return school_steps(self._study.traced, row) if row else []

    @property
    def _about(self) -> dict[str, str]:
        return {"school": self._school, "subject": self._subject}

    def content(self) -> dict[str, Any]:
        """Context of the part."""
        limit = self._study.traced.limit(self._subject).limit
        rows = [self._row(score, limit) for score in self._scores]
        below = sorted((r for r in rows if r.gap is not None and r.gap <= 0), key=_nearest_first)
        nearest = below[: self._steps[0].pupils if self._steps else 0]
        last = nearest[-1].gap if nearest else None
        marked = [replace(r, nearest=last is not None and (r.gap or 0) >= last) for r in below]
        return {
            "subject": subject_name(self._subject),
            "limit": limit,
            "steps": self._steps,
            "nearest_url": address("learning:nearest", self._study.sitting, **self._about),
            "alone": self._alone,
            "named": self.named,
            "why_hidden": self._why_hidden(),
            "file": self._study.file,
            "below": marked,
            "passed": sorted(
                (r for r in rows if r.gap is not None and r.gap > 0),
                key=_nearest_first,
                reverse=True,
            ),
            "unjudged": [r for r in rows if r.gap is None],
        }

    def _row(self, score: PupilScore, limit: Decimal | None) -> PupilRow:
        gap = None if score.score is None or limit is None else score.score - limit
        return PupilRow(score, self._pupils.get(score.pupil), gap)

    def _why_hidden(self) -> str:
        if self.named:
            return ""
        if not self._alone:
            return _("โรงเรียนนี้มีผู้เข้าสอบน้อย คะแนนรายคนจึงแสดงเฉพาะผู้ที่เห็นนักเรียนของโรงเรียนได้")
        return why_hidden(self._viewer)


def _nearest_first(row: PupilRow) -> tuple[Decimal, int]:
    return -(row.gap or Decimal(0)), row.score.row
