"""Made-up content for the page that shows the design system."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.rules.colours import Band


class SampleForm(forms.Form):
    """A form that was sent empty, so that its faults show."""

    error_css_class = "wrong"
    school = forms.CharField(
        label=_("ชื่อโรงเรียน"),
        help_text=_("พิมพ์มีหรือไม่มีคำว่าโรงเรียนก็ได้"),
        error_messages={"required": _("กรุณากรอกช่องนี้")},
    )


@dataclass(frozen=True)
class SampleSchool:
    """A row of the sample table."""

    name: str
    n: int | None
    percent: str
    band: Band | None


def sample_schools(bands: tuple[Band, ...]) -> list[SampleSchool]:
    """One school a colour, and one without data."""
    made = [
        SampleSchool(f"โรงเรียนตัวอย่าง {place}", 8 + 7 * place, f"{band.low / 100 + 3:.2f}", band)
        for place, band in enumerate(bands, 1)
    ]
    return [*made, SampleSchool(f"โรงเรียนตัวอย่าง {len(bands) + 1}", None, "", None)]
