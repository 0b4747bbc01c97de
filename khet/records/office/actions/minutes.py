"""Minutes: proposed, given back, circulated, published, adopted."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from khet.records.office.actions.duties import finish_duty, return_duty
from khet.records.office.actions.evidence import keep_record, use_evidence
from khet.records.office.actions.instructions import find_instructions, give_instructions
from khet.records.office.actions.minutes_steps import (
    KIND,
    evidence_entry,
    find_minutes,
    freeze,
    move_on,
    take_step,
)
from khet.records.office.models import Duty, Evidence, Item, Meeting, MinutesVersion
from khet.records.office.queries.minutes import duties_of_meeting
from khet.records.office.queries.minutes_content import number_of
from khet.records.registry.actions.audit import Actor
from khet.rules.deadlines import BODY_REPORT, MINUTES
from khet.rules.minutes import ADOPT, CIRCULATE, PROPOSE, PUBLISH, RETURN


class NothingWrittenError(Exception):
    """Nothing was written yet, so there is nothing to propose."""


class ClosedBodyError(Exception):
    """The body is closed, so its minutes are never published."""


class NotAdoptingError(Exception):
    """The meeting can't adopt the minutes: another body's, not held, or not later."""


@transaction.atomic
def propose_minutes(*, by: Actor, meeting: Meeting, at: datetime) -> MinutesVersion:
    """Bring the minutes before the executives: they are frozen.

    That finishes the duty to write them.

    Raises:
        NotHeldError: the meeting wasn't held.
        MinutesMovedError: the minutes aren't a draft.
        NothingWrittenError: no item says anything.
    """
    minutes = take_step(meeting, PROPOSE)
    items = Item.objects.filter(meeting=meeting)
    if not items.exclude(discussion="", resolution="").exists():
        raise NothingWrittenError
    minutes.proposed_at, minutes.proposed_by, minutes.reason = at, str(by), ""
    version = freeze(by, minutes, at)
    move_on(by, "propose-minutes", minutes, PROPOSE)
    for duty in duties_of_meeting(meeting, MINUTES.code):
        finish_duty(by=by, duty=duty, at=at)
    return version


@transaction.atomic
def return_minutes(*, by: Actor, meeting: Meeting, at: datetime, reason: str) -> None:
    """Give the minutes back to be mended; whoever owed them owes them again.

    Raises:
        MinutesMovedError: the minutes weren't proposed, or are circulated already.
    """
    minutes = take_step(meeting, RETURN)
    minutes.reason = reason
    move_on(by, "return-minutes", minutes, RETURN, reason=reason)
    for duty in duties_of_meeting(meeting, MINUTES.code).filter(state=Duty.State.DONE):
        return_duty(by=by, duty=duty, at=at, reason=reason)


@transaction.atomic
def circulate_minutes(*, by: Actor, meeting: Meeting, at: datetime) -> None:
    """Let those concerned read the minutes, not adopted yet; they are evidence from now on.

    What they told somebody to do is owed from then on.

    Raises:
        MinutesMovedError: the minutes weren't proposed.
    """
    minutes = take_step(meeting, CIRCULATE)
    meeting = minutes.meeting
    minutes.circulated_at, minutes.circulated_by = at, str(by)
    move_on(by, "circulate-minutes", minutes, CIRCULATE)
    kept = keep_record(by=by, entry=evidence_entry(meeting), record=(KIND, str(meeting.pk)))
    for duty in duties_of_meeting(meeting, MINUTES.code):
        use_evidence(by=by, evidence=[kept], about=("office.duty", str(duty.pk)))
    find_minutes(meeting)
    give_instructions(by=by, meeting=meeting, on=timezone.localdate(at))
    find_instructions(meeting)


@transaction.atomic
def publish_minutes(*, by: Actor, meeting: Meeting, published: bool) -> None:
    """Show the minutes to anybody, without names, or no more.

    Raises:
        MinutesMovedError: they aren't circulated yet.
        ClosedBodyError: the body is closed.
    """
    minutes = take_step(meeting, PUBLISH)
    if minutes.meeting.body.closed:
        raise ClosedBodyError
    minutes.published = published
    move_on(by, "publish-minutes" if published else "hide-minutes", minutes, PUBLISH)


@transaction.atomic
def adopt_minutes(
    *, by: Actor, meeting: Meeting, adopting: Meeting | None, on: date, at: datetime
) -> None:
    """Say that the minutes were adopted in a meeting, or by circulation; then nothing changes.

    Args:
        on: the day of the adoption.

    Raises:
        MinutesMovedError: they aren't circulated, or adopted already.
        NotAdoptingError: that meeting can't adopt them.
    """
    minutes = take_step(meeting, ADOPT)
    meeting = minutes.meeting
    if adopting and not _may_adopt(meeting, adopting):
        raise NotAdoptingError
    minutes.adopted_in, minutes.adopted_at = adopting, on
    where = f"ครั้งที่ {number_of(adopting)}" if adopting else "โดยแจ้งเวียน"
    freeze(by, minutes, at, f"รับรอง {where}")
    move_on(by, "adopt-minutes", minutes, ADOPT, on=on.isoformat(), adopted=where)
    keep_record(by=by, entry=evidence_entry(meeting), record=(KIND, str(meeting.pk)))


@transaction.atomic
def report_body(
    *, by: Actor, meeting: Meeting, at: datetime, evidence: Evidence | None = None
) -> None:
    """Say that the body's report went to its upper body; by default its minutes show that."""
    shown = evidence or keep_record(
        by=by, entry=evidence_entry(meeting), record=(KIND, str(meeting.pk))
    )
    for duty in duties_of_meeting(meeting, BODY_REPORT.code):
        finish_duty(by=by, duty=duty, at=at, evidence=[shown])


def _may_adopt(meeting: Meeting, adopting: Meeting) -> bool:
    held = adopting.state == Meeting.State.HELD and adopting.body_id == meeting.body_id
    return held and adopting.begins > meeting.ends
