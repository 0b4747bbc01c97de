"""The forms of score imports. They check what a person says and never save."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.figures.intake.fields import ROUNDS, SITTING, YEAR
from khet.figures.intake.headings import THIRTEEN
from khet.records.registry.models import Unit
from khet.rules.sittings import GRADES, TESTS, subjects
from khet.rules.thai import tidy
from khet.web.learning.imports.content import ENDINGS, fault_of
from khet.web.learning.imports.words import column_names, sitting_names
from khet.web.learning.words import grade_name
from khet.web.parts.fields import DayField, still_to_come

_COLUMN = "column-"


class DropForm(forms.Form):
    """A file to bring."""

    file = forms.FileField(
        label=_("ไฟล์คะแนน"),
        help_text=_("ลากไฟล์มาวาง หรือกดเพื่อเลือก: .xlsx .csv หรือ .parquet ไม่เกิน 50 MB"),
        allow_empty_file=True,
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> Any:
        """The file, if it can be a score file."""
        file = self.cleaned_data["file"]
        if fault := fault_of(file):
            raise forms.ValidationError(fault)
        return file


class ConfirmForm(forms.Form):
    """The sitting and the columns of a file, proposed and to be confirmed.

    Args:
        look: what the first look into the file found.
        areas: the areas that the person may bring scores of.
        said: what the person chose before, if anything.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        look: Mapping[str, Any],
        areas: Iterable[Unit],
        said: Mapping[str, Any],
    ) -> None:
        super().__init__(data, label_suffix="")
        self._look = look
        guess = {**look["guess"], **said.get("sitting", {})}
        for name, field in _sitting_fields(list(areas)).items():
            if name not in look["told"]:
                field.label = sitting_names()[name]
                field.initial = guess.get(name, field.initial)
                self.fields[name] = field
        for column in [] if look["layout"] == THIRTEEN else look["columns"]:
            self.fields[f"{_COLUMN}{column['place']}"] = _column_field(column, said)

    @property
    def sitting_fields(self) -> list[forms.BoundField]:
        """The parts of the sitting that the file doesn't tell."""
        return [field for field in self if not field.name.startswith(_COLUMN)]

    @property
    def columns(self) -> list[tuple[Mapping[str, Any], forms.BoundField]]:
        """Each column with the choice of what it holds."""
        shown = (f"{_COLUMN}{column['place']}" for column in self._look["columns"])
        pairs = zip(self._look["columns"], shown, strict=True)
        return [(column, self[name]) for column, name in pairs if name in self.fields]

    def clean_academic_year(self) -> str:
        """The year in Arabic digits."""
        try:
            return str(YEAR.rule(self.cleaned_data["academic_year"].strip()))
        except ValueError as exc:
            raise forms.ValidationError(gettext("ใส่ปีการศึกษา พ.ศ. 2500–2600")) from exc

    def clean(self) -> dict[str, Any]:
        """No column twice, and a test that is held in that grade and year."""
        said = self.cleaned_data
        held = {name for field, name in said.items() if field.startswith(_COLUMN) and name}
        self._refuse_doubled(said)
        for name in ("test", "academic_year", "grade"):
            empty = name in self.fields and name not in self.errors and not said.get(name)
            if empty and name not in held:
                self.add_error(name, gettext("เลือกหรือใส่ให้ครบ"))
        test, grade, year = (said.get(name) for name in ("test", "grade", "academic_year"))
        if test and grade and year and not subjects(test, grade, int(year)):
            message = gettext("ปีการศึกษา %(year)s ไม่มีการสอบ %(test)s ชั้น %(grade)s")
            told = {"year": year, "test": test, "grade": grade_name(grade)}
            self.add_error("test", message % told)
        return said

    def _refuse_doubled(self, said: Mapping[str, Any]) -> None:
        chosen = {field: name for field, name in said.items() if field.startswith(_COLUMN)}
        often = Counter(name for name in chosen.values() if name and name != "name")
        for field, name in chosen.items():
            if often[name] > 1:
                message = gettext("เลือก “%(name)s” ไว้มากกว่าหนึ่งคอลัมน์: เหลือไว้คอลัมน์เดียว")
                self.add_error(field, message % {"name": column_names()[name]})

    @property
    def choices(self) -> dict[str, Any]:
        """What was said, as the import keeps it; reasons of an earlier check don't hold."""
        said = self.cleaned_data
        sitting = {field.name: said[field.name] for field in SITTING if field.name in self.fields}
        columns = {
            name.removeprefix(_COLUMN): value
            for name, value in said.items()
            if name.startswith(_COLUMN)
        }
        named = {part: value for part, value in sitting.items() if value or part == "round"}
        return {"sitting": named, "columns": columns, "accepted": {}}


def _sitting_fields(areas: list[Unit]) -> dict[str, forms.Field]:
    chosen = gettext("เลือก")
    tests = [("", chosen), *((test, test) for test in TESTS)]
    grades = [("", chosen), *((grade, grade_name(grade)) for grade in GRADES)]
    rounds = [(round_, round_ or gettext("ไม่มีครั้งที่")) for round_ in ROUNDS]
    return {
        "test": forms.ChoiceField(choices=tests, required=False),
        "academic_year": forms.CharField(required=True, max_length=8),
        "grade": forms.ChoiceField(choices=grades, required=False),
        "round": forms.ChoiceField(choices=rounds, required=False),
        "area": forms.ChoiceField(
            choices=[(area.code, str(area)) for area in areas],
            initial=areas[0].code if areas else None,
        ),
    }


def _column_field(column: Mapping[str, Any], said: Mapping[str, Any]) -> forms.ChoiceField:
    chosen = said.get("columns", {}).get(str(column["place"]))
    start = column["name"] if column["sure"] else ""
    choices = [("", gettext("ไม่ใช้คอลัมน์นี้")), *column_names().items()]
    heading = column["heading"] or gettext("คอลัมน์ที่ %(n)s") % {"n": column["place"] + 1}
    return forms.ChoiceField(
        label=heading,
        choices=choices,
        required=False,
        initial=start if chosen is None else chosen,
    )


class ReasonForm(forms.Form):
    """Why a person accepts something that a check warned of."""

    reason = forms.CharField(
        label=_("เหตุผลที่ยอมรับ"),
        max_length=300,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ เช่น โรงเรียนเปิดใหม่ปีนี้")},
    )

    def clean_reason(self) -> str:
        """The reason on one line."""
        return tidy(self.cleaned_data["reason"])


class AnnounceForm(forms.Form):
    """The day until which schools answer for their orange and red subjects."""

    due = DayField(
        label=_("ให้โรงเรียนตอบภายในวันที่"),
        help_text=_("เช่น 31 มี.ค. 2570"),
        error_messages={"required": _("ใส่วันสุดท้ายที่ให้โรงเรียนตอบ")},
    )

    def __init__(self, data: Any, today: date, due: date | None) -> None:
        super().__init__(data, label_suffix="", initial={"due": due})
        self._today = today

    def clean_due(self) -> date:
        """The day; it isn't past."""
        return still_to_come(self.cleaned_data["due"], self._today)


class RecalculateForm(ReasonForm):
    """Why results that are announced are calculated anew."""

    reason = forms.CharField(
        label=_("เหตุผลที่คำนวณใหม่"),
        max_length=300,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ เช่น สำนักงานเปลี่ยนค่า z")},
    )


class WithdrawForm(ReasonForm):
    """Why an announcement is taken back."""

    reason = forms.CharField(
        label=_("เหตุผลที่ถอนประกาศ"),
        max_length=300,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ เช่น ผลของโรงเรียนหนึ่งผิด")},
    )
