"""The planning page: a subject's schools with their targets, and what these would do."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.records.registry.access import EXPORT_RESULTS, SET_TARGETS
from khet.records.registry.queries.schools import School
from khet.web.learning.asked import address, file_name, sitting_query
from khet.web.learning.linked import Linked
from khet.web.learning.planning.forms import FillForm, PlanFilters, TargetsForm
from khet.web.learning.planning.plan import Foreseen, Plan, Targets, Total
from khet.web.learning.schools_page import SchoolsPage
from khet.web.learning.study import Study
from khet.web.learning.words import subject_name
from khet.web.parts.filters import in_order, passes
from khet.web.public.errors import Nearest, NotHereError

PAGE = "learning:planning"


@dataclass(frozen=True)
class Line:
    """A school of the table; ``field`` is where its target is set, for who may."""

    school: School
    url: str
    nearest_url: str
    one: Foreseen
    n: Linked
    mean: Linked
    percent: Linked
    field: BoundField | None
    few: bool


@dataclass(frozen=True)
class SubjectRow:
    """A subject of the sitting in one row, and the address of its plan."""

    name: str
    url: str
    current: bool
    total: Total
    mean: Linked


class PlanPage(SchoolsPage[PlanFilters]):
    """The plan of one subject as one person asks for it."""

    page, filters_of = PAGE, PlanFilters

    def __init__(self, study: Study, asked: QueryDict) -> None:
        super().__init__(study, asked)
        self.subject = _subject(study, asked.get("subject", ""))
        self._here = self._url(self.subject)
        self.targets = Targets.of(study)

    def _url(self, subject: str) -> str:
        return address(PAGE, self.study.sitting, subject=subject)

    @property
    def name(self) -> str:
        """The page's name with its subject and sitting."""
        return f"{_('วางเป้าหมาย')} {subject_name(self.subject)} {super().name}"

    @property
    def file_name(self) -> str:
        """The name of the exported file, without its ending."""
        return file_name("planning", self.subject, *sitting_query(self.study.sitting).values())

    @cached_property
    def form(self) -> PlanFilters:
        """The filters, which stay with the subject."""
        form = super().form
        form.sitting["subject"] = self.subject
        return form

    @cached_property
    def plan(self) -> Plan:
        """The subject's plan."""
        return Plan(self.study, self.subject, self.targets)

    @cached_property
    def chosen(self) -> list[tuple[School, Foreseen]]:
        """The schools shown, filtered and sorted."""
        asked, plan = self.form.cleaned_data, self.plan.schools
        found = [(s, plan[code]) for code, s in self.schools.items() if passes(s, asked)]
        if colour := asked["colour"]:
            found = [(s, one) for s, one in found if one.now.band and one.now.band.key == colour]
        return in_order(found, asked["sort"], lambda pair: pair[0], _value)

    @property
    def missing_few(self) -> str:
        """Which schools can't be found by the colour that is asked for, in words."""
        return self.without_few(self.subject)

    @cached_property
    def open(self) -> list[tuple[School, Foreseen]]:
        """Those of them whose target the reader may set."""
        scope = self.study.viewer.scope
        return [pair for pair in self.chosen if scope.may_at(SET_TARGETS, pair[0].code)]

    def targets_form(self, data: QueryDict | None = None) -> TargetsForm:
        """The targets of the schools shown that the reader may set."""
        schools = [school for school, _one in self.open]
        office = self.plan.office
        there = {s.code: office[s.code] for s in schools if s.code in office}
        return TargetsForm(data, schools, there)

    def fill_form(self, data: QueryDict | None = None) -> FillForm:
        """One target for those of them that have none."""
        return FillForm(data, self.open)

    def content(self, sent: TargetsForm | None = None) -> dict[str, Any]:
        """Context of the table's part; with the form that was ``sent`` it holds what was typed."""
        form = sent or self.targets_form()
        return {
            "lines": [self._line(school, one, form) for school, one in self.chosen],
            "may_set": bool(self.open),
            "form": form,
            "target": self.study.traced.parameters.target,
            **self.around(),
        }

    def around(self) -> dict[str, Any]:
        """Context of what stands around the table."""
        export = address(f"{PAGE}-xlsx", self.study.sitting, subject=self.subject)
        xlsx = f"{export}&{self.form.whole_query}".rstrip("&")
        may = self.study.viewer.scope.may(EXPORT_RESULTS)
        plan = self.plan_url(subject=self.subject)
        return {**super().around(), "xlsx": xlsx, "may_export": may, "plan_url": plan}

    def whole(self) -> dict[str, Any]:
        """Context of the part above the table, whatever the filters."""
        study, plan = self.study, self.plan
        named = study.schools
        return {
            "subjects": [self._subject_row(subject) for subject in study.subjects],
            "total": plan.total,
            "mean": Linked(plan.total.mean, study.links.to("mean", self.subject)),
            "best": [(named[one.code], one) for one in plan.best],
            "best_if_all": [(named[one.code], one) for one in plan.best_if_all],
            "target": study.traced.parameters.target,
            "limit": plan.limit,
            "of_pupils": study.results.of_pupils,
            "all_seen": study.viewer.scope.schools is None,
            "schools": len(plan.schools),
        }

    def _subject_row(self, subject: str) -> SubjectRow:
        here = subject == self.subject
        total = (self.plan if here else Plan(self.study, subject, self.targets)).total
        mean = Linked(total.mean, self.study.links.to("mean", subject))
        return SubjectRow(subject_name(subject), self._url(subject), here, total, mean)

    def _line(self, school: School, one: Foreseen, form: TargetsForm) -> Line:
        study, code = self.study, school.code
        to, about = study.links.to, {"school": code, "subject": self.subject}
        return Line(
            school,
            study.school_url(code),
            address("learning:nearest", study.sitting, **about),
            one,
            Linked(None if one.hidden else one.now.n, to("scored", self.subject, school=code)),
            Linked(one.mean, to("mean", self.subject, school=code)),
            Linked(one.now.percent, to("percent-below", self.subject, school=code)),
            form.of_school(code),
            0 < one.now.n < study.few,
        )


def _subject(study: Study, asked: str) -> str:
    """The subject asked for, by default the first."""
    if not asked:
        return study.subjects[0]
    if asked not in study.subjects:
        told = _("ไม่มีวิชา “%(given)s” ในผลการสอบนี้") % {"given": asked[:40]}
        urls = {code: address(PAGE, study.sitting, subject=code) for code in study.subjects}
        raise NotHereError(told, [Nearest(subject_name(code), url) for code, url in urls.items()])
    return asked


def _value(pair: tuple[School, Foreseen], key: str) -> Decimal | int | None:
    """What the table is sorted by."""
    one = pair[1]
    if one.hidden:
        return None
    if key in ("n", "percent"):
        return one.now.n if key == "n" else one.now.percent
    value: Decimal | int | None = getattr(one, key)
    return value
