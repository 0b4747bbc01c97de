"""The steps of a request: checked, given back, allowed or refused, received, cancelled."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.requests import RequestStep, move_request
from khet.records.office.models import ServiceRequest
from khet.rules.services import CANCEL, REFUSE, RETURN, after_step
from khet.web.office.requests.asked import (
    DECIDING,
    STEPS,
    RequestDesk,
    request_desk,
    request_of,
)
from khet.web.office.requests.forms import NoteForm, ReasonForm
from khet.web.office.requests.words import (
    FAULTS,
    fault_told,
    request_url,
    service_name,
    step_words,
)
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private


@private
@form_page
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step with a request; one that can't be taken any more leads back to it."""
    if step not in STEPS:
        raise Http404
    desk = request_desk(request)
    found = request_of_step(desk, pk, step)
    lapsed = desk.lapsed(found.service) if step in DECIDING else ""
    if not desk.may(step, found) and not (lapsed and request.method == "POST"):
        raise PermissionDenied(lapsed or desk.barred(step, found))
    if request.method != "POST" and after_step(step, found.state) is None:
        messages.info(request, _("ทำรายการนี้ไปแล้ว หรือทำไม่ได้แล้ว"))
        return redirect(request_url(found))
    told, form = step_words(step), _form(request, step)

    def do() -> str:
        if lapsed:
            raise ValidationError(lapsed)
        move(desk, found, step, str(form.cleaned_data.get("reason", "")))
        return request_url(found)

    back = request_url(found)
    title = f"{told.button}: {service_name(found.service)}"
    page = Page(title, told.button, back, told.lead, told.warning, told.done)
    return filled(request, form, page, do, FAULTS, fault_told)


def move(desk: RequestDesk, found: ServiceRequest, step: str, reason: str) -> None:
    """Let a request take a step as the reader, by the own right or in whose stead."""
    deciding = desk.decides(found.service) if step in DECIDING else None
    in_stead = deciding.for_whom if deciding else ""
    taken = RequestStep(step, timezone.now(), reason, in_stead)
    move_request(by=desk.user, request=found, step=taken)


def request_of_step(desk: RequestDesk, pk: int, step: str) -> ServiceRequest:
    """The request of a step: seen, or one whose decision was the reader's until the term ended.

    Raises:
        PermissionDenied: neither.
        Http404: there is none.
    """
    try:
        return request_of(desk, pk)
    except PermissionDenied:
        found = ServiceRequest.objects.filter(pk=pk, area=desk.viewer.area).first()
        if found is None or step not in DECIDING or not desk.lapsed(found.service):
            raise
        return found


def _form(request: HttpRequest, step: str) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    kind = ReasonForm if step in (RETURN, REFUSE) else forms.Form if step == CANCEL else NoteForm
    return kind(data, label_suffix="")
