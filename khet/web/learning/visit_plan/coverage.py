"""Coverage: schools never visited, not for long, promised and not done; the share visited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet, Value
from khet.records.learning.models import Visit
from khet.records.learning.queries.visit_plan import made_visits, missed_visits
from khet.records.registry.access import SEE_VISITS
from khet.records.registry.queries.schools import School, public_schools
from khet.rules.calendar import fiscal_year, fiscal_year_end
from khet.rules.coverage import Covered, covered
from khet.rules.months import fiscal_months
from khet.rules.thai import sort_key
from khet.rules.visit_summary import percent
from khet.web.learning.visit_plan.asked import Desk, office_desk
from khet.web.learning.visit_plan.coverage_filters import CoverageFilters, list_names
from khet.web.learning.visits.words import when
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date, marks
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 30
_HERE = "learning:coverage"
NOWHERE = "-"
"""What an address says for schools without a network."""


_IN: Mapping[str, Callable[[Covered], bool]] = {
    "": lambda one: True,
    "never": lambda one: one.never,
    "long": lambda one: one.long,
    "missed": lambda one: one.missed > 0,
    "unvisited": lambda one: not one.this_year,
    "visited": lambda one: one.this_year,
}


@dataclass(frozen=True)
class Line:
    """A network with how many of its schools are in each list, and the addresses of these."""

    name: str
    of: int
    cells: list[tuple[str, int, str]]
    share: Decimal | None


@dataclass(frozen=True)
class Row:
    """A school of the list."""

    school: School
    covered: Covered
    missed: list[tuple[Visit, str]]
    supervisor: str


class Coverage:
    """The coverage of the schools that a person sees."""

    def __init__(self, desk: Desk, asked: Mapping[str, Any]) -> None:
        self.desk, self._asked = desk, asked
        self.today = desk.viewer.today
        self.year = fiscal_year(self.today).be
        self.begins: date = fiscal_months(self.year)[0].first
        may = desk.viewer.scope.may_at
        of_state = public_schools(desk.schools)
        self.schools = {c: one for c, one in of_state.items() if may(SEE_VISITS, c)}

    @cached_property
    def form(self) -> CoverageFilters:
        """The filters; a number of days that is none is told at its field.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        days = self.desk.terms(self.year).unvisited_days
        form = CoverageFilters(self._asked, days, self.networks.items())
        if not form.is_valid() and set(form.errors) != {"days"}:
            whole = Nearest(gettext("ความครอบคลุมทั้งหมด"), reverse(_HERE))
            raise NotHereError(gettext("ไม่มีตัวเลือกนี้ในหน้าความครอบคลุม"), [whole])
        return form

    @cached_property
    def networks(self) -> dict[str, str]:
        """The networks of the schools, by code, in Thai order."""
        found = {
            one.network_code or NOWHERE: one.network or gettext("ไม่อยู่ในเครือข่าย")
            for one in self.schools.values()
        }
        return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1])))

    @cached_property
    def missed(self) -> dict[str, list[Visit]]:
        """The visits to each school that are overdue."""
        found: dict[str, list[Visit]] = {}
        for visit in missed_visits(self.desk.seen, self.today):
            found.setdefault(visit.school.code, []).append(visit)
        return found

    @cached_property
    def covered(self) -> dict[str, Covered]:
        """How each school is covered."""
        days: dict[str, list[date]] = {}
        made = made_visits(self.desk.seen).filter(day__lte=self.today)
        for code, day in made.values_list("school__code", "day").order_by():
            days.setdefault(code, []).append(day)  # type: ignore[arg-type]
        year = self.begins, fiscal_year_end(self.today)
        return {
            code: covered(
                days.get(code, ()),
                len(self.missed.get(code, ())),
                self.today,
                self.form.asked,
                year,
            )
            for code in self.schools
        }

    @property
    def lines(self) -> list[Line]:
        """The networks, and all of them together."""
        whole = self._line("", gettext("รวม"), list(self.schools))
        return [*(self._of_network(code, name) for code, name in self.networks.items()), whole]

    def _of_network(self, code: str, name: str) -> Line:
        here = [c for c, one in self.schools.items() if (one.network_code or NOWHERE) == code]
        return self._line(code, name, here)

    def _line(self, network: str, name: str, schools: list[str]) -> Line:
        found = [self.covered[code] for code in schools]
        cells = [
            (label, sum(map(_IN[key], found)), self.url(key, network))
            for key, label in list_names(self.form.asked).items()
        ]
        visited = sum(one.this_year for one in found)
        return Line(name, len(schools), cells, percent(visited, len(schools)))

    def url(self, of: str, network: str = "") -> str:
        """The address of a list."""
        asked = {"show": of, "network": network, "days": self.form.asked}
        return f"{reverse(_HERE)}?{urlencode({k: v for k, v in asked.items() if v})}#list"

    @cached_property
    def chosen(self) -> list[str]:
        """The codes of the schools of the list, the longest unvisited first."""
        said = {"show": "", "network": "", **self.form.cleaned_data}
        chosen = [
            code
            for code, school in self.schools.items()
            if said["network"] in ("", school.network_code or NOWHERE)
            and _IN[said["show"]](self.covered[code])
        ]
        return sorted(chosen, key=lambda code: -self.covered[code].since)

    def row(self, code: str) -> Row:
        """A school of the list, by its code."""
        school = self.schools[code]
        lead = self.desk.supervisor_of(school)
        missed = [(one, when(one)) for one in self.missed.get(code, ())]
        return Row(school, self.covered[code], missed, str(lead or ""))

    @property
    def visited(self) -> int:
        """How many schools were visited this fiscal year."""
        return sum(one.this_year for one in self.covered.values())

    @property
    def percent(self) -> Decimal | None:
        """The same of all schools, with 2 decimals."""
        return percent(self.visited, len(self.schools))


