"""Answering a circular by a form of the office: filled in as any instrument is."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.answers import KIND as SHEET
from khet.records.office.actions.answers import AnswersError, keep_answers
from khet.records.office.actions.evidence import Brought, use_evidence
from khet.records.office.actions.receipts import ClosedError, Said, answer_circular
from khet.records.office.actions.search import Seen
from khet.records.office.models import AnswerSheet, Evidence, InstrumentVersion, Level
from khet.records.office.queries.audiences import places_of
from khet.records.office.queries.circulars import KIND
from khet.records.office.queries.instruments import answers_in, sheets_about
from khet.records.registry.models import Unit
from khet.rules.instruments import Answers, content_of
from khet.web.office.circulars.asked import Reading
from khet.web.office.circulars.receipt import answering, told_receipt
from khet.web.office.circulars.words import fault_told, receipt_url
from khet.web.office.evidence.asked import sent
from khet.web.office.instruments.answering import AnswerForm
from khet.web.office.instruments.uploads import kept_as_evidence, received
from khet.web.office.instruments.words import fault_word
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in


@private
@form_page
def fill_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in the form that a circular asks for, or change what was filled in.

    Raises:
        Http404: it asks for none.
    """
    reading = answering(request, pk)
    version = reading.circular.instrument
    if version is None:
        raise Http404
    if not reading.is_open:
        messages.info(request, str(fault_told(ClosedError())))
        return redirect(receipt_url(reading.receipt))
    form = _form(request, reading, version)
    if request.method == "POST" and form.is_valid() and _kept(request, reading, version, form):
        messages.success(request, _("ส่งคำตอบแล้ว แก้ได้จนกว่าเขตปิดรับ"))
        return redirect(receipt_url(reading.receipt))
    context = {"form": form, "version": version, **told_receipt(reading)}
    return render(request, "office/circulars/form.html", context)


def _form(request: HttpRequest, reading: Reading, version: InstrumentVersion) -> AnswerForm:
    viewer = reading.viewer
    sheet = sheets_about(KIND, str(reading.receipt.pk)).first()
    before = answers_in(sheet) if sheet else None
    data, files = sent(request)
    content = content_of(version.content)
    return AnswerForm(
        content, data, files, initial=before, today=viewer.today, tables=viewer.tables
    )


def _kept(
    request: HttpRequest, reading: Reading, version: InstrumentVersion, form: AnswerForm
) -> bool:
    """Keep the sheet and the answer; where that can't be done, the form tells why not."""
    brought = received(form)
    if brought is None:
        return False
    by, said = signed_in(request), Said(acting=reading.acting)
    try:
        with transaction.atomic():
            _keep_sheet(request, reading, version, form, brought)
            answer_circular(by=by, receipt=reading.receipt, said=said, at=timezone.now())
    except AnswersError as refused:
        items = {item.name: item for item in form.content.items}
        for fault in refused.faults:
            form.add_error(None, fault_word(items.get(fault.name), fault.code))
        return False
    except ClosedError as fault:
        form.add_error(None, str(fault_told(fault)))
        return False
    return True


def _keep_sheet(
    request: HttpRequest,
    reading: Reading,
    version: InstrumentVersion,
    form: AnswerForm,
    brought: dict[str, list[Brought]],
) -> AnswerSheet:
    by, today, unit = signed_in(request), reading.viewer.today, _unit(reading)
    seen = Seen(reading.viewer.area, unit, Level.OFFICE, by)
    answers = kept_as_evidence(by, form, brought, seen, today)
    sheet = keep_answers(
        by=by,
        version=version,
        unit=unit,
        about=(KIND, str(reading.receipt.pk)),
        day=today,
        answers=answers,
        at=timezone.now(),
    )
    if keys := _files(answers, brought):
        evidence = list(Evidence.objects.filter(pk__in=keys))
        use_evidence(by=by, evidence=evidence, about=(SHEET, str(sheet.pk)))
    return sheet


def _files(answers: Answers, brought: dict[str, Any]) -> list[int]:
    return [int(key) for name in brought for key in answers.values.get(name, ())]


def _unit(reading: Reading) -> Unit:
    """The unit that answers; of a person where he or she works."""
    receipt, viewer = reading.receipt, reading.viewer
    if receipt.unit is not None:
        return receipt.unit
    keys = [receipt.user_id] if receipt.user_id else []
    return next(iter(places_of(viewer.area, keys, viewer.today).values()), viewer.area)
