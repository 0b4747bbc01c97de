"""The schools that a person looks after: colour, days since the last visit, open findings."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khet.records.learning.queries.visit_panels import (
    last_visits,
    looks_after,
    networks_of,
    open_by_school,
    schools_in,
)
from khet.records.registry.access import SEE_SCHOOL_RESULTS, SEE_VISITS
from khet.records.registry.models import Unit, UnitKind
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import asked_file
from khet.web.learning.linked import Cell
from khet.web.learning.overview import PlaceRow, place_row
from khet.web.learning.places import places_in
from khet.web.learning.study import Study
from khet.web.learning.visits.asked import Desk, desk_of
from khet.web.learning.visits.words import days_since
from khet.web.learning.words import result_title
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer

_FIRST = 6


@dataclass(frozen=True)
class Row:
    """A school: its colour, days since it was visited last and open findings, where known."""

    code: str
    name: str
    url: str
    cell: Cell | None
    days: int | None
    open: int

    @property
    def order(self) -> tuple[Any, ...]:
        """The worst first: by percent below, then the longest not visited, then findings."""
        percent = self.cell.percent.value if self.cell else None
        never = self.days is None
        return (percent is None, -(percent or 0), not never, -(self.days or 0), -self.open)


@dataclass(frozen=True)
class Network:
    """A network: what its schools come to in the results, and its first schools of all."""

    name: str
    url: str
    place: PlaceRow | None
    rows: list[Row]
    of: int


def has_networks(viewer: Viewer) -> bool:
    """Whether a person looks after schools: by a role held at a network, or assigned to one."""
    if viewer.at_school or viewer.user is None or not viewer.scope.may(SEE_VISITS):
        return False
    held = any(role.unit.kind == UnitKind.NETWORK for role in viewer.roles)
    return held or looks_after(viewer.user, viewer.area, viewer.today)


@private
@require_safe
def my_schools(request: HttpRequest) -> HttpResponse:
    """The schools of the networks that the reader looks after today, the worst first."""
    desk = desk_of(request)
    viewer = desk.viewer
    study = None
    if viewer.score_files and viewer.scope.may(SEE_SCHOOL_RESULTS):
        study = Study(viewer, asked_file(viewer.score_files, request.GET, "learning:overview"))
    context = {
        "title": result_title(study.file) if study else "",
        "networks": _networks(desk, study),
    }
    return render(request, "learning/visit_summary/_panel_own.html", context)


def _networks(desk: Desk, study: Study | None) -> list[Network]:
    viewer, held = desk.viewer, [role.unit_id for role in desk.viewer.roles]
    networks = networks_of(desk.user, viewer.area, viewer.today, held)
    inside = schools_in(networks, viewer.today)
    every = [school for listed in inside.values() for school in listed]
    visited = last_visits(desk.seen, every)
    findings = open_by_school(desk.seen, every)
    places = places_in(study.schools, UnitKind.NETWORK) if study else {}

    def row(school: Unit) -> Row:
        cell = study.cell(ALL_SUBJECTS, school.code) if study and _in(study, school) else None
        last = visited.get(school.pk)
        url = study.school_url(school.code) if study and cell else _page(school)
        days = days_since(last, viewer.today) if last else None
        return Row(school.code, school.name, url, cell, days, findings.get(school.pk, 0))

    def network(unit: Unit) -> Network:
        rows = sorted((row(school) for school in inside[unit.pk]), key=lambda one: one.order)
        place = places.get(unit.code)
        shown = place_row(study, place) if study and place and study.sees(place) else None
        url = reverse("registry:network", args=[unit.code])
        return Network(unit.name, url, shown, rows[:_FIRST], len(rows))

    return [network(unit) for unit in networks]


def _in(study: Study, school: Unit) -> bool:
    return school.code in study.visible


def _page(school: Unit) -> str:
    return reverse("registry:school", args=[school.code])
