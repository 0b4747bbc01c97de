"""Orders that wait to be signed, as the folder shows them and signs several at once."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.office.actions.orders import Signing, sign_order
from khet.records.office.models import Order
from khet.records.office.queries.orders import in_stage, orders_seen
from khet.records.registry.access import SIGN_ORDERS
from khet.rules.orders import PROPOSED
from khet.web.office.orders.steps import signer_post
from khet.web.office.orders.words import FAULTS, fault_told, order_name
from khet.web.parts.folder import RefusedError, Source, Waiting
from khet.web.parts.viewer import Viewer

_SUMMARY = 700


def _proposed(viewer: Viewer) -> list[Order]:
    if viewer.user is None or not viewer.scope.may_everywhere(SIGN_ORDERS):
        return []
    found = orders_seen(viewer.office_sight).filter(in_stage(PROPOSED, viewer.today))
    return list(found.order_by("drafted_at", "pk"))


def waiting_orders(viewer: Viewer) -> list[Waiting]:
    """The orders that the viewer is to sign."""
    return [
        Waiting(
            key=str(order.pk),
            title=order_name(order),
            url=reverse("office:order", args=[order.pk]),
            about=str(order.unit),
            since=order.drafted_at,
            act=_("ลงนาม"),
            summary=f"{order.ground}\n{order.text}".strip()[:_SUMMARY],
            files=(("PDF", reverse("office:order-paper", args=[order.pk, "pdf"])),),
        )
        for order in _proposed(viewer)
    ]


def sign_orders(viewer: Viewer, keys: Sequence[str], _said: str) -> None:
    """Sign orders with today's day, each under the next number of the year.

    Raises:
        RefusedError: one can't be signed; tells which and why.
    """
    here = {str(order.pk): order for order in _proposed(viewer)}
    now, post = timezone.now(), signer_post(viewer)
    for key in keys:
        order = here.get(key)
        if order is None or viewer.user is None:
            raise RefusedError(_("คำสั่งฉบับหนึ่งไม่รอลงนามแล้ว: กลับไปดูแฟ้มเสนอ"))
        signing = Signing(viewer.today, now, str(viewer.user), post)
        try:
            sign_order(by=viewer.user, order=order, signing=signing)
        except FAULTS as fault:
            told = fault_told(fault)
            why = told if isinstance(told, str) else " ".join(told.values())
            raise RefusedError(f"{order_name(order)}: {why}") from fault


ORDERS_SOURCE = Source("orders", gettext_noop("คำสั่ง"), waiting_orders, sign_orders)
