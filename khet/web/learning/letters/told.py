"""What the letters of a sitting tell each school: of announced results only."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from khet.documents.result_letters import Letter, Line, Sent
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import current_score_files
from khet.records.registry.models import RoleHeld, Unit, UnitKind
from khet.records.registry.queries.register import units_of
from khet.records.registry.queries.school import roles_at
from khet.records.registry.queries.schools import School
from khet.rules.gains import gain
from khet.rules.levels import level_in_full
from khet.rules.result_letters import subjects_to_answer
from khet.rules.sittings import ALL_SUBJECTS, known_subjects
from khet.web.learning.letters.forms import THAI
from khet.web.learning.study import Study
from khet.web.parts.viewer import Viewer

_HEAD = "director"
_ASKING_GROUP = "นิเทศ"
_WHOLE = "รวมทุกวิชา"


class Told(Viewer):
    """The same reader, seeing what schools see: nothing that is not announced, of no year."""

    @cached_property
    def score_files(self) -> list[ScoreFile]:
        """The newest announced file of each sitting."""
        return current_score_files(self.area, announced=True)


class Letters:
    """The letters of a sitting whose results are announced and known by pupil."""

    def __init__(self, viewer: Viewer, file: ScoreFile) -> None:
        told = Told(viewer.user, viewer.today, viewer.second_factor)
        self.study, self.file = Study(told, file), file

    @cached_property
    def _names(self) -> dict[str, str]:
        known = known_subjects(self.study.year, self.study.tables)
        return {**{code: subject.th for code, subject in known.items()}, ALL_SUBJECTS: _WHOLE}

    @cached_property
    def schools(self) -> list[School]:
        """The schools with a score, in Thai order."""
        return [s for code, s in self.study.schools.items() if self._pupils(code)]

    @cached_property
    def without(self) -> list[School]:
        """Schools of the sitting where nobody has a score: they get no letter."""
        present = set(self.study.present())
        schools = self.study.schools.values()
        return [s for s in schools if s.code in present and not self._pupils(s.code)]

    def _pupils(self, code: str) -> int:
        rows = (self.study.row(subject, code) for subject in self.study.subjects)
        return max((row.n or 0 for row in rows if row), default=0)

    def of(self, school: School) -> Letter:
        """A school's letter."""
        study, code, pupils = self.study, school.code, self._pupils(school.code)
        rows = [(s, row) for s in study.subjects if (row := study.row(s, code))]
        asked = subjects_to_answer((subject, row.colour) for subject, row in rows)
        return Letter(
            school.name,
            pupils,
            pupils < study.few,
            self._line(ALL_SUBJECTS, code, pupils),
            tuple(self._line(subject, code, row.n) for subject, row in rows),
            tuple(self._names[subject] for subject in asked),
        )

    def _line(self, subject: str, code: str, n: int | None) -> Line:
        study, row = self.study, self.study.row(subject, code)
        mean, area = row.mean if row else None, study.mean(subject)
        band = study.cell(subject, code).band
        return Line(
            self._names[subject],
            n,
            mean,
            area,
            study.gain(subject, [code]),
            gain(mean, area),
            row.percent_below if row else None,
            (band.key, band.th) if band else None,
        )

    def sent(self, choices: dict[str, Any]) -> Sent:
        """What all letters share, by the choices of the reader."""
        area, at = self.study.viewer.area, self.file.announced_at
        signer, post = _signing(area, self.study.viewer)
        return Sent(
            office=area.name,
            test=self.test,
            announced=timezone.localdate(at) if at else None,
            day=choices["day"],
            by=choices["by"],
            signer=signer,
            post=post,
            group=_asking(area),
            place=choices["place"],
            refers=choices["refers"],
            encloses=choices["encloses"],
            thai=choices["digits"] == THAI,
        )

    @property
    def test(self) -> str:
        """The sitting as letters write it."""
        sitting = self.file.sitting
        round_ = f" ครั้งที่ {sitting.round}" if sitting.round else ""
        grade = level_in_full(sitting.grade)
        return f"{sitting.test}{round_} {grade} ปีการศึกษา {sitting.academic_year}"


def _signing(area: Unit, viewer: Viewer) -> tuple[str, tuple[str, ...]]:
    """Who signs: the name where somebody holds the post, and the post."""
    held = [role for role in roles_at(area, viewer.today) if role.role == _HEAD]
    post = f"ผู้อำนวยการ{area.name}"
    if not held:
        return "", (post,)
    return str(held[0].user), _post(held[0], post)


def _post(held: RoleHeld, post: str) -> tuple[str, ...]:
    if held.acting:
        return *filter(None, [held.user.position]), "รักษาราชการแทน", post
    return (post,)


def _asking(area: Unit) -> str:
    """The group that answers questions about the letters, or else the office."""
    groups = units_of(area, UnitKind.GROUP)
    return next((group.name for group in groups if _ASKING_GROUP in group.name), str(area))
