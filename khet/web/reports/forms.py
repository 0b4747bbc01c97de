"""Forms of checked reports: they check what was brought or typed and never save."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.registry.models import Unit
from khet.records.reports.models import CheckedReport, ReportFinding
from khet.rules.calendar import academic_year, fiscal_year
from khet.rules.thai import tidy
from khet.web.parts.fields import FilesField, FilesInput
from khet.web.parts.filter_form import FilterForm, choose
from khet.web.reports.asked import ReportDesk
from khet.web.reports.words import ALL, OPEN, kind_names, mark_names, sure_names, year_name

ENDINGS = (".docx", ".pdf", ".txt")
_READ = (*ENDINGS, ".doc")
"""With the old ending, of which the content says whether it can be read."""
MOST_FILES = 10
_YEARS = 15
_SAID = {"invalid_choice": _("เลือกจากรายการ"), "required": _("กรุณากรอกช่องนี้")}
_FORMS = _("DOCX, PDF ที่คัดลอกข้อความได้ หรือ TXT")


class _Reports(FilesField):
    """Files that can be read as reports."""

    def __init__(self, most: int, **more: Any) -> None:
        widget = FilesInput(attrs={"accept": ",".join(ENDINGS)})
        widget.allow_multiple_selected = most > 1
        super().__init__(required=False, widget=widget, **more)
        self._most = most

    def clean(self, value: Any) -> "list[UploadedFile[Any]]":
        """The files, each of a kind that can be read and no two of one name."""
        files: list[UploadedFile[Any]] = value if isinstance(value, list) else [value]
        files = list(filter(None, files))
        names = [str(file.name) for file in files]
        if len(files) > self._most:
            told = gettext("เลือกได้ครั้งละไม่เกิน %(n)s ไฟล์") % {"n": self._most}
            raise forms.ValidationError(told)
        wrong = [_why_not(name) for name in names if not name.lower().endswith(_READ)]
        twice = sorted({name for name in names if names.count(name) > 1})
        told_twice = gettext("“%(name)s” มีสองไฟล์: เปลี่ยนชื่อไฟล์หนึ่ง แล้วเลือกอีกครั้ง")
        if wrong or twice:
            raise forms.ValidationError([*wrong, *(told_twice % {"name": one} for one in twice)])
        return files


class CheckForm(forms.Form):
    """Reports to be checked, for which unit they are and which year they are about."""

    file = _Reports(
        MOST_FILES,
        label=_("ไฟล์รายงาน"),
        help_text=_(
            "DOCX, PDF ที่คัดลอกข้อความได้ หรือ TXT หลายไฟล์พร้อมกันจะตรวจเทียบกันด้วย ไฟล์ชื่อเดิมนับเป็นฉบับใหม่"
        ),
    )
    about = forms.ChoiceField(label=_("ปีของรายงาน"), required=False, error_messages=_SAID)
    unit = forms.ChoiceField(label=_("ตรวจให้หน่วย"), error_messages=_SAID)

    def __init__(self, desk: ReportDesk, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")
        self._units = {str(one.pk): one for one in desk.units}
        choose(self, "unit", [(key, str(one)) for key, one in self._units.items()])
        self.fields["unit"].initial = next(iter(self._units), None)
        if len(self._units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
        kinds, today = CheckedReport.YearKind, desk.viewer.today
        newest = {kinds.FISCAL: fiscal_year(today).be, kinds.ACADEMIC: academic_year(today).be}
        choices = [
            (f"{kind.value} {be}", year_name(kind, be))
            for kind, newest_be in newest.items()
            for be in range(newest_be, newest_be - _YEARS, -1)
        ]
        choose(self, "about", [("", gettext("ไม่ระบุปี")), *choices])

    def clean_unit(self) -> Unit:
        """The unit itself."""
        return self._units[self.cleaned_data["unit"]]

    def clean_about(self) -> tuple[str, int | None]:
        """The kind of year and the year; both empty where not said."""
        kind, _space, year = self.cleaned_data["about"].partition(" ")
        return kind, int(year) if year else None


class VersionForm(forms.Form):
    """A further version of a report."""

    file = _Reports(1, label=_("ไฟล์ฉบับใหม่"), help_text=_FORMS)

    def clean_file(self) -> "UploadedFile[Any]":
        """The one file."""
        files: list[UploadedFile[Any]] = self.cleaned_data["file"]
        if not files:
            raise forms.ValidationError(gettext("เลือกไฟล์รายงานก่อน"))
        return files[0]


class EndForm(forms.Form):
    """That a report is to be deleted, said on purpose."""

    sure = forms.BooleanField(
        label=_("ลบทุกฉบับ นำกลับไม่ได้"),
        error_messages={"required": _("ทำเครื่องหมายในช่องนี้ก่อนลบ")},
    )


class MarkForm(forms.Form):
    """What is said of a finding; one that is accepted needs a reason."""

    mark = forms.ChoiceField(
        choices=[("", ""), *ReportFinding.Mark.choices], required=False, error_messages=_SAID
    )
    reason = forms.CharField(
        label=_("ยอมรับ เพราะ"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("ยาวเกินไป: ใช้ไม่เกิน %(limit_value)d ตัวอักษร")},
        widget=forms.TextInput(attrs={"lang": "th"}),
    )

    def clean(self) -> dict[str, Any]:
        """A reason where it is accepted, and only there."""
        told = self.cleaned_data
        reason = tidy(told.get("reason", ""))
        accepted = told.get("mark") == ReportFinding.Mark.ACCEPTED
        if accepted and not reason and "reason" not in self.errors:
            self.add_error("reason", gettext("เขียนสั้น ๆ ว่ายอมรับเพราะอะไร"))
        return {**told, "reason": reason if accepted else ""}


class FindingFilters(FilterForm):
    """Which findings of a report: of which kind, how sure, what was said of them; in what order."""

    start = {"show": OPEN}
    kind = forms.ChoiceField(label=_("เรื่อง"), required=False)
    sure = forms.ChoiceField(label=_("ความแน่ใจ"), required=False)
    show = forms.ChoiceField(label=_("เครื่องหมาย"), required=False)
    order = forms.ChoiceField(label=_("เรียงตาม"), required=False)

    def __init__(self, data: Any, kinds: "set[str]") -> None:
        super().__init__(data)
        self.offer("kind", [pair for pair in kind_names().items() if pair[0] in kinds])
        self.offer("sure", sure_names().items())
        by_place = ("place", gettext("ตำแหน่งในรายงาน"))
        choose(self, "order", [("", gettext("ความสำคัญ")), by_place])
        choose(self, "show", [*mark_names().items(), (ALL, gettext("ทุกข้อ"))])

    def clean_show(self) -> str:
        """Those of which nothing was said, where not asked otherwise."""
        return str(self.cleaned_data["show"] or OPEN)


def _why_not(name: str) -> str:
    """Why a file of that name can't be a report, and what to do."""
    told = gettext("“%(name)s” ตรวจไม่ได้: ใช้ DOCX, PDF ที่คัดลอกข้อความได้ หรือ TXT")
    return told % {"name": name}
