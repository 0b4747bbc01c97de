"""Forms of evidence: they check what was typed and never save."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Level
from khet.records.registry.models import Unit
from khet.rules.calendar import fiscal_year
from khet.rules.evidence import OTHER, evidence_kinds
from khet.rules.file_kinds import ENDINGS
from khet.web.office.evidence.words import level_name, level_sentence, own_units, usual_level
from khet.web.parts.fields import DayField, FilesField, FilesInput, not_far
from khet.web.parts.filter_form import choose
from khet.web.parts.viewer import Viewer

SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "invalid_choice": _("เลือกจากรายการ"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
}


def link_field() -> forms.CharField:
    """A field for an address on the web."""
    return forms.CharField(
        label=_("หรือลิงก์"),
        required=False,
        max_length=500,
        help_text=_("เริ่มด้วย https:// หรือ http:// ระบบเก็บที่อยู่ ไม่ได้เก็บเนื้อหาของหน้านั้น"),
        error_messages=SAID,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
    )


def checked_link(link: str) -> str:
    """A link that leads to the web; empty where none was typed."""
    try:
        if link:
            URLValidator(schemes=["http", "https"])(link)
    except forms.ValidationError:
        told = gettext("ลิงก์ไม่ถูกต้อง: คัดลอกที่อยู่ทั้งหมดที่เริ่มด้วย https:// หรือ http://")
        raise forms.ValidationError(told) from None
    return link


class _AboutForm(forms.Form):
    """Of which kind something is, and of which day it tells."""

    kind = forms.ChoiceField(label=_("ชนิด"), error_messages=SAID)
    about_day = DayField(
        label=_("วันของเรื่อง"),
        help_text=_(
            "วันที่เรื่องเกิดขึ้น ไม่ใช่วันที่เก็บไฟล์ ปีงบประมาณคิดจากวันนี้ เช่น 20 ก.ย. 2569 อยู่ในปีงบประมาณ 2569"
        ),
        error_messages={**SAID, "required": _("ใส่วันที่เรื่องเกิดขึ้น เช่น 16 พ.ค. 2569")},
    )

    def __init__(self, viewer: Viewer, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(data, files, label_suffix="", **more)
        self._viewer = viewer
        kinds = evidence_kinds(fiscal_year(viewer.today).be, viewer.tables)
        choose(self, "kind", [("", gettext("เลือกชนิด")), *((k, gettext(k)) for k in kinds)])

    def clean_about_day(self) -> date:
        """A day that isn't a slip of the year."""
        return not_far(self.cleaned_data["about_day"], self._viewer.today)


class EvidenceForm(_AboutForm):
    """What is said of evidence."""

    title = forms.CharField(label=_("ชื่อหลักฐาน"), max_length=300, error_messages=SAID)
    other = forms.CharField(
        label=_("ชนิดอื่น"),
        required=False,
        max_length=40,
        help_text=_("กรอกเมื่อเลือกชนิด “อื่น ๆ”"),
        error_messages=SAID,
    )
    note = forms.CharField(
        label=_("บันทึกเพิ่มเติม"),
        required=False,
        max_length=2000,
        error_messages=SAID,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unit = forms.ChoiceField(label=_("หน่วยเจ้าของ"), error_messages=SAID)
    level = forms.ChoiceField(label=_("ใครเห็นได้"), error_messages=SAID)
    field_order: tuple[str, ...] = ("title", "kind", "other", "about_day")

    def __init__(
        self,
        viewer: Viewer,
        data: Any = None,
        files: Any = None,
        *,
        unit: Unit | None = None,
        **more: Any,
    ) -> None:
        super().__init__(viewer, data, files, **more)
        self._units = {str(one.pk): one for one in (*own_units(viewer), *([unit] if unit else []))}
        choose(self, "unit", [(key, str(one)) for key, one in self._units.items()])
        levels = [(one, f"{level_name(one)}: {level_sentence(one)}") for one in Level.values]
        choose(self, "level", levels)
        self.fields["unit"].initial = next(iter(self._units), None)
        self.fields["level"].initial = usual_level(viewer)
        if len(self._units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()

    def clean_unit(self) -> Unit:
        """The unit itself."""
        return self._units[self.cleaned_data["unit"]]

    def clean(self) -> dict[str, Any]:
        """The kind in the reader's own words where none of the list is right."""
        asked = self.cleaned_data
        if asked.get("kind") == OTHER and asked.get("other"):
            asked["kind"] = asked["other"]
        return asked


class KeepForm(EvidenceForm):
    """Files or a link to keep, and what they are."""

    file = FilesField(
        label=_("ไฟล์"),
        required=False,
        widget=FilesInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("ลากไฟล์มาวางได้ เลือกได้หลายไฟล์: PDF Word Excel PowerPoint ข้อความ ภาพ หรือ ZIP"),
    )
    photo = FilesField(
        label=_("หรือถ่ายภาพ"),
        required=False,
        widget=FilesInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("ระบบลบตำแหน่งที่ถ่ายออกจากภาพก่อนเก็บ"),
    )
    link = link_field()
    field_order = ("file", "photo", "link", "title", "kind", "other", "about_day")

    def __init__(self, viewer: Viewer, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(viewer, data, files, **more)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("เว้นว่างได้ ระบบใช้ชื่อไฟล์")

    def clean_link(self) -> str:
        """A link that leads to the web."""
        return checked_link(self.cleaned_data["link"])


class WithdrawForm(forms.Form):
    """Why evidence is taken out of the lists."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        error_messages={**SAID, "required": _("เขียนเหตุผลที่ถอน")},
    )


class VersionForm(forms.Form):
    """A further file of evidence that is a file, or a further address of one that is a link."""

    file = FilesField(
        label=_("ไฟล์"),
        required=False,
        widget=FilesInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("ฉบับใหม่ใช้แทนฉบับก่อน ฉบับก่อนยังเก็บไว้และเปิดดูได้"),
    )
    link = link_field()

    def __init__(self, is_link: bool, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")
        del self.fields["file" if is_link else "link"]
        if is_link:
            self.fields["link"].required, self.fields["link"].label = True, _("ลิงก์ใหม่")

    def clean_link(self) -> str:
        """A link that leads to the web."""
        return checked_link(self.cleaned_data["link"])


class AttachForm(_AboutForm):
    """What is attached to a record in one step."""

    file = FilesField(
        label=_("แนบไฟล์ใหม่"),
        required=False,
        widget=FilesInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("ลากมาวาง เลือก หรือถ่ายภาพจากโทรศัพท์ได้"),
    )
    field_order = ("file", "kind", "about_day")

    def __init__(self, viewer: Viewer, data: Any = None, files: Any = None) -> None:
        super().__init__(viewer, data, files, prefix="new", initial={"about_day": viewer.today})
        self.fields["about_day"].help_text = _("วันที่เรื่องเกิดขึ้น เช่น 16 พ.ค. 2569")
