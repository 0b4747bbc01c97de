"""For whom slips are printed: the form, and the people that it chooses."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.registry.access.managing import manages
from khet.records.registry.actions.roles import still_on
from khet.records.registry.models import RoleHeld, Unit, User
from khet.records.registry.queries.people import held_now, holding, people_seen
from khet.web.parts.filter_form import choose
from khet.web.registry.people.address import address_field
from khet.web.registry.people.asked import Desk
from khet.web.registry.people.filters import thai_select, unit_choices

UNIT, DIRECTORS, NEVER = "unit", "directors", "never"
_HEAD = "school-director"


class SlipsForm(forms.Form):
    """For whom slips are printed."""

    who = forms.ChoiceField(label=_("พิมพ์ให้"))
    unit = forms.ChoiceField(label=_("หน่วยงาน"), required=False, widget=thai_select())
    reset = forms.BooleanField(
        label=_("ออกรหัสใหม่ให้ผู้ที่ตั้งรหัสผ่านแล้วด้วย รหัสผ่านเดิมจะใช้ไม่ได้"), required=False
    )
    address = address_field()

    def __init__(self, data: Any, desk: Desk, address: str) -> None:
        units = unit_choices(desk.manned)
        unit = units[0][0] if len(units) == 1 else ""
        start = {"who": UNIT, "unit": unit, "address": address}
        super().__init__(data, label_suffix="", initial=start)
        whom = [(UNIT, gettext("ทุกคนของหน่วยงาน")), (NEVER, gettext("ทุกคนที่ยังไม่เคยเข้าใช้"))]
        if desk.everywhere:
            whom.insert(1, (DIRECTORS, gettext("ผู้อำนวยการโรงเรียนทุกแห่ง")))
        choose(self, "who", whom)
        choose(self, "unit", [("", gettext("เลือกหน่วยงาน")), *units])

    def clean(self) -> dict[str, Any]:
        """Whether a unit is chosen where one is needed."""
        if self.cleaned_data.get("who") == UNIT and not self.cleaned_data.get("unit"):
            self.add_error("unit", gettext("เลือกหน่วยงานที่จะพิมพ์"))
        return self.cleaned_data


@dataclass
class Chosen:
    """The people that a form chooses; ``settled`` have a password of their own already.

    ``skipped`` are the user names that are left out.
    """

    desk: Desk
    asked: dict[str, Any]
    skipped: frozenset[str] = frozenset()

    @cached_property
    def _all(self) -> list[User]:
        people = people_seen(self.desk.by, self.desk.today).filter(is_active=True)
        if self.asked["who"] == UNIT:
            unit = self.desk.unit(*self.asked["unit"].split(":", 1))
            people = holding(people, self.desk.today, unit=unit)
        elif self.asked["who"] == DIRECTORS:
            people = holding(people, self.desk.today, role=_HEAD)
        else:
            people = people.filter(last_login=None)
        unended = RoleHeld.objects.filter(still_on(self.desk.today)).select_related("unit")
        listed = people.prefetch_related(Prefetch("roles_held", unended, "unended"))
        return [user for user in listed if held_now(user) and self._manages(user)]

    def _manages(self, user: User) -> bool:
        """Whether the code is the reader's to give, roles to come counted as on a person's page."""
        roles: list[RoleHeld] = getattr(user, "unended", [])
        return manages(self.desk.by, user.pk, roles)

    @property
    def settled(self) -> list[User]:
        """Those who keep their own password."""
        return [] if self.asked["reset"] else [user for user in self._all if has_own(user)]

    @property
    def people(self) -> list[User]:
        """Those who may get a slip, by unit and name."""
        chosen = [user for user in self._all if self.asked["reset"] or not has_own(user)]
        return sorted(chosen, key=lambda user: (home_of(user).sort_key, user.sort_key, user.pk))

    @property
    def printed(self) -> list[User]:
        """Those of them who are not left out."""
        return [user for user in self.people if user.username not in self.skipped]

    @property
    def rows(self) -> list[tuple[User, datetime | None]]:
        """Who may get a slip, and until when an earlier one still is good."""
        now = timezone.now()
        return [(user, slip_until(user, now)) for user in self.people]

    @property
    def fresh(self) -> int:
        """How many have no earlier slip that still is good."""
        return sum(until is None for _user, until in self.rows)


def has_own(user: User) -> bool:
    """Whether the person has chosen a password already."""
    return user.code_until is None and user.has_usable_password()


def slip_until(user: User, now: datetime) -> datetime | None:
    """Until when the slip that the person has is good; ``None`` without such a one."""
    until = user.code_until
    return timezone.localtime(until) if until and until > now else None


def home_of(user: User) -> Unit:
    """The unit that a person's slip is handed out at: where the first role is held."""
    return held_now(user)[0].unit
