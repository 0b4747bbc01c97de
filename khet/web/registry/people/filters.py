"""The choices of the list of people."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.registry.access import ROLES
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import holding, named, without_role
from khet.web.parts.filter_form import FilterForm, choose
from khet.web.registry.people.asked import Desk
from khet.web.registry.people.words import role_name, unit_key, unit_name

thai_select = partial(forms.Select, attrs={"lang": "th"})
"""A choice among names that are Thai in every language."""
NEVER, CODED, IDLE, CLOSED = "never", "code", "idle", "closed"


class PeopleFilters(FilterForm):
    """Which people; an empty choice means all whose account is open."""

    q = forms.CharField(label=_("ชื่อหรือชื่อผู้ใช้"), required=False, max_length=100)
    unit = forms.ChoiceField(label=_("หน่วยงาน"), required=False, widget=thai_select())
    role = forms.ChoiceField(label=_("บทบาท"), required=False)
    state = forms.ChoiceField(label=_("สถานะบัญชี"), required=False)

    def __init__(self, data: Mapping[str, Any], desk: Desk) -> None:
        super().__init__(data)
        self._desk = desk
        self.offer("unit", unit_choices(desk.units))
        self.offer("role", [(role, role_name(role)) for role in ROLES])
        states = {
            "": gettext("เปิดใช้อยู่"),
            NEVER: gettext("ยังไม่เคยเข้าใช้"),
            CODED: gettext("ได้ใบรหัส ยังไม่ตั้งรหัสผ่าน"),
            IDLE: gettext("ไม่มีบทบาทแล้ว"),
            CLOSED: gettext("ปิดบัญชีแล้ว"),
        }
        choose(self, "state", states.items())

    def choose(self, people: QuerySet[User]) -> QuerySet[User]:
        """Those of the people who pass."""
        asked = self.cleaned_data
        unit = self._desk.unit(*asked["unit"].split(":", 1)) if asked["unit"] else None
        found = holding(named(people, asked["q"]), self._desk.today, unit=unit, role=asked["role"])
        found = found.filter(is_active=asked["state"] != CLOSED)
        if asked["state"] == NEVER:
            return found.filter(last_login=None)
        if asked["state"] == IDLE:
            return without_role(found, self._desk.today)
        return found.exclude(code_until=None) if asked["state"] == CODED else found


def unit_choices(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Units to choose from, the office first, then networks and schools."""
    order = ("area", "group", "network", "school")
    listed = sorted(units, key=lambda unit: order.index(unit.kind))
    return [(unit_key(unit), unit_name(unit)) for unit in listed]
