"""The rows that a figure of the summary counts: schools, visits, findings or sheets."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.learning.models import Finding, Visit
from khet.records.learning.queries.visit_summary import (
    finding_conditions,
    listed_findings,
    listed_visits,
    schools_of_keys,
    visit_conditions,
    visited_schools,
    with_topic,
)
from khet.records.learning.queries.visits import SETTLED
from khet.records.office.models import Duty
from khet.records.registry.models import Unit, UnitKind
from khet.rules.deadlines import days_late
from khet.rules.duties import OWED
from khet.rules.visit_summary import scores_of
from khet.web.learning.visit_summary.asked import Summary
from khet.web.learning.visit_summary.forms import TOPIC
from khet.web.learning.visit_summary.groups import Group
from khet.web.learning.visit_summary.sheets import Filled
from khet.web.learning.visit_summary.table import Tables
from khet.web.learning.visits.kinds import url_of
from khet.web.learning.visits.words import level_name, state_name, when
from khet.web.parts.private import private
from khet.web.parts.tags import short_date
from khet.web.parts.viewer import viewer_of
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50
NONE = "–"
Listed = Sequence[Any] | QuerySet[Any]


class Rows:
    """The rows of one figure: of a column (``what``) and a group, or of all schools."""

    def __init__(self, request: HttpRequest) -> None:
        self.summary = Summary(viewer_of(request), request.GET)
        if not self.summary.form.is_valid():
            raise self._not_here()
        self.tables = Tables(self.summary)
        self.what = request.GET.get("what", "")
        self.group = self._group(request.GET.get("group"))

    @property
    def label(self) -> str:
        """The head of the column."""
        columns = [column for section in self.tables.sections for column in section.columns]
        found = next((column.head for column in columns if column.opens == self.what), None)
        if found is None:
            raise self._not_here()
        return found

    @property
    def found(self) -> tuple[str, Listed]:
        """Which kind of rows, and all of them."""
        if self.what in ("schools", "visited", "unvisited"):
            return "schools", self._schools()
        if self.what in visit_conditions(self.summary.span):
            return "visits", self._visits()
        if self.what in finding_conditions(self.summary.viewer.today):
            return "findings", self._findings()
        return "sheets", self._sheets()

    @property
    def _by_topic(self) -> bool:
        return self.summary.by == TOPIC and self.group is not self.summary.whole

    def _group(self, key: str | None) -> Group:
        if key is None:
            return self.summary.whole
        found = next((group for group in self.summary.groups if group.key == key), None)
        if found is None:
            raise self._not_here()
        return found

    def _schools(self) -> Listed:
        keys = self.group.schools
        if self.what != "schools":
            visits = visited_schools(self.summary.span).filter(school__in=keys)
            visits = with_topic(visits, self.group.key) if self._by_topic else visits
            visited = frozenset(visits.values_list("school", flat=True))
            keys = visited if self.what == "visited" else keys - visited
        return schools_of_keys(keys)

    def _visits(self) -> Listed:
        found = listed_visits(self.summary.span, self.what, self.group.schools)
        return with_topic(found, self.group.key) if self._by_topic else found

    def _findings(self) -> Listed:
        found = listed_findings(self.summary.span, self.what, self.group.schools)
        return found.filter(topic=self.group.key) if self._by_topic else found

    def _sheets(self) -> Listed:
        listed = self.tables.sheets.of(self.group) if self.tables.sheets else []
        return [one for one in listed if self._passes(one)]

    def _passes(self, one: Filled) -> bool:
        if self.what in ("scored", "unscored"):
            return (one.score.possible is None) == (self.what == "unscored")
        level = self.what.removeprefix("sheets")
        return level in ("", str(one.score.level))

    def _not_here(self) -> NotHereError:
        whole = Nearest(_("สรุปผลนิเทศ"), reverse("learning:visit-summary"))
        return NotHereError(_("ไม่มีตัวเลขนี้ในสรุปผลนิเทศ"), [whole])


@private
@require_safe
def show_rows(request: HttpRequest) -> HttpResponse:
    """The rows that a figure counts."""
    asked = Rows(request)
    label, (kind, found) = asked.label, asked.found
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    drawn: dict[str, Callable[[Rows, Any], tuple[str, list[Any]]]] = {
        **{"schools": _school, "visits": _visit},
        **{"findings": _finding, "sheets": _sheet},
    }
    context = {
        "label": label,
        "group": asked.group,
        "summary": asked.summary,
        "back": asked.summary.url("visit-summary"),
        "heads": _heads()[kind],
        "rows": [drawn[kind](asked, one) for one in leaf],
        "leaf": leaf,
    }
    return render(request, "learning/visit_summary/rows.html", context)


def _heads() -> dict[str, list[str]]:
    return {
        "schools": [_("โรงเรียน"), _("เครือข่าย"), _("อำเภอ")],
        "visits": [_("โรงเรียน"), _("วันนิเทศ"), _("เรื่อง"), _("ระดับ"), _("สถานะ")],
        "findings": [_("สิ่งที่โรงเรียนต้องทำ"), _("โรงเรียน"), _("กำหนด"), _("สถานะ")],
        "sheets": [_("โรงเรียน"), _("วันนิเทศ"), _("ร้อยละ"), _("ระดับ")],
    }


def _school(asked: Rows, school: Unit) -> tuple[str, list[Any]]:
    known = asked.summary.register.all.get(school.pk)
    places = [known.at(kind) if known else None for kind in (UnitKind.NETWORK, UnitKind.DISTRICT)]
    url = reverse("registry:school", args=[school.code])
    return url, [school.name, *(place.name if place else NONE for place in places)]


def _visit(_asked: Rows, visit: Visit) -> tuple[str, list[Any]]:
    topics = ", ".join(topic.name for topic in visit.topics.all()) or NONE
    level = level_name(visit.level) or NONE
    return url_of(visit.pk), [
        visit.school.name,
        when(visit),
        topics,
        level,
        state_name(visit.state),
    ]


def _finding(asked: Rows, finding: Finding) -> tuple[str, list[Any]]:
    state = _finding_state(finding.duty, asked.summary.viewer.today)
    return url_of(finding.visit_id), [
        finding.action,
        finding.visit.school.name,
        short_date(finding.until),
        state,
    ]


def _finding_state(duty: Duty | None, today: date) -> str:
    if duty is None:
        return _("ยังไม่แจ้งโรงเรียน")
    if duty.state in SETTLED:
        return _("ปิดแล้ว")
    late = days_late(duty.due, today) if duty.state in OWED else 0
    return _("เกินกำหนด %(n)s วัน") % {"n": late} if late else _("ยังไม่ปิด")


def _sheet(asked: Rows, one: Filled) -> tuple[str, list[Any]]:
    names = asked.tables.sheets.names if asked.tables.sheets else {}
    percent = scores_of([one.score]).mean
    level = names.get(one.score.level or 0, NONE)
    told = NONE if percent is None else str(percent)
    return url_of(one.visit), [one.sheet.unit.name, short_date(one.sheet.day), told, level]
