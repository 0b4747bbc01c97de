"""What tests say of schools, as far as who plans may read it; and what a visit may keep of it."""

from functools import cached_property

from django.utils.translation import gettext as _

from khet.records.learning.models import ScoreFile
from khet.records.registry.access import Scope
from khet.rules.gains import gain
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.visit_proposal import Result
from khet.web.learning.few import HIDDEN, is_few, keeps, scored_by_subject
from khet.web.learning.study import Study
from khet.web.learning.words import sitting_name, sitting_title, subject_name
from khet.web.parts.tags import few_words

_NOBODY = Scope((), {})


class SeenResults:
    """A subject of a sitting as who plans sees it, school by school."""

    def __init__(self, study: Study, subject: str) -> None:
        self.study, self.subject = study, subject
        self.label = f"{sitting_name(study.sitting)} {subject_name(subject)}"

    @property
    def title(self) -> str:
        """The test with its year, and the subject."""
        return f"{sitting_title(self.study.sitting)} {subject_name(self.subject)}"

    @property
    def key(self) -> str:
        """What names it among others."""
        return f"{self.study.file.pk} {self.subject}"

    def of(self, school: str) -> Result | None:
        """What is known of a school; nothing where it has no result or it is kept back."""
        row = self.study.row(self.subject, school)
        if row is None or row is HIDDEN:
            return None
        before = self._before.row(self.subject, school) if self._before else None
        shown = before and not self.study.hides(self.subject, [school], "gain")
        changed = gain(row.mean, before.mean) if before and shown else None
        return Result(self.key, row.colour, row.percent_below, changed)

    @cached_property
    def _before(self) -> Study | None:
        return self.study.before

    def mark(self, school: str) -> str:
        """What is to be minded of a school's result: kept back, none, of few pupils; or nothing."""
        row = self.study.row(self.subject, school)
        if row is HIDDEN:
            return f"{self.label}: {few_words(self.study.few)}"
        if row is None or row.mean is None:
            return _("ไม่มีผลสอบ %(about)s") % {"about": self.label}
        return _("นักเรียนน้อย อ่านด้วยความระวัง") if self._is_small(school) else ""

    def _is_small(self, school: str) -> bool:
        scored = scored_by_subject(self.study.results, [school])
        whole = self.subject == ALL_SUBJECTS
        n = max(scored.values(), default=0) if whole else scored.get(self.subject, 0)
        return is_few(n, self.study.small)

    def is_secret(self, school: str) -> bool:
        """Whether some who see the visit may not read this: not announced, or of few pupils."""
        study = self.study
        if study.file.state != ScoreFile.State.ANNOUNCED:
            return True
        told = [study.results, *([self._before.results] if self._before else [])]
        return any(keeps(_NOBODY, one, self.subject, [school], study.few) for one in told)
