"""The filters of the colour board. They choose what is shown and never save."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import Sitting
from khet.records.registry.queries.schools import School
from khet.rules.colours import five_bands
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.sizes import size_labels
from khet.rules.tables import SHIPPED, Tables
from khet.rules.thai import sort_key
from khet.web.learning.asked import sitting_query, subjects_of
from khet.web.learning.words import subject_name
from khet.web.parts.filter_form import FilterForm, choose
from khet.web.parts.filters import BY_NAME
from khet.web.parts.tags import words

Choices = list[tuple[str, str]]


class BoardFilters(FilterForm):
    """Which schools, in which order; an empty choice means all."""

    start = {"subject": ALL_SUBJECTS, "sort": BY_NAME}
    network = forms.ChoiceField(label=_("เครือข่าย"), required=False)
    district = forms.ChoiceField(label=_("อำเภอ"), required=False)
    size = forms.ChoiceField(label=_("ขนาดโรงเรียน"), required=False)
    colour = forms.ChoiceField(label=_("กลุ่มสี"), required=False)
    subject = forms.ChoiceField(label=_("สีของวิชา"), required=False)
    sort = forms.ChoiceField(label=_("เรียงตาม"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        sitting: Sitting,
        schools: Iterable[School],
        tables: Tables = SHIPPED,
    ) -> None:
        super().__init__(data)
        listed = list(schools)
        self.sitting = sitting_query(sitting)
        year = sitting.academic_year
        columns = (ALL_SUBJECTS, *subjects_of(sitting, tables))
        self.offer("network", _named(school.network for school in listed))
        self.offer("district", _named(school.district for school in listed))
        self.offer("size", [(key, words(th)) for key, th in size_labels(year, tables).items()])
        self.offer("colour", [(band.key, words(band.th)) for band in five_bands(year, tables)])
        choose(self, "subject", [(code, subject_name(code)) for code in columns])
        choose(self, "sort", _orders(columns))

    def clean(self) -> dict[str, str]:
        """Choices as a board reads them, with those of an untouched form where none was made."""
        return {
            name: value or self.start.get(name, "") for name, value in self.cleaned_data.items()
        }

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that were chosen, without the order."""
        return {name: value for name, value in super().chosen.items() if name != "sort"}

    @property
    def whole_query(self) -> str:
        """The filters and the order that were chosen."""
        return urlencode(super().chosen)


def _named(names: Iterable[str | None]) -> Choices:
    return [(name, name) for name in sorted({n for n in names if n}, key=sort_key)]


def _orders(columns: Iterable[str]) -> Choices:
    orders = [(BY_NAME, str(_("ชื่อโรงเรียน ก–ฮ"))), (f"-{BY_NAME}", str(_("ชื่อโรงเรียน ฮ–ก")))]
    for code in columns:
        orders.append((f"-{code}", _("%(subject)s มากไปน้อย") % {"subject": subject_name(code)}))
        orders.append((code, _("%(subject)s น้อยไปมาก") % {"subject": subject_name(code)}))
    return orders
