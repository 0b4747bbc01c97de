"""The steps of one letter: each is a form of its own, for who may."""

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from khet.jobs.evidence_files import SCANS, RefusedFileError, take_in
from khet.records.office.actions.letter_files import attach_to_letter
from khet.records.office.actions.letter_orders import cancel_letter, order_letter
from khet.records.office.actions.letters import Step, move_letter
from khet.records.office.models import Letter
from khet.records.office.queries.folder import (
    assignees,
    reserved_for,
    usual_due,
)
from khet.rules.letter_desk import STEPS
from khet.rules.letters import (
    CANCEL,
    ENDORSE,
    FILE,
    ORDER,
    PROPOSE,
    RETURN,
    SIGN,
    after_step,
)
from khet.web.account.own import is_own
from khet.web.office.folder.asked import LetterDesk, letter_desk
from khet.web.office.folder.forms import LetterOrderForm, NoteForm, ReasonForm, ToForm
from khet.web.office.folder.sign_form import SignForm
from khet.web.office.folder.words import FAULTS, fault_told, step_words
from khet.web.office.letters.words import letter_name, state_name
from khet.web.parts import filling
from khet.web.parts.filling import Page, form_page
from khet.web.parts.private import private

filled = partial(filling.filled, faults=FAULTS, told=fault_told)


def url_of(letter: Letter) -> str:
    """The address of a letter's page."""
    return reverse("office:letter", args=[letter.pk])


@private
@sensitive_post_parameters("password")
@form_page
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step with a letter; one that can't be taken any more leads back to the letter."""
    if step not in STEPS:
        raise Http404
    desk = letter_desk(request, pk)
    lapsed = desk.why_not(step)
    if not desk.may(step) and not (lapsed and request.method == "POST"):
        raise PermissionDenied(lapsed)
    if request.method != "POST" and after_step(desk.letter.book, step, desk.letter.state) is None:
        told = _("ทำรายการนี้ไม่ได้ เพราะหนังสืออยู่ในสถานะ “%(state)s”")
        messages.info(request, told % {"state": state_name(desk.letter.state)})
        return redirect(url_of(desk.letter))
    return _asked(request, desk, step, lapsed)


def _asked(request: HttpRequest, desk: LetterDesk, step: str, lapsed: str) -> HttpResponse:
    form = _form(request, desk, step)
    if request.method == "POST":
        if form.is_valid() and not desk.may(step):
            form.add_error(None, lapsed)
        elif form.cleaned_data.get("password"):
            is_own(request, form, "password")

    def do() -> str:
        _take(desk, step, form)
        return url_of(desk.letter)

    told = step_words(step)
    title = f"{told.button}: {letter_name(desk.letter)}"
    lead = _owed_told(desk.owed) if step == FILE and desk.owed else told.lead
    page = Page(title, told.button, url_of(desk.letter), lead, told.warning, told.done)
    if step == ORDER:
        page = replace(page, template="office/folder/order.html")
    return filled(request, form, page, do)


def _form(request: HttpRequest, desk: LetterDesk, step: str) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    area, today = desk.viewer.area, desk.viewer.today
    if step in (PROPOSE, ENDORSE):
        return ToForm(data, desk.others, desk.next_desk, must=step == ENDORSE)
    if step == ORDER:
        due = usual_due(area, desk.letter.urgency, today)
        return LetterOrderForm(data, assignees(area, today), today, due)
    if step == SIGN:
        files, reserved = request.FILES or None, reserved_for(desk.letter, today)
        return SignForm(data, files, today, reserved, desk.writer(SIGN).post)
    reasoned = step in (RETURN, CANCEL) or (step == FILE and desk.owed)
    return (ReasonForm if reasoned else NoteForm)(data, label_suffix="")


def _owed_told(n: int) -> str:
    told = _("งานที่สั่งในหนังสือนี้ยังไม่เสร็จหรือรอตรวจ %(n)s งาน เก็บได้เมื่อเขียนเหตุผล งานยังต้องทำและตรวจต่อ")
    return told % {"n": n}


def _take(desk: LetterDesk, step: str, form: Any) -> None:
    by, letter, writer = desk.user, desk.letter, desk.writer(step)
    told = form.cleaned_data
    taken = partial(Step, step, timezone.now(), post=writer.post, for_whom=writer.for_whom)
    match step:
        case "propose" | "endorse":
            move_letter(by=by, letter=letter, step=taken(form.said, to_person=form.person))
        case "order":
            due = usual_due(desk.viewer.area, letter.urgency, desk.viewer.today)
            order_letter(
                by=by,
                letter=letter,
                step=taken(form.order),
                assignments=form.assignments(due),
                opinion=told["opinion"],
            )
        case "sign":
            _sign(desk, form)
        case "cancel":
            cancel_letter(by=by, letter=letter, step=taken(told["note"]))
        case _:
            move_letter(by=by, letter=letter, step=taken(told["note"]))


def _sign(desk: LetterDesk, form: SignForm) -> None:
    """Sign a letter; the scan that was brought is kept as the signed one.

    Raises:
        ValidationError: the scan is refused.
    """
    told, now, by = form.cleaned_data, timezone.now(), desk.user
    writer = desk.writer(SIGN)
    step = Step(
        SIGN,
        now,
        post=told["post"],
        for_whom=writer.for_whom,
        day=told["day"],
        reserved=form.reserved,
    )
    if told["scan"]:
        try:
            brought = take_in(told["scan"], only=SCANS)
        except RefusedFileError as refused:
            raise ValidationError({"scan": str(refused)}) from refused
        attach_to_letter(by=by, letter=desk.letter, brought=brought, at=now, part="scan")
    move_letter(by=by, letter=desk.letter, step=step)
