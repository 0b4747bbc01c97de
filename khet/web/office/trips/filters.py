"""The choices of the lists of trips."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Trip
from khet.records.office.queries.trips import (
    in_fiscal_year,
    in_phase,
    joined_by,
    reported_late,
    saying,
    trip_days,
    trip_units,
)
from khet.rules.calendar import fiscal_year
from khet.rules.trips import PHASES
from khet.web.office.trips.words import LATE
from khet.web.parts.filter_form import FilterForm
from khet.web.parts.viewer import Viewer
from khet.web.registry.people.words import unit_key, unit_name


class EssenceFilters(FilterForm):
    """Which of what trips brought."""

    q = forms.CharField(label=_("คำในเรื่องหรือสาระ"), required=False, max_length=100)
    year = forms.ChoiceField(label=_("ปีงบประมาณ"), required=False)

    def __init__(self, data: Mapping[str, Any], viewer: Viewer) -> None:
        super().__init__(data)
        self.today, self._area = viewer.today, viewer.area
        days = (viewer.today, *(trip_days(viewer.area) or ()))
        oldest, newest = (fiscal_year(pick(days)).be for pick in (min, max))
        self.offer("year", [(str(be), str(be)) for be in range(newest, oldest - 1, -1)])

    def choose(self, trips: QuerySet[Trip]) -> QuerySet[Trip]:
        """Those of the trips that pass."""
        asked = self.cleaned_data
        if asked["q"].strip():
            trips = trips.filter(saying(self._area, asked["q"]))
        return trips.filter(in_fiscal_year(int(asked["year"]))) if asked["year"] else trips


class TripFilters(EssenceFilters):
    """Which trips; an empty choice means all that the reader may see."""

    phase = forms.ChoiceField(label=_("สถานะ"), required=False, widget=forms.HiddenInput)
    unit = forms.ChoiceField(
        label=_("กลุ่ม"), required=False, widget=forms.Select(attrs={"lang": "th"})
    )
    who = forms.CharField(label=_("ชื่อผู้เดินทาง"), required=False, max_length=100)

    def __init__(self, data: Mapping[str, Any], viewer: Viewer) -> None:
        super().__init__(data, viewer)
        self._units = {unit_key(unit): unit for unit in trip_units(viewer.area)}
        self.offer("unit", [(key, unit_name(unit)) for key, unit in self._units.items()])
        self.offer("phase", [(one, one) for one in (*PHASES, LATE)])

    def choose(self, trips: QuerySet[Trip]) -> QuerySet[Trip]:
        """Those of the trips that pass."""
        trips, asked = super().choose(trips), self.cleaned_data
        if asked["unit"]:
            trips = trips.filter(unit=self._units[asked["unit"]])
        if asked["who"].strip():
            trips = trips.filter(joined_by(asked["who"]))
        if asked["phase"] == LATE:
            return trips.filter(reported_late(self.today))
        return trips.filter(in_phase(asked["phase"], self.today)) if asked["phase"] else trips
