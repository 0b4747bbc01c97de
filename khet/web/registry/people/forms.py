"""Forms about people: they check what was typed and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.registry.access import ROLES
from khet.records.registry.access.managing import may_give, roles_to_give
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import named, namesakes, people_seen
from khet.rules.identity import identity_fault
from khet.rules.sign_in import typed_user_name
from khet.rules.user_names import user_name_allowed
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose
from khet.web.registry.people.asked import Desk
from khet.web.registry.people.filters import thai_select, unit_choices
from khet.web.registry.people.words import role_name, unit_name

SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น: ไม่มีรายการนี้ หรือท่านไม่มีสิทธิ์ให้"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
}
_MOST_NAMED = 5


def person_field(**more: Any) -> forms.CharField:
    """A field for the user name or name of a person, read by ``found_person``."""
    told = _("พิมพ์ชื่อผู้ใช้ หรือชื่อและนามสกุล")
    return forms.CharField(max_length=150, help_text=told, error_messages=SAID, **more)


def found_person(desk: Desk, asked: str) -> User:
    """The one person of that user name, or whose name has every part of the text.

    Raises:
        ValidationError: nobody, or several; tells which.
    """
    open_ones = people_seen(desk.by, desk.today).filter(is_active=True)
    exact = open_ones.filter(username=typed_user_name(asked)).first()
    found = [exact] if exact else list(named(open_ones, asked)[: _MOST_NAMED + 1])
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(_("ไม่พบบุคคลชื่อนี้: ตรวจตัวสะกด หรือเพิ่มบุคลากรก่อน"))
    names = ", ".join(f"{user.name} ({user.username})" for user in found[:_MOST_NAMED])
    told = gettext("พบมากกว่าหนึ่งคน พิมพ์ชื่อผู้ใช้ของคนที่ต้องการ: %(names)s") % {"names": names}
    raise forms.ValidationError(told)


class PersonForm(forms.Form):
    """What a person is called."""

    name = forms.CharField(
        label=_("ชื่อและนามสกุล"),
        help_text=_("พร้อมคำนำหน้าชื่อ เช่น นางสาวสมใจ ดีงาม"),
        max_length=150,
        error_messages=SAID,
    )
    position = forms.CharField(
        label=_("ตำแหน่ง"), max_length=100, required=False, error_messages=SAID
    )
    academic_rank = forms.CharField(
        label=_("วิทยฐานะ"), max_length=60, required=False, error_messages=SAID
    )


class RoleForm(forms.Form):
    """A role to give at a unit."""

    unit = forms.ChoiceField(label=_("หน่วยงาน"), widget=thai_select(), error_messages=SAID)
    role = forms.ChoiceField(label=_("บทบาท"), error_messages=SAID)
    since = DayField(label=_("ตั้งแต่วันที่"), error_messages=SAID)
    until = DayField(label=_("ถึงวันที่"), required=False, help_text=_("เว้นว่างถ้ายังไม่กำหนดวันสิ้นสุด"))
    acting = forms.BooleanField(label=_("เป็นผู้รักษาการ"), required=False)

    def __init__(self, data: Any, desk: Desk, person: int | None) -> None:
        super().__init__(data, label_suffix="", initial={"since": desk.today})
        self._desk, self._person = desk, person
        choose(self, "unit", [("", gettext("เลือกหน่วยงาน")), *unit_choices(desk.manned)])
        possible = {role for unit in desk.manned for role in roles_to_give(desk.by, unit)}
        roles = [(role, role_name(role)) for role in ROLES if role in possible]
        choose(self, "role", [("", gettext("เลือกบทบาท")), *roles])

    def clean_unit(self) -> Unit | None:
        """The unit itself."""
        return self._desk.unit(*self.cleaned_data["unit"].split(":", 1))

    def clean(self) -> dict[str, Any]:
        """Whether the reader may give the role there, and it doesn't end before it begins."""
        asked = self.cleaned_data
        unit, role = asked.get("unit"), asked.get("role")
        if unit and role and not may_give(self._desk.by, self._person, role, unit):
            possible = ", ".join(map(role_name, roles_to_give(self._desk.by, unit)))
            told = gettext("ให้บทบาทนี้ที่%(unit)sไม่ได้: เลือกจาก %(roles)s")
            self.add_error("role", told % {"unit": unit_name(unit), "roles": possible})
        if asked.get("since") and asked.get("until") and asked["until"] < asked["since"]:
            self.add_error("until", gettext("วันสุดท้ายอยู่ก่อนวันแรก: แก้ให้ไม่ก่อนวันแรก"))
        return asked


