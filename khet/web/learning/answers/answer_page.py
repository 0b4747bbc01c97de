"""One school's answer: its orange and red subjects with their figures, each beside its form."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from khet.records.learning.models import Answer
from khet.records.office.queries.duties import ListedDuty
from khet.records.registry.access import ANNOUNCE_RESULTS, ANSWER_RESULTS, EXPORT_RESULTS
from khet.records.registry.queries.schools import School
from khet.rules.calendar import thai_date
from khet.rules.gains import gain
from khet.rules.sittings import SUBJECTS
from khet.rules.targets import leads_up
from khet.web.learning.answers.asked import ANSWER, Held
from khet.web.learning.answers.forms import FIELDS, AnswerForm, said
from khet.web.learning.asked import address
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.tabs import Tabs, sitting_place, tabs_over
from khet.web.learning.words import subject_name

ALL = "all"


@dataclass(frozen=True)
class SubjectLine:
    """A subject with its figures, what was answered, and its form where there is one.

    ``low`` is whether the target that was answered lies no higher than the mean.
    """

    subject: str
    name: str
    cell: Cell
    mean: Linked
    area: Linked
    gap: Linked
    limit: Linked
    answer: Answer | None
    low: bool
    form: AnswerForm | None


class AnswerPage:
    """The answer of one school to the results of a study, as one person may read or write it."""

    def __init__(self, held: Held, school: School) -> None:
        self.held, self.study, self.school = held, held.study, school
        self.file, self._code = held.file, school.code

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The subjects that the school answers for."""
        return self.held.asked.get(self._code, ())

    @property
    def duty(self) -> ListedDuty | None:
        """The school's duty to answer."""
        return self.held.duties.get(self._code)

    @property
    def tabs(self) -> Tabs:
        """The other announced results of the year, of the same school."""
        files = self.study.viewer.score_files
        of_year = [f.sitting for f in files if f.sitting.academic_year == self.study.year]
        here = sorted(of_year, key=sitting_place)
        return tabs_over(here, self.held.sitting, lambda s: address(ANSWER, s, school=self._code))

    @property
    def may_answer(self) -> bool:
        """Whether the reader answers for the school."""
        return self.study.viewer.scope.may_at(ANSWER_RESULTS, self._code)

    def answer_of(self, subject: str) -> Answer | None:
        """What the school answered for a subject."""
        return self.held.answers.get((self._code, subject))

    def forms(self, data: Any = None) -> dict[str, AnswerForm]:
        """A form for each subject, with what was answered, or with what was sent."""
        return {s: AnswerForm(s, data, said(self.answer_of(s))) for s in self.asked}

    def context(self, forms: dict[str, AnswerForm], errors: Iterable[str] = ()) -> dict[str, Any]:
        """Context of the page; without forms it is only read."""
        done = [subject for subject in self.asked if self.answer_of(subject)]
        return {
            "school": self.school,
            "file": self.file,
            "duty": self.duty,
            "closed": self.held.is_closed,
            "sitting": self.held.sitting,
            "lines": [self._line(subject, forms.get(subject)) for subject in self.asked],
            "others": [self._line(subject, None) for subject in self._no_more_asked],
            "done": len(done),
            "of": len(self.asked),
            "may_answer": self.may_answer,
            "writes": bool(forms),
            "faulty": [form for form in forms.values() if form.is_bound and form.errors],
            "errors": list(errors),
            "save": address("learning:answer-save", self.held.sitting, school=self._code),
            "letter": self._letter,
            "results": self.study.school_url(self._code),
        }

    @property
    def _no_more_asked(self) -> list[str]:
        """Subjects that an earlier version asked for, and that were answered."""
        return [s for s in self.study.subjects if s not in self.asked and self.answer_of(s)]

    @property
    def _letter(self) -> str:
        """The address of the school's letter, dated as announced; empty for who may not."""
        scope, at = self.study.viewer.scope, self.file.announced_at
        may = scope.may_everywhere(ANNOUNCE_RESULTS) or scope.may_at(EXPORT_RESULTS, self._code)
        if not (may and at and self.asked):
            return ""
        day = thai_date(timezone.localdate(at), short=True)
        return address("learning:letters-pdf", self.held.sitting, school=self._code, day=day)

    def _line(self, subject: str, form: AnswerForm | None) -> SubjectLine:
        study, to, answer = self.study, self.study.links.to, self.answer_of(subject)
        row, limit = study.row(subject, self._code), study.results.limits.get(subject)
        mean, area = row.mean if row else None, study.mean(subject)
        return SubjectLine(
            subject,
            subject_name(subject),
            study.cell(subject, self._code),
            Linked(mean, to("mean", subject, school=self._code)),
            Linked(area, to("mean", subject)),
            Linked(gain(mean, area), to("gap-to-area", subject, school=self._code)),
            Linked(limit.limit if limit else None, to("lower-limit", subject)),
            answer,
            answer is not None and not leads_up(answer.target, mean),
            form,
        )


def typed(data: Any) -> dict[str, dict[str, str]]:
    """What was sent, by subject: only subjects with something in a field."""
    found = {}
    for subject in SUBJECTS:
        texts = {name: data.get(f"{subject}-{name}", "").strip() for name in FIELDS}
        if any(texts.values()):
            found[subject] = texts
    return found
