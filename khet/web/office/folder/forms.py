"""Forms of the steps of letters. They check what a person says and never save."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.letter_orders import Assignment
from khet.records.office.queries.folder import Assignee, Desk
from khet.records.registry.models import User
from khet.rules.thai import tidy
from khet.web.account.forms import password_field
from khet.web.office.folder.words import GIVE, OPINIONS, PHRASES, given_to
from khet.web.parts.fields import DayField, still_to_come
from khet.web.parts.filter_form import choose

ROWS = 4
"""To how many an order can be given at once."""
_LONGEST, _REASON = 2000, 300
_SAID = {"required": _("กรุณากรอกช่องนี้")}
Groups = Sequence[tuple[str, list[Assignee]]]


def _note(label: Any, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2, "lang": "th"})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=_LONGEST, widget=area
    )


class NoteForm(forms.Form):
    """A note, where one is wanted."""

    note = _note(_("บันทึก (ถ้ามี)"))


class ReasonForm(forms.Form):
    """Why."""

    note = forms.CharField(
        label=_("เหตุผล"),
        max_length=_REASON,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ")},
        widget=forms.TextInput(attrs={"lang": "th"}),
    )

    def clean_note(self) -> str:
        """On one line."""
        return tidy(self.cleaned_data["note"])


class Phrased(forms.Form):
    """What is written: a phrase by one tap, own words, or both."""

    phrase = forms.ChoiceField(
        label=_("ข้อความที่ใช้บ่อย"), required=False, widget=forms.RadioSelect(attrs={"lang": "th"})
    )
    note = _note(_("เขียนเพิ่ม"))
    phrases: Sequence[str] = PHRASES

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, label_suffix="", **more)
        if not self.phrases:
            del self.fields["phrase"]
            return
        blank = ("", gettext("เขียนเอง"))
        choose(self, "phrase", [blank, *((told, _with_gap(told)) for told in self.phrases)])

    @property
    def said(self) -> str:
        """The phrase and the own words, in a line each; one with a gap says nothing by itself."""
        phrase = self.cleaned_data.get("phrase", "")
        return "\n".join(filter(None, ("" if phrase == GIVE else phrase, self.plain)))

    @property
    def plain(self) -> str:
        """The own words alone."""
        return str(self.cleaned_data.get("note", "")).replace("\r\n", "\n")


def _with_gap(phrase: str) -> str:
    """A phrase as it is shown, with the gap into which the names go."""
    return phrase.replace("มอบ", "มอบ…", 1) if phrase == GIVE else phrase


class ToForm(Phrased):
    """Before whom a letter is put, and what is written."""

    to = forms.ChoiceField(
        label=_("เสนอถึง"),
        widget=forms.Select(attrs={"lang": "th"}),
        error_messages={
            "required": _("เลือกผู้ที่จะเสนอ"),
            "invalid_choice": _("ผู้นี้เกษียนหรือสั่งการไม่ได้แล้ว: เลือกจากรายชื่อ"),
        },
    )
    field_order = ("to", "phrase", "note")
    phrases = OPINIONS

    def __init__(self, data: Any, desks: Sequence[Desk], start: Desk | None, must: bool) -> None:
        super().__init__(data, initial={"to": start.user.username if start else ""})
        self._desks, self._must = {desk.user.username: desk for desk in desks}, must
        told = [(key, f"{desk.user} · {desk.post}") for key, desk in self._desks.items()]
        choose(self, "to", [("", gettext("เลือกบุคคล")), *told])

    def clean(self) -> None:
        """An opinion has words."""
        if self._must and not self.said and "note" in self.cleaned_data:
            self.add_error("note", gettext("เลือกข้อความ หรือเขียนความเห็น"))

    @property
    def person(self) -> User:
        """Before whom."""
        return self._desks[self.cleaned_data["to"]].user


class OrderForm(Phrased):
    """What is ordered, to whom it is given until when, and the own password.

    ``due`` is the usual last day; without one, each letter has its own.
    """

    def __init__(self, data: Any, groups: Groups, today: date, due: date | None) -> None:
        super().__init__(data, initial={"due_1": due} if due else {})
        self._today, self._due = today, due
        self._names = {one.owner: one.name for _heading, several in groups for one in several}
        hint = "" if due else _("เว้นว่างได้: นับตามความเร่งด่วนของแต่ละฉบับ")
        for n in range(1, ROWS + 1):
            self._add_row(n, groups, hint if n == 1 else "")
        self.fields["password"] = password_field(_("รหัสผ่านของท่าน"), "current-password")

    def _add_row(self, n: int, groups: Groups, hint: Any) -> None:
        number = {"n": n}
        self.fields[f"owner_{n}"] = forms.ChoiceField(
            label=gettext("มอบให้") if n == 1 else gettext("มอบให้ (%(n)s)") % number,
            required=False,
            widget=forms.Select(attrs={"lang": "th"}),
            error_messages={"invalid_choice": gettext("เลือกกลุ่มหรือบุคคลจากรายชื่อ")},
        )
        listed = [
            (heading, [(one.owner, one.told) for one in several]) for heading, several in groups
        ]
        choose(self, f"owner_{n}", [("", gettext("ไม่มอบ")), *listed])
        self.fields[f"due_{n}"] = DayField(
            label=gettext("ภายในวันที่") if n == 1 else gettext("ภายในวันที่ (%(n)s)") % number,
            help_text=hint,
            required=False,
        )

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each assignment."""
        for n in range(1, ROWS + 1):
            yield self[f"owner_{n}"], self[f"due_{n}"]

    def clean(self) -> None:
        """Each given once, by a day that is to come; something is ordered."""
        told, seen = self.cleaned_data, set[str]()
        for n in range(1, ROWS + 1):
            owner, due = told.get(f"owner_{n}"), told.get(f"due_{n}")
            if owner and owner in seen:
                self.add_error(f"owner_{n}", gettext("มอบให้ผู้นี้ไว้แล้ว: เลือกผู้อื่น หรือเว้นว่าง"))
            seen.add(owner or "")
            if owner and due:
                self._check_day(n, due)
        self._check_words(bool(seen - {""}))

    def _check_day(self, n: int, due: date) -> None:
        try:
            still_to_come(due, self._today)
        except forms.ValidationError as fault:
            self.add_error(f"due_{n}", fault)

    def _check_words(self, given: bool) -> None:
        if self.cleaned_data.get("phrase") == GIVE and not given:
            self.add_error("owner_1", gettext("เลือกกลุ่มหรือบุคคลที่มอบให้ดำเนินการ"))
        elif not self.said and not given and "note" in self.cleaned_data:
            self.add_error("phrase", gettext("เลือกข้อความ เขียนคำสั่ง หรือเลือกผู้รับมอบ"))

    def assignments(self, usual: date) -> list[Assignment]:
        """To whom it is given; without a day of its own by the first one, or the usual day."""
        told = self.cleaned_data
        first = told.get("due_1") or usual
        return [
            Assignment(told[f"owner_{n}"], told.get(f"due_{n}") or first)
            for n in range(1, ROWS + 1)
            if told.get(f"owner_{n}")
        ]

    @property
    def order(self) -> str:
        """What is ordered; who is given the work is named where the phrase says so."""
        told = self.cleaned_data
        names = [self._names[one.owner] for one in self.assignments(self._today)]
        if told.get("phrase") == GIVE or (names and not self.said):
            return "\n".join(filter(None, (given_to(names), self.said)))
        return self.said


class LetterOrderForm(OrderForm):
    """An order on one letter, with an own opinion where one is written before it."""

    opinion = _note(_("เกษียนก่อนสั่งการ (ถ้ามี)"))


class SeveralForm(Phrased):
    """A note on several at once, where one is wanted, and the own password."""

    note = _note(_("บันทึก (ถ้ามี)"))
    password = password_field(_("รหัสผ่านของท่าน"), "current-password")
    phrases: Sequence[str] = ()


class OpinionsForm(SeveralForm):
    """An opinion on several at once."""

    note = _note(_("เขียนเพิ่ม"))
    phrases = OPINIONS