class AccountForm(PersonForm, RoleForm):
    """A person with the first role, and perhaps a user name."""

    identity = forms.CharField(
        label=_("เลขประจำตัวประชาชน"),
        required=False,
        error_messages=SAID,
        max_length=20,
        help_text=_("ใช้ตรวจว่าบุคคลเดียวกันไม่มีสองบัญชี ระบบไม่เก็บตัวเลขนี้ไว้"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("ชื่อผู้ใช้"),
        required=False,
        error_messages=SAID,
        max_length=30,
        help_text=_("เว้นว่างให้ระบบตั้งให้ หรือพิมพ์ a–z 0–9 . - _ รวม 3–30 ตัว"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    again = forms.BooleanField(required=False, widget=forms.HiddenInput())
    field_order = ("name", "position", "academic_rank", "identity", "unit", "role", "acting")

    def clean_identity(self) -> str:
        """The id as it was typed, where its check digit is right."""
        text: str = self.cleaned_data["identity"]
        told = {
            "length": gettext("เลขประจำตัวประชาชนมี 13 หลัก: ตรวจว่าพิมพ์ครบ"),
            "check-digit": gettext("เลขตรวจสอบ (หลักสุดท้าย) ไม่ตรง: ตรวจกับบัตรประชาชนอีกครั้ง"),
            "form": gettext("พิมพ์เป็นตัวเลข 13 หลัก หรือรหัส G"),
        }
        if fault := identity_fault(text):
            raise forms.ValidationError(told[fault])
        return text

    def clean_username(self) -> str:
        """The user name in lower case, where it can be one."""
        name = typed_user_name(self.cleaned_data["username"])
        if name and not user_name_allowed(name):
            raise forms.ValidationError(
                _("ใช้ได้เฉพาะ a–z 0–9 . - _ รวม 3–30 ตัว และขึ้นต้นด้วยตัวอักษรหรือตัวเลข")
            )
        return name

    def clean(self) -> dict[str, Any]:
        """Whether somebody of the same name is at the unit, unless that was answered."""
        asked = super().clean()
        if "unit" in asked and "name" in asked and not asked.get("again"):
            self._ask_of_namesakes(asked["unit"], asked["name"])
        return asked

    def _ask_of_namesakes(self, unit: Unit, name: str) -> None:
        same = namesakes(name, unit, self._desk.today)
        if not same:
            return
        self.fields["again"].widget = forms.CheckboxInput()
        self.fields["again"].label = gettext("เป็นคนละคนกัน ชื่อซ้ำกันจริง")
        told = gettext("%(unit)sมีผู้ใช้ชื่อนี้แล้ว (%(users)s): ถ้าเป็นคนละคนกัน ทำเครื่องหมายยืนยัน")
        users = ", ".join(user.username for user in same)
        self.add_error("again", told % {"unit": unit_name(unit), "users": users})


class EndForm(forms.Form):
    """The last day of a role or of a time at a post."""

    until = DayField(
        label=_("วันสุดท้าย"),
        error_messages=SAID,
        help_text=_("ถ้าให้หมดสิทธิ์ทันที ใส่วันที่ของเมื่อวาน"),
    )

    def __init__(self, data: Any, desk: Desk) -> None:
        super().__init__(data, label_suffix="", initial={"until": desk.today})
