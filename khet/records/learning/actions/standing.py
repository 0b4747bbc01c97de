"""Writes about the standing of results: checked, announced with what schools owe, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from khet.records.learning.actions.score_files import WrongStateError
from khet.records.learning.models import Answer, ScoreFile, Sitting
from khet.records.office.actions.duties import finish_duty, open_duties, posts_at, waive_duty
from khet.records.office.models import Duty
from khet.records.office.queries.duties import duties_about
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, UnitKind
from khet.rules.deadlines import ANSWER_RESULTS

ANSWERS = "learning.answers"


@dataclass(frozen=True)
class Announcement:
    """What is announced with results: how they were made, and which schools answer for what.

    ``asked`` has the subjects by the school's code; without a day nobody is asked.
    """

    parameters: dict[str, Any] | None = None
    due: date | None = None
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@transaction.atomic
def move_results(
    *,
    by: Actor,
    file: ScoreFile,
    to: str,
    at: datetime,
    announcement: Announcement | None = None,
) -> ScoreFile:
    """Take results a step on: calculated → checked → announced, as events tell.

    With what is announced, schools that are asked get the duty to answer; those that no longer are
    need not, and those that answered all are done.

    Raises:
        WrongStateError: the step doesn't lead there.
    """
    kept = ScoreFile.objects.select_for_update().get(pk=file.pk)
    steps = {
        ScoreFile.State.CHECKED: (ScoreFile.State.CALCULATED, "checked"),
        ScoreFile.State.ANNOUNCED: (ScoreFile.State.CHECKED, "announced"),
    }
    before, name = steps[ScoreFile.State(to)]
    if kept.state != before:
        raise WrongStateError(kept.state)
    kept.state = to
    setattr(kept, f"{name}_by", str(by))
    setattr(kept, f"{name}_at", at)
    if announcement:
        kept.parameters, kept.answers_due = announcement.parameters, announcement.due
    kept.save()
    told = {"sitting": str(kept.sitting), "version": kept.version}
    record_event(
        by=by,
        action=f"results-{to}",
        kind="learning.score-file",
        key=str(kept.pk),
        before={"state": before},
        after={"state": to, **told, **_due(kept)},
    )
    if announcement:
        why = f"ผลฉบับที่ {kept.version} ไม่ขอให้โรงเรียนตอบ"
        _settle(by, kept.sitting, announcement, at, why)
    return kept


def _due(file: ScoreFile) -> dict[str, str]:
    return {"answers_due": file.answers_due.isoformat()} if file.answers_due else {}


@transaction.atomic
def withdraw_results(
    *,
    by: Actor,
    file: ScoreFile,
    reason: str,
    at: datetime | None = None,
    then: Announcement | None = None,
) -> ScoreFile:
    """Take back an announcement: announced → checked; schools see an older one, or none.

    ``then`` is what schools are asked by what they see after it; ``None`` leaves their duties.

    Raises:
        WrongStateError: the file is not announced.
    """
    kept = ScoreFile.objects.select_for_update().get(pk=file.pk)
    if kept.state != ScoreFile.State.ANNOUNCED:
        raise WrongStateError(kept.state)
    before = {"state": kept.state, "announced_by": kept.announced_by, **_due(kept)}
    kept.state = ScoreFile.State.CHECKED
    kept.announced_by, kept.announced_at = "", None
    kept.parameters, kept.answers_due = None, None
    kept.save()
    told = {"sitting": str(kept.sitting), "version": kept.version, "reason": reason}
    record_event(
        by=by,
        action="announcement-withdrawn",
        kind="learning.score-file",
        key=str(kept.pk),
        before=before,
        after={"state": kept.state, **told},
    )
    if then and at:
        _settle(by, kept.sitting, then, at, f"ถอนประกาศผล: {reason}")
    return kept


def _settle(by: Actor, sitting: Sitting, told: Announcement, at: datetime, why: str) -> None:
    """The duties to answer as the announcement asks for them; what is waived is told ``why``."""
    about = ANSWERS, str(sitting.pk)
    missing = _missing(sitting, told) if told.due else {}
    if told.due:
        units = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=missing).order_by("sort_key")
        open_duties(
            by=by,
            rule=ANSWER_RESULTS,
            owners=posts_at((unit for unit in units if missing[unit.code]), SCHOOL_HEAD),
            about=about,
            opened=timezone.localdate(at),
            due=told.due,
        )
        if sitting.answers_closed_at:
            reopen_answers(by=by, sitting=sitting)
    kept = Duty.objects.filter(rule=ANSWER_RESULTS.code, about_kind=about[0], about_key=about[1])
    for duty in kept.filter(state=Duty.State.OPEN).select_related("unit"):
        if duty.unit.code not in missing:
            waive_duty(by=by, duty=duty, reason=why)
        elif not missing[duty.unit.code]:
            finish_duty(by=by, duty=duty, at=at)


def _missing(sitting: Sitting, told: Announcement) -> dict[str, set[str]]:
    """The subjects that each school asked has not answered for."""
    answered: dict[str, set[str]] = {}
    for code, subject in Answer.objects.filter(sitting=sitting).values_list(
        "school__code", "subject"
    ):
        answered.setdefault(code, set()).add(subject)
    return {code: {*subjects} - answered.get(code, set()) for code, subjects in told.asked.items()}


@transaction.atomic
def change_answers_due(*, by: Actor, file: ScoreFile, due: date) -> None:
    """Give the schools that still owe an answer until another day.

    Raises:
        WrongStateError: the file is not announced with a day for answers.
    """
    kept = ScoreFile.objects.select_for_update().get(pk=file.pk)
    if kept.state != ScoreFile.State.ANNOUNCED or kept.answers_due is None:
        raise WrongStateError(kept.state)
    before, kept.answers_due = _due(kept), due
    kept.save()
    about = ANSWERS, str(kept.sitting_id)
    owed = list(duties_about(*about, ANSWER_RESULTS.code).filter(state=Duty.State.OPEN))
    if owed:
        open_duties(
            by=by,
            rule=ANSWER_RESULTS,
            owners=posts_at((duty.unit for duty in owed), SCHOOL_HEAD),
            about=about,
            opened=owed[0].opened,
            due=due,
        )
    record_event(
        by=by,
        action="change-answers-due",
        kind="learning.score-file",
        key=str(kept.pk),
        before=before,
        after={"sitting": str(kept.sitting), "version": kept.version, **_due(kept)},
    )


@transaction.atomic
def close_answers(*, by: Actor, sitting: Sitting, at: datetime) -> None:
    """Take no more answers to a sitting's results; a sitting that is closed stays as it is."""
    kept = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if kept.answers_closed_at is None:
        kept.answers_closed_at, kept.answers_closed_by = at, str(by)
        kept.save()
        _tell(by, "close-answers", kept)


@transaction.atomic
def reopen_answers(*, by: Actor, sitting: Sitting) -> None:
    """Take answers again; a sitting that is open stays as it is."""
    kept = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if kept.answers_closed_at is not None:
        kept.answers_closed_at, kept.answers_closed_by = None, ""
        kept.save()
        _tell(by, "reopen-answers", kept)


def _tell(by: Actor, action: str, sitting: Sitting) -> None:
    told = {"sitting": str(sitting)}
    record_event(by=by, action=action, kind=ANSWERS, key=str(sitting.pk), after=told)
