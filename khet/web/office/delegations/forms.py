"""Forms of powers that are given. They check what a person says and never save."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Delegation, Order
from khet.records.registry.models import User
from khet.rules.powers import POWERS, term_fault
from khet.rules.thai import tidy
from khet.web.office.delegations.words import power_name
from khet.web.office.orders.words import order_name
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose

ORDERS = "known-orders"
"""The name of the list of orders that a field suggests."""
_SAID = {"required": _("กรุณากรอกช่องนี้")}
_DAY = _("เช่น 1 ต.ค. 2569 หรือ 1/10/2569")
_FAR = timedelta(days=4 * 366)


class ReasonForm(forms.Form):
    """Why a power is taken back."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=200,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ")},
        widget=forms.TextInput(attrs={"lang": "th"}),
    )


class EndForm(forms.Form):
    """Until when a power counts."""

    until = DayField(label=_("ถึงวันที่"), error_messages=_SAID, help_text=_DAY)

    def __init__(self, data: Any, one: Delegation, today: date) -> None:
        super().__init__(data, label_suffix="", initial={"until": one.until})
        self._since, self._today = one.since, today

    def clean_until(self) -> date:
        """A last day that is still to come."""
        until: date = self.cleaned_data["until"]
        return _last_day(self._since, until, self._today)


class GiveForm(forms.Form):
    """Which powers are given, to whom, from when until when, under which order."""

    to = forms.ChoiceField(
        label=_("มอบให้"),
        widget=forms.Select(attrs={"lang": "th"}),
        error_messages={
            "required": _("เลือกผู้รับมอบอำนาจ"),
            "invalid_choice": _("ผู้นี้ไม่มีบัญชีที่สำนักงาน: เลือกจากรายชื่อ"),
        },
    )
    powers = forms.MultipleChoiceField(
        label=_("อำนาจที่มอบ"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("เลือกอย่างน้อยหนึ่งอำนาจ")},
    )
    since = DayField(label=_("ตั้งแต่วันที่"), error_messages=_SAID, help_text=_DAY)
    until = DayField(label=_("ถึงวันที่"), error_messages=_SAID, help_text=_DAY)
    under = forms.CharField(
        label=_("ตามคำสั่ง"),
        help_text=_("พิมพ์เลขหรือชื่อแล้วเลือกจากคำสั่งในระบบ หรือพิมพ์คำสั่งที่อยู่นอกระบบ"),
        max_length=200,
        error_messages=_SAID,
        widget=forms.TextInput(attrs={"lang": "th", "list": ORDERS, "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("เงื่อนไข (ถ้ามี)"),
        required=False,
        max_length=90,
        widget=forms.TextInput(attrs={"lang": "th"}),
    )

    def __init__(
        self,
        data: Any,
        giver: User,
        people: Mapping[User, str],
        orders: Iterable[Order],
        today: date,
    ) -> None:
        super().__init__(data, label_suffix="", initial={"since": today})
        self._giver, self._today = giver, today
        self._people = {user.username: user for user in people}
        self.orders = {order_name(order): order for order in orders}
        listed = [(user.username, told) for user, told in people.items()]
        choose(self, "to", [("", gettext("เลือกบุคคล")), *listed, (giver.username, str(giver))])
        choose(self, "powers", [(code, power_name(code)) for code in POWERS])

    def clean_to(self) -> User:
        """Somebody else."""
        if self.cleaned_data["to"] == self._giver.username:
            raise forms.ValidationError(gettext("มอบอำนาจให้ตนเองไม่ได้: เลือกบุคคลอื่น"))
        return self._people[self.cleaned_data["to"]]

    def clean_under(self) -> str:
        """On one line."""
        return tidy(self.cleaned_data["under"])

    def clean(self) -> None:
        """A term that isn't over."""
        told = self.cleaned_data
        if told.get("since") and told.get("until"):
            try:
                _last_day(told["since"], told["until"], self._today)
            except forms.ValidationError as fault:
                self.add_error("until", fault)

    @property
    def order(self) -> Order | None:
        """The order of ours that was named, by its name or its number."""
        under: str = self.cleaned_data["under"]
        numbered = {str(order.number): order for order in self.orders.values() if order.number}
        return self.orders.get(under) or numbered.get(under)


def _last_day(since: date, until: date, today: date) -> date:
    fault = term_fault(since, until, today)
    if fault == "backwards":
        raise forms.ValidationError(gettext("วันสิ้นสุดอยู่ก่อนวันเริ่ม: แก้ให้ไม่ก่อนวันเริ่ม"))
    if fault:
        raise forms.ValidationError(gettext("วันสิ้นสุดผ่านไปแล้ว: ใส่วันนี้หรือวันหลังจากนี้"))
    if until > max(since, today) + _FAR:
        raise forms.ValidationError(gettext("วันสิ้นสุดไกลเกินสี่ปี: ตรวจปี พ.ศ. อีกครั้ง"))
    return until
