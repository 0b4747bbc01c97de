"""Which order a page is of, and what its reader may do with it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.office.models import Order
from khet.records.office.queries.orders import orders_seen
from khet.records.registry.access import (
    AT_OFFICE,
    DRAFT_ORDERS,
    ISSUE_ORDERS,
    ROLES,
    SIGN_ORDERS,
)
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.people import holding_units
from khet.rules.orders import may_take, stage
from khet.web.parts.viewer import Viewer, viewer_of


@dataclass
class OrderDesk:
    """The reader before the orders of the office."""

    viewer: Viewer

    @property
    def drafts(self) -> bool:
        """Whether the reader drafts orders: at the office, for the own units."""
        return self.viewer.scope.may_everywhere(DRAFT_ORDERS)

    @property
    def signs(self) -> bool:
        """Whether the reader signs orders, as director or acting for one."""
        return self.viewer.scope.may_everywhere(SIGN_ORDERS)

    @property
    def issues(self) -> bool:
        """Whether the reader keeps the register and circulates orders."""
        return self.viewer.scope.may_everywhere(ISSUE_ORDERS)

    @cached_property
    def _own(self) -> list[Unit]:
        held = [role for role in self.viewer.roles if role.unit.kind in AT_OFFICE]
        return [role.unit for role in held if DRAFT_ORDERS in ROLES[role.role].permissions]

    @cached_property
    def units(self) -> list[Unit]:
        """The units whose orders the reader may draft: the own; from the office itself any."""
        kinds = {unit.kind for unit in self._own}
        if UnitKind.AREA not in kinds:
            return self._own
        found = holding_units([self.viewer.area], self.viewer.today)
        return [*self._own, *found.filter(kind=UnitKind.GROUP)]

    def of_unit(self, order: Order) -> bool:
        """Whether the draft is the reader's to change: of an own unit, or drafted by the reader."""
        own = order.unit_id in {unit.pk for unit in self._own}
        mine = self.viewer.user is not None and order.drafted_by_id == self.viewer.user.pk
        return self.drafts and (own or mine or self.issues)

    def may(self, step: str, order: Order) -> bool:
        """Whether the reader may take a step with the order, its state aside."""
        leads = self.signs or self.issues
        if step == "sign":
            return self.signs
        if step == "propose":
            return self.of_unit(order)
        if step == "cancel" and may_take("return", order.state) | may_take("propose", order.state):
            return leads or self.of_unit(order)
        return leads

    def steps(self, order: Order) -> list[str]:
        """The steps that the reader can take with the order as it is."""
        every = ("propose", "sign", "return", "circulate", "end", "cancel")
        return [s for s in every if may_take(s, order.state) and self.may(s, order)]

    def stage(self, order: Order) -> str:
        """How far the order is today."""
        return stage(order.state, order.starts, order.ends, self.viewer.today)


def desk_of(request: HttpRequest) -> OrderDesk:
    """The desk of a reader with any role."""
    viewer = viewer_of(request)
    _ = viewer.area
    return OrderDesk(viewer)


def order_of(desk: OrderDesk, pk: int) -> Order:
    """The order of that key, where the reader may see it.

    Raises:
        PermissionDenied: the reader may not.
        Http404: there is none.
    """
    found = orders_seen(desk.viewer.office_sight).filter(pk=pk).first()
    if found is None:
        get_object_or_404(Order, pk=pk, area=desk.viewer.area)
        raise PermissionDenied
    return found


def draft_of(desk: OrderDesk, pk: int) -> Order:
    """The order of that key, where the reader may change its draft.

    Raises:
        PermissionDenied: the reader may not.
    """
    order = order_of(desk, pk)
    if not desk.of_unit(order):
        raise PermissionDenied
    return order
