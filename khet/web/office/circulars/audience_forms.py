"""The form of whom a circular goes to and what is asked: it checks and never saves."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.circulars import Asking
from khet.records.office.models import Circular, InstrumentVersion
from khet.records.office.queries.audiences import AddressBook, Receivers
from khet.records.office.queries.instruments import offered
from khet.records.office.queries.members import people_said
from khet.records.registry.models import User
from khet.rules.circulars import FORM, asks_answer, read, written
from khet.rules.names import name_key
from khet.rules.thai import tidy
from khet.web.office.circulars.forms import DAY_HINT, SAID
from khet.web.office.circulars.words import TokenWords, asks_name
from khet.web.parts.fields import DayField, still_to_come
from khet.web.parts.filter_form import choose


class Box(NamedTuple):
    """A box to tick: its token, its word, whether it is ticked."""

    token: str
    word: str
    ticked: bool


class Group(NamedTuple):
    """Boxes under a heading; ``open`` where one is ticked, ``ticked`` how many are."""

    heading: str
    boxes: list[Box]
    ticked: int


def _names(label: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2, "lang": "th"})
    hint = _("บรรทัดละหนึ่งคน พิมพ์ชื่อเต็มหรือชื่อผู้ใช้")
    return forms.CharField(
        label=label, required=False, max_length=20000, widget=widget, help_text=hint
    )


class AudienceForm(forms.Form):
    """Whom a circular goes to: boxes of whole groups and schools, and people by name."""

    to = forms.MultipleChoiceField(label=_("ส่งถึง"), required=False, error_messages=SAID)
    people = _names(_("บุคคลที่เพิ่ม"))
    but = forms.MultipleChoiceField(label=_("ยกเว้น"), required=False, error_messages=SAID)
    but_people = _names(_("บุคคลที่ยกเว้น"))

    def __init__(self, data: Any, book: AddressBook, initial: dict[str, Any]) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        self._book, self._groups = book, TokenWords(book).groups()
        for name in ("to", "but"):
            choose(self, name, [one for _heading, boxes in self._groups for one in boxes])

    def to_groups(self) -> list[Group]:
        """The boxes of whom it goes to."""
        return self._boxes("to")

    def but_groups(self) -> list[Group]:
        """The boxes of whom it doesn't go to."""
        return self._boxes("but")

    def clean_people(self) -> list[User]:
        """The people that are named."""
        return self._named("people")

    def clean_but_people(self) -> list[User]:
        """The people that are taken out by name."""
        return self._named("but_people")

    def clean(self) -> dict[str, Any]:
        """Somebody, and somebody who is there today."""
        told = super().clean() or {}
        if self.errors:
            return told
        if not told["to"] and not told["people"]:
            self.add_error("to", gettext("ยังไม่ได้เลือกผู้รับ: เลือกอย่างน้อยหนึ่งรายการ หรือพิมพ์ชื่อบุคคล"))
        elif not len(self.receivers):
            none = gettext("ไม่มีผู้รับตามที่เลือก: เลือกเพิ่ม หรือเอาบางรายการออกจากข้อยกเว้น")
            self.add_error("to", none)
        return told

    @property
    def audience(self) -> list[str]:
        """Whom it goes to as it is kept, once the form is good."""
        told = self.cleaned_data
        to = [*told["to"], *(f"person:{user.username}" for user in told["people"])]
        return written(to, [*told["but"], *(f"person:{u.username}" for u in told["but_people"])])

    @property
    def receivers(self) -> Receivers:
        """Who would get it today."""
        return self._book.of(self.audience)

    def _boxes(self, name: str) -> list[Group]:
        ticked = set(self[name].value() or ())
        found = []
        for heading, choices in self._groups:
            boxes = [Box(token, word, token in ticked) for token, word in choices]
            found.append(Group(heading, boxes, sum(box.ticked for box in boxes)))
        return found

    def _named(self, name: str) -> list[User]:
        typed = (tidy(line) for line in self.cleaned_data[name].splitlines() if line.strip())
        lines = list(dict.fromkeys(typed))
        known = people_said(self._book.area, self._book.day, lines, ()) if lines else []
        found: dict[int, User] = {}
        for line in lines:
            alike = [u for u in known if line.lower() == u.username or name_key(line) == u.sort_key]
            if len(alike) != 1:
                self.add_error(name, _not_one(line, alike))
            found |= {user.pk: user for user in alike}
        return list(found.values())


