"""The choices of the list of orders."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Order
from khet.records.office.queries.numbers import order_series
from khet.records.office.queries.orders import ending_soon, in_stage, of_year, order_units, saying
from khet.rules.calendar import calendar_year
from khet.rules.orders import STAGES
from khet.web.office.orders.words import stage_name
from khet.web.parts.filter_form import FilterForm
from khet.web.parts.viewer import Viewer
from khet.web.registry.people.words import unit_key, unit_name

ENDING = "ending"


class OrderFilters(FilterForm):
    """Which orders; an empty choice means all that the reader may see."""

    q = forms.CharField(label=_("คำหรือเลขที่"), required=False, max_length=100)
    year = forms.ChoiceField(label=_("ปี พ.ศ."), required=False)
    stage = forms.ChoiceField(label=_("สถานะ"), required=False)
    unit = forms.ChoiceField(
        label=_("หน่วยงานที่ร่าง"), required=False, widget=forms.Select(attrs={"lang": "th"})
    )

    def __init__(self, data: Mapping[str, Any], viewer: Viewer) -> None:
        super().__init__(data)
        self._today = viewer.today
        newest = calendar_year(viewer.today).be
        years = sorted({newest, *(one.year for one in order_series(viewer.area))}, reverse=True)
        self.offer("year", [(str(year), str(year)) for year in years])
        stages = [(stage, stage_name(stage)) for stage in STAGES]
        self.offer("stage", [*stages, (ENDING, gettext("มีผล และจะสิ้นสุดใน 60 วัน"))])
        self._units = {unit_key(unit): unit for unit in order_units(viewer.area)}
        self.offer("unit", [(key, unit_name(unit)) for key, unit in self._units.items()])

    def choose(self, orders: QuerySet[Order]) -> QuerySet[Order]:
        """Those of the orders that pass."""
        asked = self.cleaned_data
        if asked["q"].strip():
            orders = orders.filter(saying(asked["q"]))
        if asked["year"]:
            orders = orders.filter(of_year(int(asked["year"])))
        if asked["unit"]:
            orders = orders.filter(unit=self._units[asked["unit"]])
        if asked["stage"] == ENDING:
            return orders.filter(ending_soon(self._today)).order_by("ends", "pk")
        return orders.filter(in_stage(asked["stage"], self._today)) if asked["stage"] else orders
