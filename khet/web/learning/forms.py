"""The filters of tables of schools. They choose what is shown and never save."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.models import Sitting
from khet.records.registry.queries.schools import School
from khet.rules.ability import GROUPS
from khet.rules.colours import five_bands, four_bands
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.sizes import size_labels
from khet.rules.tables import SHIPPED, Tables
from khet.rules.thai import sort_key
from khet.web.learning.asked import sitting_query, subjects_of
from khet.web.learning.board import BOTH, FIVE, FOUR, FOUR_BY_RANK
from khet.web.learning.words import subject_name
from khet.web.parts.filter_form import FilterForm, choose
from khet.web.parts.filters import BY_NAME
from khet.web.parts.tags import words

Choices = list[tuple[str, str]]


class PlaceFilters(FilterForm):
    """Which schools of a sitting, by place and size, and in which order; empty means all."""

    start = {"sort": BY_NAME}
    network = forms.ChoiceField(label=_("เครือข่าย"), required=False)
    district = forms.ChoiceField(label=_("อำเภอ"), required=False)
    size = forms.ChoiceField(label=_("ขนาดโรงเรียน"), required=False)
    sort = forms.ChoiceField(label=_("เรียงตาม"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        sitting: Sitting,
        schools: Iterable[School],
        tables: Tables = SHIPPED,
    ) -> None:
        super().__init__(data)
        self.sitting = sitting_query(sitting)
        listed, sizes = list(schools), size_labels(sitting.academic_year, tables)
        self.offer("network", _named(school.network for school in listed))
        self.offer("district", _named(school.district for school in listed))
        self.offer("size", [(key, words(th)) for key, th in sizes.items()])
        orders = _orders(self.values(sitting, tables))
        choose(self, "sort", sorted(orders, key=lambda order: order[0] != self.start["sort"]))
        self.offer_more(data, sitting, tables)

    def offer_more(self, data: Mapping[str, Any], sitting: Sitting, tables: Tables) -> None:
        """Fill the choices of the fields that a table has beside these."""

    def values(self, sitting: Sitting, tables: Tables) -> dict[str, str]:
        """What the table can be sorted by beside names, in words by key."""
        return {}

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


class BoardFilters(PlaceFilters):
    """Which schools of the colour board, by colour too, and by which scheme."""

    start = {"subject": ALL_SUBJECTS, "sort": BY_NAME, "scheme": FIVE}
    field_order = ("scheme", "network", "district", "size", "colour", "subject", "sort")
    scheme = forms.ChoiceField(label=_("เกณฑ์สี"), required=False)
    colour = forms.ChoiceField(label=_("กลุ่มสี"), required=False)
    subject = forms.ChoiceField(label=_("สีของวิชา"), required=False)

    def offer_more(self, data: Mapping[str, Any], sitting: Sitting, tables: Tables) -> None:
        """The schemes, the colours of the one chosen, and the subjects."""
        year = sitting.academic_year
        choose(self, "scheme", _schemes())
        of_four = data.get("scheme") in (FOUR, FOUR_BY_RANK)
        bands = four_bands(year, tables) if of_four else five_bands(year, tables)
        self.offer("colour", [(band.key, words(band.th)) for band in bands])
        choose(self, "subject", self.values(sitting, tables).items())

    def values(self, sitting: Sitting, tables: Tables) -> dict[str, str]:
        """The subjects, all together first."""
        return {c: subject_name(c) for c in (ALL_SUBJECTS, *subjects_of(sitting, tables))}


class ScanFilters(PlaceFilters):
    """Which schools of the A/B/C scan."""

    def values(self, sitting: Sitting, tables: Tables) -> dict[str, str]:
        """Pupils with a score, those in each group, and the share of the weakest."""
        return {
            "scored": gettext("ผู้มีคะแนน"),
            **{group: gettext("จำนวนกลุ่ม %(group)s") % {"group": group} for group in GROUPS},
            "share": gettext("ร้อยละกลุ่ม C"),
        }


class SubjectFilters(PlaceFilters):
    """Which schools of a subject."""

    def values(self, sitting: Sitting, tables: Tables) -> dict[str, str]:
        """The columns of the subject's page."""
        return {
            "mean": gettext("คะแนนเฉลี่ย"),
            "gain": gettext("เปลี่ยนจากปีก่อน"),
            "percent": gettext("ร้อยละไม่ผ่าน"),
            "n": gettext("ผู้มีคะแนน"),
        }


def _schemes() -> Choices:
    return [
        (FIVE, str(_("5 สี"))),
        (FOUR, str(_("4 สี (ร้อยละของลำดับ)"))),
        (FOUR_BY_RANK, str(_("4 สี (ลำดับที่ 1–25 …)"))),
        (BOTH, str(_("เทียบ 5 สีกับ 4 สี"))),
    ]


def _named(names: Iterable[str | None]) -> Choices:
    return [(name, name) for name in sorted({n for n in names if n}, key=sort_key)]


def _orders(values: Mapping[str, str]) -> Choices:
    """By name either way, and by each value, the most first."""
    orders = [(BY_NAME, gettext("ชื่อโรงเรียน ก–ฮ")), (f"-{BY_NAME}", gettext("ชื่อโรงเรียน ฮ–ก"))]
    for code, name in values.items():
        named = {"subject": name}
        orders.append((f"-{code}", gettext("%(subject)s มากไปน้อย") % named))
        orders.append((code, gettext("%(subject)s น้อยไปมาก") % named))
    return orders
