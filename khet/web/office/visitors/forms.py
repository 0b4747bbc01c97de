"""What a visitor fills in at the counter. It checks and never saves."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.visitors import VisitorEntry
from khet.rules.bookings import Hours
from khet.rules.thai import tidy
from khet.rules.visitors import OTHER, PURPOSES, Strokes, in_service, read_signature
from khet.web.account.forms import password_field
from khet.web.office.meetings.fields import SAID, number_field
from khet.web.parts.filter_form import choose
from khet.web.parts.tags import hour, hours

_OFF = {"autocomplete": "off", "autocorrect": "off", "spellcheck": "false"}
_BY_STAFF = "ลงชื่อโดยเจ้าหน้าที่"


def _text(label: Any, most: int, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=_OFF)
    return forms.CharField(label=label, max_length=most, widget=widget, error_messages=SAID, **more)


class LeaveForm(forms.Form):
    """The own password of who keeps the counter; a browser must not fill it in by itself."""

    old = password_field(_("รหัสผ่านปัจจุบัน"), "new-password")


class SignForm(forms.Form):
    """Who came, from where, what for, whom to meet; signed by hand, or by the staff.

    What only the staff say isn't asked where the visitor holds the tablet.
    """

    name = _text(_("ชื่อผู้มาติดต่อ"), 150)
    from_where = _text(_("มาจาก (โรงเรียน หน่วยงาน หรือที่อยู่ย่อ)"), 200, required=False)
    people = number_field(label=_("มากี่คน"), max_value=500, initial=1)
    purpose = forms.ChoiceField(
        label=_("มาติดต่อเรื่อง"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("เลือกเรื่องที่มาติดต่อ"),
            "invalid_choice": _("เลือกจากรายการเท่านั้น"),
        },
    )
    other = _text(_("ถ้าเป็นเรื่องอื่น คือเรื่อง"), 300, required=False)
    to_meet = _text(_("ต้องการพบ (บุคคลหรือกลุ่ม ถ้าทราบ)"), 200, required=False)
    signature = forms.CharField(
        label=_("ลายมือชื่อ"),
        required=False,
        widget=forms.HiddenInput(attrs={"id": "signature-strokes", **_OFF}),
    )
    by_staff = forms.BooleanField(label=_("ลงชื่อโดยเจ้าหน้าที่ (ไม่เขียนลายมือชื่อ)"), required=False)
    confirm = forms.BooleanField(label=_("บันทึกแม้อยู่นอกเวลาบริการ"), required=False)

    def __init__(self, data: Any, now: datetime, service: Hours, held: bool = False) -> None:
        super().__init__(data, label_suffix="")
        self._held = held
        self._service, self._at = service, timezone.localtime(now)
        self.fields["people"].widget.attrs.update(_OFF)
        choose(self, "purpose", [(one, gettext(one)) for one in (*PURPOSES, OTHER)])
        if held or self.in_service:
            del self.fields["confirm"]
        if held:
            del self.fields["by_staff"]

    @property
    def in_service(self) -> bool:
        """Whether the counter is staffed now."""
        return in_service(self._at.time(), self._service)

    @property
    def service(self) -> str:
        """When the counter is staffed, in words."""
        return hours(*self._service)

    def clean_name(self) -> str:
        """On one line."""
        return tidy(self.cleaned_data["name"])

    def clean_signature(self) -> Strokes:
        """The strokes."""
        try:
            return read_signature(self.cleaned_data["signature"])
        except ValueError:
            told = gettext("อ่านลายมือชื่อไม่ได้: กด “ล้าง” แล้วเขียนใหม่ หรือแจ้งเจ้าหน้าที่")
            raise forms.ValidationError(told) from None

    def clean(self) -> None:
        """Another purpose is told; somebody signs; outside of service it is confirmed."""
        asked = self.cleaned_data
        if asked.get("purpose") == OTHER and not asked.get("other"):
            self.add_error("other", gettext("เขียนเรื่องที่มาติดต่อสั้น ๆ"))
        if asked.get("signature") == [] and not asked.get("by_staff"):
            held = gettext("ยังไม่ได้ลงชื่อ: เขียนลายมือชื่อในกรอบ หรือแจ้งเจ้าหน้าที่")
            told = gettext("ยังไม่ได้ลงชื่อ: เขียนลายมือชื่อในกรอบ หรือเลือก “ลงชื่อโดยเจ้าหน้าที่”")
            self.add_error("signature", held if self._held else told)
        if "confirm" in self.fields and not asked.get("confirm"):
            told = gettext("ขณะนี้ %(now)s นอกเวลาบริการ (%(hours)s): ถ้าเจ้าหน้าที่ยังให้บริการอยู่ ให้เลือกช่องนี้")
            self.add_error("confirm", told % {"now": hour(self._at), "hours": self.service})

    @property
    def entry(self) -> VisitorEntry:
        """What a good form says; a text of one's own stands in place of "another"."""
        told = self.cleaned_data
        return VisitorEntry(
            name=told["name"],
            from_where=told["from_where"],
            people=told["people"],
            purpose=told["other"] if told["purpose"] == OTHER else told["purpose"],
            to_meet=told["to_meet"],
            signature=[] if told.get("by_staff") else told["signature"],
            note=_BY_STAFF if told.get("by_staff") else "",
        )
