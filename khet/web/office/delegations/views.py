"""Powers given to others: who may decide what, until when, under which order; given, taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.actions.delegations import Given, give_powers, move_end, take_back
from khet.records.office.models import Delegation, Order
from khet.records.office.queries.orders import orders_seen
from khet.records.office.queries.owner_choices import people_told
from khet.records.office.queries.powers import delegations_of
from khet.records.registry.access import (
    ALLOW_SERVICES,
    APPROVE_TRIPS,
    AT_OFFICE,
    DELEGATE,
    ROLES,
    SIGN_LETTERS,
)
from khet.records.registry.models import RoleHeld, User
from khet.records.registry.queries.people import roles_on_in
from khet.rules.powers import LETTERS, POWERS, TRIPS, stands
from khet.web.office.delegations.deciding import post_of
from khet.web.office.delegations.forms import ORDERS, EndForm, GiveForm, ReasonForm
from khet.web.office.delegations.words import (
    FAULTS,
    fault_told,
    power_name,
    power_told,
    under_words,
)
from khet.web.parts import filling
from khet.web.parts.filling import Page, form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

filled = partial(filling.filled, faults=FAULTS, told=fault_told)
PER_PAGE = 50
_ORDERS = 100
_PERMISSIONS = {LETTERS: SIGN_LETTERS, TRIPS: APPROVE_TRIPS}


@dataclass(frozen=True)
class Row:
    """A power as the list shows it; ``counts`` is whether it does today."""

    one: Delegation
    power: str
    under: str
    counts: bool


@private
@require_safe
def delegations(request: HttpRequest) -> HttpResponse:
    """The powers that were given: those that aren't over, or those that are."""
    viewer = _at_office(request)
    over = request.GET.get("over") == "yes"
    found = delegations_of(viewer.area, viewer.today, over=over)
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "leaf": leaf,
        "rows": [_row(one, viewer) for one in leaf],
        "over": over,
        "own": [] if over else _by_post(viewer),
        "gives": viewer.scope.may_everywhere(DELEGATE),
    }
    return render(request, "office/delegations/list.html", context)


@private
@form_page
def give(request: HttpRequest) -> HttpResponse:
    """Give powers to somebody of the office."""
    viewer = _giving(request)
    by, orders = signed_in(request), _orders(viewer)
    form = GiveForm(request.POST or None, by, _people(viewer, by), orders, viewer.today)

    def do() -> str:
        told, order = form.cleaned_data, form.order
        given = Given(
            to=told["to"],
            powers=told["powers"],
            since=told["since"],
            until=told["until"],
            post=post_of(viewer, DELEGATE),
            order=order,
            under="" if order else told["under"],
            note=told["note"],
        )
        give_powers(by=by, area=viewer.area, given=given)
        return reverse("office:delegations")

    lead = _("ผู้รับมอบลงนาม สั่งการ หรืออนุมัติแทนท่านได้ตั้งแต่วันเริ่ม และหยุดเองเมื่อพ้นวันสิ้นสุด")
    here, done, lists = reverse("office:delegations"), _("มอบอำนาจแล้ว"), {ORDERS: form.orders}
    page = Page(_("มอบอำนาจ"), _("มอบอำนาจ"), here, lead, done=done, lists=lists)
    return filled(request, form, page, do)


@private
@form_page
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a power count until another day."""
    viewer = _giving(request)
    one = _delegation(viewer, pk)
    form = EndForm(request.POST or None, one, viewer.today)

    def do() -> str:
        until = form.cleaned_data["until"]
        move_end(by=signed_in(request), delegation=one, until=until, today=viewer.today)
        return reverse("office:delegations")

    title = _("แก้วันสิ้นสุด: %(power)s") % {"power": power_told(one)}
    page = Page(title, _("บันทึก"), reverse("office:delegations"), done=_("แก้วันสิ้นสุดแล้ว"))
    return filled(request, form, page, do)


@private
@form_page
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a power back."""
    viewer = _giving(request)
    one = _delegation(viewer, pk)
    form = ReasonForm(request.POST or None, label_suffix="")

    def do() -> str:
        reason = form.cleaned_data["reason"]
        take_back(by=signed_in(request), delegation=one, reason=reason, today=viewer.today)
        return reverse("office:delegations")

    title = _("ถอนคืนอำนาจ: %(power)s") % {"power": power_told(one)}
    warning = _("ผู้รับมอบใช้อำนาจนี้ไม่ได้ทันที ที่ทำไปแล้วยังคงอยู่")
    page = Page(title, _("ถอนคืน"), reverse("office:delegations"), "", warning, _("ถอนคืนแล้ว"))
    return filled(request, form, page, do)


def _at_office(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not viewer.office_sight.office:
        raise PermissionDenied
    return viewer


def _giving(request: HttpRequest) -> Viewer:
    viewer = _at_office(request)
    viewer.require_everywhere(DELEGATE)
    return viewer


def _delegation(viewer: Viewer, pk: int) -> Delegation:
    found = Delegation.objects.filter(area=viewer.area).select_related("to")
    return get_object_or_404(found, pk=pk)


def _row(one: Delegation, viewer: Viewer) -> Row:
    counts = stands(one.since, one.until, one.ended_on, viewer.today)
    return Row(one, power_name(one.power), under_words(one), counts)


def _held(viewer: Viewer) -> list[RoleHeld]:
    return list(roles_on_in(viewer.area, viewer.today).filter(unit__kind__in=AT_OFFICE))


def _people(viewer: Viewer, but: User) -> dict[User, str]:
    """Everybody with an open account and a role at the office as lists name them, in Thai order."""
    found = people_told(held for held in _held(viewer) if held.user != but)
    return dict(sorted(found.items(), key=lambda one: (one[0].sort_key, one[0].pk)))


def _by_post(viewer: Viewer) -> list[tuple[str, list[str]]]:
    """Who decides what by the own post, power by power."""
    held = _held(viewer)
    return [(power_name(power), list(_deciding(held, power))) for power in POWERS]


def _deciding(held: Iterable[RoleHeld], power: str) -> Iterable[str]:
    permission = _PERMISSIONS.get(power, ALLOW_SERVICES)
    acting = _("(รักษาการ)")
    told = {
        one.user.pk: f"{one.user} {acting}" if one.acting else str(one.user)
        for one in held
        if permission in ROLES[one.role].permissions
    }
    return told.values()


def _orders(viewer: Viewer) -> list[Order]:
    """The newest orders that were signed."""
    states = [Order.State.SIGNED, Order.State.CIRCULATED]
    found = orders_seen(viewer.office_sight).filter(state__in=states)
    return list(found[:_ORDERS])
