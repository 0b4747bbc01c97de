"""What is asked of the summary: of which time, by which groups, with which instrument."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Instrument
from khet.rules.months import Month, parse_month
from khet.web.parts.filter_form import FilterForm, choose

NETWORK, DISTRICT, SIZE = "network", "district", "size"
REPORT, TOPIC = "report", "topic"
_LONGEST = 30


class MonthField(forms.CharField):
    """A month in any of the ways people write one: ``ต.ค. 2569``, ``๒๕๖๙-๑๐``."""

    default_error_messages = {
        "month": _("อ่านเดือนไม่ได้: พิมพ์เดือนกับปี พ.ศ. เช่น ต.ค. 2569 หรือ 2569-10"),
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)
        self.widget.attrs["maxlength"] = _LONGEST

    def to_python(self, value: Any) -> Any:
        """The month; empty where none was typed."""
        text = super().to_python(value)
        try:
            return parse_month(text) if text else ""
        except ValueError:
            raise forms.ValidationError(self.error_messages["month"], "month") from None


class SummaryForm(FilterForm):
    """The groups, the fiscal year or the months from and to, and an instrument."""

    start = {"by": NETWORK}
    error_css_class = "wrong"
    by = forms.ChoiceField(label=_("สรุปตาม"), required=False)
    year = forms.ChoiceField(label=_("ปีงบประมาณ"), required=False)
    begins = MonthField(label=_("หรือตั้งแต่เดือน"), help_text=_("เช่น ต.ค. 2569"))
    ends = MonthField(label=_("ถึงเดือน"))
    instrument = forms.ChoiceField(label=_("แบบนิเทศ"), required=False)

    def __init__(
        self, data: Mapping[str, Any], years: Sequence[int], instruments: Iterable[Instrument]
    ) -> None:
        super().__init__(data)
        choose(self, "by", group_names().items())
        choose(self, "year", [(str(year), str(year)) for year in years])
        self.fields["year"].initial = str(years[0])
        listed = [(str(one.pk), one.title) for one in instruments]
        choose(self, "instrument", [("", gettext("ไม่เลือก")), *listed])
        self.fields["instrument"].widget.attrs["lang"] = "th"

    def clean_by(self) -> str:
        """By network where nothing is chosen."""
        return self.cleaned_data["by"] or NETWORK

    def clean(self) -> dict[str, Any]:
        """The last month isn't before the first; one alone is both."""
        said: dict[str, Any] = self.cleaned_data
        begins, ends = said.get("begins"), said.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", gettext("เดือนสุดท้ายอยู่ก่อนเดือนแรก: สลับเดือน หรือแก้เดือนใดเดือนหนึ่ง"))
        return said

    @property
    def months(self) -> tuple[Month, Month] | None:
        """From which month to which, where months are asked for."""
        begins, ends = self.cleaned_data["begins"], self.cleaned_data["ends"]
        return (begins or ends, ends or begins) if begins or ends else None

    def _word(self, name: str, value: Any) -> str:
        return value.named() if isinstance(value, Month) else super()._word(name, value)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen; months as addresses tell them."""
        told = super().chosen
        return {n: v.key if isinstance(v, Month) else v for n, v in told.items()}


def group_names() -> dict[str, str]:
    """By which groups the summary can be made."""
    return {
        NETWORK: gettext("เครือข่าย"),
        DISTRICT: gettext("อำเภอ"),
        SIZE: gettext("ขนาดโรงเรียน"),
        REPORT: gettext("กลุ่มรายงาน"),
        TOPIC: gettext("เรื่อง"),
    }
