"""Fields that take numbers, years and lists as people type them, in Thai or Arabic digits."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.rules.sittings import GRADES, YEARS, grade_th
from khet.rules.thai import arabic_digits, tidy
from khet.web.parts.fields import typed_number

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_REQUIRED: "dict[str, str | _StrPromise]" = {"required": _("กรุณากรอกช่องนี้")}


def _typed(value: Any) -> Any:
    return typed_number(value) if isinstance(value, str) else value


class Whole(forms.IntegerField):
    """A whole number, ``1,112`` or ``๑๑๑๒`` too; not below 0."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {**_REQUIRED, "invalid": _("ใส่จำนวนเต็ม เช่น 120")}

    def __init__(self, **given: Any) -> None:
        super().__init__(min_value=0, **given)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_typed(value))


class Marks(forms.DecimalField):
    """A number of 0–100 with at most 2 decimals, held as whole hundredths."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages = {**_REQUIRED, "invalid": _("ใส่ตัวเลข เช่น 43.00")}

    def __init__(self, **given: Any) -> None:
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, **given)

    def to_python(self, value: Any) -> Any:
        return super().to_python(_typed(value))

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else int(found.scaleb(2))

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}" if isinstance(value, int) else value


class Typed(forms.CharField):
    """A text with single spaces and whole vowels."""

    default_error_messages = _REQUIRED

    def to_python(self, value: Any) -> str:
        return tidy(value or "")


class NumberText(Typed):
    """A number kept as it was typed, its digits Arabic."""

    def to_python(self, value: Any) -> str:
        return super().to_python(_typed(value))


class Year(forms.IntegerField):
    """A Buddhist year that results may be of."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {**_REQUIRED, "invalid": _("ใส่ปี พ.ศ. สี่หลัก 2500–2600 เช่น 2557")}

    def to_python(self, value: Any) -> int | None:
        year = super().to_python(_typed(value))
        if year is not None and year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"])
        return year


class Names(forms.CharField):
    """Several names between commas, as a list; what ``known`` knows stands under its code."""

    widget = forms.Textarea(attrs={"rows": 2})

    default_error_messages = _REQUIRED

    def __init__(self, known: Callable[[], Mapping[str, str]] = dict, **given: Any) -> None:
        super().__init__(**given)
        self._known = known

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        known = {_plain(name): code for name, code in self._known().items()}
        names = (tidy(name) for name in text.replace("\n", ",").split(","))
        return [known.get(_plain(name), name) for name in names if name]

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        shown = {code: name for name, code in reversed(list(self._known().items()))}
        return ", ".join(str(shown.get(name, name)) for name in value)


class Numbers(Names):
    """Several whole numbers between commas, as a list."""

    def clean(self, value: Any) -> Any:
        found = [arabic_digits(text) for text in super().clean(value)]
        if not all(text.isascii() and text.isdigit() and len(text) < 6 for text in found):
            raise forms.ValidationError(_("ใส่จำนวนเต็มคั่นด้วยจุลภาค เช่น 1, 21, 41"))
        return [int(text) for text in found]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value


def _plain(name: str) -> str:
    return arabic_digits(tidy(name)).lower().replace(" ", "")


def grades_by_name() -> dict[str, str]:
    """Grades by what people call them, the Thai form first."""
    return {grade_th(grade): grade for grade in GRADES} | {grade: grade for grade in GRADES}
