"""One row of an imported file: what it says, and what it was read as."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from khet.figures.intake.source_row import source_row
from khet.figures.pupil_scores import PupilScore, SchoolMean, means_in_row, scores_in_row
from khet.jobs.sitting_results import score_path, source_path
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import pupils_by_key
from khet.records.registry.models import Pupil
from khet.web.learning.asked import address
from khet.web.learning.study import Study
from khet.web.learning.words import result_title, subject_name
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

    def __init__(self, study: Study, row: int) -> None:
        self._study, self._file, self._row = study, study.file, row
        read = scores_in_row if self._of_pupils else means_in_row
        self._read: list[PupilScore] | list[SchoolMean] = read(score_path(self._file), row)
        if not self._read:
            near = [Nearest(result_title(self._file), address("learning:overview", study.sitting))]
            told = _("ไฟล์ฉบับนี้ไม่มีคะแนนในแถวที่ %(row)s")
            raise NotHereError(told % {"row": row}, near)
        self.school = self._read[0].school
        study.viewer.require_school(self.school)

    @property
    def _of_pupils(self) -> bool:
        return self._file.content == ScoreFile.Content.PUPILS

    @property
    def tells_pupil(self) -> bool:
        """Whether the page says whose scores these are, by the register or by the file's cells."""
        sees = self._study.viewer.sees_names_of(self.school)
        return self._of_pupils and sees and self.school in self._study.schools

    @property
    def alone(self) -> bool:
        """Whether a single score may be shown: without names only where pupils are not few."""
        study, school = self._study, self.school
        if not self._of_pupils:
            return not any(study.hides(read.subject, [school]) for read in self._read)
        rows = (study.row(read.subject, school) for read in self._read)
        return all(study.shows_single(school, (row and row.n) or 0) for row in rows)

    @cached_property
    def pupil(self) -> Pupil | None:
        """The pupil of the row, for who may know."""
        first = self._read[0]
        if not self.tells_pupil or not isinstance(first, PupilScore):
            return None
        return pupils_by_key(self.school, self._study.year, [first.pupil]).get(first.pupil)

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        whole = self.tells_pupil or (not self._of_pupils and self.alone)
        schools = self._study.schools
        return {
            "file": self._file,
            "title": result_title(self._file),
            "row": self._row,
            "school": schools[self.school].name if self.school in schools else self.school,
            "school_code": self.school,
            "of_pupils": self._of_pupils,
            "pupil": self.pupil,
            "alone": self.alone,
            "whole": whole,
            "why_hidden": "" if whole else self._study.viewer.names_hidden_reason,
            "read": [self._told(read) for read in self._read] if self.alone else [],
            "cells": self._cells() if whole else None,
        }

    def _cells(self) -> list[tuple[str, str]] | None:
        path, tables = source_path(self._file), self._study.tables
        return source_row(path, self._file.source_name, self._row, tables)

    def _told(self, read: PupilScore | SchoolMean) -> Read:
        limit = self._study.results.limits.get(read.subject)
        is_score = isinstance(read, PupilScore)
        measure = "percent-below" if is_score else "mean"
        return Read(
            subject_name(read.subject),
            read.score if isinstance(read, PupilScore) else read.mean,
            read.no_score if isinstance(read, PupilScore) else "",
            limit.limit if limit and is_score else None,
            self._study.links.to(measure, read.subject, school=read.school),
        )
