"""What the letters of a sitting tell each school: of announced results only."""

from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khet.documents.result_letters import Letter, Sent
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import current_score_files
from khet.records.registry.access import SEE_UNANNOUNCED
from khet.records.registry.models import RoleHeld, Unit, UnitKind
from khet.records.registry.queries.register import units_of
from khet.records.registry.queries.school import roles_at
from khet.records.registry.queries.schools import School
from khet.rules.result_letters import subjects_to_answer
from khet.web.learning.asked import choose_pupils
from khet.web.learning.kept_back import Schools
from khet.web.learning.letters.forms import THAI
from khet.web.learning.paper_lines import (
    most_pupils,
    paper_lines,
    paper_name,
    paper_pooled,
    paper_title,
)
from khet.web.learning.study import Study
from khet.web.learning.words import unannounced
from khet.web.parts.viewer import Viewer

_HEAD = "director"
_ASKING_GROUP = "นิเทศ"


class Told(Viewer):
    """The same reader, seeing what schools see: nothing that is not announced, of no year."""

    @cached_property
    def score_files(self) -> list[ScoreFile]:
        """The newest announced file of each sitting."""
        return current_score_files(self.area, announced=True)


def told_to(viewer: Viewer) -> Viewer:
    """The reader as one who sees only what is announced; what is known of them is kept."""
    if not viewer.scope.may(SEE_UNANNOUNCED):
        return viewer
    told = Told(viewer.user, viewer.today, viewer.second_factor)
    told.roles, told.scope, told.tables = viewer.roles, viewer.scope, viewer.tables
    return told


def as_told(viewer: Viewer, file: ScoreFile) -> ScoreFile:
    """The version of a file's sitting that schools see; the same where they see none."""
    if file.state == ScoreFile.State.ANNOUNCED:
        return file
    files = told_to(viewer).score_files
    return next((told for told in files if told.sitting_id == file.sitting_id), file)


def why_no_letters(file: ScoreFile) -> str:
    """Why a file's results can't be written into letters; empty where they can."""
    if file.content != ScoreFile.Content.PUPILS:
        return _("การสอบนี้รู้เพียงค่าเฉลี่ยรายโรงเรียน ต้องมีคะแนนรายคนจึงออกหนังสือแจ้งผลได้")
    told = unannounced(file)
    return _("%(why)s: ประกาศผลก่อนจึงออกหนังสือได้") % {"why": told} if told else ""


class Complete(Study):
    """A sitting as a school's own letter tells it: nothing is kept from who reads it."""

    def hides(self, subject: str, schools: Schools, measure: str = "") -> bool:
        """Nothing is: the letter goes to the school itself."""
        return False


class Letters:
    """The letters of a sitting whose results are announced and known by pupil.

    They are ``complete`` on paper, which is the school's own; in tables what rests on few pupils
    is kept from the reader as everywhere.
    """

    def __init__(self, viewer: Viewer, file: ScoreFile, complete: bool = False) -> None:
        told = told_to(viewer)
        choose_pupils(told.score_files, file.sitting.pupils)
        self.study, self.file = (Complete if complete else Study)(told, file), file

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
        return most_pupils(self.study, code)

    def of(self, school: School) -> Letter:
        """A school's letter."""
        study, code, pupils = self.study, school.code, self._pupils(school.code)
        *lines, whole = paper_lines(study, code)
        rows = ((subject, study.row(subject, code)) for subject in study.subjects)
        asked = subjects_to_answer((subject, row.colour if row else None) for subject, row in rows)
        return Letter(
            school.name,
            pupils,
            pupils < study.small,
            whole,
            tuple(lines),
            tuple(paper_name(study, subject) for subject in asked),
            paper_pooled(study, code),
        )

    def sent(self, choices: dict[str, Any]) -> Sent:
        """What all letters share, by the choices of the reader."""
        area, at = self.study.viewer.area, self.file.announced_at
        signer, post = signing(area, self.study.viewer)
        return Sent(
            office=area.name,
            test=paper_title(self.study),
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


def signing(area: Unit, viewer: Viewer) -> tuple[str, tuple[str, ...]]:
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
