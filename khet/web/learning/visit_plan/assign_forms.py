"""Forms of who looks after which network. They check what was typed and never save."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import Assignment
from khet.records.registry.models import Unit, User
from khet.web.learning.visit_plan.words import part_names
from khet.web.parts.fields import DayField, not_far
from khet.web.parts.filter_form import choose

SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
}
_DAY = _("เช่น 1 ต.ค. 2569 หรือ ๑/๑๐/๒๕๖๙")
_THAI = {"lang": "th"}


class PersonForm(forms.Form):
    """A person, from a day on."""

    person = forms.ChoiceField(
        label=_("ผู้รับผิดชอบ"), error_messages=SAID, widget=forms.Select(attrs=_THAI)
    )
    since = DayField(label=_("ตั้งแต่วันที่"), error_messages=SAID, help_text=_DAY)

    def __init__(
        self, data: Any, leads: Mapping[int, User], today: date, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, label_suffix="", initial={"since": today, **initial})
        self._leads, self._today = {str(pk): user for pk, user in leads.items()}, today
        people = [(key, f"{user} {user.position}".strip()) for key, user in self._leads.items()]
        choose(self, "person", [("", gettext("เลือกบุคคล")), *people])

    def clean_person(self) -> User:
        """The person himself."""
        return self._leads[self.cleaned_data["person"]]

    def clean_since(self) -> date:
        """A day that is no slip of the year."""
        return not_far(self.cleaned_data["since"], self._today)


class AssignForm(PersonForm):
    """Who looks after a network, as what, from when until when."""

    network = forms.ChoiceField(
        label=_("เครือข่าย"), error_messages=SAID, widget=forms.Select(attrs=_THAI)
    )
    part = forms.ChoiceField(label=_("ในฐานะ"), error_messages=SAID)
    until = DayField(label=_("ถึงวันที่"), required=False, help_text=_("เว้นว่าง คือจนกว่าจะเปลี่ยน"))
    field_order = ("network", "part", "person", "since", "until")

    def __init__(
        self,
        data: Any,
        networks: Iterable[Unit],
        leads: Mapping[int, User],
        today: date,
        network: str,
    ) -> None:
        super().__init__(data, leads, today, {"network": network})
        self._networks = {unit.code: unit for unit in networks}
        named = [(code, str(unit)) for code, unit in self._networks.items()]
        choose(self, "network", [("", gettext("เลือกเครือข่าย")), *named])
        choose(self, "part", part_names().items())

    def clean_network(self) -> Unit:
        """The network itself."""
        return self._networks[self.cleaned_data["network"]]

    def clean(self) -> None:
        """A deputy director is one; the last day isn't before the first."""
        told = self.cleaned_data
        since, until, person = (told.get(name) for name in ("since", "until", "person"))
        if since and until and until < since:
            self.add_error("until", gettext("วันสุดท้ายอยู่ก่อนวันแรก: แก้ให้ไม่ก่อนวันแรก"))
        deputy = told.get("part") == Assignment.Part.DEPUTY
        if deputy and person and not getattr(person, "is_deputy", False):
            self.add_error("person", gettext("ผู้นี้ไม่ใช่รองผู้อำนวยการของสำนักงาน: เลือกบุคคลอื่น"))


class EndForm(forms.Form):
    """The last day of somebody's looking after a network."""

    until = DayField(label=_("วันสุดท้าย"), error_messages=SAID, help_text=_DAY)

    def __init__(self, data: Any, held: Assignment, today: date) -> None:
        super().__init__(data, label_suffix="", initial={"until": max(today, held.since)})
        self._today = today

    def clean_until(self) -> date:
        """A day that is no slip of the year."""
        return not_far(self.cleaned_data["until"], self._today)
