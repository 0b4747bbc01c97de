"""Minutes: written item by item, proposed, given back, circulated, corrected, adopted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from khet.records.office.actions.duties import finish_duty, return_duty
from khet.records.office.actions.evidence import EvidenceEntry, keep_record, use_evidence
from khet.records.office.actions.instructions import find_instructions, give_instructions
from khet.records.office.actions.search import Seen, make_findable
from khet.records.office.models import Duty, Evidence, Item, Meeting, Minutes, MinutesVersion
from khet.records.office.queries.minutes import duties_of_meeting, level_of
from khet.records.office.queries.minutes_content import content_of, number_of, text_of
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit
from khet.rules.deadlines import BODY_REPORT, MINUTES
from khet.rules.minutes import (
    ADOPT,
    CIRCULATE,
    CORRECT,
    PROPOSE,
    PUBLISH,
    RETURN,
    WRITE,
    next_state,
)

KIND = "office.minutes"
EVIDENCE = "รายงานการประชุม"


@dataclass(frozen=True)
class ItemText:
    """What was said of an item and what was resolved."""

    discussion: str
    resolution: str

    @property
    def state(self) -> str:
        """What tells this text from any other: what a writer saw, in few letters."""
        return sha256(f"{self.discussion}\0{self.resolution}".encode()).hexdigest()[:16]


def text_of_item(item: Item) -> ItemText:
    """What is written of an item."""
    return ItemText(item.discussion, item.resolution)


class NotHeldError(Exception):
    """The meeting wasn't held, so it has no minutes."""


class MinutesMovedError(Exception):
    """The minutes are in another state than one in which this can be done; tells which."""


class ItemChangedError(Exception):
    """Somebody else changed the item meanwhile; ``item`` is as it stands now."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.title)
        self.item = item


class NothingWrittenError(Exception):
    """Nothing was written yet, so there is nothing to propose."""


class ClosedBodyError(Exception):
    """The body is closed, so its minutes are never published."""


class NotAdoptingError(Exception):
    """The meeting can't adopt the minutes: another body's, not held, or not later."""


@transaction.atomic
def save_item(*, by: Actor, item: Item, text: ItemText, seen: str | None = None) -> bool:
    """Write what was said of an item of a meeting; tells whether that changed anything.

    Args:
        seen: the state of the text that the writer saw; ``None`` where it is to be written whatever stands there.

    Raises:
        NotHeldError: the meeting wasn't held.
        MinutesMovedError: the minutes aren't a draft.
        ItemChangedError: it says something else than what the writer saw.
    """
    minutes = _step(item.meeting, WRITE)
    return _write(by, minutes, item, text, seen, "write-item")


@transaction.atomic
def add_item(*, by: Actor, meeting: Meeting, section: int, title: str) -> Item:
    """Add an item that was spoken of and wasn't on the agenda; raises as ``save_item`` does."""
    _step(meeting, WRITE)
    last = Item.objects.filter(meeting=meeting, section=section).last()
    place = last.place + 1 if last else 1
    made = Item.objects.create(meeting=meeting, section=section, place=place, title=title)
    _tell(by, "add-minutes-item", meeting, after={"item": title})
    return made


@transaction.atomic
def propose_minutes(*, by: Actor, meeting: Meeting, at: datetime) -> MinutesVersion:
    """Bring the minutes before the executives: they are frozen, and what they told is owed.

    That finishes the duty to write them.

    Raises:
        NotHeldError: the meeting wasn't held.
        MinutesMovedError: the minutes aren't a draft.
        NothingWrittenError: no item says anything.
    """
    minutes = _step(meeting, PROPOSE)
    items = Item.objects.filter(meeting=meeting)
    if not items.exclude(discussion="", resolution="").exists():
        raise NothingWrittenError
    minutes.proposed_at, minutes.proposed_by, minutes.reason = at, str(by), ""
    version = _freeze(by, minutes, at)
    _moved(by, "propose-minutes", minutes, PROPOSE)
    for duty in duties_of_meeting(meeting, MINUTES.code):
        finish_duty(by=by, duty=duty, at=at)
    give_instructions(by=by, meeting=meeting, on=timezone.localdate(at))
    return version


@transaction.atomic
def return_minutes(*, by: Actor, meeting: Meeting, at: datetime, reason: str) -> None:
    """Give the minutes back to be mended; whoever owed them owes them again.

    What was told stays told.

    Raises:
        MinutesMovedError: the minutes weren't proposed, or are circulated already.
    """
    minutes = _step(meeting, RETURN)
    minutes.reason = reason
    _moved(by, "return-minutes", minutes, RETURN, reason=reason)
    for duty in duties_of_meeting(meeting, MINUTES.code).filter(state=Duty.State.DONE):
        return_duty(by=by, duty=duty, at=at, reason=reason)


@transaction.atomic
def circulate_minutes(*, by: Actor, meeting: Meeting, at: datetime) -> None:
    """Let those concerned read the minutes, not adopted yet; they are evidence from now on.

    Raises:
        MinutesMovedError: the minutes weren't proposed.
    """
    minutes = _step(meeting, CIRCULATE)
    minutes.circulated_at, minutes.circulated_by = at, str(by)
    _moved(by, "circulate-minutes", minutes, CIRCULATE)
    kept = keep_record(by=by, entry=_evidence(meeting), record=(KIND, str(meeting.pk)))
    for duty in duties_of_meeting(meeting, MINUTES.code):
        use_evidence(by=by, evidence=[kept], about=("office.duty", str(duty.pk)))
    _find(meeting)
    find_instructions(meeting)


