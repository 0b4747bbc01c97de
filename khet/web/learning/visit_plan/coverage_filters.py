"""The lists of coverage by their names, and the choices of its page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.thai import arabic_digits
from khet.web.parts.filter_form import FilterForm, choose

_MOST_DAYS = 3650


def list_names(days: int) -> dict[str, str]:
    """The lists of the page."""
    return {
        "never": gettext("ยังไม่เคยนิเทศ"),
        "long": gettext("ไม่ได้นิเทศเกิน %(n)s วัน") % {"n": days},
        "missed": gettext("วางแผนไว้แล้วไม่ได้ไป"),
        "unvisited": gettext("ปีงบประมาณนี้ยังไม่ได้นิเทศ"),
        "visited": gettext("ปีงบประมาณนี้นิเทศแล้ว"),
    }


class CoverageFilters(FilterForm):
    """Which schools, and after how many days a visit is long ago."""

    days = forms.CharField(label=_("ไม่ได้นิเทศเกิน (วัน)"), required=False, max_length=6)
    show = forms.ChoiceField(label=_("รายการ"), required=False)
    network = forms.ChoiceField(
        label=_("เครือข่าย"), required=False, widget=forms.Select(attrs={"lang": "th"})
    )

    def __init__(
        self, data: Mapping[str, Any], days: int, networks: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__({"days": str(days), **{k: str(v) for k, v in data.items()}})
        self.fields["days"].initial = days
        self._days = days
        choose(self, "show", [("", gettext("ทั้งหมด")), *list_names(self.asked).items()])
        self.offer("network", networks)

    @property
    def asked(self) -> int:
        """The days that were asked for, or those of the table."""
        asked = arabic_digits(str(self.data.get("days", ""))).strip()
        known = asked.isdecimal() and len(asked) <= 6 and 1 <= int(asked) <= _MOST_DAYS
        return int(asked) if known else self._days

    def clean_days(self) -> str:
        """A number of days."""
        asked = arabic_digits(self.cleaned_data["days"]).strip()
        if asked and asked != str(self.asked):
            told = gettext("ใส่จำนวนวัน 1 ถึง %(n)s") % {"n": _MOST_DAYS}
            raise forms.ValidationError(told)
        return str(self.asked)
