"""One row of an imported file: what it says, and what it was read as."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from khet.figures.intake.source_row import source_row
from khet.figures.pupil_scores import PupilScore, SchoolMean, means_in_row, scores_in_row
from khet.jobs.sitting_results import results_for, score_path, source_path
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import pupils_by_key
from khet.records.registry.access import SEE_PUPILS
from khet.records.registry.models import Pupil
from khet.records.registry.queries.schools import schools_of
from khet.rules.limits import terms
from khet.web.learning.asked import FigureLinks, address
from khet.web.learning.words import result_title, subject_name
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError


@dataclass(frozen=True)
class Read:
    """What a row says of a subject; ``passed`` is not known without a score or a limit."""

    subject: str
    value: Decimal | None
    no_score: str
    limit: Decimal | None
    url: str

    @property
    def passed(self) -> bool | None:
        """Whether the score is above the limit."""
        if self.value is None or self.limit is None:
            return None
        return self.value > self.limit


class SourceRow:
    """A row of a score file as one person may see it.

    Raises:
        NotHereError: the file has no such row.
        PermissionDenied: it is of a school that the person may not see.
    """

    def __init__(self, viewer: Viewer, file: ScoreFile, row: int) -> None:
        self._viewer, self._file, self._row = viewer, file, row
        read = scores_in_row if self._of_pupils else means_in_row
        self._read: list[PupilScore] | list[SchoolMean] = read(score_path(file), row)
        if not self._read:
            near = [Nearest(result_title(file), address("learning:overview", file.sitting))]
            told = _("ไฟล์ฉบับนี้ไม่มีคะแนนในแถวที่ %(row)s")
            raise NotHereError(told % {"row": row}, near)
        self.school = self._read[0].school
        viewer.require_school(self.school)

    @property
    def _of_pupils(self) -> bool:
        return self._file.content == ScoreFile.Content.PUPILS

    @property
    def tells_pupil(self) -> bool:
        """Whether the page says whose scores these are, by the register or by the file's cells."""
        return self._of_pupils and self._may_see_pupil

    @property
    def _may_see_pupil(self) -> bool:
        return self._viewer.sees_names_of(self.school) and self.school in self._schools

    @property
    def alone(self) -> bool:
        """Whether a single score may be shown: without names only where pupils are not few."""
        if not self._of_pupils or self._viewer.scope.may_at(SEE_PUPILS, self.school):
            return True
        few = terms(self._file.sitting.academic_year, self._viewer.tables).few
        rows = self._results.schools
        return all((rows[self.school, read.subject].n or 0) >= few for read in self._read)

    @cached_property
    def _results(self) -> Any:
        return results_for(self._file, self._viewer.tables)

    @cached_property
    def _schools(self) -> Any:
        viewer, year = self._viewer, self._file.sitting.academic_year
        return schools_of(viewer.area, year, viewer.today, viewer.tables)

    @cached_property
    def pupil(self) -> Pupil | None:
        """The pupil of the row, for who may know."""
        if not self.tells_pupil:
            return None
        key = self._read[0].pupil  # type: ignore[union-attr]
        return pupils_by_key(self.school, self._file.sitting.academic_year, [key]).get(key)

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        whole = not self._of_pupils or self._may_see_pupil
        path, tables = source_path(self._file), self._viewer.tables
        name = self._schools[self.school].name if self.school in self._schools else self.school
        return {
            "file": self._file,
            "title": result_title(self._file),
            "row": self._row,
            "school": name,
            "school_code": self.school,
            "of_pupils": self._of_pupils,
            "pupil": self.pupil,
            "alone": self.alone,
            "whole": whole,
            "why_hidden": "" if whole else self._viewer.names_hidden_reason,
            "read": [self._told(read) for read in self._read] if self.alone else [],
            "cells": source_row(path, self._file.source_name, self._row, tables) if whole else None,
        }

    def _told(self, read: PupilScore | SchoolMean) -> Read:
        limit = self._results.limits.get(read.subject)
        links = FigureLinks(self._file.sitting)
        is_score = isinstance(read, PupilScore)
        measure = "percent-below" if is_score else "mean"
        return Read(
            subject_name(read.subject),
            read.score if isinstance(read, PupilScore) else read.mean,
            read.no_score if isinstance(read, PupilScore) else "",
            limit.limit if limit and is_score else None,
            links.to(measure, read.subject, school=read.school),
        )
