"""To whom a letter goes and what is asked: written before or after it is signed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.records.office.actions.circulars import prepare_circular
from khet.records.office.queries.audiences import Receivers
from khet.web.office.circulars.asked import Sending, kept_sending
from khet.web.office.circulars.audience_forms import AudienceForm, PrepareForm
from khet.web.office.circulars.words import FAULTS, fault_told, sending_url
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in

NAMES = 300
"""Names that are listed; the rest are counted."""


@private
@form_page
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the receivers and what is asked."""
    sending = _to_prepare(request, pk)
    if not sending.prepares:
        messages.info(request, _("แก้ผู้รับไม่ได้แล้ว: หนังสือส่งหรือยกเลิกแล้ว หรือเป็นหนังสือลับ"))
        return redirect(sending_url(sending.letter))
    form = PrepareForm(request.POST or None, sending.book, sending.circular)
    if request.method == "POST" and form.is_valid() and _prepared(request, sending, form):
        messages.success(request, _("บันทึกผู้รับแล้ว"))
        return redirect(sending_url(sending.letter))
    found = sending.book.of(sending.circular.audience) if sending.circular else Receivers()
    context = {"sending": sending, "form": form, **shown(found)}
    return render(request, "office/circulars/prepare.html", context)


@private
@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """How many would get it, and who, as a part of the page."""
    sending = _to_prepare(request, pk)
    form = AudienceForm(request.POST, sending.book, {})
    found = form.receivers if form.is_valid() else Receivers()
    context = {
        **shown(found),
        "faults": [str(one) for told in form.errors.values() for one in told],
    }
    return render(request, "office/circulars/_receivers.html", context)


def shown(found: Receivers) -> dict[str, Any]:
    """Receivers as the page lists them."""
    units, people = found.units[:NAMES], found.people[:NAMES]
    return {
        "found": found,
        "units": units,
        "people": [(user, found.places.get(user.pk, "")) for user in people],
        "more": len(found) - len(units) - len(people),
    }


def _to_prepare(request: HttpRequest, pk: int) -> Sending:
    sending = kept_sending(request, pk)
    if sending.viewer.user is None:
        raise PermissionDenied
    return sending


def _prepared(request: HttpRequest, sending: Sending, form: PrepareForm) -> bool:
    """Keep it; whether that could be done, else the form tells why not."""
    by, letter = signed_in(request), sending.letter
    try:
        prepare_circular(by=by, letter=letter, audience=form.audience, asking=form.asking)
    except FAULTS as fault:
        form.add_error(None, str(fault_told(fault)))
        return False
    return True
