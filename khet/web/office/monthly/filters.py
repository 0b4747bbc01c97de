"""The filters of the grid of months."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from khet.records.registry.queries.schools import School
from khet.rules.months import Month, parse_month
from khet.web.office.monthly.words import month_name
from khet.web.parts.filter_form import FilterForm, choose


class CheckFilters(FilterForm):
    """Which month of what was sent."""

    month = forms.ChoiceField(label=_("เดือน"), required=False)

    def __init__(self, data: Any, months: Iterable[str]) -> None:
        super().__init__(data)
        keys = sorted(months, reverse=True)
        self.offer("month", [(key, month_name(parse_month(key))) for key in keys])


class GridFilters(FilterForm):
    """Which schools and which month of the grid."""

    network = forms.ChoiceField(label=_("เครือข่าย"), required=False)
    district = forms.ChoiceField(label=_("อำเภอ"), required=False)
    month = forms.ChoiceField(label=_("เดือน"), required=False)
    state = forms.ChoiceField(label=_("การส่ง"), required=False)

    def __init__(self, data: Any, schools: list[School], months: list[Month]) -> None:
        super().__init__(data)
        for name in ("network", "district"):
            known = sorted({getattr(school, name) for school in schools} - {None})
            self.offer(name, [(place, place) for place in known])
        named = [(month.key, month_name(month)) for month in months]
        choose(self, "month", [("", now("ทั้งปีงบประมาณ")), *named])
        self.offer("state", state_names().items())


def state_names() -> dict[str, str]:
    """The choices of the filter of states."""
    return {
        "missing": now("ยังไม่ส่งหรือต้องแก้ไข"),
        "late": now("เกินกำหนด"),
        "handed-in": now("ส่งแล้วทั้งหมด"),
        "sent": now("ส่งแล้ว รอตรวจ"),
        "accepted": now("ตรวจแล้ว"),
        "returned": now("ส่งกลับแก้ไข"),
        "waived": now("ไม่ต้องส่ง"),
    }
