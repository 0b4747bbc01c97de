"""Keeping what was answered to an instrument about a record."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from khet.records.office.actions.evidence import About
from khet.records.office.models import AnswerSheet, Instrument, InstrumentVersion
from khet.records.office.queries.instruments import answers_in
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit
from khet.rules.instrument_scores import Fault, checked, kept, score
from khet.rules.instruments import Answers, content_of

KIND = "office.answers"


class AnswersError(Exception):
    """The answers can't be kept; ``faults`` says what is wrong with which item."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


class NotReleasedError(Exception):
    """Only a released version is filled in."""


class FutureDayError(Exception):
    """The day is still to come."""


@transaction.atomic
def keep_answers(
    *,
    by: Actor,
    version: InstrumentVersion,
    unit: Unit,
    about: About,
    day: date,
    answers: Answers,
    at: datetime,
    files: bool = True,
) -> AnswerSheet:
    """Keep what was answered about a record; a further answer takes the place of the one before.

    The same twice is once. What isn't asked by what was answered isn't kept. Where no ``files`` can
    be brought, none must be.

    Raises:
        AnswersError, NotReleasedError, FutureDayError: see there.
    """
    today, content = timezone.localtime(at).date(), content_of(version.content)
    _refuse(version, day, today)
    if faults := checked(content, answers, today, files=files):
        raise AnswersError(faults)
    Instrument.objects.select_for_update().get(pk=version.instrument_id)
    sheet = _sheet(version, about)
    before = _told(sheet) if sheet.pk else None
    _fill(sheet, version, unit, day, kept(content, answers))
    if before != (after := _told(sheet)):
        sheet.filled_at, sheet.filled_by = at, str(by)
        sheet.save()
        action = "change-answers" if before else "keep-answers"
        key = str(sheet.pk)
        record_event(by=by, action=action, kind=KIND, key=key, before=before, after=after)
    return sheet


def _refuse(version: InstrumentVersion, day: date, today: date) -> None:
    if version.released_at is None:
        raise NotReleasedError
    if day > today:
        raise FutureDayError


def _sheet(version: InstrumentVersion, about: About) -> AnswerSheet:
    """The sheet of the record, of whatever version; a new one where there is none."""
    named = {"about_kind": about[0], "about_key": about[1]}
    known = AnswerSheet.objects.filter(version__instrument=version.instrument_id, **named)
    return known.select_related("unit", "version").first() or AnswerSheet(**named)


def _fill(
    sheet: AnswerSheet, version: InstrumentVersion, unit: Unit, day: date, answers: Answers
) -> None:
    sheet.version, sheet.unit, sheet.day = version, unit, day
    sheet.values, sheet.skipped = dict(answers.values), sorted(answers.skipped)
    found = score(content_of(version.content), answers)
    sheet.got, sheet.possible = found or (None, None)


def _told(sheet: AnswerSheet) -> dict[str, Any]:
    """A sheet as its events tell it."""
    answers = answers_in(sheet)
    return {
        "instrument": sheet.version.instrument_id,
        "version": sheet.version.number,
        "unit": sheet.unit.code,
        "about": f"{sheet.about_kind} {sheet.about_key}",
        "day": sheet.day.isoformat(),
        "answers": {**answers.values, **dict.fromkeys(answers.skipped, "-")},
    }