@private
@require_safe
def show_coverage(request: HttpRequest) -> HttpResponse:
    """Which schools are visited, and which aren't."""
    coverage = Coverage(office_desk(request), request.GET)
    leaf = Paginator(coverage.chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "coverage": coverage,
        "form": coverage.form,
        "lines": coverage.lines,
        "leaf": leaf,
        "rows": [coverage.row(code) for code in leaf],
        "visited_url": coverage.url("visited"),
        "all_url": coverage.url(""),
        "names": list_names(coverage.form.asked).values(),
        "xlsx": f"{reverse('learning:coverage-xlsx')}?{request.GET.urlencode()}".rstrip("?"),
    }
    return render(request, "learning/visit_plan/coverage.html", context)


@require_safe
def coverage_xlsx(request: HttpRequest) -> HttpResponse:
    """The list as it is seen, as XLSX."""
    coverage = Coverage(office_desk(request), request.GET)
    told = gettext("นิเทศแล้วปีงบประมาณ %(year)s: %(n)s จาก %(of)s โรงเรียน ร้อยละ %(percent)s")
    named = {
        "year": coverage.year,
        "n": coverage.visited,
        "of": len(coverage.schools),
        "percent": marks(coverage.percent),
    }
    columns = (
        *(gettext("รหัสโรงเรียน"), gettext("โรงเรียน"), gettext("เครือข่าย"), gettext("ผู้รับผิดชอบ")),
        *(gettext("นิเทศครั้งล่าสุด"), gettext("ผ่านมา (วัน)"), gettext("ครั้งในปีงบประมาณนี้")),
        gettext("วางแผนไว้แล้วไม่ได้ไป"),
    )
    sheet = Sheet(
        name=gettext("ความครอบคลุม"),
        heading=(coverage.desk.area.name, told % named, *coverage.form.told),
        columns=columns,
        rows=[_cells(coverage.row(code)) for code in coverage.chosen],
        notes=(gettext("ข้อมูล ณ %(day)s") % {"day": be_date(coverage.today)},),
        frozen=2,
    )
    return workbook_of(sheet, f"visit-coverage-{coverage.year}")


def _cells(row: Row) -> list[Value]:
    school, covered_ = row.school, row.covered
    return [
        school.code,
        school.name,
        school.network,
        row.supervisor,
        be_date(covered_.last) if covered_.last else gettext("ยังไม่เคยนิเทศ"),
        covered_.days,
        covered_.times,
        ", ".join(name for _visit, name in row.missed),
    ]
