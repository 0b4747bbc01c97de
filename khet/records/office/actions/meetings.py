"""Writes about meetings: planned, changed, called, cancelled. Each is audited and can be found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q

from khet.records.office.actions.evidence import EvidenceEntry, keep_record
from khet.records.office.actions.expected import expect
from khet.records.office.actions.search import make_findable, seen_of
from khet.records.office.models import Body, Duty, Evidence, Meeting, Minutes
from khet.records.office.queries.meetings import TO_COME, name_of
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit
from khet.rules.clock import clock_span
from khet.rules.meetings import SECTIONS, number_told

KIND = "office.meeting"
_INVITATION = "หนังสือเชิญ"
_PRINTED = (
    *("number", "year", "printed", "title", "begins", "ends", "starts", "finishes", "place"),
)
"""What minutes print of their meeting."""


@dataclass(frozen=True)
class MeetingEntry:
    """What is said of a meeting; ``number`` and ``year`` (BE) are by the body's numbering."""

    number: int
    year: int
    begins: date
    ends: date
    printed: str = ""
    title: str = ""
    starts: time | None = None
    finishes: time | None = None
    place: str = ""
    host: Unit | None = None
    closes: datetime | None = None


class NumberTakenError(Exception):
    """Another meeting of the body has the number in that year."""


class MeetingMovedError(Exception):
    """The meeting is in another state than one in which this can be done; tells which."""


class MinutesProposedError(Exception):
    """The minutes of the meeting are before the executives: what they tell of stays."""


@transaction.atomic
def plan_meeting(*, by: Actor, body: Body, entry: MeetingEntry) -> Meeting:
    """Plan a meeting of a body, with the usual sections of an agenda.

    Raises:
        NumberTakenError: the number is taken; cancelled meetings have given theirs back.
    """
    _reserve(body, entry)
    meeting = Meeting(body=body, sections=list(SECTIONS), **vars(entry))
    meeting.save()
    tell(by, "plan-meeting", meeting, told(meeting))
    let_find(meeting)
    return meeting


@transaction.atomic
def plan_meetings(*, by: Actor, body: Body, entries: Iterable[MeetingEntry]) -> list[Meeting]:
    """Plan several meetings of a body, all or none; raises as ``plan_meeting`` does."""
    return [plan_meeting(by=by, body=body, entry=entry) for entry in entries]


@transaction.atomic
def change_meeting(*, by: Actor, meeting: Meeting, entry: MeetingEntry, reason: str = "") -> None:
    """Change what is said of a meeting; what is held keeps its day unless corrected here.

    Raises:
        NumberTakenError: another meeting has the number.
        MeetingMovedError: the meeting was cancelled.
        MinutesProposedError: it is told otherwise in minutes that are proposed, or further.
    """
    kept = locked(meeting, *TO_COME, Meeting.State.HELD)
    if _is_proposed(kept) and any(getattr(kept, one) != getattr(entry, one) for one in _PRINTED):
        raise MinutesProposedError
    keep_change(by, kept, entry, reason)


def keep_change(by: Actor, kept: Meeting, entry: MeetingEntry, reason: str) -> None:
    """Keep what is said of a meeting that is held for the change; raises ``NumberTakenError``."""
    _reserve(kept.body, entry, kept.pk)
    before, called = told(kept), name_of(kept)
    for name, value in vars(entry).items():
        setattr(kept, name, value)
    kept.save()
    _rename(by, kept, called)
    more = {"reason": reason} if reason else {}
    tell(by, "change-meeting", kept, {**told(kept), **more}, before)
    let_find(kept)


@transaction.atomic
def call_meeting(*, by: Actor, meeting: Meeting) -> Meeting:
    """Invite who sits in the body on the day; called again, those who came to sit since.

    Raises:
        MeetingMovedError: the meeting was held or cancelled.
    """
    kept = locked(meeting, *TO_COME)
    expect(kept)
    kept.state = Meeting.State.CALLED
    kept.save()
    tell(by, "call-meeting", kept, {**told(kept), "expected": kept.attendance.count()})
    keep_invitation(by, kept)
    return kept


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting: Meeting, reason: str) -> None:
    """Cancel a meeting; its number is free again.

    Raises:
        MeetingMovedError: the meeting was held, or cancelled before.
    """
    kept = locked(meeting, *TO_COME)
    kept.state, kept.reason = Meeting.State.CANCELLED, reason
    kept.save()
    tell(by, "cancel-meeting", kept, {**told(kept), "reason": reason})
    let_find(kept)


