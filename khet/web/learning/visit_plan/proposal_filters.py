"""The choices of a proposed plan: of which test, which schools, for which months."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import ScoreFile, Sitting
from khet.rules.months import Month
from khet.rules.tables import Tables
from khet.web.learning.asked import sitting_query
from khet.web.learning.forms import BoardFilters
from khet.web.learning.visit_plan.words import months_named
from khet.web.learning.words import sitting_title
from khet.web.parts.filter_form import FilterForm, choose

MOST_MONTHS = 6
_TEST = ("year", "test", "grade", "round")
_DASH = "|"


def sitting_key(sitting: Sitting) -> str:
    """A sitting as the choice of a field."""
    named = sitting_query(sitting)
    return _DASH.join(named.get(name, "") for name in _TEST)


def with_sitting(asked: QueryDict) -> QueryDict:
    """An address that says its sitting part by part, also where a form chose it as a whole."""
    parts = asked.get("of", "").split(_DASH)
    if len(parts) != len(_TEST):
        return asked
    made = asked.copy()
    for name, value in zip(_TEST, parts, strict=True):
        made[name] = value
    return made


def offer_months(form: forms.Form, months: Sequence[Month]) -> None:
    """Let a form choose from which of the months on, and for how many."""
    choose(form, "first", months_named(list(months)))
    choose(form, "months", [(str(n), str(n)) for n in range(1, MOST_MONTHS + 1)])


class BareFilters(FilterForm):
    """Only when, where the area has no results to propose by."""

    first = forms.ChoiceField(label=_("ตั้งแต่เดือน"), required=False)
    months = forms.ChoiceField(label=_("จำนวนเดือน"), required=False)

    def __init__(self, data: Mapping[str, Any], months: Sequence[Month]) -> None:
        super().__init__(data)
        offer_months(self, months)


class ProposalFilters(BoardFilters):
    """Which schools by their results, as the colour board chooses them; and for which months."""

    of = forms.ChoiceField(label=_("การสอบ"), required=False)
    first = forms.ChoiceField(label=_("ตั้งแต่เดือน"), required=False)
    months = forms.ChoiceField(label=_("จำนวนเดือน"), required=False)

    def offer_more(self, data: Mapping[str, Any], sitting: Sitting, tables: Tables) -> None:
        """What the board offers, without an order; the months are offered with the sittings."""
        super().offer_more(data, sitting, tables)
        del self.fields["sort"]
        self.order_fields(["of", "subject", "colour"])

    def offer_when(self, months: Sequence[Month], files: Sequence[ScoreFile]) -> None:
        """Offer the months, and the tests that there are results of."""
        offer_months(self, months)
        sittings = [file.sitting for file in files]
        choose(self, "of", [(sitting_key(one), sitting_title(one)) for one in sittings])


def months_of(said: Mapping[str, str], months: Sequence[Month]) -> list[Month]:
    """The months that are asked for: by default one, this one."""
    known = {month.key: month for month in months}
    first = known.get(said.get("first", ""), months[0])
    return [first.plus(n) for n in range(int(said.get("months") or 1))]
