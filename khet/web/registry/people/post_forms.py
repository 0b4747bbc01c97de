"""Forms about posts and teams: they check what was typed and never save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.registry.access import ROLES
from khet.records.registry.models import Unit, User
from khet.rules.names import tidy_name
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose
from khet.web.registry.people.asked import Desk
from khet.web.registry.people.filters import thai_select, unit_choices
from khet.web.registry.people.forms import SAID, found_person, person_field
from khet.web.registry.people.words import role_name


class PostForm(forms.Form):
    """A post to create at a unit."""

    unit = forms.ChoiceField(label=_("หน่วยงาน"), widget=thai_select(), error_messages=SAID)
    title = forms.CharField(label=_("ชื่อตำแหน่ง"), max_length=150, error_messages=SAID)
    role = forms.ChoiceField(
        label=_("บทบาทของผู้ดำรงตำแหน่ง"),
        help_text=_("ผู้ได้รับแต่งตั้งได้บทบาทนี้ที่หน่วยงานนั้น"),
        error_messages=SAID,
    )

    def __init__(self, data: Any, desk: Desk) -> None:
        super().__init__(data, label_suffix="")
        self._desk = desk
        choose(self, "unit", [("", gettext("เลือกหน่วยงาน")), *unit_choices(desk.manned)])
        roles = [(role, role_name(role)) for role in ROLES]
        choose(self, "role", [("", gettext("เลือกบทบาท")), *roles])

    def clean_unit(self) -> Unit | None:
        """The unit itself."""
        return self._desk.unit(*self.cleaned_data["unit"].split(":", 1))


class AppointForm(forms.Form):
    """Who is to hold a post, from which day on."""

    person = person_field(label=_("ผู้ได้รับแต่งตั้ง"))
    since = DayField(label=_("ตั้งแต่วันที่"), error_messages=SAID)
    acting = forms.BooleanField(label=_("เป็นผู้รักษาการ"), required=False)

    def __init__(self, data: Any, desk: Desk) -> None:
        super().__init__(data, label_suffix="", initial={"since": desk.today})
        self._desk = desk

    def clean_person(self) -> User:
        """The person himself."""
        return found_person(self._desk, self.cleaned_data["person"])


class TeamForm(forms.Form):
    """What a team is."""

    kind = forms.ChoiceField(label=_("ประเภท"), error_messages=SAID)
    name = forms.CharField(label=_("ชื่อทีม"), max_length=150, error_messages=SAID)
    topic = forms.CharField(
        label=_("เรื่องที่รับผิดชอบ"), max_length=300, required=False, error_messages=SAID
    )
    since = DayField(label=_("ตั้งแต่วันที่"), error_messages=SAID)
    until = DayField(label=_("ถึงวันที่"), required=False)

    def __init__(self, data: Any, kinds: Iterable[tuple[str, str]], initial: Any) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        choose(self, "kind", kinds)


class MembersForm(forms.Form):
    """Who is in a team, and who leads it."""

    members = forms.CharField(
        label=_("สมาชิก"),
        required=False,
        error_messages=SAID,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("บรรทัดละหนึ่งคน พิมพ์ชื่อผู้ใช้ หรือชื่อและนามสกุล"),
    )
    leader = forms.CharField(
        label=_("หัวหน้าทีม"),
        required=False,
        error_messages=SAID,
        max_length=150,
        help_text=_("ผู้รับผิดชอบคนเดียวของทีม ต้องอยู่ในรายชื่อสมาชิก"),
    )

    def __init__(self, data: Any, desk: Desk, initial: Any) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._desk = desk

    def clean_members(self) -> list[User]:
        """The members themselves, each once."""
        lines = [tidy_name(line) for line in self.cleaned_data["members"].splitlines()]
        found: dict[User, None] = {}
        for number, line in enumerate(lines, 1):
            if line:
                found[self._member(number, line)] = None
        return list(found)

    def _member(self, number: int, line: str) -> User:
        try:
            return found_person(self._desk, line)
        except forms.ValidationError as fault:
            told = gettext("บรรทัดที่ %(number)s “%(line)s”: %(fault)s")
            said = {"number": number, "line": line[:60], "fault": " ".join(fault.messages)}
            raise forms.ValidationError(told % said) from None

    def clean_leader(self) -> User | None:
        """The leader."""
        asked = tidy_name(self.cleaned_data["leader"])
        return found_person(self._desk, asked) if asked else None