def locked(meeting: Meeting, *states: str) -> Meeting:
    """The meeting, held for a change in this transaction, in one of those states."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related(
        "body__area", "body__secretariat", "host"
    )
    kept = found.get(pk=meeting.pk)
    if kept.state not in states:
        raise MeetingMovedError(kept.state)
    return kept


def unproposed(meeting: Meeting, *states: str) -> Meeting:
    """The same, whose minutes aren't proposed yet.

    Raises:
        MinutesProposedError: they are.
    """
    kept = locked(meeting, *states)
    if _is_proposed(kept):
        raise MinutesProposedError
    return kept


def _is_proposed(meeting: Meeting) -> bool:
    drafts = Minutes.State.DRAFT
    return Minutes.objects.filter(meeting=meeting).exclude(state=drafts).exists()


def let_find(meeting: Meeting) -> None:
    """Let a meeting be found by its name, its number as counted, place and agenda."""
    items = meeting.items.values_list("title", "text")
    counted = number_told(meeting.number, meeting.year)
    words = [meeting.title, counted, meeting.place, *(w for item in items for w in item)]
    make_findable(
        seen=seen_of(meeting.body),
        kind=KIND,
        key=str(meeting.pk),
        title=_title(meeting),
        day=meeting.begins,
        text=" ".join(filter(None, words)),
    )


def keep_invitation(by: Actor, meeting: Meeting) -> None:
    """Let the meeting's invitation and agenda be evidence."""
    entry = EvidenceEntry(seen_of(meeting.body), _INVITATION, _title(meeting), meeting.begins)
    keep_record(by=by, entry=entry, record=(KIND, str(meeting.pk)))


def tell(
    by: Actor,
    action: str,
    meeting: Meeting,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    """Leave the event of a change of a meeting."""
    key = str(meeting.pk)
    record_event(by=by, action=action, kind="office.meeting", key=key, before=before, after=after)


def told(meeting: Meeting) -> dict[str, Any]:
    """What a meeting says, as its events tell it; what isn't said is left out."""
    said = {
        "number": f"{meeting.number}/{meeting.year}",
        "begins": meeting.begins.isoformat(),
        "ends": meeting.ends.isoformat(),
        "state": meeting.state,
        "printed": meeting.printed,
        "place": meeting.place,
        "times": clock_span(meeting.starts, meeting.finishes),
        "host": str(meeting.host or ""),
    }
    return {name: value for name, value in said.items() if value}


def _title(meeting: Meeting) -> str:
    name = name_of(meeting)
    return f"{name} (ยกเลิก)" if meeting.state == Meeting.State.CANCELLED else name


def _rename(by: Actor, meeting: Meeting, called: str) -> None:
    """Let what names the meeting, its duties and its invitation, say what it is called now."""
    if name_of(meeting) == called:
        return
    record = {"area": meeting.body.area, "record_kind": KIND, "record_key": str(meeting.pk)}
    if Evidence.objects.filter(**record).exists():
        keep_invitation(by, meeting)
    for duty in Duty.objects.filter(about_kind=KIND, about_key=str(meeting.pk)):
        duty.title = duty.title.replace(called, name_of(meeting))
        duty.save()


def _reserve(body: Body, entry: MeetingEntry, own: int | None = None) -> None:
    """See that the number is free, while nobody else plans a meeting of the body."""
    Body.objects.select_for_update().get(pk=body.pk)
    others = Meeting.objects.filter(~Q(pk=own), body=body, year=entry.year, number=entry.number)
    if others.exclude(state=Meeting.State.CANCELLED).exists():
        raise NumberTakenError
