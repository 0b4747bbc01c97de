"""What a planner made of a proposal: which schools, when and by whom. It checks, never saves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import Visit
from khet.records.registry.models import User
from khet.rules.months import Month
from khet.web.learning.visit_plan.asked import instruments_of
from khet.web.learning.visit_plan.proposal import Proposal
from khet.web.learning.visit_plan.proposal_line import Line
from khet.web.learning.visit_plan.visit_forms import WhatForm, day_fault
from khet.web.parts.fields import DayField

_DAYS = DayField(required=False)
_FIRST = 30
"""So many rows are seen at once; the others are folded, and sent with them."""


class SaveForm(WhatForm):
    """What the visits are about; ``token`` lets what is sent twice be kept once.

    ``also`` are schools that the proposal hasn't.
    """

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    also = forms.MultipleChoiceField(
        label=_("เพิ่มโรงเรียนอื่น"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"lang": "th"}),
        error_messages={"invalid_choice": _("เลือกจากรายการเท่านั้น")},
    )

    def __init__(self, data: Any, proposal: Proposal) -> None:
        start = {"kind": Visit.Kind.POLICY, "token": uuid4()}
        super().__init__(data, instruments_of(proposal.desk.area), start)
        named = [(code, one.name) for code, one in proposal.others.items()]
        self.fields["also"].choices = named  # type: ignore[attr-defined]

    def clean_token(self) -> UUID:
        """The token, or a new one."""
        return self.cleaned_data["token"] or uuid4()


@dataclass
class Typed:
    """A row as it stands in the form, with what is wrong by field."""

    line: Line
    picked: bool
    lead: str
    month: str
    day: str
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pick:
    """A school that is to be visited, by whom and when."""

    school: str
    lead: User
    month: Month
    day: date | None = None


class Rows:
    """The rows of a proposal as the planner left them."""

    def __init__(self, proposal: Proposal, data: Mapping[str, Any] | None) -> None:
        self._proposal, self._data = proposal, data
        self._leads = {str(pk): user for pk, user in proposal.desk.leads.items()}
        self._months = {month.key: month for month in proposal.desk.months}
        self.rows = [self._typed(line) for line in proposal.lines]

    def _typed(self, line: Line) -> Typed:
        code = line.school.code
        if self._data is not None:
            lead, month, day = (str(self._data.get(f"{name}-{code}", "")) for name in _NAMES)
            return Typed(line, f"pick-{code}" in self._data, lead, month, day)
        person = self._proposal.desk.supervisor_of(line.school)
        key = str(person.pk) if person else ""
        first = line.slot.month if line.slot else self._proposal.months[0]
        return Typed(line, line.slot is not None, key, first.key, "")

    def picks(self) -> list[Pick]:
        """The schools that were ticked; what is wrong with one is told at its row."""
        return [pick for row in self.rows if row.picked and (pick := self._pick(row))]

    def _pick(self, row: Typed) -> Pick | None:
        lead, month = self._leads.get(row.lead), self._months.get(row.month)
        if lead is None:
            row.faults["lead"] = gettext("เลือกผู้นิเทศ")
        if month is None:
            row.faults["month"] = gettext("เลือกเดือน")
        try:
            day = _DAYS.clean(row.day)
        except forms.ValidationError as fault:
            row.faults["day"] = " ".join(fault.messages)
            return None
        if day and month and (told := day_fault(day, month, self._proposal.today)):
            row.faults["day"] = told
        if lead is None or month is None or row.faults:
            return None
        return Pick(row.line.school.code, lead, month, day)

    @property
    def first(self) -> list[Typed]:
        """The rows that are seen at once."""
        return self.rows[:_FIRST]

    @property
    def rest(self) -> list[Typed]:
        """The others."""
        return self.rows[_FIRST:]

    @property
    def rest_picked(self) -> int:
        """How many of the others are ticked."""
        return sum(row.picked for row in self.rest)

    @property
    def rest_wrong(self) -> bool:
        """Whether something is wrong with one of the others."""
        return any(row.faults for row in self.rest)

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """What is wrong: the field's id, the school, and what."""
        return [
            (f"{name}-{row.line.school.code}", row.line.school.name, told)
            for row in self.rows
            for name, told in row.faults.items()
        ]

    def also(self, codes: list[str]) -> list[Pick]:
        """Schools beside the proposal, by their supervisor, in the first month.

        Raises:
            ValidationError: one of them has no supervisor.
        """
        desk = self._proposal.desk
        found = []
        for code in codes:
            school = self._proposal.others[code]
            lead = desk.supervisor_of(school)
            if lead is None:
                told = gettext("%(school)s: เครือข่ายยังไม่มีศึกษานิเทศก์ ใช้ “เพิ่มการนิเทศ” ทีละโรงเรียนแทน")
                raise forms.ValidationError(told % {"school": school.name})
            found.append(Pick(code, lead, self._proposal.months[0]))
        return found


_NAMES = ("lead", "month", "day")
