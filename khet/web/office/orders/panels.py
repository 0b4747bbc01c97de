"""Orders that are to be circulated, as a panel of the home page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from khet.records.office.queries.orders import in_stage, orders_seen
from khet.records.registry.access import ISSUE_ORDERS
from khet.rules.orders import SIGNED
from khet.web.office.orders.asked import desk_of
from khet.web.office.orders.words import order_name, stage_name
from khet.web.parts.panels import Panel
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer

_MOST = 5


@private
@require_safe
def waiting_orders(request: HttpRequest) -> HttpResponse:
    """The orders that the reader is to circulate; minutes that wait are loaded below them."""
    desk = desk_of(request)
    if not desk.issues:
        raise PermissionDenied
    signed = orders_seen(desk.viewer.office_sight).filter(in_stage(SIGNED, desk.viewer.today))
    orders = list(signed[: _MOST + 1])
    rows = [(order, order_name(order)) for order in orders[:_MOST]]
    told = {"stage": SIGNED, "name": stage_name(SIGNED)}
    context = {**told, "rows": rows, "more": len(orders) > _MOST}
    return render(request, "office/orders/_panel.html", context)


def _issues(viewer: Viewer) -> bool:
    return viewer.scope.may_everywhere(ISSUE_ORDERS)


WAITING = Panel(_("แฟ้มรอลงนามและแจ้งเวียน"), "office:panel-orders", "office:orders", _issues)