@transaction.atomic
def publish_minutes(*, by: Actor, meeting: Meeting, published: bool) -> None:
    """Show the minutes to anybody, without names, or no more.

    Raises:
        MinutesMovedError: they aren't circulated yet.
        ClosedBodyError: the body is closed.
    """
    minutes = _step(meeting, PUBLISH)
    if meeting.body.closed:
        raise ClosedBodyError
    minutes.published = published
    _moved(by, "publish-minutes" if published else "hide-minutes", minutes, PUBLISH)


@transaction.atomic
def correct_item(
    *, by: Actor, item: Item, text: ItemText, seen: str | None, reason: str, at: datetime
) -> bool:
    """Correct circulated minutes before they are adopted, as a further version; tells whether so.

    Raises:
        MinutesMovedError: they aren't circulated, or adopted already.
        ItemChangedError: it says something else than what the writer saw.
    """
    minutes = _step(item.meeting, CORRECT)
    if not _write(by, minutes, item, text, seen, "correct-minutes"):
        return False
    _freeze(by, minutes, at, reason)
    _find(item.meeting)
    return True


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
    minutes = _step(meeting, ADOPT)
    if adopting and not _may_adopt(meeting, adopting):
        raise NotAdoptingError
    minutes.adopted_in, minutes.adopted_at = adopting, on
    where = f"ครั้งที่ {number_of(adopting)}" if adopting else "โดยแจ้งเวียน"
    _freeze(by, minutes, at, f"รับรอง {where}")
    _moved(by, "adopt-minutes", minutes, ADOPT, on=on.isoformat(), adopted=where)
    keep_record(by=by, entry=_evidence(meeting), record=(KIND, str(meeting.pk)))


@transaction.atomic
def report_body(
    *, by: Actor, meeting: Meeting, at: datetime, evidence: Evidence | None = None
) -> None:
    """Say that the body's report went to its upper body; by default its minutes show that."""
    shown = evidence or keep_record(
        by=by, entry=_evidence(meeting), record=(KIND, str(meeting.pk))
    )
    for duty in duties_of_meeting(meeting, BODY_REPORT.code):
        finish_duty(by=by, duty=duty, at=at, evidence=[shown])


def _may_adopt(meeting: Meeting, adopting: Meeting) -> bool:
    held = adopting.state == Meeting.State.HELD and adopting.body_id == meeting.body_id
    return held and adopting.begins > meeting.ends


def _step(meeting: Meeting, step: str) -> Minutes:
    """The minutes, held until the step is done."""
    if meeting.state != Meeting.State.HELD:
        raise NotHeldError
    Minutes.objects.get_or_create(meeting=meeting)
    kept = Minutes.objects.select_for_update().get(meeting=meeting)
    kept.meeting = meeting
    if next_state(kept.state, step) is None:
        raise MinutesMovedError(kept.state)
    return kept


def _write(
    by: Actor, minutes: Minutes, item: Item, text: ItemText, seen: str | None, action: str
) -> bool:
    kept = Item.objects.select_for_update().get(pk=item.pk)
    now = text_of_item(kept)
    if text == now:
        return False
    if seen is not None and seen != now.state:
        raise ItemChangedError(kept)
    kept.discussion, kept.resolution = text.discussion, text.resolution
    kept.save()
    _tell(by, action, minutes.meeting, after={"item": kept.title})
    return True


def _moved(by: Actor, action: str, minutes: Minutes, step: str, **more: str) -> None:
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


def _tell(by: Actor, action: str, meeting: Meeting, after: Mapping[str, object]) -> None:
    record_event(by=by, action=action, kind=KIND, key=str(meeting.pk), after=after)


def _freeze(by: Actor, minutes: Minutes, at: datetime, reason: str = "") -> MinutesVersion:
    number = minutes.versions.count() + 1
    content = content_of(minutes.meeting)
    return MinutesVersion.objects.create(
        minutes=minutes,
        number=number,
        content=content,
        reason=reason,
        made_at=at,
        made_by=str(by),
    )


def seen_as(meeting: Meeting) -> Seen:
    """Whose the minutes of a meeting are, and how far they are seen."""
    body = meeting.body
    area: Unit = body.area
    return Seen(area, body.secretariat or area, level_of(body), body=body)


def minutes_title(meeting: Meeting) -> str:
    """What the minutes are called."""
    return f"รายงานการประชุม{meeting.body.name} ครั้งที่ {number_of(meeting)}"


def _evidence(meeting: Meeting) -> EvidenceEntry:
    return EvidenceEntry(seen_as(meeting), EVIDENCE, minutes_title(meeting)[:300], meeting.ends)


def _find(meeting: Meeting) -> None:
    make_findable(
        seen=seen_as(meeting),
        kind=KIND,
        key=str(meeting.pk),
        title=minutes_title(meeting)[:500],
        day=meeting.ends,
        text=text_of(content_of(meeting)),
    )
