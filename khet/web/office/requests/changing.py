"""Asking for a service, and asking otherwise before it is checked or after it was given back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.records.office.actions.files import take_off
from khet.records.office.actions.requests import (
    Asking,
    RequestMovedError,
    ask_service,
    change_request,
)
from khet.records.office.models import ServiceRequest
from khet.records.office.queries.files import attached
from khet.records.office.queries.requests import KIND
from khet.rules.services import SERVICES, Service
from khet.web.office.evidence.asked import sent
from khet.web.office.evidence.receiving import arrive
from khet.web.office.requests.asked import RequestDesk, request_desk, request_of
from khet.web.office.requests.forms import ServiceForm, initial_of
from khet.web.office.requests.words import fault_told, request_url, service_name
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in


@private
@form_page
def ask(request: HttpRequest, service: str) -> HttpResponse:
    """Ask for a service."""
    desk, kind = request_desk(request), _service(service)
    initial = _of_asker(desk)

    def do(asking: Asking) -> ServiceRequest:
        area, unit = desk.viewer.area, desk.unit
        return ask_service(by=desk.user, area=area, unit=unit, service=service, asking=asking)

    return _form_page(request, desk, kind, initial, do)


@private
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask otherwise, and send it again."""
    desk = request_desk(request)
    found = _own(desk, pk)
    kind = _service(found.service)
    if request.method != "POST" and not desk.may_change(found):
        messages.info(request, fault_told(RequestMovedError(found.state)))
        return redirect(request_url(found))
    initial = initial_of(kind, found.details)

    def do(asking: Asking) -> ServiceRequest:
        return change_request(by=desk.user, request=found, asking=asking)

    return _form_page(request, desk, kind, initial, do, found)


@private
@require_POST
def file_off(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off the own request, while it can be changed."""
    desk = request_desk(request)
    found = _own(desk, pk)
    if not desk.may_change(found):
        messages.info(request, fault_told(RequestMovedError(found.state)))
        return redirect(request_url(found))
    own = attached().filter(about_kind=KIND, about_key=str(found.pk))
    chosen = get_object_or_404(own, pk=file)
    take_off(by=signed_in(request), file=chosen, at=timezone.now(), told=False)
    messages.success(request, _("นำไฟล์ออกแล้ว"))
    return redirect(request_url(found))


def _form_page(
    request: HttpRequest,
    desk: RequestDesk,
    kind: Service,
    initial: Mapping[str, Any],
    do: Callable[[Asking], ServiceRequest],
    found: ServiceRequest | None = None,
) -> HttpResponse:
    form = ServiceForm(kind, *sent(request), initial, desk.viewer.today)
    context = {"form": form, "title": service_name(kind.code), "found": found}
    if request.method == "POST":
        form.is_valid()
        files = form.cleaned_data.get("file", ())
        arrived = arrive(form, files, request.POST.getlist("held"), desk.user)
        if form.is_valid():
            try:
                kept = do(Asking(form.details, timezone.now(), arrived.brought))
            except RequestMovedError as fault:
                form.add_error(None, fault_told(fault))
            else:
                messages.success(request, _("ส่งคำขอแล้ว รอตรวจ"))
                return redirect(request_url(kept))
        context["held"] = arrived.held_by(desk.user)
    return render(request, "office/requests/form.html", context)


def _service(code: str) -> Service:
    if code not in SERVICES:
        raise Http404
    return SERVICES[code]


def _own(desk: RequestDesk, pk: int) -> ServiceRequest:
    found = request_of(desk, pk)
    if not desk.own(found):
        raise PermissionDenied
    return found


def _of_asker(desk: RequestDesk) -> dict[str, str]:
    """What is known of the asker, where the form asks for it."""
    position = " ".join(filter(None, [desk.user.position, str(desk.unit)]))
    return {"holder": str(desk.user), "position": position, "post": desk.user.position}
