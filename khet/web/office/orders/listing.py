"""The list of orders: filtered, page by page, as XLSX with the columns of an order register."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.models import Order
from khet.records.office.queries.orders import ending_soon, orders_seen
from khet.web.office.orders.asked import desk_of
from khet.web.office.orders.filters import ENDING, OrderFilters
from khet.web.office.orders.register import remark
from khet.web.office.orders.words import stage_name
from khet.web.parts.private import workbook_of
from khet.web.parts.tags import be_date
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """An order of the list, and how far it is today."""

    order: Order
    stage: str

    @property
    def stage_name(self) -> str:
        """The same in words."""
        return stage_name(self.stage)


class OrderList:
    """The orders that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.desk = desk_of(request)
        self._asked = request.GET

    @cached_property
    def form(self) -> OrderFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = OrderFilters(self._asked, self.desk.viewer)
        if not form.is_valid():
            whole = Nearest(_("คำสั่งทั้งหมด"), reverse("office:orders"))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายการคำสั่ง"), [whole])
        return form

    @cached_property
    def leaf(self) -> Page[Order]:
        """The page of the list that is asked for, or the nearest."""
        seen = orders_seen(self.desk.viewer.office_sight)
        return Paginator(self.form.choose(seen), PER_PAGE).get_page(self._asked.get("page"))

    def rows(self, orders: Iterable[Order]) -> list[Row]:
        """Orders as the list shows them."""
        return [Row(order, self.desk.stage(order)) for order in orders]

    @property
    def ending(self) -> int:
        """How many orders end soon, of all that the reader may see."""
        seen = orders_seen(self.desk.viewer.office_sight)
        return seen.filter(ending_soon(self.desk.viewer.today)).count()


@require_safe
def show_orders(request: HttpRequest) -> HttpResponse:
    """The list of orders."""
    listed = OrderList(request)
    return render(
        request,
        "office/orders/list.html",
        {
            "form": listed.form,
            "leaf": listed.leaf,
            "rows": listed.rows(listed.leaf),
            "ending": listed.ending,
            "ending_url": f"?stage={ENDING}",
            "desk": listed.desk,
            "at_office": listed.desk.viewer.office_sight.office,
            "xlsx": f"{reverse('office:orders-xlsx')}?{listed.form.query}".rstrip("?"),
        },
    )


@require_safe
def orders_xlsx(request: HttpRequest) -> HttpResponse:
    """The list of orders as it is seen, as XLSX."""
    listed = OrderList(request)
    area, today = listed.desk.viewer.area, listed.desk.viewer.today
    columns = (
        *(_("ที่คำสั่ง"), _("ปี"), _("เรื่อง"), _("สั่ง ณ วันที่"), _("มีผลตั้งแต่"), _("ถึง")),
        *(_("สถานะ"), _("หน่วยงานที่ร่าง"), _("หมายเหตุ")),
    )
    sheet = Sheet(
        name=_("คำสั่ง"),
        heading=(str(area.name), _("รายการคำสั่ง"), *listed.form.told),
        columns=columns,
        rows=[_line(row) for row in listed.rows(listed.leaf.paginator.object_list)],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(today)},),
    )
    return workbook_of(sheet, "orders")


def _line(row: Row) -> tuple[int | str | None, ...]:
    order = row.order
    number = (order.number.number, order.number.series.year) if order.number else (None, None)
    days = [be_date(day) if day else None for day in (order.day, order.starts, order.ends)]
    return (*number, order.title, *days, row.stage_name, str(order.unit), remark(order))
