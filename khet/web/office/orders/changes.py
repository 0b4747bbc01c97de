"""Drafting orders: begun, copied from a pattern, changed, their committees added and taken out."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.bodies import (
    BodyEntry,
    change_body,
    create_body,
    remove_body,
)
from khet.records.office.actions.orders import OrderEntry, change_order, create_order
from khet.records.office.actions.patterns import copy_order
from khet.records.office.models import Body, Order
from khet.records.office.queries.orders import just_drafted
from khet.rules.orders import DRAFT
from khet.web.office.orders.asked import OrderDesk, desk_of, draft_of, order_of
from khet.web.office.orders.forms import CommitteeForm, OrderForm
from khet.web.office.orders.words import FAULTS, fault_told, order_name, stage_name
from khet.web.parts import filling
from khet.web.parts.filling import Page, form_page, nothing_asked
from khet.web.parts.viewer import signed_in
from khet.web.registry.people.words import unit_key

filled = partial(filling.filled, faults=FAULTS, told=fault_told)
_NAMES = ("title", "ground", "text", "starts", "ends")
_TWICE_WITHIN = timedelta(minutes=30)


def url_of(order: Order) -> str:
    """The address of an order's page."""
    return reverse("office:order", args=[order.pk])


def fixed(request: HttpRequest, desk: OrderDesk, order: Order) -> HttpResponse | None:
    """Back to the order, told why, where a form is asked for that can't change it any more."""
    if order.state == DRAFT or request.method == "POST":
        return None
    told = _("คำสั่งนี้อยู่ในสถานะ “%(state)s” จึงแก้ไม่ได้") % {"state": stage_name(desk.stage(order))}
    messages.info(request, told)
    return redirect(url_of(order))


@form_page
def add(request: HttpRequest) -> HttpResponse:
    """Begin the draft of an order."""
    desk = _drafting(request)
    initial = {"unit": unit_key(desk.units[0])}
    form = OrderForm(request.POST or None, desk.units, initial, desk.viewer.today)

    def do() -> str:
        by, area = signed_in(request), desk.viewer.area
        entry = OrderEntry(**form.cleaned_data)
        kept = just_drafted(by, area, vars(entry), timezone.now() - _TWICE_WITHIN)
        if kept is not None:
            messages.info(request, _("ร่างนี้บันทึกไว้แล้ว จึงไม่สร้างซ้ำ"))
        return url_of(kept or create_order(by=by, area=area, entry=entry))

    page = Page(_("ร่างคำสั่ง"), _("บันทึกร่าง"), reverse("office:orders"))
    return filled(request, form, page, do)


@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a draft says."""
    desk = desk_of(request)
    order = draft_of(desk, pk)
    if kept := fixed(request, desk, order):
        return kept
    units = {unit.pk: unit for unit in [order.unit, *desk.units]}.values()
    initial = {name: getattr(order, name) for name in _NAMES} | {"unit": unit_key(order.unit)}
    form = OrderForm(request.POST or None, units, initial, desk.viewer.today)

    def do() -> str:
        change_order(by=signed_in(request), order=order, entry=OrderEntry(**form.cleaned_data))
        return url_of(order)

    page = Page(_("แก้ร่างคำสั่ง"), _("บันทึกร่าง"), url_of(order), lead=order.reason)
    return filled(request, form, page, do)


@form_page
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin next year's order from this one."""
    desk = _drafting(request)
    order = order_of(desk, pk)
    form = nothing_asked(request)

    def do() -> str:
        own = next((unit for unit in desk.units if unit.pk == order.unit_id), desk.units[0])
        by, today = signed_in(request), desk.viewer.today
        return url_of(copy_order(by=by, order=order, unit=own, on=today))

    lead = _("คัดลอกเป็นร่างใหม่ ปีในชื่อเรื่อง ข้อความ และวันที่เลื่อนไปหนึ่งปี เหตุและอำนาจคงเดิม")
    told = _("ใช้เป็นต้นแบบ: %(order)s") % {"order": order_name(order)}
    return filled(request, form, Page(told, _("คัดลอกเป็นร่างใหม่"), url_of(order), lead), do)


@form_page
def committee_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a committee to a draft; its members are said next."""
    desk = desk_of(request)
    order = draft_of(desk, pk)
    if kept := fixed(request, desk, order):
        return kept
    form = CommitteeForm(request.POST or None, label_suffix="")

    def do() -> str:
        entry = _entry(desk, order, form)
        body = create_body(by=signed_in(request), area=order.area, entry=entry)
        return reverse("office:seats", args=[body.pk])

    page = Page(_("เพิ่มคณะกรรมการ"), _("บันทึก แล้วกำหนดองค์ประกอบ"), url_of(order))
    return filled(request, form, page, do)


@form_page
def committee_change(request: HttpRequest, pk: int, body: int) -> HttpResponse:
    """Change what a committee of a draft is called, and its tasks."""
    desk = desk_of(request)
    order = draft_of(desk, pk)
    if kept := fixed(request, desk, order):
        return kept
    found = _committee(order, body)
    initial = {"name": found.name, "tasks": found.tasks}
    form = CommitteeForm(request.POST or None, label_suffix="", initial=initial)

    def do() -> str:
        change_body(by=signed_in(request), body=found, entry=_entry(desk, order, form))
        return url_of(order)

    return filled(request, form, Page(_("แก้ชื่อและหน้าที่ของคณะ"), _("บันทึก"), url_of(order)), do)


@form_page
def committee_remove(request: HttpRequest, pk: int, body: int) -> HttpResponse:
    """Take a committee out of a draft."""
    desk = desk_of(request)
    order = draft_of(desk, pk)
    if kept := fixed(request, desk, order):
        return kept
    found = _committee(order, body)
    form = nothing_asked(request)

    def do() -> str:
        remove_body(by=signed_in(request), body=found)
        return url_of(order)

    title = _("เอา%(name)sออกจากร่าง") % {"name": found.name}
    warning = _("ชื่อคณะ หน้าที่ และองค์ประกอบที่กำหนดไว้จะหายไป")
    return filled(request, form, Page(title, _("เอาออก"), url_of(order), warning=warning), do)


def _drafting(request: HttpRequest) -> OrderDesk:
    desk = desk_of(request)
    if not desk.drafts:
        raise PermissionDenied
    return desk


def _committee(order: Order, body: int) -> Body:
    return get_object_or_404(order.bodies.select_related("area", "secretariat"), pk=body)


def _entry(desk: OrderDesk, order: Order, form: CommitteeForm) -> BodyEntry:
    """The committee that a form asks for; its term is the order's, and is set when it is signed."""
    since = order.starts or min(desk.viewer.today, order.ends or desk.viewer.today)
    kind = Body.Kind.COMMITTEE
    return BodyEntry(kind, since=since, until=order.ends, order=order, **form.cleaned_data)
