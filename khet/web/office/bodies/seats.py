"""How a body is composed: seats by role, by person or by a guest's name, in their order."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.records.office.actions.bodies import BodyFixedError, set_seats
from khet.records.office.models import Body, Seat
from khet.records.office.queries.members import people_named, posts_of
from khet.records.registry.access import DRAFT_ORDERS, HOLD_MEETINGS
from khet.web.office.bodies.seat_forms import (
    GUEST,
    KINDS,
    MOST,
    PERSON,
    ROLE,
    Row,
    SeatRows,
    person_said,
)
from khet.web.office.orders.asked import OrderDesk
from khet.web.office.orders.changes import fixed
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.registry.people.words import unit_name

_FIELDS = ("kind", "part", "who", "unit", "since", "until")
_LISTED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def show_seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who sits in a body; rows come, move and go without losing what was typed."""
    viewer = viewer_of(request)
    body = get_object_or_404(
        Body.objects.select_related("area", "order__unit"), pk=pk, area=viewer.area
    )
    if not may_compose(viewer, body):
        raise PermissionDenied
    if body.order and (kept := fixed(request, OrderDesk(viewer), body.order)):
        return kept
    rows, new = _rows(request, body)
    do = request.POST.get("do", "save")
    if do.startswith("add-") and new is None:
        return HttpResponse(status=204)
    seats = SeatRows(body, viewer.today, rows, bound=request.method == "POST" and do == "save")
    if new is not None:
        seats.forms[new].fields["who"].widget.attrs["autofocus"] = True
    if request.method == "POST" and do == "save" and seats.is_valid():
        try:
            set_seats(by=signed_in(request), body=body, seats=seats.entries)
        except BodyFixedError:
            seats.faults.append(_("คำสั่งนี้ไม่ใช่ร่างแล้ว จึงเปลี่ยนองค์ประกอบไม่ได้: ออกคำสั่งใหม่แทน"))
        else:
            return redirect(_back(body))
    context = {"body": body, "seats": seats, "back": _back(body)}
    return render(request, "office/bodies/seats.html", context)


@require_safe
def show_people(request: HttpRequest) -> HttpResponse:
    """People of the office and its schools whose name has what was typed, to choose from."""
    viewer = viewer_of(request)
    if not {DRAFT_ORDERS, HOLD_MEETINGS} & _everywhere(viewer):
        raise PermissionDenied
    asked = next((str(v) for name, v in request.GET.items() if name.endswith("who")), "")
    found = people_named(viewer.area, viewer.today, asked, _LISTED) if asked.strip() else []
    posts = posts_of(viewer.area, found, viewer.today)
    people = [(person_said(user), posts.get(user.pk, "")) for user in found]
    return render(request, "office/bodies/_people.html", {"people": people})


def may_compose(viewer: Viewer, body: Body) -> bool:
    """Whether the viewer may say who sits in a body: of an order, who may change the order."""
    if body.order is not None:
        return OrderDesk(viewer).of_unit(body.order)
    return HOLD_MEETINGS in _everywhere(viewer)


def _everywhere(viewer: Viewer) -> set[str]:
    return {p for p in viewer.scope.permissions if viewer.scope.may_everywhere(p)}


def _back(body: Body) -> str:
    if body.order_id is not None:
        return reverse("office:order", args=[body.order_id])
    return reverse("office:body", args=[body.pk])


def _rows(request: HttpRequest, body: Body) -> tuple[list[Row], int | None]:
    """The rows to show, as kept or as typed, and the place of one that was just added."""
    if request.method != "POST":
        return [_row(seat) for seat in body.seats.select_related("person", "unit")], None
    rows = list(_typed(request.POST))
    word, _dash, rest = request.POST.get("do", "").partition("-")
    if word == "add" and rest in KINDS and len(rows) < MOST:
        part = Seat.Part.MEMBER if rows else Seat.Part.CHAIR
        return [*rows, {"kind": rest, "part": str(part)}], len(rows)
    if rest.isdecimal() and int(rest) < len(rows):
        return _moved(rows, word, int(rest)), None
    return rows, None


def _moved(rows: list[Row], word: str, place: int) -> list[Row]:
    """The rows with one taken away, or changed with its neighbour."""
    left = [*rows[:place], *rows[place + 1 :]]
    if word == "remove":
        return left
    to = place + {"up": -1, "down": 1}.get(word, 0)
    return [*left[: max(to, 0)], rows[place], *left[max(to, 0) :]]


def _typed(posted: Mapping[str, Any]) -> Iterable[Row]:
    for place in range(MOST):
        kind = posted.get(f"seat-{place}-kind")
        if kind is None:
            return
        said = {name: posted.get(f"seat-{place}-{name}", "") for name in _FIELDS}
        yield {**said, "kind": kind if kind in KINDS else PERSON}


def _row(seat: Seat) -> Row:
    """A kept seat as its row."""
    who = (PERSON, person_said(seat.person)) if seat.person else (ROLE, seat.role)
    kind, said = (GUEST, seat.name) if seat.name else who
    days = {name: getattr(seat, name) or "" for name in ("since", "until")}
    unit = unit_name(seat.unit) if seat.unit else ""
    return {"kind": kind, "part": seat.part, "who": said, "unit": unit, **days}
