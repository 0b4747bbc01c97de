"""Orders that wait for the reader, as a panel of the home page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from khet.records.office.queries.orders import in_stage, orders_seen
from khet.records.registry.access import (
    AGREE_VISITS,
    APPROVE_MINUTES,
    ENDORSE_LETTERS,
    ISSUE_ORDERS,
    SIGN_ORDERS,
)
from khet.rules.orders import PROPOSED, SIGNED
from khet.web.office.orders.asked import desk_of
from khet.web.office.orders.words import order_name, stage_name
from khet.web.parts.panels import Panel
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer

_MOST = 5


@private
@require_safe
def waiting_orders(request: HttpRequest) -> HttpResponse:
    """The orders that the reader is to sign, and those that are to be circulated.

    Minutes that wait are loaded below them; who has no part in orders sees only these. For who
    agrees to the plan of visits, so are its drafts that wait.
    """
    desk = desk_of(request)
    if not _leads(desk.viewer):
        raise PermissionDenied
    seen = orders_seen(desk.viewer.office_sight)
    issues = desk.signs or desk.viewer.scope.may_everywhere(ISSUE_ORDERS)
    stages = [*([PROPOSED] if desk.signs else []), *([SIGNED] if issues else [])]
    groups = []
    for stage in stages:
        orders = list(seen.filter(in_stage(stage, desk.viewer.today))[: _MOST + 1])
        rows = [(order, order_name(order)) for order in orders[:_MOST]]
        groups.append((stage, stage_name(stage), rows, len(orders) > _MOST))
    context = {"groups": groups, "agrees": desk.viewer.scope.may_everywhere(AGREE_VISITS)}
    return render(request, "office/orders/_panel.html", context)


def _leads(viewer: Viewer) -> bool:
    return any(map(viewer.scope.may_everywhere, (SIGN_ORDERS, ISSUE_ORDERS, APPROVE_MINUTES)))


def _only_issues(viewer: Viewer) -> bool:
    """Who circulates orders; who signs them has the folder."""
    return viewer.scope.may_everywhere(ISSUE_ORDERS) and not viewer.scope.may_everywhere(
        ENDORSE_LETTERS
    )


WAITING = Panel(_("แฟ้มรอลงนามและแจ้งเวียน"), "office:panel-orders", "office:orders", _only_issues)