def _not_one(line: str, alike: Sequence[User]) -> str:
    """What is wrong with a name that nobody has, or several."""
    if not alike:
        told = gettext("ไม่พบ “%(name)s” ในบุคลากรของเขต: ตรวจตัวสะกด หรือใช้ชื่อผู้ใช้")
        return told % {"name": line}
    many = gettext("มีคนชื่อ “%(name)s” มากกว่าหนึ่งคน: ใช้ชื่อผู้ใช้แทน (%(users)s)")
    return many % {"name": line, "users": ", ".join(user.username for user in alike)}


class PrepareForm(AudienceForm):
    """Whom a circular goes to, and what is asked of each."""

    asks = forms.ChoiceField(label=_("ขอให้ผู้รับ"), error_messages=SAID)
    ask_note = forms.CharField(
        label=_("คำชี้แจงการตอบ"),
        required=False,
        max_length=500,
        error_messages=SAID,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "th"}),
        help_text=_("เช่น ให้ระบุจำนวนห้องเรียน ไม่บังคับ"),
    )
    due = DayField(
        label=_("ให้ตอบภายในวันที่"), required=False, error_messages=SAID, help_text=DAY_HINT
    )
    instrument = forms.ChoiceField(
        label=_("แบบสอบถาม"),
        required=False,
        error_messages=SAID,
        widget=forms.Select(attrs={"lang": "th"}),
        help_text=_("เลือกเมื่อขอให้ตอบแบบสอบถาม: มีเฉพาะแบบที่ประกาศใช้แล้ว"),
    )

    def __init__(self, data: Any, book: AddressBook, circular: Circular | None) -> None:
        super().__init__(data, book, _initial(circular))
        self._today = book.day
        self._versions = {str(one.pk): one for one in offered(book.area)}
        if circular and circular.instrument:
            self._versions.setdefault(str(circular.instrument_id), circular.instrument)
        choose(self, "asks", [(one, asks_name(one)) for one in Circular.Asks])
        told = [(key, str(one.instrument)) for key, one in self._versions.items()]
        choose(self, "instrument", [("", gettext("ไม่มี")), *told])

    def clean_due(self) -> date | None:
        """A day that isn't over, where one is given."""
        day: date | None = self.cleaned_data["due"]
        return still_to_come(day, self._today) if day else None

    def clean(self) -> dict[str, Any]:
        """An answer has a day, and a form to be filled in is chosen."""
        told = super().clean()
        asks = told.get("asks", "")
        if asks and asks_answer(asks) and not told.get("due") and "due" not in self.errors:
            self.add_error("due", gettext("ใส่วันสุดท้ายที่ให้ตอบ"))
        if asks == FORM and not told.get("instrument") and "instrument" not in self.errors:
            self.add_error("instrument", gettext("เลือกแบบสอบถามที่ให้ตอบ"))
        return told

    @property
    def asking(self) -> Asking:
        """What is asked, once the form is good; who only takes note has no day."""
        told = self.cleaned_data
        version: InstrumentVersion | None = None
        if told["asks"] == FORM:
            version = self._versions[told["instrument"]]
        due = told["due"] if asks_answer(told["asks"]) else None
        return Asking(told["asks"], tidy(told["ask_note"]), due, version)


def _initial(circular: Circular | None) -> dict[str, Any]:
    """The form as a sending was prepared."""
    if circular is None:
        return {"asks": Circular.Asks.READ}
    to, but = read(circular.audience)
    return {
        "to": [token for token in to if not token.startswith("person:")],
        "but": [token for token in but if not token.startswith("person:")],
        "people": _lines(to),
        "but_people": _lines(but),
        "asks": circular.asks,
        "ask_note": circular.ask_note,
        "due": circular.due,
        "instrument": str(circular.instrument_id or ""),
    }


def _lines(tokens: list[str]) -> str:
    names = [token.partition(":") for token in tokens]
    return "\n".join(rest for kind, _colon, rest in names if kind == "person")
