"""Forms of news. They check what a person says and never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.news_pictures import PictureEntry
from khet.records.registry.models import Unit
from khet.rules.news import CONSENT_LETTERS, says_consent
from khet.rules.thai import tidy
from khet.web.office.news.words import kind_names
from khet.web.parts.fields import DayField, FilesField, not_far

_SAID = {
    "required": _("กรุณากรอกช่องนี้"),
    "max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร"),
    "invalid_choice": _("เลือกจากรายการเท่านั้น"),
}
_THAI = {"lang": "th"}


class NewsForm(forms.Form):
    """What news says, of which day, and documents; of which unit where one has several."""

    kind = forms.ChoiceField(
        label=_("ประเภท"), choices=lambda: list(kind_names().items()), error_messages=_SAID
    )
    title = forms.CharField(
        label=_("หัวข้อ"),
        max_length=300,
        error_messages=_SAID,
        widget=forms.TextInput(attrs=_THAI),
    )
    day = DayField(
        label=_("วันของเรื่อง"),
        help_text=_("วันที่เกิดเรื่องหรือวันที่ประกาศ เช่น 16 พ.ค. 2569 วันที่ยังมาไม่ถึงจะอยู่ในปฏิทินสาธารณะ"),
        error_messages={"required": _("ใส่วันของเรื่อง: ข่าวที่ไม่มีวันที่ ผู้อ่านไม่รู้ว่าใหม่หรือเก่า")},
    )
    text = forms.CharField(
        label=_("เนื้อหา"),
        max_length=10_000,
        error_messages=_SAID,
        help_text=_(
            "เว้นหนึ่งบรรทัดเมื่อขึ้นย่อหน้าใหม่ ที่อยู่เว็บ (https://…) กลายเป็นลิงก์ ไม่ใส่ชื่อหรือข้อมูลของนักเรียน"
        ),
        widget=forms.Textarea(attrs={"rows": 10, **_THAI}),
    )
    file = FilesField(
        label=_("เอกสาร"),
        required=False,
        help_text=_("PDF Word Excel ที่ทุกคนอ่านได้ ส่วนภาพเพิ่มได้หลังบันทึก ก่อนมีผู้ตรวจ"),
    )

    def __init__(
        self, units: Sequence[Unit], today: date, data: Any, files: Any, initial: Any
    ) -> None:
        super().__init__(data, files, label_suffix="", initial=initial)
        self._units, self._today = {str(unit.pk): unit for unit in units}, today
        if len(units) > 1:
            choices = [(key, str(unit)) for key, unit in self._units.items()]
            label = gettext("เสนอในนาม")
            self.fields["unit"] = forms.ChoiceField(
                label=label, choices=choices, error_messages=_SAID
            )
            self.order_fields(["unit"])

    def clean_title(self) -> str:
        """On one line."""
        return tidy(self.cleaned_data["title"])

    def clean_day(self) -> date:
        """No slip of the year."""
        return not_far(self.cleaned_data["day"], self._today)

    def clean_text(self) -> str:
        """With one kind of line ends."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    @property
    def unit_chosen(self) -> Unit:
        """The unit that proposes."""
        only = next(iter(self._units))
        return self._units[self.cleaned_data.get("unit", only)]


class PictureForm(forms.Form):
    """A picture: what it shows, and who consented where children are on it."""

    file = FilesField(
        label=_("ภาพ"),
        required=False,
        help_text=_("ภาพ JPEG PNG หรือ WEBP หนึ่งภาพ ระบบลบพิกัดที่ถ่ายออกให้"),
    )
    caption = forms.CharField(
        label=_("คำบรรยายภาพ"),
        max_length=200,
        help_text=_("บอกว่าในภาพมีอะไร ผู้ที่มองไม่เห็นภาพจะได้ยินข้อความนี้"),
        error_messages={**_SAID, "required": _("เขียนว่าในภาพมีอะไร: ผู้ที่มองไม่เห็นภาพต้องอ่านแทน")},
        widget=forms.TextInput(attrs=_THAI),
    )
    children = forms.TypedChoiceField(
        label=_("มีเด็กในภาพหรือไม่"),
        choices=[("True", _("มีภาพเด็ก")), ("False", _("ไม่มีภาพเด็ก"))],
        coerce="True".__eq__,
        widget=forms.RadioSelect,
        error_messages={**_SAID, "required": _("เลือกว่าในภาพมีเด็กหรือไม่")},
    )
    consent = forms.CharField(
        label=_("ผู้ยินยอมให้เผยแพร่ภาพเด็ก"),
        max_length=300,
        required=False,
        help_text=_("ใครยินยอม อย่างไร เช่น ผู้ปกครองทุกคนลงชื่อในแบบยินยอม เก็บที่โรงเรียน ข้อความนี้ไม่เผยแพร่"),
        error_messages=_SAID,
        widget=forms.TextInput(attrs=_THAI),
    )

    def __init__(self, data: Any, files: Any, initial: Any = None, *, new: bool) -> None:
        super().__init__(data, files, label_suffix="", initial=initial)
        if not new:
            del self.fields["file"]

    def clean(self) -> None:
        """Children are shown only where somebody consented."""
        told = self.cleaned_data
        if not told.get("children") or "consent" in self.errors:
            return
        if not says_consent(told["consent"]):
            fault = gettext(
                "ภาพที่มีเด็กต้องระบุว่าใครยินยอมและอย่างไร อย่างน้อย %(n)s ตัวอักษร: ถ้าไม่มีหรือถอนแล้ว ให้นำภาพออก"
            )
            self.add_error("consent", fault % {"n": CONSENT_LETTERS})

    @property
    def entry(self) -> PictureEntry:
        """What was said."""
        told = self.cleaned_data
        return PictureEntry(tidy(told["caption"]), told["children"], tidy(told["consent"]))


class ReasonForm(forms.Form):
    """Why news goes back."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        error_messages={**_SAID, "required": _("เขียนเหตุผลสั้น ๆ")},
        widget=forms.TextInput(attrs=_THAI),
    )

    def clean_reason(self) -> str:
        """On one line."""
        return tidy(self.cleaned_data["reason"])


class LookedForm(forms.Form):
    """That the pictures were looked at."""

    looked = forms.BooleanField(
        label=_("ดูทุกภาพแล้ว ภาพที่มีเด็กระบุผู้ยินยอมครบ"),
        error_messages={"required": _("ดูภาพทุกภาพก่อน แล้วกดยืนยัน: ภาพเด็กที่ไม่มีผู้ยินยอมต้องส่งกลับ")},
    )


class PublishForm(forms.Form):
    """Whether it stands first."""

    pinned = forms.BooleanField(label=_("ปักหมุดไว้บนสุด"), required=False)
