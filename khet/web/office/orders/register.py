"""The register of orders' numbers: used, reserved and cancelled, so that none is missing."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.actions.numbers import cancel_number, continue_series, take_number
from khet.records.office.models import Number, Order
from khet.records.office.queries.numbers import (
    ORDERS,
    order_numbers,
    order_series,
)
from khet.rules.calendar import calendar_year
from khet.web.office.orders.asked import OrderDesk, desk_of
from khet.web.office.orders.changes import filled
from khet.web.office.orders.forms import ContinueForm, ReasonForm, ReserveForm
from khet.web.office.orders.words import number_state
from khet.web.parts.filling import Page, form_page
from khet.web.parts.private import workbook_of
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import signed_in
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 100


@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    """The register of a calendar year, the last number first."""
    desk = _at_office(request)
    year, years = _year(request, desk)
    numbers = Paginator(order_numbers(desk.viewer.area, year), PER_PAGE)
    leaf = numbers.get_page(request.GET.get("page"))
    rows = [(number, _order(number), number_state(number), _remark(number)) for number in leaf]
    context = {"leaf": leaf, "rows": rows, "year": year, "years": years, "desk": desk}
    return render(request, "office/orders/register.html", context)


@require_safe
def register_xlsx(request: HttpRequest) -> HttpResponse:
    """The register of a calendar year as XLSX, in the columns of an order register."""
    desk = _at_office(request)
    year, _years = _year(request, desk)
    columns = (
        *(_("เลขทะเบียน"), _("ปี"), _("ที่คำสั่ง"), _("เรื่อง"), _("สั่ง ณ วันที่")),
        *(_("หมายเหตุ"), _("วันลงทะเบียน")),
    )
    sheet = Sheet(
        name=_("ทะเบียนคำสั่ง"),
        heading=(str(desk.viewer.area.name), _("ทะเบียนคำสั่ง ปี %(year)s") % {"year": year}),
        columns=columns,
        rows=[_line(number) for number in order_numbers(desk.viewer.area, year).reverse()],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(desk.viewer.today)},),
    )
    return workbook_of(sheet, f"order-register-{year}")


@form_page
def reserve(request: HttpRequest) -> HttpResponse:
    """Reserve the next number of this year."""
    desk = _keeping(request)
    form = ReserveForm(request.POST or None, label_suffix="")
    year = calendar_year(desk.viewer.today).be

    def do() -> str:
        take_number(
            by=signed_in(request),
            area=desk.viewer.area,
            kind=ORDERS,
            year=year,
            at=timezone.now(),
            state=Number.State.RESERVED,
            reason=form.cleaned_data["reason"],
        )
        return _url(year)

    lead = _("เลขที่จองไว้ใช้ได้เมื่อลงนามคำสั่งของปีเดียวกัน เลขที่ไม่ใช้ยกเลิกได้ แต่ไม่นำไปใช้อีก")
    title = _("จองเลขคำสั่งถัดไปของปี %(year)s") % {"year": year}
    return filled(request, form, Page(title, _("จองเลข"), _url(year), lead), do)


@form_page
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a reserved number never be used."""
    desk = _keeping(request)
    numbers = Number.objects.filter(series__area=desk.viewer.area, series__kind=ORDERS)
    number = get_object_or_404(numbers.select_related("series"), pk=pk)
    form = ReasonForm(request.POST or None, label_suffix="")

    def do() -> str:
        reason = form.cleaned_data["reason"]
        cancel_number(by=signed_in(request), number=number, reason=reason)
        return _url(number.series.year)

    warning = _("เลขนี้จะอยู่ในทะเบียนพร้อมเหตุผล และไม่มีคำสั่งใดใช้ได้อีก")
    title = _("ยกเลิกเลข %(number)s ที่จองไว้") % {"number": number}
    page = Page(title, _("ยกเลิกเลข"), _url(number.series.year), number.reason, warning)
    return filled(request, form, page, do)


@form_page
def continue_paper(request: HttpRequest) -> HttpResponse:
    """Go on from the register that was kept on paper."""
    desk = _keeping(request)
    form = ContinueForm(request.POST or None, desk.viewer.today)

    def do() -> str:
        said = form.cleaned_data
        by, area = signed_in(request), desk.viewer.area
        continue_series(by=by, area=area, kind=ORDERS, **said)
        return _url(said["year"])

    lead = _("ทำครั้งเดียวต่อปี ก่อนออกเลขแรกของปีนั้นในระบบ")
    page = Page(_("ต่อจากทะเบียนเดิม"), _("ตั้งเลขสุดท้าย"), reverse("office:order-register"), lead)
    return filled(request, form, page, do)


def remark(order: Order) -> str:
    """What the register notes of an order: that it was cancelled or ended early, and why."""
    words = {Order.State.CANCELLED: _("ยกเลิกแล้ว"), Order.State.ENDED: _("สิ้นสุดก่อนกำหนด")}
    word = words.get(Order.State(order.state), "")
    return f"{word}: {order.reason}" if word else ""


def _remark(number: Number) -> str:
    order = _order(number)
    if order is not None:
        return remark(order)
    return f"{number_state(number)}: {number.reason}"


def _order(number: Number) -> Order | None:
    return getattr(number, "order", None)


def _line(number: Number) -> tuple[int | str | None, ...]:
    order = _order(number)
    title = order.title if order else None
    day = be_date(order.day) if order and order.day else None
    registered = be_date(number.taken_at)
    told = (number.number, number.series.year, str(number))
    return (*told, title, day, _remark(number) or None, registered)


def _at_office(request: HttpRequest) -> OrderDesk:
    desk = desk_of(request)
    if not desk.viewer.office_sight.office:
        raise PermissionDenied
    return desk


def _keeping(request: HttpRequest) -> OrderDesk:
    desk = desk_of(request)
    if not desk.issues:
        raise PermissionDenied
    return desk


def _url(year: int) -> str:
    return f"{reverse('office:order-register')}?year={year}"


def _year(request: HttpRequest, desk: OrderDesk) -> tuple[int, list[int]]:
    """The year that is asked for, and those to choose from, newest first."""
    newest = calendar_year(desk.viewer.today).be
    held = {one.year for one in order_series(desk.viewer.area)}
    years = sorted({newest, *held}, reverse=True)
    asked = request.GET.get("year", "") or str(newest)
    found = next((year for year in years if str(year) == asked), None)
    if found is None:
        near = [Nearest(str(year), _url(year)) for year in years[:5]]
        raise NotHereError(_("ไม่มีทะเบียนคำสั่งของปีนี้"), near)
    return found, years
