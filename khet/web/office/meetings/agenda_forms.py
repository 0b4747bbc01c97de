"""The forms of an agenda."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.agenda import ItemEntry
from khet.records.registry.models import Unit
from khet.rules.thai import tidy
from khet.web.office.meetings.fields import SAID
from khet.web.parts.filter_form import choose

_MOST_SECTIONS, _LONGEST = 15, 120


class ItemForm(forms.Form):
    """An item: in which section it stands, what it says, whose it is."""

    section = forms.ChoiceField(label=_("ระเบียบวาระ"), error_messages=SAID)
    title = forms.CharField(label=_("เรื่อง"), max_length=300, error_messages=SAID)
    text = forms.CharField(
        label=_("รายละเอียด"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=SAID,
    )
    unit = forms.ChoiceField(label=_("กลุ่มเจ้าของเรื่อง"), required=False, error_messages=SAID)

    def __init__(
        self,
        data: Any,
        sections: Iterable[str],
        units: Iterable[Unit],
        asked: tuple[bool, dict[str, Any]],
    ) -> None:
        any_unit, initial = asked
        super().__init__(data, label_suffix="", initial=initial)
        self._units = {str(unit.pk): unit for unit in units}
        heads = [(str(n), f"{n} {head}") for n, head in enumerate(sections, 1)]
        choose(self, "section", heads)
        named = [(key, unit.name) for key, unit in self._units.items()]
        nobody = [("", gettext("ประธานหรือเลขานุการ"))] if any_unit else []
        choose(self, "unit", [*nobody, *named])
        self.fields["unit"].required = not any_unit

    @property
    def entry(self) -> ItemEntry:
        """What a good form says."""
        said = self.cleaned_data
        unit = self._units.get(said["unit"])
        return ItemEntry(int(said["section"]), said["title"], said["text"], unit)


class SectionsForm(forms.Form):
    """The headings of an agenda, one a line."""

    sections = forms.CharField(
        label=_("หัวข้อระเบียบวาระ"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("บรรทัดละหนึ่งหัวข้อ ระบบใส่ลำดับให้ ระเบียบวาระที่มีเรื่องอยู่แล้วเอาออกไม่ได้"),
        error_messages=SAID,
    )

    def clean_sections(self) -> list[str]:
        """The headings, each of a length that fits a line or two."""
        lines = [tidy(line) for line in self.cleaned_data["sections"].splitlines()]
        heads = [line for line in lines if line]
        if len(heads) > _MOST_SECTIONS:
            raise forms.ValidationError(gettext("มีหัวข้อเกิน 15 หัวข้อ: รวมหัวข้อที่ใกล้กัน"))
        if any(len(head) > _LONGEST for head in heads):
            raise forms.ValidationError(gettext("หัวข้อยาวเกิน 120 ตัวอักษร: ใช้คำสั้นกว่านี้"))
        return heads
