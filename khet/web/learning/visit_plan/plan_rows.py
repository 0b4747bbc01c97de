"""The lines of the plan as its page shows them, and its choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.records.learning.actions.visit_plan import UNPLANNED
from khet.records.learning.models import Visit
from khet.rules.months import month_of
from khet.web.learning.visit_plan.words import kind_names, state_names
from khet.web.office.monthly.words import month_name
from khet.web.parts.filter_form import FilterForm

_ASIDE = ("note", UNPLANNED["what"])


class PlanFilters(FilterForm):
    """Which visits of the plan."""

    network = forms.ChoiceField(
        label=_("เครือข่าย"), required=False, widget=forms.Select(attrs={"lang": "th"})
    )
    lead = forms.ChoiceField(
        label=_("ผู้นิเทศ"), required=False, widget=forms.Select(attrs={"lang": "th"})
    )
    kind = forms.ChoiceField(label=_("ประเภทการนิเทศ"), required=False)
    state = forms.ChoiceField(label=_("สถานะ"), required=False)

    def __init__(
        self, data: Mapping[str, Any], networks: Iterable[tuple[str, str]], leads: Mapping[int, str]
    ) -> None:
        super().__init__(data)
        self.offer("network", networks)
        self.offer("lead", [(str(pk), name) for pk, name in leads.items()])
        self.offer("kind", kind_names().items())
        self.offer("state", state_names().items())


@dataclass(frozen=True)
class Row:
    """A visit of the plan: where its school stands, and what to mind.

    It is ``over`` where it is overdue; ``changes`` is whether its plan may be.
    """

    visit: Visit
    network: str
    kind: str
    state: str
    warnings: list[str]
    note: str
    over: bool
    changes: bool

    @property
    def month(self) -> str:
        """The month that it is planned for."""
        return month_name(month_of(self.visit.month))

    @property
    def month_key(self) -> str:
        """The same as addresses tell it."""
        return month_of(self.visit.month).key

    @property
    def reasons(self) -> list[str]:
        """Why it was proposed."""
        told = (one for one in self.visit.reasons if one.get("what") not in _ASIDE)
        return [str(one.get("text", "")) for one in told]


@dataclass(frozen=True)
class Load:
    """How many visits a person has in the months shown; each with its most and its address."""

    name: str
    cells: list[tuple[str, int, int, str]]
    total: int
    url: str
