"""The choices of the list of visits."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.learning.access import made_by
from khet.records.learning.models import Visit
from khet.records.learning.queries.visit_plan import TO_COME
from khet.records.learning.queries.visits import about_topic, first_day, in_networks, leads_of
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.register import units_of
from khet.records.registry.queries.schools import ever_in
from khet.rules.calendar import fiscal_year
from khet.rules.months import fiscal_months
from khet.rules.thai import arabic_digits, school_key
from khet.web.learning.visits.asked import Desk
from khet.web.learning.visits.words import kind_name, state_name
from khet.web.parts.filter_form import FilterForm

COMING, OPEN = "coming", "open"
_OPEN = (Visit.State.DONE, Visit.State.TOLD, Visit.State.ANSWERED, Visit.State.FOLLOWED)
_FISCAL = (10, 11, 12, *range(1, 10))
_thai_select = partial(forms.Select, attrs={"lang": "th"})


class VisitFilters(FilterForm):
    """Which visits; an empty choice means all that were made and that the reader may see."""

    state = forms.ChoiceField(label=_("สถานะ"), required=False)
    school = forms.CharField(label=_("ชื่อหรือรหัสโรงเรียน"), required=False, max_length=100)
    network = forms.ChoiceField(label=_("เครือข่าย"), required=False, widget=_thai_select())
    lead = forms.ChoiceField(label=_("ผู้นิเทศ"), required=False, widget=_thai_select())
    topic = forms.CharField(label=_("เรื่อง"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("ประเภทการนิเทศ"), required=False)
    year = forms.ChoiceField(label=_("ปีงบประมาณ"), required=False)
    month = forms.ChoiceField(label=_("เดือน"), required=False)
    mine = forms.ChoiceField(label=_("เฉพาะของฉัน"), required=False)

    def __init__(self, data: Mapping[str, Any], desk: Desk) -> None:
        super().__init__(data)
        self._desk = desk
        viewer = desk.viewer
        self._newest = fiscal_year(viewer.today).be
        states = [(state, state_name(state)) for state in Visit.State]
        self.offer("state", [(COMING, gettext("ยังไม่ออกนิเทศ")), (OPEN, gettext("ยังไม่ปิด")), *states])
        self.offer("kind", [(kind, kind_name(kind)) for kind in Visit.Kind])
        self.offer("year", [(str(year), str(year)) for year in self._years()])
        self.offer("month", [(str(n), date_format(date(2000, n, 1), "F")) for n in _FISCAL])
        self.offer("mine", [("1", gettext("ที่ฉันนิเทศหรือร่วม"))])
        if viewer.at_school:
            for name in ("school", "network", "lead", "mine"):
                del self.fields[name]
            return
        networks = units_of(viewer.area, UnitKind.NETWORK)
        self.offer("network", [(str(one.pk), str(one)) for one in networks])
        self.offer("lead", [(str(one.pk), str(one)) for one in leads_of(viewer.area)])

    def _years(self) -> list[int]:
        first = first_day(self._desk.viewer.area)
        oldest = fiscal_year(first).be if first else self._newest
        return list(range(self._newest + 1, min(oldest, self._newest) - 1, -1))

    @property
    def chosen_q(self) -> Q:
        """The visits that pass, of those that the reader sees."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        found = self._desk.seen & self.of_state(asked.get("state", ""))
        if "kind" in asked:
            found &= Q(kind=asked["kind"])
        if "lead" in asked:
            found &= Q(lead=int(asked["lead"]))
        if "network" in asked:
            found &= in_networks([int(asked["network"])], self._desk.viewer.today)
        if "school" in asked:
            found &= Q(school__in=schools_named(self._desk.viewer.area, asked["school"]))
        if "topic" in asked:
            found &= about_topic(asked["topic"].strip())
        if "mine" in asked:
            found &= made_by(self._desk.user)
        days = self._days(asked)
        return found & self._on(*days) if days else found

    @property
    def planned(self) -> bool:
        """Whether it asks for visits that have no day yet, so that their months count."""
        return self.cleaned_data["state"] in (COMING, *TO_COME, Visit.State.CANCELLED)

    def of_state(self, state: str) -> Q:
        """The visits of a choice of states; none chosen is all that were made."""
        if state == COMING:
            return Q(state__in=TO_COME)
        if state == OPEN:
            return Q(state__in=_OPEN)
        return Q(state=state) if state else Q(day__isnull=False)

    def _on(self, first: date, last: date) -> Q:
        return Q(month__range=(first, last)) if self.planned else Q(day__range=(first, last))

    def _days(self, asked: Mapping[str, str]) -> tuple[date, date] | None:
        """From when to when: a fiscal year, or a month of it; a month alone is of this year."""
        if "year" not in asked and "month" not in asked:
            return None
        months = fiscal_months(int(asked.get("year", self._newest)))
        if "month" in asked:
            months = [one for one in months if one.number == int(asked["month"])]
        return months[0].first, months[-1].last


def schools_named(area: Unit, words: str) -> Any:
    """The keys of the schools that ever stood in the area, of that name or code."""
    named = Q(name__icontains=school_key(words)) | Q(code=arabic_digits(words.strip()))
    return ever_in(area).filter(named).order_by().values("pk")
