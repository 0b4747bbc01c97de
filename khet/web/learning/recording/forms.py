"""Forms of a visit's record: they check what was typed and never save."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import Finding, Visit
from khet.records.registry.models import Unit
from khet.rules.instruments import LEVELS
from khet.rules.thai import tidy
from khet.web.learning.visits.words import kind_name, level_name
from khet.web.parts.fields import DayField, FilesField, FilesInput
from khet.web.parts.filter_form import choose

MENDED, NOT_YET = "yes", "no"
MOST_FINDINGS = 50
_SOON = {"data-days": "15 30 60"}


class TextField(forms.CharField):
    """A longer text; how long it may be is for the rule."""

    def __init__(self, rows: int = 3, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, widget=widget, **more)

    def clean(self, value: Any) -> str:
        """The text with the ends of lines as every device writes them."""
        return str(super().clean(value)).replace("\r\n", "\n")


class TopicsField(forms.MultipleChoiceField):
    """Topics, ticked or typed; one that is suggested no more may still be sent."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """Any topic is good; how long it may be is for the rule."""
        return bool(value.strip())


class NumberField(forms.UUIDField):
    """The number of a record that was begun on a device; it alone makes no row of a form."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never: the number isn't typed."""
        return False


class RecordForm(forms.Form):
    """What was seen and advised; ``base`` is the revision that it began from."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    day = DayField(
        label=_("วันที่ออกนิเทศ"),
        error_messages={"required": _("ใส่วันที่ออกนิเทศ เช่น 16 พ.ค. 2569")},
        widget=forms.TextInput(attrs={"data-not-later": "", "data-days": "0 -1"}),
    )
    topics = TopicsField(label=_("เรื่องที่นิเทศ"), required=False)
    more = forms.CharField(label=_("เรื่องอื่น"), required=False, help_text=_("หลายเรื่องคั่นด้วยจุลภาค (,)"))
    strengths = TextField(label=_("จุดเด่น"))
    advice = TextField(label=_("ข้อเสนอแนะ"))
    level = forms.TypedChoiceField(
        label=_("ระดับโดยรวม"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("ระดับต้องเป็น 1 ถึง 5: เลือกระดับใหม่ หรือไม่ระบุ")},
    )
    follow_up_on = DayField(
        label=_("นัดติดตามครั้งต่อไป"), required=False, widget=forms.TextInput(attrs=_SOON)
    )
    photo = FilesField(
        label=_("ภาพถ่าย"), required=False, widget=FilesInput(attrs={"accept": "image/*"})
    )

    def __init__(self, topics: Iterable[str], data: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["topics"].choices = [(t, t) for t in topics]  # type: ignore[attr-defined]
        levels = [(str(n), level_name(n)) for n in LEVELS]
        choose(self, "level", levels)

    @property
    def all_topics(self) -> list[str]:
        """The topics that were ticked and typed, each once."""
        typed = self.cleaned_data["more"].split(",")
        return list(dict.fromkeys(filter(None, map(tidy, [*self.cleaned_data["topics"], *typed]))))


class BeginForm(forms.Form):
    """Which school a visit that nobody planned was made to; ``number`` is made on the device."""

    number = NumberField(initial=uuid4)
    school = forms.ChoiceField(label=_("โรงเรียน"), error_messages={"required": _("เลือกโรงเรียน")})
    kind = forms.ChoiceField(label=_("ประเภทการนิเทศ"), initial=Visit.Kind.POLICY)

    def __init__(self, schools: Iterable[Unit], data: Any) -> None:
        super().__init__(data, label_suffix="")
        self._schools = {one.code: one for one in schools}
        named = [(code, str(one)) for code, one in self._schools.items()]
        choose(self, "school", [("", gettext("เลือกโรงเรียน")), *named])
        choose(self, "kind", [(kind.value, kind_name(kind)) for kind in Visit.Kind])

    def clean_school(self) -> Unit:
        """The school itself."""
        return self._schools[self.cleaned_data["school"]]


class FindingForm(forms.Form):
    """Something that the school should change, until when; a row without a word is none."""

    uuid = NumberField(initial=uuid4, required=False)
    text = TextField(2, label=_("สิ่งที่พบ"))
    action = forms.CharField(label=_("ให้โรงเรียนทำอะไร"), required=False)
    topic = forms.CharField(
        label=_("เรื่อง"), required=False, widget=forms.TextInput(attrs={"list": "topics"})
    )
    due = DayField(
        label=_("ภายในวันที่"),
        error_messages={"required": _("ใส่วันที่ต้องแก้ไขเสร็จ เช่น 16 พ.ค. 2569")},
        widget=forms.TextInput(attrs=_SOON),
    )

    def __init__(self, *of: Any, **more: Any) -> None:
        super().__init__(*of, **more)
        self.label_suffix = ""

    def clean_uuid(self) -> UUID:
        """The number that the device or the page gave it."""
        return self.cleaned_data["uuid"] or uuid4()


FindingSet = forms.formset_factory(
    FindingForm, extra=1, can_delete=True, max_num=MOST_FINDINGS, absolute_max=MOST_FINDINGS * 2
)


class LookedForm(forms.Form):
    """What is seen of an earlier finding."""

    mended = forms.ChoiceField(
        required=False,
        choices=[(MENDED, _("แก้ไขแล้ว")), (NOT_YET, _("ยังไม่แก้ไข"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("บันทึก"), required=False)

    def __init__(self, finding: Finding, data: Any, initial: dict[str, Any]) -> None:
        prefix = looked_prefix(finding.uuid)
        super().__init__(data, initial=initial, prefix=prefix, label_suffix="")
        self.finding = finding


def looked_prefix(number: UUID) -> str:
    """What the fields of an earlier finding are called by."""
    return f"looked-{number}"
