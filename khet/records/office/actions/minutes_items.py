"""Minutes written and corrected item by item."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from khet.records.office.actions.evidence import keep_record
from khet.records.office.actions.meetings import MeetingEntry, keep_change
from khet.records.office.actions.minutes_steps import (
    KIND,
    evidence_entry,
    find_minutes,
    freeze,
    take_step,
    tell,
)
from khet.records.office.models import Item, Meeting, Minutes
from khet.records.registry.actions.audit import Actor
from khet.rules.minutes import CORRECT, WRITE


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


class ItemChangedError(Exception):
    """Somebody else changed the item meanwhile; ``item`` is as it stands now."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.title)
        self.item = item


@transaction.atomic
def save_item(*, by: Actor, item: Item, text: ItemText, seen: str | None = None) -> bool:
    """Write what was said of an item of a meeting; tells whether that changed anything.

    Args:
        seen: the state of the text that the writer saw; ``None`` writes whatever stands there.

    Raises:
        NotHeldError: the meeting wasn't held.
        MinutesMovedError: the minutes aren't a draft.
        ItemChangedError: it says something else than what the writer saw.
    """
    minutes = take_step(item.meeting, WRITE)
    return _write(by, minutes, item, text, seen, "write-item")


@transaction.atomic
def add_item(*, by: Actor, meeting: Meeting, section: int, title: str) -> Item:
    """Add an item that was spoken of and wasn't on the agenda; raises as ``save_item`` does."""
    take_step(meeting, WRITE)
    last = Item.objects.filter(meeting=meeting, section=section).last()
    place = last.place + 1 if last else 1
    made = Item.objects.create(meeting=meeting, section=section, place=place, title=title)
    tell(by, "add-minutes-item", meeting, after={"item": title})
    return made


@transaction.atomic
def correct_item(
    *, by: Actor, item: Item, text: ItemText, seen: str | None, reason: str, at: datetime
) -> bool:
    """Correct circulated minutes before they are adopted, as a further version; tells whether so.

    Raises:
        MinutesMovedError: they aren't circulated, or adopted already.
        ItemChangedError: it says something else than what the writer saw.
    """
    minutes = take_step(item.meeting, CORRECT)
    if not _write(by, minutes, item, text, seen, "correct-minutes"):
        return False
    freeze(by, minutes, at, reason)
    find_minutes(minutes.meeting)
    return True


@transaction.atomic
def correct_meeting(
    *, by: Actor, meeting: Meeting, entry: MeetingEntry, reason: str, at: datetime
) -> None:
    """Correct what circulated minutes print of their meeting, as a further version.

    Raises:
        MinutesMovedError: they aren't circulated, or adopted already.
        NumberTakenError: another meeting has the number.
    """
    minutes = take_step(meeting, CORRECT)
    keep_change(by, minutes.meeting, entry, reason)
    freeze(by, minutes, at, reason)
    keep_record(
        by=by, entry=evidence_entry(minutes.meeting), record=(KIND, str(minutes.meeting_id))
    )
    find_minutes(minutes.meeting)


def _write(
    by: Actor, minutes: Minutes, item: Item, text: ItemText, seen: str | None, action: str
) -> bool:
    kept = Item.objects.get(pk=item.pk)
    now = text_of_item(kept)
    if text == now:
        return False
    if seen is not None and seen != now.state:
        raise ItemChangedError(kept)
    kept.discussion, kept.resolution = text.discussion, text.resolution
    kept.save()
    tell(by, action, minutes.meeting, after={"item": kept.title})
    return True
