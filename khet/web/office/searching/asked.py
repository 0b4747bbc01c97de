"""What is looked for: words, a kind of record, a fiscal year."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.queries.search import Found
from khet.rules.calendar import BUDDHIST_ERA, fiscal_year
from khet.rules.thai import arabic_digits
from khet.web.parts.filter_form import FilterForm
from khet.web.parts.kinds import kinds
from khet.web.parts.tags import exact, words

LONGEST = 200
_YEARS = 10
_OF_OFFICE = "office."


class SearchForm(FilterForm):
    """The words, and the choices of kind and year with how much was found of each.

    Where more was found than is listed the numbers are not known, and are left out.
    """

    q = forms.CharField(label=_("คำที่ค้นหา"), required=False, max_length=LONGEST)
    kind = forms.ChoiceField(label=_("ประเภท"), required=False)
    year = forms.ChoiceField(label=_("ปีงบประมาณ"), required=False)

    def __init__(self, asked: Mapping[str, Any], found: Found, today: date) -> None:
        super().__init__({name: asked.get(name, "") for name in ("q", "kind", "year")})
        self.fields["q"].widget.input_type = "search"
        of_kind = Counter(hit.kind for hit in found.hits)
        of_year = Counter(str(fiscal_year(hit.day).be) for hit in found.hits)
        if found.more:
            of_kind |= Counter(dict.fromkeys(filter(_findable, kinds()), 1))
            newest = fiscal_year(today).be + 1
            of_year |= Counter(str(newest - back) for back in range(_YEARS))
        self.offer("kind", [(k, _told(kind_word(k), n, found)) for k, n in of_kind.items()])
        years = sorted(of_year.items(), reverse=True)
        self.offer("year", [(year, _told(year, n, found)) for year, n in years])


def _findable(kind: str) -> bool:
    return kind.startswith(_OF_OFFICE)


def _told(label: str, count: int, found: Found) -> str:
    return label if found.more else f"{label} ({exact(count)})"


def kind_word(kind: str) -> str:
    """What records of a kind are called."""
    known = kinds().get(kind)
    return words(known.word) if known else gettext("เอกสาร")


def days_of(year: str) -> tuple[date, date] | None:
    """The first and last day of a fiscal year (BE, Thai digits too); ``None`` where it is none."""
    plain = arabic_digits(year)
    if len(plain) != 4 or not plain.isascii() or not plain.isdecimal() or plain < "2400":
        return None
    ends = int(plain) - BUDDHIST_ERA
    return date(ends - 1, 10, 1), date(ends, 9, 30)
