"""Parts of other pages: the visits to a network or district, the instruments about a school."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.learning.queries.visit_panels import (
    caring_for,
    last_visits,
    open_by_school,
    sheets_about,
)
from khet.records.learning.queries.visit_summary import schools_of_keys
from khet.records.office.models import AnswerSheet
from khet.records.registry.access import SEE_VISITS
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.register import units_of
from khet.records.registry.queries.school import roles_at
from khet.rules.calendar import fiscal_year
from khet.rules.instrument_scores import band_of
from khet.rules.visit_summary import Sheet, scores_of
from khet.web.learning.visit_plan.words import part_names
from khet.web.learning.visit_summary.asked import Summary
from khet.web.learning.visit_summary.forms import DISTRICT, NETWORK
from khet.web.learning.visits.asked import desk_of
from khet.web.parts.kinds import Ref, named
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of

_MOST, _NEWEST = 8, 100


@private
@require_safe
def of_place(request: HttpRequest) -> HttpResponse:
    """Who looks after a network or district, and its visits of this fiscal year."""
    kind = next((kind for kind in (NETWORK, DISTRICT) if request.GET.get(kind)), NETWORK)
    code = request.GET.get(kind, "")
    desk = desk_of(request)
    summary = Summary(desk.viewer, QueryDict(f"by={kind}"))
    group = next((one for one in summary.groups if one.key == code), None)
    if group is None:
        return render(request, "learning/visit_summary/_panel_place.html", {"year": ""})
    schools = list(schools_of_keys(group.schools))
    visited = last_visits(desk.seen & summary.made, schools)
    without = [school for school in schools if school.pk not in visited]
    opens = {name: summary.url("visit-summary-rows", what=name, group=code) for name in _OPENS}
    context = {
        "year": fiscal_year(desk.viewer.today).be,
        **(_of_network(desk.viewer, code) if kind == NETWORK else {}),
        "line": summary.line(group),
        "unvisited": [(s, reverse("registry:school", args=[s.code])) for s in without[:_MOST]],
        "more": len(without) - _MOST,
        "findings": sum(open_by_school(desk.seen, schools).values()),
        "urls": opens,
        "whole": summary.url("visit-summary"),
    }
    return render(request, "learning/visit_summary/_panel_place.html", context)


_OPENS = ("made", "visited", "unvisited", "open")


def _of_network(viewer: Viewer, code: str) -> dict[str, Any]:
    """A network (its key), and who looks after it today: as what, and who; its chairs last."""
    network = units_of(viewer.area, UnitKind.NETWORK).get(code=code)
    cares = caring_for(network, viewer.area, viewer.today)
    told = [(part_names()[one.part], str(one.person)) for one in cares]
    held = [role for role in roles_at(network, viewer.today) if role.role == "network-chair"]
    chairs = [(_("ประธานเครือข่าย"), str(role.user)) for role in held]
    return {"network": network.pk, "people": [*told, *chairs]}


@dataclass(frozen=True)
class Filled:
    """The latest sheet of an instrument in a fiscal year (BE): what it scored, and its record."""

    title: str
    year: int
    sheet: AnswerSheet
    percent: Decimal | None
    level: str
    url: str


@private
@require_safe
def instruments_of_school(request: HttpRequest) -> HttpResponse:
    """The instruments about a school over the years: of each year the latest sheet."""
    viewer = viewer_of(request)
    viewer.require(SEE_VISITS)
    code = request.GET.get("school", "")
    if not viewer.scope.may_at(SEE_VISITS, code):
        raise PermissionDenied
    sheets = sheets_about(viewer.area, code, _NEWEST)
    context = {"rows": _latest(viewer, sheets)}
    return render(request, "learning/visit_summary/_panel_instruments.html", context)


def _latest(viewer: Viewer, sheets: list[AnswerSheet]) -> list[Filled]:
    """Of each instrument and fiscal year the latest sheet about a record that the reader sees."""
    seen = named(viewer, [Ref(one.about_kind, one.about_key) for one in sheets])
    found: dict[tuple[Any, int], Filled] = {}
    for one in sheets:
        known = seen.get(Ref(one.about_kind, one.about_key))
        key = one.version.instrument_id, fiscal_year(one.day).be
        if known and key not in found:
            found[key] = _filled(viewer, one, key[1], known.url)
    return sorted(found.values(), key=lambda one: (one.title, -one.year))


def _filled(viewer: Viewer, sheet: AnswerSheet, year: int, url: str) -> Filled:
    title, scheme = sheet.version.instrument.title, sheet.version.content["bands"]
    if sheet.got is None or sheet.possible is None:
        return Filled(title, year, sheet, None, "", url)
    band = band_of(sheet.got, sheet.possible, scheme, sheet.day, viewer.tables)
    percent = scores_of([Sheet(sheet.got, sheet.possible)]).mean
    return Filled(title, year, sheet, percent, band.th, url)
