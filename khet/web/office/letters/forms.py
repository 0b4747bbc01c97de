"""Forms of letters: they check what was typed and never save."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.letters import LetterEntry
from khet.records.office.models import Letter
from khet.records.registry.models import Unit, User
from khet.rules.file_kinds import ENDINGS
from khet.rules.letters import CIRCULAR, MEMO, OPEN, SENT
from khet.web.office.letters.asked import LetterDesk
from khet.web.office.letters.words import book_name, secrecy_name, urgency_name
from khet.web.office.orders.forms import SAID
from khet.web.parts.fields import DayField, FilesField, FilesInput
from khet.web.parts.filter_form import choose
from khet.web.registry.people.words import unit_key, unit_name

OURS = (SENT, CIRCULAR, MEMO, OPEN)


def line(label: Any, longest: int, *, required: bool = False, **more: Any) -> forms.CharField:
    """A field of one line in Thai."""
    attrs = {"lang": "th", "autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        error_messages=SAID,
        widget=forms.TextInput(attrs=attrs),
        **more,
    )


def files_field(label: Any, hint: Any) -> FilesField:
    """A place for files of the kinds that are kept."""
    shown = FilesInput(attrs={"accept": ",".join(ENDINGS)})
    return FilesField(label=label, required=False, widget=shown, help_text=hint)


class LetterForm(forms.Form):
    """What every letter has; who may read a secret one is named."""

    to = line(_("เรียน / ถึง"), 300)
    subject = line(_("เรื่อง"), 500, required=True)
    refers_to = line(
        _("อ้างถึง"),
        500,
        attrs={"list": "letters"},
        help_text=_("พิมพ์ที่ของหนังสือ เช่น ศธ 04999/12 ถ้าอยู่ในทะเบียน ระบบโยงให้"),
    )
    urgency = forms.ChoiceField(label=_("ชั้นความเร็ว"), required=False, error_messages=SAID)
    unit = forms.ChoiceField(
        label=_("กลุ่ม"), error_messages=SAID, widget=forms.Select(attrs={"lang": "th"})
    )
    note = line(_("หมายเหตุ"), 500)
    secrecy = forms.ChoiceField(label=_("ชั้นความลับ"), required=False, error_messages=SAID)
    readers = forms.MultipleChoiceField(
        label=_("ผู้อ่านหนังสือลับ"),
        required=False,
        error_messages=SAID,
        help_text=_("เลือกได้หลายคน นอกจากนี้เห็นได้เฉพาะผู้ลงทะเบียนและผู้ที่หนังสือเสนอถึง"),
        widget=forms.SelectMultiple(attrs={"size": 5, "lang": "th"}),
    )

    def __init__(self, data: Any, files: Any, desk: LetterDesk, initial: Any = None) -> None:
        self._desk = desk
        units = self.units()
        start = {"unit": unit_key(units[0]), **(initial or {})}
        super().__init__(data, files, label_suffix="", initial=start)
        self._units = {unit_key(unit): unit for unit in units}
        choose(self, "unit", [(key, unit_name(unit)) for key, unit in self._units.items()])
        choose(self, "urgency", [(one, urgency_name(one)) for one in Letter.Urgency.values])
        choose(self, "secrecy", [(one, secrecy_name(one)) for one in Letter.Secrecy.values])
        people = desk.people
        self._people = {user.username: user for user in people}
        choose(self, "readers", [(user.username, told) for user, told in people.items()])

    def units(self) -> list[Unit]:
        """The units of which one is to be chosen."""
        return self._desk.units

    def clean_unit(self) -> Unit:
        """The unit itself."""
        return self._units[self.cleaned_data["unit"]]

    def clean_readers(self) -> list[User]:
        """The people."""
        return [self._people[name] for name in self.cleaned_data["readers"]]

    def clean(self) -> dict[str, Any]:
        """A secret letter names its readers."""
        told = self.cleaned_data
        if told.get("secrecy") and not told.get("readers") and "readers" not in self.errors:
            self.add_error("readers", gettext("หนังสือลับต้องระบุผู้อ่าน: เลือกอย่างน้อยหนึ่งคน"))
        return told

    def entry(self, answers: Letter | None) -> LetterEntry:
        """The letter that the form asks for."""
        names = LetterEntry.__dataclass_fields__
        told = {name: value for name, value in self.cleaned_data.items() if name in names}
        return LetterEntry(**told, answers=answers)

    @property
    def named(self) -> list[User]:
        """Who may read it, where it is secret."""
        return self.cleaned_data["readers"] if self.cleaned_data["secrecy"] else []


class ReceivedForm(LetterForm):
    """A received letter."""

    ref = line(_("ที่"), 100, help_text=_("ของผู้ส่ง เช่น ศธ 04001/ว123 ไม่มีให้เว้นว่าง"))
    day = DayField(label=_("ลงวันที่"), required=False, error_messages=SAID)
    sender = line(_("จาก"), 300, required=True)
    field_order: tuple[str, ...] = (
        "ref",
        "day",
        "sender",
        "subject",
        "to",
        "urgency",
        "unit",
        "refers_to",
        "note",
    )

    def clean_day(self) -> date | None:
        """A day that has come."""
        day: date | None = self.cleaned_data["day"]
        if day and day > self._desk.viewer.today:
            raise forms.ValidationError(gettext("วันที่ยังมาไม่ถึง: ตรวจวัน เดือน และปี พ.ศ. อีกครั้ง"))
        return day


class RegisterForm(ReceivedForm):
    """A letter to be registered, with its files; ``read`` says that these were read."""

    file = files_field(
        _("ไฟล์หนังสือ"), _("ลากไฟล์มาวาง เลือก หรือถ่ายภาพ ไฟล์แรกคือตัวหนังสือ ที่เหลือคือสิ่งที่ส่งมาด้วย")
    )
    field_order = ("file", *ReceivedForm.field_order)

    def __init__(
        self, data: Any, files: Any, desk: LetterDesk, initial: Any = None, *, read: bool = False
    ) -> None:
        super().__init__(data, files, desk, initial)
        if read:
            self.fields["file"].widget.attrs["id"] = "id_more_files"
        elif data is None:
            self.fields["file"].widget.attrs["autofocus"] = True


class DraftForm(LetterForm):
    """A letter of ours."""

    book = forms.ChoiceField(label=_("ชนิด"), error_messages=SAID)
    text = forms.CharField(
        label=_("ข้อความ"),
        required=False,
        max_length=20000,
        error_messages=SAID,
        widget=forms.Textarea(attrs={"rows": 10, "lang": "th"}),
        help_text=_("บรรทัดใหม่คือย่อหน้าใหม่ ไม่ต้องพิมพ์คำขึ้นต้นและคำลงท้าย"),
    )
    file = files_field(_("สิ่งที่ส่งมาด้วย"), _("เลือกได้หลายไฟล์"))
    field_order = ("book", "to", "subject", "refers_to", "text", "file", "urgency", "unit", "note")

    def __init__(self, data: Any, files: Any, desk: LetterDesk, initial: Any = None) -> None:
        super().__init__(data, files, desk, initial)
        choose(self, "book", [(one, book_name(one)) for one in OURS])

    def units(self) -> list[Unit]:
        """The units that the writer drafts for."""
        return self._desk.drafting


class FilesForm(forms.Form):
    """Files to attach to a letter, and what they are of it."""

    part = forms.ChoiceField(label=_("เป็น"), error_messages=SAID)
    file = files_field(_("ไฟล์"), _("เลือกได้หลายไฟล์ หรือถ่ายภาพ"))
