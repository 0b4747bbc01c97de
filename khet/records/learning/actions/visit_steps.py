"""What follows a visit: the school is told, answers and mends; it is followed up and closed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from khet.records.learning.actions.visit_evidence import keep_evidence_of, show_pictures
from khet.records.learning.actions.visit_plan import KIND, VisitMovedError, held, tell
from khet.records.learning.models import FindingCheck, Visit
from khet.records.office.actions.duties import (
    accept_duty,
    finish_duty,
    open_duties,
    posts_at,
    return_duty,
    waive_duty,
)
from khet.records.office.models import Duty
from khet.records.office.queries.calendar import due_of
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.actions.audit import Actor
from khet.rules.deadlines import ANSWER_VISIT, VISIT_FINDING
from khet.rules.duties import OWED

FINDING = "learning.finding"
_TOLD = (Visit.State.TOLD, Visit.State.ANSWERED)
_FOLLOWABLE = (*_TOLD, Visit.State.FOLLOWED)
_WHEN: Mapping[str, Sequence[str]] = {
    "tell": (Visit.State.DONE,),
    "acknowledge": (*_FOLLOWABLE, Visit.State.CLOSED),
    "answer": _FOLLOWABLE,
    "follow-up": _FOLLOWABLE,
    "close": (Visit.State.ANSWERED, Visit.State.FOLLOWED),
}
"""In which states each step can be taken."""
_STILL = "การนิเทศครั้งนี้พบว่ายังไม่แก้ไข"
_CLOSED = "ปิดการนิเทศแล้ว ไม่ต้องตอบ"


class FindingsOpenError(Exception):
    """The school hasn't mended everything yet; tells how many findings are open."""


class CrossedError(Exception):
    """Two texts of the visit cross, and nobody has chosen the one that counts."""


def hindrance(visit: Visit, step: str) -> Exception | None:
    """Why a step can't be taken with a visit: what its action would raise."""
    if visit.state not in _WHEN[step]:
        return VisitMovedError(visit.state)
    if step == "tell" and visit.conflicts.filter(settled_at=None).exists():
        return CrossedError()
    if step == "close":
        settled = (Duty.State.ACCEPTED, Duty.State.WAIVED)
        still = visit.findings.exclude(duty__state__in=settled).count()
        return FindingsOpenError(still) if still else None
    return None


@transaction.atomic
def tell_school(*, by: Actor, visit: Visit, today: date, at: datetime) -> None:
    """Tell the school what was seen: it answers, and each finding becomes something it owes.

    What the visit saw mended of earlier findings is accepted, what not is given back; the visit
    that it follows up is followed up.

    Raises:
        VisitMovedError: it isn't made, or the school was told before.
        CrossedError: two texts of it cross.
    """
    kept = _held(visit, "tell")
    kept.state, kept.told_at, kept.told_by = Visit.State.TOLD, at, str(by)
    kept.save()
    keep_evidence_of(by=by, visit=kept)
    show_pictures(by=by, visit=kept)
    _open(by, kept, today)
    for check in kept.checked.select_related("finding__duty"):
        _settle(by, check, at)
    if kept.follows and kept.follows.state in _TOLD:
        _followed(by, held(kept.follows, *_TOLD), "")
    tell(by, "tell-visit", kept, {"state": kept.state})


@transaction.atomic
def acknowledge_visit(*, by: Actor, visit: Visit, at: datetime) -> None:
    """Let the school's head have read it; the first time counts."""
    kept = _held(visit, "acknowledge")
    if kept.acknowledged_at is None:
        kept.acknowledged_at, kept.acknowledged_by = at, str(by)
        kept.save()
        tell(by, "acknowledge-visit", kept, None)


@transaction.atomic
def answer_visit(*, by: Actor, visit: Visit, answer: str, at: datetime) -> None:
    """Answer as the school what it makes of the advice; an answer may be written anew.

    One that comes after the visit was followed up is kept, and leaves it followed up.

    Raises:
        VisitMovedError: the school wasn't told, or the visit is closed.
    """
    kept = _held(visit, "answer")
    acknowledge_visit(by=by, visit=kept, at=at)
    kept.refresh_from_db()
    if kept.state == Visit.State.TOLD:
        kept.state = Visit.State.ANSWERED
    kept.answer = answer
    kept.answered_at, kept.answered_by = at, str(by)
    kept.save()
    for duty in _answers_owed(kept):
        finish_duty(by=by, duty=duty, at=at)
    tell(by, "answer-visit", kept, {"state": kept.state})


@transaction.atomic
def follow_up(*, by: Actor, visit: Visit, note: str) -> None:
    """Say how a visit was followed up without another one.

    Raises:
        VisitMovedError: the school wasn't told, or it is closed.
    """
    _followed(by, _held(visit, "follow-up"), note)


@transaction.atomic
def close_visit(*, by: Actor, visit: Visit, at: datetime) -> None:
    """Close a visit of which nothing is open any more; an answer that never came is waived.

    Raises:
        VisitMovedError: the school hasn't answered, and nobody followed it up.
        FindingsOpenError: a finding isn't mended.
    """
    kept = _held(visit, "close")
    kept.state, kept.closed_at, kept.closed_by = Visit.State.CLOSED, at, str(by)
    kept.save()
    for duty in _answers_owed(kept):
        waive_duty(by=by, duty=duty, reason=_CLOSED)
    tell(by, "close-visit", kept, {"state": kept.state})


def _held(visit: Visit, step: str) -> Visit:
    kept = held(visit, *Visit.State)
    if fault := hindrance(kept, step):
        raise fault
    return kept


def _open(by: Actor, kept: Visit, today: date) -> None:
    head = posts_at([kept.school], SCHOOL_HEAD)
    due = due_of(kept.area, ANSWER_VISIT, today)
    about = (KIND, str(kept.pk))
    title = f"ตอบผลการนิเทศ {kept.school}"
    open_duties(
        by=by, rule=ANSWER_VISIT, owners=head, about=about, opened=today, due=due, title=title
    )
    for finding in kept.findings.all():
        [finding.duty] = open_duties(
            by=by,
            rule=VISIT_FINDING,
            owners=head,
            about=(FINDING, str(finding.pk)),
            opened=today,
            due=max(finding.due, today),
            title=finding.action,
        )
        finding.save()


def _settle(by: Actor, check: FindingCheck, at: datetime) -> None:
    """Have what was seen count for what the school owes."""
    duty = check.finding.duty
    if duty is None:
        return
    if check.mended:
        finish_duty(by=by, duty=duty, at=at, note=check.note)
        if Duty.objects.filter(pk=duty.pk, state=Duty.State.DONE).exists():
            accept_duty(by=by, duty=duty, at=at)
    elif duty.state == Duty.State.DONE:
        return_duty(by=by, duty=duty, at=at, reason=check.note or _STILL)


def _followed(by: Actor, visit: Visit, note: str) -> None:
    visit.state, visit.follow_note = Visit.State.FOLLOWED, note or visit.follow_note
    visit.save()
    tell(by, "follow-visit", visit, {"state": visit.state, **({"note": note} if note else {})})


def _answers_owed(visit: Visit) -> list[Duty]:
    owed = Duty.objects.filter(rule=ANSWER_VISIT.code, about_kind=KIND, about_key=str(visit.pk))
    return list(owed.filter(state__in=OWED))
