"""Forms of trips: they check what was typed and never save."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Letter
from khet.records.registry.models import RoleHeld, User
from khet.rules.finding import query_parts, search_text
from khet.rules.thai import tidy
from khet.web.office.trips.step_forms import DAY_HINT, SAID, end_fault, line, text_area
from khet.web.office.trips.words import reports_told
from khet.web.parts.fields import DayField, not_far
from khet.web.parts.filter_form import choose
from khet.web.registry.people.words import unit_name

LETTERS = "letters"
_PAST = timedelta(90)
_ONE, _EACH = "one", "each"


class TripForm(forms.Form):
    """What is asked for. ``meeting`` tells who is on another trip on the days, in words."""

    title = forms.CharField(
        label=_("ไปราชการเรื่อง"), max_length=300, widget=line(), error_messages=SAID
    )
    place = forms.CharField(label=_("สถานที่"), max_length=200, widget=line(), error_messages=SAID)
    starts = DayField(label=_("ตั้งแต่วันที่"), error_messages=SAID, help_text=DAY_HINT)
    ends = DayField(label=_("ถึงวันที่"), required=False, help_text=_("เว้นว่าง คือวันเดียว"))
    leader = forms.ChoiceField(
        label=_("หัวหน้าคณะหรือผู้เดินทางคนเดียว"),
        widget=forms.Select(attrs={"lang": "th"}),
        error_messages=SAID,
    )
    travellers = forms.MultipleChoiceField(
        label=_("ผู้เดินทางทั้งหมด"),
        widget=forms.CheckboxSelectMultiple(attrs={"lang": "th"}),
        error_messages={**SAID, "required": _("เลือกผู้เดินทางอย่างน้อยหนึ่งคน")},
    )
    joint = forms.ChoiceField(
        label=_("การรายงาน"), choices=[(_ONE, ""), (_EACH, "")], error_messages=SAID
    )
    purpose = forms.CharField(
        label=_("เหตุผลและความจำเป็น"), required=False, max_length=5000, widget=text_area(3)
    )
    letter = forms.CharField(
        label=_("ตามหนังสือรับ"),
        required=False,
        max_length=400,
        help_text=_("พิมพ์เลขที่หรือเรื่อง แล้วเลือกจากทะเบียนหนังสือรับ"),
        widget=forms.TextInput(attrs={"lang": "th", "list": LETTERS, "autocomplete": "off"}),
    )
    travels_by = forms.CharField(
        label=_("เดินทางโดย"), required=False, max_length=200, widget=line(), error_messages=SAID
    )
    costs = forms.CharField(
        label=_("ค่าใช้จ่าย"),
        required=False,
        max_length=300,
        widget=line(),
        error_messages=SAID,
        help_text=_("เช่น เบิกจากผู้จัด หรือ ค่าเบี้ยเลี้ยงและที่พัก 1,440 บาท"),
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        staff: Sequence[RoleHeld],
        letters: Mapping[str, Letter],
        today: date,
        meeting: Callable[[Iterable[User], date, date], str],
        initial: Any,
    ) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._posted = data
        self._people = {held.user.username: held.user for held in staff}
        self._letters, self._today, self._meeting = letters, today, meeting
        self._groups = _by_unit(staff)
        for name in ("leader", "travellers"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(self._groups.items())
        choose(self, "joint", [(one, reports_told(one)) for one in (_ONE, _EACH)])

    def clean_starts(self) -> date:
        """A day neither long past nor a slip of the year."""
        day: date = not_far(self.cleaned_data["starts"], self._today)
        if day < self._today - _PAST:
            raise forms.ValidationError(
                gettext("วันที่นี้ผ่านไปเกิน 90 วัน: ตรวจปี พ.ศ. อีกครั้ง ขออนุมัติย้อนหลังได้ไม่เกิน 90 วัน")
            )
        return day

    def clean_leader(self) -> User:
        """The person."""
        return self._people[self.cleaned_data["leader"]]

    def clean_travellers(self) -> list[User]:
        """The people."""
        return [self._people[name] for name in self.cleaned_data["travellers"]]

    def clean_joint(self) -> bool:
        """Whether one report is written for all."""
        return bool(self.cleaned_data["joint"] == _ONE)

    def clean_letter(self) -> Letter | None:
        """The one received letter that is called so, or that alone has all that was typed."""
        typed = tidy(self.cleaned_data["letter"])
        parts = query_parts(typed)
        found = [k for k in self._letters if all(part in search_text(k) for part in parts)]
        if not typed:
            return None
        if typed not in self._letters and len(found) != 1:
            many = gettext("พบหนังสือรับหลายฉบับ: พิมพ์เพิ่ม หรือเลือกจากรายการ")
            none = gettext("ไม่พบหนังสือรับนี้: เลือกจากรายการ หรือเว้นว่าง แล้วเขียนที่หนังสือในเหตุผล")
            raise forms.ValidationError(many if found else none)
        return self._letters[typed if typed in self._letters else found[0]]

    def clean(self) -> None:
        """Days in order, a leader who goes along, and nobody at two places unless meant so."""
        told = self.cleaned_data
        leader, people = told.get("leader"), told.get("travellers")
        if leader and people and leader not in people:
            told_so = gettext("%(name)sไม่อยู่ในรายชื่อผู้เดินทาง: เลือกชื่อนี้ในผู้เดินทางด้วย หรือเปลี่ยนหัวหน้าคณะ")
            self.add_error("leader", told_so % {"name": leader})
        if told.get("starts"):
            told["ends"] = told.get("ends") or (None if "ends" in self.errors else told["starts"])
        if fault := end_fault(told.get("starts"), told.get("ends")):
            self.add_error("ends", fault)
        if not self.errors:
            self._doubt(people or [], told["starts"], told["ends"])

    def _doubt(self, people: list[User], starts: date, ends: date) -> None:
        """Ask once where somebody is on another trip on one of the days."""
        if told := self._meeting(people, starts, ends):
            self.fields["anyway"] = forms.BooleanField(
                label=gettext("ทราบแล้ว ให้ดำเนินการตามนี้"), required=False
            )
            if not self.data.get("anyway") or self.data.get("seen") != told:
                self._ask(told)

    def _ask(self, told: str) -> None:
        """Have it confirmed; a tick counts only for what was told beside it."""
        data = self._posted.copy()
        data["seen"] = told
        data.pop("anyway", None)
        self.data = data
        self.add_error("anyway", told)

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str, bool]], int]]:
        """Who can go, by unit: key, name and whether chosen; and how many of a unit are."""
        chosen = set(self["travellers"].value() or ())
        told = [
            (unit, [(key, name, key in chosen) for key, name in people])
            for unit, people in self._groups.items()
        ]
        return [(unit, people, sum(one[2] for one in people)) for unit, people in told]

    @property
    def entry(self) -> dict[str, Any]:
        """What was said, without the confirmation."""
        said = self.cleaned_data.items()
        return {name: value for name, value in said if name not in ("anyway", "seen")}


def _by_unit(staff: Sequence[RoleHeld]) -> dict[str, list[tuple[str, str]]]:
    """The people by unit, with the position of those whose names are alike."""
    names = Counter(str(held.user) for held in staff)
    groups: dict[str, list[tuple[str, str]]] = {}
    for held in staff:
        name = str(held.user)
        position = held.user.position if names[name] > 1 else ""
        told = f"{name} ({position})" if position else name
        groups.setdefault(unit_name(held.unit), []).append((held.user.username, told))
    return groups
