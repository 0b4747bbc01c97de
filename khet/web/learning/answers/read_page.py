"""The answers of schools to one subject, beside each other, with colour, mean and target."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import QueryDict

from khet.records.learning.models import Answer
from khet.records.registry.queries.schools import School
from khet.web.learning.answers.asked import ANSWER, PAGE, READ, Held
from khet.web.learning.answers.forms import ReadFilters
from khet.web.learning.asked import address
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.schools_page import SchoolsPage
from khet.web.learning.words import subject_name
from khet.web.parts.filters import in_order, passes


@dataclass(frozen=True)
class ReadRow:
    """A school's answer for the subject, with its figures."""

    school: School
    cell: Cell
    mean: Linked
    answer: Answer
    url: str


class ReadPage(SchoolsPage[ReadFilters]):
    """The answers as one person asks for them."""

    page, filters_of = READ, ReadFilters

    def __init__(self, held: Held, asked: QueryDict) -> None:
        super().__init__(held.study, asked)
        self._held = held

    @property
    def subject(self) -> str:
        """The subject that is read, by default the first."""
        return str(self.form.cleaned_data["subject"]) or self.study.subjects[0]

    @cached_property
    def rows(self) -> list[ReadRow]:
        """The schools chosen that answered for the subject, in the order asked for."""
        asked, answers = self.form.cleaned_data, self._held.answers
        rows = [
            self._row(school, answers[code, self.subject])
            for code, school in self.schools.items()
            if (code, self.subject) in answers and passes(school, asked)
        ]
        return in_order(rows, asked["sort"], lambda row: row.school, _value)

    def _row(self, school: School, answer: Answer) -> ReadRow:
        study, subject, code = self.study, self.subject, school.code
        row = study.row(subject, code)
        mean = Linked(row.mean if row else None, study.links.to("mean", subject, school=code))
        url = address(ANSWER, study.sitting, school=code)
        return ReadRow(school, study.cell(subject, code), mean, answer, url)

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        sitting = self.study.sitting
        asked = [c for c, subjects in self._held.asked.items() if self.subject in subjects]
        return {
            "rows": self.rows,
            "subject": subject_name(self.subject),
            "asked": len([code for code in asked if code in self.schools]),
            "hidden": len([c for c in asked if c in self.schools and not self._held.tells(c)]),
            "few": self.study.few,
            "elsewhere": self._elsewhere.values(),
            "list": address(PAGE, sitting),
        }


def _value(row: ReadRow, key: str) -> Decimal | int | None:
    return row.answer.target if key == "target" else row.mean.value
