"""The rows of a body's seats as a form: what was typed, what it means, and what is wrong."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.bodies import SeatEntry
from khet.records.office.models import Body, Seat
from khet.records.office.queries.members import holders_of, people_said, posts_of
from khet.records.registry.access import ROLES
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import holding_units
from khet.rules.committees import Fault, Placed, Told, faults
from khet.rules.names import name_key, tidy_name
from khet.rules.thai import school_key
from khet.web.office.bodies.seat_words import names_all, part_name, role_seat_name
from khet.web.parts.fields import DayField
from khet.web.parts.filter_form import choose
from khet.web.registry.people.words import unit_name

ROLE, PERSON, GUEST = "role", "person", "guest"
KINDS = (ROLE, PERSON, GUEST)
MOST = 200
Row = Mapping[str, Any]
_DAYS = ("since", "until")
_USER_NAME = re.compile(r"\(([^()]+)\)\s*$")
_SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
}


class SeatForm(forms.Form):
    """A seat: of a role, a person or a guest, which ``kind`` says."""

    kind = forms.CharField(widget=forms.HiddenInput)
    part = forms.ChoiceField(label=_("หน้าที่ในคณะ"), error_messages=_SAID)
    who = forms.CharField(label=_("ชื่อ"), max_length=200, error_messages=_SAID)
    unit = forms.CharField(
        label=_("ที่หน่วยงาน"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"list": "units", "lang": "th", "placeholder": _("ทุกแห่ง"), "autocomplete": "off"}
        ),
    )
    since = DayField(label=_("ตั้งแต่วันที่"), required=False)
    until = DayField(label=_("ถึงวันที่"), required=False)

    def __init__(self, rows: "SeatRows", place: int, row: Row, bound: bool) -> None:
        prefix = f"seat-{place}"
        data = {f"{prefix}-{name}": value for name, value in row.items()} if bound else None
        super().__init__(data, prefix=prefix, initial=dict(row), label_suffix="")
        self._rows, self.number, self.of, self.note = rows, place + 1, str(row["kind"]), ""
        choose(self, "part", [(part, part_name(part)) for part in Seat.Part.values])
        if self.of == ROLE:
            roles = [(role, role_seat_name(role)) for role in ROLES]
            self.fields["who"] = forms.ChoiceField(
                label=_("บทบาท"),
                choices=[("", gettext("เลือกบทบาท")), *roles],
                widget=forms.Select(attrs={"lang": "th"}),
                error_messages=_SAID,
            )
        else:
            del self.fields["unit"]
            self._name_field(self.fields["who"])

    def _name_field(self, field: forms.Field) -> None:
        field.widget.attrs |= {"lang": "th", "autocomplete": "off"}
        if self.of == GUEST:
            field.label = gettext("ชื่อหรือตำแหน่งของบุคคลภายนอก")
            return
        field.label = gettext("ชื่อบุคคล")
        field.widget.attrs |= {
            "list": "people",
            "hx-get": reverse_lazy("office:people"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#people",
            "hx-params": "*",
        }

    def clean_who(self) -> Any:
        """The person himself, the role, or the guest's name on one line."""
        said = tidy_name(self.cleaned_data["who"])
        return self._rows.person(said) if self.of == PERSON else said

    def clean_unit(self) -> Unit | None:
        """The unit itself."""
        said = self.cleaned_data["unit"]
        return self._rows.unit(said) if said else None

    def clean(self) -> dict[str, Any]:
        """The term ends after it begins, and the role can be held at the unit."""
        told = self.cleaned_data
        since, until = told.get("since"), told.get("until")
        if until and until < (since or until):
            self.add_error("until", gettext("วันสุดท้ายอยู่ก่อนวันแรก: แก้ให้ไม่ก่อนวันแรก"))
        elif until and not since:
            self.add_error("since", gettext("ใส่วันแรกของวาระด้วย"))
        unit = told.get("unit")
        if unit and told.get("who") and unit.kind not in ROLES[told["who"]].held_at:
            self.add_error("unit", gettext("บทบาทนี้ไม่มีที่หน่วยงานนี้: เลือกหน่วยงานอื่นหรือเว้นว่าง"))
        return told

    @property
    def entry(self) -> SeatEntry:
        """The seat that the row asks for."""
        told = self.cleaned_data
        said: dict[str, Any] = {name: told.get(name) for name in ("part", "unit", *_DAYS)}
        who = {ROLE: "role", PERSON: "person", GUEST: "name"}[self.of]
        return SeatEntry(**said, **{who: told["who"]})


