"""Who answered the results of a sitting, who has not, and how late."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from khet.records.learning.models import Answer
from khet.records.office.models import Duty
from khet.records.office.queries.duties import ListedDuty
from khet.records.registry.queries.schools import School
from khet.web.learning.answers.asked import ANSWER, PAGE, READ, Held
from khet.web.learning.answers.forms import DONE, LATE, AnswersFilters
from khet.web.learning.asked import address
from khet.web.learning.schools_page import SchoolsPage
from khet.web.learning.words import subject_name
from khet.web.parts.filters import in_order, passes


@dataclass(frozen=True)
class Row:
    """A school that is asked: which subjects, what it answered, and its duty.

    ``few`` is the number below which its pupils are too few for the reader to be told of subjects,
    or 0.
    """

    school: School
    asked: tuple[str, ...]
    answers: dict[str, Answer]
    duty: ListedDuty
    url: str
    few: int

    @property
    def is_done(self) -> bool:
        """Whether all that was asked is answered."""
        return self.duty.duty.state == Duty.State.DONE

    @property
    def is_late(self) -> bool:
        """Whether an answer is still owed after its day."""
        return not self.is_done and self.duty.late > 0

    @property
    def answered(self) -> int:
        """How many of the subjects asked for are answered."""
        return len(self.answers.keys() & set(self.asked))

    @property
    def missing(self) -> list[str]:
        """The names of the subjects that are not."""
        return [subject_name(subject) for subject in self.asked if subject not in self.answers]


class AnswersPage(SchoolsPage[AnswersFilters]):
    """The list as one person asks for it."""

    page, filters_of = PAGE, AnswersFilters

    def __init__(self, held: Held, asked: QueryDict) -> None:
        super().__init__(held.study, asked)
        self.held = held

    @cached_property
    def schools(self) -> dict[str, School]:
        """The schools that are asked and that the reader sees."""
        return {c: s for c, s in self.study.visible.items() if c in self.held.duties}

    @cached_property
    def every(self) -> list[Row]:
        """All of them, in Thai order."""
        answers: dict[str, dict[str, Answer]] = {}
        for (code, subject), answer in self.held.answers.items():
            answers.setdefault(code, {})[subject] = answer
        return [self._row(school, answers.get(code, {})) for code, school in self.schools.items()]

    def _row(self, school: School, answers: dict[str, Answer]) -> Row:
        code, held = school.code, self.held
        duty, url = held.duties[code], address(ANSWER, self.study.sitting, school=code)
        if held.tells(code):
            return Row(school, held.asked.get(code, ()), answers, duty, url, few=0)
        return Row(school, (), {}, duty, "", self.study.few)

    @cached_property
    def rows(self) -> list[Row]:
        """Those chosen, in the order asked for."""
        asked = self.form.cleaned_data
        chosen = [row for row in self.every if passes(row.school, asked) and _fits(row, asked)]
        return in_order(chosen, asked["sort"], lambda row: row.school, _value)

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        sitting = self.study.sitting
        return {
            **self.around(),
            "rows": self.rows,
            "done": _count(row.is_done for row in self.every),
            "late": _count(row.is_late for row in self.every),
            "file": self.held.file,
            "sitting": sitting,
            "closed": self.held.is_closed,
            "read": address(READ, sitting),
            "day": address("learning:answers-day", sitting),
            "close": address("learning:answers-close", sitting),
        }


def _fits(row: Row, asked: dict[str, str]) -> bool:
    """Whether a school is asked for the subject chosen, and has the state chosen."""
    subject, state = asked["subject"], asked["state"]
    if subject and subject not in row.asked:
        return False
    done = subject in row.answers if subject else row.is_done
    if state == LATE:
        return not done and row.duty.late > 0
    return not state or done == (state == DONE)


def _value(row: Row, key: str) -> int:
    return row.answered if key == "answered" else 0 if row.is_done else row.duty.late


def _count(found: Iterable[bool]) -> int:
    return sum(found)
