"""What every step of minutes does: taken if allowed, told, frozen, let be found."""

from collections.abc import Mapping
from datetime import datetime

from khet.records.office.actions.evidence import EvidenceEntry
from khet.records.office.actions.meetings import MeetingMovedError, locked
from khet.records.office.actions.search import make_findable, seen_of
from khet.records.office.models import Meeting, Minutes, MinutesVersion
from khet.records.office.queries.minutes_content import content_of, number_of, text_of
from khet.records.registry.actions.audit import Actor, record_event
from khet.rules.meetings import meeting_of
from khet.rules.minutes import next_state

KIND = "office.minutes"
EVIDENCE = "รายงานการประชุม"


class NotHeldError(Exception):
    """The meeting wasn't held, so it has no minutes."""


class MinutesMovedError(Exception):
    """The minutes are in another state than one in which this can be done; tells which."""


def take_step(meeting: Meeting, step: str) -> Minutes:
    """The minutes with their meeting, held until the step is done.

    Raises:
        NotHeldError: the meeting wasn't held.
        MinutesMovedError: the step isn't allowed now.
    """
    try:
        held = locked(meeting, Meeting.State.HELD)
    except MeetingMovedError:
        raise NotHeldError from None
    kept, _ = Minutes.objects.get_or_create(meeting=held)
    kept.meeting = held
    if next_state(kept.state, step) is None:
        raise MinutesMovedError(kept.state)
    return kept


def move_on(by: Actor, action: str, minutes: Minutes, step: str, **more: str) -> None:
    """Keep the minutes in the state that the step leads to."""
    before = minutes.state
    minutes.state = next_state(before, step) or before
    minutes.save()
    told = {"state": minutes.state, "published": minutes.published, **more}
    record_event(
        by=by,
        action=action,
        kind=KIND,
        key=str(minutes.meeting_id),
        before={"state": before},
        after=told,
    )


def tell(by: Actor, action: str, meeting: Meeting, after: Mapping[str, object]) -> None:
    """Say in the trail what was done to the minutes of a meeting."""
    record_event(by=by, action=action, kind=KIND, key=str(meeting.pk), after=after)


def freeze(by: Actor, minutes: Minutes, at: datetime, reason: str = "") -> MinutesVersion:
    """Keep the minutes as they stand, as a further version.

    What was open of earlier meetings stays as it was when they were proposed.
    """
    last = minutes.versions.last()
    number = last.number + 1 if last else 1
    content = content_of(minutes.meeting)
    if last and minutes.state != Minutes.State.DRAFT:
        content["follows"] = last.content.get("follows", [])
    return MinutesVersion.objects.create(
        minutes=minutes,
        number=number,
        content=content,
        reason=reason,
        made_at=at,
        made_by=str(by),
    )


def minutes_title(meeting: Meeting) -> str:
    """What the minutes are called."""
    return f"รายงานการ{meeting_of(meeting.body.name)} ครั้งที่ {number_of(meeting)}"


def evidence_entry(meeting: Meeting) -> EvidenceEntry:
    """The minutes as evidence, of the meeting's last day."""
    return EvidenceEntry(
        seen_of(meeting.body), EVIDENCE, minutes_title(meeting)[:300], meeting.ends
    )


def find_minutes(meeting: Meeting) -> None:
    """Let the minutes be found by their title and every text."""
    make_findable(
        seen=seen_of(meeting.body),
        kind=KIND,
        key=str(meeting.pk),
        title=minutes_title(meeting)[:500],
        day=meeting.ends,
        text=text_of(content_of(meeting)),
    )