class SeatRows:
    """The seats of a body as rows of a form; each look-up is asked once for all of them."""

    def __init__(self, body: Body, today: date, rows: Sequence[Row], bound: bool = False) -> None:
        self._body, self._today, self._rows = body, today, rows
        self.forms = [SeatForm(self, place, row, bound) for place, row in enumerate(rows)]
        self.faults: list[str] = []

    def is_valid(self) -> bool:
        """Whether every row, and all of them together, can be kept; else it is told where."""
        if not all(list(map(SeatForm.is_valid, self.forms))):
            return False
        for told in faults([self._placed(form.entry) for form in self.forms]):
            self._tell(told)
        return not self.faults and all(not form.errors for form in self.forms)

    @property
    def wrong(self) -> bool:
        """Whether anything has to be mended."""
        return bool(self.faults) or any(form.is_bound and form.errors for form in self.forms)

    @property
    def entries(self) -> list[SeatEntry]:
        """The seats that good rows ask for."""
        return [form.entry for form in self.forms]

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The units at which a role can be held, by their names."""
        return {unit_name(u): u for u in holding_units([self._body.area], self._today)}

    def unit(self, said: str) -> Unit:
        """The unit of that name, however it is written."""
        alike = {school_key(str(unit)): unit for unit in self.units.values()}
        found = self.units.get(said) or alike.get(school_key(said))
        if found is None:
            raise forms.ValidationError(gettext("ไม่พบหน่วยงานชื่อนี้: พิมพ์บางส่วนแล้วเลือกจากรายการ"))
        return found

    def person(self, said: str) -> User:
        """The person of that user name or name."""
        found = _fitting(self._people, said)
        if not found:
            raise forms.ValidationError(
                gettext("ไม่พบ “%(name)s” ในสำนักงานหรือโรงเรียน: พิมพ์บางส่วนของชื่อแล้วเลือกจากรายการ")
                % {"name": said[:60]}
            )
        if len(found) > 1:
            posts = posts_of(self._body.area, found[:5], self._today)
            names = ", ".join(f"{u.username} {posts[u.pk]}".strip() for u in found[:5])
            told = gettext("ชื่อนี้มีหลายคน: ใส่ชื่อผู้ใช้แทน (%(names)s)")
            raise forms.ValidationError(told % {"names": names})
        return found[0]

    @cached_property
    def _people(self) -> list[User]:
        said = [tidy_name(str(row.get("who", ""))) for row in self._rows if row["kind"] == PERSON]
        texts = [text for one in said if one for text in (one, _user_name(one))]
        kept = Seat.objects.filter(body=self._body, person__isnull=False).values_list("person")
        return people_said(
            self._body.area, self._today, texts, [pk for (pk,) in kept] if texts else ()
        )

    @cached_property
    def _holders(self) -> list[tuple[str, int, int]]:
        roles = [form.entry.role for form in self.forms if form.of == ROLE]
        return holders_of(self._body.area, roles, self._today) if roles else []

    def _placed(self, seat: SeatEntry) -> Placed:
        place = seat.unit.pk if seat.unit else None
        held = [
            user
            for role, unit, user in self._holders
            if role == seat.role and place in (None, unit)
        ]
        person = seat.person.pk if seat.person else ""
        return Placed(
            f"{person}/{seat.role}/{place}/{name_key(seat.name) if seat.name else ''}",
            chairs=seat.part == Seat.Part.CHAIR,
            role=bool(seat.role),
            every=names_all(seat.role, seat.unit),
            people=frozenset([seat.person.pk] if seat.person else held),
            since=seat.since,
            until=seat.until,
        )

    def _tell(self, told: Told) -> None:
        words = {
            Fault.EMPTY: gettext("คณะนี้ยังไม่มีใคร: เพิ่มอย่างน้อยประธานหนึ่งคน"),
            Fault.NO_CHAIR: gettext("ยังไม่มีประธาน: ให้หนึ่งแถวมีหน้าที่เป็นประธาน"),
            Fault.TWO_CHAIRS: gettext("ประธานมีได้คนเดียว: แถวที่ %(n)s เป็นประธานอยู่แล้ว"),
            Fault.MANY_CHAIRS: gettext("ประธานมีได้คนเดียว แต่บทบาทนี้มีหลายคน: ใส่หน่วยงาน หรือเลือกเป็นบุคคล"),
            Fault.TWICE: gettext("ซ้ำกับแถวที่ %(n)s ในช่วงเวลาเดียวกัน: เอาออกหนึ่งแถว"),
            Fault.ONE_PERSON: gettext("เป็นคนเดียวกับแถวที่ %(n)s ซึ่งดำรงตำแหน่งนั้นคนเดียว: เอาออกหนึ่งแถว"),
            Fault.IN_ROLE: gettext("อยู่ในแถวที่ %(n)s ตามบทบาทด้วย นับเป็นคนเดียว"),
        }[told.fault] % {"n": "" if told.other is None else told.other + 1}
        if told.fault == Fault.EMPTY:
            self.faults.append(words)
        elif told.fault == Fault.IN_ROLE:
            self.forms[told.place].note = words
        else:
            of_who = told.fault in (Fault.TWICE, Fault.ONE_PERSON, Fault.MANY_CHAIRS)
            self.forms[told.place].add_error("who" if of_who else "part", words)


def person_said(user: User) -> str:
    """A person as the rows write one: name and user name."""
    return f"{user} ({user.username})"


def _user_name(said: str) -> str:
    """The user name in brackets at the end, where there is one."""
    found = _USER_NAME.search(said)
    return found[1] if found else said


def _fitting(people: Sequence[User], said: str) -> list[User]:
    """Those of the people whom a text means: by user name, else by whole name."""
    user_name = _user_name(said).lower()
    exact = [user for user in people if user.username == user_name]
    return exact or [user for user in people if user.sort_key == name_key(said)]
