"""The plan of visits: a fiscal year and its months, what each person has, drafts to agree to."""

from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from khet.records.learning.actions.visit_plan import UNPLANNED
from khet.records.learning.models import Visit
from khet.records.learning.queries.visit_plan import drafts_in
from khet.records.registry.access import AGREE_VISITS
from khet.rules.calendar import fiscal_year
from khet.rules.months import Month, fiscal_months, month_of
from khet.rules.visits import is_overdue
from khet.web.learning.visit_plan.asked import (
    YEARS,
    asked_months,
    asked_year,
    desk_of,
    is_to_come,
)
from khet.web.learning.visit_plan.changing import WHOLE, months_told, plan_url
from khet.web.learning.visit_plan.plan_rows import Load, PlanFilters, Row
from khet.web.learning.visit_plan.visit_forms import note_of
from khet.web.learning.visit_plan.warnings import Warnings
from khet.web.learning.visit_plan.words import kind_names, state_names
from khet.web.office.monthly.words import month_name
from khet.web.parts.private import private
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50
_HERE = "learning:visit-plan"


class Plan:
    """The plan as one person asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.desk = desk_of(request)
        self._asked = request.GET
        self.year = asked_year(request)
        self.months = asked_months(request, self.year)
        self.whole = len(self.months) > 1

    @cached_property
    def every(self) -> list[Visit]:
        """All visits of the fiscal year that the person sees, by month, day and school."""
        months = [month.first for month in fiscal_months(self.year)]
        found = Visit.objects.filter(self.desk.seen, month__in=months).select_related(
            "school", "lead"
        )
        return list(found.order_by("month", "planned_on", "school__sort_key", "pk"))

    @cached_property
    def shown(self) -> list[Visit]:
        """Those of the months shown, whatever is filtered."""
        firsts = {month.first for month in self.months}
        return [one for one in self.every if one.month in firsts]

    @cached_property
    def leads(self) -> dict[int, str]:
        """Who leads a visit of the year, by key, in Thai order."""
        found, names = {one.lead_id: one.lead for one in self.every}, self.desk.lead_names
        in_order = sorted(found.items(), key=lambda pair: pair[1].sort_key)
        return {pk: names.get(str(pk), str(one)) for pk, one in in_order}

    @cached_property
    def form(self) -> PlanFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        seen = self.desk.schools.values()
        networks = {s.network_code: s.network for s in seen if s.network_code and s.network}
        form = PlanFilters(self._asked, sorted(networks.items(), key=lambda p: p[1]), self.leads)
        if not form.is_valid():
            raise NotHereError(
                gettext("ไม่มีตัวเลือกนี้ในแผนนิเทศ"), [Nearest(gettext("แผนนิเทศทั้งหมด"), reverse(_HERE))]
            )
        return form

    @cached_property
    def chosen(self) -> list[Visit]:
        """Those of the months shown that pass the filters."""
        said = self.form.cleaned_data
        return [
            one
            for one in self.shown
            if said["network"] in ("", self._network(one)[0])
            and said["lead"] in ("", str(one.lead_id))
            and said["kind"] in ("", one.kind)
            and said["state"] in ("", one.state)
        ]

    def _network(self, visit: Visit) -> tuple[str, str]:
        school = self.desk.schools.get(visit.school.code)
        return (school.network_code or "", school.network or "") if school else ("", "")

    @cached_property
    def leaf(self) -> Page[Visit]:
        """The page of the list that is asked for, or the nearest."""
        return Paginator(self.chosen, PER_PAGE).get_page(self._asked.get("page"))

    def rows(self, visits: Iterable[Visit]) -> list[Row]:
        """Visits as lines."""
        kept = self._with_parts([one.pk for one in visits])
        warnings, kinds, states = Warnings(self.desk, kept), kind_names(), state_names()
        today = self.desk.viewer.today
        return [
            Row(
                one,
                self._network(one)[1],
                kinds[one.kind],
                _state(one, states[one.state]),
                warnings.of(one, [user.pk for user in one.team.all()]),
                note_of(one),
                one.state == Visit.State.PLANNED and is_overdue(one.month, one.planned_on, today),
                is_to_come(one) and self.desk.may_plan(one.school.code),
            )
            for one in kept
        ]

    def _with_parts(self, keys: list[int]) -> list[Visit]:
        found: QuerySet[Visit] = Visit.objects.filter(pk__in=keys)
        rows = found.select_related("school", "lead").prefetch_related("topics", "team")
        order = {pk: place for place, pk in enumerate(keys)}
        return sorted(rows, key=lambda one: order[one.pk])

    @property
    def waiting(self) -> list[Visit]:
        """Those of the months shown that are still to be agreed to."""
        return [one for one in self.shown if one.state == Visit.State.DRAFT]

    @cached_property
    def drafts(self) -> list[tuple[str, int, str]]:
        """The months, shown or not, with drafts to be agreed to: name, how many, address."""
        return [
            (month_name(month), n, plan_url(month, state=Visit.State.DRAFT))
            for first, n in drafts_in(self.desk.seen).items()
            for month in [month_of(first)]
        ]

    @property
    def draft_count(self) -> int:
        """How many drafts these are."""
        return sum(n for _name, n, _url in self.drafts)

    @cached_property
    def over(self) -> bool:
        """Whether somebody has more than one can do in one of the months shown."""
        return any(n > most for one in self.load for _name, n, most, _url in one.cells)

    @cached_property
    def load(self) -> list[Load]:
        """What each person has in the months shown, against what one can do."""
        found = [one for one in self.shown if one.state != Visit.State.CANCELLED]
        most = self.desk.terms(self.year).capacity
        counts: dict[tuple[int, Month], int] = {}
        for one in found:
            key = one.lead_id, month_of(one.month)
            counts[key] = counts.get(key, 0) + 1
        months = [m for m in self.months if any(m == month for _lead, month in counts)]
        return [
            Load(
                name,
                [
                    (month_name(m, short=True), counts.get((pk, m), 0), most, self._url(pk, m.key))
                    for m in months
                ],
                sum(n for (lead, _m), n in counts.items() if lead == pk),
                self._url(pk, self.month),
            )
            for pk, name in self.leads.items()
            if any(lead == pk for lead, _month in counts)
        ]

    def _url(self, lead: int, month: str) -> str:
        asked = {"year": self.year, "month": month, "lead": lead}
        return f"{reverse(_HERE)}?{urlencode(asked)}"

    @property
    def month(self) -> str:
        """What an address says for the months shown."""
        return WHOLE if self.whole else self.months[0].key

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The year and its months: name, address, whether it is shown."""
        here = reverse(_HERE)
        months = [(month.key, month_name(month, short=True)) for month in fiscal_months(self.year)]
        return [
            (name, f"{here}?{urlencode({**self.form.chosen, 'year': self.year, 'month': key})}", on)
            for key, name in [(WHOLE, gettext("ทั้งปี")), *months]
            for on in [key == self.month]
        ]

    @property
    def years(self) -> list[tuple[int, str, bool]]:
        """The fiscal years beside this one."""
        now = fiscal_year(self.desk.viewer.today).be
        years = sorted({self.year - 1, self.year, self.year + 1, now} & set(YEARS))
        here = reverse(_HERE)
        return [(y, f"{here}?year={y}&month={WHOLE}", y == self.year) for y in years]

    @property
    def query(self) -> str:
        """What is shown, as the end of an address."""
        return urlencode({**self.form.chosen, "year": self.year, "month": self.month})


def _state(visit: Visit, told: str) -> str:
    """How far a visit is, and whether it wasn't in the plan."""
    unplanned = UNPLANNED["what"] in (one.get("what") for one in visit.reasons)
    return f"{told} ({gettext('นอกแผน')})" if unplanned else told


@private
@require_safe
def show_plan(request: HttpRequest) -> HttpResponse:
    """The plan of a month, or of a fiscal year."""
    plan = Plan(request)
    context = {
        "plan": plan,
        "form": plan.form,
        "leaf": plan.leaf,
        "rows": plan.rows(plan.leaf),
        "when": months_told(plan.months),
        "office": not plan.desk.viewer.at_school,
        "agrees": plan.desk.viewer.scope.may_everywhere(AGREE_VISITS),
    }
    return render(request, "learning/visit_plan/plan.html", context)
