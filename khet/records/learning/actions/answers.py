"""Writes about what schools answer to their results."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from khet.records.learning.actions.standing import ANSWERS
from khet.records.learning.models import Answer, ScoreFile, Sitting
from khet.records.office.actions.duties import finish_duty
from khet.records.office.queries.duties import duties_about
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit
from khet.rules.deadlines import ANSWER_RESULTS


class AnswersClosedError(Exception):
    """The office takes no more answers to the results."""


class ResultsChangedError(Exception):
    """The results were withdrawn, or a newer version of them was announced."""


@dataclass(frozen=True)
class AnswerEntry:
    """What a school answers for a subject; ``target`` is a mean of 0–100, at most 2 decimals."""

    subject: str
    pupils_causes: str
    teachers_causes: str
    plan: str
    target: Decimal


@transaction.atomic
def answer_results(
    *,
    by: Actor,
    file: ScoreFile,
    school: Unit,
    entries: Iterable[AnswerEntry],
    asked: Collection[str],
    at: datetime,
) -> None:
    """Keep a school's answers to the results of an announced file.

    Once all subjects that are ``asked`` for are answered, the school's duty is done.

    Raises:
        AnswersClosedError: the office closed answering.
        ResultsChangedError: the file isn't what schools see any more.
    """
    sitting = Sitting.objects.select_for_update().get(pk=file.sitting_id)
    _refuse(sitting, file)
    there = {row.subject: row for row in Answer.objects.filter(sitting=sitting, school=school)}
    for entry in entries:
        row = there.get(entry.subject) or Answer(
            sitting=sitting, school=school, subject=entry.subject
        )
        _keep(by, row, entry, file)
        there[entry.subject] = row
    if set(asked) <= there.keys():
        for duty in duties_about(ANSWERS, str(sitting.pk), ANSWER_RESULTS.code).filter(unit=school):
            finish_duty(by=by, duty=duty, at=at)


def _refuse(sitting: Sitting, file: ScoreFile) -> None:
    announced = ScoreFile.objects.filter(
        sitting=sitting, content=file.content, state=ScoreFile.State.ANNOUNCED
    )
    newest = announced.order_by("-version").first()
    if newest is None or newest.pk != file.pk:
        raise ResultsChangedError
    if sitting.answers_closed_at is not None:
        raise AnswersClosedError


def _keep(by: Actor, row: Answer, entry: AnswerEntry, file: ScoreFile) -> None:
    """An answer in its row, with its event; what says the same stays as it is."""
    before = _told(row) if row.pk else None
    for name, value in asdict(entry).items():
        setattr(row, name, value)
    if before == (after := _told(row)):
        return
    row.file, row.written_by = file, str(by)
    row.save()
    record_event(
        by=by,
        action="change-answer" if before else "answer-results",
        kind=ANSWERS,
        key=str(row.sitting_id),
        before=before,
        after=after,
    )


def _told(row: Answer) -> dict[str, Any]:
    """What an answer says, as its events tell it."""
    return {
        "school": row.school.code,
        "subject": row.subject,
        "pupils_causes": row.pupils_causes,
        "teachers_causes": row.teachers_causes,
        "plan": row.plan,
        "target": f"{row.target:.2f}",
    }
