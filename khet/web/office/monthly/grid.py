"""The grid of a fiscal year: a row for each school, a column for each month, how each stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khet.records.office.queries.monthly import Cell, cells_of
from khet.records.registry.access import SEE_WORK
from khet.records.registry.queries.schools import School, public_schools, schools_of
from khet.rules.calendar import academic_year, fiscal_year
from khet.rules.deadlines import first_month, opens_on, terms_of
from khet.rules.month_grid import HANDED_IN, MISSING, Standing, Tally, standing, tally
from khet.rules.months import Month, fiscal_months
from khet.rules.thai import arabic_digits
from khet.web.office.monthly.asked import CHECKS, asked_rule, exempts_by, may_start, tabs
from khet.web.office.monthly.cells import Cells
from khet.web.office.monthly.filters import GridFilters, state_names
from khet.web.office.monthly.words import month_name, tab_name
from khet.web.parts.viewer import Viewer

YEARS = range(2540, 2601)
STATES = {
    "missing": MISSING,
    "late": {"late"},
    "handed-in": HANDED_IN,
    "sent": {"sent"},
    "accepted": {"accepted"},
    "returned": {"returned"},
    "waived": {"waived"},
}
"""What the filter of states lets pass."""


@dataclass(frozen=True)
class Row:
    """A school with how it stands in each month shown, and the keys of its duties."""

    school: School
    stands: dict[str, Standing]
    duties: dict[str, int]


class Grid:
    """The grid as one person asks for it."""

    def __init__(self, request: HttpRequest, viewer: Viewer) -> None:
        self.viewer, self._asked = viewer, request.GET
        self.rule = asked_rule(request)
        self.today_year = fiscal_year(viewer.today).be
        asked = arabic_digits(request.GET.get("year", ""))
        self.year = int(asked) if asked in map(str, YEARS) else self.today_year
        self.every_month = fiscal_months(self.year)

    @cached_property
    def begun(self) -> Month | None:
        """The first month that the office asks for."""
        return first_month(self.rule.code, self.viewer.tables)

    @cached_property
    def _opens(self) -> dict[str, date]:
        code, tables = self.rule.code, self.viewer.tables
        return {m.key: opens_on(terms_of(code, m.first, tables), m) for m in self.every_month}

    @cached_property
    def schools(self) -> list[School]:
        """The schools whose work the person sees, in Thai order."""
        last = min(self.viewer.today, self.every_month[-1].last)
        known = schools_of(self.viewer.area, academic_year(last).be, last, self.viewer.tables)
        may = self.viewer.scope.may_at
        return [s for code, s in public_schools(known).items() if may(SEE_WORK, code)]

    @cached_property
    def form(self) -> GridFilters:
        """The filters; a choice that isn't there is as if none was made."""
        form = GridFilters(self._asked, self.schools, self.every_month)
        if not form.is_valid():
            form = GridFilters({}, self.schools, self.every_month)
            form.is_valid()
        return form

    @cached_property
    def months(self) -> list[Month]:
        """The months that are shown."""
        chosen = self.form.cleaned_data["month"]
        return [m for m in self.every_month if chosen in ("", m.key)]

    @cached_property
    def month(self) -> Month:
        """The month that narrow screens show: the chosen, or the newest of which a duty opened."""
        if len(self.months) == 1:
            return self.months[0]
        opened = [m for m in self.months if self._opens[m.key] <= self.viewer.today]
        return opened[-1] if opened else self.months[0]

    @cached_property
    def _cells(self) -> list[Cell]:
        return cells_of(self.viewer.area, self.rule.code, self.every_month)

    @property
    def key(self) -> tuple[object, ...]:
        """All that the board rests on, beside what every page may."""
        return (self.rule.code, self._asked.get("month", ""), self.year, self._cells)

    @cached_property
    def placed(self) -> list[Row]:
        """The schools of the places chosen."""
        by_school: dict[str, dict[str, Cell]] = {}
        for cell in self._cells:
            by_school.setdefault(cell.school, {})[cell.month] = cell
        said = self.form.cleaned_data
        chosen = [
            school
            for school in self.schools
            if all(said[name] in ("", getattr(school, name)) for name in ("network", "district"))
        ]
        return [self._row(school, by_school.get(school.code, {})) for school in chosen]

    def _row(self, school: School, cells: dict[str, Cell]) -> Row:
        stands = {m.key: self._stands(m.key, cells.get(m.key)) for m in self.months}
        return Row(school, stands, {m.key: cells[m.key].pk for m in self.months if m.key in cells})

    def _stands(self, month: str, cell: Cell | None) -> Standing:
        if cell is None:
            begun = self.begun is not None and self.begun.key <= month
            opens = self._opens[month] if begun else self.viewer.today
            return standing(None, opens, self.viewer.today)
        return standing(cell.state, cell.due, self.viewer.today)

    @cached_property
    def rows(self) -> list[Row]:
        """Those that stand as asked for in one of the months shown."""
        wanted = STATES.get(self.form.cleaned_data["state"])
        if not wanted:
            return self.placed
        return [r for r in self.placed if any(s.keys & wanted for s in r.stands.values())]

    @cached_property
    def tallies(self) -> list[Tally]:
        """The schools of the places chosen, counted by month."""
        return [tally(row.stands[m.key] for row in self.placed) for m in self.months]

    def url(self, name: str = "office:monthly", **more: str) -> str:
        """The address of the grid with these filters."""
        said = {"rule": self.rule.code, "year": str(self.year), **self.form.chosen, **more}
        return f"{reverse(name)}?{urlencode({k: v for k, v in said.items() if v})}"

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        checks = self.viewer.scope.may(CHECKS[self.rule.code])
        return {
            "rule": self.rule,
            "title": tab_name(self.rule),
            "year": self.year,
            "years": [(y, self.url(year=str(y), month="")) for y in self._years],
            "tabs": tabs("office:monthly", self.rule, f"year={self.year}"),
            "form": self.form,
            "begun": self.begun and month_name(self.begun),
            "may_start": may_start(self.viewer, self.rule),
            "checks": checks,
            "exempts": exempts_by(self.viewer, self.rule),
            "months": [(month_name(m, short=True), m == self.month) for m in self.months],
            "rows": self._drawn(),
            "totals": self._totals(),
            "of": len(self.placed),
            "xlsx": self.url("office:monthly-xlsx"),
            "month": month_name(self.month),
            "action": reverse("office:monthly"),
            "here": f"{reverse('office:monthly')}?rule={self.rule.code}&year={self.year}",
        }

    @property
    def _years(self) -> list[int]:
        first = fiscal_year(self.begun.first).be if self.begun else self.today_year
        return sorted({*range(first, self.today_year + 1), self.year})

    def _drawn(self) -> list[tuple[School, SafeString]]:
        cells = Cells(self.month)
        return [(row.school, cells.of(row.stands, row.duties, self.months)) for row in self.rows]

    def _totals(self) -> list[tuple[str, list[tuple[str, str, bool, str]]]]:
        """The lines of totals: for each month the number, its list, and the name of the month."""
        lines = {
            "handed-in": lambda t: f"{t.handed_in}/{t.of}",
            "accepted": lambda t: str(t.accepted),
            "returned": lambda t: str(t.returned),
            "missing": lambda t: str(t.missing),
        }
        names = {**state_names(), "handed-in": _("ส่งแล้ว")}
        return [(names[name], self._line(name, told)) for name, told in lines.items()]

    def _line(self, state: str, told: Callable[[Tally], str]) -> list[tuple[str, str, bool, str]]:
        return [
            (
                told(one) if one.of else "",
                self.url(month=month.key, state=state),
                month == self.month,
                month_name(month, short=True),
            )
            for month, one in zip(self.months, self.tallies, strict=True)
        ]
