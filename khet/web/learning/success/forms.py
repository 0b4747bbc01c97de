"""Which schools above others' mean are asked for: whose mean, which subject, for how many years."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import Sitting
from khet.rules.published import NATIONAL_MEAN
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.tables import Tables
from khet.web.learning.asked import subjects_of
from khet.web.learning.forms import PlaceFilters
from khet.web.learning.words import reference_names, subject_name
from khet.web.parts.filter_form import choose

_MOST_YEARS = 5


class SuccessFilters(PlaceFilters):
    """Whose mean counts, which subject, and the fewest years; then which schools."""

    start = {
        "subject": ALL_SUBJECTS,
        "reference": NATIONAL_MEAN,
        "least": "1",
        "sort": "-years",
    }
    field_order = ("subject", "reference", "least", "network", "district", "size", "sort")
    subject = forms.ChoiceField(label=_("วิชา"), required=False)
    reference = forms.ChoiceField(label=_("สูงกว่าค่าเฉลี่ยของ"), required=False)
    least = forms.ChoiceField(label=_("ต่อเนื่องอย่างน้อย"), required=False)

    def offer_more(self, data: Mapping[str, Any], sitting: Sitting, tables: Tables) -> None:
        """Subjects, whose mean, and for how many years."""
        subjects = (ALL_SUBJECTS, *subjects_of(sitting, tables))
        choose(self, "subject", [(code, subject_name(code)) for code in subjects])
        names = reference_names()
        choose(self, "reference", [(NATIONAL_MEAN, names.pop(NATIONAL_MEAN)), *names.items()])
        years = [(str(n), gettext("%(n)s ปี") % {"n": n}) for n in range(1, _MOST_YEARS + 1)]
        choose(self, "least", years)

    def values(self, sitting: Sitting, tables: Tables) -> dict[str, str]:
        """The years running, the newest mean, and how much it is above."""
        return {
            "years": gettext("จำนวนปีต่อเนื่อง"),
            "mean": gettext("คะแนนเฉลี่ย"),
            "above": gettext("คะแนนที่สูงกว่า"),
        }
