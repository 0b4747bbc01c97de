"""The choices of a book of letters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Letter
from khet.records.office.queries.letters import (
    of_year,
    returned,
    saying,
    series_years,
    with_part_of,
)
from khet.rules.calendar import calendar_year
from khet.rules.letters import BOOKS
from khet.web.office.letters.asked import LetterDesk
from khet.web.office.letters.words import returned_name, state_name, urgency_name
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import FilterForm
from khet.web.registry.people.words import unit_key, unit_name

MINE, RETURNED = "mine", "returned"


class LetterFilters(FilterForm):
    """Which letters of a book; an empty choice means all that the reader may see."""

    book = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("คำ ที่ หรือเลขทะเบียน"), required=False, max_length=100)
    year = forms.ChoiceField(label=_("ปี พ.ศ."), required=False)
    state = forms.ChoiceField(label=_("สถานะ"), required=False)
    urgency = forms.ChoiceField(label=_("ชั้นความเร็ว"), required=False)
    unit = forms.ChoiceField(
        label=_("กลุ่ม"), required=False, widget=forms.Select(attrs={"lang": "th"})
    )
    on = DayField(label=_("วันลงทะเบียน"), required=False)
    whose = forms.ChoiceField(label=_("ของใคร"), required=False)

    def __init__(self, data: Mapping[str, Any], desk: LetterDesk) -> None:
        super().__init__(data)
        self._desk = desk
        newest, area = calendar_year(desk.viewer.today).be, desk.viewer.area
        years = sorted({newest, *series_years(area, BOOKS)}, reverse=True)
        self.offer("year", [(str(year), str(year)) for year in years])
        states = [(state, state_name(state)) for state in Letter.State.values]
        self.offer("state", [*states, (RETURNED, returned_name())])
        urgent = [one for one in Letter.Urgency.values if one]
        self.offer("urgency", [(one, urgency_name(one)) for one in urgent])
        self._units = {unit_key(unit): unit for unit in desk.units}
        self.offer("unit", [(key, unit_name(unit)) for key, unit in self._units.items()])
        self.offer("whose", [(MINE, gettext("ที่ฉันรับผิดชอบ"))])

    @property
    def narrowed(self) -> bool:
        """Whether anything but book and year was chosen."""
        return bool(self.chosen.keys() - {"book", "year"})

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that were chosen."""
        return {name: str(value) for name, value in super().chosen.items() if value}

    def choose(self, letters: QuerySet[Letter]) -> QuerySet[Letter]:
        """Those of the letters that pass."""
        asked, viewer = self.cleaned_data, self._desk.viewer
        if asked["q"].strip():
            letters = letters.filter(saying(viewer.area, asked["q"]))
        if self.only_year:
            letters = letters.filter(of_year(self.only_year))
        letters = _in_state(letters, asked["state"])
        if asked["urgency"]:
            letters = letters.filter(urgency=asked["urgency"])
        if asked["unit"]:
            letters = letters.filter(unit=self._units[asked["unit"]])
        if asked["on"]:
            letters = letters.filter(registered_at__date=asked["on"])
        if asked["whose"] and viewer.user is not None:
            letters = letters.filter(with_part_of(viewer.user.pk))
        return letters

    @property
    def only_year(self) -> int | None:
        """The year (BE) that is asked for; none where the book is shown whole."""
        return int(self.cleaned_data["year"]) if self.cleaned_data["year"] else None


def _in_state(letters: QuerySet[Letter], state: str) -> QuerySet[Letter]:
    if state == RETURNED:
        return returned(letters)
    return letters.filter(state=state) if state else letters
