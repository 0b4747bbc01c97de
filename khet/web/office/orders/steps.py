"""The steps of an order: proposed, sent back, signed, circulated, ended, cancelled."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from khet.records.office.actions.orders import (
    Signing,
    cancel_order,
    circulate_order,
    end_order,
    propose_order,
    return_order,
    sign_order,
)
from khet.records.office.models import Order
from khet.records.office.queries.numbers import (
    last_order,
    next_number,
    order_series,
    reserved_numbers,
)
from khet.records.registry.access import ROLES, SIGN_ORDERS
from khet.rules.calendar import calendar_year
from khet.rules.orders import CIRCULATED, PROPOSED, STEPS, may_take
from khet.rules.years_moved import days_of_other_years, year_later
from khet.web.account.own import is_own
from khet.web.office.orders.asked import OrderDesk, desk_of, order_of
from khet.web.office.orders.changes import filled, url_of
from khet.web.office.orders.forms import EndForm, ReasonForm, SignForm
from khet.web.office.orders.words import order_name, step_words
from khet.web.parts.filling import Page, form_page
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer, signed_in

_PLAIN = {"propose": PROPOSED, "circulate": CIRCULATED}


@sensitive_post_parameters("password")
@form_page
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step with an order; one that can't be taken any more leads back to the order."""
    if step not in STEPS:
        raise Http404
    desk = desk_of(request)
    order = order_of(desk, pk)
    if not desk.may(step, order):
        raise PermissionDenied
    told = step_words(step)
    twice = _PLAIN.get(step) == order.state
    if twice or (request.method != "POST" and not may_take(step, order.state)):
        if twice:
            messages.info(request, _("ทำรายการนี้ไปแล้ว ไม่ต้องทำซ้ำ"))
        return redirect(url_of(order))
    form = _form(request, desk, step)
    if step == "sign" and form.is_bound:
        is_own(request, form, "password")

    def do() -> str:
        _take(request, order, step, form.cleaned_data)
        return url_of(order)

    title = f"{told.button}: {order_name(order)}"
    lead = _numbers_told(desk) if step == "sign" else told.lead
    warning = " · ".join(filter(None, [told.warning, _strange_days(desk, order, step)]))
    page = Page(title, told.button, url_of(order), lead, warning, told.done)
    return filled(request, form, page, do)


def _strange_days(desk: OrderDesk, order: Order, step: str) -> str:
    """Days in what an order says that aren't of its years, before it is proposed or signed.

    Its years reach from its first day, or today, to its last, and to the end of the next year.
    """
    if step not in ("propose", "sign"):
        return ""
    today = desk.viewer.today
    first = min(filter(None, (order.starts, today)))
    last = max(filter(None, (order.ends, year_later(today))))
    bodies = order.bodies.values_list("name", "tasks")
    text = "\n".join([order.title, order.text, *(said for body in bodies for said in body)])
    years = range(calendar_year(first).be, calendar_year(last).be + 1)
    found = days_of_other_years(text, years)
    told = _("มีวันที่ไม่อยู่ในปีของคำสั่งนี้: %(days)s ตรวจว่าเลื่อนปีครบหรือไม่ ก่อนดำเนินการ")
    return told % {"days": ", ".join(found)} if found else ""


def _form(request: HttpRequest, desk: OrderDesk, step: str) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    viewer = desk.viewer
    if step == "sign":
        series, reserved = order_series(viewer.area), reserved_numbers(viewer.area)
        return SignForm(data, viewer.today, series, reserved, signer_post(viewer))
    if step == "end":
        return EndForm(data, viewer.today)
    return (ReasonForm if step in ("return", "cancel") else forms.Form)(data, label_suffix="")


def _take(request: HttpRequest, order: Order, step: str, said: dict[str, Any]) -> None:
    by, now = signed_in(request), timezone.now()
    today, reason = timezone.localdate(now), str(said.get("reason", ""))
    match step:
        case "propose":
            propose_order(by=by, order=order)
        case "return":
            return_order(by=by, order=order, reason=reason)
        case "sign":
            signing = Signing(said["day"], now, str(by), said["post"], said["number"])
            sign_order(by=by, order=order, signing=signing)
        case "circulate":
            circulate_order(by=by, order=order, at=now)
        case "end":
            end_order(by=by, order=order, on=said["ends"], reason=reason)
        case "cancel":
            cancel_order(by=by, order=order, on=today, reason=reason)


def signer_post(viewer: Viewer) -> str:
    """As what the viewer signs, in the words of an order's signature."""
    signing = [h for h in viewer.roles if SIGN_ORDERS in ROLES[h.role].permissions]
    post = f"ผู้อำนวยการ{viewer.area.name}"
    if not signing or not all(held.acting for held in signing):
        return post
    own = viewer.user.position if viewer.user else ""
    return f"{own} รักษาการในตำแหน่ง{post}".strip()


def _numbers_told(desk: OrderDesk) -> str:
    """Which number was the last and which day it bears, and which comes next this year."""
    last = last_order(desk.viewer.area, desk.viewer.today)
    told = _("ยังไม่มีคำสั่งที่ออกเลขในระบบ")
    if last is not None and last.day is not None:
        given = _("คำสั่งล่าสุดคือที่ %(number)s สั่ง ณ วันที่ %(day)s")
        told = given % {"number": last.number, "day": be_date(last.day)}
    year = calendar_year(desk.viewer.today).be
    number = f"{next_number(desk.viewer.area, year)}/{year}"
    return " · ".join([told, _("เลขถัดไป %(number)s") % {"number": number}])
