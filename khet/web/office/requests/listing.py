"""The lists of requests: the own, those to check, those to decide, and all that the reader sees."""

from collections.abc import Container
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from khet.records.office.models import ServiceRequest
from khet.records.office.queries.files import files_of
from khet.records.office.queries.requests import (
    KIND,
    checkers,
    own,
    requests_seen,
    to_check,
    to_decide,
    told_lately,
)
from khet.records.registry.access import ROLES
from khet.rules.services import ALLOW, ASKED, CHECKED, SERVICES
from khet.web.office.requests.asked import RequestDesk, request_desk, request_of
from khet.web.office.requests.words import (
    details_told,
    service_name,
    state_name,
    step_words,
)
from khet.web.parts.panels import Panel
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50
_NAMED, _AT_HOME = 3, 5
MINE, CHECKING, DECIDES, EVERY = "", "check", "decide", "all"
_WAITS = {CHECKING: to_check, DECIDES: to_decide}


@dataclass(frozen=True)
class Row:
    """A request of a list."""

    one: ServiceRequest

    @property
    def service(self) -> str:
        """What for."""
        return service_name(self.one.service)

    @property
    def state(self) -> str:
        """How far, in words."""
        return state_name(self.one.state, self.one.service)


@private
@require_safe
def show_requests(request: HttpRequest) -> HttpResponse:
    """A list of requests."""
    desk = request_desk(request)
    tabs = _tabs(desk)
    asked = request.GET.get("list", MINE)
    if asked not in tabs and asked in (CHECKING, DECIDES, EVERY):
        raise PermissionDenied
    if asked not in tabs:
        near = [Nearest(word, _url(key)) for key, word in tabs.items()]
        raise NotHereError(_("ไม่มีรายการนี้"), near)
    chosen = {MINE: own, **_WAITS}
    found = requests_seen(desk.records)
    if asked in chosen:
        found = found.filter(chosen[asked](desk.records))
    if asked in _WAITS:
        found = found.order_by("asked_at", "pk")
    counts = _counts(desk, tabs)
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "leaf": leaf,
        "rows": [Row(one) for one in leaf],
        "tabs": [(word, _url(key), key == asked, counts.get(key)) for key, word in tabs.items()],
        "others": asked != MINE,
        "services": [(code, service_name(code)) for code in SERVICES],
        "at_office": desk.viewer.office_sight.office,
    }
    return render(request, "office/requests/list.html", context)


@private
@require_safe
def show_request(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a request."""
    desk = request_desk(request)
    found = request_of(desk, pk)
    key = str(found.pk)
    context = {
        "found": found,
        "title": service_name(found.service),
        "state": state_name(found.state, found.service),
        "details": details_told(found),
        "files": files_of(KIND, [key]).get(key, []),
        "checkers": _checkers(desk, found),
        "barred": desk.barred(ALLOW, found) if found.state == CHECKED else "",
        "may_change": desk.may_change(found),
        "steps": [(s, step_words(s).button, n == 0) for n, s in enumerate(desk.steps(found))],
    }
    return render(request, "office/requests/request.html", context)


def _checkers(desk: RequestDesk, found: ServiceRequest) -> str:
    """Who is to check it, while it waits for that: the first few with their posts."""
    if found.state != ASKED:
        return ""
    held = checkers(found.area, desk.viewer.today)
    told = [f"{one.user} ({_(ROLES[one.role].label)})" for one in held[:_NAMED]]
    if held[_NAMED:]:
        told.append(_("และอีก %(n)s คน") % {"n": len(held) - _NAMED})
    return ", ".join(told)


@private
@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """What was decided lately on what the reader asked for, as a panel of the home."""
    desk = request_desk(request)
    found = told_lately(desk.viewer.area.pk, desk.user.pk, desk.viewer.today)
    context = {"rows": [Row(one) for one in found[:_AT_HOME]]}
    return render(request, "office/requests/_panel.html", context)


def _has_news(viewer: Viewer) -> bool:
    if viewer.user is None or not viewer.roles:
        return False
    return told_lately(viewer.area.pk, viewer.user.pk, viewer.today).exists()


DECIDED = Panel(gettext_noop("คำขอของฉัน"), "office:panel-requests", "office:requests", _has_news)


def _counts(desk: RequestDesk, tabs: Container[str]) -> dict[str, int]:
    """How many wait for the reader in the lists that the reader has."""
    waits = {key: chosen for key, chosen in _WAITS.items() if key in tabs}
    told = {key: Count("pk", filter=chosen(desk.records)) for key, chosen in waits.items()}
    return requests_seen(desk.records).order_by().aggregate(**told) if told else {}


def _tabs(desk: RequestDesk) -> dict[str, str]:
    """The lists that the reader has, in words."""
    tabs = {MINE: _("ของฉัน")}
    if desk.checks:
        tabs[CHECKING] = _("รอตรวจ")
    if desk.records.decides:
        tabs[DECIDES] = _("รออนุญาต")
    return {**tabs, EVERY: _("ทั้งหมดที่เห็น")} if len(tabs) > 1 else tabs


def _url(key: str) -> str:
    page = reverse("office:requests")
    return f"{page}?list={key}" if key else page
