"""What tests say of schools, as far as who plans may read it; and what a visit may keep of it."""

from functools import cached_property

from khet.records.learning.models import ScoreFile
from khet.records.registry.access import Scope
from khet.rules.gains import gain
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.visit_proposal import Result
from khet.web.learning.few import HIDDEN, is_few, keeps, scored_by_subject
from khet.web.learning.study import Study
from khet.web.learning.words import sitting_title, subject_name
from khet.web.parts.tags import few_words

_NOBODY = Scope((), {})


class SeenResults:
    """A subject of a sitting as who plans sees it, school by school."""

    def __init__(self, study: Study, subject: str) -> None:
        self.study, self.subject = study, subject
        self.label = f"{sitting_title(study.sitting)} {subject_name(subject)}"

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

    def note(self, school: str) -> str:
        """Why there is nothing to say of a school; empty where there is."""
        row = self.study.row(self.subject, school)
        return few_words(self.study.few) if row is HIDDEN else ""

    def lacks(self, school: str) -> bool:
        """Whether the school has no result in it."""
        row = self.study.row(self.subject, school)
        return row is None or (row is not HIDDEN and row.mean is None)

    def is_small(self, school: str) -> bool:
        """Whether so few pupils sat it that it is read with care."""
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
