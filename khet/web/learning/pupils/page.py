"""What the page of one pupil shows: results over all sittings, known by the number's key."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse

from khet.figures.pupil_scores import PupilScore
from khet.jobs.pupil_results import scores_in
from khet.jobs.sitting_results import results_for, tables_for
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.registry.models import Pupil
from khet.rules.ability import ability_group
from khet.rules.levels import may_be_same
from khet.rules.rounding import half_up, shown
from khet.rules.tables import Tables
from khet.web.learning.asked import address
from khet.web.learning.scan.asked import SCHOOL
from khet.web.learning.words import (
    grade_name,
    group_name,
    no_score_name,
    result_title,
    subject_name,
)
from khet.web.parts.viewer import Viewer

_FIRST = ("O-NET", "NT")


@dataclass(frozen=True)
class SubjectScore:
    """A score beside the limit of its sitting and subject; ``passes`` is ``None`` without both.

    ``reason`` says why there is no score. ``row`` of the file's version leads to ``url``.
    """

    name: str
    score: Decimal | None
    reason: str
    limit: Decimal | None
    passes: bool | None
    row: int
    url: str


@dataclass(frozen=True)
class SittingScores:
    """A sitting that the pupil sat; ``fits`` is whether its grade agrees with the register's."""

    title: str
    grade: str
    version: int
    scores: tuple[SubjectScore, ...]
    mean: Decimal | None
    steps: str
    group: str
    fits: bool
    url: str


class PupilPage:
    """One registered pupil, as a person who may see the name reads it."""

    def __init__(self, viewer: Viewer, pupil: Pupil) -> None:
        self._viewer = viewer
        self._pupil = pupil

    @cached_property
    def sittings(self) -> list[SittingScores]:
        """What the files that the reader may see hold under the pupil's key, newest first."""
        found = scores_in(self._viewer.score_files, self._pupil.key)
        newest = sorted(found, key=lambda pair: _age(pair[0].sitting))
        return [self._sitting(file, scores) for file, scores in newest]

    def _sitting(self, file: ScoreFile, scores: list[PupilScore]) -> SittingScores:
        sitting, pupil = file.sitting, self._pupil
        tables = tables_for(file, self._viewer.tables)
        mean = _mean(scores)
        group = "" if mean is None else ability_group(mean, sitting.academic_year, tables)
        grades = sitting.grade, sitting.academic_year, pupil.grade, pupil.academic_year
        return SittingScores(
            result_title(file),
            grade_name(sitting.grade),
            file.version,
            _subjects(file, scores, tables),
            None if mean is None else shown(mean, 2),
            _steps(scores),
            group_name(group) if group else "",
            may_be_same(*grades),
            address(SCHOOL, sitting, pupil.school.code),
        )

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        pupil = self._pupil
        year = f"?year={pupil.academic_year}&grade={pupil.grade}"
        return {
            "pupil": pupil,
            "grade": grade_name(pupil.grade),
            "sittings": self.sittings,
            "doubtful": [sitting for sitting in self.sittings if not sitting.fits],
            "list_url": reverse("registry:pupils", args=[pupil.school.code]) + year,
        }


def _age(sitting: Sitting) -> tuple[int, bool, str, int]:
    """Newest first: by year; the national tests end a year, and a later round comes first."""
    round_ = -int(sitting.round) if sitting.round.isdecimal() else 0
    return -sitting.academic_year, sitting.test not in _FIRST, sitting.test, round_


def _mean(scores: list[PupilScore]) -> int | None:
    """The mean over the subjects with a score, in hundredths."""
    known = [int(told.score.scaleb(2)) for told in scores if told.score is not None]
    return half_up(sum(known), len(known)) if known else None


def _steps(scores: list[PupilScore]) -> str:
    """How the mean came about: the sum of the scores over their number."""
    known = [str(told.score) for told in scores if told.score is not None]
    return f"({' + '.join(known)}) ÷ {len(known)}" if known else ""


def _subjects(
    file: ScoreFile, scores: list[PupilScore], tables: Tables
) -> tuple[SubjectScore, ...]:
    limits = results_for(file, tables).limits
    return tuple(
        _subject(file, told, limits[told.subject].limit if told.subject in limits else None)
        for told in scores
    )


def _subject(file: ScoreFile, told: PupilScore, limit: Decimal | None) -> SubjectScore:
    score = told.score
    return SubjectScore(
        subject_name(told.subject),
        score,
        no_score_name(told.no_score),
        limit,
        None if score is None or limit is None else score > limit,
        told.row,
        reverse("learning:row", args=[file.pk, told.row]),
    )
